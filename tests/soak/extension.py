"""The extension that is reloaded: it uses everything that the context has, and Qt."""

from __future__ import annotations

from pathlib import Path

from tests.support.extension_host import command, manifest, write_extension

ID = "soak.everything"
#: So many of its classes are derived from Qt's.
QT_CLASSES = 2
FOLLOWER = "soak.follower"

DECLARED = """
[[contributes.keybindings]]
key = "ctrl+k ctrl+f12"
command = "soak.run"

[[contributes.menus]]
menu = "editor/context"
command = "soak.run"

[[contributes.settings]]
key = "soak.size"
type = "integer"
default = 1

[[contributes.statusItems]]
id = "soak"
name = "Soak"

[[contributes.viewContainers]]
id = "soak"
title = "Soak"

[[contributes.views]]
id = "soak.tree"
container = "soak"
title = "Soak"

[[contributes.views]]
id = "soak.widget"
container = "soak"
title = "Widget"
kind = "widget"
"""

CODE = '''
"""Version {number}."""

import colorsys
import socketserver
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QPlainTextEdit, QWidget

from pith.api import TreeItem, hook

from .part import VERSION

state = {{"reloads": 0, "text": "x" * 1000}}


class Label(QLabel):
    def __init__(self, context):
        super().__init__("soak")
        self.context = context


class Filter(QObject):
    def eventFilter(self, watched, event):
        return False


class Tree:
    def __init__(self, context):
        self.context = context

    def children(self, item_id):
        return [TreeItem(f"{{VERSION}}.{{n}}", f"row {{n}}") for n in range(20)]


class Shared:
    def version(self):
        return VERSION


def activate(given):
    global context, tree
    context = given
    context.export(Shared())
    context.commands.handle("soak.run", lambda: (VERSION, state["reloads"]))
    context.status.update("soak", text=f"soak {{VERSION}}")
    tree = context.views.provide_tree("soak.tree", Tree(context))
    context.views.provide_widget("soak.widget", QPlainTextEdit)
    context.settings.on_change("soak.size", lambda size: size)
    context.workspace.watch(context.path / "watched", lambda events: None)
    context.on_dispose(lambda: state.clear())
    context.connect(QApplication.instance().focusChanged, lambda old, new: None)
    context.patch(colorsys, "rgb_to_yiq", lambda r, g, b: (VERSION, r, g))


def started():
    window = next(w for w in QApplication.topLevelWidgets() if w.isWindow() and w.isVisible())
    label = context.own(Label(context))
    label.setParent(window)
    label.show()
    action = context.own(QAction("Soak", window))
    window.addAction(action)
    context.connect(action.triggered, lambda: label.setText("triggered"))
    context.own(QShortcut(QKeySequence("Ctrl+F11"), window))
    timer = context.own(QTimer(window))
    context.connect(timer.timeout, lambda: label.setText("tick"))
    timer.start(10)
    event_filter = context.own(Filter())
    context.filter_events(window, event_filter)
    context.tasks.call_later(0.01, tree.refresh)
    context.tasks.run(lambda token: sum(range(1000)), "sum").then(lambda total: total + 1)
    executor = context.own(ThreadPoolExecutor(1))
    executor.submit(int)
    server = context.own(socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler))
    threading.Thread(target=server.serve_forever, kwargs={{"poll_interval": 0.01}}).start()
    context.own(tempfile.TemporaryFile())
    context.own(tempfile.TemporaryDirectory())
    if VERSION % 10 == 0:
        context.own(subprocess.Popen(["sleep", "1000"]))
    context.output.write(f"version {{VERSION}} runs")


@hook
def document_changed(document):
    state["reloads"] += 0


@hook
def selection_changed(selection):
    pass


def snapshot():
    return state


def restore(before, from_version):
    state.update(before)
    state["reloads"] += 1


def deactivate():
    tree.set_message("over")
'''

FOLLOWING = """
def activate(context):
    base = context.require("soak.everything")
    context.commands.handle("soak.follow", lambda: base.version())
"""


def write(folder: Path, number: int) -> None:
    """Write version `number` of the extension into a folder for extensions."""
    text = manifest(command("soak.run") + DECLARED, extension_id=ID, name="Soak", module="soak")
    target = folder / ID
    files = {
        "extension.toml": text,
        "soak/__init__.py": CODE.format(number=number),
        "soak/part.py": f"VERSION = {number}\n",
    }
    write_extension(target, files)
    (target / "watched").mkdir(exist_ok=True)


def write_follower(folder: Path) -> None:
    needed = f'[requires]\n"{ID}" = ">=1"\n' + command("soak.follow")
    text = manifest(needed, extension_id=FOLLOWER, name="Follower")
    write_extension(folder / FOLLOWER, {"extension.toml": text, "sample.py": FOLLOWING})

"""Qt's objects that extensions hold: they go, wherever they were put."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

from tests.app.window.conftest import OpenWindow
from tests.app.window.test_extensions import install, opened
from tests.support.extension_host import manifest, write_extension
from tests.support.window import Window

CODE = """\
from PySide6.QtCore import QObject, QProcess, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

VERSION = 1


class Label(QLabel):
    pass


class Filter(QObject):
    def __init__(self):
        super().__init__()
        self.seen = 0

    def eventFilter(self, watched, event):
        self.seen += 1
        return False


def activate(given):
    global context, action
    context = given
    context.commands.handle("greeter.greet", lambda: VERSION)
    context.status.update("greeter.item", text=f"v{VERSION}")
    action = context.own(QAction("Of the greeter"))
    context.connect(action.triggered, lambda: context.status.update("greeter.item", text="hit"))
    context.connect(QApplication.instance().focusChanged, lambda old: None)


def started():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow)
                  or w.isWindow() and w.isVisible())
    label = context.own(Label("of the greeter"))
    label.setParent(window)
    label.show()
    window.addAction(action)
    shortcut = context.own(QShortcut(QKeySequence("Ctrl+F12"), window))
    shortcut.setObjectName("of the greeter")
    timer = context.own(QTimer(window))
    timer.setObjectName("of the greeter")
    timer.start(1000)
    process = context.own(QProcess(window))
    process.setObjectName("of the greeter")
    process.start("sleep", ["100"])
    global event_filter
    event_filter = context.own(Filter())
    event_filter.setObjectName("of the greeter")
    context.filter_events(window, event_filter)
    gone = context.own(Label("gone before"))
    gone.deleteLater()
"""


def of_the_greeter(window: Window) -> list[Any]:
    """What is left in the window of what the extension made."""
    top = window.program.window
    found: list[Any] = list(top.findChildren(QObject, "of the greeter"))
    found += [each for each in top.actions() if each.text() == "Of the greeter"]
    found += [
        each
        for each in QApplication.allWidgets()
        if isinstance(each, QLabel) and each.text() == "of the greeter"
    ]
    return found


def status(window: Window) -> str:
    try:
        return window.status("Greeting")
    except LookupError:
        return ""


def test_they_go_with_it_wherever_they_were_put(open_window: OpenWindow, tmp_path: Path) -> None:
    extensions = tmp_path / "extensions"
    extensions.mkdir()
    folder = install(extensions, CODE)
    window = opened(open_window, extensions)
    window.until(lambda: status(window) == "v1")
    window.settle()
    assert isinstance(window.program.window, QMainWindow) or window.program.window.isWindow()
    assert len(of_the_greeter(window)) == 5
    (action,) = [each for each in window.program.window.actions() if "greeter" in each.text()]
    action.trigger()
    assert status(window) == "hit"
    window.run("extensions.showHoldings", item_id="test.greeter")
    told = "\n".join(window.program.outputs.channels["test.greeter"].lines)
    for what in ("Label", "QAction", "QShortcut", "QTimer", "QProcess", "event filter Filter"):
        assert what in told
    del action
    for version in (2, 3, 4):
        code = CODE.replace("VERSION = 1", f"VERSION = {version}")
        (folder / "new~").write_text(code)
        (folder / "new~").replace(folder / "greeter.py")
        window.until(lambda version=version: status(window) == f"v{version}")  # type: ignore[misc]
        window.settle()
        assert len(of_the_greeter(window)) == 5, version
    window.run("extensions.disable", item_id="test.greeter")
    window.until(lambda: status(window) == "")
    window.settle()
    window.until(lambda: of_the_greeter(window) == [])


STRAY = """\
from PySide6.QtWidgets import QLabel


class Lost(QLabel):
    pass


def activate(context):
    context.status.update("greeter.item", text="v1")


def started():
    global lost
    lost = Lost("lost")
    lost.setObjectName("of nobody")
"""


def test_a_widget_that_it_does_not_own_is_named(open_window: OpenWindow, tmp_path: Path) -> None:
    extensions = tmp_path / "extensions"
    extensions.mkdir()
    install(extensions, STRAY)
    window = opened(open_window, extensions)
    window.until(lambda: status(window) == "v1")
    window.settle()
    window.run("extensions.showHoldings", item_id="test.greeter")
    told = "\n".join(window.program.outputs.channels["test.greeter"].lines)
    assert "not through its context: widget Lost of nobody" in told
    (lost,) = [each for each in QApplication.topLevelWidgets() if each.objectName() == "of nobody"]
    lost.deleteLater()


MODAL = """\
from PySide6.QtWidgets import QApplication, QDialog

VERSION = 1


def activate(given):
    global context
    context = given
    context.commands.handle("greeter.greet", ask)
    context.status.update("greeter.item", text=f"v{VERSION}")


def ask():
    dialog = context.own(QDialog())
    dialog.setObjectName("the greeter asks")
    answer = dialog.exec()
    return f"v{VERSION} was answered {answer}"
"""


def test_a_reload_while_its_modal_dialog_is_open(open_window: OpenWindow, tmp_path: Path) -> None:
    """The new version takes over behind the dialog, which ends with the version it is of."""
    extensions = tmp_path / "extensions"
    extensions.mkdir()
    folder = install(extensions, MODAL)
    window = opened(open_window, extensions)
    window.until(lambda: status(window) == "v1")
    seen: list[str] = []

    def save() -> None:
        seen.append(status(window))
        (folder / "new~").write_text(MODAL.replace("VERSION = 1", "VERSION = 2"))
        (folder / "new~").replace(folder / "greeter.py")

    QTimer.singleShot(50, save)
    answer = window.run("greeter.greet")
    assert answer == "v1 was answered 0"
    assert seen == ["v1"]
    window.until(lambda: status(window) == "v2")
    assert not [
        each
        for each in QApplication.topLevelWidgets()
        if each.objectName() == "the greeter asks" and each.isVisible()
    ]


def test_the_one_to_blame_is_found(open_window: OpenWindow, tmp_path: Path) -> None:
    extensions = tmp_path / "extensions"
    extensions.mkdir()
    install(extensions)
    for name in "abc":
        text = manifest(extension_id=f"acme.{name}", name=name, activation=["onStartupFinished"])
        code = "def activate(context): pass\n"
        write_extension(extensions / f"acme.{name}", {"extension.toml": text, "sample.py": code})
    window = opened(open_window, extensions)
    window.until(lambda: status(window) != "")
    window.run("extensions.bisect")
    for _ in range(3):
        (note,) = window.program.notifications.shown
        assert "is it still there?" in note.message
        window.program.notifications.choose(note, "still" if status(window) else "fine")
        window.settle()
    (note,) = window.program.notifications.shown
    assert note.message == "It is Greeter."
    assert status(window) != ""
    window.program.notifications.choose(note, "disable")
    window.until(lambda: status(window) == "")

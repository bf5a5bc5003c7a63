"""What a test may leave behind: nothing. What counts, and how it is counted cheaply."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

GRACE = 2.0  # seconds that threads and children which are ending may take for it


@dataclass
class Inventory:
    """What there is of the things that leak. Widgets are kept by reference: ids are used again."""

    threads: set[threading.Thread] = field(default_factory=set)
    children: set[int] = field(default_factory=set)
    files: set[Path] = field(default_factory=set)
    widgets: list[Any] = field(default_factory=list)

    @classmethod
    def take(cls) -> Inventory:
        return cls(
            threads=set(threading.enumerate()),
            children=child_processes(),
            files=temporary_files(),
            widgets=widgets(),
        )

    def leaks(self) -> list[str]:
        """What is there now and was not at the time of this inventory, described."""
        deadline = time.monotonic() + GRACE
        while True:
            found = [
                *(f"a thread: {thread.name}" for thread in self._threads()),
                *(f"a child process: {process}" for process in self._children()),
            ]
            if not found or time.monotonic() > deadline:
                break
            time.sleep(0.01)
        found += [f"a temporary file: {path}" for path in sorted(temporary_files() - self.files)]
        return found + [f"a widget: {_describe(widget)}" for widget in self._widgets()]

    def _threads(self) -> list[threading.Thread]:
        return [thread for thread in threading.enumerate() if thread not in self.threads]

    def _children(self) -> list[str]:
        return [
            f"{process} {_command(process)}"
            for process in sorted(child_processes() - self.children)
        ]

    def _widgets(self) -> list[Any]:
        found = _beside(widgets(), self.widgets)
        if found:
            # Only now: widgets may be held by a cycle, or have their end in the event queue, and
            # a full collection after every test would take longer than most tests.
            from PySide6.QtCore import QCoreApplication, QEvent

            del found
            gc.collect()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            found = _beside(widgets(), self.widgets)
        return found


def child_processes() -> set[int]:
    """The direct children of this process, without those that have ended."""
    try:
        # One system call answers for nearly every test: there are none.
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WSTOPPED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return set()
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name stands in brackets and may itself contain both brackets and spaces.
            state, parent = stat.read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue
        if int(parent) == os.getpid() and state != "Z":
            found.add(int(stat.parent.name))
    return found


def temporary_files() -> set[Path]:
    return set(Path(tempfile.gettempdir()).iterdir())


def widgets() -> list[Any]:
    """Every widget, if this process has Qt's widgets at all."""
    module = sys.modules.get("PySide6.QtWidgets")
    if module is None or module.QApplication.instance() is None:
        return []
    found: list[Any] = module.QApplication.allWidgets()
    return found


def _beside(now: Iterable[Any], before: Iterable[Any]) -> list[Any]:
    known = set(map(id, before))
    return [widget for widget in now if id(widget) not in known]


def _describe(widget: Any) -> str:
    name = widget.objectName() or widget.windowTitle()
    return type(widget).__name__ + (f" {name!r}" if name else "")


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""

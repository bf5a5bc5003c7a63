"""What a process holds, counted from outside of what is measured."""

from __future__ import annotations

import gc
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from tests.support.leaks import child_processes, temporary_files


class Held(NamedTuple):
    """How many there are of the things that leak."""

    widgets: int
    objects: int
    descriptors: int
    threads: int
    children: int
    watches: int
    temporary_files: int
    modules: int

    def beyond(self, before: Held) -> dict[str, int]:
        """What there is more of than before."""
        pairs = zip(self._fields, self, before, strict=True)
        return {name: now - then for name, now, then in pairs if now > then}


def held(window: QObject) -> Held:
    import sys

    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return Held(
        widgets=len(QApplication.allWidgets()),
        objects=len(window.findChildren(QObject)),
        descriptors=len(list(Path("/proc/self/fd").iterdir())),
        threads=threading.active_count(),
        children=len(child_processes()),
        watches=watches(),
        temporary_files=len(temporary_files()),
        modules=sum(name.startswith("pith_ext.") for name in sys.modules),
    )


def watches() -> int:
    """Folders that inotify watches for this process."""
    total = 0
    for info in Path("/proc/self/fdinfo").iterdir():
        try:
            total += len(re.findall(r"^inotify wd:", info.read_text(), re.MULTILINE))
        except OSError:
            continue
    return total


def private_memory() -> int:
    """Bytes that belong to this process alone."""
    text = Path("/proc/self/smaps_rollup").read_text()
    return 1024 * sum(map(int, re.findall(r"^Private_(?:Clean|Dirty):\s+(\d+)", text, re.M)))


def lost_by_the_binding(rounds: int = 3_000) -> float:
    """Bytes that stay in use for each class derived from one of Qt's, when it is gone."""

    def once() -> None:
        class Derived(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                return False

        Derived()

    for _ in range(rounds // 10):
        once()
    gc.collect()
    before = private_memory()
    for _ in range(rounds):
        once()
    gc.collect()
    return max(0.0, (private_memory() - before) / rounds)


def slope(values: Sequence[float]) -> float:
    """How much a value grows from one to the next, by least squares."""
    count = len(values)
    middle, mean = (count - 1) / 2, sum(values) / count
    above = sum((index - middle) * (value - mean) for index, value in enumerate(values))
    below = sum((index - middle) ** 2 for index in range(count))
    return above / below if below else 0.0

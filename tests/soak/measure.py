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
    """Bytes that this process wrote, and that are its own. Clean pages of a library are private as
    long as no other process happens to use that library, and say nothing."""
    text = Path("/proc/self/smaps_rollup").read_text()
    return 1024 * sum(map(int, re.findall(r"^Private_Dirty:\s+(\d+)", text, re.MULTILINE)))


def lost_by_the_binding(rounds: int = 3_000) -> float:
    """Bytes that stay in use for each class derived from one of Qt's, when it is gone."""

    def once() -> None:
        class Derived(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                return False

        Derived()

    def many(count: int) -> None:
        for number in range(count):
            once()
            if number % 50 == 0:  # or the heap grows by what is garbage at one time
                gc.collect(1)
        gc.collect()

    many(rounds // 5)
    before = private_memory()
    many(rounds)
    return max(0.0, (private_memory() - before) / rounds)


def slope(values: Sequence[float]) -> float:
    """How much a value grows from one to the next, by least squares."""
    count = len(values)
    middle, mean = (count - 1) / 2, sum(values) / count
    above = sum((index - middle) * (value - mean) for index, value in enumerate(values))
    below = sum((index - middle) ** 2 for index in range(count))
    return above / below if below else 0.0

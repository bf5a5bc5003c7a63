"""Reloading one extension, with another that requires it, many times in a real window."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtWidgets import QApplication

from tests.soak.extension import FOLLOWER, ID, write, write_follower
from tests.soak.measure import Held, held, private_memory
from tests.support.window import Window


class Soak:
    """A window with the extension in it. `reload` saves the next version and waits for it."""

    def __init__(self, window: Window, extensions: Path) -> None:
        self.window = window
        self._extensions = extensions
        self._host = window.program.extensions.host  # type: ignore[union-attr]
        self.number = 0
        #: What must die with each version: its modules' names and its classes.
        self._mortal: list[weakref.ref[Any]] = []
        self._complaints: list[str] = []
        self.memory: list[int] = []
        self.seconds: list[float] = []
        write(extensions, 0)
        write_follower(extensions)
        window.result(self._host.looks.refresh())
        window.until(lambda: self._host.record(FOLLOWER) is not None)
        assert window.run("soak.follow") == 0
        window.program.show_page("soak")
        self.check()

    def check(self) -> None:
        # Its version, and how often state was handed over.
        assert self.window.run("soak.run") == (self.number, self.number)
        assert self.window.run("soak.follow") == self.number
        assert self.window.status("Soak") == f"soak {self.number}"

    def reload(self) -> None:
        if self.number % 50 == 0:
            self._forget_the_dead()
        self._mark()
        self.number += 1
        write(self._extensions, self.number)
        begin = perf_counter()
        folder = self._extensions / ID
        self.window.result(self._host.looks.refresh([folder]))
        self.window.until(lambda: self._number_of(ID) == self.number + 1)
        self.seconds.append(perf_counter() - begin)
        self.check()
        self.window.settle()

    def _number_of(self, extension_id: str) -> int:
        record = self._host.record(extension_id)
        return record.generation if record is not None else 0

    def _mark(self) -> None:
        for name, module in list(sys.modules.items()):
            if name.startswith("pith_ext.soak_"):
                sentinel = vars(module).get("__pith_sentinel__")
                if sentinel is not None:
                    self._mortal.append(weakref.ref(sentinel))
                self._mortal += [
                    weakref.ref(value)
                    for value in list(vars(module).values())
                    if isinstance(value, type) and value.__module__ == name
                ]

    def _forget_the_dead(self) -> None:
        """Keep nothing that grows: neither here, nor in the output, which has an end of its own."""
        self._complaints += self._complained()
        for channel in self.window.program.outputs.channels.values():
            channel.lines.clear()
        self._mortal = [each for each in self._mortal if each() is not None]

    def settle(self) -> None:
        """Wait for what ends by itself: threads that bury, and the look for leaks."""
        end = perf_counter() + 3
        self.window.until(lambda: perf_counter() > end)

    def held(self) -> Held:
        return held(self.window.program.window)

    def survivors(self) -> int:
        """How much of the versions that have ended is alive."""
        return sum(each() is not None for each in self._mortal)

    def complaints(self) -> list[str]:
        """What the program itself found to be left."""
        return [*self._complaints, *self._complained()]

    def _complained(self) -> list[str]:
        channels = self.window.program.outputs.channels
        return [
            line
            for name in (ID, FOLLOWER)
            if name in channels
            for line in channels[name].lines
            if "has ended" in line or "held by" in line or "Error" in line
        ]

    def note_memory(self) -> None:
        self.memory.append(private_memory())


@contextmanager
def soaking(base: Path) -> Iterator[Soak]:
    application = QApplication.instance() or QApplication(["soak"])
    assert isinstance(application, QApplication)
    extensions = base / "extensions"
    extensions.mkdir(parents=True)
    nothing = base / "nothing"
    window = Window(application, base / "user", extensions=nothing, extensions_dirs=[extensions])
    try:
        yield Soak(window, extensions)
    finally:
        window.close()

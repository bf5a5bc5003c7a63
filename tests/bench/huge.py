"""One huge file in the real window: python -m tests.bench.huge FILE NEEDLE

Opens it, goes to its end, types, undoes, searches, saves, and prints JSON: for each step, seconds
until it was done and the longest stall of the window's thread meanwhile; and private memory, in MB.
A process of its own, so that its memory is that of this alone.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop

_KEYS = 200


def private_memory() -> float:
    """Megabytes that are this process's alone."""
    total = 0
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith(("Private_Clean:", "Private_Dirty:")):
            total += int(line.split()[1])
    return total / 1024


class Steps:
    """Does things in a window, and measures them."""

    def __init__(self, file: Path, folder: Path) -> None:
        from pith_app import _run
        from tests.bench.heartbeat import Heartbeat
        from tests.support import window

        _run.prepare_qt()
        application = _run.make_application()
        sys.setswitchinterval(_run.SWITCH_INTERVAL)
        small = folder / "small.log"
        small.write_bytes(b"2026-11-28 00:00:00 INFO a line\n" * 300)
        self.file = file
        self.window = window.Window(application, folder / "user", small)
        self.heartbeat = Heartbeat()
        self.results: dict[str, dict[str, float]] = {}
        self.memory: dict[str, float] = {}

    def measure(
        self, name: str, act: Callable[[], object], done: Callable[[], bool] = lambda: True
    ) -> None:
        began = time.monotonic()
        act()
        self._until(done, name)
        ended = time.monotonic()
        self.window.settle()
        stall = self.heartbeat.longest(began, ended)
        self.results[name] = {"seconds": ended - began, "stall": stall}

    def _until(self, done: Callable[[], bool], name: str) -> None:
        """Wait as the program does, asleep until something happens: whoever asks all the time
        takes the lock from those who work. The heartbeat sees to it that something does."""
        end = time.monotonic() + 900
        while not done():
            self.window.application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > end:
                raise TimeoutError(name)

    def open(self, name: str, path: Path) -> None:
        editors = self.window.program.editors

        def painted() -> bool:
            tab = editors.active
            widget = editors.active_widget
            return (
                tab is not None
                and tab.path == path
                and widget is not None
                and widget.rows_painted > 0
            )

        self.measure(name, lambda: self.window.program.documents.open(path), painted)

    def keys(self, name: str) -> None:
        """Letters and their taking back, one by one."""
        samples = []
        began = time.monotonic()
        for number in range(_KEYS):
            before = time.perf_counter()
            if number % 20 < 10:
                self.window.type("x")
            else:
                self.window.key("backspace")
            samples.append(time.perf_counter() - before)
        ended = time.monotonic()
        samples.sort()
        self.results[name] = {
            "seconds": statistics.median(samples),
            "p99": samples[int(len(samples) * 0.99)],
            "stall": self.heartbeat.longest(began, ended),
        }

    def run(self, needle: str) -> None:
        window, editors = self.window, self.window.program.editors
        other = self.file.with_name("small-2.log")
        other.write_bytes(b"2026-11-28 00:00:00 INFO a line\n" * 300)
        self.open("small: open", other)
        window.key("ctrl+end")
        self.keys("small: key")
        window.key("ctrl+z")
        self.memory["before"] = private_memory()
        self.open("open", self.file)
        document = editors.active.document if editors.active is not None else None
        view = editors.active_view
        assert document is not None
        assert view is not None
        self.measure(
            "last line",
            lambda: window.key("ctrl+end"),
            lambda: document.growth is None and view.selection.primary.head == len(document.text),
        )
        self.memory["read"] = private_memory()
        self.keys("key at the end")
        self.measure("first line", lambda: window.key("ctrl+home"))
        if document.text.line_count > 1000:
            self._edit_in_the_middle(document.text.line_count // 2)
        else:
            self.measure("end of the line", lambda: window.key("end"))
            self.keys("key at the end of the line")
        while document.dirty and view.undo():
            pass
        finder = window.program.finder
        bar = window.program.find_bar
        window.key("ctrl+f")
        self.measure(
            "search",
            lambda: window.type(needle, bar.input),
            lambda: not finder.busy and bar.input.text() == needle,
        )
        window.key("escape", bar.input)
        window.type("edited")
        self.measure("save", lambda: window.key("ctrl+s"), lambda: not document.dirty)
        self.measure("undo", lambda: window.key("ctrl+z"))
        self.memory["end"] = private_memory()

    def _edit_in_the_middle(self, row: int) -> None:
        from pith_app._window._tab import Place

        window, editors = self.window, self.window.program.editors
        tab = editors.active
        assert tab is not None
        self.measure("go to the middle", lambda: editors.go_to(tab, Place(row)))
        self.measure("first edit in the middle", lambda: window.type("x"))
        self.keys("key in the middle")
        for _ in range(50):
            window.key("pagedown")
        self.measure("undo in the middle", lambda: window.key("ctrl+z"))

    def close(self) -> None:
        self.heartbeat.stop()
        self.window.close()


def main() -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="pith-bench-") as folder:
        steps = Steps(Path(sys.argv[1]), Path(folder))
        try:
            steps.run(sys.argv[2])
        finally:
            steps.close()
    json.dump({"steps": steps.results, "memory": steps.memory}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())

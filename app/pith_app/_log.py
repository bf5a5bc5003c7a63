"""The program's log: in the output panel, and in a file in the person's folder. Nowhere else."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

LEVELS = ("error", "warning", "info", "debug")
_LARGEST = 512 * 1024
_KEPT = 500


class Log:
    """Lines with time and level. May be written to from any thread.

    The file is opened by `start_file`, after the start; when it has grown large it becomes
    `<name>.1`, and that one goes.
    """

    def __init__(self) -> None:
        self.level = "info"
        self._lock = threading.Lock()
        self._early: deque[str] = deque(maxlen=_KEPT)
        self._file: Path | None = None
        self.sink: Callable[[str], object] | None = None
        """Where each line goes besides the file: the output panel."""

    def __call__(self, level: str, message: str) -> None:
        """Write a message, which may have several lines."""
        if level in LEVELS and LEVELS.index(level) > LEVELS.index(self.level):
            return
        now = time.time()
        clock = time.strftime("%H:%M:%S", time.localtime(now))
        text = f"{clock}.{int(now * 1000) % 1000:03d} {level} {message}"
        if self.sink is not None:
            self.sink(text)
        with self._lock:
            if self._file is None:
                self._early.append(text)
            else:
                self._write([text])

    def error(self, message: str) -> None:
        self("error", message)

    def warning(self, message: str) -> None:
        self("warning", message)

    def info(self, message: str) -> None:
        self("info", message)

    def start_file(self, path: Path) -> None:
        """Write to this file from now on, beginning with what was said already."""
        with self._lock:
            self._file = path
            early = [time.strftime("%Y-%m-%d ") + "—", *self._early]
            self._early.clear()
            self._write(early)

    def _write(self, lines: list[str]) -> None:
        if self._file is None:
            return
        try:
            if not self._file.parent.is_dir():
                self._file.parent.mkdir(parents=True, exist_ok=True)
            with open(self._file, "a", encoding="utf-8", errors="backslashreplace") as file:
                file.write("\n".join(lines) + "\n")
                size = file.tell()
            if size > _LARGEST:
                self._file.replace(self._file.with_name(self._file.name + ".1"))
        except OSError:
            self._file = None  # a full or read-only disk must not stop the program

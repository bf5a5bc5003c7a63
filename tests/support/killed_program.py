"""The real program, typed into until it is killed: one run of it, as a process of its own.

    python tests/support/killed_program.py USER_DIR FILE REPORT SEED PERIOD

It shows FILE without a screen, says in REPORT, line by line as JSON, what text came up, and then
each text that there was and when. Between two of them it says what comes next.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pith_app import _run
from pith_app._arguments import GlobalOptions, WindowOptions, parse_target
from pith_app._program import Program

LETTERS = "abcdefgh   \n"


class Typist:
    """Presses a key now and then, and reports."""

    def __init__(self, program: Program, report: Path, seed: str, period: float) -> None:
        self._program = program
        self._rng = random.Random(seed)
        self._report = os.open(report, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._period = period
        program.ready.on_done(lambda _: self._begin())

    def _begin(self) -> None:
        editors = self._program.editors
        if editors.active_widget is None:
            self._program.scheduler.call_later(0.01, self._begin)
            return
        self._say(
            start=self._text(), notes=[n.message for n in self._program.notifications.history]
        )
        self._press()

    def _press(self) -> None:
        widget: QWidget | None = self._program.editors.active_widget
        assert widget is not None
        run = self._program.kernel.bus.execute
        chosen = self._rng.random()
        action: Callable[[], Any]
        if chosen < 0.85:
            sign = self._rng.choice(LETTERS)
            next_ = sign

            def action() -> None:
                if sign == "\n":
                    QTest.keyClick(widget, Qt.Key.Key_Return)
                else:
                    QTest.keyClicks(widget, sign)
        elif chosen < 0.95:
            next_ = "backspace"

            def action() -> None:
                QTest.keyClick(widget, Qt.Key.Key_Backspace)
        elif chosen < 0.98:
            next_ = "save"

            def action() -> None:
                run("file.save")
        else:
            next_ = "undo"

            def action() -> None:
                run("edit.undo")
                run("caret.documentEnd")

        self._say(next=next_)
        action()
        self._say(text=self._text())
        self._program.scheduler.call_later(self._period, self._press)

    def _text(self) -> str:
        view = self._program.editors.active_view
        return str(view.state.text) if view is not None else ""

    def _say(self, **what: object) -> None:
        os.write(self._report, json.dumps({"time": time.monotonic(), **what}).encode() + b"\n")


def main() -> int:
    user_dir, file, report, seed, period = sys.argv[1:]
    start = Program.start

    def start_typing(program: Program) -> None:
        start(program)
        Typist(program, Path(report), seed, float(period))

    Program.start = start_typing  # type: ignore[method-assign,assignment]
    options = WindowOptions((parse_target(file),), GlobalOptions(True, Path(user_dir), ()))
    return _run.run_window(options)


if __name__ == "__main__":
    sys.exit(main())

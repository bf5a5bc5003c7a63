"""Does one thing again and again in the window of this process, beside a text of some kind.

python -m tests.bench.viewer pith|pith-minimap|bare SCENARIO FILE USER_DIR

Prints JSON: `seconds`, from each event to the end of the paint that shows its effect, and what
else the scenario measures, by name. With `bare` the window is that of a QPlainTextEdit.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

from tests.bench.typist import Typist, make_program, watch_paints

PAUSE = 0.004  # seconds between events, in which what is left of the last one is done
KEYS = 520
CARETS = 1000


class Shown(Protocol):
    """A window with one text in it."""

    widget: Any
    typist: Typist

    def place(self, where: str) -> None:
        """Put the caret "middle", "end", in the "line" (its middle) or in many rows ("carets")."""
        ...

    def wrap(self, on: bool) -> None: ...


class Pith:
    def __init__(self, file: Path, user_dir: Path, *, minimap: bool) -> None:
        from pith_app import _memory, _run

        _memory.before_start()
        sys.setswitchinterval(_run.SWITCH_INTERVAL)
        _run.prepare_qt()
        application = _run.make_application()
        from pith.qt import EditorWidget

        typists: list[Typist] = []
        watch_paints(EditorWidget, lambda: _note(typists))
        self._wrapped = False
        settings = user_dir / "config" / "settings.toml"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(f"[editor]\nminimap.enabled = {str(minimap).lower()}\n")
        self.program = make_program(application, file, user_dir)
        self.program.start()
        self.program.window.resize(1280, 820)
        end = time.monotonic() + 60
        while (editor := self.program.editors.active_widget) is None and time.monotonic() < end:
            application.processEvents()
        assert editor is not None, f"{file} was not opened"
        self.widget: Any = editor
        self.typist = Typist(application, editor)
        typists.append(self.typist)
        self.typist.run_until(lambda: self.program.ready.done)
        self.typist.run_until(lambda: self.document.growth is None, 60.0)
        self.typist.run(1.5)

    @property
    def document(self) -> Any:
        return self.widget.view.document

    def place(self, where: str) -> None:
        from pith.edit import Range, Selection

        view, text = self.widget.view, self.document.text
        if where == "carets":
            first = text.line_count // 2
            ends = [text.line_end(row) for row in range(first, first + CARETS)]
            selection = Selection.of([Range(end, end) for end in ends])
        else:
            offset = {
                "middle": text.line_end(text.line_count // 2),
                "line": len(text) // 2,
                "end": len(text),
            }[where]
            selection = Selection.caret(offset)
        view.select(selection, "bench", True)
        self.typist.run(1.0)

    def wrap(self, on: bool) -> None:
        if on != self._wrapped:
            self.program.kernel.bus.run("view.toggleWrap", {}, "bench")
            self._wrapped = on


class Bare:
    def __init__(self, file: Path, user_dir: Path) -> None:
        from PySide6.QtGui import QFont
        from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

        typists: list[Typist] = []

        class Edit(QPlainTextEdit):
            def paintEvent(self, event: Any) -> None:
                super().paintEvent(event)
                _note(typists)

        application = QApplication([])
        self.window = QMainWindow()
        self.widget: Any = Edit()
        self.widget.setFont(QFont("monospace", 10))
        self.widget.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.widget.setPlainText(file.read_text(encoding="utf-8"))
        self.window.setCentralWidget(self.widget)
        self.window.resize(1280, 820)
        self.window.show()
        self.widget.setFocus()
        self.typist = Typist(application, self.widget)
        typists.append(self.typist)
        self.typist.run(1.0)

    def place(self, where: str) -> None:
        from PySide6.QtGui import QTextCursor

        document = self.widget.document()
        block = document.findBlockByNumber(document.blockCount() // 2)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        if where == "end":
            cursor.movePosition(QTextCursor.MoveOperation.End)
        self.widget.setTextCursor(cursor)
        self.widget.ensureCursorVisible()
        self.typist.run(1.0)

    def wrap(self, on: bool) -> None:
        modes = self.widget.LineWrapMode
        self.widget.setLineWrapMode(modes.WidgetWidth if on else modes.NoWrap)


def _note(typists: list[Typist]) -> None:
    for typist in typists:
        typist.painted = True


# What is done


def typing(shown: Shown, where: str) -> Iterator[float]:
    """Letters, and as many times Backspace, so that the line keeps its length."""
    shown.place(where)
    for number in range(KEYS):
        if number % 40 < 20:
            yield shown.typist.press(0x41 + number % 20, chr(0x61 + number % 20))
        else:
            yield shown.typist.press(0x01000003, "\b")


def typing_wrapped(shown: Shown) -> Iterator[float]:
    """The same in a long line whose rows are all found anew."""
    shown.wrap(True)
    yield from typing(shown, "line")


def turning(shown: Shown, key: int, count: int) -> Iterator[float]:
    """A key that scrolls."""
    shown.typist.press(0x01000010, "")  # Home
    for _ in range(count):
        yield shown.typist.press(key, "")


def wheeling(shown: Shown) -> Iterator[float]:
    """A touch pad's scrolling: some pixels each time."""
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    viewport = getattr(shown.widget, "viewport", lambda: None)() or shown.widget
    for number in range(300):
        shown.typist.painted = False
        before = time.perf_counter()
        event = QWheelEvent(
            QPointF(300, 300),
            QPointF(300, 300),
            QPoint(0, -9),
            QPoint(0, -18),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.ScrollUpdate,
            False,
        )
        QApplication.sendEvent(viewport, event)
        while not shown.typist.painted:
            QApplication.processEvents()
            if time.perf_counter() - before > 2:
                raise TimeoutError(f"nothing moved at step {number}")
        yield time.perf_counter() - before


def narrowing(shown: Shown) -> Iterator[float]:
    """The window gets another width, and lines are wrapped anew, in the middle of the text."""
    from PySide6.QtWidgets import QApplication

    shown.wrap(True)
    shown.place("middle")
    window = shown.widget.window()
    for number in range(24):
        shown.typist.painted = False
        before = time.perf_counter()
        window.resize(900 + 37 * (number % 9), 820)
        while not shown.typist.painted:
            QApplication.processEvents()
        yield time.perf_counter() - before


def scrolling(shown: Shown, how: str, wrapped: bool) -> Iterator[float]:
    shown.wrap(wrapped)
    shown.typist.run(0.5)
    if how == "pages":
        yield from turning(shown, 0x01000017, 80)
    elif how == "lines":
        # First to the bottom edge, and then on.
        yield from list(turning(shown, 0x01000015, 300))[100:]
    else:
        yield from wheeling(shown)


SCENARIOS: dict[str, Callable[[Shown], Iterator[float]]] = {
    "type-middle": lambda shown: typing(shown, "middle"),
    "type-line": lambda shown: typing(shown, "line"),
    "type-wrapped": typing_wrapped,
    "type-end": lambda shown: typing(shown, "end"),
    "type-carets": lambda shown: typing(shown, "carets"),
    "narrow": narrowing,
    **{
        f"scroll-{how}-{kind}": lambda shown, how=how, kind=kind: scrolling(  # type: ignore[misc]
            shown, how, kind == "wrapped"
        )
        for how in ("pages", "lines", "pixels")
        for kind in ("wrapped", "plain")
    },
}


def main(which: str, scenario: str, file: Path, user_dir: Path) -> None:
    from tests.bench.huge import private_memory

    shown: Shown = (
        Bare(file, user_dir)
        if which == "bare"
        else Pith(file, user_dir, minimap=which == "pith-minimap")
    )
    memory = private_memory()
    seconds = []
    for each in SCENARIOS[scenario](shown):
        seconds.append(each)
        shown.typist.run(PAUSE)
    print(json.dumps({"seconds": seconds, "memory": memory}), flush=True)


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    except BaseException:
        # The program's own way with what goes wrong is to write it to its log.
        traceback.print_exc()
        os._exit(1)
    # Neither saves nor asks: the process ends with its window.
    os._exit(0)

"""Types into a window of this process.

python -m tests.bench.typist pith|pith-busy|bare FILE KEYS USER_DIR     (busy: a worker computes)

Prints JSON: `painted`, the seconds from each key press to the end of the call in which its line
was painted (and handed to the display), and `stalls`, as Heartbeat has them.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from pith_app._program import Program

PAUSE = 0.012  # seconds between two keys: a fast typist has ten times as many

# Typed at the end of a short line in the middle of the file, over and over.
TYPED = (
    "\nif counted.get(item, 0) > 3 and name == 'first':\n"
    "total += sum(value * 2 for value in found[:10])  # those before\n"
    "raise ValueErro\b\b\b\bError(f\"{name} is 'not' there\")\n"
)


def keys(count: int) -> Iterator[tuple[int, str]]:
    """Key codes of Qt and what they type: code, with corrections."""
    from PySide6.QtCore import Qt

    special = {"\n": (Qt.Key.Key_Return, "\r"), "\b": (Qt.Key.Key_Backspace, "\b")}
    for character in islice(cycle(TYPED), count):
        key, text = special.get(character, (None, character))
        yield (key.value if key is not None else ord(character.upper())), text


class Typist:
    """Presses keys in the focused widget, and looks when it has painted."""

    def __init__(self, application: QApplication, editor: QWidget) -> None:
        self._application = application
        self._editor = editor
        self.painted = False

    def press(self, key: int, text: str) -> float:
        """Press a key and let it go: the seconds until its effect was painted."""
        from PySide6.QtCore import QEvent, Qt
        from PySide6.QtGui import QKeyEvent

        none = Qt.KeyboardModifier.NoModifier
        send = self._application.sendEvent
        self.painted = False
        before = time.perf_counter()
        # As Qt does it for a key of the display: first it asks whether it is a shortcut's.
        send(self._editor, QKeyEvent(QEvent.Type.ShortcutOverride, key, none, text))
        send(self._editor, QKeyEvent(QEvent.Type.KeyPress, key, none, text))
        while not self.painted:
            self._application.processEvents()
        taken = time.perf_counter() - before
        send(self._editor, QKeyEvent(QEvent.Type.KeyRelease, key, none, text))
        return taken

    def run(self, seconds: float) -> None:
        """Let everything else happen that is due."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self._application.processEvents()
            time.sleep(0.0005)

    def run_until(self, condition: Callable[[], Any], timeout: float = 30.0) -> None:
        deadline = time.monotonic() + timeout
        while not condition():
            if time.monotonic() > deadline:
                raise TimeoutError("it did not come about")
            self.run(0.005)

    def type(self, count: int) -> dict[str, object]:
        """Type, with pauses in which the window does what it wants to."""
        from tests.bench.heartbeat import Heartbeat

        for key, text in keys(len(TYPED)):  # what is done once is done by then
            self.press(key, text)
            self.run(PAUSE)
        heartbeat = Heartbeat()
        painted = []
        for key, text in keys(count):
            painted.append(self.press(key, text))
            self.run(PAUSE)
        heartbeat.stop()
        return {"painted": painted, "stalls": heartbeat.stalls}


def watch_paints(widget_class: Any, on_paint: Callable[[], object]) -> None:
    """Call `on_paint` after each paint of the class's widgets."""
    paint = widget_class.paintEvent

    def paint_and_tell(widget: Any, event: Any) -> None:
        paint(widget, event)
        on_paint()

    widget_class.paintEvent = paint_and_tell


def make_program(application: QApplication, file: Path, user_dir: Path) -> Program:
    """The whole program, as run_window makes it."""
    from pith_app import _run
    from pith_app._arguments import GlobalOptions, Target, WindowOptions
    from pith_app._faults import Faults
    from pith_app._log import Log
    from pith_app._program import Program
    from pith_app.paths import bundled_data

    everywhere = GlobalOptions(user_dir=user_dir)
    options = WindowOptions((Target(file),), everywhere)
    log = Log()
    faults = Faults(log, lambda name: None)
    faults.install()
    user = _run.user_paths(everywhere)
    return Program(application, options, user, bundled_data(), log, faults)


def type_into_pith(file: Path, count: int, user_dir: Path, busy: bool) -> dict[str, object]:
    from pith_app import _memory, _run

    _memory.before_start()
    sys.setswitchinterval(_run.SWITCH_INTERVAL)
    _run.prepare_qt()
    application = _run.make_application()
    from pith.edit import Selection
    from pith.qt import EditorWidget

    typists: list[Typist] = []

    def on_paint() -> None:
        for each in typists:
            each.painted = True

    watch_paints(EditorWidget, on_paint)
    program = make_program(application, file, user_dir)
    program.start()
    editor = program.editors.active_widget
    assert editor is not None
    typist = Typist(application, editor)
    typists.append(typist)
    typist.run_until(lambda: program.ready.done)
    text = editor.view.state.text
    row = next(row for row in range(text.line_count // 2, text.line_count) if not text.line(row))
    editor.view.select(Selection.caret(text.line_start(row)), "bench", True)
    typist.run(1.5)  # everything of the start is over
    if busy:
        program.kernel.worker.submit(compute, "compute")
    return typist.type(count)


def compute(token: object) -> None:
    """Keep the lock as busy as Python code can, for as long as the process lives."""
    while True:
        sum(number * number for number in range(200))


def type_into_bare(file: Path, count: int) -> dict[str, object]:
    from PySide6.QtGui import QFont, QTextCursor
    from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit

    typists: list[Typist] = []

    class Edit(QPlainTextEdit):
        def paintEvent(self, event: Any) -> None:
            super().paintEvent(event)
            for typist in typists:
                typist.painted = True

    application = QApplication([])
    window = QMainWindow()
    edit = Edit()
    edit.setFont(QFont("monospace", 10))
    edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    edit.setPlainText(file.read_text(encoding="utf-8"))
    window.setCentralWidget(edit)
    window.resize(1280, 820)
    window.show()
    edit.setFocus()
    block = edit.document().findBlockByNumber(edit.document().blockCount() // 2)
    while block.text():
        block = block.next()
    edit.setTextCursor(QTextCursor(block))
    edit.ensureCursorVisible()
    typist = Typist(application, edit)
    typists.append(typist)
    typist.run(1.0)
    return typist.type(count)


def main(what: str, file: Path, count: int, user_dir: Path) -> None:
    if what == "bare":
        result = type_into_bare(file, count)
    else:
        result = type_into_pith(file, count, user_dir, what == "pith-busy")
    print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
    # Neither saves nor asks: the process ends with its window.
    import os

    os._exit(0)

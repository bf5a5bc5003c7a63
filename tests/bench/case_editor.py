"""What one key and one frame of scrolling cost in the editor widget, beside QPlainTextEdit.

In process: from the key event's being sent to the end of its paint. Without a display the
offscreen platform is used, which paints the same pixels and hands them to nobody.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench.harness import Row, case

ROOT = Path(__file__).resolve().parents[2]
KEYS = 600
PAUSE = 0.01  # between keys, as caches are not kept warm by somebody who types
YARDSTICK = "QPlainTextEdit"


def python_source(size: int) -> str:
    """Some Python of about that size: this standard library's own."""
    content = Path(os.__file__).with_name("argparse.py").read_text("utf-8")
    content *= size // len(content) + 1
    return content[: content.index("\n", size) + 1]


def application() -> Any:
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication([])


def press(widget: Any, key: int, text: str) -> float:
    """Seconds from sending a key to the end of its paint."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, text)
    before = time.perf_counter()
    QCoreApplication.sendEvent(widget, event)
    QCoreApplication.processEvents()
    return time.perf_counter() - before


def show(widget: Any) -> None:
    from PySide6.QtTest import QTest

    widget.resize(1000, 800)
    widget.show()
    QTest.qWaitForWindowExposed(widget)
    widget.activateWindow()
    widget.setFocus()
    QTest.qWait(100)


def editor(content: str) -> tuple[Any, Callable[[], None]]:
    """An editor with the highlighting of Python, and what closes it."""
    from pith.base import ThreadWorker
    from pith.edit import EDITING_COMMANDS, Selection
    from pith.qt import EditorWidget, QtScheduler
    from pith.syntax import load_theme
    from pith.workspace import Document, View

    commands = {command.id: command for command in EDITING_COMMANDS}
    keys = {"backspace": "edit.deleteLeft", "down": "caret.down", "pagedown": "caret.pageDown"}
    scheduler = QtScheduler()
    worker = ThreadWorker(scheduler)
    document = Document(content, language_id="python")
    view = View(document)
    highlighter = python_highlighter(document, scheduler, worker)
    widget = EditorWidget(
        view,
        theme=load_theme(ROOT / "resources/themes/pith-dark.json"),
        highlighter=highlighter,
        key_handler=lambda chord: chord.key in keys and view.run(commands[keys[chord.key]]),
        text_handler=lambda text: view.run(commands["edit.insertText"], text=text),
    )
    view.context_factory = widget.edit_context
    show(widget)
    view.select(Selection.caret(document.text.line_end(20)))

    def close() -> None:
        widget.dispose()
        widget.close()
        widget.deleteLater()
        view.dispose()
        if highlighter is not None:
            highlighter.dispose()
        worker.dispose()
        scheduler.dispose()

    return widget, close


def python_highlighter(document: Any, scheduler: Any, worker: Any) -> Any:
    from pith.syntax import Language, highlighter_for

    python = Language("python", "Python", lexer="python")
    highlighter = highlighter_for(python, scheduler, worker)
    highlighter.set_text(document.text)
    document.changed.connect(
        lambda change: highlighter.edited(change.before, change.changes, change.after)
    )
    return highlighter


def plain_edit(content: str) -> tuple[Any, Callable[[], None]]:
    from PySide6.QtGui import QFont, QTextCursor
    from PySide6.QtWidgets import QPlainTextEdit

    widget = QPlainTextEdit()
    widget.setFont(QFont("DejaVu Sans Mono", 10))
    widget.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    widget.setPlainText(content)
    show(widget)
    cursor = widget.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Down, n=20)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfLine)
    widget.setTextCursor(cursor)

    def close() -> None:
        widget.close()
        widget.deleteLater()

    return widget, close


def typing(widget: Any, count: int) -> list[float]:
    """Letters, and as many times Backspace, so that the line keeps its length."""
    samples = []
    for number in range(count):
        if number % 40 < 20:
            samples.append(press(widget, 0x41 + number % 20, chr(0x61 + number % 20)))
        else:
            samples.append(press(widget, 0x01000003, "\x08"))
        time.sleep(PAUSE)
    return samples


def paging(widget: Any, count: int) -> list[float]:
    samples = []
    for _ in range(count):
        samples.append(press(widget, 0x01000017, ""))
        time.sleep(PAUSE)
    return samples


def stepping(widget: Any, count: int) -> list[float]:
    """Down, first to the bottom edge and then scrolling."""
    samples = []
    for _ in range(count):
        samples.append(press(widget, 0x01000015, ""))
        time.sleep(PAUSE)
    return samples[60:]


@case("editor: key press to paint, in process")
def keys() -> Iterator[Row]:
    yield from measured("letters and Backspace", typing, KEYS)


@case("editor: scrolling, in process")
def scrolling() -> Iterator[Row]:
    yield from measured("a row at a time", stepping, 260)
    yield from measured("a page at a time", paging, 24)


def measured(name: str, measure: Callable[[Any, int], list[float]], count: int) -> Iterator[Row]:
    """Both widgets in the same rounds, for a small file and a large one."""
    application()
    for size in (40_000, 105_000, 5_000_000):
        content = python_source(size)
        samples: dict[str, list[float]] = {"ours": [], YARDSTICK: []}
        for _ in range(2):
            for which, make in (("ours", editor), (YARDSTICK, plain_edit)):
                widget, close = make(content)
                measure(widget, 20)  # warm
                gc.collect()
                gc.freeze()
                samples[which] += measure(widget, count // 2)
                gc.unfreeze()
                close()
        label = f"{name}, {size // 1000} kB Python"
        yield Row.of(label, samples["ours"], yardstick=(YARDSTICK, samples[YARDSTICK]))
        yield Row.of(f"  {YARDSTICK}", samples[YARDSTICK])

"""An editor on a screen that nobody sees, its keys bound to the editing commands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pith.base import Signal
from pith.commands import Chord
from pith.edit import (
    ALL_CODE,
    EDITING_COMMANDS,
    ChangeSet,
    LineKinds,
    Range,
    Selection,
    Transaction,
)
from pith.qt import EditorOptions, EditorWidget
from pith.syntax import Kind, Style, Theme, TokenSpan
from pith.text import Edit, Text
from pith.workspace import Document, View
from tests.support.keys import press_of

COMMANDS = {command.id: command for command in EDITING_COMMANDS}

KEYS = {
    "left": "caret.left",
    "right": "caret.right",
    "up": "caret.up",
    "down": "caret.down",
    "shift+left": "select.left",
    "shift+right": "select.right",
    "shift+up": "select.up",
    "shift+down": "select.down",
    "ctrl+left": "caret.wordLeft",
    "ctrl+right": "caret.wordRight",
    "home": "caret.lineStart",
    "end": "caret.lineEnd",
    "ctrl+home": "caret.documentStart",
    "ctrl+end": "caret.documentEnd",
    "pageup": "caret.pageUp",
    "pagedown": "caret.pageDown",
    "backspace": "edit.deleteLeft",
    "delete": "edit.deleteRight",
    "enter": "edit.newline",
    "tab": "edit.tab",
    "escape": "select.single",
    "ctrl+a": "select.all",
    "ctrl+c": "edit.copy",
    "ctrl+x": "edit.cut",
    "ctrl+v": "edit.paste",
    "ctrl+alt+down": "caret.addBelow",
    "alt+down": "edit.moveLinesDown",
}


class Editor:
    """A widget with the document and the view it shows, and hands to use it with."""

    def __init__(self, content: str, width: int = 640, height: int = 400, **settings: Any) -> None:
        highlighter = settings.pop("highlighter", None)
        theme = settings.pop("theme", None)
        settings.setdefault("caret_blink", False)
        settings.setdefault("smooth_scrolling", False)
        self.document = Document(content)
        self.view = View(self.document)
        self.keys = dict(KEYS)
        self.widget = EditorWidget(
            self.view,
            theme=theme,
            highlighter=highlighter,
            options=EditorOptions(**settings),
            key_handler=self._key,
            text_handler=self._text,
        )
        self.view.context_factory = self.widget.edit_context
        self.widget.resize(width, height)
        self.widget.show()
        QTest.qWaitForWindowExposed(self.widget)
        self.widget.activateWindow()
        self.widget.setFocus()
        QTest.qWaitForWindowActive(self.widget)
        self.settle()

    def _key(self, chord: Chord) -> bool:
        if str(chord) == "ctrl+z":
            return self.view.undo()
        command = self.keys.get(str(chord))
        return command is not None and self.view.run(COMMANDS[command])

    def _text(self, text: str) -> None:
        self.view.run(COMMANDS["edit.insertText"], text=text)

    def show(self, document: Document) -> None:
        """Show another document."""
        before, self.view, self.document = self.view, View(document), document
        self.view.context_factory = self.widget.edit_context
        self.widget.set_view(self.view)
        before.dispose()

    def close(self) -> None:
        self.widget.dispose()
        self.widget.close()
        self.widget.deleteLater()
        self.view.dispose()

    @property
    def text(self) -> str:
        return str(self.view.state.text)

    @property
    def ranges(self) -> list[tuple[int, int]]:
        """Anchor and head of each range."""
        return [(each.anchor, each.head) for each in self.view.selection.ranges]

    def settle(self) -> None:
        """Let everything that is due happen, paints included."""
        QApplication.processEvents()
        self.widget._rest.settle()
        QApplication.processEvents()

    # Using it

    def press(self, *keys: str) -> None:
        """Press keys, written as in key bindings."""
        for each in keys:
            send_key(self.widget, each)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.widget, text)

    def select(self, *ranges: tuple[int, int] | int) -> None:
        chosen = [Range.caret(each) if isinstance(each, int) else Range(*each) for each in ranges]
        self.view.select(Selection.of(chosen))

    def edit(self, start: int, end: int, insert: str, view: View | None = None) -> None:
        """Change the text, as somebody else would: the view is not scrolled."""
        changes = ChangeSet.of(len(self.view.state.text), [Edit(start, end, insert)])
        self.document.apply(Transaction(changes, reveal=False), view)

    def point(self, offset: int) -> QPointF:
        """A point right on the caret position of an offset that is seen, halfway down its row."""
        point = self.widget.point_of(offset)
        assert point is not None, f"offset {offset} is not seen"
        return point + QPointF(0.5, self.widget.style_in_use.row_height / 2)

    def mouse(
        self,
        kind: QEvent.Type,
        point: QPointF,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
        event = QMouseEvent(kind, point, self.widget.mapToGlobal(point), button, held, modifiers)
        QApplication.sendEvent(self.widget, event)

    def click(
        self,
        offset: int,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        button: Qt.MouseButton = Qt.MouseButton.LeftButton,
    ) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, self.point(offset), modifiers, button)
        self.mouse(QEvent.Type.MouseButtonRelease, self.point(offset), modifiers, button)

    def double_click(self, offset: int) -> None:
        self.click(offset)
        self.mouse(QEvent.Type.MouseButtonDblClick, self.point(offset))
        self.mouse(QEvent.Type.MouseButtonRelease, self.point(offset))

    # Looking at it

    def on_screen(self) -> QImage:
        """What is on the screen: only what was damaged since the last picture was painted."""
        self.settle()
        return self.widget.screen().grabWindow(self.widget.winId()).toImage()

    def painted_anew(self) -> QImage:
        """The same, with everything painted now."""
        return self.widget.grab().toImage()

    def assert_screen_is_right(self) -> None:
        """What was painted bit by bit equals what is painted in one go."""
        shown, expected = self.on_screen(), self.painted_anew()
        shown = shown.convertToFormat(QImage.Format.Format_RGB32)
        expected = expected.convertToFormat(QImage.Format.Format_RGB32)
        if shown != expected and (rows := different_rows(shown, expected)):
            height = self.widget.style_in_use.row_height
            raise AssertionError(f"pixel rows {rows} differ; rows are {height} high")


def pixel_row(image: QImage, y: int) -> bytes:
    row: Any = image.constScanLine(y)
    return bytes(row)


def different_rows(one: QImage, other: QImage) -> list[int]:
    """The rows of pixels in which two pictures differ by more than how a curve is rounded."""
    assert one.size() == other.size()
    rows = []
    for y in range(one.height()):
        first, second = pixel_row(one, y), pixel_row(other, y)
        if first != second and any(abs(a - b) > 20 for a, b in zip(first, second, strict=True)):
            rows.append(y)
    return rows


def send_key(widget: EditorWidget, keys: str) -> QKeyEvent:
    """Send the key press that such a binding is about, as a keyboard would."""
    name, key, modifiers = press_of(keys)
    text = {"backspace": "\x08", "enter": "\r", "tab": "\t"}.get(name, "")
    if len(name) == 1:
        text = name if not modifiers else chr(ord(name) & 0x1F)
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
    QApplication.sendEvent(widget, event)
    return event


class FixedHighlighter:
    """Colours what it is told to, and what is typed after a `#`."""

    working = False

    def __init__(self, words: Iterable[tuple[str, str]] = (("def", "keyword"),)) -> None:
        self._changed: Signal[int, int] = Signal("highlighter")
        self.words = list(words)
        self.text = Text.EMPTY
        self.wanted: list[tuple[int, int]] = []

    @property
    def changed(self) -> Signal[int, int]:
        return self._changed

    def set_text(self, text: Text) -> None:
        self.text = text

    def edited(self, before: Text, changes: ChangeSet, after: Text) -> None:
        self.text = after

    def want(self, first_row: int, last_row: int) -> None:
        self.wanted.append((first_row, last_row))

    def tokens(self, row: int) -> tuple[TokenSpan, ...]:
        if row >= self.text.line_count:
            return ()  # nothing is known of that text yet
        line = self.text.line(row)
        found = []
        for word, scope in self.words:
            at = line.find(word)
            while at >= 0:
                found.append(TokenSpan(at, at + len(word), scope))
                at = line.find(word, at + len(word))
        return tuple(sorted(found))

    def kind_at(self, offset: int) -> Kind:
        return "code"

    def line_kinds(self, *, to_keep: bool = False) -> LineKinds:
        return ALL_CODE

    def dispose(self) -> None:
        pass


def plain_theme(kind: Any = "dark", **colors: str) -> Theme:
    """A theme of no more than these colours, with red bold keywords."""
    return KeywordTheme("test", kind, {key.replace("_", "."): colors[key] for key in colors}, [])


class KeywordTheme(Theme):
    def style(self, scope: str) -> Style:
        return Style("#ff0000", bold=True) if scope == "keyword" else Style()


def point(x: float, y: float) -> QPoint:
    return QPoint(round(x), round(y))

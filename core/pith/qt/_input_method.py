"""Input methods: what is composed is shown in its place, and what they ask is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCharFormat, QTextFormat

from pith.edit import ChangeSet, Range, Selection, Transaction
from pith.qt._clipboard import encodable
from pith.qt._shaper import Preedit
from pith.text import Edit, utf16_length, utf16_to_column

if TYPE_CHECKING:
    from pith.qt._widget import EditorWidget

_LONGEST_SELECTION = 100_000  # code points of what is selected that input methods are told
_SURROUNDING = 1024  # code points told to each side of the caret


class Composer:
    """One editor's side of the conversation with an input method.

    The surrounding text is the caret's line, or as much of a long one as is near; positions in
    it count UTF-16 units, as Qt's do.
    """

    def __init__(self, widget: EditorWidget) -> None:
        self._widget = widget

    def finish(self) -> None:
        """Have what is composed put into the text: somebody clicks elsewhere."""
        QGuiApplication.inputMethod().commit()
        self._widget.set_preedit(None)  # if the input method has nothing to say to that

    def give_up(self) -> None:
        """Have the input method forget what it composes: the caret is elsewhere."""
        QGuiApplication.inputMethod().reset()

    def handle(self, event: QInputMethodEvent) -> None:
        widget = self._widget
        commit = event.commitString()
        if event.replacementLength() or event.replacementStart():
            self._replace(event.replacementStart(), event.replacementLength(), commit)
        elif commit:
            widget.set_preedit(None)
            widget.type_text(commit)
        formats: list[tuple[int, int, QTextCharFormat]] = []
        caret: int | None = len(event.preeditString())
        for attribute in event.attributes():
            kind = attribute.type
            if kind == QInputMethodEvent.AttributeType.Selection:
                self._select(attribute.start, attribute.length)
            elif kind == QInputMethodEvent.AttributeType.Cursor:
                caret = attribute.start if attribute.length else None
            elif kind == QInputMethodEvent.AttributeType.TextFormat:
                given = _char_format(attribute.value)
                if given is not None:
                    start = max(0, attribute.start)
                    formats.append((start, attribute.start + attribute.length, given))
        preedit = event.preeditString()
        if not preedit:
            widget.set_preedit(None)
            return
        if widget.viewport_in_use.preedit is None:
            self._delete_selected()  # what is composed takes its place from the first letter on
        state = widget.view.state
        point = state.text.point_at(state.selection.primary.head)
        widget.set_preedit(Preedit(point.row, point.column, preedit, caret, tuple(formats)))

    def _delete_selected(self) -> None:
        """In one step of the history with what is typed in its place."""
        state = self._widget.view.state
        edits = [
            Edit(each.start, each.end, "") for each in state.selection.ranges if not each.is_empty
        ]
        if edits:
            changes = ChangeSet.of(len(state.text), edits)
            self._widget.view.apply(Transaction(changes, None, "input.type"))

    def _replace(self, start: int, length: int, commit: str) -> None:
        """Put text in place of some near the caret: reconversion and autocorrection do."""
        widget = self._widget
        state = widget.view.state
        first, line = self._surrounding()
        head = state.selection.primary.head
        at = utf16_length(line[: head - first]) + start
        begin = first + utf16_to_column(line, at)
        end = first + utf16_to_column(line, at + length)
        changes = ChangeSet.of(len(state.text), [Edit(begin, end, commit)])
        caret = Selection.caret(begin + len(commit))
        widget.set_preedit(None)
        widget.view.apply(Transaction(changes, caret, "input.compose"))

    def _select(self, start: int, length: int) -> None:
        first, line = self._surrounding()
        anchor = first + utf16_to_column(line, start)
        head = first + utf16_to_column(line, start + length)
        self._widget.set_preedit(None)  # what follows is composed there
        self._widget.select(Selection.of([Range(anchor, head)]), "select.compose")

    def _surrounding(self) -> tuple[int, str]:
        """The text around the caret, and the offset where it starts."""
        state = self._widget.view.state
        text = state.text
        head = state.selection.primary.head
        row = text.row_at(head)
        start = max(text.line_start(row), head - _SURROUNDING)
        return start, text.slice(start, min(text.line_end(row), head + _SURROUNDING))

    def query(self, query: Qt.InputMethodQuery) -> Any:
        widget = self._widget
        state = widget.view.state
        primary = state.selection.primary
        what = Qt.InputMethodQuery
        if query == what.ImEnabled:
            return True
        if query in (what.ImCursorRectangle, what.ImAnchorRectangle):
            return widget.caret_area()
        if query == what.ImInputItemClipRectangle:
            return QRectF(widget.text_area())
        if query == what.ImFont:
            return widget.style_in_use.font
        if query == what.ImHints:
            hint = Qt.InputMethodHint
            return (hint.ImhMultiLine | hint.ImhNoAutoUppercase | hint.ImhNoPredictiveText).value
        first, line = self._surrounding()
        if query == what.ImSurroundingText:
            return encodable(line)
        if query == what.ImCursorPosition:
            return utf16_length(line[: primary.head - first])
        if query == what.ImAnchorPosition:
            anchor = min(max(primary.anchor, first), first + len(line))
            return utf16_length(line[: anchor - first])
        if query == what.ImCurrentSelection:
            end = min(primary.end, primary.start + _LONGEST_SELECTION)
            return encodable(state.text.slice(primary.start, end))
        if query == what.ImTextBeforeCursor:
            return encodable(line[: primary.head - first])
        if query == what.ImTextAfterCursor:
            return encodable(line[primary.head - first :])
        return None


def _char_format(value: object) -> QTextCharFormat | None:
    if isinstance(value, QTextFormat) and value.isCharFormat():
        return value.toCharFormat()
    return None

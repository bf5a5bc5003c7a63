"""What assistive technology reads of an editor: the text near the caret, in a widget of Qt's."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleTextCursorEvent,
    QAccessibleTextInsertEvent,
    QAccessibleTextRemoveEvent,
    QAccessibleTextSelectionEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from pith.edit import ChangeSet, Range, Selection, Transaction
from pith.qt._clipboard import encodable
from pith.qt._guard import guarded
from pith.text import Edit, Text, utf16_length, utf16_to_column
from pith.workspace import ViewUpdate

if TYPE_CHECKING:
    from pith.qt._style import Style
    from pith.qt._widget import EditorWidget

_MOST = 20_000  # code points
_MARGIN = 2_000  # kept around the caret
_MOST_EDITS = 50  # that are followed one by one

# What a text document of Qt's would take for the end of a paragraph or for its own marks, each
# as long as what stands for it: positions must not shift.
_READ_AS = str.maketrans(
    {"\r": "\u200b", "\0": "\u2400", "\u2028": " ", "\u2029": " ", "\ufdd0": " ", "\ufdd1": " "}
)


_turns = count()


class TextMirror(QTextEdit):
    """A widget nobody sees, kept like the part of a text that is around the caret.

    Qt's binding for Python leaves out half of what a readable text has to answer (selections,
    words and lines at a position), so Qt's own answers are given, from here. A text of up to some
    ten thousand characters is here as a whole; of a longer one what surrounds the caret, cut at
    line breaks where there are some: positions then count from where that begins. What assistive
    technology does here, to carets and text, is done in the editor.
    """

    def __init__(self, widget: EditorWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._text = Text.EMPTY
        self._start = 0
        self._content = ""
        self._following = False
        self._ahead = False
        self._style: Style | None = None
        self._turn = QTimer(self, singleShot=True, interval=0)
        """Runs until the end of a turn of the event loop, whose edits are undone together: what is
        replaced is removed, and then something is inserted."""
        self._group = ""
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._control = self._silenced()
        self.start_over()
        self.textChanged.connect(self._edited)
        self.cursorPositionChanged.connect(self._moved)
        self.selectionChanged.connect(self._moved)
        self._listening = widget.scrolled.connect(lambda first, last: self.place())

    def _silenced(self) -> QObject | None:
        """What edits here, which would tell assistive technology of what changes: that is for
        the editor to do. It tells of the widget that is its parent."""
        for child in self.children():
            if child.metaObject().className() == "QWidgetTextControl":
                child.setParent(QObject(self))
                return child
        return None

    def _follow_view(self, follows: bool) -> None:
        """From now on what changes here does so because it changed in the view (or not any more),
        and is told of by the editor."""
        self._following = follows
        if self._control is not None:
            self._control.blockSignals(follows)

    def dispose(self) -> None:
        """Follow no more, and do nothing to the view any more."""
        self._listening.dispose()
        self._following = True
        self._text = Text.EMPTY  # which may hold a file open

    @property
    def first_offset(self) -> int:
        """The offset of the view's text that position 0 stands for."""
        return self._start

    @property
    def content(self) -> str:
        """The part of the view's text that is here."""
        return self._content

    # Following the view

    def start_over(self) -> None:
        """Take what is around the caret of the widget's view."""
        self._fill()
        self._place_caret()

    def follow(self, update: ViewUpdate) -> None:
        """The view has changed: be like it, and say so."""
        text, selection = update.after
        head = selection.primary.head
        if self._ahead:  # the edit was made here
            self._ahead = False
            self._text = text
        elif text is not self._text:
            changes = update.changes
            if (
                changes is None
                or update.before.text is not self._text
                or len(changes.edits) > _MOST_EDITS
                or not self._follow_edits(changes, text)
            ):
                self._fill()
        if not self._holds(head):
            self._fill()
        self._place_caret()
        position = self._position(head)
        QAccessible.updateAccessibility(QAccessibleTextCursorEvent(self._widget, position))
        if update.before.selection.primary.is_empty and selection.primary.is_empty:
            return
        start, end = (self._position(each) for each in selection.primary[:2])
        selected = QAccessibleTextSelectionEvent(self._widget, min(start, end), max(start, end))
        selected.setCursorPosition(position)
        QAccessible.updateAccessibility(selected)

    def _holds(self, head: int) -> bool:
        """Whether a caret there has enough around it."""
        end = self._start + len(self._content)
        return (
            len(self._content) <= 2 * _MOST
            and (self._start == 0 or head - self._start >= _MARGIN)
            and (end == len(self._text) or end - head >= _MARGIN)
        )

    def _fill(self) -> None:
        text, selection = self._widget.view.state
        self._text = text
        start, end = _part(text, selection.primary.head)
        self._start, self._content = start, text.slice(start, end)
        self._follow_view(True)
        try:
            style = self._style = self._widget.style_in_use
            self.setFont(style.font)
            self.setTabStopDistance(style.tab_width)
            height = QTextBlockFormat()
            fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
            height.setLineHeight(style.row_height, fixed.value)
            self.clear()
            cursor = QTextCursor(self.document())
            cursor.setBlockFormat(height)
            cursor.insertText(_readable(self._content))  # with paragraphs of that format
        finally:
            self._follow_view(False)

    def place(self) -> None:
        """Lie where the text does, so that a character here is where it is on the screen.

        Qt lays out the text here: it knows of no folds, wraps elsewhere, and gives no room to names
        of what cannot be shown. So the caret, if it is seen, is where it should be, and what is
        near to it.
        """
        widget = self._widget
        viewport = widget.viewport_in_use
        if widget.style_in_use is not self._style:
            self._fill()
            self._select_primary()
        if viewport.wrapped:
            # Not as wide as the widget: what is hidden has no width that Qt would heed.
            self.setLineWrapColumnOrWidth(int(viewport.shaper.wrap_width))
            self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        else:
            self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        area = widget.text_area()
        self.resize(int(area.width()), int(area.height()))
        offset = widget.view.selection.primary.head
        text = viewport.text
        if text is not self._text or not viewport.sees(offset):
            offset = text.line_start(min(viewport.first_row, text.line_count - 1))
        seen = widget.point_of(offset)
        if seen is None:
            return
        here = self._point_of(self._position(offset))
        # Qt has scrolled to the caret here as well.
        left = seen.x() - here.x() + self.horizontalScrollBar().value()
        top = seen.y() - here.y() + self.verticalScrollBar().value()
        self.move(int(left), int(top))

    def _point_of(self, position: int) -> QPointF:
        """The top left corner of a position here, in pixels of the document."""
        block = self.document().findBlock(position)
        self.document().documentLayout().blockBoundingRect(block)  # which lays it out
        layout = block.layout()
        inside = position - block.position()
        line = layout.lineForTextPosition(inside)
        if not line.isValid():
            return layout.position()
        x: float = line.cursorToX(inside)[0]  # type: ignore[index]
        return layout.position() + QPointF(x, line.y())

    def _follow_edits(self, changes: ChangeSet, after: Text) -> bool:
        """Make the same edits here; False if one of them goes beyond the edges."""
        start, end = self._start, self._start + len(self._content)
        if any(first < start < last or first < end < last for first, last, _ in changes.edits):
            return False
        self._follow_view(True)
        try:
            for first, last, insert in reversed(changes.edits):
                if first > end or (first == end < len(self._text)):
                    continue
                if last < start or (last == start > 0):
                    self._start += len(insert) - (last - first)
                    continue
                self._edit(first - start, last - start, insert)
        finally:
            self._follow_view(False)
        self._text = after
        return True

    def _edit(self, first: int, last: int, insert: str) -> None:
        """Edit columns of the content, and tell."""
        content = self._content
        removed, inserted = _readable(content[first:last]), _readable(insert)
        position = utf16_length(content[:first])
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        cursor.setPosition(
            position + utf16_length(content[first:last]), QTextCursor.MoveMode.KeepAnchor
        )
        cursor.insertText(inserted)
        self._content = content[:first] + insert + content[last:]
        widget = self._widget
        if removed:
            QAccessible.updateAccessibility(QAccessibleTextRemoveEvent(widget, position, removed))
        if inserted:
            QAccessible.updateAccessibility(QAccessibleTextInsertEvent(widget, position, inserted))

    def _place_caret(self) -> None:
        self._select_primary()
        self.place()

    def _select_primary(self) -> None:
        primary = self._widget.view.selection.primary
        self._follow_view(True)
        try:
            cursor = self.textCursor()
            cursor.setPosition(self._position(primary.anchor))
            cursor.setPosition(self._position(primary.head), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
        finally:
            self._follow_view(False)

    def _position(self, offset: int) -> int:
        """Where here an offset of the view's text is, in UTF-16 units; the nearest edge."""
        column = min(max(offset - self._start, 0), len(self._content))
        return utf16_length(self._content[:column])

    def _offset(self, position: int) -> int:
        return self._start + utf16_to_column(self._content, position)

    # What assistive technology did here

    @guarded
    def _moved(self) -> None:
        if self._following:
            return
        if self.document().characterCount() - 1 != utf16_length(self._content):
            return  # an edit moved it, which is told of in a moment, and says where the caret is
        cursor = self.textCursor()
        chosen = Range(self._offset(cursor.anchor()), self._offset(cursor.position()))
        view = self._widget.view
        if view.selection.ranges != (chosen,):
            view.select(Selection.of([chosen]), "select.assistive")

    @guarded
    def _edited(self) -> None:
        if self._following:
            return
        before, after = _readable(self._content), self.toPlainText()
        first = _common(before, after)
        rest = _common(before[first:][::-1], after[first:][::-1])
        if len(before) == len(after) == first:
            return
        view = self._widget.view
        if view.document.read_only:
            self._fill()
            self._place_caret()
            return
        start, end = self._start + first, self._start + len(before) - rest
        insert = after[first : len(after) - rest]
        changes = ChangeSet.of(len(view.state.text), [Edit(start, end, insert)])
        caret = Selection.caret(start + len(insert))
        content = self._content
        self._content = content[:first] + insert + content[len(before) - rest :]
        self._ahead = True
        if not self._turn.isActive():
            self._turn.start()
            self._group = f"assistive {next(_turns)}"
        view.apply(Transaction(changes, caret, "input.assistive", undo_group=self._group))


def _part(text: Text, head: int) -> tuple[int, int]:
    """Where what is around a caret starts and ends."""
    length = len(text)
    if length <= _MOST:
        return 0, length
    start, end = max(0, head - _MOST // 2), min(length, head + _MOST // 2)
    line_start, line_end = text.line_start(text.row_at(start)), text.line_end(text.row_at(end))
    # A line may be longer than all that is wanted.
    return max(line_start, start - _MARGIN), min(line_end, end + _MARGIN)


def _readable(content: str) -> str:
    return encodable(content.translate(_READ_AS))


def _common(one: str, other: str) -> int:
    """How many characters two strings begin with in common."""
    most = min(len(one), len(other))
    if one[:most] == other[:most]:
        return most
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle
    return low

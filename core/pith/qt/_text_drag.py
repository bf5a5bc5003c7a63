"""Text dragged out of an editor, within it, and into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer
from PySide6.QtGui import QDrag

from pith.edit import ChangeSet, Range, Selection, Transaction
from pith.qt._clipboard import encodable
from pith.qt._guard import guarded
from pith.text import Edit

if TYPE_CHECKING:
    from PySide6.QtGui import QDragMoveEvent, QDropEvent

    from pith.qt._widget import EditorWidget

LONGEST = 10_000_000  # code points that are given to whoever they are dropped on
_EVENT = "edit.drop"
_EDGE = 1.5  # rows at the upper and the lower edge over which held text scrolls what is seen
_SCROLL_MILLISECONDS = 40


class TextDrag:
    """One editor's side of dragging text. With Ctrl it is copied, else moved."""

    def __init__(self, widget: EditorWidget) -> None:
        self._widget = widget
        self._dragged: Range | None = None
        self._over = QPointF()
        self._scroll_timer = QTimer(widget)
        self._scroll_timer.setInterval(_SCROLL_MILLISECONDS)
        self._scroll_timer.timeout.connect(self._scroll)

    def can_start(self, offset: int) -> bool:
        """Whether there is something selected at an offset, and not more than can be dragged."""
        return any(
            each.start < offset < each.end and each.end - each.start <= LONGEST
            for each in self._widget.view.selection.ranges
        )

    def start(self, offset: int) -> None:
        """Drag the selected text at an offset until it is dropped somewhere."""
        view = self._widget.view
        chosen = next(each for each in view.selection.ranges if each.start <= offset <= each.end)
        text = view.state.text
        data = QMimeData()
        data.setText(encodable(text.slice(chosen.start, chosen.end)))
        drag = QDrag(self._widget)
        drag.setMimeData(data)
        self._dragged = chosen
        try:
            done = drag.exec(
                Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.MoveAction
            )
        finally:
            self._dragged = None
        # Dropped in here, it has been moved already.
        if done == Qt.DropAction.MoveAction and view.state.text is text and not view.disposed:
            self._apply([Edit(chosen.start, chosen.end, "")], chosen.start, chosen.start)

    def over(self, event: QDragMoveEvent) -> int | None:
        """The offset where what is held over the editor would be put, None if it is no text.

        Held over the upper or the lower edge, it scrolls towards what is beyond.
        """
        data = event.mimeData()
        if not data.hasText() or data.hasUrls():
            event.ignore()  # files are the window's
            return None
        event.acceptProposedAction()
        self._over = event.position()
        if not self._rows_to_scroll():
            self._scroll_timer.stop()
        elif not self._scroll_timer.isActive():
            self._scroll_timer.start()
        return self._widget.offset_at_point(event.position())

    def leave(self) -> None:
        """What was held over the editor is not any more."""
        self._scroll_timer.stop()

    def _rows_to_scroll(self) -> int:
        area = self._widget.text_area()
        edge = min(_EDGE * self._widget.style_in_use.row_height, area.height() / 4)
        y = self._over.y()
        return int(y > area.bottom() - edge) - int(y < area.top() + edge)

    @guarded
    def _scroll(self) -> None:
        rows = self._rows_to_scroll()
        if not rows:
            self._scroll_timer.stop()
            return
        self._widget.scroll_by(0.0, rows * self._widget.style_in_use.row_height)
        self._widget.show_drop(self._widget.offset_at_point(self._over))

    def drop(self, event: QDropEvent) -> None:
        """Put text where it was dropped, and select it."""
        self.leave()
        data = event.mimeData()
        if not data.hasText() or data.hasUrls():
            event.ignore()
            return
        offset = self._widget.offset_at_point(event.position())
        copied = event.dropAction() == Qt.DropAction.CopyAction
        if self._dragged is not None and not copied:
            # Or whoever dragged it, which is this editor, would delete it once more.
            event.setDropAction(Qt.DropAction.TargetMoveAction)
            event.accept()
            self.move(self._dragged, offset)
        else:
            event.acceptProposedAction()
            self.insert(data.text(), offset)
        self._widget.setFocus()

    def move(self, chosen: Range, offset: int) -> None:
        """Move a range to an offset; into itself nothing is moved."""
        if chosen.start <= offset <= chosen.end:
            return
        start, end = chosen.start, chosen.end
        insert = self._widget.view.state.text.slice(start, end)
        edits = sorted([Edit(start, end, ""), Edit(offset, offset, insert)])
        at = offset if offset < start else offset - len(insert)
        self._apply(edits, at, at + len(insert))

    def insert(self, text: str, offset: int, *, selected: bool = True) -> None:
        """Put text from elsewhere at an offset, and select it or have the caret behind it."""
        insert = text.replace("\r\n", "\n").replace("\r", "\n")
        ending = self._widget.view.document.options.line_ending
        if ending != "\n":
            insert = insert.replace("\n", ending)
        head = offset + len(insert)
        self._apply([Edit(offset, offset, insert)], offset if selected else head, head)

    def _apply(self, edits: list[Edit], anchor: int, head: int) -> None:
        view = self._widget.view
        changes = ChangeSet.of(len(view.state.text), edits)
        selection = Selection.of([Range(anchor, head)])
        view.apply(Transaction(changes, selection, _EVENT, reveal=False))


def far_enough(one: QPointF, other: QPointF, distance: int) -> bool:
    """Whether the pointer has gone as far as makes a press a drag."""
    return (one - other).manhattanLength() >= distance

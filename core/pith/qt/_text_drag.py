"""Text dragged out of an editor, within it, and into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDrag

from pith.edit import ChangeSet, Range, Selection, Transaction
from pith.qt._clipboard import encodable
from pith.text import Edit

if TYPE_CHECKING:
    from PySide6.QtGui import QDragMoveEvent, QDropEvent

    from pith.qt._widget import EditorWidget

LONGEST = 10_000_000  # code points that are given to whoever they are dropped on
_EVENT = "edit.drop"


class TextDrag:
    """One editor's side of dragging text. With Ctrl it is copied, else moved."""

    def __init__(self, widget: EditorWidget) -> None:
        self._widget = widget
        self._dragged: Range | None = None

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
        """The offset where what is held over the editor would be put, None if it is no text."""
        data = event.mimeData()
        if not data.hasText() or data.hasUrls():
            event.ignore()  # files are the window's
            return None
        event.acceptProposedAction()
        return self._widget.offset_at_point(event.position())

    def drop(self, event: QDropEvent) -> None:
        """Put text where it was dropped, and select it."""
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

    def insert(self, text: str, offset: int) -> None:
        insert = text.replace("\r\n", "\n").replace("\r", "\n")
        ending = self._widget.view.document.options.line_ending
        if ending != "\n":
            insert = insert.replace("\n", ending)
        self._apply([Edit(offset, offset, insert)], offset, offset + len(insert))

    def _apply(self, edits: list[Edit], anchor: int, head: int) -> None:
        view = self._widget.view
        changes = ChangeSet.of(len(view.state.text), edits)
        selection = Selection.of([Range(anchor, head)])
        view.apply(Transaction(changes, selection, _EVENT, reveal=False))


def far_enough(one: QPointF, other: QPointF, distance: int) -> bool:
    """Whether the pointer has gone as far as makes a press a drag."""
    return (one - other).manhattanLength() >= distance

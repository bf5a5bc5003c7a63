"""What the file of a document holds, and what it would hold if the document were saved now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.base import Signal
from pith.workspace._document_values import SavePoint

if TYPE_CHECKING:
    from pith.text import FileContent, FileStamp
    from pith.workspace._document import Document


class SavePoints:
    """A document's saves, as seen from there. For the window's thread only."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.last = self.now()
        """What was last read or written."""
        self.changed: Signal[Document] = Signal("SavePoints.changed")
        """What the file holds was read or written (again)."""

    def now(self) -> SavePoint:
        """What would be saved now. What is typed from here on is a step of its own."""
        document, file = self._document, self._document.file
        document.history.end_step()
        return SavePoint(
            document.text, document.history.state, document.version, file.encoding, file.bom
        )

    def mark_saved(self, point: SavePoint, stamp: FileStamp | None) -> None:
        """`point` is what the file holds now; edits made since keep the document dirty."""
        self.last = point
        self._document.file.stamp = stamp
        self._document.file.set_missing(False)
        self._document.tell_dirty()
        self.changed.emit(self._document)

    def mark_found(self, stamp: FileStamp) -> None:
        """The file is there and holds what it did, though it may have been touched."""
        file = self._document.file
        changed, file.stamp = stamp != file.stamp, stamp
        file.set_missing(False)
        if changed:
            self.changed.emit(self._document)

    def mark_reloaded(self, content: FileContent) -> None:
        """The text, which has just been made that of the file, is what the file holds."""
        file = self._document.file
        encoding = (content.encoding, content.bom)
        is_other = encoding != (file.encoding, file.bom)
        file.whole = content.rest is None
        file.encoding, file.bom = encoding
        file.set_line_ending(content.line_ending, content.mixed_line_endings)
        file.stamp = content.stamp
        self.last = self.now()
        file.set_missing(False)
        if is_other:
            file.changed.emit(self._document)
        self._document.tell_dirty()
        self.changed.emit(self._document)

"""What a document is as a file: where that lies, how it is written, and what is known of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pith.base import Signal
from pith.text import FileStamp, LineEnding, encoding_label, split_encoding

if TYPE_CHECKING:
    from pith.workspace._document import Document


class DocumentFile:
    """The file that a document has, or would have if it were saved.

    It is read from here and set by the methods, which tell. For the window's thread only.
    """

    def __init__(
        self, document: Document, path: Path | None, encoding: str, line_ending: LineEnding
    ) -> None:
        """`encoding`: one of text.ENCODINGS. Raises ProblemError for an unknown name."""
        self._document = document
        self.path = path
        """Where it lies, or is to; None: a document without a file."""
        self.encoding, self.bom = split_encoding(encoding)
        """The name of the codec that the next save uses, and whether that begins with a byte order
        mark."""
        self.line_ending = line_ending
        """What new lines end with: what most lines did when the file was read."""
        self.mixed_line_endings = False
        """Whether both kinds occurred when that was last looked at."""
        self.stamp: FileStamp | None = None
        """What the file was when it was last read or written; None if it never was."""
        self.missing = False
        """Whether the file was deleted (or moved away) by somebody else."""
        self.whole = True
        """Whether all of it is in the document. Of a huge one, some may still be missing at the end
        (see Document.growth), or may be left out for good because reading it was cancelled."""
        self.changed: Signal[Document] = Signal("DocumentFile.changed")
        """Path, encoding, line ending, or whether the file is missing."""

    @property
    def encoding_label(self) -> str:
        return encoding_label(self.encoding, self.bom)

    def set_path(self, path: Path) -> None:
        """It is another file from now on: renamed, or saved elsewhere."""
        if path != self.path:
            self.path = path
            self.changed.emit(self._document)

    def set_missing(self, missing: bool) -> None:
        if missing != self.missing:
            self.missing = missing
            self.changed.emit(self._document)

    def set_encoding(self, name: str, bom: bool | None = None) -> None:
        """Save with this encoding from now on, one of text.ENCODINGS. The text stays.

        `bom` None: as is usual in that encoding. Raises ProblemError for an unknown name.
        """
        encoding, usual = split_encoding(name)
        self.encoding, self.bom = encoding, usual if bom is None else bom
        self.changed.emit(self._document)
        self._document.tell_dirty()

    def set_line_ending(self, line_ending: LineEnding, mixed: bool = False) -> None:
        """That is what lines end with; the text stays. `mixed`: some end otherwise."""
        if (line_ending, mixed) != (self.line_ending, self.mixed_line_endings):
            self.line_ending, self.mixed_line_endings = line_ending, mixed
            self._document.set_options(self._document.options)
            self.changed.emit(self._document)

    def prefer_line_ending(self, line_ending: LineEnding) -> None:
        """End new lines so, whatever the others end with."""
        other = line_ending != self.line_ending
        self.set_line_ending(line_ending, self.mixed_line_endings or other)

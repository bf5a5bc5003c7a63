"""Making every line of a text end in the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.base import Future
from pith.edit import ChangeSet
from pith.text import LineEnding, Text, many_edits

if TYPE_CHECKING:
    from pith.workspace._document import Document


class Conversion:
    """The ends of all lines of a huge document are being changed; `done` settles when they are,
    or are not going to be. For the window's thread."""

    def __init__(self, document: Document, line_ending: LineEnding) -> None:
        self.document = document
        self.line_ending = line_ending
        self.fraction = 0.0
        """How far it is, from 0 to 1."""
        self.done: Future[None] = Future()

    def tell(self, fraction: float) -> None:
        """On the thread that works: it is so far."""
        self.fraction = fraction

    def cancel(self) -> None:
        """Leave the lines as they are."""
        self.done.cancel()


def line_ending_changes(text: Text, line_ending: LineEnding) -> ChangeSet:
    """The changes to `text` after which every line ends so. Takes a while for a long text."""
    crlf = line_ending is LineEnding.CRLF
    places: list[int] = []
    start = 0
    after_return = False
    for piece in text.chunks():
        at = piece.find("\n")
        while at >= 0:
            has_return = piece[at - 1] == "\r" if at else after_return
            if has_return != crlf:
                places.append(start + at)
            at = piece.find("\n", at + 1)
        start += len(piece)
        after_return = piece.endswith("\r")
    if crlf:
        edits = many_edits(places, places, ["\r"] * len(places))
    else:
        edits = many_edits([at - 1 for at in places], places, [""] * len(places))
    return ChangeSet.of_ordered(len(text), tuple(edits))

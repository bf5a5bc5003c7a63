"""Making every line of a huge document end in the same way, which takes a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.base import Future

if TYPE_CHECKING:
    from pith.text import LineEnding
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

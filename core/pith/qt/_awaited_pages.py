"""Pages of a huge file that an editor would show and that have still to be read."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, Protocol, TypeVar

from pith.base import Disposable, OnDispose

if TYPE_CHECKING:
    from pith.edit import EditorState
    from pith.qt._viewport import Viewport
    from pith.text import PageReader
    from pith.workspace import Document


_MOST_AHEAD = 8


class AwaitedPages:
    """Tells an editor, by calling `came`, that pages were read which it had to stand in for."""

    def __init__(self, document: Document, came: Callable[[], object]) -> None:
        self._document = document
        self._came = came
        self._connection: Disposable = OnDispose()
        self.awaited = False
        self._reveal: tuple[int, bool] | None = None

    @property
    def reader(self) -> PageReader | None:
        """Who reads the document's pages; None: all of it is in memory."""
        return self._document.page_reader

    def start_over(self, document: Document) -> None:
        """Wait for nothing any more, and for pages of this document from now on."""
        self.stop()
        self._document = document
        self._reveal = None

    def stop(self) -> None:
        self.awaited = False
        self._connection.dispose()

    def wait(self, reader: PageReader) -> None:
        if not self.awaited:
            self.awaited = True
            self._connection = reader.arrived.connect(self._came)

    def revealed(self, offset: int, centre: bool) -> None:
        """An offset was revealed: where it is in a page that was missed is not known yet."""
        reader = self.reader
        missed = reader is not None and reader.missed
        self._reveal = (offset, centre) if missed else None

    def scrolled(self) -> None:
        """Somebody scrolled: what was revealed before that is not to be brought back."""
        self._reveal = None

    def to_reveal(self) -> tuple[int, bool] | None:
        """What is to be revealed again now that pages came, once: an offset, and how."""
        again, self._reveal = self._reveal, None
        return again

    def read_ahead(self, viewport: Viewport, state: EditorState) -> None:
        """Have in memory what is around the rows that are seen before it is scrolled to, and
        where keys may lead next: the caret, and both ends."""
        reader = self.reader
        if reader is None:
            return
        text = viewport.text
        leaves = text.leaves_of_rows(viewport.first_row, viewport.last_row, 1)
        if len(leaves) <= _MOST_AHEAD:  # of a line with more of them, little is seen
            reader.ahead(leaves)
        from pith.text import pages_needed

        for offset in (0, len(text), state.selection.primary.head):
            if offset <= len(text):
                near = [(offset, offset)]
                reader.ahead(pages_needed(text, near, whole=False, rows=False))


class _Showing(Protocol):
    _pages: AwaitedPages


_P = ParamSpec("_P")
_R = TypeVar("_R")
_S = TypeVar("_S", bound=_Showing)


def showing(
    method: Callable[Concatenate[_S, _P], _R],
) -> Callable[Concatenate[_S, _P], _R]:
    """Makes a method of an editor look at what is in memory of a huge file, and at nothing else:
    what is not is stood in for, and shown when it has been read. No more than pixels may come of
    such a method."""

    @wraps(method)
    def shown(self: _S, /, *arguments: _P.args, **named: _P.kwargs) -> _R:
        reader = self._pages.reader
        if reader is None:
            return method(self, *arguments, **named)
        with reader:
            try:
                return method(self, *arguments, **named)
            finally:
                if reader.missed:
                    self._pages.wait(reader)

    return shown

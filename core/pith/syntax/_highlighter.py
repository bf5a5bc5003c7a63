"""What colours a document: the contract, and the highlighter of plain text."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from pith.base import Signal
from pith.edit import ALL_CODE, ChangeSet, LineKinds
from pith.syntax._scopes import Kind
from pith.text import Text


class TokenSpan(NamedTuple):
    """A part of a line: columns from `start` up to `end` have that scope.

    Columns count code points of the line. Scopes are TextMate's, from the general to the special:
    "string.quoted.double". Spans are ascending and disjoint; what no span covers is plain.
    """

    start: int
    end: int
    scope: str


class Highlighter(Protocol):
    """Knows the tokens of one document. All of it belongs to the window's thread."""

    @property
    def changed(self) -> Signal[int, int]:
        """The tokens of these rows, first and last, are others than before.

        Rows are those of the newest text. Not emitted for rows whose own text was edited and
        which therefore are painted anew anyway.
        """
        ...

    @property
    def working(self) -> bool:
        """Whether more of the text is going to be known without anybody asking for it."""
        ...

    def set_text(self, text: Text) -> None:
        """The document has this text now, and nothing is known of what was before."""
        ...

    def edited(self, before: Text, changes: ChangeSet, after: Text) -> None:
        """The document was `before` and is `after`; call it before anything is painted."""
        ...

    def want(self, first_row: int, last_row: int) -> None:
        """These rows are on the screen: they come first. Cheap when they are known already."""
        ...

    def tokens(self, row: int) -> tuple[TokenSpan, ...]:
        """The spans of a row; () while they are not known, or where all is plain."""
        ...

    def kind_at(self, offset: int) -> Kind:
        """Whether what is typed at the offset becomes code, or part of a string or comment."""
        ...

    def line_kinds(self, *, to_keep: bool = False) -> LineKinds:
        """What is string or comment, as far as that is known without lexing anything for it; all
        of the rest is code. `to_keep`: it stays as it is, for a worker; otherwise it holds until
        the next edit."""
        ...

    def dispose(self) -> None:
        """Stop working. Nothing is emitted any more."""
        ...


class PlainHighlighter:
    """The highlighter of plain text: there is nothing to find, and it costs nothing."""

    working = False

    def __init__(self) -> None:
        self.changed: Signal[int, int] = Signal("PlainHighlighter.changed")

    def set_text(self, text: Text) -> None:
        pass

    def edited(self, before: Text, changes: ChangeSet, after: Text) -> None:
        pass

    def want(self, first_row: int, last_row: int) -> None:
        pass

    def tokens(self, row: int) -> tuple[TokenSpan, ...]:
        return ()

    def kind_at(self, offset: int) -> Kind:
        return "code"

    def line_kinds(self, *, to_keep: bool = False) -> LineKinds:
        return ALL_CODE

    def dispose(self) -> None:
        pass

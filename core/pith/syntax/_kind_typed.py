"""Whether what is typed at a place becomes code, or part of a string or comment: found from the
tokens around it, and at the start of a row by lexing that row with a letter put there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from pith.syntax._chunks import lex_chunk
from pith.syntax._highlighter import TokenSpan
from pith.syntax._rows import spans_of
from pith.syntax._scopes import Kind, kind_of
from pith.syntax._store import RowStore
from pith.text import Edit, Text

if TYPE_CHECKING:  # imports Pygments
    from pith.syntax._pygments._engines import Engine

_FARTHEST: Final = 4_096  # code points from a mark above to the start of a row

_BRACKETS: Final = frozenset("()[]{}")
_end_of = attrgetter("end")


def kind_typed_at(text: Text, store: RowStore, engine: Engine | None, offset: int) -> Kind:
    """What is typed at an offset of `text`, whose tokens are in `store`.

    `engine` lexes the starts of rows, if it can go on from a mark; None if there is no such.
    """
    row, column = text.point_at(offset)
    spans = store.spans(row)
    if column == 0:
        is_code = row == 0 or _starts_with_bracket(text, offset, spans)
        return "code" if is_code or engine is None else _kind_at_start(text, store, engine, row)
    # Asked for every bracket of a line that may have thousands of tokens.
    at = bisect_left(spans, column, key=_end_of)
    if at == len(spans):
        return "code"
    start, end, scope = spans[at]
    if column == end:
        following = spans[at + 1] if at + 1 < len(spans) else None
        return _kind_after(text, row, end, kind_of(scope), following)
    return kind_of(scope) if start < column else "code"


def _kind_after(text: Text, row: int, column: int, kind: Kind, following: TokenSpan | None) -> Kind:
    """What is typed right behind a token that ends in that column; `following` is the next."""
    if kind == "code":
        return kind
    if following is not None and following.start == column:
        return kind if kind_of(following.scope) == kind else "code"
    line = text.line(row)
    if column < len(line):
        return "code"
    if kind == "comment":
        # "*/" at the end of a line closes a comment, whatever "//" does not.
        return "code" if line.endswith(("*/", "-->", "-}", "*)", "#}")) else kind
    # A string that is closed ends with its quote; one that goes on does not.
    return "code" if line[-1:] in "\"'`" else kind


def _starts_with_bracket(text: Text, offset: int, spans: Sequence[TokenSpan]) -> bool:
    """Whether a row begins with a bracket that is code. Of anything else that is code nothing
    follows: a string that goes on may begin a row with the name of a variable."""
    if text.slice(offset, offset + 1) not in _BRACKETS:
        return False
    return not spans or spans[0].start > 0 or kind_of(spans[0].scope) == "code"


def _kind_at_start(text: Text, store: RowStore, engine: Engine, row: int) -> Kind:
    """The kind of a letter put at the start of a row: a string or comment that goes on in an empty
    row leaves nothing to look at."""
    if row >= len(store.rows) or store.marks[row] == (0, engine.start):
        return "code"
    start = text.line_start(row)
    above, first = row - 1, text.row_at(max(start - _FARTHEST, 0))
    while above > first and store.marks[above] is None:
        above -= 1
    mark = store.marks[above]
    if mark is None or start - text.line_start(above) > _FARTHEST:
        return "code"
    from pith.syntax._pygments._engines import ForeignLexer

    try:
        chunk = lex_chunk(
            engine,
            text.edited([Edit(start, start, "x")]),
            above,
            mark,
            store.cells_before(above),
            lambda at, _mark: at > row,
            foreign=False,
            grow=False,
        )
    except ForeignLexer:
        return "code"
    if row - above >= len(chunk.rows):
        return "code"
    found = spans_of(chunk.rows[row - above])
    return kind_of(found[0].scope) if found and found[0].start == 0 else "code"

"""The tokens of one row, packed: for each token its end column and the number of its scope.

A row of a large document must cost little, and rows are compared all the time: a packed row is a
bytes object of two 16-bit numbers a token. Where nothing stands between two tokens there is an
entry of scope 0; what follows the last entry is plain.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from pith.syntax._highlighter import TokenSpan
from pith.syntax._scopes import SCOPES, kind_of

LONGEST_LINE = 20_000
"""Columns beyond are plain and are not looked at. Must stay below 2**16."""

_REMEMBERED = 4_000

_unpacked: dict[bytes, tuple[TokenSpan, ...]] = {b"": ()}


def pack(cells: Sequence[int]) -> bytes:
    """The row with these cells: end, scope, end, scope, …"""
    return array("H", cells).tobytes() if cells else b""


def cells_of(row: bytes | None) -> list[int]:
    """The cells that were packed."""
    return array("H", row).tolist() if row else []


def spans_of(row: bytes) -> tuple[TokenSpan, ...]:
    """The row's tokens. Equal rows share them, and they are remembered."""
    spans = _unpacked.get(row)
    if spans is None:
        if len(_unpacked) >= _REMEMBERED:
            _unpacked.clear()
            _unpacked[b""] = ()
        cells = iter(cells_of(row))
        found = []
        start = 0
        for end, number in zip(cells, cells, strict=True):
            if number and end > start:
                found.append(TokenSpan(start, end, SCOPES[number]))
            start = end
        spans = _unpacked[row] = tuple(found)
    return spans


def before_column(cells: list[int], column: int) -> list[int]:
    """The cells that lie before a column; the one that reaches over it is cut there."""
    kept: list[int] = []
    for at in range(0, len(cells), 2):
        if cells[at] >= column:
            if column > (kept[-2] if kept else 0):
                kept += (column, cells[at + 1])
            break
        kept += (cells[at], cells[at + 1])
    return kept


def joined(cells: list[int], column: int, rest: list[int], moved: int = 0) -> list[int]:
    """`cells` up to `column`, then what `rest` has from there on.

    `rest` is given in columns that were `moved` columns smaller.
    """
    result = before_column(cells, column)
    edge = result[-2] if result else 0
    if edge < column:
        result += (column, 0)
        edge = column
    for at in range(0, len(rest), 2):
        end, number = rest[at] + moved, rest[at + 1]
        if end <= edge:
            continue
        if result and result[-1] == number:
            result[-2] = end
        else:
            result += (end, number)
        edge = end
    while result and result[-1] == 0:
        del result[-2:]
    return result


def edited_row(
    first: bytes | None,
    column: int,
    last: bytes | None,
    end_column: int,
    inserted: int,
    joins: bool = False,
) -> bytes:
    """A guess at the tokens of a row after an edit, shown until they are known.

    The row is what `first` has before `column`, then `inserted` columns, then what `last` has
    after `end_column`. What is typed inside a token belongs to it, and so does what is typed at
    the end of a comment or, with `joins`, goes on with a word.
    """
    if first is not None and first == last and column >= LONGEST_LINE:
        return first
    head, tail = cells_of(first), cells_of(last)
    result = before_column(head, column)
    if inserted and first is not None and first == last:
        inside = _scope_around(head, column) or _scope_before(head, column, joins)
        if inside:
            result = joined(result, column, [column + inserted, inside])
    moved = column + inserted - end_column
    whole = joined(result, column + inserted, tail, moved)
    # Rows that are joined may make one that is longer than any that is lexed.
    return pack(joined(whole, LONGEST_LINE, []))


def _scope_around(cells: list[int], column: int) -> int:
    """The scope of the token that has text on both sides of a column, else 0."""
    start = 0
    for at in range(0, len(cells), 2):
        if start < column < cells[at]:
            return cells[at + 1]
        start = cells[at]
    return 0


def _scope_before(cells: list[int], column: int, joins: bool) -> int:
    """The scope of the token that ends with a column, if that goes on there, else 0."""
    for at in range(0, len(cells), 2):
        if cells[at] >= column:
            number = cells[at + 1] if cells[at] == column else 0
            return number if joins or kind_of(SCOPES[number]) == "comment" else 0
    return 0

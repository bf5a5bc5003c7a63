"""From an engine's batches to packed rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pith.syntax._pygments._engines import Engine, State
from pith.syntax._pygments._tokens import NUMBERS
from pith.syntax._rows import pack
from pith.syntax._scopes import NUMBER_OF

# Lexers call most identifiers just names. Two things are seen at a glance: what is called, and
# what is a member of something.
_NAMES: Final = (NUMBER_OF["variable.other"], NUMBER_OF["entity.other.attribute-name"])
_CALLED: Final = NUMBER_OF["entity.name.function"]
_MEMBER: Final = NUMBER_OF["variable.other.property"]

Step = tuple[list[bytes], int, State, list[int], int]


def lex_rows(
    engine: Engine,
    source: str,
    line_start: int,
    column: int,
    state: State,
    cells: list[int],
    foreign: bool = True,
) -> Iterator[Step]:
    """Lex from a column of the line that starts at `line_start`, in `state`; `cells` are the
    line's tokens before that column.

    Yields at every boundary (see Engine): the rows that are complete since the last time, the
    column and state of the boundary in the row under way, the cells of that row so far, and the
    position in `source`. After the last, the position is the end of `source`.
    """
    numbers = NUMBERS
    size = len(source)
    position = line_start + column
    line_end = source.find("\n", position)
    if line_end < 0:
        line_end = size
    edge = cells[-2] if cells else 0
    last = cells[-1] if cells else 0
    cells = cells.copy()
    rows: list[bytes] = []
    for after, after_state, batch in engine.batches(source, position, state, foreign):
        for start, token, end in batch:
            number = numbers[token]
            if number in _NAMES:
                if source[end : end + 1] == "(":
                    number = _CALLED
                elif source[start - 1 : start] == ".":
                    number = _MEMBER
            if start < line_start + edge:  # two tokens for one place: the first one stays
                start = line_start + edge
            while True:
                stop = end if end <= line_end else line_end
                if number and start < stop:
                    column = start - line_start
                    if column > edge:
                        cells += (column, 0)
                        last = 0
                    edge = stop - line_start
                    if number == last:
                        cells[-2] = edge
                    else:
                        cells += (edge, number)
                        last = number
                if end <= line_end or line_end == size:
                    break  # some lexers count beyond the end
                rows.append(pack(cells))
                cells = []
                edge = last = 0
                line_start = start = line_end + 1
                line_end = source.find("\n", start)
                if line_end < 0:
                    line_end = size
        while after > line_end:  # a line break that no token covers
            rows.append(pack(cells))
            cells = []
            edge = last = 0
            line_start = line_end + 1
            line_end = source.find("\n", line_start)
            if line_end < 0:
                line_end = size
        yield rows, after - line_start, after_state, cells.copy(), after
        rows = []

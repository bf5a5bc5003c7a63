"""Lexing a stretch of a text, through windows of it, until somebody says stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from pith.syntax._rows import pack
from pith.syntax._source import source_from
from pith.syntax._store import Chunk, Mark
from pith.text import Text

if TYPE_CHECKING:  # imports Pygments
    from pith.syntax._pygments._engines import Engine

# Rows before the first one that a window shows a lexer, for rules that look behind.
_CONTEXT_ROWS: Final = 2
# A rule may look ahead: boundaries this close to the end of a window are not believed.
_MARGIN: Final = 8_192
_SMALLEST_WINDOW: Final = 4 * _MARGIN
# A token that is larger than this is cut.
_LARGEST_WINDOW: Final = 4_000_000


def lex_chunk(
    engine: Engine,
    text: Text,
    row: int,
    mark: Mark,
    cells: list[int],
    stop: Callable[[int, Mark], bool],
    window: int = _SMALLEST_WINDOW,
    foreign: bool = True,
    grow: bool = True,
) -> Chunk:
    """Lex from the mark of `row`, whose tokens before the mark are `cells`.

    Goes on to the end of the text, or until `stop(row, mark)` is true at a boundary. With `grow`
    false it also ends where a window of the text ends, possibly with nothing done. Raises
    ForeignLexer, see Engine.batches.
    """
    from pith.syntax._pygments._lexing import lex_rows

    first = row
    known: dict[Mark, Mark] = {}  # most rows have the same few marks
    rows: list[bytes] = []
    marks: list[Mark | None] = []
    while True:
        top = max(0, row - _CONTEXT_ROWS)
        above = text.line_start(row) - text.line_start(top)
        source, complete = source_from(text, top, above + window)
        line_start = 0
        for _ in range(row - top):
            line_start = source.index("\n", line_start) + 1
        believed = len(source) if complete else len(source) - _MARGIN
        went_on = False
        for done, column, state, so_far, position in lex_rows(
            engine, source, line_start, mark[0], mark[1], cells, foreign
        ):
            if position >= believed:
                if complete and position >= len(source):
                    rows += done
                    rows.append(pack(so_far))
                    marks += [None] * (len(rows) - 1 - len(marks))
                    return Chunk(first, rows, marks, [], True)
                if not complete and (went_on or len(source) < _LARGEST_WINDOW):
                    break
            went_on = True
            rows += done
            row += len(done)
            # Rows that a token spans have no mark.
            marks += [None] * (len(rows) - 1 - len(marks))
            mark, cells = (column, state), so_far
            mark = known.setdefault(mark, mark)
            if done:
                marks.append(mark)
            if stop(row, mark):
                return Chunk(first, rows, marks, cells, False)
        if not grow:
            return Chunk(first, rows, marks, cells, False)
        if not went_on:
            window *= 2

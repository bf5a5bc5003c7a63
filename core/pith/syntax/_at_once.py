"""Lexing what an edit has changed at once, on the window's thread, as long as that is short."""

from __future__ import annotations

from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Final

from pith.edit import ChangeSet
from pith.syntax._chunks import lex_chunk
from pith.syntax._store import Mark, RowStore
from pith.text import Text

if TYPE_CHECKING:  # imports Pygments
    from pith.syntax._pygments._engines import Engine

LARGEST_TO_THE_END: Final = 64_000
"""Code points of the rest of a text up to which all of it is in view."""

_BUDGET: Final = 0.001_2  # seconds for what an edit changes
_SLOW: Final = 0.006  # an edit that took longer sends the next ones to the worker
_SLOW_FOR: Final = 3.0  # seconds
_LARGEST_INSERT: Final = 4_096
_MOST_EDITS: Final = 64


class AtOnce:
    """Lexes within a budget, of one document, and remembers when that has been exceeded by far."""

    def __init__(self) -> None:
        self._slow_until = 0.0

    def forget(self) -> None:
        """There is another text, which may be a quick one."""
        self._slow_until = 0.0

    def may_be_short(self, changes: ChangeSet) -> bool:
        """Whether what these changes open is to be tried at once."""
        if monotonic() < self._slow_until:
            return False
        edits = changes.edits
        return len(edits) <= _MOST_EDITS and all(
            len(edit.insert) <= _LARGEST_INSERT for edit in edits
        )

    def lex(self, engine: Engine, text: Text, store: RowStore, opened: list[int]) -> range:
        """Lex on from these rows, each to the first mark that is the known one, as far as the
        budget goes: rows that are not done stay open. Returns the rows among which some look
        different. Raises what a lexer raises.
        """
        from pith.syntax._pygments._engines import ForeignLexer

        began = perf_counter()
        limit = began + _BUDGET

        def stop(row: int, mark: Mark) -> bool:
            return store.meets(row, mark) or perf_counter() > limit

        low, high = len(store.rows), -1
        for row in opened:
            mark = store.marks[row]
            if mark is None or row not in store.open:
                continue  # lexed on the way from the one before
            rest = len(text) - text.line_start(row)
            window = rest + 1 if rest <= LARGEST_TO_THE_END else LARGEST_TO_THE_END // 2
            cells = store.cells_before(row)
            try:
                chunk = lex_chunk(
                    engine, text, row, mark, cells, stop, window, foreign=False, grow=False
                )
            except ForeignLexer:
                continue
            merged = store.merge(chunk)
            low, high = min(low, merged.first), max(high, merged.last)
            if perf_counter() > limit:
                break
        if perf_counter() - began > _SLOW:
            self._slow_until = monotonic() + _SLOW_FOR
        return range(low, high + 1)

"""Which states of a lexer are within a string or comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pith.syntax._chunks import lex_chunk
from pith.syntax._rows import spans_of
from pith.syntax._scopes import kind_of
from pith.text import Text

if TYPE_CHECKING:  # imports Pygments
    from pith.syntax._pygments._engines import Engine

_LETTER = Text.of("x\n")


class QuotingStates:
    """Answers for the states of one engine, by lexing a letter in each: what becomes part of a
    string there is in one, whatever a row begins with. On any thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[Any, bool] = {engine.start: False}

    def __call__(self, state: Any) -> bool:
        known = self._known.get(state)
        if known is None:
            known = self._known[state] = self._quotes(state)
        return known

    def _quotes(self, state: Any) -> bool:
        from pith.syntax._pygments._engines import ForeignLexer
        from pith.syntax._pygments._guard import LexerStuck

        try:
            chunk = lex_chunk(
                self._engine,
                _LETTER,
                0,
                (0, state),
                [],
                lambda *_: True,
                foreign=False,
                grow=False,
            )
        except (ForeignLexer, LexerStuck):
            return False
        found = spans_of(chunk.rows[0]) if chunk.rows else ()
        return bool(found) and found[0].start == 0 and kind_of(found[0].scope) != "code"

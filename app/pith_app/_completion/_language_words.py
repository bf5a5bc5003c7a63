"""Whether what is typed is a word that the language itself has."""

from __future__ import annotations

from pith.syntax import Highlighter
from pith.text import Text

_LONGEST_LINE = 10_000  # columns: of lines beyond that there are too many tokens to go through
_SCOPES = (
    "keyword",
    "storage",
    "constant.language",
    "support.function.builtin",
    "variable.language",
)


def is_language_word(highlighter: Highlighter, text: Text, start: int, end: int) -> bool:
    """Whether from one offset to the other stands a keyword, or a name that is always there."""
    row, column = text.point_at(start)
    if column > _LONGEST_LINE:
        return False
    highlighter.kind_at(end)  # has it colour what was typed last
    wanted = (column, column + end - start)
    return any(
        (span.start, span.end) == wanted and span.scope.startswith(_SCOPES)
        for span in highlighter.tokens(row)
    )

"""Keeping Pygments' own loop from going round for ever.

Some lexers hold two rules that match nothing and lead to each other. Our loops notice that; but
lexers that run other lexers (consoles, templates, `using`) call Pygments' loop, where no caller
can see it or stop it. Lexing would then take a processor and, with it, the interpreter's lock
until the program ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any, Final

from pygments.lexer import RegexLexer

_MOST_EMPTY_TOKENS: Final = 5_000  # in a row


class LexerStuck(Exception):
    """A lexer found nothing over and over at one place."""


def guard_pygments() -> None:
    """Make RegexLexer.get_tokens_unprocessed raise LexerStuck instead of yielding empty tokens
    for ever. What it yields otherwise is the same."""
    original = RegexLexer.get_tokens_unprocessed
    if hasattr(original, "__wrapped__"):
        return

    @wraps(original)
    def get_tokens_unprocessed(
        self: Any, text: str, stack: Any = ("root",)
    ) -> Iterator[tuple[int, Any, str]]:
        empty = 0
        for found in original(self, text, stack):
            if found[2]:
                empty = 0
            else:
                empty += 1
                if empty > _MOST_EMPTY_TOKENS:
                    raise LexerStuck(f"{type(self).__name__} at {found[0]}")
            yield found

    RegexLexer.get_tokens_unprocessed = get_tokens_unprocessed  # type: ignore[method-assign]

"""Keeping Pygments' own loop from going on for ever.

Lexers that run other lexers (consoles, templates, `using`) call Pygments' loop and not ours, and
no caller can see what happens there or stop it. Lexing that never ends takes a processor and,
with it, the interpreter's lock until the program ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any, Final

from pygments.lexer import RegexLexer, RegexLexerMeta

from pith.syntax._pygments._matching import Matcher, matcher
from pith.syntax._pygments._rules import plain_pattern

_MOST_EMPTY_TOKENS: Final = 5_000  # in a row


class LexerStuck(Exception):
    """A lexer found nothing over and over at one place."""


def guard_pygments() -> None:
    """Let lexers that Pygments itself runs find the same, but come to an end.

    Some lexers hold two rules that match nothing and lead to each other: the loop raises
    LexerStuck instead of yielding empty tokens for ever. Expressions are compiled as ours are:
    see matcher().
    """
    original = RegexLexer.get_tokens_unprocessed
    if hasattr(original, "__wrapped__"):
        return

    def process_regex(_class: Any, pattern: Any, flags: int, _state: str) -> Matcher:
        return matcher(plain_pattern(pattern), int(flags))

    setattr(RegexLexerMeta, "_process_regex", process_regex)  # noqa: B010 - typed as if not there

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

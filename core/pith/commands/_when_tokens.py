"""The words of a when-expression and where they stand."""

from __future__ import annotations

import re
from typing import NamedTuple

from pith.base import Problem, ProblemError

_SPACE = re.compile(r"\s*")
_OPERATOR = re.compile(r"&&|\|\||===?|!==?|=~|<=|>=|[()!<>]")
# What may stand in a key or in a value without quotes: names, numbers, globs, paths, MIME types.
_WORD = re.compile(r"[\w.\-/\\:*?+\[\]^,#@;%$]+")
_REGEX = re.compile(r"/((?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([a-z]*)")
_SPELLINGS = {"===": "==", "!==": "!="}


class Token(NamedTuple):
    """One word: `kind` is "word", "string", "regex", "end" or the operator itself."""

    kind: str
    value: str
    column: int
    flags: str = ""

    def __str__(self) -> str:
        if self.kind == "end":
            return "the end"
        if self.kind == "regex":
            return f"/{self.value}/{self.flags}"
        return f"'{self.value}'"


def fail(source: str, column: int, message: str, advice: str = "") -> ProblemError:
    """The error of the when-expression `source` at `column`, which counts from 1."""
    return ProblemError(
        Problem(f"{message} in the when-expression '{source}'", column=column, advice=advice)
    )


def tokens_of(source: str) -> list[Token]:
    """All words of `source` and an "end" after them. Raises ProblemError with the column."""
    tokens: list[Token] = []
    position = 0
    while True:
        gap = _SPACE.match(source, position)
        assert gap is not None  # it matches nothing as well
        position = gap.end()
        if position == len(source):
            tokens.append(Token("end", "", position + 1))
            return tokens
        token, position = _next_token(source, position, bool(tokens) and tokens[-1].kind == "=~")
        tokens.append(token)


def _next_token(source: str, start: int, regex_expected: bool) -> tuple[Token, int]:
    column = start + 1
    if regex_expected:
        match = _REGEX.match(source, start)
        if match is None:
            raise fail(
                source, column, "no regular expression after '=~'", "write it as /pattern/flags"
            )
        return Token("regex", match[1], column, match[2]), match.end()
    quote = source[start]
    if quote in "'\"":
        end = source.find(quote, start + 1)
        if end < 0:
            raise fail(source, column, f"the string is not closed: expected {quote} after it")
        return Token("string", source[start + 1 : end], column), end + 1
    match = _OPERATOR.match(source, start)
    if match is not None:
        kind = _SPELLINGS.get(match[0], match[0])
        return Token(kind, match[0], column), match.end()
    match = _WORD.match(source, start)
    if match is not None:
        return Token("word", match[0], column), match.end()
    advice = f"write '{quote * 2}'" if quote in "&|=" else "put values with such characters in ''"
    raise fail(source, column, f"unexpected character '{quote}'", advice)

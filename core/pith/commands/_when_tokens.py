"""The words of a when-expression and where they stand."""

from __future__ import annotations

import re
from typing import NamedTuple

from pith.base import Problem, ProblemError

_OPERATORS = ("===", "!==", "&&", "||", "==", "!=", "=~", "<=", ">=", "(", ")", "!", "<", ">")
# What may stand in a key or in a value without quotes: names, numbers, globs, paths, MIME types.
_WORD = re.compile(r"[\w.\-/\\:*?+\[\]^,#@;%$]+")
_REGEX = r"/((?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([a-z]*)"  # compiled when one comes
_NO_REGEX = "expected a regular expression after '=~'"
_REGEX_FORM = "write it as /pattern/flags"
_SPELLINGS = {"===": "==", "!==": "!="}
_MOST_SHOWN = 200  # characters of an expression in a message


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
    shown = source if len(source) <= _MOST_SHOWN else f"{source[:_MOST_SHOWN]}…"
    return ProblemError(
        Problem(f"{message} in the when-expression '{shown}'", column=column, advice=advice)
    )


def tokens_of(source: str) -> list[Token]:
    """All words of `source` and an "end" after them. Raises ProblemError with the column."""
    tokens: list[Token] = []
    position = 0
    while True:
        while position < len(source) and source[position].isspace():
            position += 1
        if position == len(source):
            if tokens and tokens[-1].kind == "=~":
                raise fail(source, position + 1, _NO_REGEX + ", before the end", _REGEX_FORM)
            tokens.append(Token("end", "", position + 1))
            return tokens
        token, position = _next_token(source, position, bool(tokens) and tokens[-1].kind == "=~")
        tokens.append(token)


def _next_token(source: str, start: int, regex_expected: bool) -> tuple[Token, int]:
    column = start + 1
    if regex_expected:
        match = re.compile(_REGEX).match(source, start)
        if match is None:
            raise fail(source, column, _NO_REGEX, _REGEX_FORM)
        return Token("regex", match[1], column, match[2]), match.end()
    quote = source[start]
    if quote in "'\"":
        end = source.find(quote, start + 1)
        if end < 0:
            raise fail(source, column, f"the string is not closed: expected {quote} after it")
        return Token("string", source[start + 1 : end], column), end + 1
    for operator in _OPERATORS:
        if source.startswith(operator, start):
            kind = _SPELLINGS.get(operator, operator)
            return Token(kind, operator, column), start + len(operator)
    match = _WORD.match(source, start)
    if match is not None:
        return Token("word", match[0], column), match.end()
    advice = f"write '{quote * 2}'" if quote in "&|=" else "put values with such characters in ''"
    raise fail(source, column, f"unexpected character '{quote}'", advice)

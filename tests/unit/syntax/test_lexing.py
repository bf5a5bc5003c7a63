"""From tokens to rows, whatever a lexer makes up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pygments.token import Comment, Keyword, Name, String, Text, Token

from pith.syntax import SCOPES
from pith.syntax._pygments._lexing import lex_rows
from pith.syntax._pygments._tokens import NUMBERS
from pith.syntax._rows import pack, spans_of


class MadeUp:
    """An engine that finds what it is told."""

    start = "start"
    back_off = 1
    resumes = True

    def __init__(self, *batches: tuple[int, list[tuple[int, Any, int]]]) -> None:
        self._batches = batches

    def batches(
        self, source: str, position: int, state: Any, foreign: bool = True
    ) -> Iterator[tuple[int, Any, list[tuple[int, Any, int]]]]:
        for after, found in self._batches:
            yield after, "state", found

    def warm(self) -> Iterator[None]:
        return iter(())


def rows_of(source: str, *batches: tuple[int, list[tuple[int, Any, int]]]) -> list[list[Any]]:
    steps = list(lex_rows(MadeUp(*batches), source, 0, 0, None, []))
    rows = [row for done, *_ in steps for row in done]
    rows.append(pack(steps[-1][3]))
    return [list(spans_of(row)) for row in rows]


def test_tokens_of_equal_scope_become_one_span() -> None:
    (row,) = rows_of("abcd", (4, [(0, String, 2), (2, String, 4)]))
    assert row == [(0, 4, "string.quoted")]


def test_a_token_over_several_rows() -> None:
    rows = rows_of("a\n\nb\nc", (6, [(0, Comment, 5)]))
    assert rows == [[(0, 1, "comment")], [], [(0, 1, "comment")], []]


def test_gaps_and_breaks_that_no_token_covers() -> None:
    rows = rows_of("ab cd\n\nef", (9, [(3, Keyword, 5), (7, Keyword, 9)]))
    assert rows == [[(3, 5, "keyword.control")], [], [(0, 2, "keyword.control")]]


@pytest.mark.parametrize(
    "found",
    [
        [(0, Keyword, 3), (1, String, 2)],  # one inside another
        [(0, Keyword, 2), (1, String, 3)],  # overlapping
        [(2, String, 3), (0, Keyword, 2)],  # out of order
        [(0, Keyword, 3), (3, String, 99)],  # beyond the end
        [(0, Keyword, 0), (0, Keyword, 3), (3, Text, 3)],  # empty
        [(7, Keyword, 9)],
    ],
)
def test_spans_are_in_order_whatever_comes(found: list[tuple[int, Any, int]]) -> None:
    for rows in (rows_of("abc", (3, found)), rows_of("ab\n", (3, found))):
        assert len(rows) <= 2
        for row in rows:
            end = 0
            for span in row:
                assert end <= span.start < span.end <= 3
                end = span.end


def test_goes_on_in_the_middle_of_a_row() -> None:
    steps = list(lex_rows(MadeUp((5, [(3, Name, 5)])), "ab cd", 0, 3, None, [2, 5]))
    assert steps[0][3][:4] == [2, 5, 3, 0]


def test_every_type_of_token_has_a_scope() -> None:
    for token in (Token, Text, Token.Never.Heard.Of, Name.Builtin.Unheard, String.Unheard):
        assert 0 <= NUMBERS[token] < len(SCOPES)
    assert SCOPES[NUMBERS[Name.Builtin.Unheard]] == "support.function.builtin"
    assert SCOPES[NUMBERS[Token.Never]] == ""

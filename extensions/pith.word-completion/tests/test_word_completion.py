"""Which words are found, and in which order."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pith.api import Cancelled, CancelToken, Point

sys.path.insert(0, str(Path(__file__).parents[1]))

import word_completion
from word_completion import typed_word, words_of


class Lines:
    """A TextSnapshot of a list."""

    version = 1

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.line_count = len(lines)
        self.length = sum(map(len, lines)) + len(lines) - 1

    def lines(self, start: int, end: int) -> list[str]:
        return self._lines[start:end]


def test_words() -> None:
    text = Lines(["foo bar_1 foo x", "9abc naïve don't", "漢字かな ab"])
    assert list(words_of(text, 0, CancelToken())) == ["foo", "bar_1", "naïve", "don", "漢字かな"]


def test_the_nearest_rows_come_first() -> None:
    text = Lines(["first"] * 1000 + ["second"] * 1000 + ["third"] * 1000)
    assert list(words_of(text, 1600, CancelToken())) == ["second", "third", "first"]


def test_only_rows_around_the_caret_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_completion, "MOST_ROWS", 2000)
    text = Lines([f"word{number}" for number in range(10_000)])
    found = list(words_of(text, 5000, CancelToken()))
    assert len(found) == 2000
    assert {"word4000", "word5999"} <= set(found)
    assert len(words_of(text, 9999, CancelToken())) == 2000


def test_it_stops_when_nobody_wants_to_know() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        words_of(Lines(["a"]), 0, token)


def test_what_is_typed() -> None:
    text = Lines(["a.foo_1 b"])
    assert typed_word(text, Point(0, 7)) == "foo_1"
    assert typed_word(text, Point(0, 4)) == "fo"
    assert typed_word(text, Point(0, 2)) == ""

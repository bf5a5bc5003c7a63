"""Which words are found, and in which order."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pith.api import Cancelled, CancelToken, Future, Point

sys.path.insert(0, str(Path(__file__).parents[1]))

import word_completion
from word_completion import word_pattern, words_of

PLAIN = word_pattern("")
NONE = CancelToken()


class Lines:
    """A TextSnapshot of a list, which counts the characters that are read."""

    version = 1

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self.line_count = len(lines)
        self.length = sum(map(len, lines)) + len(lines) - 1
        self.read = 0

    def lines(
        self, start: int, end: int, first_column: int = 0, last_column: int | None = None
    ) -> list[str]:
        found = [line[first_column:last_column] for line in self._lines[start:end]]
        self.read += sum(map(len, found))
        return found


def test_words() -> None:
    text = Lines(["foo bar_1 foo x", "9abc naïve don't", "漢字かな ab"])
    found = list(words_of(text, None, PLAIN, NONE))
    assert found == ["foo", "bar_1", "naïve", "don", "漢字かな", "ab"]


@pytest.mark.parametrize(
    ("characters", "line", "words"),
    [
        (
            "-",
            ".btn-primary { --main-color: 10px -2px; a: b-c }",
            "btn-primary --main-color b-c",
        ),
        ("$", "$scope.foo($, $1, a$b)", "$scope foo a$b"),
        ("?!", "!valid && empty? && save!", "valid empty? save!"),
        ("]^\\", "a]b ^c", "a]b ^c"),
    ],
)
def test_words_have_what_the_language_has_in_them(characters: str, line: str, words: str) -> None:
    found = words_of(Lines([line]), None, word_pattern(characters), NONE)
    assert list(found) == words.split()


def test_the_word_that_is_typed_is_none_but_where_it_is_elsewhere_too() -> None:
    assert list(words_of(Lines(["data", "da"]), Point(1, 2), PLAIN, NONE)) == ["data"]
    assert list(words_of(Lines(["data da", "x = da"]), Point(1, 6), PLAIN, NONE)) == ["data", "da"]
    assert list(words_of(Lines(["abcXyz other"]), Point(0, 3), PLAIN, NONE)) == ["other"]


def test_of_a_long_line_only_what_is_near_is_read() -> None:
    text = Lines(["near far " * 1_000_000, "other " * 10])
    assert list(words_of(text, Point(0, 4_500_004), PLAIN, NONE)) == ["near", "far", "other"]
    assert text.read < 50_000


def test_the_nearest_rows_come_first() -> None:
    text = Lines(["first"] * 1000 + ["second"] * 1000 + ["third"] * 1000)
    assert list(words_of(text, Point(1600, 0), PLAIN, NONE)) == ["second", "third", "first"]


def test_only_rows_around_the_caret_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_completion, "MOST_ROWS", 2000)
    text = Lines([f"word{number}" for number in range(10_000)])
    found = list(words_of(text, Point(5000, 9), PLAIN, NONE))
    assert len(found) == 2000
    assert {"word4000", "word5999"} <= set(found)
    assert len(words_of(text, Point(9999, 9), PLAIN, NONE)) == 2000


def test_it_stops_when_nobody_wants_to_know() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        words_of(Lines(["a"]), None, PLAIN, token)


class Program:
    """Context of an extension, with documents of which the texts are given, and jobs that wait."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts
        self.jobs: list[tuple[Future[Any], Callable[[CancelToken], Any]]] = []
        self.workspace = self.tasks = self

    def documents(self) -> list[Any]:
        return [SimpleNamespace(uri=uri, version=1) for uri in self.texts]

    def snapshot(self, uri: str) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(Lines([self.texts[uri]]))
        return future

    def run(self, job: Callable[[CancelToken], Any], title: str) -> Future[Any]:
        future: Future[Any] = Future()
        self.jobs.append((future, job))
        return future

    def complete(self, uri: str) -> Future[Any]:
        document: Any = SimpleNamespace(uri=uri, version=1)
        text: Any = Lines([self.texts[uri]])
        return word_completion.completions(document, text, Point(0, 0), "", NONE)

    def work(self) -> None:
        for future, job in self.jobs:
            future.set_result(job(NONE))
        self.jobs.clear()


def test_a_document_closed_while_its_words_are_read_leaves_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program = Program({"a": "", "b": "bee", "c": "sea"})
    monkeypatch.setattr(word_completion, "context", program, raising=False)
    monkeypatch.setattr(word_completion, "known", {})
    answer = program.complete("a")
    closed: Any = SimpleNamespace(uri="b", version=1)
    del program.texts["b"]
    word_completion.document_closed(closed)
    program.work()
    assert [each.label for each in answer.result()] == ["bee", "sea"]
    assert list(word_completion.known) == ["c"]

    again = program.complete("a")
    closed.uri = "c"
    del program.texts["c"]
    word_completion.document_closed(closed)
    program.work()
    assert [each.label for each in again.result()] == ["sea"]
    assert not word_completion.known

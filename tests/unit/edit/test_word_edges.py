"""The starts of words to the right, and their ends to the left."""

from __future__ import annotations

import pytest

from pith.edit import commands as c
from tests.support.marked import check


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|one two three", "one |two three"),
        ("o|ne two", "one |two"),
        ("one| two", "one |two"),
        ("one |two", "one two|"),
        ("|one  two |three four", "one  |two three |four"),
        ("|foo bar.baz", "foo |bar.baz"),
        ("one|\n  two", "one\n  |two"),
        ("日本| 語", "日本 |語"),
    ],
)
def test_to_the_start_of_the_next(before: str, after: str) -> None:
    check(c.caret_word_start_right, before, after)


def test_selecting_to_them() -> None:
    check(c.select_word_start_right, "‹one|› two", "‹one |›two")
    check(c.select_word_end_left, "one two|", "one‹| two›")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one two|", "one| two"),
        ("one t|wo", "one| two"),
        ("one |two", "one| two"),
        ("one| two", "|one two"),
        ("a one| b two|", "a| one b| two"),
        ("one\n  |two", "one|\n  two"),
        ("|one", "|one"),
    ],
)
def test_to_the_end_of_the_one_before(before: str, after: str) -> None:
    check(c.caret_word_end_left, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|one two", "|two"),
        ("a |one b |two three", "a |b |three"),
        ("‹one|› two", "| two"),
    ],
)
def test_delete_to_the_start_of_the_next(before: str, after: str) -> None:
    check(c.delete_word_start_right, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [("one two|", "one|"), ("a b| c d|", "a| c|"), ("‹one|› two", "| two")],
)
def test_delete_to_the_end_of_the_one_before(before: str, after: str) -> None:
    check(c.delete_word_end_left, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one tw|o three", "one | three"),
        ("one| two", "| two"),
        ("a   |   b", "a|b"),
        ("on|e tw|o", "| |"),
        ("f(a|b)", "f(|)"),
    ],
)
def test_delete_word(before: str, after: str) -> None:
    check(c.delete_inside_word, before, after)

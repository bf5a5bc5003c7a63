"""Motion and deletion by the parts of names."""

from __future__ import annotations

import pytest

from pith.edit import EditorState, PlainContext, Selection
from pith.edit import commands as c
from pith.edit.commands import _word_parts
from pith.text import Text
from tests.support.marked import check


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|fooBar", "foo|Bar"),
        ("foo|BarBaz", "fooBar|Baz"),
        ("|HTTPServer", "HTTP|Server"),
        ("|some_thing", "some|_thing"),
        ("some|_thing", "some_thing|"),
        ("|__init__", "__init|__"),
        ("x|12", "x12|"),
        ("|x12", "x|12"),
        ("a| fooBar", "a foo|Bar"),
        ("|fooBar |aB", "foo|Bar a|B"),
        ("foo|", "foo|"),
    ],
)
def test_right(before: str, after: str) -> None:
    check(c.caret_word_part_right, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("fooBar|", "foo|Bar"),
        ("HTTPServer|", "HTTP|Server"),
        ("HTTP|Server", "|HTTPServer"),
        ("some_thing|", "some_|thing"),
        ("some_|thing", "|some_thing"),
        ("x12|", "x|12"),
        ("fooBar |a", "foo|Bar a"),
        ("aB| cD|", "a|B c|D"),
        ("|foo", "|foo"),
    ],
)
def test_left(before: str, after: str) -> None:
    check(c.caret_word_part_left, before, after)


def test_select() -> None:
    check(c.select_word_part_right, "|fooBar", "‹foo|›Bar")
    check(c.select_word_part_left, "fooBar|", "foo‹|Bar›")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("fooBar|", "foo|"),
        ("some_thing|", "some_|"),
        ("some_|", "|"),
        ("fooBar|  aB|", "foo|  a|"),
        ("fooBar  |", "fooBar|"),
        ("a\n|b", "a|b"),
        ("‹ab|›c", "|c"),
    ],
)
def test_delete_left(before: str, after: str) -> None:
    check(c.delete_word_part_left, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|fooBar", "|Bar"),
        ("|_thing", "|"),
        ("|  x", "|x"),
        ("|aB |cD", "|B |D"),
        ("a|\n  b", "a|b"),
        ("‹ab|›c", "|c"),
    ],
)
def test_delete_right(before: str, after: str) -> None:
    check(c.delete_word_part_right, before, after)


def test_a_very_long_name_is_looked_at_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    starts_part = _word_parts._starts_part

    def counted(before: str, character: str, after: str) -> bool:
        asked.append(len(before) + len(character) + len(after))
        return starts_part(before, character, after)

    monkeypatch.setattr(_word_parts, "_starts_part", counted)
    text = Text.of("x" * 400_000 + "Y" + "x" * 400_000)
    state = EditorState(text, Selection.caret(len(text)))
    transaction = c.caret_word_part_left(state, PlainContext(text))
    assert transaction is not None
    assert state.apply(transaction).selection == Selection.caret(0)
    for offset in (399_990, 400_010):
        found = _word_parts.part_at(text, (0, len(text)), offset)
        assert found == ((0, 400_000) if offset < 400_000 else (400_000, len(text)))
    assert sum(asked) < 3 * 4 * _word_parts._LONGEST

"""What Qt is given to show."""

from __future__ import annotations

import random

import pytest

from pith.qt._clipboard import encodable
from pith.qt._display_text import display_text, placeholder


def test_plain_text_is_itself() -> None:
    assert display_text("def f():") == ("def f():", None, ())
    assert display_text("\ttab and é and 日本") == ("\ttab and é and 日本", None, ())


def test_odd_spaces_stay_and_are_in_boxes() -> None:
    shown = display_text("a\u00a0b \u2009")
    assert shown.text == "a\u00a0b \u2009"
    assert shown.boxes == ((1, 2), (4, 5))
    assert display_text("\u00a0", boxed_spaces=False).boxes == ()


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\x00", "NUL"),
        ("\x1b", "ESC"),
        ("\x7f", "DEL"),
        ("\x9f", "9F"),
        ("\udc80", "x80"),
        ("\udcff", "xFF"),
        ("\ud800", "D800"),
        ("\u200b", "200B"),
        ("\u202e", "202E"),
        ("\ufeff", "FEFF"),
    ],
)
def test_placeholders(character: str, name: str) -> None:
    assert placeholder(character) == name
    shown = display_text(f"a{character}b")
    assert shown.text == f"a{name}b"
    assert shown.positions == [0, 1, 1 + len(name), 2 + len(name)]
    assert shown.boxes == ((1, 1 + len(name)),)


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("\u0301a", "0301a"),
        ("a\u0301", "a\u0301"),
        ("\t\u0301", "\t0301"),
        (" \u0301", " \u0301"),
        ("\x00\u0301", "NUL0301"),
        ("\u0301\u0302x\u0303", "03010302x\u0303"),
        ("日本\u0301", "日本\u0301"),
    ],
)
def test_a_mark_with_nothing_to_combine_with_is_named(line: str, shown: str) -> None:
    assert display_text(line).text == shown


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("user\u200did", "user200Did"),
        ("user\u200cid", "user200Cid"),
        ("a\u034fb", "a034Fb"),
        ("a\ufe0fb", "aFE0Fb"),
        ("a\U000e0101", "aE0101"),
        ("a\U000e0041\U000e0042", "aE0041E0042"),
        ("😀\ufe0f\ufe0e", "😀\ufe0fFE0E"),
        ("😀\ufe0f\U000e0101", "😀\ufe0fE0101"),
        ("\u17b4", "17B4"),
        ("x\u180b", "x180B"),
        ("\u200dx", "200Dx"),
    ],
)
def test_what_shows_in_its_neighbours_is_named_where_it_does_nothing(line: str, shown: str) -> None:
    assert display_text(line).text == shown


@pytest.mark.parametrize(
    "line",
    [
        "می\u200cخواهم",
        "ক\u09cd\u200dষ",
        "👨\u200d👩\u200d👧 ❤\ufe0f\u200d🔥 1\ufe0f\u20e3 ©\ufe0f",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f!",
        "葛\U000e0100城",
        "\u1820\u180b",
    ],
)
def test_scripts_and_emoji_that_are_written_with_them_stay(line: str) -> None:
    assert display_text(line).text == line
    assert display_text(line).boxes == ()


def test_behind_what_is_not_known_nothing_is_out_of_place() -> None:
    assert display_text("\u200dx", goes_on=True).text == "\u200dx"


def test_a_mark_at_the_start_of_a_part_combines_with_the_part_before() -> None:
    assert display_text("\u0301a", goes_on=True).text == "\u0301a"


def test_names_are_isolated_where_a_line_goes_both_ways() -> None:
    shown = display_text("של\u200fום")
    assert shown.text == "של\u2066200F\u2069ום"
    assert shown.positions == [0, 1, 2, 8, 9, 10]
    assert shown.boxes == ((2, 8),)


def test_positions_are_in_utf16() -> None:
    shown = display_text("a😀b")
    assert shown.text == "a😀b"
    assert shown.positions == [0, 1, 3, 4]
    assert [shown.position(column) for column in range(5)] == [0, 1, 3, 4, 4]
    assert [shown.column(position) for position in range(5)] == [0, 1, 1, 2, 3]


def test_columns_and_positions_agree() -> None:
    rng = random.Random(7)
    for _ in range(300):
        line = "".join(rng.choice("ab\t é日😀\x00\udc81\u200b\u200d") for _ in range(12))
        shown = display_text(line)
        shown.text.encode("utf-16")  # Qt can hold it
        for column in range(len(line) + 1):
            assert shown.column(shown.position(column)) == column
        assert shown.position(len(line)) == len(shown.text.encode("utf-16-le")) // 2


def test_encodable() -> None:
    assert encodable("plain é 😀") == "plain é 😀"
    assert encodable("bad \udc80 byte") == "bad \ufffd byte"

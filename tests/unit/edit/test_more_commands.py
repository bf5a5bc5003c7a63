"""Values, selected text that moves, overtyping, carets in every row, and columns."""

from __future__ import annotations

from functools import partial

import pytest

from pith.edit import commands as c
from tests.support.marked import check, check_none


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("x = 4|1", "x = 4|2"),
        ("|9", "|10"),
        ("9|9 and |7", "1|00 and |8"),
        ("-1|", "0|"),
        ("-|10", "-|9"),
        ("a-|1", "a-|2"),
        ("0|", "1|"),
        ("1.2|9", "1.3|0"),
        ("9.9|", "10.|0"),
        ("00|7", "00|8"),
        ("09|9", "10|0"),
        ("0xf|f", "0x1|00"),
        ("0x0F|", "0x10|"),
        ("tru|e", "fal|se"),
        ("|True and |False", "|False and |True"),
        ("ON|", "OF|F"),
        ("privat|e", "public|"),
        ("‹41|›", "‹42|›"),
        ("(|5)", "(|6)"),
    ],
)
def test_next_value(before: str, after: str) -> None:
    check(c.next_value, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1|0", "9|"),
        ("|0", "|-1"),
        ("1.0|0", "0.9|9"),
        ("-0.1|", "-0.2|"),
        ("0x1|0", "0x0|f"),
        ("public| 3|", "privat|e 2|"),
    ],
)
def test_previous_value(before: str, after: str) -> None:
    check(c.previous_value, before, after)


@pytest.mark.parametrize("text", ["wo|rd", "|", "+|-", "| 1"])
def test_what_has_no_value_stays(text: str) -> None:
    check_none(c.next_value, text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a‹bc|›d", "‹bc|›ad"),
        ("a‹|bc›d", "‹|bc›ad"),
        ("x‹a|› y‹b|›", "‹a|›x ‹b|›y"),
        ("e\u0301‹b|›", "‹b|›e\u0301"),
    ],
)
def test_move_selected_left(before: str, after: str) -> None:
    check(c.move_selected_left, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a‹bc|›de", "ad‹bc|›e"),
        ("‹|a›b ‹|c›d", "b‹|a› d‹|c›"),
        ("‹b|›e\u0301", "e\u0301‹b|›"),
    ],
)
def test_move_selected_right(before: str, after: str) -> None:
    check(c.move_selected_right, before, after)


@pytest.mark.parametrize("text", ["ab|c", "a‹b\nc|›", "\n‹b|›\n", "\r\n‹b|›\r\n", "‹ab|›"])
def test_selected_text_stays_in_its_line(text: str) -> None:
    check_none(c.move_selected_left, text)
    check_none(c.move_selected_right, text)


@pytest.mark.parametrize(
    ("before", "typed", "after"),
    [
        ("|abc", "x", "x|bc"),
        ("|abc\n|de", "xy", "xy|c\nxy|"),
        ("ab|", "x", "abx|"),
        ("ab|\ncd", "xy", "abxy|\ncd"),
        ("|e\u0301a", "x", "x|a"),
        ("‹ab|›c", "x", "x|c"),
        ("|abc", "(", "(|bc"),
        ("|abc", "\n", "\n|abc"),
    ],
)
def test_overtyping(before: str, typed: str, after: str) -> None:
    check(partial(c.insert_text, text=typed, overtype=True), before, after)


@pytest.mark.parametrize(
    ("before", "after"), [("ab|cd", "ab|\ncd"), ("a|b c|d", "a|\nb c|\nd"), ("a‹b|›c", "a|\nc")]
)
def test_break_line(before: str, after: str) -> None:
    check(c.break_line, before, after)


def test_carets_in_every_row() -> None:
    check(c.caret_add_to_top, "ab\ncd\nef|", "ab|\ncd|\nef‖")
    check(c.caret_add_to_bottom, "a|b\nc\nef", "a|b\nc|\ne|f")
    check_none(c.caret_add_to_top, "a|b\nc")
    check_none(c.caret_add_to_bottom, "ab\nc|")


def test_the_primary_range_goes_round() -> None:
    check(c.select_next_range, "a|b|c|", "a|b‖c|")
    check(c.select_next_range, "a|b|c‖", "a|b|c|")
    check(c.select_previous_range, "a|b|c|", "a|b|c‖")
    check_none(c.select_next_range, "a|b")


@pytest.mark.parametrize(
    ("before", "after"), [("  a|b", "|  ab"), ("|  a", "|  a"), ("  a|\n  b|", "|  a\n|  b")]
)
def test_first_column(before: str, after: str) -> None:
    check(c.caret_first_column, before, after)


@pytest.mark.parametrize(("before", "after"), [("a|b  ", "ab  |"), ("a|b\nc|d", "ab|\ncd|")])
def test_last_column(before: str, after: str) -> None:
    check(c.caret_last_column, before, after)

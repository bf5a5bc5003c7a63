"""Deleting characters, words, to line ends, and lines."""

from __future__ import annotations

import pytest

from pith.edit import EditOptions
from pith.edit import commands as c
from tests.support.marked import check, check_none

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ab|", "a|"),
        ("a‹bc|›d", "a|d"),
        ("a‹|bc›d", "a|d"),
        ("a\n|b", "a|b"),
        ("a\r\n|b", "a|b"),
        ("a|b|c|", "|"),
        ("a|b\nc|d", "|b\n|d"),
        ("|a|b", "|b"),
        ("a‹b|›c|", "a|"),
        ("e\u0301|x", "e|x"),
        ("a\u0323\u0302|", "a\u0323|"),
        ("ที่|", "ที|"),
        ("क्षि|", "क्ष|"),
        ("क्ष|", "क्|"),
        ("שָׁ|", "שָ|"),
        ("\u1112\u1161\u11ab|", "\u1112\u1161|"),
        # What nobody types piece by piece goes as a whole.
        (f"x{FAMILY}|", f"x{FAMILY[:3]}|"),
        (f"x{FAMILY[:3]}|", f"x{FAMILY[0]}|"),
        ("\U0001f44d\U0001f3fd|", "|"),
        ("\u2764\ufe0f|x", "|x"),
        ("\U0001f1e9\U0001f1ea|\U0001f1eb\U0001f1f7", "|\U0001f1eb\U0001f1f7"),
        ("1\ufe0f\u20e3|", "|"),
        ("\udcc3|", "|"),
        # An empty pair goes as a whole.
        ("(|)", "|"),
        ("[|]", "|"),
        ('x = "|"', "x = |"),
        ("(|]", "|]"),
        ("(x|)", "(|)"),
        ("f(|)\nf(|)", "f|\nf|"),
        ('"a"|"b"', '"a|"b"'),
        ("((|))", "(|)"),
        # Spaces of the indentation go back to the tab stop.
        ("    |x", "|x"),
        ("      |x", "    |x"),
        ("    |", "|"),
        ("  |  x", "|  x"),
        ("x    |", "x   |"),
        ("\t  |x", "\t|x"),
        ("\t|x", "|x"),
        ("  \t|x", "  |x"),
        ("     |x", "    |x"),
        ("a\r\n    |x", "a\r\n|x"),
    ],
)
def test_left(before: str, after: str) -> None:
    check(c.delete_left, before, after)


def test_left_without_anything_there() -> None:
    check_none(c.delete_left, "|ab")
    check_none(c.delete_left, "|")


def test_pairs_stay_whole_when_they_are_not_closed_automatically() -> None:
    check(c.delete_left, "(|)", "|)", options=EditOptions(auto_close=False))


def test_left_follows_the_tab_size() -> None:
    check(c.delete_left, "    |x", "  |x", options=EditOptions(tab_size=2))
    check(c.delete_left, "        |x", "|x", options=EditOptions(tab_size=8))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|ab", "|b"),
        ("a‹bc|›d", "a|d"),
        ("a|\nb", "a|b"),
        ("a|\r\nb", "a|b"),
        ("|a|b|c", "|"),
        ("|ab\n|cd", "|b\n|d"),
        (f"|{FAMILY}x", "|x"),
        ("|e\u0301x", "|x"),
        ("(|)", "(|"),
    ],
)
def test_right(before: str, after: str) -> None:
    check(c.delete_right, before, after)


def test_right_without_anything_there() -> None:
    check_none(c.delete_right, "ab|")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one two|", "one |"),
        ("one two |", "one |"),
        ("one two   |", "one two|"),
        ("one |", "|"),
        ("one t|wo", "one |wo"),
        ("one\n|two", "one|two"),
        ("one\r\n|two", "one|two"),
        ("    |two", "|two"),
        (" |two", "|two"),
        ("a.b|", "a.|"),
        ("a.|b", "a|b"),
        ("a ==|", "a |"),
        ("foo(|)", "foo|"),
        ("one t|wo t|hree", "one |wo |hree"),
        ("tw|o t|wo", "|o |wo"),
        ("tw|o|", "|"),
        ("a‹bc|›", "a|"),
        ("snake_case|", "|"),
    ],
)
def test_word_left(before: str, after: str) -> None:
    check(c.delete_word_left, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|one two", "| two"),
        ("one| two", "one|"),
        ("one|   two", "one|two"),
        ("one|   ", "one|"),
        ("one|\ntwo", "one|two"),
        ("one|\n    two", "one|two"),
        ("one|\r\n    two", "one|two"),
        ("one|\n   \ntwo", "one|\ntwo"),
        ("o|ne two", "o| two"),
        ("|a.b", "|.b"),
        ("a|== b", "a| b"),
        ("o|n|e", "o|"),
        ("a‹b|›c", "a|c"),
    ],
)
def test_word_right(before: str, after: str) -> None:
    check(c.delete_word_right, before, after)


def test_words_where_there_are_none() -> None:
    check_none(c.delete_word_left, "|one")
    check_none(c.delete_word_right, "one|")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one tw|o", "|o"),
        ("  one|", "|"),
        ("a\n|b", "a|b"),
        ("a\r\n|b", "a|b"),
        ("a‹b|›c", "a|c"),
        ("ab|c\nde|f", "|c\n|f"),
        ("a|b|c", "|c"),
    ],
)
def test_to_line_start(before: str, after: str) -> None:
    check(c.delete_to_line_start, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one| two\nthree", "one|\nthree"),
        ("one|\ntwo", "one|two"),
        ("one|\r\ntwo", "one|two"),
        ("one| two\r\nx", "one|\r\nx"),
        ("a|b|c", "a|"),
        ("a‹b|›c", "a|c"),
    ],
)
def test_to_line_end(before: str, after: str) -> None:
    check(c.delete_to_line_end, before, after)


def test_line_ends_where_nothing_is() -> None:
    check_none(c.delete_to_line_start, "|ab")
    check_none(c.delete_to_line_end, "ab|")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb|b\nccc", "a\nc|cc"),
        ("a\nbb|\nc", "a\nc|"),
        ("a\nb|", "a|"),
        ("a\r\nb|", "a|"),
        ("|a", "|"),
        ("a‹a\nb|›b\nccc", "c|cc"),
        ("‹a\n|›b", "|b"),
        ("a|\nb\nc|\nd", "b|\nd|"),
        ("a|\nb|\nc", "c|"),
        ("aa|\nbb\ncc|", "bb|"),
        ("a|a\r\nbb", "b|b"),
        ("aaaa|\n\nb", "|\nb"),
        ("a\n|", "|a"),
    ],
)
def test_lines(before: str, after: str) -> None:
    check(c.delete_lines, before, after)


def test_no_line_to_delete() -> None:
    check_none(c.delete_lines, "|")

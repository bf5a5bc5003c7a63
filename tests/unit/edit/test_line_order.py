"""Lines sorted and turned round, things that change places, selections doubled."""

from __future__ import annotations

import pytest

from pith.base import ProblemError
from pith.edit import EditorState, PlainContext, Selection
from pith.edit import commands as c
from pith.text import Text
from tests.support.marked import Command, check, check_none


@pytest.mark.parametrize(
    ("command", "before", "after"),
    [
        (c.sort_lines_ascending, "‹B\na\nb|›\nA", "‹a\nb\nB|›\nA"),
        (c.sort_lines_ascending, "‹Zug\nÄpfel\nAst|›", "‹Äpfel\nAst\nZug|›"),
        (c.sort_lines_ascending, "‹zed\né\nea\ne|›", "‹e\né\nea\nzed|›"),
        (c.sort_lines_ascending, "‹a\n{\n1\n_\n\n-|›", "‹\n_\n-\n{\n1\na|›"),
        (c.sort_lines_descending, "‹Ö\no\nP|›", "‹P\nÖ\no|›"),
        (c.sort_lines_ascending, "‹b\na\n|›A", "‹a\nb|›\nA"),
        # A caret alone stands for all lines, and goes to where they begin.
        (c.sort_lines_ascending, "c\nb|\na\n", "|a\nb\nc\n"),
        (c.sort_lines_ascending, "‹|b\na›\nx\n‹d\nc|›", "‹|a\nb›\nx\n‹c\nd|›"),
        (c.sort_lines_ascending, "‹b\r\na|›\nc", "‹a\r\nb|›\nc"),
        (c.sort_lines_descending, "‹a\nc\nb|›", "‹c\nb\na|›"),
        (c.unique_lines, "‹a\nb\na\nb|›\na", "‹a\nb|›\na"),
        (c.unique_lines, "‹a\r\na\nb|›", "‹a\r\nb|›"),
        (c.unique_lines, "‹a\na\n|›a", "‹a|›\na"),
        (c.reverse_lines, "‹a\nb\nc|›", "‹c\nb\na|›"),
        (c.reverse_lines, "‹a\r\nb\nc|›", "‹c\r\nb\na|›"),
    ],
)
def test_order(command: Command, before: str, after: str) -> None:
    check(command, before, after)


def test_what_is_in_order_stays() -> None:
    check_none(c.sort_lines_ascending, "‹a\nb|›")
    check_none(c.unique_lines, "‹a\nb|›\nb")
    check_none(c.reverse_lines, "‹a|›\nb")


def test_too_much_to_sort_is_refused() -> None:
    text = Text.of(("b\na\n" + "x" * 1000 + "\n") * 16_500)
    state = EditorState(text, Selection.caret(0))
    with pytest.raises(ProblemError, match="too many to put their lines into another order"):
        c.sort_lines_ascending(state, PlainContext(text))


@pytest.mark.parametrize(
    ("command", "before", "after"),
    [
        (c.transpose_characters, "a|b", "ba|"),
        (c.transpose_characters, "ab|\nx|y", "ba|\nyx|"),
        (c.transpose_characters, "a|\u0065\u0301b", "\u0065\u0301a|b"),
        (c.transpose_words, "one |two three", "one three two|"),
        (c.transpose_words, "one two|", "two one|"),
        (c.transpose_words, "f(a|, b)\nx| y", "f(b, a|)\ny x|"),
        (c.transpose_words, "  |  one two", "    two one|"),
        (c.transpose_lines, "a\nb|\nc", "b\na\n|c"),
        (c.transpose_lines, "a\nb|", "b\na|"),
        (c.transpose_lines, "a\r\nb|", "b\r\na|"),
    ],
)
def test_transpose(command: Command, before: str, after: str) -> None:
    check(command, before, after)


def test_nothing_to_transpose() -> None:
    check_none(c.transpose_characters, "|ab\n‹cd|›")
    check_none(c.transpose_characters, "a|")
    check_none(c.transpose_words, "one|")
    check_none(c.transpose_lines, "a|\nb")


def test_duplicate() -> None:
    check(c.duplicate_selection, "‹ab|›c", "ab‹ab|›c")
    check(c.duplicate_selection, "‹|ab›c", "ab‹|ab›c")
    check(c.duplicate_selection, "‹a|› ‹b|› |c", "a‹a|› b‹b|› |c")
    check(c.duplicate_selection, "a|\nb", "a\na|\nb")

"""Lines deeper and less deep, and white space at their ends."""

from __future__ import annotations

import pytest

from pith.edit import EditOptions
from pith.edit import commands as c
from tests.support.marked import check, check_none

TABS = EditOptions(insert_spaces=False)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a|b", "    a|b"),
        ("|ab", "    |ab"),
        ("  a|", "    a|"),
        ("    a|", "        a|"),
        ("‹a\nb|›", "‹    a\n    b|›"),
        ("‹|a\nb›", "‹|    a\n    b›"),
        ("x‹a\nb|›", "    x‹a\n    b|›"),
        ("‹a\n|›b", "‹    a\n|›b"),
        ("‹a\n\nb|›", "‹    a\n\n    b|›"),
        ("|", "    |"),
        ("a|\nb\nc|", "    a|\nb\n    c|"),
        ("a|\nb|", "    a|\n    b|"),
        ("a|b|c", "    a|b|c"),
        ("a\r\n‹b\r\nc|›", "a\r\n‹    b\r\n    c|›"),
        ("\ta|", "        a|"),
        ("  \ta|", "        a|"),
    ],
)
def test_indent(before: str, after: str) -> None:
    check(c.indent, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    a|b", "a|b"),
        ("      a|", "    a|"),
        ("  a|", "a|"),
        ("\ta|", "a|"),
        ("\t\ta|", "    a|"),
        ("‹    a\n  b\nc|›", "‹a\nb\nc|›"),
        ("    |a", "|a"),
        ("  |  a", "|a"),
        ("‹    a\n|›    b", "‹a\n|›    b"),
        ("    a|\nb\n    c|", "a|\nb\nc|"),
        ("    a\r\n    b|", "    a\r\nb|"),
        ("    ‹a\n    b|›", "‹a\nb|›"),
    ],
)
def test_outdent(before: str, after: str) -> None:
    check(c.outdent, before, after)


def test_there_is_no_indentation() -> None:
    check_none(c.outdent, "a|")
    check_none(c.outdent, "|")
    check_none(c.indent, "‹\n\n|›")


def test_with_tabs() -> None:
    check(c.indent, "\ta|", "\t\ta|", options=TABS)
    check(c.indent, "  a|", "\ta|", options=TABS)
    check(c.indent, "    a|", "\t\ta|", options=TABS)
    check(c.outdent, "\t\ta|", "\ta|", options=TABS)
    check(c.outdent, "\t  a|", "\ta|", options=TABS)


def test_tab_size() -> None:
    check(c.indent, "  a|", "    a|", options=EditOptions(tab_size=2))
    check(c.outdent, "   a|", "  a|", options=EditOptions(tab_size=2))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a  |\nb\t\nc", "a|\nb\nc"),
        ("a \r\nb|", "a\r\nb|"),
        ("|  ", "|"),
        ("a\n   |\nb", "a\n|\nb"),
        ("a b |c  ", "a b |c"),
    ],
)
def test_trim(before: str, after: str) -> None:
    check(c.trim_trailing_space, before, after)


def test_nothing_to_trim() -> None:
    check_none(c.trim_trailing_space, "a\n\n|b")

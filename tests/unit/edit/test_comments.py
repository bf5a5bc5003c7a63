"""Code into comments and back."""

from __future__ import annotations

import pytest

from pith.edit import LanguageRules
from pith.edit import commands as c
from tests.support.marked import check, check_none

PYTHON = LanguageRules(line_comment="#")
C = LanguageRules(line_comment="//", block_comment=("/*", "*/"))
CSS = LanguageRules(block_comment=("/*", "*/"))
NONE = LanguageRules()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a|b", "# a|b"),
        ("|ab", "# |ab"),
        ("# a|b", "a|b"),
        ("#a|b", "a|b"),
        ("#  a|b", " a|b"),
        ("  a|b", "  # a|b"),
        ("|  ab", "|  # ab"),
        ("‹a\nb|›", "‹# a\n# b|›"),
        ("‹# a\nb|›", "‹# # a\n# b|›"),
        ("‹# a\n# b|›", "‹a\nb|›"),
        ("‹# a\n\n  # b|›", "‹a\n\n  b|›"),
        ("‹a\n\nb|›", "‹# a\n\n# b|›"),
        ("‹  a\n    b\n\n  c|›", "‹  # a\n  #   b\n\n  # c|›"),
        ("‹a\n|›b", "‹# a\n|›b"),
        ("|", "# |"),
        ("‹\n|›x", "‹# \n|›x"),
        ("a|\nb\nc|", "# a|\nb\n# c|"),
        ("# a|\nb|", "a|\n# b|"),
        ("a|b|", "# a|b|"),
        ("  a|\r\n  b", "  # a|\r\n  b"),
        ("‹a\r\n\r\nb|›", "‹# a\r\n\r\n# b|›"),
        ("‹\ta\n    b|›", "‹\t# a\n    # b|›"),
        ("‹\t\ta\n    b|›", "‹\t# \ta\n    # b|›"),
        ("    ‹a|›", "    # ‹a|›"),
        ("‹    a|›", "‹    # a|›"),
    ],
)
def test_line_comment(before: str, after: str) -> None:
    check(c.toggle_line_comment, before, after, rules=PYTHON)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  a|b  ", "  /* a|b */  "),
        ("/* a|b */", "a|b"),
        ("a|", "/* a| */"),
        ("|a", "/* |a */"),
        ("  |", "  /* | */"),
        ("a|\nb|", "/* a| */\n/* b| */"),
        ("‹a\nb|›", "/* ‹a\nb|› */"),
        ("/* ‹a\nb|› */", "‹a\nb|›"),
    ],
)
def test_lines_of_a_language_with_block_comments_only(before: str, after: str) -> None:
    check(c.toggle_line_comment, before, after, rules=CSS)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a ‹b|› c", "a /* ‹b|› */ c"),
        ("a ‹|b› c", "a /* ‹|b› */ c"),
        ("a /* ‹b|› */ c", "a ‹b|› c"),
        ("a ‹/* b */|› c", "a ‹b|› c"),
        ("a /*b|*/ c", "a b| c"),
        ("a|b", "a/* | */b"),
        ("/* | */", "|"),
        ("‹a\nb|›", "/* ‹a\nb|› */"),
        ("/* ‹a\nb|› */", "‹a\nb|›"),
        ("/* a */ ‹b|› /* c */", "/* a */ /* ‹b|› */ /* c */"),
        ("‹a|› ‹b|›", "/* ‹a|› */ /* ‹b|› */"),
        ("/* a|b|c */", "a|b|c"),
        ("/* ‹a\r\nb|› */", "‹a\r\nb|›"),
    ],
)
def test_block_comment(before: str, after: str) -> None:
    check(c.toggle_block_comment, before, after, rules=C)


def test_a_language_without_comments() -> None:
    check_none(c.toggle_line_comment, "a|", rules=NONE)
    check_none(c.toggle_block_comment, "a|", rules=NONE)
    # A caret within the sign that ends a comment, and something selected in the comment.
    check(c.toggle_block_comment, "/* ‹ |›*|/", "|", rules=C)
    check_none(c.add_line_comment, "a|", rules=NONE)


def test_block_comments_of_a_language_with_line_comments_only() -> None:
    check(c.toggle_block_comment, "a|", "# a|", rules=PYTHON)
    check(c.toggle_block_comment, "‹# a\n# b|›", "‹a\nb|›", rules=PYTHON)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a|", "# a|"),
        ("# a|", "# # a|"),
        ("‹  a\n  # b|›", "‹  # a\n  # # b|›"),
        ("a|\nb\nc|", "# a|\nb\n# c|"),
    ],
)
def test_add_line_comments(before: str, after: str) -> None:
    check(c.add_line_comment, before, after, rules=PYTHON)


@pytest.mark.parametrize(
    ("before", "after"),
    [("# a|", "a|"), ("‹a\n  # b|›", "‹a\n  b|›"), ("#a|\n# b|", "a|\nb|")],
)
def test_remove_line_comments(before: str, after: str) -> None:
    check(c.remove_line_comment, before, after, rules=PYTHON)


def test_no_line_comment_to_remove() -> None:
    check_none(c.remove_line_comment, "a|", rules=PYTHON)

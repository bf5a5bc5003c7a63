"""Moving, copying and joining lines."""

from __future__ import annotations

import pytest

from pith.edit import EditOptions, LanguageRules, LineKinds, PlainContext
from pith.edit import commands as c
from pith.text import Text
from tests.support.marked import check, check_none, parse, run, show

CRLF = EditOptions(line_ending="\r\n")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb|b", "b|b\na"),
        ("a\nb|b\nc", "b|b\na\nc"),
        ("a\n‹b\nc|›\nd", "‹b\nc|›\na\nd"),
        ("a\n‹b\n|›c", "‹b\n|›a\nc"),
        ("a\r\nb|b\r\nc", "b|b\r\na\r\nc"),
        ("a\r\nb|b", "b|b\r\na"),
        ("a\n|", "|\na"),
        ("a\nb|\nc\nd|", "b|\na\nd|\nc"),
        ("a\nb|\nc|", "b|\nc|\na"),
        ("a|\nb\nc|", "a|\nc|\nb"),
        ("a\nb|x|", "b|x|\na"),
        ("a\n‹|b\nc›", "‹|b\nc›\na"),
        ("\nb|", "b|\n"),
    ],
)
def test_move_up(before: str, after: str) -> None:
    check(c.move_lines_up, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a|a\nb", "b\na|a"),
        ("a|a\nb\nc", "b\na|a\nc"),
        ("‹a\nb|›\nc\nd", "c\n‹a\nb|›\nd"),
        ("‹a\n|›b\nc", "b\n‹a\n|›c"),
        ("‹a\n|›b", "b\n‹a|›"),
        ("a|a\r\nb", "b\r\na|a"),
        ("a|\nb\nc|\nd", "b\na|\nd\nc|"),
        ("a|\nb|\nc", "c\na|\nb|"),
        ("a|\nb\nc|", "b\na|\nc|"),
        ("|\nb", "b\n|"),
        ("a|\n", "\na|"),
    ],
)
def test_move_down(before: str, after: str) -> None:
    check(c.move_lines_down, before, after)


BLOCKS = LanguageRules(outdent_before=r"^\s*\}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{\n    x\n}\na|", "{\n    x\n    a|\n}"),
        ("{\n    |x\n}", "|x\n{\n}"),
        ("{\n} else {\n    |x\n}", "{\n    |x\n} else {\n}"),
        ("  {\n    ‹x {\n      y\n    }\n|›  }", "  ‹x {\n    y\n  }\n|›  {\n  }"),
        ("{\n    x\n}\n‹a\n\n  b|›", "{\n    x\n‹    a\n\n      b|›\n}"),
        ("{\n}\n}|", "{\n}|\n}"),
        ("x\n    a|", "    a|\nx"),
        ("{\n    a|\n}\nb|", "a|\n{\n    b|\n}"),
        ("\n    a|", "    a|\n"),
    ],
)
def test_move_up_over_the_edge_of_a_block(before: str, after: str) -> None:
    check(c.move_lines_up, before, after, rules=BLOCKS)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a|\n{\n}", "{\n    a|\n}"),
        ("{\n    a|\n}", "{\n}\na|"),
        ("{\n    a|\n} else {\n}", "{\n} else {\n    a|\n}"),
        ("‹a\n|›  {\n  }", "  {\n‹      a\n|›  }"),
        ("a|\nb|\n{", "{\n    a|\n    b|"),
    ],
)
def test_move_down_over_the_edge_of_a_block(before: str, after: str) -> None:
    check(c.move_lines_down, before, after, rules=BLOCKS)


def test_moved_lines_keep_their_depth_where_it_means_something() -> None:
    for rules, options in (
        (BLOCKS._replace(off_side=True), EditOptions()),
        (BLOCKS, EditOptions(auto_indent=False)),
    ):
        check(c.move_lines_down, "a|\n{\n}", "{\na|\n}", rules=rules, options=options)


LABELS = BLOCKS._replace(indent_after=r"^\s*case\b.*:\s*$")


def test_moved_up_over_a_label_a_line_is_as_deep_as_what_the_one_above_has() -> None:
    before = "{\n    case 0:\n        a;\n    case 1:\n        b|;\n}"
    after = "{\n    case 0:\n        a;\n        b|;\n    case 1:\n}"
    check(c.move_lines_up, before, after, rules=LABELS)
    before, after = "{\n    case 0:\n        b|;\n}", "{\n    b|;\n    case 0:\n}"
    check(c.move_lines_up, before, after, rules=LABELS)
    before = "{\n    case 0:\n    case 1:\n        b|;\n}"
    after = "{\n    case 0:\n        b|;\n    case 1:\n}"
    check(c.move_lines_up, before, after, rules=LABELS)


class _Kinds(PlainContext):
    """Between backticks are strings, and what follows `//` in a line is a comment."""

    def __init__(self, text: Text) -> None:
        super().__init__(text, rules=BLOCKS._replace(block_comment=("`*", "*`")))
        self._lines = str(text).split("\n")

    def line_kinds(self, *, to_keep: bool = False) -> LineKinds:
        return self

    def spans(self, row: int) -> list[tuple[int, int]]:
        line = self._lines[row]
        return [(line.index("//"), len(line))] if "//" in line else []

    def goes_on(self, row: int) -> bool:
        return "\n".join(self._lines[:row]).count("`") % 2 == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a|\n// x {\nb", "// x {\na|\nb"),
        ("a|\nx { // why {\nb", "x { // why {\n    a|\nb"),
        ("`\na|\n{\n`", "`\n{\na|\n`"),
        ("a|\n`\n{\n`", "`\na|\n{\n`"),
        ("`\nx` {\na|\n", "`\nx` {\n\na|"),
        ("‹a = `\nb\n`;|›\n{\n}", "{\n‹    a = `\nb\n`;|›\n}"),
        ("‹`* a\nb *`;|›\n{\n}", "{\n‹    `* a\n    b *`;|›\n}"),
    ],
)
def test_brackets_in_strings_and_comments_are_no_blocks(before: str, after: str) -> None:
    state = parse(before)
    found = run(c.move_lines_down, state, context=_Kinds(state.text))
    assert found is not None
    assert show(found) == after


def test_nowhere_to_move() -> None:
    check_none(c.move_lines_up, "a|\nb")
    check_none(c.move_lines_down, "a\nb|")
    check_none(c.move_lines_up, "|")


def test_mixed_line_endings_stay_in_order() -> None:
    check(c.move_lines_up, "a\r\nb|\nc", "b|\r\na\nc")
    check(c.move_lines_down, "a|\r\nb\nc", "b\r\na|\nc")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a|b\nc", "ab\na|b\nc"),
        ("a|b", "ab\na|b"),
        ("‹a\nb|›\nc", "a\nb\n‹a\nb|›\nc"),
        ("‹a\n|›b", "a\n‹a\n|›b"),
        ("a|\nb|", "a\nb\na|\nb|"),
        ("a|\nb\nc|", "a\na|\nb\nc\nc|"),
        ("a|b|", "ab\na|b|"),
        ("a|\r\nb", "a\r\na|\r\nb"),
        ("|", "\n|"),
    ],
)
def test_copy_down(before: str, after: str) -> None:
    check(c.copy_lines_down, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a|b\nc", "a|b\nab\nc"),
        ("a|b", "a|b\nab"),
        ("‹a\nb|›\nc", "‹a\nb|›\na\nb\nc"),
        ("‹a\n|›b", "‹a\n|›a\nb"),
        ("a|\nb\nc|", "a|\na\nb\nc|\nc"),
        ("a|\r\nb", "a|\r\na\r\nb"),
    ],
)
def test_copy_up(before: str, after: str) -> None:
    check(c.copy_lines_up, before, after)


def test_copies_of_the_last_line_take_the_document_s_line_ending() -> None:
    check(c.copy_lines_down, "a\r\nb|", "a\r\nb\r\nb|", options=CRLF)
    check(c.copy_lines_up, "a\r\nb|", "a\r\nb|\r\nb", options=CRLF)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a|b\ncd", "ab| cd"),
        ("a|b\n  cd", "ab| cd"),
        ("a|b  \ncd", "ab| cd"),
        ("a|b\r\ncd", "ab| cd"),
        ("a|b\n\ncd", "ab|\ncd"),
        ("|\nab", "|ab"),
        ("|\n  ab", "|ab"),
        ("‹a\nb\nc|›\nd", "‹a b c|›\nd"),
        ("‹a\n\nb|›", "‹a b|›"),
        ("‹a\n|›b", "‹a |›b"),
        ("a|\nb\nc|\nd", "a| b\nc| d"),
        ("a|\nb|\nc", "a| b| c"),
        ("a|b|\nc", "ab| c"),
        ("‹a\n  b  \n  c|›", "‹a b c|›"),
        ("‹a\n   \n\t\nb|›", "‹a b|›"),
        ("‹a\n   \n|›", "‹a\n|›"),
    ],
)
def test_join(before: str, after: str) -> None:
    check(c.join_lines, before, after)


def test_nothing_to_join() -> None:
    check_none(c.join_lines, "a|")
    check_none(c.join_lines, "a\nb|")

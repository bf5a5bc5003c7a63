"""Indentation of tabs or spaces, and by the rules of a language."""

from __future__ import annotations

import pytest

from pith.base import ProblemError
from pith.edit import EditOptions, EditorState, LanguageRules, PlainContext, Selection
from pith.edit import commands as c
from pith.text import Text
from tests.support.marked import check, check_none

BRACES = LanguageRules(indent_after=r"[\(\[\{][^\)\]\}]*$", outdent_before=r"^\s*[\)\]\}]")
OFF_SIDE = LanguageRules(indent_after=r":\s*$", off_side=True)


def test_what_has_one_statement_has_it_a_level_deeper() -> None:
    rules = LanguageRules(indent_next=r"^\s*if \(\w\)$", outdent_before=r"^\s*\}")
    before = "‹if (x)\na();\nb();\nif (y)\n{\nc();\n}|›"
    after = "‹if (x)\n    a();\nb();\nif (y)\n{\n    c();\n}|›"
    check(c.reindent_lines, before, after, rules=rules)


def test_to_tabs() -> None:
    check(c.indentation_to_tabs, "        a|\n  b", "\t\ta|\n  b")
    check(c.indentation_to_tabs, "    |  a", "\t  |a", options=EditOptions(tab_size=4))
    check_none(c.indentation_to_tabs, "a    b|")


def test_to_spaces() -> None:
    check(c.indentation_to_spaces, "\ta|\n \tb\tc", "    a|\n    b\tc")
    check(c.indentation_to_spaces, "\t\ta|", "    a|", options=EditOptions(tab_size=2))
    check_none(c.indentation_to_spaces, "  a\tb|")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f {\na\n  b {\nc\n }\n\n}|", "f {\n    a\n    b {\n        c\n    }\n\n}|"),
        ("f {\n‹a\n      b|›\n}", "f {\n‹    a\n    b|›\n}"),
        ("  x\n‹a\n|›b", "  x\n‹a\n|›b"),
        ("f(\n|a\n)\n‹x\n  y|›", "f(\n    |a\n)\n‹x\ny|›"),
        ("a {\n\tb\n}|", "a {\n    b\n}|"),
    ],
)
def test_reindent_by_rules(before: str, after: str) -> None:
    if before == after:
        check_none(c.reindent_lines, before, rules=BRACES)
    else:
        check(c.reindent_lines, before, after, rules=BRACES)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "if x:\n  a\n  if y:\n   b\n  c\nd|",
            "if x:\n    a\n    if y:\n        b\n    c\nd|",
        ),
        ("if x:\n\ta\n\t\tb|", "if x:\n    a\n        b|"),
    ],
)
def test_reindent_where_indentation_has_a_meaning(before: str, after: str) -> None:
    check(c.reindent_lines, before, after, rules=OFF_SIDE)


def test_what_is_in_a_string_goes_along() -> None:
    before = 'f {\na = """\n  x\n"""\n}|'

    class Context(PlainContext):
        def in_string_or_comment(self, offset: int) -> bool:
            return before.index('"') < offset < before.rindex('"')

    context = Context(Text.of(before.replace("|", "")), rules=BRACES)
    after = 'f {\n    a = """\n      x\n    """\n}|'
    check(c.reindent_lines, before, after, context=context)


def test_too_much_is_refused() -> None:
    text = Text.of(("x" * 1000 + "\n") * 16_500)
    state = EditorState(text, Selection.caret(0))
    with pytest.raises(ProblemError, match="too many to indent"):
        c.reindent_lines(state, PlainContext(text))

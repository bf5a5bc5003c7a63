"""Expand Selection among the strings and comments that a highlighter has found."""

from __future__ import annotations

import pytest

from pith.edit import EditorState, LanguageRules, LineKinds, PlainContext, Selection
from pith.edit.commands import select_expand
from pith.text import Text
from tests.unit.syntax.oracle import Edited

RULES = LanguageRules()


class Lexed(PlainContext):
    """Strings and comments as they are lexed; counts the places that are asked about."""

    def __init__(self, lexer: str, content: str) -> None:
        edited = Edited(lexer, Text.of(content))
        super().__init__(edited.text, rules=RULES)
        self.text = edited.text
        self.highlighter = edited.highlighter
        self.asked = 0

    def in_string_or_comment(self, offset: int) -> bool:
        self.asked += 1
        return self.highlighter.kind_at(offset) != "code"

    def line_kinds(self, *, to_keep: bool = False) -> LineKinds:
        return self.highlighter.line_kinds(to_keep=to_keep)

    def steps(self, at: int) -> list[str]:
        """What is selected, from a caret on, step by step."""
        state = EditorState(self.text, Selection.caret(at))
        found = []
        while (transaction := select_expand(state, self)) is not None:
            assert transaction.selection is not None
            state = EditorState(self.text, transaction.selection)
            (each,) = state.selection.ranges
            found.append(self.text.slice(each.start, each.end))
        return found


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("lexer", "before", "string", "after"),
    [
        ("python", "def f():\n    ", '"""a b\n\n    c d\n\n    e f\n    """', "\n    pass\n"),
        ("javascript", "x = ", "`a b\n  c d\n\ne f`", ";\ny = 1;\n"),
        ("c", "/* x\n   y */\n\n", "/* a b\n * c d\n\n\n * e f\n */", "\n\n/* z\n */\n"),
        ("html", "<p>\n", "<!-- a b\n c d\n\n e f -->", "\n</p>\n"),
    ],
)
def test_all_of_a_string_or_comment_of_several_rows(
    lexer: str, before: str, string: str, after: str, line_break: str
) -> None:
    content = (before + string + after).replace("\n", line_break)
    whole = string.replace("\n", line_break)
    context = Lexed(lexer, content)
    for place in ("a b", "c d", "e f"):
        steps = context.steps(content.index(place) + 2)
        assert whole in steps, (place, steps)


def test_the_rows_of_a_long_string_are_taken_as_a_whole() -> None:
    context = Lexed("python", 's = """\n' + "some words\n" * 400 + '"""\n')
    state = EditorState(context.text, Selection.caret(2000))
    assert select_expand(state, context) is not None
    assert context.asked < 1500
    context = Lexed("python", "s = '" + "x " * 4000 + "'\n")
    state = EditorState(context.text, Selection.caret(2000))
    assert select_expand(state, context) is not None
    assert context.asked < 100

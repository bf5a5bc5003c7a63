"""What of lines is string or comment, as lexing finds it, for folding."""

from __future__ import annotations

import random

import pytest

from pith.text import Edit, Text
from tests.unit.syntax.oracle import Edited


def within(lexer: str, content: str) -> list[int]:
    """The rows that begin within a string or comment."""
    edited = Edited(lexer, Text.of(content))
    kinds = edited.highlighter.line_kinds()
    return [row for row in range(edited.text.line_count) if kinds.goes_on(row)]


@pytest.mark.parametrize(
    ("lexer", "content", "expected"),
    [
        ("python", 'def f():\n    """a\nb\n\nc "d"\n    """\n    x\n', [2, 3, 4, 5]),
        ("python", 'x = """a\n"b"\n\n{\n"""\ny\n', [1, 2, 3, 4]),
        ("python", 'x = ("a"\n"b"\n\'c\')\n', []),
        ("python", "# a\n# b\n    # c\nx\n", []),
        ("python", "x = 'a\\\nb'\n", [1]),
        ("javascript", "a = `b\nc\n`;\n// d\n// e\n/* f\n g */\n", [1, 2, 6]),
        ("javascript", "a = `b ${ {\n c: 1 } }\n`;\n", [2]),
        ("c", '/* a\n#if b\n\n*/\n#if c\n"d"\n"e"\n', [1, 2, 3]),
        ("rust", "/* a\n /* b */\nc */\n/// d\n/// e\n", [1, 2]),
        ("html", "<!-- a\nb\n-->\n<p>\n", [1, 2]),
        ("css", "/* a\n b */\nc {\n}\n", [1]),
        ("bash", 'a="b\nc"\n# d\n# e\n', [1]),
        ("bash", 'a="b\n$c d\ne $f\n${g}\n$(h\ni)\n"\nx\n', [1, 2, 3, 4, 6]),
        ("bash", 'a="x"\n"$b"\n$c\n', []),
        ("bash", 'echo "$a\n$b\nc"\nd\n', [1, 2]),
        ("kotlin", 'val a = """b\n$c\n"""\nd\n', [1, 2]),
        ("dart", "var a = '''b\n$c\n''';\nd\n", [1, 2]),
        ("lua", "--[[ a\nb ]]\n-- c\n-- d\n", [1]),
        ("html", "<!-- a\nb -->\n<!-- c\nd -->\n\n<!-- e -->\n<!-- f\n\ng -->\n", [1, 3, 7, 8]),
        ("html", "<!-- a\n/*\n*/\n<!-- b\n-->\n", [1, 2, 3, 4]),
        ("css", "/* a\n b */\n/* c */\n  /* d\n e */\n\n/* f */\n", [1, 4]),
        ("html", "<style>\n/* a\nb */\n/* c\nd */\n</style>\n", [2, 4]),
        ("c", "/* a\n*/\n/* b\n*/\n", [1, 3]),
        ("java", "/** a\n */\n/** b */\n/* c\n */\n", [1, 4]),
        ("lua", "--[[ a\nb ]]\n--[[ c\nd ]]\n", [1, 3]),
        ("haskell", "{- a\nb -}\n{- c\nd -}\n", [1, 3]),
        ("ocaml", "(* a\nb *)\n(* c\nd *)\n", [1, 3]),
        ("powershell", "<# a\nb #>\n<# c\nd #>\n", [1, 3]),
        ("powershell", "<# a\nb #>\n# c\n# d\n", [1]),
        ("ruby", "=begin\na\n=end\n=begin\nb\n=end\n", [1, 2, 4, 5]),
        ("text", '"""\na\n"""\n', []),
    ],
)
def test_rows_within_strings_and_comments(lexer: str, content: str, expected: list[int]) -> None:
    assert within(lexer, content) == expected


def test_spans_are_those_of_strings_and_comments() -> None:
    edited = Edited("python", Text.of('f("(", x)  # )\n'))
    assert list(edited.highlighter.line_kinds().spans(0)) == [(2, 5), (11, 14)]
    assert list(edited.highlighter.line_kinds().spans(7)) == []


def test_what_is_kept_stays_as_it_was() -> None:
    edited = Edited("python", Text.of('x = """a\nb\n"""\n'))
    kept = edited.highlighter.line_kinds(to_keep=True)
    edited.edit([Edit(0, 14, "")])
    assert [row for row in range(3) if kept.goes_on(row)] == [1, 2]
    assert not edited.highlighter.line_kinds().goes_on(1)


def test_the_order_of_questions_changes_no_answer() -> None:
    seed = random.randrange(10**9)
    rng = random.Random(seed)
    pieces = ('"""', "'a'", "# b", "", "x", "f(", '"c"', "d'''", "  y", "\\")
    content = "\n".join(rng.choice(pieces) for _ in range(120))
    edited = Edited("python", Text.of(content))
    rows = list(range(edited.text.line_count))
    expected = [edited.highlighter.line_kinds().goes_on(row) for row in rows]
    kinds = edited.highlighter.line_kinds()
    rng.shuffle(rows)
    for row in rows:
        assert kinds.goes_on(row) == expected[row], (seed, row, content)

"""Pasted lines become as deep as where they go."""

from __future__ import annotations

import pytest

from pith.edit import ClipboardContent, EditOptions, LanguageRules, MemoryClipboard, PlainContext
from pith.edit import commands as c
from pith.text import Text
from tests.support.marked import check

BRACES = LanguageRules(indent_after=r"\{\s*$", outdent_before=r"^\s*\}")
COLON = LanguageRules(indent_after=r":\s*$", off_side=True)


@pytest.mark.parametrize(
    ("rules", "clipboard", "before", "after"),
    [
        # The first line came without its indentation, and the brace says what it was.
        (BRACES, "f {\n        a\n    }", "  |", "  f {\n      a\n  }|"),
        (BRACES, "    f {\n        a\n    }", "  |", "  f {\n      a\n  }|"),
        (COLON, "if x:\n        a\n        b", "    |", "    if x:\n        a\n        b|"),
        (COLON, "if x:\n            a\n        b", "    |", "    if x:\n        a\n    b|"),
        (COLON, "  a\n\n  b", "    |", "    a\n\n    b|"),
        (COLON, "a\n    b\n    c", "  |\n|", "  a\n  b\n  c|\na\n    b\n    c|"),
        # Where something stands before the caret nothing changes.
        (COLON, "a\n    b", "  x|", "  xa\n    b|"),
        (COLON, "a", "    |", "    a|"),
        (COLON, "\n  a", "    |", "    \n  a|"),
    ],
)
def test_paste(rules: LanguageRules, clipboard: str, before: str, after: str) -> None:
    given = MemoryClipboard(ClipboardContent(clipboard))
    check(c.paste, before, after, rules=rules, clipboard=given)


PROSE = LanguageRules(off_side=True)
WORDS = LanguageRules(indent_after=r"\bdo\s*$", outdent_before=r"^\s*end\b")
BRACKETS_ONLY = LanguageRules(indent_after=r"[(\[{]\s*$", outdent_before=r"^\s*[)\]}]")
STATEMENTS = BRACKETS_ONLY._replace(indent_next=r"^\s*if\b.*\)\s*$")


@pytest.mark.parametrize(
    ("rules", "clipboard", "before", "after"),
    [
        # Where nobody knows more of indentation, or it has a meaning of its own, lines keep it at
        # the margin: of an empty line,
        (COLON, "    def a():\n        b\n", "x\n|", "x\n    def a():\n        b\n|"),
        (COLON, "    def a():\n        b", "class x:\n|", "class x:\n    def a():\n        b|"),
        (PROSE, "    a\n      b\n", "x\n|", "x\n    a\n      b\n|"),
        (PROSE, "        a\n    b\n", "x\n|", "x\n        a\n    b\n|"),
        (PROSE, "- a\n  b\n", "x\n|", "x\n- a\n  b\n|"),
        (BRACKETS_ONLY, "    a\n      b\n", "x\n|", "x\n    a\n      b\n|"),
        (COLON, "\n    a\n", "x\n|", "x\n\n    a\n|"),
        # in front of indented text, in the place of whole lines, before white space,
        (COLON, "    a\n    b\n", "|    x", "    a\n    b\n|    x"),
        (COLON, "    a\n    b\n", "‹    x\n|›    y", "    a\n    b\n|    y"),
        (PROSE, "    a\n    b\n", "|    ", "    a\n    b\n|    "),
        # at many carets.
        (COLON, "  a\n\n  b\n", "|\n    |c", "  a\n\n  b\n|\n    a\n\n    b\n    |c"),
        # What was copied from the middle of its line to its like stays as it is as well.
        (COLON, "a\n    b\n    ", "|    x", "a\n    b\n    |    x"),
        (COLON, "a\n    b\n    c", "|", "a\n    b\n    c|"),
        # But a header is never two levels less deep than its block.
        (COLON, "if x:\n        a\n        b", "|", "if x:\n    a\n    b|"),
        (COLON, "if x:\n        a\n    b\n    ", "|", "if x:\n    a\nb\n|"),
        (COLON, "f(\n        a)\n", "|", "f(\n        a)\n|"),
        (COLON, "if x:\n    a\n\nb\n", "|", "if x:\n    a\n\nb\n|"),
        # Rules say how deep they are, where there are any:
        (
            STATEMENTS,
            "    f {\n      a\n    }\n",
            "x {\n|\n}",
            "x {\n    f {\n      a\n    }\n|\n}",
        ),
        (STATEMENTS, "  f {\n    a\n  }\n", "x {\n|}", "x {\n    f {\n      a\n    }\n|}"),
        (STATEMENTS, "f {\n    a\n  }", "x {\n|", "x {\n    f {\n      a\n    }|"),
        (STATEMENTS, "f {\n    a\n  }\n  ", "|b", "f {\n  a\n}\n|b"),
        (STATEMENTS, "  f {\n    a\n  }\n", "x\n|", "x\nf {\n  a\n}\n|"),
        (STATEMENTS, "  f {\n    a\n  }\n", "|x", "f {\n  a\n}\n|x"),
        (STATEMENTS, "  }\n  a\n", "x {\n    y\n|", "x {\n    y\n}\na\n|"),
        (STATEMENTS, "a;\nb;\n", "if (x)\n|", "if (x)\n    a;\n    b;\n|"),
        (STATEMENTS, "  {\n    b;\n", "if (x)\n|", "if (x)\n{\n  b;\n|"),
        (STATEMENTS, "  a;\n  b;\n", "if (x)\n    y;\n|", "if (x)\n    y;\na;\nb;\n|"),
        (BRACKETS_ONLY, "a\nb\n", "x {\n    y\n|}", "x {\n    y\n    a\n    b\n|}"),
        (WORDS, "    a\n      b\n", "x\n|", "x\na\n  b\n|"),
        (WORDS, "a\nb\n", "x do\n    y\n|", "x do\n    y\n    a\n    b\n|"),
        # In white space, they are as deep as the caret, and so is what stood behind it.
        (COLON, "        a\n            b\n", "    |x", "    a\n        b\n    |x"),
        (COLON, "        a\n    b\n", "    |", "    a\nb\n|"),
        (COLON, "if x:\n    a\n", "    |", "    if x:\n        a\n|"),
        (
            COLON,
            "def a:\n        b\n    ",
            "        |x",
            "        def a:\n            b\n        |x",
        ),
        (PROSE, "A\n  b\n", "    |", "    A\n      b\n|"),
        (COLON, "        a\n        b\n", "    ‹x|›y", "    a\n    b\n    |y"),
        (COLON, "        a\n        b\n", "    ‹x|›", "    a\n    b\n|"),
        # Within text, nothing changes.
        (STATEMENTS, "  a\n  b\n", "x {\n    y|z", "x {\n    y  a\n  b\n|z"),
    ],
)
def test_paste_at_the_margin(rules: LanguageRules, clipboard: str, before: str, after: str) -> None:
    check(
        c.paste, before, after, rules=rules, clipboard=MemoryClipboard(ClipboardContent(clipboard))
    )


def whole(text: str) -> MemoryClipboard:
    return MemoryClipboard(ClipboardContent(text, None, True))


def test_whole_lines() -> None:
    check(c.paste, "f {\n|}", "f {\n    a\n|}", rules=BRACES, clipboard=whole("a\n"))
    check(c.paste, "f {\n    |b", "f {\n    a\n    |b", rules=BRACES, clipboard=whole("\t\ta\n"))
    check(c.paste, "f {\n    a\n|x", "f {\n    a\n}\n|x", rules=BRACES, clipboard=whole("    }\n"))
    check(c.paste, "if x:\n|y", "if x:\na\n|y", rules=COLON, clipboard=whole("a\n"))
    check(c.paste, "|x", "  a\n|x", rules=BRACES, clipboard=whole("  a\n"))
    check(c.paste, "x\n|y", "x\n  a\n|y", rules=PROSE, clipboard=whole("  a\n"))
    check(c.paste, "x\n|y", "x\n  a\n|y", rules=LanguageRules(), clipboard=whole("  a\n"))
    check(c.paste, "x\n  |y", "x\n    a\n  |y", rules=COLON, clipboard=whole("    a\n"))


def test_line_endings_stay_those_of_the_document() -> None:
    given = MemoryClipboard(ClipboardContent("  a\r\n    b"))
    options = EditOptions(line_ending="\r\n")
    check(c.paste, "\r\n    |", "\r\n    a\r\n      b|", clipboard=given, options=options)


def test_without_auto_indent() -> None:
    given = MemoryClipboard(ClipboardContent("a\n  b"))
    check(c.paste, "  |", "  a\n  b|", clipboard=given, options=EditOptions(auto_indent=False))


def test_in_a_string_nothing_changes() -> None:
    class Context(PlainContext):
        def in_string_or_comment(self, offset: int) -> bool:
            return True

    given = MemoryClipboard(ClipboardContent("  a\n    b"))
    context = Context(Text.of("    "), clipboard=given)
    check(c.paste, "    |", "      a\n    b|", context=context)

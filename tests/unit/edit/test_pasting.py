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
        (COLON, "a\n    b\n    c", "|", "a\nb\nc|"),
        (COLON, "  a\n\n  b", "    |", "    a\n\n    b|"),
        (COLON, "a\n    b\n    c", "  |\n|", "  a\n  b\n  c|\na\nb\nc|"),
        # Where something stands before the caret nothing changes.
        (COLON, "a\n    b", "  x|", "  xa\n    b|"),
        (COLON, "a", "    |", "    a|"),
        (COLON, "\n  a", "    |", "    \n  a|"),
    ],
)
def test_paste(rules: LanguageRules, clipboard: str, before: str, after: str) -> None:
    given = MemoryClipboard(ClipboardContent(clipboard))
    check(c.paste, before, after, rules=rules, clipboard=given)


def whole(text: str) -> MemoryClipboard:
    return MemoryClipboard(ClipboardContent(text, None, True))


def test_whole_lines() -> None:
    check(c.paste, "f {\n|}", "f {\n    a\n|}", rules=BRACES, clipboard=whole("a\n"))
    check(c.paste, "f {\n    |b", "f {\n    a\n    |b", rules=BRACES, clipboard=whole("\t\ta\n"))
    check(c.paste, "f {\n    a\n|x", "f {\n    a\n}\n|x", rules=BRACES, clipboard=whole("    }\n"))
    check(c.paste, "if x:\n|y", "if x:\na\n|y", rules=COLON, clipboard=whole("a\n"))
    check(c.paste, "|x", "  a\n|x", rules=BRACES, clipboard=whole("  a\n"))


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

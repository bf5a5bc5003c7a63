"""Reading off a file what it is indented with."""

from __future__ import annotations

import pytest

from pith.text import Text
from pith.workspace import Indentation, detect_indentation


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", None),
        ("no\nindentation\n", None),
        ("if x:\n    y\n", Indentation(True, 4)),
        ("if x:\n  y\n  if z:\n    w\n", Indentation(True, 2)),
        ("a\n   b\n      c\n   d\n", Indentation(True, 3)),
        ("a\n\tb\n\t\tc\n", Indentation(False, 4)),
        ("a\r\n\tb\r\n", Indentation(False, 4)),
        # The stars of a comment are no indentation.
        ("/*\n * one\n * two\n */\n", None),
        ("/*\n * one\n * two\n */\nif {\n    x\n}\n", Indentation(True, 4)),
        # An argument under a bracket is one line, and the rest is many.
        ("def f(a,\n      b):\n    x\n    if y:\n        z\n    w\n", Indentation(True, 4)),
        # Blank lines say nothing, though spaces stand in them.
        ("a\n      \n  b\n", Indentation(True, 2)),
        # The majority wins where both occur.
        ("a\n\tb\n\tc\nx\n  y\n", Indentation(False, 4)),
        ("a\n\tb\nx\n  y\n  z\n", Indentation(True, 2)),
    ],
)
def test_detects(content: str, expected: Indentation | None) -> None:
    assert detect_indentation(Text.of(content)) == expected


def test_a_tab_is_as_wide_as_one_is_told() -> None:
    assert detect_indentation(Text.of("a\n\tb\n"), 8) == Indentation(False, 8)


def test_only_the_beginning_of_a_long_file_is_looked_at() -> None:
    content = "x\n" * 3000 + "a:\n    b\n" * 3000
    assert detect_indentation(Text.of(content)) is None

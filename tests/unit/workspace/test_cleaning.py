"""What a save tidies up."""

from __future__ import annotations

import pytest

from pith.text import Text
from pith.workspace._cleaning import cleaning


def clean(content: str, trim: bool = True, final: bool = True, ending: str = "\n") -> str:
    text = Text.of(content)
    changes = cleaning(text, ending, trim_trailing_whitespace=trim, insert_final_newline=final)
    return str(changes.apply(text))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("a\n", "a\n"),
        ("a", "a\n"),
        ("a  \nb\t \n", "a\nb\n"),
        ("a \r\nb\r\n", "a\r\nb\r\n"),
        ("  \n", "\n"),
        ("a\n  ", "a\n"),
        ("   ", ""),
        ("a  ", "a\n"),
        ("  a", "  a\n"),
        ("a\u00a0\n", "a\u00a0\n"),  # that space may be meant
        ("a\n\n\n", "a\n\n\n"),
    ],
)
def test_cleans(before: str, after: str) -> None:
    assert clean(before) == after


def test_each_option_alone() -> None:
    assert clean("a \nb ", final=False) == "a\nb"
    assert clean("a \nb ", trim=False) == "a \nb \n"
    assert clean("a \nb", trim=False, ending="\r\n") == "a \nb\r\n"
    assert clean("a ", trim=False, final=False) == "a "

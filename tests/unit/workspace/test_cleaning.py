"""What a save tidies up."""

from __future__ import annotations

import random
import re

import pytest

from pith.text import Text, _leaves
from pith.workspace._cleaning import Cleaning, cleaning


def clean(
    content: str,
    trim: bool = True,
    final: bool = True,
    ending: str = "\n",
    newlines: bool = False,
) -> str:
    text = Text.of(content)
    return str(cleaning(text, ending, Cleaning(trim, final, newlines)).apply(text))


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


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\n\n\n", "a\n"),
        ("a\r\n\r\n", "a\r\n"),
        ("a\n  \n\t\n", "a\n"),
        ("a  \n\n", "a\n"),
        ("a", "a\n"),
        ("\n\n", ""),
        ("  \n", ""),
        ("", ""),
        ("\n\na\n\n b\n\n", "\n\na\n\n b\n"),
    ],
)
def test_line_breaks_at_the_end(before: str, after: str) -> None:
    assert clean(before, newlines=True) == after


def oracle(content: str, trim: bool, final: bool, newlines: bool, ending: str) -> str:
    """One after the other on a str."""
    if trim:
        content = re.sub(r"[ \t]+(?=\r?\n|\Z)", "", content)
    if newlines:
        tail = re.search(r"(?:\r?\n)+\Z", content)
        if tail is not None:
            kept = re.match(r"\r?\n", tail[0])
            assert kept is not None
            content = content[: tail.start()] + (kept[0] if tail.start() else "")
    if final and content and not content.endswith("\n"):
        content += ending
    return content


@pytest.mark.parametrize("seed", range(300))
def test_the_same_as_one_after_the_other(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    for name in ("LEAF_TARGET", "LEAF_MAXIMUM"):
        monkeypatch.setattr(_leaves, name, rng.choice([2, 3, 5]))
    monkeypatch.setattr(_leaves, "LEAF_MINIMUM", 1)
    breaks = rng.choice([["\n"], ["\r\n"], ["\n", "\r\n"]])
    content = "".join(rng.choices(["a", " ", "\t", "  ", *breaks * 2], k=rng.randrange(40)))
    trim, final, newlines = (rng.random() < 0.5 for _ in range(3))
    ending = rng.choice(["\n", "\r\n"])
    expected = oracle(content, trim, final, newlines, ending)
    assert clean(content, trim, final, ending, newlines) == expected, repr(content)


def test_a_long_line_of_blanks_takes_no_square_of_time() -> None:
    content = " " * 300_000 + "x" + "\t" * 300_000
    assert clean(content, final=False) == " " * 300_000 + "x"

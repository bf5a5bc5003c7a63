"""Grapheme clusters, words and cells."""

from __future__ import annotations

import itertools
import random

import pytest
import regex

from pith.text import (
    Text,
    cell_width,
    cells_to_column,
    graphemes,
    is_grapheme_boundary,
    is_word_character,
    next_grapheme,
    previous_grapheme,
    word_at,
    word_left,
    word_right,
)

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAGS = "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7"
PIECES = [
    *"ab \n",
    "\r\n",
    "\r",
    "e\u0301",
    "\u0301",
    FAMILY,
    FLAGS,
    "\U0001f1e9",
    "\U0001f44d\U0001f3fd",
    "\u200d",
    "한",
    "\u1112\u1161\u11ab",
    "क्षि",
    "\u0600",
    "漢",
    "\udc80",
    "\udcff",
    "\ufe0f",
]


@pytest.mark.parametrize("seed", range(100))
def test_clusters_are_those_of_the_whole_text(seed: int) -> None:
    rng = random.Random(seed)
    content = "".join(rng.choices(PIECES, k=rng.randrange(1, 60)))
    text = Text.of(content)
    boundaries = [0]
    for cluster in regex.findall(r"\X", content):
        boundaries.append(boundaries[-1] + len(cluster))
    for start, end in itertools.pairwise(boundaries):
        assert next_grapheme(text, start) == end
        assert previous_grapheme(text, end) == start
    assert [at for at in range(len(content) + 1) if is_grapheme_boundary(text, at)] == boundaries
    assert "".join(graphemes(content)) == content
    assert len(graphemes(content)) == len(boundaries) - 1


def test_the_ends() -> None:
    text = Text.of("ab")
    assert previous_grapheme(text, 0) == 0
    assert previous_grapheme(text, 1) == 0
    assert next_grapheme(text, 2) == 2
    assert next_grapheme(text, 1) == 2
    assert next_grapheme(Text.EMPTY, 0) == previous_grapheme(Text.EMPTY, 0) == 0


def test_clusters_longer_than_any_window() -> None:
    long = "e" + "\u0301" * 3000
    text = Text.of("x" + long + "y")
    assert next_grapheme(text, 1) == 1 + len(long)
    assert previous_grapheme(text, 1 + len(long)) == 1
    flags = Text.of("\U0001f1e9" * 1001)
    assert previous_grapheme(flags, 1001) == 1000
    assert previous_grapheme(flags, 1000) == 998


def test_ascii_needs_no_library() -> None:
    import subprocess
    import sys

    code = (
        "import sys\n"
        "from pith.text import *\n"
        "t = Text.of('one two\\r\\n\\tthree')\n"
        "next_grapheme(t, 7), previous_grapheme(t, 9), word_left(t, 7), word_right(t, 0)\n"
        "cell_width('a\\tb', 4), cells_to_column('a\\tb', 3, 4)\n"
        "print(sorted({'regex', 'unicodedata', 'charset_normalizer'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("string", "start", "expected"),
    [
        ("", 0, 0),
        ("abc", 0, 3),
        ("\t", 0, 4),
        ("a\tb", 0, 5),
        ("abcd\t", 0, 8),
        ("\t", 3, 1),
        ("\t\t", 2, 6),
        ("漢字", 0, 4),
        ("e\u0301", 0, 1),
        (FAMILY, 0, 2),
        ("\U0001f600", 0, 2),
        ("❤\ufe0f", 0, 2),
        ("❤", 0, 1),
        ("漢\tx", 0, 5),
        ("é\t", 0, 4),
        ("ｈ", 0, 2),
        ("\udc80", 0, 1),
    ],
)
def test_cell_width(string: str, start: int, expected: int) -> None:
    assert cell_width(string, 4, start) == expected


@pytest.mark.parametrize(
    ("string", "cells", "expected"),
    [
        ("abc", 2, 2),
        ("abc", 9, 3),
        ("abc", -1, 0),
        ("a\tb", 1, 1),
        ("a\tb", 2, 1),
        ("a\tb", 3, 2),
        ("a\tb", 4, 2),
        ("漢字", 1, 0),
        ("漢字", 2, 1),
        ("漢字", 9, 2),
        ("e\u0301x", 1, 2),
        ("", 3, 0),
    ],
)
def test_cells_to_column(string: str, cells: int, expected: int) -> None:
    assert cells_to_column(string, cells, 4) == expected


@pytest.mark.parametrize(
    ("content", "offset", "expected"),
    [
        ("one two", 1, (0, 3)),
        ("one two", 3, (0, 3)),
        ("one two", 4, (4, 7)),
        ("one  two", 4, None),
        ("a.b", 1, (0, 1)),
        ("(a)", 0, None),
        ("(a)", 3, None),
        ("x\r\ny", 1, (0, 1)),
        ("x\r\n\r\ny", 3, None),
        ("snake_case été", 12, (11, 14)),
        ("", 0, None),
    ],
)
def test_word_at(content: str, offset: int, expected: tuple[int, int] | None) -> None:
    assert word_at(Text.of(content), offset) == expected


@pytest.mark.parametrize("size", [200, 255, 256, 257, 300, 1024, 5000])
def test_long_words_and_gaps(size: int) -> None:
    for filler in ("x", " ", "+"):
        content = "a " + filler * size + " b"
        text = Text.of(content)
        middle = 2 + size // 2
        if filler == " ":
            assert word_left(text, middle) == 0
            assert word_right(text, middle) == len(content)
        else:
            assert word_left(text, middle) == 2
            assert word_right(text, middle) == 2 + size
        if filler == "x":
            assert word_at(text, middle) == (2, 2 + size)
            assert word_at(text, 2) == (2, 2 + size)
            assert word_at(text, 2 + size) == (2, 2 + size)
    for offset in (size, size + 1, size + 2):
        text = Text.of("a" * size + ".b")
        assert word_left(text, offset) == (0 if offset < size + 2 else size + 1)


def test_word_characters() -> None:
    assert [is_word_character(each) for each in ("a", "é", "_", "1", "漢", "\udc80")] == [True] * 6
    assert [is_word_character(each) for each in ("", " ", "\n", ".", "-")] == [False] * 5
    assert is_word_character("-", separators=".")

"""Columns in cells and in UTF-16."""

from __future__ import annotations

import random

import pytest

from pith.text import cell_width, cells_to_column, utf16_length, utf16_to_column

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


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


@pytest.mark.parametrize("seed", range(20))
def test_utf16_is_what_the_codec_says(seed: int) -> None:
    rng = random.Random(seed)
    string = "".join(rng.choices("ab\té漢\udc80\U0001f600\U00020000", k=rng.randrange(30)))
    for column in range(len(string) + 1):
        units = len(string[:column].encode("utf-16-le", "surrogatepass")) // 2
        assert utf16_length(string[:column]) == units
        assert utf16_to_column(string, units) == column
    assert utf16_to_column(string, 999) == len(string)


def test_half_a_character_is_before_it() -> None:
    assert utf16_to_column("a\U0001f600b", 2) == 1
    assert utf16_to_column("a\U0001f600b", 3) == 2
    assert utf16_to_column("abc", -1) == utf16_to_column("é", -1) == 0

"""The rows that a lexer is shown."""

from __future__ import annotations

import random

import pytest

from pith.syntax._rows import LONGEST_LINE
from pith.syntax._source import source_from
from pith.text import Text


def expected(text: Text, row: int) -> str:
    lines = [line[:LONGEST_LINE] for line in text.lines(row, text.line_count)]
    return "\n".join(lines)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_all_of_a_small_text(newline: str) -> None:
    text = Text.of(newline.join(["one", "", "three\rx", "four"]))
    for row in range(text.line_count):
        source = source_from(text, row, 1_000)
        assert source.complete
        assert source.content == expected(text, row)


def test_whole_rows_of_a_large_one() -> None:
    text = Text.of("\r\n".join(f"line {number}" for number in range(5_000)))
    for row in (0, 1, 77, 4_000):
        for size in (1, 10, 500, 20_000):
            source = source_from(text, row, size)
            if not source.complete:
                assert expected(text, row).startswith(source.content)
                assert source.content.endswith("\n")
                assert size * 0.8 <= len(source.content) <= size + 50


@pytest.mark.parametrize("rest", ["", "\nshort", "\n", "\nx" * 30])
@pytest.mark.parametrize("before", ["", "first\n"])
def test_overlong_lines_are_cut(before: str, rest: str) -> None:
    text = Text.of(before + "y" * (LONGEST_LINE * 4) + rest)
    for size in (100, LONGEST_LINE, LONGEST_LINE * 3, LONGEST_LINE * 9):
        source = source_from(text, 0, size)
        assert all(len(line) <= LONGEST_LINE for line in source.content.split("\n"))
        assert expected(text, 0).startswith(source.content)
        if source.complete:
            assert source.content == expected(text, 0)


def test_a_huge_line_costs_little() -> None:
    text = Text.of("z" * 3_000_000 + "\nend")
    source = source_from(text, 0, 50_000)
    assert source.complete  # the rest is one short row
    assert len(source.content) == LONGEST_LINE + 4


def test_random_texts() -> None:
    rng = random.Random(3)
    for _ in range(60):
        lines = [
            "x"
            * rng.choice([0, 1, 30, 200, LONGEST_LINE - 1, LONGEST_LINE, LONGEST_LINE + 1, 70_000])
            for _ in range(rng.randint(1, 12))
        ]
        text = Text.of(rng.choice(["\n", "\r\n"]).join(lines))
        row = rng.randrange(text.line_count)
        source = source_from(text, row, rng.choice([1, 100, 10_000, 100_000]))
        wanted = expected(text, row)
        if source.complete:
            assert source.content == wanted
        else:
            assert source.content.endswith("\n")
            assert wanted.startswith(source.content)

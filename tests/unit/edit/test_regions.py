"""What can be folded, in texts with their regions drawn beside them."""

from __future__ import annotations

from random import Random

import pytest

from pith.edit import (
    Fold,
    LanguageRules,
    enclosing_region,
    nesting,
    region_around,
    region_at,
    regions_in,
    starts_region,
)
from pith.text import Text

RULES = LanguageRules()
PYTHON = """\
class A:
    def f(self):
        if x:
            pass

        return

    x = 1


def g():
    pass
# region Helpers
def h():
    pass
# endregion
"""
FLAT = """\
{
"a": [
1,
2
],
"b": {}
}
"""


def region(content: str, row: int) -> tuple[int, int] | None:
    text = Text.of(content)
    found = region_at(text, row, RULES, 4)
    assert starts_region(text, row, RULES, 4) or found is None
    return None if found is None else (found.first, found.last)


@pytest.mark.parametrize(
    ("row", "last"), [(0, 7), (1, 5), (2, 3), (3, None), (4, None), (10, 11), (13, 14)]
)
def test_by_indentation(row: int, last: int | None) -> None:
    assert region(PYTHON, row) == (None if last is None else (row, last))


def test_by_markers() -> None:
    assert region(PYTHON, 12) == (12, 15)
    assert region(PYTHON, 15) is None
    nested = "//#region a\n//#region b\n//#endregion\nx\n//#endregion\n"
    assert (region(nested, 0), region(nested, 1)) == ((0, 4), (1, 2))
    assert region("# region without end\nx\n", 0) is None


def test_by_brackets_where_indentation_says_nothing() -> None:
    assert region(FLAT, 0) == (0, 5)
    assert region(FLAT, 1) == (1, 3)
    assert region(FLAT, 5) is None


def test_the_region_around_a_row() -> None:
    text = Text.of(PYTHON)
    assert region_around(text, 3, RULES, 4) == Fold(2, 3)
    assert region_around(text, 5, RULES, 4) == Fold(1, 5)
    assert region_around(text, 4, RULES, 4) == Fold(1, 5)
    assert region_around(text, 14, RULES, 4) == Fold(13, 14)
    assert enclosing_region(text, 13, RULES, 4) == Fold(12, 15)
    assert region_around(text, 9, RULES, 4) is None


def test_all_of_them_in_one_pass_are_those_found_one_by_one() -> None:
    for seed in range(60):
        random = Random(seed)
        lines = []
        for _ in range(60):
            kind = random.random()
            indent = " " * random.choice((0, 0, 2, 4, 4, 8)) if kind < 0.9 else "\t"
            lines.append("" if kind < 0.15 else f"{indent}x")
        text = Text.of("\n".join(lines))
        found = regions_in(text, 0, text.line_count - 1, RULES, 4)
        single = [region_at(text, row, RULES, 4) for row in range(text.line_count)]
        assert found == [each for each in single if each is not None], seed


def test_nesting_counts_from_one() -> None:
    regions = regions_in(Text.of(PYTHON), 0, 20, RULES, 4)
    assert [depth for _, depth in nesting(regions)] == [1, 2, 3, 1, 1, 2]


def test_looking_for_a_region_in_a_huge_text_is_bounded() -> None:
    text = Text.of("a:\n" + "  b\n" * 300_000)
    assert starts_region(text, 0, RULES, 4)
    assert region_at(text, 0, RULES, 4) is None  # its end is too far away
    long_line = Text.of("x" * 5_000_000 + "\n" + " " * 5_000_000)
    assert region_at(long_line, 0, RULES, 4) is None

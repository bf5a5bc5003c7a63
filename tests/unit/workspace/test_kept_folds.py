"""Folds that are put into a text again, which may have changed meanwhile."""

from __future__ import annotations

import random

import pytest

from pith.edit import Fold, Folds
from pith.text import Text
from pith.workspace import Document, View, folds_to_keep, restore_folds
from pith.workspace._kept_folds import _mark, _Rows

CONTENT = "a:\n  b\n  c\n\na:\n  d\n  e:\n    f\n  g\nend\n"
FOLDS = [(0, 2), (4, 8), (6, 7)]


def kept(content: str = CONTENT, folds: list[tuple[int, int]] | None = None) -> list[list[int]]:
    view = View(Document(content))
    view.set_folds(Folds(Fold(*each) for each in (folds or FOLDS)))
    return folds_to_keep(view, 100)


def restored(content: str, data: list[list[int]]) -> list[tuple[int, int]]:
    view = View(Document(content))
    restore_folds(view, data)
    return [(each.first, each.last) for each in view.folds]


def test_an_unchanged_text_has_the_same_folds() -> None:
    assert restored(CONTENT, kept()) == FOLDS
    selected = [(1, 2), (3, 5)]  # no regions, but lines that somebody selected
    assert restored(CONTENT, kept(folds=selected)) == selected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("new\nnew\n" + CONTENT, [(2, 4), (6, 10), (8, 9)]),
        (CONTENT.removeprefix("a:\n  b\n"), [(2, 6), (4, 5)]),
        (CONTENT.replace("  d\n", "  d\n  more\n"), [(0, 2), (4, 9), (7, 8)]),
        (CONTENT.replace("  g\n", "  other\n"), FOLDS),
        (CONTENT.replace("  g\n", ""), [(0, 2), (4, 7), (6, 7)]),
        (CONTENT.replace("  e:", "  e2:"), [(0, 2), (4, 8)]),
        (CONTENT[:12], [(0, 2)]),
        ("x\n" * 20, []),
        ("", []),
    ],
)
def test_what_is_there_still_is_found_near(content: str, expected: list[tuple[int, int]]) -> None:
    assert restored(content, kept()) == expected


def test_of_rows_alone_the_regions_that_begin_there_are_folded() -> None:
    assert restored(CONTENT, [[0, 1], [5, 7], [6, 7], [99, 100], [-1, 3]]) == [(0, 3), (6, 7)]


def test_no_more_are_kept_than_was_asked_for() -> None:
    view = View(Document(CONTENT))
    view.set_folds(Folds(Fold(*each) for each in FOLDS))
    assert [each[:2] for each in folds_to_keep(view, 2)] == [[0, 2], [4, 8]]


def test_lines_that_come_and_go_between_folds_take_none_of_them() -> None:
    seed = random.randrange(10**9)
    rng = random.Random(seed)
    blocks = [[f"block {n}:", *(f"  {n} {line}" for line in range(3))] for n in range(40)]
    lines = [line for block in blocks for line in block]
    data = kept("\n".join(lines), [(4 * n, 4 * n + 3) for n in range(40)])
    changed: list[str] = []
    expected = []
    for block in blocks:
        changed += [f"new {rng.random()}"] * rng.choice((0, 0, 0, 1, 5))
        if rng.random() < 0.9:
            expected.append((len(changed), len(changed) + 3))
            changed += block
    assert restored("\n".join(changed), data) == expected, seed


def test_folds_whose_last_rows_are_all_others_go_as_far_as_their_regions() -> None:
    blocks = [[f"block {n}:", "  a", "  b", f"  end {n}"] for n in range(40)]
    data = kept(
        "\n".join(line for block in blocks for line in block),
        [(4 * n, 4 * n + 3) for n in range(40)],
    )
    changed = "\n".join(line for block in blocks for line in [*block[:3], "  more", "  other"])
    assert restored(changed, data) == [(5 * n, 5 * n + 4) for n in range(40)]


@pytest.mark.parametrize("seed", range(20))
def test_the_row_that_is_found_is_the_nearest(seed: int) -> None:
    rng = random.Random(seed)
    lines = rng.choices("abcdef", k=rng.randrange(1, 60))
    rows = _Rows(Text.of("\n".join(lines)))
    for _ in range(40):
        row, length, near = rng.randrange(-5, 65), rng.randrange(4), rng.choice((0, 3, 10))
        first, last = rng.choices("abcdefg", k=2)

        def has(at: int, line: str) -> bool:
            return 0 <= at < len(lines) and lines[at] == line

        around = sorted(range(row - near, row + near + 1), key=lambda at: (abs(at - row), at < row))
        like = [at for at in around if has(at, first)]
        best = [at for at in like if has(at + length, last)]
        marks = [_mark(Text.of(line), 0) for line in (first, last)]
        assert rows.find(row, length, marks, near) == next(iter(best or like), None)

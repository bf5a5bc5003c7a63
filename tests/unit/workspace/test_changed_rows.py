"""Which rows are marked as changed, against what comparing the lines would say."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from pith.edit import ChangeSet, Transaction
from pith.text import Edit
from pith.workspace import Document, View, changed_rows

CONTENT = "one\ntwo\nthree\nfour\n"


def document(content: str = CONTENT) -> Document:
    return Document(content, path=Path("/nowhere/file.txt"))


def edit(document: Document, start: int, end: int, insert: str) -> None:
    changes = ChangeSet.of(len(document.text), [Edit(start, end, insert)])
    document.apply(Transaction(changes))


@pytest.mark.parametrize(
    ("start", "end", "insert", "expected"),
    [
        (5, 5, "x", [(1, 1, "modified")]),
        (4, 4, "new\n", [(1, 1, "added")]),
        (3, 3, "\nnew", [(1, 1, "added")]),
        (3, 3, "\na\nb", [(1, 2, "added")]),
        (4, 8, "", [(0, 0, "removed")]),
        (3, 7, "", [(0, 0, "removed")]),
        (0, 4, "", [(-1, -1, "removed")]),
        (4, 7, "zwei\ndrei", [(1, 2, "modified")]),
        (4, 7, "two", []),
    ],
)
def test_one_edit(start: int, end: int, insert: str, expected: list[tuple[int, int, str]]) -> None:
    made = document()
    edit(made, start, end, insert)
    assert [tuple(each) for each in changed_rows(made)] == expected


def test_undone_and_saved_is_not_changed() -> None:
    made = document()
    view = View(made)
    edit(made, 5, 5, "x")
    view.undo()
    assert changed_rows(made) == []
    view.redo()
    made.save_points.mark_saved(made.save_points.now(), None)
    assert changed_rows(made) == []
    view.undo()
    assert [tuple(each) for each in changed_rows(made)] == [(1, 1, "modified")]
    view.dispose()


@pytest.mark.parametrize("seed", range(100))
def test_every_row_that_is_not_marked_is_in_the_file_so(seed: int) -> None:
    random = Random(seed)
    made = document("".join(f"line {row}\n" for row in range(30)))
    saved = str(made.text).split("\n")
    for _ in range(random.randrange(1, 8)):
        start = random.randrange(len(made.text) + 1)
        end = min(len(made.text), start + random.choice((0, 0, 3, 12)))
        edit(made, start, end, random.choice(("", "x", "new\n", "\nnew")))
    marks = changed_rows(made)
    print(seed, marks)
    marked = {row for first, last, kind in marks for row in range(first, last + 1)}
    kept = [
        line
        for row, line in enumerate(made.text.lines(0, made.text.line_count))
        if row not in marked or any(m.kind == "removed" and m.first == row for m in marks)
    ]
    rest = iter(saved)
    assert all(any(line == other for other in rest) for line in kept)
    for before, after in pairwise(marks):
        assert before.last <= after.last

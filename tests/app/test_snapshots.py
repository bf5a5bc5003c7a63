"""The text that extensions are given: rows, and columns of rows that may be larger than memory."""

from __future__ import annotations

import random

import pytest

from pith.text import Text
from pith_app._extensions import _snapshots
from pith_app._extensions._snapshots import Snapshot


def test_rows_and_columns_are_those_of_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_snapshots, "MOST_AT_ONCE", 5000)
    generator = random.Random(7)
    for _ in range(300):
        lines = [
            "ab漢é"[: generator.randrange(5)] * generator.choice((0, 1, 30, 1000))
            for _ in range(generator.randrange(1, 30))
        ]
        snapshot = Snapshot(Text.of("\r\n".join(lines)), 1)
        start, end = sorted(generator.randrange(len(lines) + 1) for _ in range(2))
        first = generator.randrange(50)
        last = generator.choice((None, first, first + generator.randrange(200)))
        wanted = [line[first:last] for line in lines[start:end]]
        try:
            found = list(snapshot.lines(start, end, first, last))
        except ValueError:
            assert last is None or (last - first) * (end - start) > 5000, (lines, start, end)
        else:
            assert found == wanted, (lines, start, end, first, last)


def test_more_than_is_given_at_once_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_snapshots, "MOST_AT_ONCE", 1000)
    snapshot = Snapshot(Text.of("x" * 2000 + "\nshort"), 1)
    with pytest.raises(ValueError, match="ask for fewer, or for some of their columns"):
        snapshot.lines(0, 2)
    with pytest.raises(ValueError, match="2 rows of 600 columns may be more than 1,000"):
        snapshot.lines(0, 2, 0, 600)
    assert list(snapshot.lines(0, 2, 1990, 2490)) == ["x" * 10, ""]
    assert list(snapshot.lines(1, 2)) == ["short"]

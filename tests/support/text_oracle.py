"""The same text as one str, and whether a Text says of itself what a str says."""

from __future__ import annotations

import random
import re

from pith.text import Point, Text
from pith.text import _leaves as implementation

ALPHABETS = ["ab\n", "a\r\n", "a\r\n\r\n", "é漢\U0001f600\udc80\udcff\n\r x", "abc"]


class Oracle:
    """A text as one str."""

    def __init__(self, content: str) -> None:
        self.content = content
        breaks = [match.start() for match in re.finditer("\n", content)]
        self.starts = [0] + [at + 1 for at in breaks]
        self.ends = []
        for at in breaks:
            self.ends.append(at - 1 if content[at - 1 : at] == "\r" else at)
        self.ends.append(len(content))

    def row_at(self, offset: int) -> int:
        return self.content.count("\n", 0, offset)


def check(text: Text, content: str, rng: random.Random) -> None:
    """Everything a Text can be asked gives what a str says."""
    oracle = Oracle(content)
    assert str(text) == content
    assert "".join(text.chunks()) == content
    assert len(text) == len(content)
    assert text.line_count == len(oracle.starts)
    check_invariants(text)
    for _ in range(20):
        offset = rng.randrange(len(content) + 1)
        assert text.row_at(offset) == oracle.row_at(offset)
        assert text.char_at(offset) == content[offset : offset + 1]
        other = rng.randrange(len(content) + 1)
        start, end = min(offset, other), max(offset, other)
        assert text.slice(start, end) == content[start:end]
        assert "".join(text.chunks(start, end)) == content[start:end]
        row = rng.randrange(text.line_count)
        line = content[oracle.starts[row] : oracle.ends[row]]
        assert text.line_start(row) == oracle.starts[row]
        assert text.line_end(row) == oracle.ends[row]
        assert text.line(row) == line
        last = min(row + rng.randrange(5), text.line_count)
        expected = [content[oracle.starts[r] : oracle.ends[r]] for r in range(row, last)]
        assert text.lines(row, last) == expected
        point = text.point_at(offset)
        assert point == Point(oracle.row_at(offset), offset - oracle.starts[point.row])
        assert text.offset_at(point) == min(offset, oracle.ends[point.row])


def check_invariants(text: Text) -> None:
    tree = text.tree()
    assert tree.starts[0] == tree.rows[0] == 0
    for index, branch in enumerate(tree.branches):
        assert branch.leaves
        if not any(leaf.paged for leaf in branch.leaves):
            assert len(branch.leaves) <= implementation.FAN_MAXIMUM
        assert len(branch.starts) == len(branch.rows) == len(branch.leaves) + 1
        assert tree.starts[index + 1] - tree.starts[index] == branch.starts[-1]
        assert tree.rows[index + 1] - tree.rows[index] == branch.rows[-1]
        for inner, leaf in enumerate(branch.leaves):
            assert (
                leaf.length == len(leaf.content) == branch.starts[inner + 1] - branch.starts[inner]
            )
            assert leaf.break_count == branch.rows[inner + 1] - branch.rows[inner]
            assert leaf.paged or leaf.length <= implementation.LEAF_MAXIMUM
            assert leaf.length or not len(text)


def random_content(rng: random.Random, limit: int) -> str:
    alphabet = rng.choice(ALPHABETS)
    return "".join(rng.choices(alphabet, k=rng.randrange(limit)))

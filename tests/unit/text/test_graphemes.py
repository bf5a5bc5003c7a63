"""Grapheme clusters in a text."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest

from pith.text import (
    Text,
    graphemes,
    is_grapheme_boundary,
    next_grapheme,
    previous_grapheme,
)
from pith.text._segmentation import cluster_ends
from tests.support.reading import counts_what_is_read

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
    "\u1100",
    "\u1161",
    "\u11a8",
    "\uac00",
    "\u0915",
    "\u094d",
    "\U0001f600",
    "\u00ad",
    "\u0903",
]


@pytest.mark.parametrize("seed", range(100))
def test_clusters_are_those_of_the_whole_text(seed: int) -> None:
    rng = random.Random(seed)
    content = "".join(rng.choices(PIECES, k=rng.randrange(1, 60)))
    text = Text.of(content)
    boundaries = [0]
    for cluster in graphemes(content):
        boundaries.append(boundaries[-1] + len(cluster))
    for start, end in itertools.pairwise(boundaries):
        assert next_grapheme(text, start) == end
        assert previous_grapheme(text, end) == start
    assert [at for at in range(len(content) + 1) if is_grapheme_boundary(text, at)] == boundaries
    assert "".join(graphemes(content)) == content


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


@pytest.mark.parametrize(
    "unit", ["\U0001f600", FAMILY, "e\u0301\u0302", "한", "\u1112\u1161\u11ab"]
)
def test_the_cluster_before_is_found_by_what_is_near(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = Text.of(unit * 5000)
    read = counts_what_is_read(monkeypatch)
    assert previous_grapheme(text, len(text)) == len(text) - len(unit)
    assert is_grapheme_boundary(text, len(text) // 2 // len(unit) * len(unit))
    assert sum(read) < 2000


@pytest.mark.parametrize("before", ["", "a", "\u0600", "\U0001f1e9\u0301", "\n"])
@pytest.mark.parametrize("count", [2 * 5000, 2 * 5000 + 1])
def test_among_thousands_of_flags(before: str, count: int) -> None:
    content = before + "\U0001f1e9" * count
    text = Text.of(content + "b")
    begin = list(itertools.accumulate(map(len, graphemes(content + "b")), initial=0))
    rng = random.Random(1)
    for index in [*rng.sample(range(1, len(begin)), 20), *range(1, 5), len(begin) - 2]:
        assert previous_grapheme(text, begin[index]) == begin[index - 1]
    for offset in rng.sample(range(len(text)), 20):
        assert is_grapheme_boundary(text, offset) == (offset in begin)


def test_the_cluster_before_a_flag_is_found_by_counting_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = Text.of("\U0001f1e9" * 40_000)
    looked_at: list[int] = []

    def counted(kinds: str, start: int = 0) -> Iterator[int]:
        looked_at.append(len(kinds))
        return cluster_ends(kinds, start)

    monkeypatch.setattr("pith.text._graphemes.cluster_ends", counted)
    assert previous_grapheme(text, 40_000) == 39_998
    assert sum(looked_at) < 1000


def test_ascii_needs_no_tables() -> None:
    import subprocess
    import sys

    code = (
        "import sys\n"
        "from pith.text import *\n"
        "t = Text.of('one two\\r\\n\\tthree')\n"
        "next_grapheme(t, 7), previous_grapheme(t, 9), word_left(t, 7), word_right(t, 0)\n"
        "cell_width('a\\tb', 4), cells_to_column('a\\tb', 3, 4)\n"
        "print(sorted({'regex', 'unicodedata', 'pith.text._unicode_tables'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

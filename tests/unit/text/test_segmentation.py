"""Every case of the Unicode Consortium's own tests, for the version that the tables are of."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pith.text import Text, graphemes, next_grapheme, previous_grapheme, words
from pith.text._segmentation import cluster_ends, last_sure_start
from pith.text._unicode_tables import UNICODE_VERSION

DATA = Path(__file__).parent / "unicode"


def cases(name: str) -> Iterator[list[str]]:
    """What each case is to be cut into."""
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        case = line.partition("#")[0].strip()
        if case:
            pieces = [piece.replace("×", " ").split() for piece in case.split("÷")]
            yield ["".join(chr(int(code, 16)) for code in piece) for piece in pieces if piece]


@pytest.mark.parametrize(
    ("name", "cut", "count"),
    [("GraphemeBreakTest.txt", graphemes, 1093), ("WordBreakTest.txt", words, 1826)],
)
def test_every_case(name: str, cut: Callable[[str], list[str]], count: int) -> None:
    head = (DATA / name).read_text(encoding="utf-8").partition("\n")[0]
    assert head == f"# {name.removesuffix('.txt')}-{UNICODE_VERSION}.txt"
    wanted = list(cases(name))
    assert len(wanted) == count
    wrong = [ascii(each) for each in wanted if cut("".join(each)) != each]
    assert not wrong


def test_every_case_in_a_text() -> None:
    for expected in cases("GraphemeBreakTest.txt"):
        text = Text.of("".join(expected))
        at = 0
        for cluster in expected:
            assert next_grapheme(text, at) == at + len(cluster)
            assert previous_grapheme(text, at + len(cluster)) == at
            at += len(cluster)


@pytest.mark.parametrize("cut", [graphemes, words])
def test_nothing_is_lost(cut: Callable[[str], list[str]]) -> None:
    everything = "".join(map(chr, range(0x30000)))
    assert "".join(cut(everything)) == everything
    assert cut("") == []


@pytest.mark.parametrize("cut", [graphemes, words])
@pytest.mark.parametrize(
    "long",
    ["e" + "\u0301" * 50_000, "\U0001f1e9" * 50_000, "\U0001f469\u200d" * 50_000, "क्" * 50_000],
)
def test_time_grows_with_the_length_alone(cut: Callable[[str], list[str]], long: str) -> None:
    assert "".join(cut(long)) == long


@pytest.mark.parametrize("seed", range(20))
def test_a_sure_start_is_one_whatever_stands_before(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(200):
        kinds = "".join(rng.choices("RNCOPQGILVTABEYKZS", k=rng.randrange(1, 20)))
        cut = rng.randrange(len(kinds))
        found = last_sure_start(kinds[cut:])
        assert not found or cut + found in set(cluster_ends(kinds)), (kinds, cut, found)

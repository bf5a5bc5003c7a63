"""Searching huge files: pages in which nothing is are passed over by their bytes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from pith.edit import SearchQuery, find_matches
from pith.edit import _search as implementation
from pith.text import Edit, Text
from pith.text._page_cache import DEFAULT_LIMIT, PAGES
from tests.support.paged import paged_text, random_bytes, tiny_leaves

PATTERNS = ["a", "aa", "ab", "ba\na", "é", "漢a", "A", "K", "s", "i", "ks", "\udcff", "a\n", "aé漢"]


@pytest.fixture(autouse=True)
def small_windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(implementation, "_WINDOW", 16)
    yield
    PAGES.set_limit(DEFAULT_LIMIT)


def spans(text: Text, query: SearchQuery, start: int, end: int) -> list[tuple[int, int]]:
    return [(match.start, match.end) for match in find_matches(text, query, start, end)]


@pytest.mark.parametrize("seed", range(60))
def test_the_same_as_in_memory(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    data = random_bytes(rng, 400) + rng.choice(["", "İıKſks", "aKaſa"]).encode()
    encoding = rng.choice(["utf-8", "utf-8", "latin-1"])
    with tiny_leaves():
        text = paged_text(tmp_path / "file", data, rng.choice([8, 12, 40]), encoding)
        for _ in range(rng.randrange(4)):
            at = rng.randrange(len(text) + 1)
            end = min(at + rng.randrange(6), len(text))
            text = text.edited([Edit(at, end, rng.choice(["", "a", "ab漢", "ks"]))])
        plain = Text.of(str(text))
        for _ in range(12):
            query = SearchQuery(
                rng.choice(PATTERNS), rng.random() < 0.5, whole_word=rng.random() < 0.2
            )
            start, end = sorted((rng.randrange(len(text) + 1), rng.randrange(len(text) + 1)))
            if rng.random() < 0.5:
                start, end = 0, len(text)
            PAGES.set_limit(rng.choice([0, DEFAULT_LIMIT]))
            assert spans(text, query, start, end) == spans(plain, query, start, end), query


def test_nothing_is_decoded_where_nothing_is(tmp_path: Path) -> None:
    lines = [f"{number:05} ein Wort, größer\n" for number in range(3000)]
    lines[1500] = "here a needle is\n"
    data = "".join(lines).encode()
    text = paged_text(tmp_path / "file", data, 4000)
    query = SearchQuery("a needle", case_sensitive=False)
    assert len(spans(text, query, 0, len(text))) == 1
    held = [leaf for leaf in text.leaves() if leaf.paged and not leaf.absent]
    assert len(held) <= 2


def test_a_file_that_was_written_to_is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    data = b"some line of a log\n" * 1000
    text = paged_text(path, data, 4000)
    with path.open("r+b") as file:
        file.write(b"a needle")
    found = spans(text, SearchQuery("a needle"), 0, len(text))
    assert not found  # the page is lost, and what is shown instead is searched
    leaf = text.leaf_at(0)
    assert leaf.paged
    assert leaf.page.lost


def test_it_can_be_stopped_where_nothing_is(tmp_path: Path) -> None:
    text = paged_text(tmp_path / "file", b"some line of a log\n" * 1000, 4000)
    asked: list[int] = []

    def stop(offset: int) -> bool:
        asked.append(offset)
        return len(asked) == 3

    assert not list(find_matches(text, SearchQuery("needle"), should_stop=stop))
    assert len(asked) == 3
    assert asked == sorted(asked)

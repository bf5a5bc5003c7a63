"""Texts whose content stays in a file: the same answers and edits as of a str, and exact bytes."""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from pith.base import Cancelled, CancelToken
from pith.text import Edit, Text, _pages
from pith.text._file_problems import LostPage
from pith.text._page_cache import DEFAULT_LIMIT, PAGES
from pith.text._page_scan import PAGE_SIZE, Scan, ScanFailed
from pith.text._pages import LOST, bytes_of
from pith.text._positioned import read_at
from tests.support.open_files import open_below
from tests.support.paged import is_as_noted, paged_text, random_bytes, source_of, tiny_leaves
from tests.support.text_oracle import check, random_content


@pytest.fixture(autouse=True)
def restored_cache() -> Iterator[None]:
    yield
    PAGES.set_limit(DEFAULT_LIMIT)


def decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def bytes_in(text: Text) -> bytes:
    """What saving the text writes: of pages their bytes, whatever they decode to."""
    pieces = []
    for leaf in text.leaves():
        if leaf.paged:
            pieces.append(leaf.page.source.read(*bytes_of(leaf)))
        else:
            pieces.append(leaf.content.encode("utf-8", "surrogateescape"))
    return b"".join(pieces)


@pytest.mark.parametrize("seed", range(60))
def test_random_edits(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    PAGES.set_limit(rng.choice([0, 2_000, DEFAULT_LIMIT]))
    data = random_bytes(rng, rng.choice([3, 60, 800]))
    with tiny_leaves():
        text = paged_text(tmp_path / "file", data, rng.choice([8, 9, 16, 33, 100]))
        content = decoded(data)
        check(text, content, rng)
        for _ in range(30):
            places = sorted(
                rng.randrange(len(content) + 1) for _ in range(2 * rng.choice([1, 1, 1, 2, 9]))
            )
            if rng.random() < 0.7:
                places = sorted(min(at + rng.randrange(3), len(content)) for at in places[::2] * 2)
            edits = [
                Edit(start, end, random_content(rng, rng.choice([2, 4, 30])))
                for start, end in zip(places[::2], places[1::2], strict=True)
            ]
            before, old = text, content
            text = text.edited(edits)
            for start, end, insert in reversed(edits):
                content = content[:start] + insert + content[end:]
            check(text, content, rng)
            assert str(before) == old
            assert bytes_in(text) == content.encode("utf-8", "surrogateescape")
            assert (text == before) == (content == old)


@pytest.mark.parametrize("seed", range(40))
def test_growing_is_appending(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    path = tmp_path / "file"
    data = random_bytes(rng, 400)
    path.write_bytes(data)
    with tiny_leaves():
        scan = Scan(source_of(path), 0, len(data), rng.choice([8, 20]))
        text, content = Text.EMPTY, ""
        while not scan.done:
            before = scan.position
            text = text.grown(scan.read_on(pages=rng.randrange(1, 30)))
            content += decoded(data[before : scan.position])
            check(text, content, rng)
            if content and rng.random() < 0.5:
                at = rng.randrange(len(content) + 1)
                text = text.edited([Edit(at, at, "x\n")])
                content = content[:at] + "x\n" + content[at:]
        assert scan.fraction == 1
        assert scan.breaks == data.count(b"\n")
        assert scan.carriage_returns == data.count(b"\r\n")


def test_small_strings_grow_a_text_too() -> None:
    text, content = Text.of("one"), "one"
    for number in range(300):
        piece = f"line {number}\n" * (number % 7)
        text, content = text.grown(Text.of(piece)), content + piece
    check(text, content, random.Random(1))
    assert text.grown(Text.EMPTY) is text
    assert Text.EMPTY.grown(text) is text
    longer = text.grown(Text.of(content))
    check(longer, content * 2, random.Random(1))


def test_pages_are_cut_where_decoding_can_start_anew(tmp_path: Path) -> None:
    for seed in range(200):
        rng = random.Random(seed)
        data = random_bytes(rng, 100)
        path = tmp_path / "file"
        path.write_bytes(data)
        text = Scan(source_of(path), 0, len(data), rng.randrange(8, 20)).read_on()
        pages = [leaf for leaf in text.leaves() if leaf.paged]
        assert "".join(leaf.content for leaf in pages) == decoded(data)
        assert all(
            not leaf.content.endswith("\r") or not after.content.startswith("\n")
            for leaf, after in pairwise(pages)
        )


def test_single_byte_encodings(tmp_path: Path) -> None:
    data = bytes(range(256)) * 20
    text = paged_text(tmp_path / "file", data, 100, "cp1252")
    check(text, data.decode("cp1252", "surrogateescape"), random.Random(1))
    assert not text.is_ascii(0, len(text))


@pytest.mark.parametrize("seed", range(5))
def test_what_is_said_to_be_plain_is_printable_ascii(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    pieces = [b"x" * 3000, b"plain words " * 400, "\u6f22".encode(), b"\t", b"\x7f", b"\r"]
    data = b"".join(rng.choices(pieces, weights=[9, 9, 1, 1, 1, 1], k=60)) + b"\nend\n"
    text = paged_text(tmp_path / "file", data, 4000)
    content = data.decode()
    for _ in range(30):
        at = rng.randrange(len(content) - 5)
        text = text.edited([Edit(at, at, "y")])
        content = content[:at] + "y" + content[at:]
    line = content.index("\n")
    PAGES.set_limit(0)
    PAGES.set_limit(DEFAULT_LIMIT)
    in_memory, found = PAGES.size, 0
    for start in range(0, line, 500):
        end = min(start + rng.randrange(1, 2000), line)
        if text.is_plain(start, end):
            found += 1
            assert content[start:end].isascii()
            assert content[start:end].isprintable()
    assert found
    assert PAGES.size == in_memory  # nothing was read for that
    assert text.is_plain(7, 7)


def test_short_lines_are_not_looked_at_for_being_plain(tmp_path: Path) -> None:
    text = paged_text(tmp_path / "file", b"a line of text\n" * 1000, 4000)
    assert not text.is_plain(0, 14)


def test_an_edit_reads_one_page_and_keeps_the_others_in_the_file(tmp_path: Path) -> None:
    data = b"a line of text\n" * 100_000
    text = paged_text(tmp_path / "file", data, PAGE_SIZE)
    middle = len(text) // 2
    PAGES.set_limit(0)
    PAGES.set_limit(DEFAULT_LIMIT)
    text = text.edited([Edit(middle, middle, "x")])
    for number in range(1000):
        text = text.edited([Edit(middle + number, middle + number, "y")])
    in_memory = sum(leaf.length for leaf in text.leaves() if not leaf.paged)
    assert in_memory < 10_000
    assert text.has_pages
    assert PAGES.size < 3 * (PAGE_SIZE + 40 * PAGE_SIZE // 15)
    assert text.is_ascii(0, len(text))
    assert len(text) == len(data) + 1001


def test_memory_is_bounded(tmp_path: Path) -> None:
    data = b"a line of text\n" * 200_000
    text = paged_text(tmp_path / "file", data, PAGE_SIZE)
    PAGES.set_limit(1_000_000)
    for _ in range(3):
        for row in range(0, text.line_count - 1, 1000):
            assert text.line(row) == "a line of text"
            assert text.row_at(text.line_start(row)) == row
    assert PAGES.size <= 1_000_000
    assert sum(leaf._content is not None for leaf in text.leaves() if leaf.paged) < 8


def test_the_file_is_closed_when_nobody_refers_to_it(tmp_path: Path) -> None:
    path = tmp_path / "file"
    text = paged_text(path, b"line\n" * 1000, 64)
    assert text.line(500) == "line"
    edited = text.edited([Edit(7, 9, "x")])
    del text
    gc.collect()
    assert edited.line(500) == "line"
    assert open_below(tmp_path) == [str(path)]
    del edited
    assert open_below(tmp_path) == []


# What happens to the file


def forgotten(text: Text) -> Text:
    for leaf in text.leaves():
        if leaf.paged:
            leaf.page.forget()
            leaf.forget()
    return text


def test_a_file_that_became_shorter_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "file"
    data = b"0123456789abcde\n" * 50
    text = paged_text(path, data, 32).edited([Edit(400, 401, "x")])
    told: list[bool] = []
    source = next(leaf.page.source for leaf in text.leaves() if leaf.paged)
    source.on_lost.append(lambda: told.append(True))
    os.truncate(path, 320)
    forgotten(text)
    assert text.line(0) == "0123456789abcde"
    assert text.line_count == 51
    assert LOST * 10 in str(text)
    assert str(text).count("\n") == 50
    assert len(str(text)) == 800
    assert told == [True]
    assert source.lost


@pytest.mark.parametrize("seed", range(20))
def test_lost_pages_keep_their_shape_and_stay_apart(seed: int, tmp_path: Path) -> None:
    """What was shown for a lost page never becomes text that a save would write."""
    rng = random.Random(seed)
    path = tmp_path / "file"
    data = (b"0123456789abcde\n" * 60)[: rng.randrange(100, 960)]
    with tiny_leaves():
        text = paged_text(path, data, 24)
        for _ in range(5):
            at = rng.randrange(len(text) + 1)
            text = text.edited([Edit(at, min(at + 1, len(text)), "x\n")])
        shape = (len(text), text.line_count)
        with path.open("r+b") as file:
            file.write(b"#" * len(data))
            file.flush()
            os.utime(path, ns=(1, 1))
        forgotten(text)
        check(text, str(text), rng)
        assert (len(text), text.line_count) == shape
        for _ in range(5):
            at = rng.randrange(len(text) + 1)
            text = text.edited([Edit(at, at, "y")])
        assert not any(LOST in leaf.content for leaf in text.leaves() if not leaf.paged)
        assert "#" not in str(text)
        assert not all(is_as_noted(leaf) for leaf in text.leaves() if leaf.paged)


def test_what_was_touched_but_not_changed_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "file"
    data = b"0123456789abcde\n" * 50
    text = paged_text(path, data, 32)
    os.utime(path, ns=(1, 1))
    with path.open("ab") as file:
        file.write(b"more")
    assert str(forgotten(text)) == data.decode()
    assert all(is_as_noted(leaf) for leaf in text.leaves() if leaf.paged)


def test_a_file_that_was_replaced_serves_on(tmp_path: Path) -> None:
    path = tmp_path / "file"
    data = b"0123456789abcde\n" * 50
    text = paged_text(path, data, 32)
    path.unlink()
    path.write_bytes(b"something else")
    assert str(forgotten(text)) == data.decode()


def test_errors_of_the_disk_lose_a_page_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    text = paged_text(path, b"0123456789abcde\n" * 50, 32)
    pread = read_at

    def failing(descriptor: int, size: int, at: int) -> bytes:
        if at == 64:
            raise OSError(5, "Input/output error")
        return pread(descriptor, size, at)

    monkeypatch.setattr(_pages, "read_at", failing)
    lines = text.lines(0, 8)
    assert lines[3] == "0123456789abcde"
    assert set(lines[4] + lines[5]) == {LOST}
    with pytest.raises(LostPage):
        next(
            leaf for leaf in text.leaves() if leaf.paged and leaf.page.byte_start == 64
        ).page.source.read_page([leaf.page for leaf in text.leaves() if leaf.paged][2])


def test_short_reads_are_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pread = read_at
    monkeypatch.setattr(
        _pages, "read_at", lambda descriptor, size, at: pread(descriptor, min(size, 7), at)
    )
    data = b"0123456789abcde\n" * 50
    assert str(paged_text(tmp_path / "file", data, 64)) == data.decode()


def test_a_file_that_becomes_shorter_while_it_is_looked_through(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"line\n" * 1000)
    scan = Scan(source_of(path), 0, 5000, 100)
    scan.read_on(pages=3)
    os.truncate(path, 350)
    with pytest.raises(ScanFailed):
        scan.read_on()


def test_looking_through_can_be_cancelled_and_gone_on_with(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"line\n" * 1000)
    scan = Scan(source_of(path), 0, 5000, 100)
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        scan.read_on(token)
    assert len(scan.read_on(seconds=0.0)) == 100
    assert not scan.done

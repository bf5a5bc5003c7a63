"""Huge files that child processes go through: the same pages, whatever becomes of the children."""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest

from pith.text import Text, _page_scan, _scan_children
from pith.text._page_scan import Scan, ScanFailed
from tests.support.paged import is_as_noted, random_bytes, source_of


@pytest.fixture(autouse=True)
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Popen[bytes]]]:
    """Files of any size are shared out, in stretches of 100 bytes; the children that were had."""
    children: list[Popen[bytes]] = []
    start = _scan_children._started

    def started(*arguments: Any) -> Popen[bytes]:
        children.append(start(*arguments))
        return children[-1]

    monkeypatch.setattr(_page_scan, "SHARED_FROM", 1)
    monkeypatch.setattr(_scan_children, "STRETCH", 100)
    monkeypatch.setattr(_scan_children, "_started", started)
    yield children
    assert all(child.returncode is not None for child in children)


def scan_of(path: Path, data: bytes, page_size: int = 30, encoding: str = "utf-8") -> Scan:
    path.write_bytes(data)
    return Scan(source_of(path, encoding), 0, len(data), page_size)


def require_right(text: Text, scan: Scan, data: bytes) -> None:
    assert scan.done
    assert str(text) == data.decode(scan.source.encoding, scan.source.errors)
    assert scan.breaks == data.count(b"\n")
    assert scan.carriage_returns == data.count(b"\r\n")
    assert text.line_count == data.count(b"\n") + 1
    pages = [leaf for leaf in text.leaves() if leaf.paged]
    assert all(one.page.byte_end == other.page.byte_start for one, other in pairwise(pages))
    assert all(map(is_as_noted, pages))


@pytest.mark.parametrize("seed", range(12))
def test_the_same_as_alone(seed: int, tmp_path: Path, shared: list[Popen[bytes]]) -> None:
    rng = random.Random(seed)
    data = random_bytes(rng, 3000) + b"end"
    scan = scan_of(tmp_path / "file", data, rng.choice([24, 30, 100]))
    text = Text.EMPTY
    text = text.grown(scan.read_on(pages=1))
    while not scan.done:
        text = text.grown(scan.read_on(seconds=rng.choice([0, 0.01])))
    require_right(text, scan, data)
    assert 1 <= len(shared) <= 4


def test_one_byte_a_character(tmp_path: Path) -> None:
    data = bytes(range(32, 256)) * 20 + b"\r\n" * 50
    scan = scan_of(tmp_path / "file", data, encoding="latin-1")
    require_right(scan.read_on(), scan, data)


def test_children_that_die_are_gone_on_without(tmp_path: Path, shared: list[Popen[bytes]]) -> None:
    data = b"some line\r\n" * 20_000
    scan = scan_of(tmp_path / "file", data)
    text = scan.read_on(seconds=0)
    for child in shared:
        child.kill()
    text = text.grown(scan.read_on())
    require_right(text, scan, data)


def test_children_that_cannot_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"some line\n" * 1000
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    scan = scan_of(tmp_path / "file", data)
    require_right(scan.read_on(), scan, data)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    scan = scan_of(tmp_path / "file", data)
    require_right(scan.read_on(), scan, data)


def test_a_file_that_was_cut_off(tmp_path: Path) -> None:
    data = b"some line\n" * 1000
    path = tmp_path / "file"
    scan = scan_of(path, data)
    path.write_bytes(data[:5000])
    with pytest.raises(ScanFailed):
        scan.read_on()
    scan.close()


def test_stopping_from_another_thread(tmp_path: Path, shared: list[Popen[bytes]]) -> None:
    data = b"some line\n" * 30_000
    scan = scan_of(tmp_path / "file", data)
    scan.read_on(seconds=0)
    reading = threading.Thread(target=scan.read_on)
    reading.start()
    scan.stop()
    reading.join(20)
    scan.close()
    assert shared
    assert not reading.is_alive()


def test_small_files_are_gone_through_alone(
    tmp_path: Path, shared: list[Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_page_scan, "SHARED_FROM", 10_000_000)
    data = b"some line\n" * 1000
    scan = scan_of(tmp_path / "file", data)
    require_right(scan.read_on(), scan, data)
    assert not shared

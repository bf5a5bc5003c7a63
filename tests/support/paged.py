"""Texts that lie in files, cut into pages so small that everything straddles their edges."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock
from zlib import crc32

from pith.text import Text, _deriving, _leaves, _page_scan, _text
from pith.text._file_problems import LostPage
from pith.text._pages import Descriptor, Page, PagePart, Source

TINY_LEAVES = {
    "LEAF_TARGET": 4,
    "LEAF_MAXIMUM": 8,
    "LEAF_MINIMUM": 2,
    "FAN_TARGET": 3,
    "FAN_MAXIMUM": 6,
    "FAN_MINIMUM": 2,
    "NEAR": 3,
    "PAGES_OF_BRANCH": 7,
}

PIECES: list[list[bytes]] = [
    [b"a", b"b", b"\n"],
    [b"a", b"\r", b"\n", b"\r\n"],
    [b"a", "é".encode(), "漢".encode(), "\U0001f600".encode(), b"\n", b"\r\n"],
    [b"a", b"\n", b"\xff", b"\x80", b"\x80\x80\x80\x80", b"\xe2\x82", b"\xf0\x9f\x98", b"\xc3"],
    ["漢".encode(), b"\xe6", b"\xbc", b"\xa2", b"\xed\xa0\x80", b"\xc0\xaf", b"\r", b"\n"],
]
"""What the bytes of files are put together of: valid, invalid and torn sequences, and breaks."""


def random_bytes(rng: random.Random, pieces: int) -> bytes:
    return b"".join(rng.choices(rng.choice(PIECES), k=rng.randrange(pieces + 1)))


@contextmanager
def tiny_leaves() -> Iterator[None]:
    """Leaves and branches of a few code points, so that a small text has many."""
    with ExitStack() as stack:
        for name, value in TINY_LEAVES.items():
            for module in (_leaves, _text, _deriving, _page_scan):
                if hasattr(module, name):
                    stack.enter_context(mock.patch.object(module, name, value))
        yield


def source_of(path: Path, encoding: str = "utf-8", errors: str = "surrogateescape") -> Source:
    return Source(Descriptor(os.open(path, os.O_RDONLY | os.O_CLOEXEC)), encoding, errors)


def paged_text(path: Path, data: bytes, page_size: int, encoding: str = "utf-8") -> Text:
    """Write `data` to `path` and take it as a text that stays there."""
    path.write_bytes(data)
    return _page_scan.Scan(source_of(path, encoding), 0, len(data), page_size).read_on()


def is_as_noted(leaf: Page | PagePart) -> bool:
    """Whether the bytes of a leaf's page are there and those that were noted; all are read."""
    page = leaf.page
    try:
        return crc32(page.source.read_page(page)) == page.checksum
    except LostPage:
        return False

"""Opening a huge file: its encoding by samples, its first lines at once, the rest later.

Files in UTF-8 and in encodings of one byte a character are read where they lie. Others cannot be
cut just anywhere: they are copied, as UTF-8, to a temporary file without a name, page by page.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pith.base import Problem, ProblemError
from pith.text._encodings import (
    UTF_8,
    byte_order_mark,
    encoding_label,
    error_handler,
    exact,
    guess_encoding,
    is_single_byte,
    looks_binary,
    split_encoding,
)
from pith.text._page_scan import Scan, ScanFailed, note
from pith.text._pages import Descriptor, Page, Source
from pith.text._positioned import read_at, write_at

_HEAD = 64 * 1024
_SAMPLE = 4 * 1024
_SAMPLES = 16


def open_scan(
    path: Path,
    descriptor: Descriptor,
    size: int,
    encoding: str | None,
    fallback: str | None,
    page_size: int | None = None,
) -> tuple[Scan, str, bool] | None:
    """A Scan of the open file, and its encoding and whether it has a mark; None: it is binary.

    Raises ProblemError when the name of an encoding is unknown.
    """
    samples = [read_at(descriptor.number, _HEAD, 0)]
    if encoding is not None:
        name, _ = split_encoding(encoding)
        if encoding.lower().replace("_", "-") in ("utf-16", "utf-32"):
            marked, bom = guess_encoding(samples)
            name = marked if bom and marked.startswith(name[:6]) else name
        bom = bool(byte_order_mark(name)) and samples[0].startswith(byte_order_mark(name))
    else:
        if looks_binary(samples[0]):
            return None
        step = max(size // _SAMPLES, _HEAD)
        samples += [read_at(descriptor.number, _SAMPLE, at) for at in range(step, size, step)]
        name, bom = guess_encoding(samples, fallback)
    start = len(byte_order_mark(name)) if bom else 0
    if name == UTF_8 or is_single_byte(name):
        return (
            Scan(Source(descriptor, name, error_handler(name)), start, size, page_size),
            name,
            bom,
        )
    return CopyingScan(path, descriptor, name, start, size, page_size), name, bom


class CopyingScan(Scan):
    """A Scan that decodes what it reads and writes it, as UTF-8, to a file of its own."""

    _may_share = False

    def __init__(
        self,
        path: Path,
        descriptor: Descriptor,
        encoding: str,
        start: int,
        end: int,
        page_size: int | None,
    ) -> None:
        # Closed by its own end: what Python gives here would close it too early.
        with tempfile.TemporaryFile() as file:
            copy = Descriptor(os.dup(file.fileno()))
        source = Source(copy, UTF_8, "surrogatepass", exact=False)
        source.stamp = None  # it changes while it is written, and nobody else knows it
        super().__init__(source, start, end, page_size)
        self._path = path
        self._original = Source(descriptor, encoding, error_handler(encoding))
        self._encoding = encoding
        self._copied = 0

    def _pages(self) -> Iterator[Page]:
        while self.position < self.end:
            content = self._next_content()
            copied = content.encode(UTF_8, "surrogatepass")
            write_at(self._source.descriptor.number, copied, self._copied)
            self.breaks += content.count("\n")
            self.carriage_returns += content.count("\r\n")
            page = note(self._source, self._copied, copied)
            self._copied += len(copied)
            yield page

    def _next_content(self) -> str:
        """What comes next in the original, cut where decoding can start anew."""
        size = self._page_size
        while True:
            stop = min(self.position + size, self.end)
            data = self._original.read(self.position, stop)
            if len(data) < stop - self.position:
                raise ScanFailed
            if stop == self.end:
                break
            cut = self._cut(data)
            if cut:
                data = data[:cut]
                break
            size *= 2  # a line longer than a page
        content = exact(data, self._encoding)
        if content is None:
            raise ProblemError(
                Problem(
                    f"the bytes cannot be read as {encoding_label(self._encoding)} without loss",
                    source=str(self._path),
                    advice="reopen with another encoding",
                )
            )
        self.position += len(data)
        return content

    def _cut(self, data: bytes) -> int:
        """Where a character ends that is neither half of a pair nor of a line break; 0: nowhere."""
        if not self._encoding.startswith(("utf-16", "utf-32")):
            return data.rfind(b"\n") + 1
        unit = 2 if self._encoding.startswith("utf-16") else 4
        cut = len(data) // unit * unit
        order: Literal["little", "big"] = "little" if self._encoding.endswith("le") else "big"
        while cut:
            last = int.from_bytes(data[cut - unit : cut], order)
            if last != 0x0D and not 0xD800 <= last < 0xDC00:
                break
            cut -= unit
        return cut

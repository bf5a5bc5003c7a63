"""What a worker does to open a file, and to read it again."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pith.base import CancelToken, Problem, ProblemError
from pith.edit import is_within_reach
from pith.text import (
    BinaryFileError,
    Edit,
    FileContent,
    FileMissingError,
    FileStamp,
    Text,
    may_be_in,
    read_all,
    read_file,
)
from pith.workspace._difference import edits_between
from pith.workspace._document import LARGE, Document
from pith.workspace._indentation import Indentation, detect_indentation
from pith.workspace._regions_apart import regions_apart

_HEAD = 8192  # bytes that tell what a file is


class Loaded(NamedTuple):
    """A file as it was found: no content if there is none yet, or if an open document,
    `same_as`, is this file's already."""

    real_path: Path
    content: FileContent | None
    indentation: Indentation | None
    same_as: Document | None


class Known(NamedTuple):
    """A document that is open, and what its file was when it was last read or written."""

    document: Document
    path: Path
    stamp: FileStamp


class Reread(NamedTuple):
    """A file read again, and the edits to `base` that make it what the file holds; None: it has to
    be taken as a whole."""

    content: FileContent
    base: Text
    edits: list[Edit] | None


def load(
    path: Path,
    encoding: str | None,
    fallback: str | None,
    create: bool,
    others: list[Known],
    token: CancelToken,
) -> Loaded:
    """Read a file for the first time; `others` are the documents that are open."""
    real_path = Path(os.path.realpath(path))
    try:
        content = read_file(path, encoding, fallback=fallback)
    except FileMissingError:
        if create and real_path.parent.is_dir():
            return Loaded(real_path, None, None, None)
        raise
    _require_text(path, content)
    token.raise_if_cancelled()
    same = _of_same_file(path, content, others)
    if same is not None:
        return Loaded(real_path, None, None, same)
    return Loaded(real_path, content, detect_indentation(content.text), None)


def reread(path: Path, encoding: str | None, usual: str, base: Text) -> Reread:
    """Read a file again, with `encoding`, or with the `usual` one if it still can be."""
    if encoding is None and not _may_be_as_usual(path, usual, base):
        content = read_all(path)
        _require_text(path, content)
        return _reread(content, base)
    try:
        content = read_all(path, encoding or usual)
    except FileMissingError:
        raise
    except ProblemError:
        if encoding is not None:
            raise
        content = read_all(path)
        _require_text(path, content)
    return _reread(content, base)


def _may_be_as_usual(path: Path, usual: str, base: Text) -> bool:
    """Whether the file may be in the usual encoding, by what it begins with. Whoever has opened a
    binary file as text goes on to see it so."""
    with suppress(UnicodeError):
        if not may_be_in(base.slice(0, _HEAD).encode(usual, "surrogateescape"), usual):
            return True
    try:
        with path.open("rb") as file:
            return may_be_in(file.read(_HEAD), usual)
    except OSError:
        return True  # reading it says what is wrong


def _reread(content: FileContent, base: Text) -> Reread:
    # A text that lies in a file which is not what it was is given up as a whole.
    if not base.is_intact:
        return Reread(content, base, None)
    if max(len(base), len(content.text)) > LARGE:
        return Reread(content, base, _edits_to(base, content.text))
    return Reread(content, base, edits_between(str(base), str(content.text)))


def _edits_to(base: Text, after: Text) -> list[Edit] | None:
    """The edits that make one huge text the other; None: they would hold too much."""
    regions = regions_apart(base, after)
    size = sum(each.end - each.start + each.other_end - each.other_start for each in regions)
    if not is_within_reach(size):
        return None
    edits: list[Edit] = []
    for start, end, other_start, other_end in regions:
        finer = edits_between(base.slice(start, end), after.slice(other_start, other_end))
        edits += [Edit(start + each.start, start + each.end, each.insert) for each in finer]
    return edits


def _require_text(path: Path, content: FileContent) -> None:
    if content.binary:
        raise BinaryFileError(
            Problem(
                "it is not text",
                source=str(path),
                advice="choose an encoding to open it with nonetheless",
            ),
            content.stamp.size,
        )


def _of_same_file(path: Path, content: FileContent, others: list[Known]) -> Document | None:
    """The document of the same file under another name: a hard link, or other capitals."""
    for other in others:
        if other.stamp[:2] != content.stamp[:2]:
            continue
        try:
            # The numbers alone may be those of a file that is no more.
            if other.path.samefile(path):
                return other.document
        except OSError:
            continue
    return None

"""Reading a text file: every byte accounted for, and never waiting for what is not a file.

Blocking functions, to be called from a Worker.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pith.base import Problem, ProblemError
from pith.text._encodings import decode, looks_binary, split_encoding
from pith.text._file_problems import file_problem, plain_problem
from pith.text._line_endings import LineEnding, line_endings_of
from pith.text._text import Text

if TYPE_CHECKING:
    from pith.text._page_scan import Scan

PAGED_FROM = 32 * 1024 * 1024
"""Bytes from which on a file is read page by page."""

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes of the largest file that is read whole if that is asked for."""

_BLOCK = 16 * 1024 * 1024
_HEAD = 64 * 1024
_TRIALS = 3


class FileStamp(NamedTuple):
    """What tells one content of a file from another without reading it."""

    device: int
    inode: int
    size: int
    mtime_ns: int
    mode: int


class FileContent(NamedTuple):
    """A file as it was read. The text of a `binary` one is empty: it was not decoded.

    Of a huge file, the text is only what it begins with: `rest` gives what follows.
    """

    text: Text
    encoding: str
    bom: bool
    line_ending: LineEnding
    mixed_line_endings: bool
    stamp: FileStamp
    binary: bool
    rest: Scan | None = None


def stamp_from(status: os.stat_result) -> FileStamp:
    return FileStamp(
        status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_mode
    )


def stamp_of(path: Path) -> FileStamp | None:
    """The stamp of the file `path` leads to, links followed; None if there is none.

    Raises ProblemError when that cannot be found out.
    """
    try:
        return stamp_from(path.stat())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise file_problem(error, path, "look at") from None


def read_file(
    path: Path,
    encoding: str | None = None,
    *,
    fallback: str | None = None,
    largest: int = LARGEST_FILE,
    whole: bool = False,
) -> FileContent:
    """Read a file, in `encoding` or in the one that it seems to have.

    One of PAGED_FROM bytes and more is read page by page, unless it is wanted `whole`.
    `fallback` is the encoding of files that are not Unicode; None: guess. A file that looks
    binary is read as text only if `encoding` is given. Raises FileMissingError, or ProblemError
    for what else is in the way: a folder, a device, no permission, more than `largest` bytes,
    bytes that `encoding` would not give back.
    """
    for name in (encoding, fallback):
        if name is not None:
            split_encoding(name)
    try:
        if not whole:
            paged = _open_paged(path, encoding, fallback)
            if paged is not None:
                return paged
        for trial in range(_TRIALS):
            data, before, after = _read(path, largest)
            # Somebody may write while we read. The stamp is the earlier one in any case, so that
            # a content that is torn nonetheless is found to be out of date.
            if before == after or trial == _TRIALS - 1:
                break
    except OSError as error:
        raise file_problem(error, path, "read") from None
    if encoding is None and looks_binary(data[:_HEAD]):
        return FileContent(Text.of(""), "", False, LineEnding.LF, False, before, True)
    try:
        content, name, bom = decode(data, encoding, fallback)
    except ProblemError as error:
        problem = error.problems[0]
        raise ProblemError(
            Problem(problem.message, source=str(path), advice=problem.advice)
        ) from None
    line_ending, mixed = line_endings_of(content)
    return FileContent(Text.of(content), name, bom, line_ending, mixed, before, False)


def read_all(
    path: Path, encoding: str | None = None, *, fallback: str | None = None
) -> FileContent:
    """As read_file, but of a huge file too the text is all of it, though it stays in its file."""
    content = read_file(path, encoding, fallback=fallback)
    rest = content.rest
    if rest is None:
        return content
    from pith.text._page_scan import ScanFailed

    try:
        text = content.text.grown(rest.read_on())
    except ScanFailed:
        raise plain_problem(
            path, "it became shorter while it was read", "another program writes to it: try again"
        ) from None
    except OSError as error:
        raise file_problem(error, path, "read") from None
    ending = rest.line_endings
    return content._replace(
        text=text,
        line_ending=ending.prevailing,
        mixed_line_endings=ending.mixed,
        rest=None,
    )


def _open_paged(path: Path, encoding: str | None, fallback: str | None) -> FileContent | None:
    """The file, if it is large enough to be left where it is."""
    status = path.stat()
    if status.st_size < PAGED_FROM or not stat.S_ISREG(status.st_mode):
        return None
    from pith.text._page_scan import ScanFailed
    from pith.text._paged_files import open_scan
    from pith.text._pages import Descriptor

    descriptor = Descriptor(open_regular(path))
    status = os.fstat(descriptor.number)
    if status.st_size < PAGED_FROM or not stat.S_ISREG(status.st_mode):
        return None
    stamp = stamp_from(status)
    opened = open_scan(path, descriptor, status.st_size, encoding, fallback)
    if opened is None:
        return FileContent(Text.of(""), "", False, LineEnding.LF, False, stamp, True)
    scan, name, bom = opened
    try:
        text = scan.read_on(pages=1)
    except ScanFailed:
        return None  # somebody is writing it anew
    ending = scan.line_endings
    return FileContent(
        text, name, bom, ending.prevailing, ending.mixed, stamp, False, None if scan.done else scan
    )


def open_regular(path: Path) -> int:
    """Open for reading. Raises OSError; does not wait for a pipe that has no writer."""
    # Without O_NONBLOCK, opening a FIFO waits for somebody who writes to it.
    flags = os.O_RDONLY
    for flag in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY"):
        flags |= getattr(os, flag, 0)
    return os.open(path, flags)


def _read(path: Path, largest: int) -> tuple[bytes, FileStamp, FileStamp]:
    # Opening alone does something to some devices, and Windows refuses to open a folder.
    require_regular(path, path.stat().st_mode)
    descriptor = open_regular(path)
    try:
        status = os.fstat(descriptor)
        require_regular(path, status.st_mode)
        if status.st_size > largest:
            raise plain_problem(
                path,
                f"it has {status.st_size / 1e6:,.0f} MB; more than {largest / 1e6:,.0f} MB cannot"
                " be read at once",
                "open it, which reads it part by part",
            )
        # One read for the whole of it, and one that says that there is no more; files such as
        # those in /proc do not say how large they are.
        data = os.read(descriptor, min(status.st_size + 1, 2**31 - 4096) or _BLOCK)
        if len(data) != status.st_size or not data:
            pieces = [data]
            total = len(data)
            while piece := os.read(descriptor, _BLOCK):
                total += len(piece)
                if total > largest:
                    raise plain_problem(
                        path, f"it goes on after {largest / 1e6:,.0f} MB", "it cannot be opened"
                    )
                pieces.append(piece)
            data = b"".join(pieces)
        return data, stamp_from(status), stamp_from(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def require_regular(path: Path, mode: int) -> None:
    """Raise ProblemError unless `mode` (of os.stat) is a regular file's."""
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        raise plain_problem(path, "it is a folder", "open it as a folder")
    kinds = {
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    kind = kinds.get(stat.S_IFMT(mode), "no regular file")
    raise plain_problem(path, f"it is {kind}", "only regular files can be edited")

"""Copying a folder that somebody else made, trusting nothing in it."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from typing import Final, NamedTuple

from pith.base import CancelToken, Problem, ProblemError

MAXIMUM_FILES: Final = 20_000
MAXIMUM_BYTES: Final = 500_000_000
#: What tools leave in the folder of a project; none of it is part of an extension.
LEFT_OUT: Final = frozenset(
    {".git", ".hg", ".svn", "__pycache__", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
)


class Entry(NamedTuple):
    """A file, folder or link to copy, by its path from the top."""

    path: Path
    kind: str  # "folder", "file", "link"


def examine(source: Path) -> list[Entry]:
    """All that is to be copied, folders before what is in them.

    Raises ProblemError for links that lead out, for what is neither file nor folder, and for
    more than an extension can be.
    """
    entries: list[Entry] = []
    total = 0
    pending = [Path()]
    for folder in pending:
        try:
            listed = sorted(os.scandir(source / folder), key=lambda entry: entry.name)
        except OSError as error:
            raise _unreadable(error) from None
        for entry in listed:
            path = folder / entry.name
            if entry.name in LEFT_OUT:
                continue
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISLNK(status.st_mode):
                _check_link(source, path)
                entries.append(Entry(path, "link"))
            elif stat.S_ISDIR(status.st_mode):
                entries.append(Entry(path, "folder"))
                pending.append(path)
            elif stat.S_ISREG(status.st_mode):
                entries.append(Entry(path, "file"))
                total += status.st_size
            else:
                raise _refused(source, path, "is neither a file nor a folder", "take it out")
            if len(entries) > MAXIMUM_FILES or total > MAXIMUM_BYTES:
                raise _refused(
                    source,
                    Path(),
                    f"holds more than {MAXIMUM_FILES:,} files or {MAXIMUM_BYTES // 1_000_000} MB",
                    "install the folder with extension.toml itself, without data around it",
                )
    return entries


def copy(source: Path, target: Path, entries: list[Entry], token: CancelToken) -> None:
    """Copy `entries` into the new folder `target`. Raises ProblemError, Cancelled."""
    try:
        target.mkdir(parents=True)
        for path, kind in entries:
            token.raise_if_cancelled()
            if kind == "folder":
                (target / path).mkdir()
            elif kind == "link":
                (target / path).symlink_to((source / path).readlink())
            else:
                shutil.copyfile(source / path, target / path, follow_symlinks=False)
                executable = (source / path).stat().st_mode & 0o111
                (target / path).chmod(0o644 | executable)
    except OSError as error:
        raise _unreadable(error) from None


def remove(folder: Path) -> None:
    """Remove a folder with all that is in it, if it is there."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def _check_link(source: Path, path: Path) -> None:
    target = (source / path).readlink()
    if target.is_absolute():
        raise _refused(source, path, "is a link to an absolute path", "link within the folder")
    top = source.resolve()
    if not (source / path).resolve().is_relative_to(top):
        raise _refused(source, path, "is a link out of the extension", "link within the folder")


def _refused(source: Path, path: Path, message: str, advice: str) -> ProblemError:
    return ProblemError(Problem(message, str(source / path), advice=advice))


def _unreadable(error: OSError) -> ProblemError:
    reason = error.strerror or str(error)
    name = str(error.filename2 or error.filename or "")
    return ProblemError(Problem(f"cannot be copied: {reason}", name))

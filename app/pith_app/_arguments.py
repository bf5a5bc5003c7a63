"""What the command line asks for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

_MOST_DIGITS = 9


class UsageError(Exception):
    """The arguments are wrong; the message is one line: what was wrong, and what to type."""


class Target(NamedTuple):
    """A file or folder to open, and where in it to go (counting from 0)."""

    path: Path
    row: int | None = None
    column: int | None = None


class GlobalOptions(NamedTuple):
    """What stands before a sub-command and counts for all of them."""

    safe_mode: bool = False
    user_dir: Path | None = None
    extensions_dirs: tuple[Path, ...] = ()
    develop: Path | None = None
    """An extension's folder, which is used for this run and whose state is shown."""


class WindowOptions(NamedTuple):
    """How to start the window."""

    targets: tuple[Target, ...] = ()
    everywhere: GlobalOptions = GlobalOptions()


def parse_target(text: str, folder: Path | None = None) -> Target:
    """`PATH`, `PATH:LINE` or `PATH:LINE:COLUMN`; a file that exists under the whole name wins.

    Relative to `folder`, the current one unless given. Raises FileNotFoundError if that is gone.
    """
    whole = _absolute(folder, text)
    if os.path.lexists(whole):
        return Target(whole)
    rest = text
    numbers: list[int] = []
    while len(numbers) < 2:
        head, colon, tail = rest.rpartition(":")
        if not colon or not head or not tail.isdecimal() or len(tail) > _MOST_DIGITS:
            break
        rest = head
        numbers.insert(0, int(tail))
        if os.path.lexists(_absolute(folder, rest)):
            break
    if not numbers:
        # "PATH:" and "PATH:12:" as compilers and grep write them.
        stripped = text.rstrip(":")
        if stripped != text and stripped:
            return parse_target(stripped, folder)
        return Target(whole)
    row = max(0, numbers[0] - 1)
    column = max(0, numbers[1] - 1) if len(numbers) > 1 else None
    return Target(_absolute(folder, rest), row, column)


def _absolute(folder: Path | None, text: str) -> Path:
    # Not Path.resolve: a link that is opened keeps its name.
    path = os.path.expanduser(text)  # noqa: PTH111
    if folder is not None:
        path = os.path.join(folder, path)  # noqa: PTH118
    return Path(os.path.abspath(path))  # noqa: PTH100

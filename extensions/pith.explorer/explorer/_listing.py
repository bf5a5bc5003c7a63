"""What is in a folder, in the order in which people look for it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pith.api import compile_globs

_DIGITS = re.compile(r"(\d+)")


class Entry(NamedTuple):
    """A file or folder. `is_folder` holds for links to folders as well."""

    path: Path
    is_folder: bool
    is_link: bool


def list_folder(folder: Path, top: Path, exclude: Mapping[str, bool]) -> list[Entry]:
    """The entries of `folder`, folders first, without what `exclude` hides.

    The patterns are matched against paths from `top`. Raises OSError.
    """
    hidden = excluder(tuple(sorted(pattern for pattern, wanted in exclude.items() if wanted)))
    inside = folder.relative_to(top).as_posix()
    prefix = "" if inside == "." else f"{inside}/"
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if hidden is not None and hidden.fullmatch(prefix + entry.name):
                continue
            try:
                is_folder = entry.is_dir()
            except OSError:  # a link in a circle
                is_folder = False
            found.append(Entry(folder / entry.name, is_folder, entry.is_symlink()))
    return sorted(found, key=lambda entry: (not entry.is_folder, natural(entry.path.name)))


def natural(name: str) -> list[tuple[int, int, str]]:
    """A key to sort names by: `a2` before `a10`, whatever the case."""
    parts = [
        (1, int(part), part) if part.isdecimal() else (2, 0, part.casefold())
        for part in _DIGITS.split(name)
        if part
    ]
    # An end comes before whatever goes on; names that differ in case only have an order, too.
    return [*parts, (0, 0, name)]


@lru_cache(maxsize=16)
def excluder(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    """What matches the paths that one of the glob patterns does; None for no patterns.

    `folder/**` hides the folder too. What is no pattern hides nothing.
    """
    found = []
    for pattern in patterns:
        with suppress(ValueError):
            found.append(compile_globs([pattern.removesuffix("/**").strip("/")]).pattern)
    return re.compile("|".join(found), re.DOTALL) if found else None

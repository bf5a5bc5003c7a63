"""What is in a folder, in the order in which people look for it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_DIGITS = re.compile(r"(\d+)")
_GLOB = re.compile(r"\*\*/|\*\*|\*|\?|\[[^]]*\]|\{[^}]*\}|[^*?\[{]+|.")


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
    """What matches the paths that one of the glob patterns does; None for no patterns."""
    return re.compile("|".join(map(_expression, patterns))) if patterns else None


def _expression(pattern: str) -> str:
    """A glob pattern as a regular expression: `**/` is any folders, `*` stays in a name."""
    parts = []
    for token in _GLOB.findall(pattern.removesuffix("/**").strip("/")):
        if token == "**/":
            parts.append("(?:.*/)?")
        elif token == "**":
            parts.append(".*")
        elif token == "*":
            parts.append("[^/]*")
        elif token == "?":
            parts.append("[^/]")
        elif token.startswith("{") and token.endswith("}"):
            choices = "|".join(map(_expression, token[1:-1].split(",")))
            parts.append(f"(?:{choices})")
        elif token.startswith("[") and len(token) > 2:
            inner = token[1:-1].replace("\\", r"\\")
            parts.append(f"[^{inner[1:]}]" if inner.startswith("!") else f"[{inner}]")
        else:
            parts.append(re.escape(token))
    return "".join(parts)

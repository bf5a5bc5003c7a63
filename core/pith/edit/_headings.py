"""Headings as they are written where lines alone tell them, and blocks that words begin and end."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+\s*+$").match
_TEX = re.compile(
    r"\s*+\\(part|chapter|section|subsection|subsubsection|paragraph|subparagraph)\b\*?\s*[\[{]"
).match
_TEX_LEVELS = (
    *("part", "chapter", "section", "subsection", "subsubsection", "paragraph"),
    "subparagraph",
)
_TEX_EDGES = re.compile(r"(?<!\\)%|\\(begin|end)\s*\{([^}]*)\}")
_TEX_AS_IT_IS = frozenset(("verbatim", "Verbatim", "lstlisting", "minted", "comment"))
_TEX_DEEPEST = 100
_INI = re.compile(r"\[\[?[^\[\]]+\]\]?\s*(?:[;#]|$)").match


class Heading(NamedTuple):
    """`row` is the one that stays in sight; its own rows are those from `top` to `last`. Levels
    are the smaller the more a heading is above."""

    row: int
    level: int
    top: int
    last: int


class Block(NamedTuple):
    """Its first row stays in sight."""

    first: int
    last: int


Reader = Callable[[Sequence[str]], tuple[list[Heading], list[Block]]]


def _read_adorned(lines: Sequence[str]) -> tuple[list[Heading], list[Block]]:
    """reStructuredText: the order in which kinds of adornments come says which are above which."""
    found: list[Heading] = []
    levels: dict[tuple[str, bool], int] = {}
    for row in range(1, len(lines)):
        line = lines[row]
        if not line or line[0].isalnum() or _ADORNMENT(line) is None:
            continue
        title, width = lines[row - 1].rstrip(), len(line.rstrip())
        above = lines[row - 2].rstrip() if row > 1 else ""
        over = bool(above) and above == line.rstrip()
        if not title or _ADORNMENT(title) is not None or width < min(len(title), 4):
            continue
        if over or not (above or title[0].isspace()):
            level = levels.setdefault((line[0], over), len(levels) + 1)
            found.append(Heading(row - 1, level, row - 1 - over, row))
    return found, []


def _read_tex(lines: Sequence[str]) -> tuple[list[Heading], list[Block]]:
    """LaTeX, with its environments; the row that ends one stays in sight."""
    found: list[Heading] = []
    blocks: list[Block] = []
    opened: list[tuple[str, int, int]] = []  # environments: row, and how many headings before it
    closed = 0  # so many headings are certainly above what is open
    for row, line in enumerate(lines):
        if "\\" not in line:
            continue
        if not (opened and opened[-1][0] in _TEX_AS_IT_IS) and (heading := _TEX(line)) is not None:
            found.append(Heading(row, _TEX_LEVELS.index(heading[1]), row, row))
        for edge in _TEX_EDGES.finditer(line):
            kind, name = edge.groups()
            as_it_is = bool(opened) and opened[-1][0] in _TEX_AS_IT_IS
            if as_it_is and (kind != "end" or name != opened[-1][0]):
                continue
            if kind is None:
                break  # the rest is a comment
            if kind == "begin":
                opened.append((name, row, len(found)))
                continue
            before = closed  # as far as anybody knows, if it began further up
            for at in range(len(opened) - 1, max(-1, len(opened) - _TEX_DEEPEST), -1):
                if opened[at][0] == name:
                    _, begun, before = opened[at]
                    blocks.append(Block(begun, row - 1))
                    del opened[at:]
                    break
            else:
                closed = len(found)
            if found[before:]:
                # What begins in an environment ends with it, and nothing begins here.
                level = min(each.level for each in found[before:])
                found.append(Heading(row, level, row, len(lines)))
    return found, blocks


def _read_ini(lines: Sequence[str]) -> tuple[list[Heading], list[Block]]:
    """Ini files and TOML: names in brackets."""
    rows = [row for row, line in enumerate(lines) if line[:1] == "[" and _INI(line)]
    return [Heading(row, 1, row, row) for row in rows], []


def _read_diff(lines: Sequence[str]) -> tuple[list[Heading], list[Block]]:
    """Differences: files, and in them places."""
    found: list[Heading] = []
    in_header = False  # of a file, which says once more what file it is
    for row, line in enumerate(lines):
        if line.startswith(("diff ", "Index: ")):
            if not in_header:
                found.append(Heading(row, 1, row, row))
            in_header = True
        elif line.startswith("@@"):
            found.append(Heading(row, 2, row, row))
            in_header = False
        elif line.startswith("--- ") and lines[row + 1 : row + 2] and not in_header:
            if lines[row + 1].startswith("+++ "):
                found.append(Heading(row, 1, row, row))
        elif line[:1] in ("+", "-", " ") and not line.startswith(("--- ", "+++ ")):
            in_header = False
    return found, []


READERS: dict[str, Reader] = {
    "restructuredtext": _read_adorned,
    "latex": _read_tex,
    "ini": _read_ini,
    "diff": _read_diff,
}
"""What finds the headings and blocks of some lines, by how headings are written there."""

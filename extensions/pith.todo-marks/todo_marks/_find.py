"""Finding the words that say that something is to be done, in comments of any language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pith.api import CancelToken, Decoration, Point, TextRange, TextSnapshot

ROWS = 2000  # that are looked at between two looks whether anybody still wants to know
LONGEST_LINE = 10_000  # code points of a line that are looked at

# Where a comment may begin; nothing here knows languages.
COMMENT = re.compile(r"#|//|--|/\*|^\s*\*|<!--|;|%|\"\"\"|'''")
WORD = re.compile(r"\b(?:(?P<todo>TODO|NOTE)|FIXME|XXX|HACK|BUG)\b:?")


class Mark(NamedTuple):
    """A word that was found: where, and the line from it on."""

    place: Decoration
    text: str


def find(text: TextSnapshot, token: CancelToken) -> list[Mark]:
    """All of a text, from the first to the last."""
    found: list[Mark] = []
    for start in range(0, text.line_count, ROWS):
        token.raise_if_cancelled()
        for row, line in enumerate(text.lines(start, min(start + ROWS, text.line_count)), start):
            found += find_in_line(row, line[:LONGEST_LINE])
    return found


def find_in_line(row: int, line: str) -> Iterator[Mark]:
    comment = COMMENT.search(line)
    if comment is None:
        return
    for match in WORD.finditer(line, comment.start()):
        kind = "todoMarks.todo" if match["todo"] else "todoMarks.fix"
        place = TextRange(Point(row, match.start()), Point(row, match.end()))
        yield Mark(Decoration(place, kind), line[match.start() :].strip())

"""What a save tidies up, if the settings say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pith.edit import ChangeSet
from pith.text import Edit, Text

_BLANKS = " \t"
# Beginning where a run begins, and giving none of it back: else a long run takes its square.
_TRAILING = re.compile(r"(?<![ \t])[ \t]++(?=\r?\n)")


class Cleaning(NamedTuple):
    """What is to be done."""

    trim_trailing_whitespace: bool = False
    insert_final_newline: bool = False
    trim_final_newlines: bool = False


def cleaning(text: Text, line_ending: str, wanted: Cleaning) -> ChangeSet:
    """The changes to `text` that take spaces and tabs from the ends of lines, take all but one
    line break from the end of the text, and end its last line, if something stands in it, with
    `line_ending`. Takes a while for a long text."""
    length = len(text)
    edits: list[Edit] = []
    end = length  # of what is left to look at
    if wanted.trim_final_newlines:
        last = _last_row(text, wanted.trim_trailing_whitespace)
        if last is None:
            return ChangeSet.of(length, [Edit(0, length, "")])
        end = min(text.line_start(last + 1), length) if last + 1 < text.line_count else length
    if wanted.trim_trailing_whitespace:
        edits.extend(_trailing(text, end))
    if end < length:
        edits.append(Edit(end, length, ""))
    elif wanted.insert_final_newline:
        kept = edits[-1].start if edits and edits[-1].end == length else length
        if kept > text.line_start(text.line_count - 1):
            if kept < length:
                edits.pop()
            edits.append(Edit(kept, length, line_ending))
    return ChangeSet.of(length, edits)


def _last_row(text: Text, blanks_are_nothing: bool) -> int | None:
    """The last row with something in it."""
    for row in range(text.line_count - 1, -1, -1):
        start, end = text.line_start(row), text.line_end(row)
        if start < end and not (
            blanks_are_nothing and all(not each.strip(_BLANKS) for each in text.chunks(start, end))
        ):
            return row
    return None


def _trailing(text: Text, end: int) -> Iterator[Edit]:
    """The edits that take blanks from the ends of lines, up to `end`, which may be one's end."""
    start = 0
    kept = ""  # what may belong to a run that goes on in the next piece
    for chunk in text.chunks(0, end):
        piece = kept + chunk
        body = piece.rstrip(" \t\r")
        for found in _TRAILING.finditer(piece, 0, len(body)):
            yield Edit(start + found.start(), start + found.end(), "")
        start += len(body)
        kept = piece[len(body) :]
    if end == len(text) and kept:
        blanks = len(kept) - len(kept.rstrip(_BLANKS))
        if blanks:
            yield Edit(end - blanks, end, "")

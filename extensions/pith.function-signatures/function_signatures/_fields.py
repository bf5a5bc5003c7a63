"""Code in strings: `f"{len(x)}"`."""

from __future__ import annotations

import re

from function_signatures._source import Source

FARTHEST = 2000  # characters of a string that are looked at, on either side
INSIDE = re.compile(r'["\n]*\Z')
BEHIND = re.compile(r'["\n]*')


def field_around(source: Source, place: int) -> tuple[int, int] | None:
    """Where the code is that is in a string, and around an offset: from the start of a field to
    the end of the string. None where there is none."""
    opening = source.language.fields
    if opening is None or source.mask[place - 1 : place] != '"':
        return None
    first = max(0, place - FARTHEST)
    inside = INSIDE.search(source.mask, first, place)
    start = inside.start() if inside is not None else place
    start += len(source.mask[start:place]) - len(source.mask[start:place].lstrip("\n"))
    if not source.language.with_fields.search(source.text, max(0, start - 2), start + 1):
        return None
    depth, field = 0, -1
    pattern = re.compile(rf"(?P<escaped>{{{{|}}}})|(?P<opening>{opening})|[{{}}]")
    at = start
    while (match := pattern.search(source.text, at, place)) is not None:
        at = match.end()
        if not depth:
            if match["opening"]:
                depth, field = 1, at
        else:
            at = match.start() + (len(match["opening"]) if match["opening"] else 1)
            depth += -1 if match.group()[0] == "}" else 1
    if not depth:
        return None
    behind = BEHIND.match(source.mask, place, place + FARTHEST)
    return field, behind.end() if behind is not None else place

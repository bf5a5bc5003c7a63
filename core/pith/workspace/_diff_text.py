"""The difference of two texts as people and programs know it: a unified diff."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pith.text import Edit, Text
from pith.workspace._difference import edits_between

_CONTEXT = 3
_NO_BREAK = "\\ No newline at end of file"


class _Span(NamedTuple):
    """Rows of the text before, and those of the text after that take their place."""

    start: int
    end: int
    after_start: int
    after_end: int


def unified_diff(before: Text, after: Text, name_before: str, name_after: str) -> str:
    """What to do to `before` to get `after`; "" if nothing. Blocking: for a worker.

    Line breaks are shown as "\\n", whatever they are.
    """
    spans = list(_spans(before, after, edits_between(str(before), str(after))))
    if not spans:
        return ""
    old, new = _lines(before), _lines(after)
    out = [f"--- {name_before}", f"+++ {name_after}"]
    for group in _groups(spans):
        out += _hunk(group, old, new)
    return "\n".join(out) + "\n"


def _lines(text: Text) -> list[str]:
    lines = text.lines(0, text.line_count)
    if lines[-1]:
        lines[-1] += "\n" + _NO_BREAK
    else:
        lines.pop()
    return lines


def _spans(before: Text, after: Text, edits: Sequence[Edit]) -> Iterator[_Span]:
    """The rows that each edit touches; those of edits in one line are one."""
    growth = 0
    last: _Span | None = None
    for start, end, insert in edits:
        at = start + growth
        span = _Span(
            before.row_at(start),
            before.row_at(end) + 1,
            after.row_at(at),
            after.row_at(at + len(insert)) + 1,
        )
        growth += len(insert) - end + start
        if last is not None and span.start < last.end:
            last = last._replace(end=span.end, after_end=span.after_end)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _groups(spans: list[_Span]) -> Iterator[list[_Span]]:
    """Spans that are so near to each other that they share their surroundings."""
    group: list[_Span] = []
    for span in spans:
        if group and span.start - group[-1].end > 2 * _CONTEXT:
            yield group
            group = []
        group.append(span)
    yield group


def _hunk(group: list[_Span], old: list[str], new: list[str]) -> Iterator[str]:
    first, last = group[0], group[-1]
    start = max(0, first.start - _CONTEXT)
    end = min(len(old), last.end + _CONTEXT)
    body: list[str] = []
    at, removed, added = start, 0, 0
    for span in group:
        gone, come = old[span.start : span.end], new[span.after_start : span.after_end]
        # An edit that begins with a line break touches a line that it leaves as it is.
        same = 0
        while same < min(len(gone), len(come)) and gone[same] == come[same]:
            same += 1
        tail = 0
        while tail < min(len(gone), len(come)) - same and gone[-1 - tail] == come[-1 - tail]:
            tail += 1
        body += [f" {line}" for line in old[at : span.start + same]]
        gone, come = gone[same : len(gone) - tail], come[same : len(come) - tail]
        body += [f"-{line}" for line in gone] + [f"+{line}" for line in come]
        removed += len(gone)
        added += len(come)
        at = span.start + same + len(gone)
    body += [f" {line}" for line in old[at:end]]
    length = end - start
    after_start = start + first.after_start - first.start
    yield (
        f"@@ -{start + bool(length)},{length}"
        f" +{after_start + bool(length - removed + added)},{length - removed + added} @@"
    )
    yield from body

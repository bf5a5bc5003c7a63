"""What is shown on rows beside their text, as plain values: two of them equal, nothing to paint."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pith.edit import ROW_END, Range, Selection
from pith.qt._decorations import Decorations
from pith.text import Text

if TYPE_CHECKING:
    from pith.qt._mark import Kind


class Stretch(NamedTuple):
    """Columns of one row that belong to a range; `before` and `after`: it goes on there."""

    start: int
    end: int
    before: bool
    after: bool


class RowOverlay(NamedTuple):
    """All that is on one row. Columns are those of the row.

    `current`: a caret stands on it; `band`: it is highlighted for that. Of `carets` those that are
    in `at_ends`, too, stand where the sub-row before ends that they would begin.
    """

    current: bool = False
    band: bool = False
    carets: tuple[int, ...] = ()
    selected: tuple[Stretch, ...] = ()
    brackets: tuple[int, ...] = ()
    marks: tuple[tuple[int, int, Kind], ...] = ()
    at_ends: tuple[int, ...] = ()


PLAIN = RowOverlay()
BOOKMARK = "bookmark"


MOST_SIGNS = 3
"""How many signs have room beside one row."""


def signs_of(overlay: RowOverlay) -> list[Kind]:
    """What stands beside a row in the gutter, from the left: a bookmark, then the icons of marks
    in the order of their layers, each once; no more than there is room for."""
    found: list[Kind] = []
    icons: set[tuple[str, str]] = set()
    for _, _, kind in overlay.marks:
        if isinstance(kind, str):
            if kind == BOOKMARK and BOOKMARK not in found:
                found.insert(0, kind)
        elif kind.gutter and (kind.gutter, kind.gutter_color) not in icons:
            icons.add((kind.gutter, kind.gutter_color))
            found.append(kind)
    return found[:MOST_SIGNS]


def overlays(
    text: Text,
    rows: Sequence[int],
    selection: Selection,
    brackets: Iterable[int] = (),
    decorations: Decorations | None = None,
    current_line: bool = True,
) -> dict[int, RowOverlay]:
    """Those of `rows`, which are seen, on which there is something (and maybe some between)."""
    found: dict[int, RowOverlay] = {}
    start = text.line_start(rows[0])
    end = text.line_end(rows[-1])
    ranges = selection.ranges
    if len(ranges) > 8:
        first = bisect_left(ranges, start, key=_end)
        ranges = ranges[first : bisect_right(ranges, end, key=_start)]
    # A selection and the band of the current line would be two fills on the same rows.
    band = current_line and all(anchor == head for anchor, head, _ in ranges)
    # Collected first: of a long row, there are thousands.
    carets: dict[int, list[int]] = {}
    at_ends: dict[int, list[int]] = {}
    selected: dict[int, list[Stretch]] = {}
    for anchor, head, goal in ranges:
        if anchor != head:
            for row, stretch in _stretches(text, rows, min(anchor, head), max(anchor, head)):
                selected.setdefault(row, []).append(stretch)
        if start <= head <= end:
            row = text.row_at(head)
            column = head - text.line_start(row)
            carets.setdefault(row, []).append(column)
            if goal == ROW_END:
                at_ends.setdefault(row, []).append(column)
    for row, columns in carets.items():
        found[row] = RowOverlay(True, band, tuple(columns))
    for row, columns in at_ends.items():
        found[row] = found[row]._replace(at_ends=tuple(columns))
    for row, stretches in selected.items():
        found[row] = found.get(row, PLAIN)._replace(selected=tuple(stretches))
    for offset in brackets:
        if start <= offset < end:
            row = text.row_at(offset)
            before = found.get(row, PLAIN)
            column = offset - text.line_start(row)
            found[row] = before._replace(brackets=(*before.brackets, column))
    if decorations:
        for row, marks in _marks(text, rows, decorations, start, end).items():
            found[row] = found.get(row, PLAIN)._replace(marks=tuple(marks))
    return found


def _marks(
    text: Text, rows: Sequence[int], decorations: Decorations, start: int, end: int
) -> dict[int, list[tuple[int, int, Kind]]]:
    """The marks of each row that has some, in order."""
    found: dict[int, list[tuple[int, int, Kind]]] = {}
    line_start, line_end = 0, -1
    on_line: list[tuple[int, int, Kind]] = []
    for mark_start, mark_end, kind in decorations.between(start, end):
        if line_start <= mark_start and mark_end <= line_end:
            # On the row of the one before: of a long line, thousands are.
            on_line.append((mark_start - line_start, mark_end - line_start, kind))
            continue
        for row, stretch in _stretches(text, rows, mark_start, mark_end):
            shown = kind
            if (stretch.before or stretch.after) and not isinstance(kind, str):
                shown = kind.on_row(first=not stretch.before, last=not stretch.after)
            on_line = found.setdefault(row, [])
            on_line.append((stretch.start, stretch.end, shown))
            line_start, line_end = text.line_start(row), text.line_end(row)
    return found


def _start(each: Range) -> int:
    return each.start


def _end(each: Range) -> int:
    return each.end


def _stretches(
    text: Text, rows: Sequence[int], start: int, end: int
) -> Iterator[tuple[int, Stretch]]:
    """What of a range is on each of some rows."""
    start_row = text.row_at(start)
    end_row = text.row_at(end)
    first, last = bisect_left(rows, start_row), bisect_right(rows, end_row)
    for row in rows[first:last]:
        line_start = text.line_start(row)
        left = start - line_start if row == start_row else 0
        right = (end if row == end_row else text.line_end(row)) - line_start
        yield row, Stretch(left, right, row > start_row, row < end_row)

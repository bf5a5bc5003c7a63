"""What of the text has another colour than its scope gives it, for a mark or a selection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat

from pith.qt._painting._scene import Scene

if TYPE_CHECKING:
    from pith.qt._overlay import RowOverlay
    from pith.qt._shaped_line import Colored

_STRONG_MARK = "find.current"
_KINDS = {
    "find": "editor.findMatchHighlightForeground",
    _STRONG_MARK: "editor.findMatchForeground",
}
_SELECTION = "editor.selectionForeground"
"""Colour ids that a theme may have for text on a strong ground, where its own cannot be read."""


def text_colors(scene: Scene, decorated: list[int]) -> dict[int, list[Colored]]:
    """Disjoint stretches of seen rows, in order; where two overlap, the one above counts."""
    overlays, rows = scene.overlays, scene.viewport.rows
    decorated = [n for n in decorated if overlays[rows[n]].marks or overlays[rows[n]].selected]
    if not decorated:  # as it is while one types
        return {}
    style = scene.style
    of_kind = {kind: style.mark_format(key) for kind, key in _KINDS.items() if style.color(key)}
    of_selection = style.mark_format(_SELECTION) if style.color(_SELECTION) else None
    found: dict[int, list[Colored]] = {}
    for index in decorated:
        spans: list[Colored] = []
        for span in _from_below(scene, overlays[rows[index]], of_kind, of_selection):
            _lay_over(spans, span)
        if spans:
            found[index] = spans
    return found


def _lay_over(spans: list[Colored], span: Colored) -> None:
    """Put a stretch among those that there are, over what it covers of them."""
    start, end, _ = span
    if start >= end:
        return
    first = bisect_right(spans, start, key=itemgetter(1))
    last = bisect_left(spans, end, key=itemgetter(0))
    between = [span]
    if first < last:
        left, right = spans[first], spans[last - 1]
        if left[0] < start:
            between.insert(0, (left[0], start, left[2]))
        if right[1] > end:
            between.append((end, right[1], right[2]))
    spans[first:last] = between


def _from_below(
    scene: Scene,
    overlay: RowOverlay,
    of_kind: dict[str, QTextCharFormat],
    of_selection: QTextCharFormat | None,
) -> list[Colored]:
    """All that a row has, in the order in which what lies under the letters is painted."""
    marks: list[Colored] = []
    strong: list[Colored] = []
    for start, end, kind in overlay.marks:
        if isinstance(kind, str):
            given = of_kind.get(kind)
            if given is not None:
                (strong if kind == _STRONG_MARK else marks).append((start, end, given))
        elif kind.foreground:
            marks.append((start, end, scene.style.mark_format(kind.foreground)))
    if of_selection is not None:
        marks += [(each.start, each.end, of_selection) for each in overlay.selected]
    return marks + strong

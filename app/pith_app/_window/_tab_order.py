"""Where Tab leads: through the parts of the window, in each in the order in which it is read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

_ROW = 8
"""Pixels by which the middles of what stands in one row may differ."""


def next_stop(parts: Sequence[QWidget], window: QWidget, *, forward: bool) -> QWidget | None:
    """What is to have the keyboard after what has it, round the ends; None: nothing can.

    Of what is in no part, such as what floats over the window, Tab goes on with the first.
    """
    stops: list[QWidget] = []
    for part in parts:
        stops += (each for each in _stops(part, window) if each not in stops)
    if not forward:
        stops.reverse()
    focused = window.focusWidget()
    start = stops.index(focused) + 1 if focused in stops else 0
    following = (each for each in stops[start:] + stops[:start] if _takes_tab(each, window))
    return next(following, None)


def _stops(part: QWidget, window: QWidget) -> list[QWidget]:
    """What in a part Tab stops at, and what has the keyboard, row by row from the left."""
    focused = window.focusWidget()
    children = (part, *part.findChildren(QWidget))
    found = [each for each in children if each is focused or _takes_tab(each, window)]
    placed = sorted(((*_place(each, window), each) for each in found), key=lambda each: each[:2])
    rows: list[list[tuple[int, int, QWidget]]] = []
    for each in placed:
        if rows and each[0] - rows[-1][0][0] <= _ROW:
            rows[-1].append(each)
        else:
            rows.append([each])
    return [each[2] for row in rows for each in sorted(row, key=lambda each: each[1])]


def _takes_tab(widget: QWidget, window: QWidget) -> bool:
    # A widget without room is seen by nobody.
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isVisibleTo(window)
        and widget.isEnabled()
        and widget.focusProxy() is None
        and widget.width() > 0
        and widget.height() > 0
    )


def _place(widget: QWidget, window: QWidget) -> tuple[int, int]:
    """The middle of its first row, and its left edge; of what is tall the upper part counts."""
    corner = widget.mapTo(window, QPoint(0, 0))
    return corner.y() + min(widget.height(), 24) // 2, corner.x()

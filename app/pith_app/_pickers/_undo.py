"""Every state a document has been in, as a list to go through."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pith.edit import HistoryState
from pith.workspace import Document, View
from pith_app._window._pick import PickItem, PickSource
from pith_app._window._pick._items import filtered

_MOST = 2000
_UNITS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_SPAN = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([smhd]?)\s*", re.IGNORECASE)

EXPECTED = "a number of steps (12), or a time (30s, 5m, 2h, 1d)"


class UndoTree(PickSource):
    """The states of a document's history, the latest first. The one that is moved to shows in the
    editor; it is gone to for good when it is chosen."""

    placeholder = "Select a state to go back to (arrow keys show it)"
    empty = "No such state"

    def __init__(self, document: Document, view: View) -> None:
        self._document = document
        self._view = view
        self._origin = document.history.state
        self._selection = view.selection
        self._shown = self._origin
        states = document.history.states()
        newest_first = states[: -_MOST - 1 : -1]
        self._items = tuple([self._item(state) for state in newest_first])

    def _item(self, state: HistoryState) -> PickItem:
        document = self._document
        if state.parent is None:
            label = "As it was opened" if not state.state else "The oldest state that is known"
        else:
            shown = " ".join(state.typed.split())
            label = shown or ("(line break)" if "\n" in state.typed else "(white space)")
            if not state.inserted:
                label = f"deleted: {label}"
        beside = []
        if state.parent is not None:
            beside.append(f"+{state.inserted} −{state.deleted}")
            beside.append(ago(document.travel.seconds_since(state.time)))
        if state.state == document.save_points.last.state:
            beside.append("saved")
        if not state.on_path:
            beside.append("another branch")
        icon = "circle-filled" if state.on_path else "git-branch"
        return PickItem(
            str(state.state),
            label,
            " · ".join(beside),
            icon,
            value=state.state,
            checked=state.is_current,
        )

    def items(self, query: str) -> Sequence[PickItem]:
        return filtered(self._items, query)

    def initial(self, items: Sequence[PickItem], query: str) -> int:
        if query:
            return 0
        return next((row for row, item in enumerate(items) if item.checked), 0)

    def highlighted(self, item: PickItem | None) -> None:
        state = item.value if item is not None else self._origin
        self._document.queue.do(lambda: self._show(state))

    def _show(self, state: int) -> bool:
        """Show a state, unless somebody has gone on with the document meanwhile."""
        document = self._document
        if self._view.disposed or document.history.state != self._shown:
            return False
        if state in document.history and state != self._shown:
            document.travel.go_to(state, self._view, remember=False)
            self._shown = state
        return True

    def accept(self, item: PickItem | None, query: str) -> PickSource | None:
        if item is not None:
            state: int = item.value
            self._document.queue.do(lambda: self._accept(state))
        return None

    def _accept(self, state: int) -> None:
        # From where it began, so that redo comes back the way that was gone.
        if self._show(self._origin) and state in self._document.history:
            self._document.travel.go_to(state, self._view)

    def dismiss(self) -> None:
        self._document.queue.do(self._dismiss)

    def _dismiss(self) -> None:
        if self._shown != self._origin and self._show(self._origin):
            self._document.queue.do(lambda: self._view.select(self._selection, event="restore"))


def ago(seconds: float) -> str:
    """How long something is past, as people say it."""
    if seconds < 2:
        return "now"
    for unit, length in (("s", 1), ("min", 60), ("h", 3600)):
        if seconds < length * (100 if unit == "s" else 60 if unit == "min" else 48):
            return f"{seconds / length:.0f} {unit} ago"
    return f"{seconds / 86400:.0f} days ago"


def steps_or_seconds(text: str) -> tuple[int, float] | None:
    """What a person typed to go back by: steps, or seconds; None if it is neither."""
    match = _SPAN.fullmatch(text)
    if match is None:
        return None
    number, unit = float(match[1]), match[2].lower()
    if not unit:
        return (int(number), 0.0) if number == int(number) and number >= 1 else None
    return 0, number * _UNITS[unit]

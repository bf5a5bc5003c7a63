"""What was selected before, in each view, until its text changes."""

from __future__ import annotations

from typing import NamedTuple

from pith.edit import Selection
from pith.workspace import View, ViewUpdate

_MOST = 50
_POINTER = "select.pointer"
_EXPANDED = "select.expand"
_GOING_BACK = "select.undo"
_SAME_TEXT = frozenset(("grow", "save"))
"""Events after which every offset means what it did."""


class _Step(NamedTuple):
    before: Selection
    after: Selection
    event: str


class _Trail:
    def __init__(self) -> None:
        self.done: list[_Step] = []
        self.undone: list[_Step] = []


class SelectionTrails:
    """Remembers the last selections of every view, so that one can go back to them.

    A drag of the mouse is one step. Editing forgets them: undo goes back to what was selected
    before an edit.
    """

    def __init__(self) -> None:
        self._trails: dict[View, _Trail] = {}

    def updated(self, update: ViewUpdate, view: View) -> None:
        """Something happened in a view."""
        before, after = update.before, update.after
        if before.text is not after.text:
            if self._trails and update.event not in _SAME_TEXT:
                self._trails.pop(view, None)
            return
        if update.event == _GOING_BACK or before.selection == after.selection:
            return
        trail = self._trails.get(view)
        if trail is None:
            trail = self._trails[view] = _Trail()
        step = _Step(before.selection, after.selection, update.event)
        last = trail.done[-1] if trail.done else None
        if last is not None and last.event == update.event == _POINTER and _is_drag(last, step):
            trail.done[-1] = step._replace(before=last.before)
        else:
            trail.done.append(step)
            del trail.done[:-_MOST]
        trail.undone.clear()

    def undo(self, view: View) -> bool:
        """Select what was selected before; False if nothing is known."""
        trail = self._trails.get(view)
        if trail is None or not trail.done:
            return False
        step = trail.done.pop()
        trail.undone.append(step)
        view.select(step.before, event=_GOING_BACK)
        return True

    def redo(self, view: View) -> bool:
        """Take undo() back."""
        trail = self._trails.get(view)
        if trail is None or not trail.undone:
            return False
        step = trail.undone.pop()
        trail.done.append(step)
        view.select(step.after, event=_GOING_BACK)
        return True

    def unexpand(self, view: View) -> bool:
        """Select what was selected before the selection was expanded to what it is now; False if
        it was not."""
        trail = self._trails.get(view)
        if trail is None or not trail.done:
            return False
        step = trail.done[-1]
        if step.event != _EXPANDED or step.after != view.selection:
            return False
        return self.undo(view)

    def forget(self, view: View) -> None:
        """The view is gone."""
        self._trails.pop(view, None)


def _is_drag(last: _Step, step: _Step) -> bool:
    return last.after == step.before and last.after.primary.anchor == step.after.primary.anchor

"""A place in a view that is held until one selects from it to the caret."""

from __future__ import annotations

from collections.abc import Callable

from pith.edit import Range, Selection
from pith.workspace import Anchor, Anchors, Document, View


class SelectionAnchors:
    """One place in each view at most, which is moved along with edits.

    `changed` is called when a view has one, or has none any more.
    """

    def __init__(self, anchors_of: Callable[[Document], Anchors]) -> None:
        self._anchors_of = anchors_of
        self._held: dict[View, Anchor] = {}
        self.changed: Callable[[], object] = lambda: None

    def has(self, view: View | None) -> bool:
        return view in self._held

    def set(self, view: View) -> bool:
        """Hold the place of the primary caret."""
        self.cancel(view)
        anchors = self._anchors_of(view.document)
        self._held[view] = anchors.add(view.selection.primary.head, before=True)
        self.changed()
        return True

    def select(self, view: View) -> bool:
        """Select from the place to the primary caret and hold it no more; False: there is none."""
        if view not in self._held:
            return False
        chosen = Range(self._held[view].offset, view.selection.primary.head)
        self.cancel(view)
        view.select(Selection.of([chosen]))
        return True

    def go(self, view: View) -> bool:
        """Put the caret there; False: there is no such place."""
        if view not in self._held:
            return False
        view.select(Selection.caret(self._held[view].offset))
        return True

    def cancel(self, view: View) -> bool:
        """Hold nothing more; False if nothing was."""
        anchor = self._held.pop(view, None)
        if anchor is None:
            return False
        self._anchors_of(view.document).remove(anchor)
        self.changed()
        return True

    def closed(self, document: Document) -> None:
        """The document is gone, and its anchors with it."""
        for view in [each for each in self._held if each.document is document]:
            del self._held[view]

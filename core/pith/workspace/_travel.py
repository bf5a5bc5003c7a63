"""Going through a document's history: undo, redo, and any state that it was in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pith.edit import MANY_EDITS, ChangeSet, History, HistoryStep
from pith.text import Text, line_endings_of
from pith.workspace._asked import Asked
from pith.workspace._line_ends import LINE_ENDING_EVENT
from pith.workspace._replacing import put_back

if TYPE_CHECKING:
    from pith.base import CancelToken
    from pith.text import Page, PagePart
    from pith.workspace._document import Document
    from pith.workspace._long_work import LongWork
    from pith.workspace._view import View

_SAMPLED = 65_536  # code points that say how the lines of a large text end

MUCH = 2_000_000
"""Code points that are put in again by undo, or the like, from which on that is a worker's job."""


class Found(NamedTuple):
    """What leads to a state of the history, and the text there."""

    changes: ChangeSet
    after: Text


class Travel:
    """Brings a document to other states of its history, each in its turn; a worker finds what
    leads there where that takes long. For the window's thread only."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def undo(self, view: View | None = None) -> bool:
        """Take back the last step, and select in `view` what was selected before it."""
        document = self._document

        def undo(found: Found | None) -> bool:
            return self._step(document.history.undo(), "undo", view, found)

        return bool(
            document.queue.do(
                lambda: _travel(document, "Undo", document.history.undo_state, undo),
                lambda: _pages_to(document, document.history.undo_state),
                lambda: Asked(view, "edit.undo", {}),
            )
        )

    def redo(self, view: View | None = None) -> bool:
        """Make again what was undone last."""
        document = self._document

        def redo(found: Found | None) -> bool:
            return self._step(document.history.redo(), "redo", view, found)

        return bool(
            document.queue.do(
                lambda: _travel(document, "Redo", document.history.redo_state, redo),
                lambda: _pages_to(document, document.history.redo_state),
                lambda: Asked(view, "edit.redo", {}),
            )
        )

    def go_to(self, state: int, view: View | None = None, *, remember: bool = True) -> bool:
        """Make the text what it was in a state of the history, on whichever branch.

        It is one change, however many steps lie between. Without `remember`, redo goes where it
        would have gone before. False if that state is the current one. Raises KeyError for a
        state that the history does not hold any more.
        """
        document = self._document
        if state not in document.history:
            raise KeyError(state)

        def go(found: Found | None) -> bool:
            return self._go_to(state, view, remember, found)

        return bool(
            document.queue.do(
                lambda: _travel(document, "Going back in time", state, go),
                lambda: _pages_to(document, state),
            )
        )

    def seconds_since(self, time: float) -> float:
        """How long a time of the history is past."""
        return max(0.0, self._document.clock() - time)

    def state_before(self, seconds: float) -> int:
        """The state of the history that the text was in so long ago."""
        return self._document.history.state_at(self._document.clock() - seconds)

    def _go_to(self, state: int, view: View | None, remember: bool, found: Found | None) -> bool:
        document = self._document
        changes = found.changes if found is not None else _changes_to(document.history, state)
        steps = document.history.go_to(state, remember=remember)
        if not steps:
            return False
        selection = steps[-1].selection
        view = self._seen_in(view)
        if changes is None:
            after = document.text
            for step in steps:
                after = step.apply(after)
            put_back(document, after, selection, "undo.goTo", view)
            return True
        after = found.after if found is not None else changes.apply(document.text)
        document.change(changes, after, selection, "undo.goTo", True, view)
        if any(step.event.startswith(LINE_ENDING_EVENT) for step in steps) and not document.large:
            _look_at_line_ends(document)
        return True

    def _step(
        self, step: HistoryStep | None, event: str, view: View | None, found: Found | None
    ) -> bool:
        if step is None:
            return False
        document = self._document
        view = self._seen_in(view)
        if step.text is not None:
            put_back(document, step.text, step.selection, event, view)
        else:
            changes = found.changes if found is not None else step.changes
            after = found.after if found is not None else changes.apply(document.text)
            document.change(changes, after, step.selection, event, True, view)
        if step.event.startswith(LINE_ENDING_EVENT):
            _look_at_line_ends(document, _SAMPLED if step.text is not None else None)
        return True

    def _seen_in(self, view: View | None) -> View | None:
        """The view that shows what has changed."""
        return view if view is not None else next(iter(self._document.views), None)


def _look_at_line_ends(document: Document, most: int | None = None) -> None:
    """The lines end with something else now: `most` code points say with what, None: all."""
    text, usual = document.text, document.file.line_ending
    content = text.chunks() if most is None else text.slice(0, most)
    document.file.set_line_ending(*line_endings_of(content, usual))


def _travel(
    document: Document, title: str, state: int | None, go: Callable[[Found | None], bool]
) -> bool | LongWork[Found | None]:
    """Go to a state of the history. `go` may be given what leads there, which a worker finds
    where that takes long."""
    if state is None or document.worker is None or not _is_far(document, state):
        return go(None)
    from pith.workspace._long_work import LongWork

    document.history.end_step()  # nothing of what the worker looks at changes then
    before, start = document.text, document.history.state

    def find(token: CancelToken) -> Found | None:
        changes = _changes_to(document.history, state, start)
        return Found(changes, changes.apply(before)) if changes is not None else None

    def finish(found: Found | None) -> bool:
        is_there = document.text is before and document.history.state == start
        return go(found if is_there else None)

    return LongWork(f"{title}: {document.name}", find, finish)


def _is_far(document: Document, state: int) -> bool:
    """Whether so much lies between here and a state that a worker should find it."""
    edits = document.history.edits_to(state) if state in document.history else None
    if edits is None:  # another text takes the place of this one, which is no work
        return False
    if edits > MANY_EDITS:
        return True
    changes = _changes_to(document.history, state)
    if changes is None:
        return False
    if sum([len(insert) for _, _, insert in changes.edits]) > MUCH:
        return True
    if document.page_reader is None:
        return False
    from pith.workspace._turns import MOST_HELD

    return len(_pages_of(document.text, changes)) > MOST_HELD


def _changes_to(history: History, state: int, start: int | None = None) -> ChangeSet | None:
    """The changes that lead to a state of the history; None if there are none, or another text
    takes the place of this one, or (for who looks later) one of the states is gone."""
    try:
        return history.changes_to(state, start)
    except KeyError:  # a WholeTextError is one
        return None


def _pages_to(document: Document, state: int | None) -> Sequence[Page | PagePart]:
    """The pages that going to a state of the history looks at on the window's thread."""
    if state is None or state not in document.history:
        return ()
    if document.worker is not None and (document.history.edits_to(state) or 0) > MANY_EDITS:
        return ()
    changes = _changes_to(document.history, state)
    return _pages_of(document.text, changes) if changes is not None else ()


def _pages_of(text: Text, changes: ChangeSet) -> Sequence[Page | PagePart]:
    from pith.text import pages_needed

    stretches = [(start, end) for start, end, _ in changes.edits]
    return pages_needed(text, stretches, whole=False, rows=False)

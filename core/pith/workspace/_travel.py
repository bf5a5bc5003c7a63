"""Going to another state of a document's history: what leads there, and which pages that takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pith.edit import MANY_EDITS, ChangeSet, History
from pith.text import Text

if TYPE_CHECKING:
    from pith.base import CancelToken
    from pith.text import Page, PagePart
    from pith.workspace._document import Document
    from pith.workspace._long_work import LongWork

MUCH = 2_000_000
"""Code points that are put in again by undo, or the like, from which on that is a worker's job."""


class Found(NamedTuple):
    """What leads to a state of the history, and the text there."""

    changes: ChangeSet
    after: Text


def travel(
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
        changes = changes_to(document.history, state, start)
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
    changes = changes_to(document.history, state)
    if changes is None:
        return False
    if sum([len(insert) for _, _, insert in changes.edits]) > MUCH:
        return True
    if document.page_reader is None:
        return False
    from pith.workspace._turns import MOST_HELD

    return len(_pages_of(document.text, changes)) > MOST_HELD


def changes_to(history: History, state: int, start: int | None = None) -> ChangeSet | None:
    """The changes that lead to a state of the history; None if there are none, or another text
    takes the place of this one, or (for who looks later) one of the states is gone."""
    try:
        return history.changes_to(state, start)
    except KeyError:  # a WholeTextError is one
        return None


def pages_to(document: Document, state: int | None) -> Sequence[Page | PagePart]:
    """The pages that going to a state of the history looks at on the window's thread."""
    if state is None or state not in document.history:
        return ()
    if document.worker is not None and (document.history.edits_to(state) or 0) > MANY_EDITS:
        return ()
    changes = changes_to(document.history, state)
    return _pages_of(document.text, changes) if changes is not None else ()


def _pages_of(text: Text, changes: ChangeSet) -> Sequence[Page | PagePart]:
    from pith.text import pages_needed

    stretches = [(start, end) for start, end, _ in changes.edits]
    return pages_needed(text, stretches, whole=False, rows=False)

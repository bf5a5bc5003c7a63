"""Whether the save that was under way at the end of a journal was done."""

from __future__ import annotations

from pith.base import ProblemError
from pith.text import stamp_of
from pith.workspace._journal._known import Known
from pith.workspace._journal._values import Load, SavedState, Saving

_MOST_COMPARED = 64_000_000
"""Bytes of a file that is read to find out whether it holds what was being saved."""


def finish_saving(known: Known, saving: Saving, load: Load) -> bool:
    """If the save that was announced last was done before the end came, enter that in `known`.

    Returns whether it may have written a part of the file.
    """
    assert known.facts is not None
    assert known.saved is not None
    broken_off = bool(saving.left)
    try:
        stamp = stamp_of(saving.path)
    except ProblemError:
        return broken_off
    if stamp is None:
        return broken_off
    if known.saved.stamp is not None and stamp[:4] == known.saved.stamp[:4]:
        return False  # it was not even begun
    facts = known.facts._replace(path=saving.path)
    saved = SavedState(saving.state, stamp, saving.encoding, saving.bom)
    try:
        if saving.stamp is not None and stamp[:4] == saving.stamp[:4]:
            if known.text is None:
                written = load(facts, saved)
                if written is None:
                    return broken_off
                since = known.history.changes_to(known.history.state, saving.state)
                # Now it is known where the text ends.
                length = since.length_before if since is not None else known.length
                known.history.grow(len(written) - length)
                known.text = known.text_at(known.history.state, written, saving.state)
        elif (
            known.text is None
            or stamp.size > _MOST_COMPARED
            or load(facts, saved) != known.text_at(saving.state, known.text)
        ):
            return broken_off  # what came of it cannot be told any more
    except (KeyError, ValueError):
        return broken_off
    known.facts, known.saved = facts, saved
    return False

"""From a journal's bytes back to the document."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from pith.edit import History, Selection
from pith.text import Text
from pith.workspace._journal._checkpoint import Checkpoint
from pith.workspace._journal._framing import Condition, scan
from pith.workspace._journal._known import Known
from pith.workspace._journal._playing import Player
from pith.workspace._journal._unfinished_save import finish_saving
from pith.workspace._journal._unpacking import DamagedError, Decoded
from pith.workspace._journal._values import Facts, Load, SavedState
from pith.workspace._waiting import Waiting


class Journal(NamedTuple):
    """What a journal says: the document as it was after the last whole record.

    `saved_text` is None where it is not known any more. `condition` says how the file ended;
    `pieces` is true when there was no whole checkpoint: the text may be a part of what was there,
    or, where the file that it belongs to is another now, what was typed into it.
    """

    facts: Facts
    text: Text
    history: History
    saved: SavedState
    saved_text: Text | None
    selection: Selection
    seen: dict[str, Any]
    time: float | None
    condition: Condition
    pieces: bool
    left: tuple[Path, ...] = ()
    """What a save that was under way at the end may have left beside its file."""
    broken_off: bool = False
    """Whether that save may have written a part of the file."""
    waiting: tuple[Waiting, ...] = ()
    """What had still to be done to the document."""


class EmptyJournalError(Exception):
    """There is nothing in the journal that could be recovered."""


def read_journal(data: bytes, load: Load, clock_offset: float) -> Journal:
    """Read a journal. `load` gives the text of the file that large documents are edits to, None
    if it cannot be had. `clock_offset` is taken from the times of the world. Looks at the file that
    was being saved at the end, if one was: the process may have been killed when it held all.

    Raises NotAJournalError, NewerFormatError and EmptyJournalError.
    """
    payloads, _, condition = scan(data)
    known = Known(clock_offset)
    checkpoint = Checkpoint(known, load)
    player = Player(known)
    decoded = Decoded(payloads)
    try:
        if not checkpoint.read(iter(decoded)):
            return _partly(known, checkpoint, _worse(condition, decoded))
        player.play(checkpoint.find_text(iter(decoded)))
    except DamagedError:
        condition = Condition.DAMAGED
    condition = _worse(condition, decoded)
    if checkpoint.tree is None or known.facts is None or known.saved is None:
        return _partly(known, checkpoint, condition)._replace(waiting=known.waiting)
    left: tuple[Path, ...] = ()
    broken_off = False
    if known.saving is not None:
        left = known.saving.left
        broken_off = finish_saving(known, known.saving, load)
    journal = _as_it_was(known, checkpoint, player.typed, condition)
    return journal._replace(left=left, broken_off=broken_off, waiting=known.waiting)


def _worse(condition: Condition, decoded: Decoded) -> Condition:
    return Condition.DAMAGED if decoded.damaged else condition


def _as_it_was(
    known: Known, checkpoint: Checkpoint, typed: list[str], condition: Condition
) -> Journal:
    """The document as it was after the last record that could be played."""
    assert known.facts is not None
    assert known.saved is not None
    if any(typed):
        return _plain(known, "".join(typed), condition)
    if known.text is None:
        if checkpoint.pieces:
            return _partly(known, checkpoint, condition)
        return _fragments(known, checkpoint, condition)
    saved_text: Text | None = None
    # It may be forgotten by a history that holds only so much.
    with suppress(KeyError, ValueError):
        saved_text = known.text_at(known.saved.state, known.text)
    if saved_text is None and checkpoint.beginning[0] == known.saved.state:
        saved_text = checkpoint.beginning[1]
    selection = known.selection
    if selection is None or selection.ranges[-1].end > len(known.text):
        selection = Selection.caret(0)
    return Journal(
        known.facts,
        known.text,
        known.history,
        known.saved,
        saved_text,
        selection,
        known.seen,
        known.time,
        condition,
        False,
    )


def _partly(known: Known, checkpoint: Checkpoint, condition: Condition) -> Journal:
    """The parts of a text without a history."""
    if known.facts is None or not checkpoint.pieces:
        raise EmptyJournalError
    return _plain(known, "".join(checkpoint.pieces), condition)


def _fragments(known: Known, checkpoint: Checkpoint, condition: Condition) -> Journal:
    """What was typed into a file that is another one now."""
    assert checkpoint.tree is not None
    start = known.history.exchanged_state()
    try:
        changes = known.history.changes_to(
            known.history.state, checkpoint.tree.anchor if start is None else start
        )
    except (KeyError, ValueError):
        changes = None
    typed = [insert for _, _, insert in changes.edits if insert] if changes is not None else []
    if not typed:
        raise EmptyJournalError
    return _plain(known, "\n".join(typed), condition)


def _plain(known: Known, content: str, condition: Condition) -> Journal:
    assert known.facts is not None
    saved = SavedState(-1, None, "utf-8", False)
    return Journal(
        known.facts,
        Text.of(content),
        History(),
        saved,
        None,
        Selection.caret(0),
        {},
        known.time,
        condition,
        True,
    )

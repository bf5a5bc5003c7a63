"""From a journal's bytes back to the document."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from pith.base import ProblemError
from pith.edit import ChangeSet, History, HistoryRecord, HistorySnapshot, Selection
from pith.text import Edit, FileStamp, Text, stamp_of
from pith.workspace._journal import _records as records
from pith.workspace._journal._fingerprint import fingerprint
from pith.workspace._journal._framing import Condition, scan
from pith.workspace._journal._values import Facts, Load, SavedState, Saving
from pith.workspace._line_ends import line_ending_of_event
from pith.workspace._waiting import Waiting

_NO_LIMIT = 1 << 62
_ENDLESS = 1 << 40
"""Code points that a text has of which nobody knows how far its file was read."""
_MOST_COMPARED = 64_000_000
"""Bytes of a file that is read to find out whether it holds what was being saved."""


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
    reader = _Reader(load, clock_offset)
    decoded = _Decoded(payloads)
    try:
        complete = reader.read_checkpoint(iter(decoded))
        if not complete:
            return reader.partly(_worse(condition, decoded))
        reader.play(reader.find_text(iter(decoded)))
    except _DamagedError:
        condition = Condition.DAMAGED
    journal = reader.result(_worse(condition, decoded))
    return journal._replace(left=reader.left, broken_off=reader.broken_off, waiting=reader.waiting)


class _DamagedError(Exception):
    """What the records say does not fit together."""


class _Decoded:
    """The records, up to one that is none."""

    def __init__(self, payloads: list[bytes]) -> None:
        self.damaged = False
        self._payloads = iter(payloads)

    def __iter__(self) -> Iterator[records.Record]:
        for payload in self._payloads:
            try:
                record = records.decode(payload)
            except ValueError:
                self.damaged = True
                return
            yield record


def _worse(condition: Condition, decoded: _Decoded) -> Condition:
    return Condition.DAMAGED if decoded.damaged else condition


class _Reader:
    """A document in the making."""

    def __init__(self, load: Load, clock_offset: float) -> None:
        self._load = load
        self._offset = clock_offset
        self._facts: Facts | None = None
        self._saved: SavedState | None = None
        self._saving: Saving | None = None
        self.left: tuple[Path, ...] = ()
        self.broken_off = False
        self._pieces: list[str] = []
        self._base: records.Base | None = None
        self._nodes: list[HistoryRecord] = []
        self._tree: records.Tree | None = None
        self._seen: dict[str, Any] = {}
        self._selection: Selection | None = None
        self._last_after: Selection | None = None
        self._time: float | None = None
        self._text: Text | None = None
        self._length = self._base_length = 0
        self._beginning: tuple[int, Text | None] = (-1, None)
        """What the checkpoint began with: a state, and its text if it is known."""
        self._history = History(_NO_LIMIT)
        self.waiting: tuple[Waiting, ...] = ()
        self._forgot = False
        """Whether there were states whose texts are in no file."""
        self._typed: list[str] = []

    # The checkpoint

    def read_checkpoint(self, entries: Iterator[records.Record]) -> bool:
        """Whether it was there as a whole."""
        for record in entries:
            match record:
                case records.Piece(content):
                    self._pieces.append(self._text_of(content))
                case records.Base():
                    self._base = record
                case records.Node():
                    self._nodes.append(self._node(record))
                case records.Tree():
                    if self._base is None and not self._pieces:
                        raise _DamagedError
                    self._tree = record
                    self._make_history(record)
                    return True
                case _:
                    self._take(record)
        return False

    def _text_of(self, content: bytes) -> str:
        try:
            return records.unpack_text(content)
        except ValueError:
            raise _DamagedError from None

    def _node(self, node: records.Node) -> HistoryRecord:
        try:
            return HistoryRecord(
                node.state,
                node.parent,
                tuple(node.children),
                tuple([records.unpack_changes(each) for each in node.forward]),
                tuple([records.unpack_changes(each) for each in node.backward]),
                records.unpack_selection(node.selection_before),
                records.unpack_selection(node.selection_after),
                node.event,
                node.group,
                node.time - self._offset,
                node.whole,
            )
        except ValueError:
            raise _DamagedError from None

    def _make_history(self, tree: records.Tree) -> None:
        snapshot = HistorySnapshot(
            tuple(self._nodes), tree.current, tree.latest_state, tree.is_open
        )
        try:
            self._history = History.of_snapshot(snapshot, _NO_LIMIT)
        except ValueError:
            raise _DamagedError from None
        current = next(each for each in self._nodes if each.state == tree.current)
        self._selection = self._last_after = current.selection_after
        if current.forward:
            self._time = current.time + self._offset

    def find_text(self, entries: Iterator[records.Record]) -> Iterator[records.Record]:
        """Get the text that the checkpoint is about. If the file holds another one, it may still
        turn out that it was saved since; until then nothing is known but what is done to it.

        Returns what comes after the checkpoint.
        """
        assert self._tree is not None
        if self._base is not None and not self._base.fingerprint:
            left = list(entries)
            entries = iter(left)
            found = [each for each in left if isinstance(each, records.Fingerprint)]
            if found:
                self._base.fingerprint = found[0].fingerprint
        self._find_text()
        return entries

    def _find_text(self) -> None:
        assert self._tree is not None
        text: Text | None
        if self._base is None:
            text = Text.of("".join(self._pieces))
            self._length = self._base_length = len(text)
        else:
            text = self._load(self._facts_or_damaged(), self._saved_or_damaged())
            length = self._base_length = self._base.length
            if text is not None and not self._is_base(text):
                text = None
            # It may have been appended to, or not been read to its end: what was edited is before.
            self._length = len(text) if text is not None else _ENDLESS
            self._history.grow(self._length - length)
        anchor = self._tree.anchor
        self._beginning = (anchor, text)
        if self._history.is_exchanged_since(anchor):
            if text is None or self._length != self._base_length or not self._go_on_from(text):
                self._forget_text()
            return
        try:
            route = self._history.changes_to(self._tree.current, anchor)
            if text is not None:
                kept = text
                self._forgot = self._history.find_texts(
                    lambda state: self._text_if_known(state, kept, anchor)
                )
            if route is not None:
                self._length = route.length_after
                text = route.apply(text) if text is not None else None
        except (KeyError, ValueError):
            raise _DamagedError from None
        self._text = text

    def _is_base(self, text: Text) -> bool:
        """Whether what the file holds begins with the text that the checkpoint is about."""
        assert self._base is not None
        length, known = self._base.length, self._base.fingerprint
        if len(text) < length:
            return False
        if known:
            return fingerprint(text, length) == known
        # The program ended before it was found: the file must not have been touched.
        facts, stamp = self._facts_or_damaged(), self._saved_or_damaged().stamp
        try:
            return facts.path is not None and stamp is not None and stamp_of(facts.path) == stamp
        except ProblemError:
            return False

    def _go_on_from(self, text: Text) -> bool:
        """Do again what led from the checkpoint's text to the one where the document was, in which
        texts were exchanged as a whole; whether that could be done."""
        assert self._tree is not None
        place = {each.state: number for number, each in enumerate(self._nodes)}
        way: list[int] = []
        state = self._tree.current
        while state != self._tree.anchor:
            way.append(place[state])
            parent = self._nodes[place[state]].parent
            if parent is None:
                return False
            state = parent
        nodes = list(self._nodes)
        try:
            for number in reversed(way):
                node = nodes[number]
                after = _again(text, node.event) if node.whole and not node.forward else text
                if after is None:
                    return False
                if node.whole:
                    nodes[number] = node._replace(
                        before=text, after=after if after is not text else None
                    )
                for changes in node.forward:
                    after = ChangeSet.of_ordered(changes.length_before, changes.edits).apply(after)
                text = after
        except ValueError:
            raise _DamagedError from None
        self._nodes = nodes
        self._make_history(self._tree)
        self._forgot = self._history.find_texts(lambda state: None)
        self._text, self._length = text, len(text)
        return True

    def _forget_text(self) -> None:
        """The text became another one that is in no file: what is known is what was typed since."""
        grown = self._length - self._base_length  # which all that the history has is longer by
        self._text, self._length = None, _ENDLESS
        current = next(each for each in self._nodes if each.state == self._history.state)
        if current.forward:
            self._length = current.forward[-1].length_after + grown

    def _text_if_known(self, state: int, text: Text, start: int) -> Text | None:
        try:
            return self._text_at(state, text, start)
        except KeyError:
            return None

    def _text_at(self, state: int, text: Text, start: int | None = None) -> Text:
        """The text of a state, given the one of state `start` (None: the current one)."""
        route = self._history.changes_to(state, start)
        return route.apply(text) if route is not None else text

    # What came after it

    def play(self, entries: Iterator[records.Record]) -> None:
        """Do again what was done."""
        for record in entries:
            match record:
                case records.Edited():
                    self._edit(record)
                case records.Exchanged():
                    self._exchange(record)
                case records.Grown(content):
                    tail = Text.of(self._text_of(content))
                    if self._text is not None:
                        self._text = self._text.grown(tail)
                    self._length += len(tail)
                    self._history.grow(len(tail), tail)
                case records.Moved(state, remember):
                    if self._forgot and state not in self._history:
                        self._gather(entries)
                        return
                    self._move(state, remember)
                case records.Reselected(selection):
                    self._history.reselect(self._ranges(selection))
                    self._selection = self._ranges(selection)
                case _:
                    self._take(record)

    def _edit(self, record: records.Edited) -> None:
        try:
            changes = ChangeSet.of_ordered(self._length, records.unpack_edits(record.edits))
            inverse: ChangeSet | None = None
            if record.removed is not None:
                removed = [records.unpack_text(each) for each in record.removed]
                inverse = _inverse(changes, removed)
        except ValueError:
            raise _DamagedError from None
        selection = self._ranges(record.selection_after)
        before = self._last_after
        if record.selection_before is not None:
            before = self._ranges(record.selection_before)
        if before is None or (record.joined and not self._history.can_undo):
            raise _DamagedError
        self._history.record(
            changes,
            inverse,
            before,
            selection,
            record.event,
            record.time - self._offset,
            record.group,
            record.joined,
            self._text if inverse is None else None,
        )
        self._change(changes)
        self._selection = self._last_after = selection
        self._time = record.time
        self._seen = {}

    def _exchange(self, record: records.Exchanged) -> None:
        after = self._ranges(record.selection_after)
        before = self._last_after or after
        time = record.time - self._offset
        text = _again(self._text, record.event) if self._text is not None else None
        known = self._text if text is not None else None
        self._history.exchange(known, text, before, after, record.event, time)
        self._text, self._length = text, len(text) if text is not None else _ENDLESS
        self._selection = self._last_after = after

    def _gather(self, entries: Iterator[records.Record]) -> None:
        """The document went to a text of which nothing is known, as it was taken out of the file
        and is in no other: of what comes after it there is only what was typed."""
        for record in entries:
            if isinstance(record, records.Edited):
                self._typed += [self._text_of(insert) for _, _, insert in record.edits]
                self._time = record.time

    def _move(self, state: int, remember: bool) -> None:
        try:
            steps = self._history.go_to(state, remember=remember)
            for step in steps:
                if step.text is None:
                    self._change(step.changes)
                else:
                    self._length, self._text = len(step.text), step.text
        except (KeyError, ValueError):
            raise _DamagedError from None
        if steps:
            self._selection = steps[-1].selection
        self._seen = {}

    def _change(self, changes: ChangeSet) -> None:
        self._length = changes.length_after
        if self._text is not None:
            self._text = changes.apply(self._text)

    def _ranges(self, ranges: records.Ranges) -> Selection:
        try:
            return records.unpack_selection(ranges)
        except ValueError:
            raise _DamagedError from None

    def _take(self, record: records.Record) -> None:
        match record:
            case records.Meta():
                path = Path(os.fsdecode(record.path)) if record.path is not None else None
                self._facts = Facts(
                    path,
                    self._text_of(record.name),
                    record.language,
                    record.language_chosen,
                    record.encoding,
                    record.bom,
                    record.line_ending,
                    record.mixed,
                    record.indentation,
                )
            case records.Saved():
                self._saved = SavedState(
                    record.state, _stamp(record.stamp), record.encoding, record.bom
                )
                self._saving = None
            case records.Saving():
                self._saving = Saving(
                    Path(os.fsdecode(record.path)),
                    record.state,
                    _stamp(record.stamp),
                    record.encoding,
                    record.bom,
                    tuple([Path(os.fsdecode(each)) for each in record.left]),
                )
            case records.Seen(view):
                self._seen = view
            case records.Fingerprint():
                pass
            case records.Awaited(waiting):
                self.waiting = tuple(
                    [
                        Waiting(command, arguments, self._ranges(selected) if selected else None)
                        for command, arguments, selected in waiting
                    ]
                )
            case _:
                raise _DamagedError

    # What comes of it

    def _facts_or_damaged(self) -> Facts:
        if self._facts is None:
            raise _DamagedError
        return self._facts

    def _saved_or_damaged(self) -> SavedState:
        if self._saved is None:
            raise _DamagedError
        return self._saved

    def result(self, condition: Condition) -> Journal:
        """The document as it was after the last record that could be played."""
        if self._tree is None or self._facts is None or self._saved is None:
            return self.partly(condition)
        if self._saving is not None:
            self._finish_saving(self._saving)
        if any(self._typed):
            return self._plain("".join(self._typed), condition)
        if self._text is None:
            return self.partly(condition) if self._pieces else self.fragments(condition)
        saved_text: Text | None = None
        # It may be forgotten by a history that holds only so much.
        with suppress(KeyError, ValueError):
            saved_text = self._text_at(self._saved.state, self._text)
        if saved_text is None and self._beginning[0] == self._saved.state:
            saved_text = self._beginning[1]
        selection = self._selection
        if selection is None or selection.ranges[-1].end > len(self._text):
            selection = Selection.caret(0)
        return Journal(
            self._facts,
            self._text,
            self._history,
            self._saved,
            saved_text,
            selection,
            self._seen,
            self._time,
            condition,
            False,
        )

    def _finish_saving(self, saving: Saving) -> None:
        """If the save that was announced last was done before the end came, say so."""
        assert self._facts is not None
        assert self._saved is not None
        self.left = saving.left
        self.broken_off = bool(saving.left)
        try:
            stamp = stamp_of(saving.path)
        except ProblemError:
            return
        if stamp is None:
            return
        if self._saved.stamp is not None and stamp[:4] == self._saved.stamp[:4]:
            self.broken_off = False  # it was not even begun
            return
        facts = self._facts._replace(path=saving.path)
        saved = SavedState(saving.state, stamp, saving.encoding, saving.bom)
        try:
            if saving.stamp is not None and stamp[:4] == saving.stamp[:4]:
                if self._text is None:
                    written = self._load(facts, saved)
                    if written is None:
                        return
                    since = self._history.changes_to(self._history.state, saving.state)
                    # Now it is known where the text ends.
                    length = since.length_before if since is not None else self._length
                    self._history.grow(len(written) - length)
                    self._text = self._text_at(self._history.state, written, saving.state)
            elif (
                self._text is None
                or stamp.size > _MOST_COMPARED
                or self._load(facts, saved) != self._text_at(saving.state, self._text)
            ):
                return  # what came of it cannot be told any more
        except (KeyError, ValueError):
            return
        self._facts, self._saved = facts, saved
        self.broken_off = False

    def partly(self, condition: Condition) -> Journal:
        """The parts of a text without a history."""
        if self._facts is None or not self._pieces:
            raise EmptyJournalError
        return self._plain("".join(self._pieces), condition)

    def fragments(self, condition: Condition) -> Journal:
        """What was typed into a file that is another one now."""
        assert self._tree is not None
        start = self._history.exchanged_state()
        try:
            changes = self._history.changes_to(
                self._history.state, self._tree.anchor if start is None else start
            )
        except (KeyError, ValueError):
            changes = None
        typed = [insert for _, _, insert in changes.edits if insert] if changes is not None else []
        if not typed:
            raise EmptyJournalError
        return self._plain("\n".join(typed), condition)

    def _plain(self, content: str, condition: Condition) -> Journal:
        saved = SavedState(-1, None, "utf-8", False)
        return Journal(
            self._facts_or_damaged(),
            Text.of(content),
            History(),
            saved,
            None,
            Selection.caret(0),
            {},
            self._time,
            condition,
            True,
        )


def _again(text: Text, event: str) -> Text | None:
    """The text that a step made of this one as a whole, made once more; None: that cannot be."""
    line_ending = line_ending_of_event(event)
    if line_ending is None:
        return None
    from pith.text import with_line_ending

    try:
        return with_line_ending(text, line_ending)
    except OSError:  # no room for it: what was typed is kept all the same
        return None


def _stamp(stamp: tuple[int, int, int, int, int] | None) -> FileStamp | None:
    return FileStamp(*stamp) if stamp is not None else None


def _inverse(changes: ChangeSet, removed: list[str]) -> ChangeSet:
    """The changes that take `changes` back, which took out what is `removed`."""
    edits = []
    growth = 0
    if len(removed) != len(changes.edits):
        raise ValueError("every edit takes something out, be it nothing")
    for (start, end, insert), gone in zip(changes.edits, removed, strict=True):
        if len(gone) != end - start:
            raise ValueError(f"an edit of {end - start} took out {len(gone)}")
        edits.append(Edit(start + growth, start + growth + len(insert), gone))
        growth += len(insert) - len(gone)
    return ChangeSet.of_ordered(changes.length_after, tuple(edits))

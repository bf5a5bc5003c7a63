"""The checkpoint that a journal begins with, and finding the text that it is about."""

from __future__ import annotations

from collections.abc import Iterator

from pith.base import ProblemError
from pith.edit import ChangeSet, History, HistoryRecord, HistorySnapshot
from pith.text import Text, stamp_of
from pith.workspace._journal import _records as records
from pith.workspace._journal._fingerprint import fingerprint
from pith.workspace._journal._known import ENDLESS, NO_LIMIT, Known, made_again
from pith.workspace._journal._unpacking import DamagedError, node_of, text_of
from pith.workspace._journal._values import Load


class Checkpoint:
    """A document as it was when its journal was begun. What it says is entered in `known`."""

    def __init__(self, known: Known, load: Load) -> None:
        self._known = known
        self._load = load
        self.pieces: list[str] = []
        self.tree: records.Tree | None = None
        #: What it began with: a state, and its text if it is known.
        self.beginning: tuple[int, Text | None] = (-1, None)
        self._base: records.Base | None = None
        self._base_length = 0
        self._nodes: list[HistoryRecord] = []

    def read(self, entries: Iterator[records.Record]) -> bool:
        """Whether it is there as a whole. Raises DamagedError, as find_text() does."""
        for record in entries:
            match record:
                case records.Piece(content):
                    self.pieces.append(text_of(content))
                case records.Base():
                    self._base = record
                case records.Node():
                    self._nodes.append(node_of(record, self._known.clock_offset))
                case records.Tree():
                    if self._base is None and not self.pieces:
                        raise DamagedError
                    self.tree = record
                    self._make_history(record)
                    return True
                case _:
                    self._known.take(record)
        return False

    def _make_history(self, tree: records.Tree) -> None:
        known = self._known
        snapshot = HistorySnapshot(
            tuple(self._nodes), tree.current, tree.latest_state, tree.is_open
        )
        try:
            known.history = History.of_snapshot(snapshot, NO_LIMIT)
        except ValueError:
            raise DamagedError from None
        current = next(each for each in self._nodes if each.state == tree.current)
        known.selection = known.last_after = current.selection_after
        if current.forward:
            known.time = current.time + known.clock_offset

    def find_text(self, entries: Iterator[records.Record]) -> Iterator[records.Record]:
        """Get the text that the checkpoint is about. If the file holds another one, it may still
        turn out that it was saved since; until then nothing is known but what is done to it.

        Returns what comes after the checkpoint.
        """
        assert self.tree is not None
        if self._base is not None and not self._base.fingerprint:
            left = list(entries)
            entries = iter(left)
            found = [each for each in left if isinstance(each, records.Fingerprint)]
            if found:
                self._base.fingerprint = found[0].fingerprint
        self._find_text()
        return entries

    def _find_text(self) -> None:
        assert self.tree is not None
        known = self._known
        text: Text | None
        if self._base is None:
            text = Text.of("".join(self.pieces))
            known.length = self._base_length = len(text)
        else:
            text = self._load(known.facts_or_damaged(), known.saved_or_damaged())
            length = self._base_length = self._base.length
            if text is not None and not self._is_base(text):
                text = None
            # It may have been appended to, or not been read to its end: what was edited is before.
            known.length = len(text) if text is not None else ENDLESS
            known.history.grow(known.length - length)
        anchor = self.tree.anchor
        self.beginning = (anchor, text)
        if known.history.is_exchanged_since(anchor):
            if text is None or known.length != self._base_length or not self._go_on_from(text):
                self._forget_text()
            return
        try:
            route = known.history.changes_to(self.tree.current, anchor)
            if text is not None:
                kept = text
                known.forgot = known.history.find_texts(
                    lambda state: self._text_if_known(state, kept, anchor)
                )
            if route is not None:
                known.length = route.length_after
                text = route.apply(text) if text is not None else None
        except (KeyError, ValueError):
            raise DamagedError from None
        known.text = text

    def _is_base(self, text: Text) -> bool:
        """Whether what the file holds begins with the text that the checkpoint is about."""
        assert self._base is not None
        length, known = self._base.length, self._base.fingerprint
        if len(text) < length:
            return False
        if known:
            return fingerprint(text, length) == known
        # The program ended before it was found: the file must not have been touched.
        facts, stamp = self._known.facts_or_damaged(), self._known.saved_or_damaged().stamp
        try:
            return facts.path is not None and stamp is not None and stamp_of(facts.path) == stamp
        except ProblemError:
            return False

    def _go_on_from(self, text: Text) -> bool:
        """Do again what led from the checkpoint's text to the one where the document was, in which
        texts were exchanged as a whole; whether that could be done."""
        assert self.tree is not None
        place = {each.state: number for number, each in enumerate(self._nodes)}
        way: list[int] = []
        state = self.tree.current
        while state != self.tree.anchor:
            way.append(place[state])
            parent = self._nodes[place[state]].parent
            if parent is None:
                return False
            state = parent
        nodes = list(self._nodes)
        try:
            for number in reversed(way):
                node = nodes[number]
                after = made_again(text, node.event) if node.whole and not node.forward else text
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
            raise DamagedError from None
        self._nodes = nodes
        self._make_history(self.tree)
        self._known.forgot = self._known.history.find_texts(lambda state: None)
        self._known.text, self._known.length = text, len(text)
        return True

    def _forget_text(self) -> None:
        """The text became another one that is in no file: what is known is what was typed since."""
        known = self._known
        grown = known.length - self._base_length  # which all that the history has is longer by
        known.text, known.length = None, ENDLESS
        current = next(each for each in self._nodes if each.state == known.history.state)
        if current.forward:
            known.length = current.forward[-1].length_after + grown

    def _text_if_known(self, state: int, text: Text, start: int) -> Text | None:
        try:
            return self._known.text_at(state, text, start)
        except KeyError:
            return None

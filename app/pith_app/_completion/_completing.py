"""Asking for what could stand at the caret, narrowing it down while one types, putting it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from pith.api import Completion, Point
from pith.base import Future, Scope
from pith.edit import ChangeSet, Range, Selection, Transaction
from pith.text import Edit, is_word_character
from pith.workspace import View, ViewUpdate
from pith_app._completion._list import CompletionList
from pith_app._extensions._snapshots import Snapshot, document_info
from pith_app._window._pick import PickItem
from pith_app._window._pick._fuzzy import fuzzy_match

if TYPE_CHECKING:
    from pith_app._program import Program

_MOST_SHOWN = 200
_LONGEST_WORD = 200


class Completing:
    """One list at a time, for the active editor.

    What extensions answer is asked for once; while the word is typed on, what fits it is shown.
    Snippets whose prefix fits stand in the same list.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._scope = Scope("completion")
        self._list: CompletionList | None = None
        self._asked: Future[Sequence[Completion]] | None = None
        self._found: tuple[Completion, ...] = ()
        self._shown: list[Completion] = []
        self._view: View | None = None
        self._start = 0
        add = self._scope.add
        add(program.factory.view_changed.connect(self._view_changed))
        add(program.factory.focus_changed.connect(lambda widget, on: on or self.close()))
        add(program.editors.active_changed.connect(lambda tab: self.close()))

    def dispose(self) -> None:
        self.close()
        self._scope.dispose()
        if self._list is not None:
            self._list.dispose()

    @property
    def shown(self) -> list[str]:
        """The labels in the list."""
        visible = self._list is not None and not self._list.isHidden()
        return [each.label for each in self._shown] if visible else []

    # Asking

    def ask(self, view: View) -> None:
        """Show what could stand at the caret of the active editor, as soon as it is known."""
        self.close()
        document = view.document
        text, head = view.state.text, view.selection.primary.head
        self._view = view
        self._start = head - len(self._word(view))
        self._found = self._snippets(view)
        extensions = self._program.extensions
        if extensions is None:
            self._narrow()
            return
        asked = extensions.host.events.completions(
            document_info(document),
            Snapshot(text, document.version),
            Point(*text.point_at(head)),
        )
        if asked is None:
            self._narrow()
            return
        self._asked = asked
        asked.on_done(self._answered)

    def _answered(self, done: Future[Sequence[Completion]]) -> None:
        if done is not self._asked:
            return
        self._asked = None
        if done.exception() is None:
            self._found = (*self._found, *done.result())
            self._narrow()

    def _snippets(self, view: View) -> tuple[Completion, ...]:
        return tuple(
            Completion(prefix, entry.body, entry.description or entry.name, "symbol-snippet", True)
            for entry in self._program.snippets.of_view(view)
            for prefix in entry.prefixes[:1]
        )

    def _word(self, view: View) -> str:
        """What is typed of the word before the primary caret."""
        text, head = view.state.text, view.selection.primary.head
        start = max(text.line_start(text.row_at(head)), head - _LONGEST_WORD)
        before = text.slice(start, head)
        at = len(before)
        separators = view.document.options.word_separators
        while at and is_word_character(before[at - 1], separators):
            at -= 1
        return before[at:]

    # Showing

    def _narrow(self) -> None:
        """Show what fits the word as it is typed by now."""
        view = self._view
        widget = self._program.editors.active_widget
        if view is None or widget is None or widget.view is not view:
            self.close()
            return
        word = self._word(view)
        fitting: list[tuple[int, int, PickItem]] = []
        seen = set()
        for number, each in enumerate(self._found):
            match = fuzzy_match(word, each.label)
            if match is None or each.label in seen or (each.label == word and not each.snippet):
                continue
            seen.add(each.label)
            item = PickItem(
                str(number), each.label, each.detail, each.icon, "", "", match.positions
            )
            fitting.append((-match.score if word else 0, number, item))
        fitting.sort(key=lambda each: each[:2])
        items = [item for _, _, item in fitting[:_MOST_SHOWN]]
        self._shown = [self._found[int(item.id)] for item in items]
        if not items:
            self._hide()
            return
        if self._list is None:
            self._list = CompletionList(self._program.look, self._program.editors, self.take)
        place = widget.caret_area()
        corner = widget.mapTo(self._program.editors, QPoint(0, 0))
        left = corner.x() + int(place.left()) - self._program.look.px(28)
        bottom, top = corner.y() + int(place.bottom()) + 2, corner.y() + int(place.top()) - 2
        self._list.show_at(items, QPoint(left, bottom), top)
        self._program.kernel.context.set("completionVisible", True)

    def _view_changed(self, update: ViewUpdate, view: View) -> None:
        if view is not self._view:
            return
        primary = view.selection.primary
        typing = update.event in ("input.type", "delete.left")
        word = self._word(view)
        if not typing or not primary.is_empty or primary.head - len(word) != self._start:
            self.close()
        elif self._asked is None:
            self._narrow()

    def _hide(self) -> None:
        if self._list is not None:
            self._list.hide()
        self._program.kernel.context.set("completionVisible", False)

    def close(self) -> bool:
        """Show nothing and wait for nothing; False if nothing was shown."""
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.cancel()
        was_shown = bool(self.shown)
        self._view = None
        self._found, self._shown = (), []
        if was_shown:
            self._hide()
        return was_shown

    # Choosing

    def move(self, rows: int) -> bool:
        """Highlight another row; False if there is no list."""
        if not self.shown or self._list is None:
            return False
        self._list.move_by(rows)
        return True

    def take(self, row: int | None = None) -> bool:
        """Put what is highlighted (or in a row) at every caret; False if there is no list."""
        view = self._view
        if not self.shown or self._list is None or view is None:
            return False
        chosen = self._shown[self._list.row if row is None else row]
        word = self._word(view)
        self.close()
        if chosen.snippet:
            self._program.snippets.insert(view, chosen.text, word)
            return True
        view.apply(_put(view, word, chosen.text or chosen.label))
        return True


def _put(view: View, word: str, insert: str) -> Transaction:
    """The transaction that puts the text at every caret, in the place of `word` where it stands
    before one."""
    text, selection = view.state
    edits = []
    reached = 0
    for each in selection.ranges:
        start = each.start
        if word and text.slice(max(reached, start - len(word)), start) == word:
            start -= len(word)
        edits.append(Edit(start, each.end, insert))
        reached = each.end
    changes = ChangeSet.of(len(text), edits)
    carets = [Range.caret(changes.map(each.end, 1)) for each in selection.ranges]
    return Transaction(changes, Selection.of(carets, selection.primary_index), "completion")

"""Asking for what could stand at the caret, narrowing it down while one types, putting it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from pith.api import Completion, Point
from pith.base import Disposable, Future, OnDispose, Scope
from pith.edit import ChangeSet, Range, Selection, Transaction
from pith.qt import announce
from pith.text import Edit
from pith.workspace import View, ViewUpdate
from pith_app._completion._candidates import Candidate, Candidates, Fitting
from pith_app._completion._language_words import is_language_word
from pith_app._completion._list import CompletionList
from pith_app._completion._typed import Typed
from pith_app._extensions._snapshots import Snapshot, document_info
from pith_app._window._pick import PickItem

if TYPE_CHECKING:
    from pith.qt import EditorWidget
    from pith_app._program import Program

_MOST_SHOWN = 200
_TYPING = frozenset(("input.type", "delete.left"))
_CHOSEN = "snippet"


class Completing:
    """One list at a time, for the active editor.

    What extensions answer is asked for once; while the word is typed on, what fits it is shown,
    a turn of the event loop later: no key waits for that. Snippets whose prefix fits stand in the
    same list, and it shows the choices of a snippet's stop, of which the arrows put one.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._scope = Scope("completion")
        self._list: CompletionList | None = None
        self._asked: Future[Sequence[Completion]] | None = None
        self._found = Candidates()
        self._shown: list[Fitting] = []
        self._view: View | None = None
        self._start = 0
        self._choosing = False
        self._by_itself = False
        self._said = ""
        self._behind: Disposable | None = None
        """What shows what fits by now, when something was typed since the last time."""
        self._scrolled: Disposable = OnDispose()
        self._coloured: Disposable = OnDispose()
        self.left: tuple[View, int] | None = None
        """The view and the start of the word whose list was left with Escape."""
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
        return self._labels if visible else []

    @property
    def _labels(self) -> list[str]:
        return [each.completion.label for each in self._shown]

    @property
    def language(self) -> str | None:
        """The language of the document it is for."""
        return self._view.document.language_id if self._view is not None else None

    def follows(self, view: View) -> bool:
        """Whether it shows a list for that view, or waits for what to show."""
        return self._view is view

    # Asking

    def offer(self, view: View, choices: Sequence[str]) -> None:
        """Show what a stop of the snippet may be, if it is still being filled in."""
        self.close()
        ranges = view.selection.ranges
        if view.disposed or not choices or all(each.is_empty for each in ranges):
            return
        self._view = view
        self._start = view.selection.primary.start
        self._choosing = True
        self._found.add(Candidate(Completion(each, icon="symbol-enum-member")) for each in choices)
        self._narrow()

    def ask(self, view: View, *, by_itself: bool = False) -> None:
        """Show what could stand at the caret of the active editor, as soon as it is known.

        `by_itself`: nobody has asked, so that what is not begun to be typed is left out.
        """
        self.close()
        document = view.document
        text, head = view.state.text, view.selection.primary.head
        self._view = view
        self._by_itself = by_itself
        typed = Typed(view)
        self._start = typed.start
        self._found.add(self._snippets(view))
        extensions = self._program.extensions
        if extensions is None:
            self._narrow()
            return
        asked = extensions.host.events.completions(
            document_info(document),
            Snapshot(text, document.version),
            Point(*text.point_at(head)),
            typed.word_characters,
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
            self._found.add(map(Candidate, done.result()))
            self._narrow()

    def _snippets(self, view: View) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(
                Completion(
                    prefix, entry.body, entry.description or entry.name, "symbol-snippet", True
                ),
                True,
            )
            for entry in self._program.at_caret.snippets.of_view(view)
            for prefix in entry.prefixes
        )

    # Showing

    def _narrow(self) -> None:
        """Show what fits the word as it is typed by now."""
        view = self._view
        widget = self._program.editors.active_widget
        if view is None or widget is None or widget.view is not view:
            self.close()
            return
        self._shown = self._fitting(view)
        if not self._shown:
            self._hide()
            return
        if self._list is None:
            self._list = CompletionList(self._program.look, self._program.editors, self.take)
        standing = self._standing_choice(view) if self._choosing else ""
        labels = self._labels
        row = labels.index(standing) if standing in labels else 0
        self._list.show_at(list(map(_item, self._shown)), *self._place(widget), row)
        self._scrolled.dispose()
        self._scrolled = widget.scrolled.connect(lambda first, last: self._follow(widget))
        self._program.kernel.context.set("completionVisible", True)
        self._say()

    def _say(self) -> None:
        """Have the highlighted row read out: the keyboard stays with the text, so that nobody
        would hear of the list."""
        row = self._list.row if self._list is not None else -1
        widget = self._program.editors.active_widget
        if not 0 <= row < len(self._shown) or widget is None:
            return
        completion = self._shown[row].completion
        named = ", ".join(filter(None, (completion.label, completion.detail)))
        said = f"{named}, {row + 1} of {len(self._shown)}"
        if said != self._said:
            self._said = said
            announce(widget, said)

    def _place(self, widget: EditorWidget) -> tuple[QPoint, int]:
        """Where the list begins if it hangs below the caret, and where it ends above it."""
        caret = widget.caret_area()
        corner = widget.mapTo(self._program.editors, QPoint(0, 0))
        left = corner.x() + int(caret.left()) - self._program.look.px(28)
        below = QPoint(left, corner.y() + int(caret.bottom()) + 2)
        return below, corner.y() + int(caret.top()) - 2

    def _follow(self, widget: EditorWidget) -> None:
        """Stay at the caret, which was scrolled; where that is not seen, there is no list."""
        if self._list is None or self._list.isHidden():
            return
        if widget.caret_area().intersects(widget.text_area()):
            self._list.place(*self._place(widget))
        else:
            self.close()

    def _fitting(self, view: View) -> list[Fitting]:
        """What is worth showing, the best first."""
        if self._choosing:
            word = self._typed_choice(view)
            return self._found.fitting(word, lambda label: word, _MOST_SHOWN, every=True)
        typed = Typed(view)
        rows = self._found.fitting(typed.word, typed.of, _MOST_SHOWN, every=not self._by_itself)
        if rows and rows[0].completion.label != typed.word and self._is_complete(view, typed):
            complete = Completion(typed.word, icon="symbol-keyword")
            rows.insert(0, Fitting(complete, typed.word, tuple(range(len(typed.word)))))
        standing = [row for row in rows if row.stands]
        if len(standing) == len(rows) or len(view.selection.ranges) > 1:
            # At another caret it is typed as well, which makes it no word that there is.
            return [row for row in rows if not row.stands]
        return rows

    def _is_complete(self, view: View, typed: Typed) -> bool:
        """Whether a word of the language is typed, which need not stand anywhere else."""
        highlighter = self._program.highlighters.of(view.document)
        if highlighter is None or not typed.word:
            return False
        complete = is_language_word(highlighter, view.state.text, typed.start, typed.head)
        self._coloured.dispose()
        if not complete and highlighter.working:  # it may not have come to this row yet
            self._coloured = highlighter.changed.connect(lambda first, last: self._look_again())
        return complete

    def _look_again(self) -> None:
        """What is typed has its colours now, and may turn out to be a word of the language."""
        self._coloured.dispose()
        if self._view is None or not self.shown or self._list is None or self._list.row:
            return
        if self._fitting(self._view) != self._shown:
            self._narrow()

    def _typed_choice(self, view: View) -> str:
        """What is typed of a choice: nothing, as long as one is selected."""
        text, chosen = view.state.text, view.selection.primary
        start = min(self._start, chosen.head)
        return text.slice(start, chosen.head) if chosen.is_empty else ""

    def _standing_choice(self, view: View) -> str:
        """What stands at the stop that is filled in."""
        chosen = view.selection.primary
        return view.state.text.slice(chosen.start, chosen.end)

    def _view_changed(self, update: ViewUpdate, view: View) -> None:
        if self.left is not None and self.left[0] is view:
            typed = Typed(view)
            if typed.start != self.left[1] or not typed.word:
                self.left = None  # another word may come to stand there
        if view is not self._view:
            return
        if update.event in _TYPING or (self._choosing and update.event == _CHOSEN):
            if self._behind is None:
                self._behind = self._program.scheduler.call_soon(self._catch_up)
        else:
            self.close()

    def _catch_up(self) -> None:
        """Show what fits what is typed by now; nothing, if the caret has left the word."""
        behind, self._behind = self._behind, None
        view = self._view
        if behind is None or view is None:
            return
        behind.dispose()
        if self._choosing:
            start = self._start_of_stop(view)
            if start is not None:
                self._start = start
        else:
            primary = view.selection.primary
            start = Typed(view).start if primary.is_empty else None
        if start != self._start:
            self.close()
        elif self._asked is None:
            self._narrow()

    def _start_of_stop(self, view: View) -> int | None:
        """Where the stop with choices starts that the caret is in; None: it is in none."""
        session = self._program.at_caret.snippets.filling.session_of(view)
        if session is None or session.active not in session.choices:
            return None
        places, head = session.selection(), view.selection.primary.head
        ranges = places.ranges if places is not None else ()
        return next((each.start for each in ranges if each.start <= head <= each.end), None)

    def _hide(self) -> None:
        self._said = ""
        self._scrolled.dispose()
        if self._list is not None:
            self._list.hide()
        self._program.kernel.context.set("completionVisible", False)

    def close(self) -> bool:
        """Show nothing and wait for nothing; False if nothing was shown."""
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.cancel()
        if self._behind is not None:
            self._behind.dispose()
            self._behind = None
        self._coloured.dispose()
        was_shown = bool(self.shown)
        self._view = None
        self._choosing = False
        self._found, self._shown = Candidates(), []
        if was_shown:
            self._hide()
        return was_shown

    def leave(self) -> bool:
        """Close it for as long as the same word is typed; False if nothing was shown."""
        self._catch_up()
        left = (self._view, self._start) if self._view is not None else None
        if not self.close():
            return False
        self.left = left
        return True

    # Choosing

    def move(self, rows: int) -> bool:
        """Highlight another row, of choices put another; False if there is no list."""
        self._catch_up()
        view = self._view
        if not self.shown or self._list is None or view is None:
            return False
        filling = self._program.at_caret.snippets.filling
        if self._choosing and abs(rows) == 1 and filling.choose(view, rows):
            return True  # the list follows
        self._list.move_by(rows)
        self._say()
        return True

    def take(self, row: int | None = None, *, key: str = "") -> bool:
        """Put what is highlighted (or in a row) at every caret; False if there is no list. From a
        choice it goes on to the next stop of the snippet.

        `key`: what was pressed for it. Where what would be put stands there already, the list is
        only closed, and the answer is False if the key has something else to do: Enter behind a
        word breaks the line.
        """
        self._catch_up()
        view = self._view
        if not self.shown or self._list is None or view is None:
            return False
        chosen = self._shown[self._list.row if row is None else row]
        choosing = self._choosing
        completion, typed = chosen.completion, chosen.typed
        stands = self._standing_choice(view) == completion.label if choosing else chosen.stands
        self.close()
        snippets = self._program.at_caret.snippets
        if stands and key == "enter" and not choosing:
            return False
        if completion.snippet:
            snippets.insert(view, completion.text, typed)
        elif not stands:
            view.apply(_put(view, typed, completion.text or completion.label))
        if choosing:
            snippets.filling.step(view, 1)
        return True


def _item(row: Fitting) -> PickItem:
    label, _, detail, icon, _ = row.completion
    return PickItem(label, label, detail, icon, "", "", row.positions)


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

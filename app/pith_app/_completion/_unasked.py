"""Completions that come by themselves while somebody types."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from pith.base import Disposable
from pith.workspace import View, ViewUpdate
from pith_app._completion._typed import Typed

if TYPE_CHECKING:
    from pith_app._program import Program


class _Begun(NamedTuple):
    """`start`: where the word starts; `at`: where it is looked whether it is code, which the
    prefix of a snippet need not be: `#!` is a comment as soon as it is typed."""

    start: int
    at: int


class Unasked:
    """Asks for completions when some letters of a word have been typed, as the settings say.

    A key leaves no more than a note.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._view: View | None = None
        self._waiting: Disposable | None = None
        self._typed_at = 0.0
        self._following = program.factory.view_changed.connect(self._view_changed)

    def dispose(self) -> None:
        self._following.dispose()
        if self._waiting is not None:
            self._waiting.dispose()

    def _view_changed(self, update: ViewUpdate, view: View) -> None:
        # Other views of the document show what was typed in the active one.
        if update.event == "input.type" and view is self._program.editors.active_view:
            self._view = view
            self._typed_at = monotonic()
            if self._waiting is None:
                self._wait(self._delay(view))

    def _delay(self, view: View) -> float:
        """Seconds after the last key: its pixels come first, and mostly those of the next key."""
        language = view.document.language_id
        delay = self._program.kernel.settings.get("editor.quickSuggestionsDelay", language)
        return float(delay) / 1000

    def _wait(self, seconds: float) -> None:
        self._waiting = self._program.scheduler.call_later(seconds, self._look)

    def _look(self) -> None:
        self._waiting = None
        view = self._view
        if view is not None and not view.disposed:
            left = self._typed_at + self._delay(view) - monotonic()
            if left > 0.001:  # somebody typed on
                self._wait(left)
                return
        self._view = None
        program = self._program
        if view is None or view.disposed or view is not program.editors.active_view:
            return
        get, language = program.kernel.settings.get, view.document.language_id
        wanted = get("editor.quickSuggestions", language)
        if wanted == "off":
            return
        typed = self._typed(view, int(get("editor.quickSuggestionsMinimum", language)))
        completing = program.at_caret.completing
        if typed is None or completing.follows(view) or completing.left == (view, typed.start):
            return
        if wanted == "code" and view.context_factory().in_string_or_comment(typed.at):
            return
        completing.ask(view, by_itself=True)

    def _typed(self, view: View, least: int) -> _Begun | None:
        """What is typed of a word, or of the prefix of a snippet; None if it is less than `least`
        letters, or if a word goes on behind the caret."""
        text, primary = view.state.text, view.selection.primary
        if not primary.is_empty:
            return None
        typed = Typed(view)
        behind = text.slice(primary.head, min(primary.head + 1, len(text)))
        if typed.is_word(behind) or typed.word[:1].isdigit():
            return None
        least = max(least, 1)
        if len(typed.word) >= least:
            return _Begun(typed.start, typed.head)
        for entry in self._program.at_caret.snippets.of_view(view):
            for prefix in entry.prefixes:
                begun = typed.of(prefix)
                if len(begun) >= least:
                    return _Begun(typed.start, typed.head - len(begun))
        return None

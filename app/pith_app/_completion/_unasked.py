"""Completions that come by themselves while somebody types."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from pith.base import Disposable
from pith.text import is_word_character
from pith.workspace import View, ViewUpdate

if TYPE_CHECKING:
    from pith_app._program import Program


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
        if update.event == "input.type":
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
        start = _start_of_word(view, int(get("editor.quickSuggestionsMinimum", language)))
        completing = program.completing
        if start is None or completing.follows(view) or completing.left == (view, start):
            return
        head = view.selection.primary.head
        if wanted == "code" and view.context_factory().in_string_or_comment(head):
            return
        completing.ask(view)


def _start_of_word(view: View, least: int) -> int | None:
    """Where the word starts that the primary caret ends; None if there are not `least` letters
    of one, or if it goes on behind the caret."""
    text, primary = view.state.text, view.selection.primary
    if not primary.is_empty:
        return None
    separators = view.document.options.word_separators
    row = text.row_at(primary.head)
    line_start = text.line_start(row)
    before = text.slice(max(line_start, primary.head - 200), primary.head)
    at = len(before)
    while at and is_word_character(before[at - 1], separators):
        at -= 1
    word = before[at:]
    if len(word) < max(least, 1) or word[0].isdigit():
        return None
    behind = text.slice(primary.head, min(primary.head + 1, text.line_end(row)))
    return None if is_word_character(behind, separators) else primary.head - len(word)

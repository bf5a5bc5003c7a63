"""Marks that come when keys rest: no key waits for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from pith.edit import BracketSearch, EditorState, LanguageRules
from pith.qt._canvas import Canvas
from pith.qt._decorations import Span
from pith.qt._viewport import Viewport

if TYPE_CHECKING:
    from pith.qt._occurrences import OccurrenceSearch
    from pith.workspace import ChangedRows, Document

_OCCURRENCES = "occurrences"
_STEP = 0.003  # seconds of looking for something before keys and paints get their turn
_SLOW = 0.008  # seconds after which what differs from the file is given up until the next save


class RestingMarks:
    """Brackets that match, other places of a word, and rows that differ from the file.

    `decorate` is given a layer's name and its spans. What is looked for is looked for in the text
    that is shown, so a caller asks only while that is the text of its state.
    """

    def __init__(
        self,
        canvas: Canvas,
        viewport: Viewport,
        decorate: Callable[[str, Sequence[Span]], object],
    ) -> None:
        self._canvas = canvas
        self._viewport = viewport
        self._decorate = decorate
        self._occurrences = False
        self._changes_slow = False
        self._search: BracketSearch | None = None
        self._others: OccurrenceSearch | None = None

    def moved(self) -> None:
        """The caret is elsewhere, or the text another: nothing of this may be true any more."""
        self._canvas.brackets = ()
        self._search = self._others = None
        if self._occurrences:
            self._occurrences = False
            self._decorate(_OCCURRENCES, ())

    def leave(self) -> None:
        """Another document is going to be shown, its decorations are gone."""
        self._canvas.brackets = ()
        self._search = self._others = None
        self._occurrences = False
        self._canvas.scene.changes = []

    def saved(self) -> None:
        """What differs from the file may be found quickly from now on."""
        self._changes_slow = False

    def find_brackets(
        self, state: EditorState, rules: LanguageRules, is_other: Callable[[int], bool]
    ) -> bool:
        """Begin to match the bracket at the caret; True if others are to be painted than before.

        `is_other` says of an offset whether it is in a string or comment."""
        head = state.selection.primary.head
        self._search = BracketSearch(state.text, head, rules, is_other)
        return self._look_for_bracket()

    @property
    def searching(self) -> bool:
        """Whether go_on() has something to do: the bracket's partner is far away, or there is much
        to look through for other places."""
        return self._search is not None or self._others is not None

    def go_on(self) -> bool:
        """Look on, for the bracket first; True if others are to be painted than before."""
        if self._search is None:
            self._look_for_others()
            return False
        return self._look_for_bracket()

    def _look_for_bracket(self) -> bool:
        search = self._search
        if search is None or not search.go_on(_STEP):
            return False
        return self.set_brackets(search.found or ())

    def set_brackets(self, offsets: tuple[int, ...]) -> bool:
        self._search = None
        differ = offsets != self._canvas.brackets
        self._canvas.brackets = offsets
        return differ

    def find_occurrences(self, state: EditorState, separators: str) -> None:
        """Begin to look for the other places of what is selected, or of the word at the caret."""
        from pith.qt._occurrences import OccurrenceSearch

        rows = self._viewport.rows
        start, end = state.text.line_start(rows[0]), state.text.line_end(rows[-1])
        self._others = OccurrenceSearch(state.text, state.selection, separators, start, end)
        self._look_for_others()

    def _look_for_others(self) -> None:
        search = self._others
        if search is None or not search.go_on(_STEP):
            return
        self._others = None
        if search.found or self._occurrences:
            self._occurrences = bool(search.found)
            self._decorate(_OCCURRENCES, search.found)

    def find_changes(self, document: Document, *, wanted: bool) -> None:
        marks: list[ChangedRows] = []
        has_file = document.file.path is not None
        if wanted and has_file and not self._changes_slow and not document.large:
            from pith.workspace import changed_rows

            began = monotonic()
            marks = changed_rows(document)
            self._changes_slow = monotonic() - began > _SLOW
        if marks != self._canvas.scene.changes:
            self._canvas.scene.changes = marks
            self._canvas.damage_gutter()

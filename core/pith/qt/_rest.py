"""What an editor does when keys rest: a moment after the last one, and when nobody types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from pith.qt._awaited_pages import showing
from pith.qt._display import Display
from pith.qt._fold_handles import FoldHandles
from pith.qt._guard import guarded
from pith.qt._pair_guides import PairGuides
from pith.qt._resting_marks import RestingMarks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

# What comes a moment after the last key, and not before its pixels: brackets that match, which
# may take a search, and what is told to input methods.
_SETTLE_MILLISECONDS = 15

# Between two steps of a search for a bracket that is far away.
_SEARCH_MILLISECONDS = 4

# And what can wait until nobody types: other places of a word, and what differs from the file.
_IDLE_MILLISECONDS = 250


class Rest:
    """Timers and what they do: the second starts when the first is due, the third when there is
    more to search than goes at once."""

    def __init__(self, editor: QWidget, display: Display, fold_handles: FoldHandles) -> None:
        self._editor = editor
        self._display = display
        self._pages = display.pages
        self._fold_handles = fold_handles
        self.marks = RestingMarks(display.canvas, display.viewport, display.decorate)
        self.guides = PairGuides(display)
        self._settle_timer = self._timer(_SETTLE_MILLISECONDS, self.settle)
        self._idle_timer = self._timer(_IDLE_MILLISECONDS, self.idle)
        self._search_timer = self._timer(_SEARCH_MILLISECONDS, self._search_on)
        display.scrolled.connect(lambda *_: self._scrolled())
        display.brackets_counted.connect(self._find_guides)

    def _timer(self, milliseconds: int, due: Callable[[], object]) -> QTimer:
        timer = QTimer(self._editor)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(due)
        return timer

    @property
    def due(self) -> bool:
        """Whether something is still to be done."""
        timers = self._settle_timer, self._idle_timer, self._search_timer
        return any(timer.isActive() for timer in timers)

    def soon(self) -> None:
        """Begin to wait, from now on: a key was pressed, or something else is different."""
        self._settle_timer.start()

    def file_changed(self) -> None:
        """The document's file is another, or was saved."""
        self.marks.saved()
        self._idle_timer.start()

    def stop(self) -> None:
        self._settle_timer.stop()
        self._idle_timer.stop()
        self._search_timer.stop()

    @guarded
    def settle(self) -> None:
        self._match_brackets()
        self._find_guides()
        self._display.keep_lines()
        self._display.minimap.rest()
        self._idle_timer.start()
        self._editor.updateMicroFocus()
        self._fold_handles.repaint_arrows()

    @showing
    def _match_brackets(self) -> None:
        display = self._display
        if not display.style.options.bracket_match or not self._up_to_date:
            other = self.marks.set_brackets(())
        else:
            in_string = display.tokens.in_string_or_comment
            other = self.marks.find_brackets(display.state, display.rules, in_string)
        self._show_brackets(other)

    def _scrolled(self) -> None:
        if self.guides.scrolled():
            self._settle_timer.start()

    @showing
    def _find_guides(self) -> None:
        """Look for the brackets around the caret, or those that are seen, if guides are wanted."""
        if self._up_to_date:
            self._show_brackets(self.guides.find())

    @guarded
    def _search_on(self) -> None:
        self._go_on()

    @showing
    def _go_on(self) -> None:
        other = self.marks.go_on()
        self._show_brackets(self.guides.go_on() or other)

    def _show_brackets(self, other: bool) -> None:
        if other:
            self._display.refresh()
        if self.marks.searching or self.guides.searching:
            self._search_timer.start()

    @guarded
    def idle(self) -> None:
        document, options = self._display.view.document, self._display.style.options
        if options.occurrences and self._up_to_date:
            self._mark_occurrences(document.options.word_separators)
        self.marks.find_changes(document, wanted=options.change_marks)

    @showing
    def _mark_occurrences(self, separators: str) -> None:
        self.marks.find_occurrences(self._display.state, separators)
        if self.marks.searching:
            self._search_timer.start()

    @property
    def _up_to_date(self) -> bool:
        """Whether the text that is shown is the one of the state."""
        return self._display.viewport.text is self._display.state.text

"""What fills a tab: its document, its editor, and the place that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from pith.base import Future, ProblemError, Signal
from pith.edit import Range, Selection
from pith.text import BinaryFileError, Point, Text
from pith.workspace import Document, View
from pith_app._window._arrival import Arrivals
from pith_app._window._left_states import LeftStates
from pith_app._window._revealing import show_offset
from pith_app._window._tab import EditorFactory, Place, Tab

if TYPE_CHECKING:
    from pith_app._window._opened import OpenedFile


class TabFiller:
    """Opens documents of tabs, makes their editors in the group they are in, and goes to places."""

    def __init__(
        self,
        open_document: Callable[[Path, bool, str | None], Future[Document]],
        factory: EditorFactory,
    ) -> None:
        self._open_document = open_document
        self._factory = factory
        self._to_reveal: list[tuple[Tab, int]] = []
        self.arrivals = Arrivals()
        """What waits for a part of a huge file."""
        self.left = LeftStates()
        self.refused: Signal[ProblemError] = Signal("editors.refused")
        """A file could not be opened with the encoding that was chosen."""
        self.described: Signal[Tab] = Signal("editors.described")
        """The document of a tab has another name, language, encoding, ..."""

        self.open_with: Callable[[Path, QWidget], OpenedFile | None] = lambda path, parent: None
        """Shows a file that is not text, if an extension can."""

    def show_opened(self, tab: Tab) -> OpenedFile | None:
        """What an extension shows of a tab's file, which is not text; None where none does."""
        if tab.opened is not None and tab.opened.failed:
            return None
        if tab.opened is None and tab.path is not None and tab.group is not None:
            tab.opened = self.open_with(tab.path, tab.group)
        return tab.opened

    def drop_opened(self, tab: Tab) -> None:
        """Take down what an extension shows of a tab's file."""
        opened, tab.opened = tab.opened, None
        if opened is not None:
            opened.dispose()
            opened.hide()
            opened.deleteLater()

    # The document

    def fill(self, tab: Tab) -> None:
        """Make the tab's editor, now or when its document is there."""
        if tab.document is not None:
            self._make_widget(tab, tab.document)
            return
        if tab.opening is not None or tab.path is None or tab.binary is not None:
            return
        tab.fault = ""
        opening = tab.opening = self._open_document(tab.path, tab.create, tab.encoding)

        def opened(done: Future[Document]) -> None:
            tab.opening = None
            group = tab.group
            if group is None:
                return
            error = done.exception()
            if isinstance(error, BinaryFileError):
                tab.binary = error.size
            elif error is not None:
                tab.fault = str(error)
            else:
                tab.document = done.result()
                if tab is group.active:
                    self._make_widget(tab, done.result())
            group.tab_filled(tab)

        opening.on_done(opened)

    def open_as(self, tab: Tab, encoding: str, activate: Callable[[Tab], object]) -> None:
        """Open a tab's file with an encoding, whatever it looks like."""
        if tab.document is None and tab.opening is None:
            size, tab.binary, tab.encoding = tab.binary, None, encoding
            self.drop_opened(tab)
            activate(tab)
            self._look_whether_it_fits(tab, size)

    def _look_whether_it_fits(self, tab: Tab, size: int | None) -> None:
        if tab.opening is not None:
            tab.opening.on_done(lambda done: self._opened_as(tab, size, done.exception()))

    def _opened_as(self, tab: Tab, size: int | None, error: BaseException | None) -> None:
        tab.encoding = None
        if isinstance(error, ProblemError) and tab.group is not None:
            tab.binary, tab.fault = size, ""
            tab.group.tab_filled(tab)
            self.refused.emit(error)

    def _make_widget(self, tab: Tab, document: Document) -> None:
        group = tab.group
        assert group is not None
        view = tab.view = View(document)
        tab.widget = self._factory.make(tab, view, group)
        for signal in (document.dirty_changed, document.file.changed):
            tab.scope.add(signal.connect(lambda _: _document_changed(tab)))
        for signal in (document.file.changed, document.language_changed):
            tab.scope.add(signal.connect(lambda _: self.described.emit(tab)))
        self._restore(tab)
        group.arrange()
        place, tab.place = tab.place, None
        if place is not None:
            self.go_to(tab, place)

    def drop(self, tab: Tab) -> None:
        """Take down what the tab holds, and know where its file was left."""
        if tab.path is not None and not tab.fault and tab.page is None:
            self.left.keep(tab.path, tab.save_state())
        tab.scope.dispose()
        if tab.opening is not None:
            tab.opening.cancel()
        self.drop_opened(tab)
        if tab.page is not None:
            page, tab.view, tab.widget = tab.page, None, None
            page.dispose()
            page.hide()
            page.deleteLater()
        if tab.widget is not None:
            tab.widget.dispose()
            tab.widget.hide()
            tab.widget.deleteLater()
            tab.widget = None
        if tab.view is not None:
            self.arrivals.forget(tab.view)
            tab.view.dispose()
            tab.view = None

    # The place that is looked at

    def _restore(self, tab: Tab) -> None:
        state, tab.state = tab.state, {}
        if not state and tab.path is not None:
            state = self.left.of(tab.path)
        if tab.view is None or tab.widget is None or not state:
            return
        if _leads_beyond(tab.view.state.text, state):
            self._restore_later(tab, tab.view, state)
        else:
            _restore_from(tab, state)

    def _restore_later(self, tab: Tab, view: View, state: dict[str, Any]) -> None:
        """Restore a state when all of the file is there; it is that of the tab until then."""
        tab.state = state

        def over() -> None:
            tab.state = {}

        if self.arrivals.when_there(view, None, lambda: _restore_from(tab, state), over):
            over()

    def go_to(self, tab: Tab, place: Place) -> None:
        """Put the caret somewhere, and show it."""
        if tab.view is None or tab.widget is None:
            return
        self.arrivals.when_there(tab.view, place.row, lambda: self._go_to(tab, place))

    def _go_to(self, tab: Tab, place: Place) -> None:
        if tab.view is None or tab.widget is None:
            return
        text = tab.view.state.text
        row = max(0, min(place.row, text.line_count - 1))
        offset = text.offset_at(Point(row, max(0, place.column or 0)))
        tab.view.select(Selection.caret(offset), event="select.goTo", reveal=False)
        if tab.widget.isVisible():
            show_offset(tab.widget, offset)
        else:
            self._to_reveal.append((tab, offset))

    def shown(self) -> None:
        """The window has been shown, and its parts have their sizes: scroll to where to go."""
        waiting, self._to_reveal = self._to_reveal, []
        for tab, offset in waiting:
            if tab.widget is not None:
                show_offset(tab.widget, offset)


def _document_changed(tab: Tab) -> None:
    if tab.dirty and tab.preview:
        tab.preview = False
    if tab.group is not None:
        tab.group.update_tabs()


def _restore_from(tab: Tab, state: Mapping[str, Any]) -> None:
    if tab.view is None or tab.widget is None:
        return
    length = len(tab.view.state.text)
    try:
        ranges = [
            Range(min(max(int(anchor), 0), length), min(max(int(head), 0), length))
            for anchor, head in state.get("ranges", ())
        ]
        primary = int(state.get("primary", 0))
        folds = [[int(number) for number in each] for each in state.get("folds", ())]
        folds = [each for each in folds if len(each) in (2, 4)]
    except (TypeError, ValueError, OverflowError):
        return  # written by another version
    if folds:
        from pith.workspace import restore_folds

        restore_folds(tab.view, folds)
    if ranges:
        primary = primary if 0 <= primary < len(ranges) else 0
        tab.view.select(Selection.of(ranges, primary), event="restore", reveal=False)
    scroll = _scroll_of(state)
    if scroll:
        tab.widget.restore_scroll(scroll)


def _scroll_of(state: Mapping[str, Any]) -> dict[str, float]:
    """Where a tab's state is scrolled to; empty if that is no such thing."""
    try:
        scroll = {str(key): float(value) for key, value in state.get("scroll", {}).items()}
    except (AttributeError, TypeError, ValueError, OverflowError):
        return {}  # written by another version
    return scroll if all(map(isfinite, scroll.values())) else {}


def _leads_beyond(text: Text, state: Mapping[str, Any]) -> bool:
    """Whether something of a tab's state lies behind the end of the text."""
    try:
        row = int(state.get("scroll", {}).get("row", 0))
        offsets = [int(each) for pair in state.get("ranges", ()) for each in pair]
    except (AttributeError, TypeError, ValueError, OverflowError):
        return False  # written by another version
    return row >= text.line_count or max(offsets, default=0) > len(text)

"""The editors of the window: tabs, and the documents behind them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from pith.base import Future, ProblemError, Signal
from pith.edit import Fold, Range, Selection
from pith.qt import EditorWidget, guarded
from pith.text import BinaryFileError, Point, Text
from pith.workspace import Document, View
from pith_app._theming import Look, file_icon
from pith_app._window._arrival import Arrivals
from pith_app._window._placeholder import Placeholder
from pith_app._window._revealing import show_offset
from pith_app._window._tab import EditorFactory, Place, Tab, state_of, told_apart
from pith_app._window._tab_bar import HEIGHT as TABS_HEIGHT
from pith_app._window._tab_bar import TabBar, TabLabel
from pith_app._window._tab_page import TabPage

if TYPE_CHECKING:
    from pith_app._window._binary_page import BinaryPage


class Editors(QWidget):
    """A bar of tabs over the editor of the active one, or over the welcome."""

    def __init__(
        self,
        look: Look,
        open_document: Callable[[Path, bool, str | None], Future[Document]],
        factory: EditorFactory,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._open_document = open_document
        self._factory = factory
        self.tabs: list[Tab] = []
        self._recent: list[Tab] = []
        """Tabs in the order they were last active, the active one last."""
        self._closed: list[tuple[Path, dict[str, Any]]] = []
        self._to_reveal: tuple[Tab, int] | None = None
        self.arrivals = Arrivals()
        """What waits for a part of a huge file."""
        self._announced: Tab | None = None
        self.bar = TabBar(look, self)
        self.bar.hide()
        self.welcome: QWidget | None = None
        self._message = Placeholder(look, self)
        self._message.hide()
        self._binary_page: BinaryPage | None = None
        self.overlays: list[Callable[[], object]] = []
        """Called when the area of the editor has another size."""
        self.active_changed: Signal[Tab | None] = Signal("editors.active_changed")
        self.changed: Signal[()] = Signal("editors.changed")
        """Tabs came, went, moved, or show something else."""
        self.refused: Signal[ProblemError] = Signal("editors.refused")
        """A file could not be opened with the encoding that was chosen."""
        self.encoding_wanted: Signal[Tab] = Signal("editors.encoding_wanted")
        """The file of the tab is not text, and is to be opened with an encoding nonetheless."""
        self.described: Signal[Tab] = Signal("editors.described")
        """The document of a tab has another name, language, encoding, ..."""
        self._listening = look.changed.connect(self._arrange)
        self.bar.activated.connect(self._clicked)
        self.bar.moved.connect(self._moved)
        self.bar.kept.connect(lambda key: self.keep(self.tab(key)))

    def dispose(self) -> None:
        self._listening.dispose()
        for tab in list(self.tabs):
            self._drop(tab)
        self.tabs.clear()
        self.bar.dispose()
        self._message.dispose()
        if self._binary_page is not None:
            self._binary_page.dispose()

    # What there is

    @property
    def active(self) -> Tab | None:
        return self._recent[-1] if self._recent else None

    @property
    def active_view(self) -> View | None:
        return self.active.view if self.active is not None else None

    @property
    def active_widget(self) -> EditorWidget | None:
        return self.active.widget if self.active is not None else None

    @property
    def recent(self) -> Sequence[Tab]:
        """All tabs, the one that was active last first."""
        return tuple(reversed(self._recent))

    @property
    def can_reopen(self) -> bool:
        return bool(self._closed)

    def tab(self, key: str) -> Tab | None:
        return next((tab for tab in self.tabs if tab.key == key), None)

    def tab_of(self, document: Document) -> Tab | None:
        return next((tab for tab in self.tabs if tab.document is document), None)

    def tab_at(self, path: Path) -> Tab | None:
        return next((tab for tab in self.tabs if tab.path == path), None)

    # Showing

    def show_document(
        self,
        document: Document,
        *,
        preview: bool = False,
        focus: bool = True,
        place: Place | None = None,
        state: Mapping[str, Any] | None = None,
    ) -> Tab:
        """Show a document: in its tab, in that of the last preview, or in a new one."""
        tab = self.tab_of(document)
        if tab is None and document.path is not None:
            tab = self.tab_at(document.path)
            if tab is not None and tab.document is None:
                tab.document = document
                tab.binary, tab.fault = None, ""
        if tab is None:
            tab = self._new_tab(Tab(document.path, document), preview)
        elif not preview and tab.preview:
            tab.preview = False
        if state:
            tab.state = dict(state)
        self.activate(tab, focus=focus)
        if place is not None:
            self.go_to(tab, place)
        return tab

    def add_path(
        self, path: Path, state: Mapping[str, Any] | None = None, *, preview: bool = False
    ) -> Tab:
        """A tab, at the end, for a file that is opened when the tab is looked at.

        The bar shows it with the next update_tabs(), or when a tab is activated.
        """
        tab = self.tab_at(path)
        if tab is None:
            tab = Tab(path)
            tab.state = dict(state or {})
            tab.preview = preview
            self.tabs.append(tab)
            self._recent.insert(0, tab)
        return tab

    def show_page(self, page: TabPage, title: str, icon: str) -> Tab:
        """A tab that shows a page, which is disposed with it."""
        tab = Tab(None)
        tab.page, tab.title, tab.icon = page, title, icon
        self._new_tab(tab, preview=False)
        self._arrange()
        self.activate(tab)
        return tab

    def show_half(self, tab: Tab, view: View, widget: EditorWidget) -> None:
        """Another editor of a tab's page has the keyboard."""
        if tab.widget is not widget and tab in self.tabs:
            tab.view, tab.widget = view, widget
            if tab is self.active:
                self._announce(tab)

    def show_binary(
        self, path: Path, size: int, *, preview: bool = False, focus: bool = True
    ) -> Tab:
        """Show that a file of `size` bytes is not text, in its tab or in a new one."""
        tab = self.tab_at(path) or self._new_tab(Tab(path), preview)
        tab.binary = size
        self.activate(tab, focus=focus)
        return tab

    def open_as(self, tab: Tab, encoding: str) -> None:
        """Open a tab's file with an encoding, whatever it looks like."""
        if tab.document is None and tab.opening is None:
            size, tab.binary, tab.encoding = tab.binary, None, encoding
            self.activate(tab)
            self._look_whether_it_fits(tab, size)

    def _look_whether_it_fits(self, tab: Tab, size: int | None) -> None:
        if tab.opening is not None:
            tab.opening.on_done(lambda done: self._opened_as(tab, size, done.exception()))

    def _opened_as(self, tab: Tab, size: int | None, error: BaseException | None) -> None:
        tab.encoding = None
        if isinstance(error, ProblemError) and tab in self.tabs:
            tab.binary, tab.fault = size, ""
            if tab is self.active:
                self._show_active(focus=self._message.hasFocus())
                self._announce(tab)
            self.update_tabs()
            self.refused.emit(error)

    def add_document(self, document: Document) -> Tab:
        """A tab, at the end, for a document that is open; otherwise like add_path()."""
        tab = Tab(document.path, document)
        self.tabs.append(tab)
        self._recent.insert(0, tab)
        return tab

    def _new_tab(self, tab: Tab, preview: bool) -> Tab:
        at = self.tabs.index(self.active) + 1 if self.active is not None else len(self.tabs)
        if preview:
            replaced = next((each for each in self.tabs if each.preview and not each.dirty), None)
            if replaced is not None:
                at = self.tabs.index(replaced)
                self.remove(replaced, remember=False, activate=False)
        tab.preview = preview
        self.tabs.insert(at, tab)
        self._recent.append(tab)
        return tab

    def activate(self, tab: Tab, *, focus: bool = True) -> None:
        """Bring a tab to the front, and open its document if that has not been done."""
        had_widget = tab.widget is not None
        if tab in self._recent:
            self._recent.remove(tab)
        self._recent.append(tab)
        if tab.widget is None:
            self._fill(tab)
        self._show_active(focus)
        self.update_tabs()
        if self._announced is not tab or not had_widget:
            self._announce(tab)

    def _announce(self, tab: Tab | None) -> None:
        self._announced = tab
        self.active_changed.emit(tab)

    def _fill(self, tab: Tab) -> None:
        """Make the tab's widget, when its document is there."""
        if tab.document is not None:
            self._make_widget(tab, tab.document)
            return
        if tab.opening is not None or tab.path is None or tab.binary is not None:
            return
        tab.fault = ""
        opening = tab.opening = self._open_document(tab.path, tab.create, tab.encoding)

        def opened(done: Future[Document]) -> None:
            tab.opening = None
            if tab not in self.tabs:
                return
            error = done.exception()
            if isinstance(error, BinaryFileError):
                tab.binary = error.size
            elif error is not None:
                tab.fault = str(error)
            else:
                tab.document = done.result()
                if tab is self.active:
                    self._make_widget(tab, done.result())
            if tab is self.active:
                self._show_active(focus=self._message.hasFocus())
                self._announce(tab)
            self.update_tabs()

        opening.on_done(opened)

    def _make_widget(self, tab: Tab, document: Document) -> None:
        view = tab.view = View(document)
        tab.widget = self._factory.make(tab, view, self)
        for signal in (document.dirty_changed, document.meta_changed):
            tab.scope.add(signal.connect(lambda _: self._document_changed(tab)))
        for signal in (document.meta_changed, document.language_changed):
            tab.scope.add(signal.connect(lambda _: self.described.emit(tab)))
        self._restore(tab)
        self._arrange()
        self._go_on(tab)

    def _document_changed(self, tab: Tab) -> None:
        if tab.dirty and tab.preview:
            tab.preview = False
        self.update_tabs()

    def _restore(self, tab: Tab) -> None:
        state, tab.state = tab.state, {}
        if tab.view is None or tab.widget is None or not state:
            return
        if _leads_beyond(tab.view.state.text, state):
            self.arrivals.when_there(tab.view, None, lambda: self._restore_from(tab, state))
        else:
            self._restore_from(tab, state)

    def _restore_from(self, tab: Tab, state: Mapping[str, Any]) -> None:
        if tab.view is None or tab.widget is None:
            return
        length = len(tab.view.state.text)
        try:
            ranges = [
                Range(min(max(int(anchor), 0), length), min(max(int(head), 0), length))
                for anchor, head in state.get("ranges", ())
            ]
            primary = int(state.get("primary", 0))
            folds = [Fold(int(first), int(last)) for first, last in state.get("folds", ())]
        except (TypeError, ValueError):
            return  # written by another version
        if folds:
            from pith.workspace import restore_folds

            restore_folds(tab.view, folds)
        if ranges:
            primary = primary if 0 <= primary < len(ranges) else 0
            tab.view.select(Selection.of(ranges, primary), event="restore", reveal=False)
        scroll = state.get("scroll")
        if isinstance(scroll, dict):
            tab.widget.restore_scroll(scroll)

    def _go_on(self, tab: Tab) -> None:
        place, tab.place = tab.place, None
        if place is not None:
            self.go_to(tab, place)

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
            self._to_reveal = (tab, offset)

    def shown(self) -> None:
        """The window has been shown, and its parts have their sizes: scroll to where to go."""
        waiting, self._to_reveal = self._to_reveal, None
        if waiting is not None and waiting[0].widget is not None:
            show_offset(waiting[0].widget, waiting[1])

    def _show_active(self, focus: bool) -> None:
        tab = self.active
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        shown = tab.shown if tab is not None else self.welcome
        if tab is not None and tab.binary is not None:
            shown = self._show_binary(tab)
        elif tab is not None and shown is None:
            self._message.say(tab.fault, f"Opening {tab.name}…")
            shown = self._message
        self._arrange()
        if shown is not None:
            shown.show()
        pages = (self.welcome, self._message, self._binary_page)
        for other in (*pages, *(each.shown for each in self.tabs)):
            if other is not None and other is not shown:
                other.hide()
        if shown is not None and (focus or had_focus):
            shown.setFocus()

    def _show_binary(self, tab: Tab) -> BinaryPage:
        if self._binary_page is None:
            from pith_app._window._binary_page import BinaryPage

            self._binary_page = BinaryPage(self._look, self)
        page = self._binary_page
        page.describe(tab.name, tab.binary or 0)
        page.open_as_text = lambda: self.open_as(tab, "utf-8")
        page.open_with_encoding = lambda: self.encoding_wanted.emit(tab)
        return page

    def keep(self, tab: Tab | None) -> None:
        """A preview is to stay."""
        if tab is not None and tab.preview:
            tab.preview = False
            self.update_tabs()

    # Closing

    def remove(self, tab: Tab, *, remember: bool = True, activate: bool = True) -> None:
        """Take a tab away, whatever it holds; asking is up to the caller."""
        if tab not in self.tabs:
            return
        was_active = tab is self.active
        index = self.tabs.index(tab)
        if remember and tab.path is not None and not tab.fault:
            self._closed.append((tab.path, tab.save_state()))
            del self._closed[:-20]
        self.tabs.remove(tab)
        self._recent.remove(tab)
        if was_active and not activate:
            pass  # the caller shows another in its place
        elif was_active and self.tabs:
            following = self._recent[-1]
            if following.widget is None and following.document is None:
                # Better the neighbour than a file that nobody has looked at yet.
                following = self.tabs[min(index, len(self.tabs) - 1)]
            self.activate(following, focus=False)
        elif not self.tabs:
            self._show_active(focus=True)
            self._announce(None)
        self._drop(tab)
        self.update_tabs()

    def _drop(self, tab: Tab) -> None:
        tab.scope.dispose()
        if tab.opening is not None:
            tab.opening.cancel()
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

    def take_closed(self) -> tuple[Path, dict[str, Any]] | None:
        """The file that was closed last, and how it was."""
        return self._closed.pop() if self._closed else None

    # Tabs

    def step(self, by: int) -> None:
        """Activate the tab `by` further in the bar, round its ends."""
        if self.active is not None:
            at = self.tabs.index(self.active)
            self.activate(self.tabs[(at + by) % len(self.tabs)])

    def move_tab(self, tab: Tab, to: int) -> None:
        if tab in self.tabs and 0 <= to < len(self.tabs):
            self.tabs.remove(tab)
            self.tabs.insert(to, tab)
            self.update_tabs()

    def _clicked(self, key: str) -> None:
        tab = self.tab(key)
        if tab is not None:
            self.activate(tab)

    def _moved(self, key: str, to: int) -> None:
        tab = self.tab(key)
        if tab is not None:
            self.move_tab(tab, to)

    def update_tabs(self) -> None:
        """Show in the bar what the tabs are now."""
        names = [tab.name for tab in self.tabs]
        labels = [
            TabLabel(
                tab.key,
                tab.name,
                told_apart(tab, self.tabs) if names.count(tab.name) > 1 else "",
                tab.icon[1:] if tab.icon.startswith("$") else file_icon(tab.icon or tab.name),
                str(tab.path or tab.name) + state_of(tab),
                tab.dirty,
                tab.preview,
                tab.document is not None and tab.document.missing,
            )
            for tab in self.tabs
        ]
        self.bar.set_tabs(labels, self.active.key if self.active is not None else None)
        shown = bool(self.tabs)
        if self.bar.isHidden() == shown:
            self.bar.setVisible(shown)
            self._arrange()
        self.changed.emit()

    # Laying out

    def _arrange(self) -> None:
        top = self.editor_top
        self.bar.setGeometry(0, 0, self.width(), self._look.px(TABS_HEIGHT))
        below = self.rect().adjusted(0, top, 0, 0)
        pages = (self.welcome, self._message, self._binary_page)
        for widget in (*pages, *(tab.shown for tab in self.tabs)):
            if widget is not None and widget.geometry() != below:
                widget.setGeometry(below)
        for place in self.overlays:
            place()

    @property
    def editor_top(self) -> int:
        """Where the editor begins, below the tabs."""
        return self._look.px(TABS_HEIGHT) if self.tabs else 0

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()


def _leads_beyond(text: Text, state: Mapping[str, Any]) -> bool:
    """Whether something of a tab's state lies behind the end of the text."""
    try:
        row = int(state.get("scroll", {}).get("row", 0))
        offsets = [int(each) for pair in state.get("ranges", ()) for each in pair]
    except (AttributeError, TypeError, ValueError):
        return False  # written by another version
    return row >= text.line_count or max(offsets, default=0) > len(text)

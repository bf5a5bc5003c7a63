"""The editors of the window: tabs in groups, and the documents behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from pith.base import Future, Signal
from pith.qt import EditorWidget
from pith.workspace import Document, View
from pith_app._theming import Look
from pith_app._window._group import EditorGroup
from pith_app._window._group_area import GroupArea
from pith_app._window._tab import EditorFactory, Place, Tab
from pith_app._window._tab_bar import TabBar
from pith_app._window._tab_filler import TabFiller
from pith_app._window._tab_page import TabPage

if TYPE_CHECKING:
    from pith_app._window._opened import OpenedFile
    from pith_app._window._tab_drag import TabDrag

_MOST_CLOSED = 20


class Editors(GroupArea):
    """What can be done with tabs. Without a word about a group, the active one is meant."""

    def __init__(
        self,
        look: Look,
        open_document: Callable[[Path, bool, str | None], Future[Document]],
        factory: EditorFactory,
        parent: QWidget | None = None,
    ) -> None:
        filler = TabFiller(open_document, factory)
        self.arrivals = filler.arrivals
        self.refused = filler.refused
        self.described = filler.described
        self.left_states = filler.left
        self.encoding_wanted: Signal[Tab] = Signal("editors.encoding_wanted")
        """The file of the tab is not text, and is to be opened with an encoding nonetheless."""
        self.close_requested: Signal[Tab] = Signal("editors.close_requested")
        self.menu_requested: Signal[Tab, QPoint] = Signal("editors.menu_requested")
        self.new_requested: Signal[()] = Signal("editors.new_requested")
        self.list_requested: Signal[()] = Signal("editors.list_requested")
        self._closed: list[tuple[Path, dict[str, Any]]] = []
        self._drag: TabDrag | None = None
        super().__init__(look, filler, parent)

    def _listen(self, group: EditorGroup) -> None:
        bar = group.bar
        group.encoding_wanted.connect(self.encoding_wanted.emit)
        group.open_as_text = lambda tab: self.open_as(tab, "utf-8")
        bar.activated.connect(lambda key: self._with_tab(key, self.activate))
        bar.moved.connect(lambda key, to: self._with_tab(key, lambda tab: self.move_tab(tab, to)))
        bar.kept.connect(lambda key: self._with_tab(key, self.keep))
        bar.close_requested.connect(lambda key: self._with_tab(key, self.close_requested.emit))
        bar.menu_requested.connect(
            lambda key, at: self._with_tab(key, lambda tab: self.menu_requested.emit(tab, at))
        )
        bar.new_requested.connect(lambda: self._in_group(group, self.new_requested.emit))
        bar.list_requested.connect(lambda: self._in_group(group, self.list_requested.emit))
        bar.dragged_out.connect(
            lambda key, at: self._with_tab(key, lambda tab: self.drag.over(tab, at))
        )
        bar.dropped.connect(
            lambda key, at, copies: self._with_tab(key, lambda tab: self.drag.drop(tab, at, copies))
        )
        bar.drag_ended.connect(lambda: self.drag.leave())

    def _with_tab(self, key: str, act: Callable[[Tab], object]) -> None:
        tab = self.tab(key)
        if tab is not None:
            act(tab)

    def _in_group(self, group: EditorGroup, act: Callable[[], object]) -> None:
        self.focus_group(group)
        act()

    @property
    def drag(self) -> TabDrag:
        """A tab that is dragged out of its bar."""
        if self._drag is None:
            from pith_app._window._tab_drag import TabDrag

            self._drag = TabDrag(self, self._look)
        return self._drag

    # What there is

    @property
    def tabs(self) -> list[Tab]:
        """All tabs, group by group."""
        return [tab for group in self.groups for tab in group.tabs]

    @property
    def active(self) -> Tab | None:
        """The tab in front in the active group."""
        return self.group.active

    @property
    def active_view(self) -> View | None:
        return self.active.view if self.active is not None else None

    @property
    def active_widget(self) -> EditorWidget | None:
        return self.active.widget if self.active is not None else None

    @property
    def bar(self) -> TabBar:
        """The tabs of the active group."""
        return self.group.bar

    @property
    def recent(self) -> list[Tab]:
        """All tabs: those of the active group first, in each the one that was active last first."""
        return [tab for group in reversed(self._recent_groups) for tab in group.recent]

    @property
    def can_reopen(self) -> bool:
        return bool(self._closed)

    def _nearest(self) -> Iterator[Tab]:
        """All tabs, those of the active group first."""
        for group in reversed(self._recent_groups):
            yield from group.tabs

    def tab(self, key: str) -> Tab | None:
        return next((tab for tab in self._nearest() if tab.key == key), None)

    def tab_of(self, document: Document) -> Tab | None:
        """A tab that shows the document, rather one of the active group."""
        return next((tab for tab in self._nearest() if tab.document is document), None)

    def tab_at(self, path: Path) -> Tab | None:
        """A tab of that file, rather one of the active group."""
        return next((tab for tab in self._nearest() if tab.path == path), None)

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
        """Show a document in the active group: in its tab, in that of the last preview, or in a
        new one."""
        group = self.group
        tab = next((each for each in group.tabs if each.document is document), None)
        if tab is None and document.file.path is not None:
            tab = next((each for each in group.tabs if each.path == document.file.path), None)
            if tab is not None and tab.document is None:
                tab.document = document
                tab.binary, tab.fault = None, ""
        if tab is None:
            tab = self._insert(Tab(document.file.path, document), preview)
        elif not preview and tab.preview:
            tab.preview = False
        if state:
            tab.state = dict(state)
        self.activate(tab, focus=focus)
        if place is not None:
            self.go_to(tab, place)
        return tab

    def _insert(self, tab: Tab, preview: bool = False) -> Tab:
        tab.preview = preview
        self.group.show()
        self.group.insert(tab)
        return tab

    def add_path(
        self,
        path: Path,
        state: Mapping[str, Any] | None = None,
        *,
        preview: bool = False,
        group: EditorGroup | None = None,
    ) -> Tab:
        """A tab, at the end of a group, for a file that is opened when the tab is looked at.

        The bar shows it with the next update_tabs(), or when a tab is activated.
        """
        group = group or self.group
        tab = next((each for each in group.tabs if each.path == path), None)
        if tab is None:
            tab = Tab(path)
            tab.state = dict(state or {})
            tab.preview = preview
            group.add(tab)
        return tab

    def add_document(self, document: Document, group: EditorGroup | None = None) -> Tab:
        """A tab, at the end, for a document that is open; otherwise like add_path()."""
        tab = Tab(document.file.path, document)
        (group or self.group).add(tab)
        return tab

    def show_page(self, page: TabPage, title: str, icon: str) -> Tab:
        """A tab that shows a page, which is disposed with it."""
        tab = Tab(None)
        tab.page, tab.title, tab.icon = page, title, icon
        self._insert(tab)
        self.activate(tab)
        return tab

    def show_half(self, tab: Tab, view: View, widget: EditorWidget) -> None:
        """Another editor of a tab's page has the keyboard."""
        if tab.widget is not widget and tab.group is not None:
            tab.view, tab.widget = view, widget
            if tab is self.active:
                self._tell(tab.group, again=True)

    def show_binary(
        self, path: Path, size: int, *, preview: bool = False, focus: bool = True
    ) -> Tab:
        """Show that a file of `size` bytes is not text, in its tab or in a new one."""
        tab = next((each for each in self.group.tabs if each.path == path), None)
        if tab is None:
            tab = self._insert(Tab(path), preview)
        tab.binary = size
        self.activate(tab, focus=focus)
        return tab

    @property
    def open_with(self) -> Callable[[Path, QWidget], OpenedFile | None]:
        """What shows a file that is not text, for an extension that can."""
        return self._filler.open_with

    @open_with.setter
    def open_with(self, function: Callable[[Path, QWidget], OpenedFile | None]) -> None:
        self._filler.open_with = function

    def openers_changed(self) -> None:
        """Other extensions may show files that are not text, or the same ones others."""
        for tab in self.tabs:
            if tab.binary is None:
                continue
            if tab.opened is not None and tab.opened.gone:
                self._filler.drop_opened(tab)
            if tab.group is not None and tab is tab.group.active:
                tab.group.show_active(focus=False)

    def open_as(self, tab: Tab, encoding: str) -> None:
        """Open a tab's file with an encoding, whatever it looks like."""
        self._filler.open_as(tab, encoding, self.activate)

    def activate(self, tab: Tab, *, focus: bool = True) -> None:
        """Bring a tab to the front of its group, and make that the active one."""
        group = tab.group
        if group is None:
            return
        self.take_up(group)
        if group.isHidden():
            group.show()
        welcome = self.welcome
        # What is hidden loses the keyboard, to whatever comes next.
        group.activate(tab, focus=focus or (welcome is not None and welcome.has_keyboard))
        if welcome is not None and not welcome.isHidden():
            welcome.hide()

    def go_to(self, tab: Tab, place: Place) -> None:
        """Put the caret somewhere, and show it."""
        self._filler.go_to(tab, place)

    def shown(self) -> None:
        """The window has been shown, and its parts have their sizes: scroll to where to go."""
        self._filler.shown()

    def keep(self, tab: Tab | None) -> None:
        """A preview is to stay."""
        if tab is not None and tab.preview and tab.group is not None:
            tab.preview = False
            tab.group.update_tabs()

    # Closing

    def remove(self, tab: Tab, *, remember: bool = True) -> None:
        """Take a tab away, whatever it holds; asking is up to the caller."""
        group = tab.group
        if group is None:
            return
        if remember and tab.path is not None and not tab.fault:
            self._closed.append((tab.path, tab.save_state()))
            del self._closed[:-_MOST_CLOSED]
        group.take_out(tab)
        self._close_if_empty(group)
        self._filler.drop(tab)

    def take_closed(self) -> tuple[Path, dict[str, Any]] | None:
        """The file that was closed last, and how it was."""
        return self._closed.pop() if self._closed else None

    # Tabs

    def step(self, by: int) -> None:
        """Activate the tab `by` further in the group, round its ends."""
        tabs = self.group.tabs
        if self.active is not None:
            self.activate(tabs[(tabs.index(self.active) + by) % len(tabs)])

    def move_tab(self, tab: Tab, to: int) -> None:
        """Give a tab another place in its group."""
        if tab.group is not None:
            tab.group.move_tab(tab, to)

    def update_tabs(self) -> None:
        """Show in the bars what the tabs are now."""
        for group in self.groups:
            group.update_tabs()

    # From group to group

    def split(self, side: str, tab: Tab | None = None, at: EditorGroup | None = None) -> bool:
        """Show a tab's document (that of the active one) in a group on a side of another as well.

        A page cannot be in two groups: it goes to the new one. False: it is the only tab, or there
        is none.
        """
        tab = tab or self.active
        if tab is None or tab.group is None:
            return False
        if tab.page is not None:
            return self.move_to_new_group(tab, side, at)
        group = self._add_group(at or tab.group, side)
        copy = Tab(tab.path, tab.document)
        copy.binary, copy.encoding, copy.create = tab.binary, tab.encoding, tab.create
        copy.state = tab.save_state()
        group.insert(copy)
        self.activate(copy)
        return True

    def move_to_new_group(self, tab: Tab, side: str, at: EditorGroup | None = None) -> bool:
        """Put a tab into a group of its own on a side of another; False if it has that already."""
        group = tab.group
        at = at or group
        if group is None or at is None or (group is at and len(group.tabs) == 1):
            return False
        return self.move_to_group(tab, self._add_group(at, side))

    def move_to_group(self, tab: Tab, group: EditorGroup, at: int | None = None) -> bool:
        """Put a tab with its caret, folds and scrolling into another group.

        Where the document has a tab there, that takes its place.
        """
        source = tab.group
        if source is None or source is group:
            return False
        there = self._twin(tab, group)
        state = tab.save_state()
        source.take_out(tab)
        if there is not None:
            there.preview = there.preview and tab.preview
            if there.widget is None:
                there.state = state
            self._filler.drop(tab)
            tab = there
        else:
            tab.preview = False
            group.insert(tab, at)
        self.activate(tab)
        self._close_if_empty(source)
        return True

    def copy_to_group(self, tab: Tab, group: EditorGroup, at: int | None = None) -> bool:
        """Show a tab's document in another group as well."""
        if tab.group is group or tab.page is not None:
            return False
        there = self._twin(tab, group)
        if there is None:
            there = Tab(tab.path, tab.document)
            there.state = tab.save_state()
            group.insert(there, at)
        self.activate(there)
        return True

    @staticmethod
    def _twin(tab: Tab, group: EditorGroup) -> Tab | None:
        """The tab of a group that shows the same."""
        for each in group.tabs:
            same_document = tab.document is not None and each.document is tab.document
            if same_document or (tab.path is not None and each.path == tab.path):
                return each
        return None

    def join_groups(self) -> bool:
        """Put all tabs into the active group; False if there is no other."""
        group, tab = self.group, self.active
        others = [each for each in self.groups if each is not group]
        for other in others:
            for each in list(other.tabs):
                self.move_to_group(each, group, len(group.tabs))
        if tab is not None and others:
            self.activate(tab)
        return bool(others)

"""One group of editors: a bar of tabs, and below it what the one in front shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pith.base import Signal
from pith.qt import guarded
from pith_app._theming import Look, file_icon
from pith_app._window._placeholder import Placeholder
from pith_app._window._tab import Tab, state_of, told_apart
from pith_app._window._tab_bar import TabBar
from pith_app._window._tab_filler import TabFiller
from pith_app._window._tab_row import HEIGHT as TABS_HEIGHT
from pith_app._window._tab_row import TabLabel

if TYPE_CHECKING:
    from pith_app._window._binary_page import BinaryPage


class EditorGroup(QWidget):
    """Tabs, each in this group only, and which of them is in front."""

    def __init__(self, number: int, look: Look, filler: TabFiller, parent: QWidget) -> None:
        super().__init__(parent)
        self.number = number
        """Tells it from other groups of the window, now and before."""
        self._look = look
        self._filler = filler
        self.tabs: list[Tab] = []
        self._recent: list[Tab] = []
        """Tabs in the order they were last active, the active one last."""
        self.bar = TabBar(look, self)
        self.bar.hide()
        self._message = Placeholder(look, self)
        self._message.hide()
        self._binary_page: BinaryPage | None = None
        self.open_as_text: Callable[[Tab], object] = lambda tab: None
        self.active_changed: Signal[bool] = Signal("group.active_changed")
        """Another tab may be in front; True: or it is the same with something else in it."""
        self.changed: Signal[()] = Signal("group.changed")
        """Tabs came, went, moved, or show something else."""
        self.arranged: Signal[()] = Signal("group.arranged")
        self.encoding_wanted: Signal[Tab] = Signal("group.encoding_wanted")
        """The file of the tab is not text, and is to be opened with an encoding nonetheless."""
        self.pressed: Signal[()] = Signal("group.pressed")
        """The pointer was pressed on something that does not care."""
        self._listening = look.changed.connect(self.arrange)

    def dispose(self) -> None:
        """Take everything down, tabs as well."""
        self._listening.dispose()
        for tab in self.tabs:
            tab.group = None
            self._filler.drop(tab)
        self.tabs.clear()
        self._recent.clear()
        self.bar.dispose()
        self._message.dispose()
        if self._binary_page is not None:
            self._binary_page.dispose()

    # What there is

    @property
    def active(self) -> Tab | None:
        """The tab in front; None if there is none at all."""
        return self._recent[-1] if self._recent else None

    @property
    def recent(self) -> list[Tab]:
        """The tabs, the one that was active last first."""
        return self._recent[::-1]

    # Tabs come and go

    def add(self, tab: Tab) -> None:
        """Put a tab at the end, where nobody has looked at it yet."""
        tab.group = self
        self.tabs.append(tab)
        self._recent.insert(0, tab)

    def insert(self, tab: Tab, at: int | None = None) -> None:
        """Put a tab beside the active one, or at a place. A preview takes the last one's place.

        It is to be activated then.
        """
        if at is None:
            at = self.tabs.index(self.active) + 1 if self.active is not None else len(self.tabs)
        if tab.preview:
            replaced = next((each for each in self.tabs if each.preview and not each.dirty), None)
            if replaced is not None:
                at = self.tabs.index(replaced)
                self.take_out(replaced, activate=False)
                self._filler.drop(replaced)
        tab.group = self
        self.tabs.insert(at, tab)
        self._recent.append(tab)
        if tab.shown is not None and tab.shown.parentWidget() is not self:
            tab.shown.setParent(self)
        self.arrange()

    def take_out(self, tab: Tab, *, activate: bool = True) -> None:
        """Let a tab go with all it holds, which the caller hides; another comes to the front,
        unless the caller shows one in its place."""
        was_active = tab is self.active
        index = self.tabs.index(tab)
        self.tabs.remove(tab)
        self._recent.remove(tab)
        tab.group = None
        if was_active and activate and self.tabs:
            following = self._recent[-1]
            if following.widget is None and following.document is None:
                # Better the neighbour than a file that nobody has looked at yet.
                following = self.tabs[min(index, len(self.tabs) - 1)]
            self.activate(following, focus=False)
        self.update_tabs()

    def activate(self, tab: Tab, *, focus: bool = True) -> None:
        """Bring a tab to the front, and open its document if that has not been done."""
        had_widget = tab.widget is not None
        self._recent.remove(tab)
        self._recent.append(tab)
        if tab.widget is None:
            self._filler.fill(tab)
        self.show_active(focus)
        self.update_tabs()
        self.active_changed.emit(not had_widget)

    def tab_filled(self, tab: Tab) -> None:
        """What the tab waited for has come, or will not."""
        if tab is self.active:
            self.show_active(focus=self._message.hasFocus())
            self.active_changed.emit(True)
        self.update_tabs()

    def move_tab(self, tab: Tab, to: int) -> None:
        """Give a tab another place in the bar."""
        if tab in self.tabs and 0 <= to < len(self.tabs):
            self.tabs.remove(tab)
            self.tabs.insert(to, tab)
            self.update_tabs()

    # Showing

    def show_active(self, focus: bool) -> None:
        """Show what the active tab has, or what it waits for."""
        tab = self.active
        had_focus = self.isAncestorOf(self.window().focusWidget() or self.window())
        shown = tab.shown if tab is not None else None
        if tab is not None and tab.binary is not None:
            shown = self._filler.show_opened(tab) or self._show_binary(tab)
        elif tab is not None and shown is None:
            self._message.say(tab.fault, f"Opening {tab.name}…")
            shown = self._message
        self.arrange()
        if shown is not None:
            shown.show()
            if focus or had_focus:
                shown.setFocus()  # before what has it is hidden
        pages = (self._message, self._binary_page)
        for other in (*pages, *(each.shown for each in self.tabs)):
            if other is not None and other is not shown:
                other.hide()

    def _show_binary(self, tab: Tab) -> BinaryPage:
        if self._binary_page is None:
            from pith_app._window._binary_page import BinaryPage

            self._binary_page = BinaryPage(self._look, self)
        page = self._binary_page
        page.describe(tab.name, tab.binary or 0)
        page.open_as_text = lambda: self.open_as_text(tab)
        page.open_with_encoding = lambda: self.encoding_wanted.emit(tab)
        return page

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
                tab.document is not None and tab.document.file.missing,
            )
            for tab in self.tabs
        ]
        self.bar.set_tabs(labels, self.active.key if self.active is not None else None)
        shown = bool(self.tabs)
        if self.bar.isHidden() == shown:
            self.bar.setVisible(shown)
            self.arrange()
        self.changed.emit()

    # Laying out

    @property
    def below_bar(self) -> QRect:
        """Where the editor is, in this widget."""
        top = self._look.px(TABS_HEIGHT) if self.tabs else 0
        return self.rect().adjusted(0, top, 0, 0)

    def arrange(self) -> None:
        """Give bar and editors their places."""
        below = self.below_bar
        self.bar.setGeometry(0, 0, self.width(), self._look.px(TABS_HEIGHT))
        for widget in (self._message, self._binary_page, *(tab.shown for tab in self.tabs)):
            if widget is not None and widget.geometry() != below:
                widget.setGeometry(below)
        self.arranged.emit()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pressed.emit()
        event.accept()

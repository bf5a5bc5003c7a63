"""The tabs as assistive technology sees them: a list of tabs, each of which can be pressed."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from pith.qt import guarded_with

if TYPE_CHECKING:
    from pith_app._window._tab_bar import TabBar
    from pith_app._window._tab_row import TabLabel


class TabHandle(QWidget):
    """Where one painted tab is. There is nothing to see of it, and the mouse passes it by."""

    def __init__(self, bar: TabBar) -> None:
        super().__init__(bar)
        self.bar = bar
        self.key = ""
        self.active = False
        self._accessible: AccessibleTab | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show()

    def describe(self, label: TabLabel, active: bool) -> None:
        """Be the tab `label` from now on."""
        self.key, self.active = label.key, active
        parts = (
            label.title,
            label.description,
            "unsaved" if label.dirty else "",
            "preview" if label.preview else "",
            "deleted on disk" if label.missing else "",
        )
        self.setAccessibleName(", ".join(part for part in parts if part))

    def make_accessible(self) -> AccessibleTab:
        if self._accessible is None:
            self._accessible = AccessibleTab(self)
        return self._accessible


class AccessibleTab(QAccessibleWidget):
    """One tab: its name, whether it is in front, and pressing it."""

    def __init__(self, handle: TabHandle) -> None:
        super().__init__(handle, QAccessible.Role.PageTab)
        self._handle = weakref.ref(handle)

    @guarded_with(QAccessible.State())
    def state(self) -> QAccessible.State:
        state = super().state()
        state.selectable = 1
        handle = self._handle()
        state.selected = int(handle is not None and handle.active)
        return state

    @guarded_with([])
    def actionNames(self) -> list[str]:
        return [self.pressAction()]

    @guarded_with(None)
    def doAction(self, name: str) -> None:
        handle = self._handle()
        if handle is not None:
            handle.bar.activated.emit(handle.key)


class TabAccess:
    """Keeps a handle over every tab, from when somebody first asks."""

    def __init__(self, bar: TabBar) -> None:
        self._bar = bar
        self._handles: list[TabHandle] = []
        self.interface = QAccessibleWidget(bar, QAccessible.Role.PageTabList, "Open Editors")

    def follow(self) -> None:
        """The bar shows other tabs, or shows them elsewhere."""
        tabs = self._bar.tabs
        while len(self._handles) < len(tabs):
            self._handles.append(TabHandle(self._bar))
        while len(self._handles) > len(tabs):
            self._handles.pop().deleteLater()
        for index, (handle, label) in enumerate(zip(self._handles, tabs, strict=True)):
            handle.describe(label, index == self._bar.active_index)
            handle.setGeometry(self._bar.row.field(index).toRect())

"""Menus made of data when they are about to be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from pith.commands import CommandBus, Context, Keymap, MenuItem, Menus
from pith_app._theming import Look
from pith_app._theming._style_sheet import menu as menu_style
from pith_app._theming._style_sheet import menu_bar as menu_bar_style

TITLES = (
    ("menubar/file", "&File"),
    ("menubar/edit", "&Edit"),
    ("menubar/selection", "&Selection"),
    ("menubar/view", "&View"),
    ("menubar/go", "&Go"),
    ("menubar/help", "&Help"),
)

Run = Callable[[str, Mapping[str, Any]], object]


class MenuMaker:
    """Fills Qt's menus from Menus."""

    def __init__(
        self,
        look: Look,
        menus: Menus,
        bus: CommandBus,
        keymap: Keymap,
        run: Run,
        switches: Mapping[str, Callable[[], bool]],
    ) -> None:
        self._look = look
        self._menus = menus
        self._bus = bus
        self._keymap = keymap
        self._run = run
        self._switches = switches

    def menu_bar(self, parent: QWidget) -> QMenuBar:
        """The bar with the program's menus, each filled when it opens."""
        bar = QMenuBar(parent)
        for menu_id, title in TITLES:
            menu = QMenu(title, bar)
            menu.aboutToShow.connect(
                lambda shown=menu, filled=menu_id: self.fill(shown, filled, self._bus.context)
            )
            bar.addMenu(menu)
        return bar

    def restyle(self, bar: QMenuBar) -> None:
        bar.setFont(self._look.font())
        bar.setStyleSheet(menu_bar_style(self._look.colors) + menu_style(self._look.colors))

    def popup(
        self,
        parent: QWidget,
        menu_id: str,
        at: QPoint,
        context: Context | None = None,
        arguments: Mapping[str, Any] | None = None,
        *,
        above: bool = False,
    ) -> QMenu | None:
        """Open a menu at (`above`) a point of the screen; None if there is nothing in it."""
        menu = QMenu(parent)
        menu.setStyleSheet(menu_style(self._look.colors))
        menu.setFont(self._look.font())
        self.fill(menu, menu_id, context or self._bus.context, arguments)
        if menu.isEmpty():
            menu.deleteLater()
            return None
        menu.aboutToHide.connect(menu.deleteLater)
        if above:
            at = QPoint(at.x(), at.y() - menu.sizeHint().height())
        menu.popup(at)
        return menu

    def fill(
        self,
        menu: QMenu,
        menu_id: str,
        context: Context,
        arguments: Mapping[str, Any] | None = None,
    ) -> None:
        """Put into `menu` what stands in `menu_id` now."""
        menu.clear()
        menu.setFont(self._look.font())
        for number, group in enumerate(self._menus.items(menu_id, context)):
            if number:
                menu.addSeparator()
            for item in group.items:
                if item.submenu:
                    below = menu.addMenu(item.title)
                    self.fill(below, item.submenu, context, arguments)
                else:
                    self._add(menu, item, context, arguments or {})

    def _add(
        self, menu: QMenu, item: MenuItem, context: Context, arguments: Mapping[str, Any]
    ) -> None:
        command = self._bus.find(item.command)
        title = item.title or (command.title if command is not None else "") or item.command
        keys = self._keymap.keys_for(item.command)
        text = title.replace("&", "&&")
        if keys is not None:
            text += f"\t{keys.for_people()}"
        action = menu.addAction(text)
        action.setEnabled(self._bus.is_enabled(item.command, context))
        is_on = self._switches.get(item.command)
        if is_on is not None:
            action.setCheckable(True)
            action.setChecked(is_on())
        action.triggered.connect(
            lambda _=False, command_id=item.command: self._run(command_id, arguments)
        )

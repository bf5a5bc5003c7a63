"""A tab that is dragged out of its bar: to a side of a group, onto it, or into another bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from pith.qt import guarded
from pith_app._theming import Look
from pith_app._window._group import EditorGroup
from pith_app._window._tab import Tab

if TYPE_CHECKING:
    from pith_app._window._editors import Editors

_SIDE = 0.28
"""Of the width or height of an editor: so near to its edge a tab goes to a side of it."""


class Target(NamedTuple):
    """Where a tab would go: to a `side` of a group; or, without one, into it, to a place."""

    group: EditorGroup
    side: str = ""
    place: int | None = None


class TabDrag:
    """Shows where a tab would go, and puts it there. With Ctrl held, it stays where it is, too."""

    def __init__(self, editors: Editors, look: Look) -> None:
        self._editors = editors
        self.preview = DropPreview(look, editors)

    def over(self, tab: Tab, at: QPoint) -> None:
        """The tab is dragged over a point of the screen."""
        target = self._target(tab, at)
        if target is None:
            self.preview.hide()
            return
        field = QRect(target.group.rect())
        if target.place is not None:
            bar = target.group.bar
            left = bar.row.gap(target.place)
            field = QRect(left - 1, 0, 3, bar.height())
        elif target.side:
            field = _half(target.group.below_bar, target.side)
        else:
            field = target.group.below_bar
        self.preview.show_at(field.translated(target.group.pos()))

    def leave(self) -> None:
        """The tab is not dragged any more, or back in its bar."""
        self.preview.hide()

    def drop(self, tab: Tab, at: QPoint, copies: bool) -> None:
        """Put the tab where it was let go; or show its document there as well."""
        self.leave()
        target = self._target(tab, at)
        if target is None:
            return
        editors = self._editors
        if target.side:
            alone = target.group is tab.group and len(target.group.tabs) == 1
            if copies or alone:
                editors.split(target.side, tab, target.group)
            else:
                editors.move_to_new_group(tab, target.side, target.group)
        elif copies:
            editors.copy_to_group(tab, target.group, target.place)
        else:
            editors.move_to_group(tab, target.group, target.place)

    def _target(self, tab: Tab, at: QPoint) -> Target | None:
        for group in self._editors.groups:
            point = group.mapFromGlobal(at)
            if not group.rect().contains(point):
                continue
            if not group.below_bar.contains(point):
                if group is tab.group:
                    return None  # the bar moves it by itself
                return Target(group, place=group.bar.row.index_at(group.bar.mapFromGlobal(at).x()))
            side = _side(group.below_bar, point)
            if not side and group is tab.group:
                return None
            if side and group is tab.group and len(group.tabs) == 1 and tab.page is not None:
                return None
            return Target(group, side)
        return None


class DropPreview(QWidget):
    """A pane over the place where the tab would go."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_at(self, field: QRect) -> None:
        self.setGeometry(field)
        self.raise_()
        self.show()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colors["editorGroup.dropBackground"])
        line = QColor(self._look.colors["focusBorder"])
        painter.setPen(QPen(line, 2))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()


def _side(area: QRect, point: QPoint) -> str:
    """The side of an area a point is near to; "" in the middle."""
    x = (point.x() - area.left()) / max(1, area.width())
    y = (point.y() - area.top()) / max(1, area.height())
    near = min((x, "left"), (1 - x, "right"), (y, "up"), (1 - y, "down"))
    return near[1] if near[0] < _SIDE else ""


def _half(area: QRect, side: str) -> QRect:
    half = QRect(area)
    if side == "left":
        half.setWidth(area.width() // 2)
    elif side == "right":
        half.setLeft(area.left() + area.width() // 2)
    elif side == "up":
        half.setHeight(area.height() // 2)
    else:
        half.setTop(area.top() + area.height() // 2)
    return half

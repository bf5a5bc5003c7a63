"""The tabs above the editor: what the keyboard and the pointer do with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from pith.base import Signal
from pith.qt import announce, guarded, guarded_with, offer_accessibles
from pith_app._theming import Look, hairline
from pith_app._window._buttons import IconButton
from pith_app._window._soon import soon
from pith_app._window._tab_painting import TabPainter, TabState
from pith_app._window._tab_row import HEIGHT, TabLabel, TabRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAccessibleWidget

    from pith_app._window._tab_access import TabAccess


class TabBar(QWidget):
    """Tabs as data in, wishes out: it changes nothing by itself.

    Tabs that do not fit are scrolled to with the wheel, and listed by a button at the end. With
    the keyboard's focus, the arrow keys choose a tab, Enter shows it and Delete closes it.
    """

    _access: TabAccess | None = None

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        offer_accessibles()
        super().__init__(parent)
        self._look = look
        self._tabs: tuple[TabLabel, ...] = ()
        self._active = -1
        self._chosen = -1
        self.row = TabRow(look)
        """Where each tab is."""
        self._hovered = -1
        self._over_close = False
        self._pressed = -1
        self._press_at = QPoint()
        self._dragged_by = 0
        self._is_out = False
        self._in_front = True
        self.activated: Signal[str] = Signal("tabs.activated")
        self.close_requested: Signal[str] = Signal("tabs.close_requested")
        self.kept: Signal[str] = Signal("tabs.kept")
        self.moved: Signal[str, int] = Signal("tabs.moved")
        self.dragged_out: Signal[str, QPoint] = Signal("tabs.dragged_out")
        """A tab is dragged over a point of the screen outside the bar."""
        self.dropped: Signal[str, QPoint, bool] = Signal("tabs.dropped")
        """It was let go there; True: with Ctrl held."""
        self.drag_ended: Signal[()] = Signal("tabs.drag_ended")
        """It was not: it is back in the bar, or Escape was pressed."""
        self.menu_requested: Signal[str, QPoint] = Signal("tabs.menu_requested")
        self.new_requested: Signal[()] = Signal("tabs.new_requested")
        self.list_requested: Signal[()] = Signal("tabs.list_requested")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName("Open Editors")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._overflow = IconButton(look, "chevron-down", "Show Open Editors", self)
        self._overflow.clicked.connect(lambda: self.list_requested.emit())
        self._overflow.hide()
        self._listening = look.changed.connect(self._restyle)
        self._restyle()

    def dispose(self) -> None:
        self._listening.dispose()

    @property
    def tabs(self) -> tuple[TabLabel, ...]:
        return self._tabs

    @property
    def active_index(self) -> int:
        """The place of the active tab, -1 if there is none."""
        return self._active

    def make_accessible(self) -> QAccessibleWidget:
        """What assistive technology is given."""
        if self._access is None:
            from pith_app._window._tab_access import TabAccess

            self._access = TabAccess(self)
            soon(self, self._access.follow)  # when Qt knows the bar itself
        return self._access.interface

    def set_tabs(self, tabs: Sequence[TabLabel], active: str | None) -> None:
        """Show `tabs`, with the one whose key is `active` in front and in sight."""
        index = next((n for n, tab in enumerate(tabs) if tab.key == active), -1)
        if tuple(tabs) == self._tabs and index == self._active:
            return
        chosen = self._tabs[self._chosen].key if 0 <= self._chosen < len(self._tabs) else ""
        moved = index != self._active
        self._tabs, self._active = tuple(tabs), index
        keys = [tab.key for tab in tabs]
        self._chosen = index if moved or chosen not in keys else keys.index(chosen)
        self._measure()
        self._reveal()
        self._hovered = self.row.at(self.mapFromGlobal(self.cursor().pos()))
        self.update()
        if self._access is not None:
            self._access.follow()

    @property
    def hovered_index(self) -> int:
        """The place of the tab that the pointer is on, -1 if there is none."""
        return self._hovered

    def set_in_front(self, in_front: bool) -> None:
        """Whether this is the bar of the active group of editors: the others are fainter."""
        if in_front != self._in_front:
            self._in_front = in_front
            self.update()

    @property
    def in_front(self) -> bool:
        return self._in_front

    def _restyle(self) -> None:
        self.setFont(self._look.font())
        self.setFixedHeight(self._look.px(HEIGHT))
        self._overflow.rescale()
        self._measure()
        self.update()

    def _measure(self) -> None:
        px = self._look.px
        self.row.measure(self._tabs, self.font(), self.width())
        self._overflow.setVisible(self.row.overflows)
        self._overflow.move(self.width() - px(26), (px(HEIGHT) - px(22)) // 2)

    def _reveal(self) -> None:
        shown = self._chosen if self.hasFocus() else self._active
        if shown >= 0:
            self.row.reveal(shown)

    # Painting

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        px = self._look.px
        colors = self._look.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["editorGroupHeader.tabsBackground"])
        border = colors["editorGroupHeader.tabsBorder"]
        hairline(painter, border, 0, px(HEIGHT) - 1, self.width(), 1)
        room = self.row.room
        painter.setClipRect(0, 0, room, px(HEIGHT))
        tabs = TabPainter(painter, self._look, self.font())
        for index in range(len(self._tabs)):
            field = self.row.field(index)
            if field.right() >= 0 and field.left() < room and index != self._active:
                self._paint_tab(tabs, index, 0)
        if self._active >= 0:
            dragged = self._pressed == self._active
            self._paint_tab(tabs, self._active, self._dragged_by if dragged else 0)
        painter.end()

    def _paint_tab(self, tabs: TabPainter, index: int, moved_by: int) -> None:
        hovered = index == self._hovered
        state = TabState(
            active=index == self._active,
            in_front=self._in_front,
            hovered=hovered,
            over_close=hovered and self._over_close,
            focused=self.hasFocus() and index == self._chosen,
        )
        field, close = self.row.field(index), self.row.close_field(index)
        field.translate(moved_by, 0)
        close.translate(moved_by, 0)
        tabs.paint(self._tabs[index], state, field, close)

    # The keyboard

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_out:
            if event.key() == Qt.Key.Key_Escape:
                self._end_drag()
                self.drag_ended.emit()
            return
        if not 0 <= self._chosen < len(self._tabs):
            event.ignore()
            return
        last = len(self._tabs) - 1
        steps = {
            Qt.Key.Key_Left: max(0, self._chosen - 1),
            Qt.Key.Key_Right: min(last, self._chosen + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = Qt.Key(event.key())
        if event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            event.ignore()
        elif key in steps:
            self._chosen = steps[key]
            self._reveal()
            self.update()
            announce(self, self._tabs[self._chosen].title)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.activated.emit(self._tabs[self._chosen].key)
        elif key == Qt.Key.Key_Delete:
            self.close_requested.emit(self._tabs[self._chosen].key)
        else:
            event.ignore()

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._chosen = self._active
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._reveal()
        self.update()

    # The pointer

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.row.at(point)
        if index < 0:
            return
        if event.button() == Qt.MouseButton.LeftButton:
            if not self.row.close_field(index).contains(event.position()):
                self.activated.emit(self._tabs[index].key)
                index = self.row.at(point)
            self._pressed, self._press_at = index, point
        elif event.button() == Qt.MouseButton.MiddleButton:
            self._pressed = index

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if 0 <= self._pressed < len(self._tabs) and event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(point)
            return
        hovered = self.row.at(point)
        over_close = hovered >= 0 and self.row.close_field(hovered).contains(QPointF(point))
        if (hovered, over_close) != (self._hovered, self._over_close):
            self._hovered, self._over_close = hovered, over_close
            self.update()

    def _drag(self, point: QPoint) -> None:
        by = point.x() - self._press_at.x()
        away = self._look.px(HEIGHT) // 2
        if not self.rect().adjusted(-away, -away, away, away).contains(point):
            if not self._is_out:
                self._is_out = True
                self.grabKeyboard()  # for Escape
            self._dragged_by = self._dragged_by or 1
            self.dragged_out.emit(self._tabs[self._pressed].key, self.mapToGlobal(point))
            return
        if self._is_out:
            self._come_back()
            self.drag_ended.emit()
        if not self._dragged_by and abs(by) < 8:
            return
        self._dragged_by = by or 1
        field = self.row.field(self._pressed).translated(self._dragged_by, 0)
        for other in range(len(self._tabs)):
            middle = self.row.field(other).center().x()
            passed = (
                field.right() > middle if other > self._pressed else field.left() < middle
            ) and other != self._pressed
            if passed and abs(other - self._pressed) == 1:
                key = self._tabs[self._pressed].key
                before = self.row.field(self._pressed).left()
                self.moved.emit(key, other)
                self._pressed = next(n for n, tab in enumerate(self._tabs) if tab.key == key)
                shift = self.row.field(self._pressed).left() - before
                self._press_at += QPoint(int(shift), 0)
                self._dragged_by = point.x() - self._press_at.x()
                break
        self.update()

    def _come_back(self) -> None:
        if self._is_out:
            self._is_out = False
            self.releaseKeyboard()

    def _end_drag(self) -> None:
        self._come_back()
        self._pressed, self._dragged_by = -1, 0
        self.update()

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, dragged, is_out = self._pressed, self._dragged_by, self._is_out
        self._end_drag()
        if is_out and 0 <= pressed < len(self._tabs):
            held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.dropped.emit(self._tabs[pressed].key, event.globalPosition().toPoint(), held)
            return
        index = self.row.at(event.position().toPoint())
        if dragged or index < 0 or index != pressed:
            return
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (
            left and self.row.close_field(index).contains(event.position())
        ):
            self.close_requested.emit(self._tabs[index].key)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.row.at(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if index < 0:
            self.new_requested.emit()
        elif not self.row.close_field(index).contains(event.position()):
            self.kept.emit(self._tabs[index].key)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = -1
        self.update()

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta()
        self.row.scroll_by(-(delta.x() or delta.y()))
        self.update()

    @guarded
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index, point = self.row.at(event.pos()), event.globalPos()
        if event.reason() == event.Reason.Keyboard:
            index = self._chosen
            if index >= 0:
                point = self.mapToGlobal(self.row.field(index).bottomLeft().toPoint())
        if index >= 0:
            self.menu_requested.emit(self._tabs[index].key, point)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()
        self._reveal()
        if self._access is not None:
            self._access.follow()

    @guarded_with(False)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.row.at(event.pos())
            text = self._tabs[index].tooltip if index >= 0 else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    @guarded_with(QSize(100, HEIGHT))
    def sizeHint(self) -> QSize:
        px = self._look.px
        return QSize(100, px(HEIGHT))

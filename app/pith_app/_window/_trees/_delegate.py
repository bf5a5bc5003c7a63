"""How a row of a tree is painted: guides, arrow, icon, label, description, decoration."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from pith.api import TreeItem
from pith.qt import guarded, guarded_with
from pith_app._theming import Look, file_icon, folder_icon, row_outline
from pith_app._window._trees._model import TreeModel

ROW = 24
INDENT = 12
FIRST = 8
ARROW = 16
_ICON = 16
"""Lengths for text of the usual size; Look.px makes pixels of them."""

_Index = QModelIndex | QPersistentModelIndex


class TreeDelegate(QStyledItemDelegate):
    """Paints whole rows by itself, the tree's own indentation being off."""

    def __init__(self, look: Look, model: TreeModel, view: QTreeView) -> None:
        super().__init__(view)
        self._look = look
        self._model = model
        self._view = view
        self.guides = False

    def arrow_end(self, index: _Index) -> int:
        """Where the arrow of a row ends: what is to the left of it opens and closes the row."""
        return self._look.px(FIRST + self.depth(index) * INDENT + ARROW + 2)

    @staticmethod
    def depth(index: _Index) -> int:
        depth = 0
        parent = index.parent()
        while parent.isValid():
            depth += 1
            parent = parent.parent()
        return depth

    @guarded_with(QSize(100, ROW))
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, self._look.px(ROW))

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item = self._model.item_at(index)
        if item is None:
            return
        px = self._look.px
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = selected and self._view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_background(painter, option, index)
        depth = self.depth(index)
        if self.guides or self._view.underMouse():
            self._paint_guides(painter, rect, depth)
        left = rect.left() + px(FIRST + depth * INDENT)
        middle = rect.center().y() + 0.5
        expanded = self._view.isExpanded(index)
        if item.collapsible != "none":
            self._paint_arrow(painter, left + px(ARROW) / 2, middle, expanded)
        left += px(ARROW + 3)
        icon = self._icon(item, expanded)
        if icon:
            color = self._look.colors["icon.foreground"]
            self._look.icons.paint(painter, icon, left, middle - px(_ICON) / 2, px(_ICON), color)
            left += px(_ICON + 6)
        right = rect.right() - 12
        if item.decoration:
            right -= self._paint_decoration(painter, item.decoration, right, rect) + 8
        key = f"list.{'active' if focused else 'inactive'}SelectionForeground"
        painter.setPen(self._look.colors[key if selected else "sideBar.foreground"])
        self._paint_texts(painter, item, QRectF(left, rect.top(), right - left, rect.height()))
        painter.restore()

    def _paint_background(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        """What says that a row is selected, pointed at or has the keyboard."""
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        with_keys = self._view.hasFocus()
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            key = "list.hoverBackground"
            if selected:
                key = f"list.{'active' if with_keys else 'inactive'}SelectionBackground"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colors[key])
            painter.drawRoundedRect(rect.adjusted(4, 0.5, -4, -0.5), 4, 4)
        keys_here = with_keys and index == self._view.currentIndex()
        field = rect.adjusted(4, 0, -4, 0)
        row_outline(painter, self._look, field, selected=selected, focused=keys_here)

    def _paint_guides(self, painter: QPainter, rect: QRectF, depth: int) -> None:
        painter.setPen(QPen(self._look.colors["tree.indentGuidesStroke"], 1))
        for level in range(depth):
            x = self._look.px(FIRST + level * INDENT + ARROW / 2) + 0.5
            painter.drawLine(QPointF(x, rect.top()), QPointF(x, rect.bottom() + 1))

    def _paint_decoration(
        self, painter: QPainter, decoration: str, right: float, rect: QRectF
    ) -> float:
        """Paint it up to `right`; how wide it is."""
        painter.setFont(self._look.font(2))
        painter.setPen(self._look.colors["gitDecoration.modifiedResourceForeground"])
        width = QFontMetricsF(painter.font()).horizontalAdvance(decoration)
        field = QRectF(right - width, rect.top(), width + 1, rect.height())
        painter.drawText(field, Qt.AlignmentFlag.AlignVCenter, decoration)
        return width

    def _paint_texts(self, painter: QPainter, item: TreeItem, field: QRectF) -> None:
        """The label, in the painter's colour, and what tells it apart."""
        painter.setFont(self._look.font())
        metrics = QFontMetricsF(painter.font())
        label = metrics.elidedText(item.label, Qt.TextElideMode.ElideRight, field.width())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(field.adjusted(0, 0, 1, 0), flags, label)
        field.setLeft(field.left() + metrics.horizontalAdvance(label) + 8)
        if item.description and field.width() > 12:
            painter.setFont(self._look.font(1))
            painter.setPen(self._look.colors["descriptionForeground"])
            text = QFontMetricsF(painter.font()).elidedText(
                item.description, Qt.TextElideMode.ElideRight, field.width()
            )
            painter.drawText(field, flags, text)

    def _icon(self, item: TreeItem, expanded: bool) -> str:
        if item.icon == "folder":
            return folder_icon(item.label, expanded)
        if item.icon and item.icon != "file":
            return item.icon
        if item.resource_path is not None:
            if item.collapsible != "none" and not item.icon:
                return folder_icon(item.resource_path.name, expanded)
            return file_icon(item.resource_path.name)
        return item.icon

    def _paint_arrow(self, painter: QPainter, x: float, y: float, expanded: bool) -> None:
        pen = QPen(self._look.colors["icon.foreground"], 1.3)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        long, short = self._look.px(4), self._look.px(2)
        if expanded:
            points = [(-long, -short), (0, short), (long, -short)]
        else:
            points = [(-short, -long), (short, 0), (-short, long)]
        painter.drawPolyline([QPointF(x + dx, y + dy) for dx, dy in points])

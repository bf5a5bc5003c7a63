"""The rows of a list to pick from: their model, and how they are painted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pith.qt import guarded, guarded_with
from pith_app._theming import Look, row_outline
from pith_app._window._key_caps import paint_keys
from pith_app._window._pick._items import PickItem

ROW = 26
_ICON = 16
_Index = QModelIndex | QPersistentModelIndex


class PickModel(QAbstractListModel):
    """The rows as Qt's model."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: Sequence[PickItem] = ()

    def show(self, items: Sequence[PickItem]) -> None:
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    @guarded_with(0)
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.items)

    @guarded
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.items):
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (item.label, item.description, item.keys) if part)
        return None


class PickDelegate(QStyledItemDelegate):
    """Paints a row: icon, label with its fitting letters lit, description, keys, heading."""

    def __init__(self, look: Look, model: PickModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._model = model

    @guarded_with(QSize(100, ROW))
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, self._look.px(ROW))

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item = self._model.items[index.row()]
        colors, px = self._look.colors, self._look.px
        rect = QRectF(option.rect)
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.group and index.row():
            painter.setPen(QPen(colors["pickerGroup.border"], 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
        if selected or state & QStyle.StateFlag.State_MouseOver:
            key = "quickInputList.focusBackground" if selected else "list.hoverBackground"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors[key])
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 5, 5)
        row_outline(
            painter, self._look, rect.adjusted(0, 1, 0, -1), selected=selected, focused=selected
        )
        left, right = rect.left() + px(9), rect.right() - px(9)
        right = self._paint_right(painter, item, rect, right)
        if item.icon:
            self._look.icons.paint(
                painter,
                item.icon,
                left,
                rect.center().y() - px(_ICON) / 2,
                px(_ICON),
                colors["icon.foreground"],
            )
            left += px(_ICON + 8)
        plain = colors["quickInputList.focusForeground" if selected else "quickInput.foreground"]
        lit = colors["list.highlightForeground"]
        font = self._look.font()
        left = paint_lit(painter, rect, left, right, item.label, item.positions, font, plain, lit)
        if item.description and left < right - 20:
            paint_lit(
                painter,
                rect,
                left + px(9),
                right,
                item.description,
                item.description_positions,
                self._look.font(1),
                colors["descriptionForeground"],
                lit,
            )
        painter.restore()

    def _paint_right(self, painter: QPainter, item: PickItem, rect: QRectF, right: float) -> float:
        """What stands at the right end; returns where it begins."""
        colors, px = self._look.colors, self._look.px
        if item.checked:
            size = px(_ICON)
            x, y = right - size, rect.center().y() - size / 2
            self._look.icons.paint(painter, "check", x, y, size, colors["foreground"])
            right -= size + px(8)
        if item.group:
            painter.setFont(self._look.font(2))
            painter.setPen(colors["pickerGroup.foreground"])
            width = QFontMetricsF(painter.font()).horizontalAdvance(item.group)
            painter.drawText(
                QRectF(right - width, rect.top(), width + 1, rect.height()),
                Qt.AlignmentFlag.AlignVCenter,
                item.group,
            )
            right -= width + px(12)
        if item.keys:
            right = paint_keys(painter, self._look, item.keys, right, rect) - px(10)
        return right


def paint_lit(
    painter: QPainter,
    rect: QRectF,
    left: float,
    right: float,
    text: str,
    positions: Sequence[int],
    font: QFont,
    plain: QColor,
    lit: QColor,
) -> float:
    """Paint `text` with the letters at `positions` lit; returns where it ends."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - left)
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    marked = set(positions)
    start = 0
    while start < len(shown):
        fits = start in marked
        end = start + 1
        while end < len(shown) and (end in marked) == fits:
            end += 1
        painter.setFont(bold if fits else font)
        painter.setPen(lit if fits else plain)
        piece = shown[start:end]
        width = QFontMetricsF(painter.font()).horizontalAdvance(piece)
        painter.drawText(
            QRectF(left, rect.top(), width + 4, rect.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            piece,
        )
        left += width
        start = end
    return left

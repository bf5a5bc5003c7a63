"""The rows of the list of extensions: icon, name, version, description, state and cost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pith.host import ExtensionRecord
from pith.qt import guarded, guarded_with
from pith_app._extension_page._icons import ExtensionIcons
from pith_app._extension_page._words import cost_since_start, milliseconds, state_of
from pith_app._theming import Look
from pith_app._window._trees import TreeView

_ROW: Final = 72
_ICON: Final = 36
_LEFT: Final = 16
_TEXT: Final = 64
_LINE: Final = 18

_Index = QModelIndex | QPersistentModelIndex


class CardDelegate(QStyledItemDelegate):
    """Paints a tree's rows as cards of the extensions whose ids they have."""

    def __init__(
        self,
        look: Look,
        tree: TreeView,
        icons: ExtensionIcons,
        record_of: Callable[[str], ExtensionRecord | None],
    ) -> None:
        super().__init__(tree)
        self._look = look
        self._tree = tree
        self._icons = icons
        self._record_of = record_of

    @guarded_with(QSize(100, _ROW))
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, self._look.px(_ROW))

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        item = self._tree.tree_model.item_at(index)
        record = self._record_of(item.id) if item is not None else None
        if record is None:
            return
        colors, px = self._look.colors, self._look.px
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            kind = "active" if self._tree.hasFocus() else "inactive"
            key = f"list.{kind}SelectionBackground" if selected else "list.hoverBackground"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors[key])
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 5, 5)
        is_off = record.state == "disabled"
        if is_off:
            painter.setOpacity(0.55)
        icon = QRectF(rect.left() + px(_LEFT), rect.top() + px(10), px(_ICON), px(_ICON))
        self._icons.paint(painter, record, icon)
        left = rect.left() + px(_TEXT)
        right = rect.right() - px(14)
        top = rect.top() + px(8)
        self._paint_name(painter, record, QRectF(left, top, right - left, px(_LINE)))
        painter.setFont(self._look.font(1))
        painter.setPen(colors["descriptionForeground"])
        text = record.description or record.id
        _line(painter, QRectF(left, top + px(_LINE), right - left, px(_LINE)), text)
        field = QRectF(left, top + px(2 * _LINE), right - left, px(_LINE))
        self._paint_state(painter, record, field)
        painter.restore()

    def _paint_name(self, painter: QPainter, record: ExtensionRecord, field: QRectF) -> None:
        colors = self._look.colors
        painter.setFont(self._look.font(2))
        version = record.version if record.version != "?" else ""
        width = QFontMetricsF(painter.font()).horizontalAdvance(version)
        painter.setPen(colors["descriptionForeground"])
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(field, right, version)
        painter.setFont(self._look.font(bold=True))
        painter.setPen(colors["sideBar.foreground"])
        _line(painter, field.adjusted(0, 0, -width - 8, 0), record.name)

    def _paint_state(self, painter: QPainter, record: ExtensionRecord, field: QRectF) -> None:
        px = self._look.px
        words, kind = state_of(record)
        color = state_color(self._look, kind)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        radius = px(7) / 2
        centre = QPointF(field.left() + radius, field.center().y() + 0.5)
        if kind in ("good", "bad"):
            painter.drawEllipse(centre, radius, radius)
        else:
            painter.setPen(color)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, radius - 0.5, radius - 0.5)
        parts = [words]
        if kind == "bad" and record.problems:
            parts.append(record.problems[0].message)
        elif record.origin == "linked":
            parts.append("linked")
        if record.state == "active" and kind != "bad":
            parts.append(milliseconds(record.activation_time))
            parts.append(f"cost {milliseconds(cost_since_start(record))}")
        painter.setFont(self._look.font(2))
        painter.setPen(color if kind == "bad" else self._look.colors["descriptionForeground"])
        _line(painter, field.adjusted(px(13), 0, 0, 0), " · ".join(parts))


def state_color(look: Look, kind: str) -> QColor:
    """The colour of a state, as state_of names it."""
    if kind == "good":
        return look.colors["progressBar.background"]
    if kind == "bad":
        return look.colors["errorForeground"]
    return look.colors["descriptionForeground"]


def _line(painter: QPainter, field: QRectF, text: str) -> None:
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, field.width())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(field, flags, shown)

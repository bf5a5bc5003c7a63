"""The two buttons of the window: a small one with an icon, and one with words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from pith.qt import guarded, guarded_with
from pith_app._theming import Look, focus_ring


class HoverButton(QAbstractButton):
    """A button that knows whether the pointer is over it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.hovered = False

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        self.hovered = True
        self.update()

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self.hovered = False
        self.update()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()  # Qt knows Space only
        else:
            super().keyPressEvent(event)


class IconButton(HoverButton):
    """An icon of `size` pixels in a rounded field; checkable ones show that they are on."""

    def __init__(
        self,
        look: Look,
        icon: str,
        tip: str,
        parent: QWidget | None = None,
        *,
        size: int = 16,
        field: int = 22,
    ) -> None:
        super().__init__(look, parent)
        self._icon = icon
        self._size = size
        self._field = (field, field)
        self.rescale()
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def set_field(self, width: int, height: int) -> None:
        """The size of the field around the icon, for text of the usual size."""
        self._field = (width, height)
        self.rescale()

    def rescale(self) -> None:
        """Take the size that goes with the text."""
        self.setFixedSize(*map(self.look.px, self._field))

    def set_icon_name(self, icon: str) -> None:
        self._icon = icon
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self.look.colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = colors["icon.foreground"]
        background: QColor | None = None
        if self.isCheckable() and self.isChecked():
            background = colors["inputOption.activeBackground"]
            color = colors["inputOption.activeForeground"]
        elif self.isEnabled() and self.isDown():
            background = colors["toolbar.activeBackground"]
        elif self.isEnabled() and self.hovered:
            background = colors["toolbar.hoverBackground"]
            color = colors["foreground"]
        if not self.isEnabled():
            color = colors["disabledForeground"]
        if background is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(background)
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        size = self.look.px(self._size)
        x, y = (self.width() - size) / 2, (self.height() - size) / 2
        self.look.icons.paint(painter, self._icon, x, y, size, color)
        if self.hasFocus():
            focus_ring(painter, self.look, QRectF(self.rect()))
        painter.end()


class CloseButton(HoverButton):
    """A cross, painted without an icon file: it is there from the first paint on."""

    def __init__(self, look: Look, tip: str = "Close", parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.rescale()
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def rescale(self) -> None:
        """Take the size that goes with the text."""
        self.setFixedSize(self.look.px(20), self.look.px(20))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_cross(painter, self.look, QRectF(self.rect()), self.hovered)
        if self.hasFocus():
            focus_ring(painter, self.look, QRectF(self.rect()))
        painter.end()


def paint_cross(painter: QPainter, look: Look, field: QRectF, hovered: bool) -> None:
    """A cross in the middle of `field`, which is filled if the pointer is over it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colors["toolbar.hoverBackground"])
        painter.drawRoundedRect(field, 4, 4)
    color = look.colors["foreground" if hovered else "icon.foreground"]
    painter.setPen(QPen(color, 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    middle = field.center()
    arm = look.px(4)
    painter.drawLine(middle + QPointF(-arm, -arm), middle + QPointF(arm, arm))
    painter.drawLine(middle + QPointF(-arm, arm), middle + QPointF(arm, -arm))
    painter.restore()


class TextButton(HoverButton):
    """A button with words, as dialogs and notifications have them."""

    def __init__(
        self, look: Look, text: str, parent: QWidget | None = None, *, primary: bool = False
    ) -> None:
        super().__init__(look, parent)
        self._primary = primary
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(look.font())

    @guarded_with(QSize(80, 28))
    def sizeHint(self) -> QSize:
        px = self.look.px
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(max(px(72), width + px(28)), px(28))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self.look.colors
        prefix = "button." if self._primary else "button.secondary"
        hover = "hoverBackground" if self._primary else "HoverBackground"
        plain = "background" if self._primary else "Background"
        text = "foreground" if self._primary else "Foreground"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        over = self.hovered or self.isDown()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors[prefix + (hover if over else plain)])
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        if self.hasFocus():
            if self._primary:  # whose ground is often of the ring's usual colour
                field = QRectF(self.rect()).adjusted(2, 2, -2, -2)
                focus_ring(painter, self.look, field, 4, "button.foreground")
            else:
                focus_ring(painter, self.look, QRectF(self.rect()), 5)
        painter.setPen(colors[prefix + text])
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

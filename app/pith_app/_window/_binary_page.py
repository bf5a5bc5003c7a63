"""What stands in an editor's place for a file that is not text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pith.base import Disposable
from pith.qt import guarded
from pith_app._theming import Look
from pith_app._window._buttons import TextButton

_ICON, _GAP, _WIDTH = 48, 20, 400


class BinaryPage(QWidget):
    """Says what the file is, and offers to open it nonetheless."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._title = self._detail = ""
        self.open_as_text: Callable[[], object] = lambda: None
        self.open_with_encoding: Callable[[], object] = lambda: None
        self.text_button = TextButton(look, "Open as Text Anyway", self)
        self.text_button.clicked.connect(lambda: self.open_as_text())
        self.encoding_button = TextButton(look, "Open with Encoding…", self)
        self.encoding_button.clicked.connect(lambda: self.open_with_encoding())
        self.setFocusProxy(self.text_button)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._listening: Disposable = look.changed.connect(self._restyle)

    def dispose(self) -> None:
        self._listening.dispose()

    def describe(self, name: str, size: int) -> None:
        """Show that the file `name`, of `size` bytes, is not text."""
        self._title = f"{name} is not a text file"
        self._detail = (
            f"It holds {_for_people(size)} of something else. Opened as text, every byte that you "
            "do not change stays as it is."
        )
        self.setAccessibleName(self._title)
        self.update()

    def _restyle(self) -> None:
        for button in (self.text_button, self.encoding_button):
            button.setFont(self._look.font())
        self._place()
        self.update()

    def _place(self) -> None:
        px = self._look.px
        buttons = (self.text_button, self.encoding_button)
        for button in buttons:
            button.resize(button.sizeHint())
        total = sum(button.width() for button in buttons) + px(10)
        x, y = (self.width() - total) // 2, int(self._top()) + px(_ICON + _GAP + 96)
        for button in buttons:
            button.move(x, y)
            x += button.width() + px(10)

    def _top(self) -> float:
        return max(24.0, self.height() * 0.4 - self._look.px(_ICON + _GAP + 124) / 2)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        look, colors, px = self._look, self._look.colors, self._look.px
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["editor.background"])
        top, icon = self._top(), px(_ICON)
        look.icons.paint(
            painter, "file-binary", (self.width() - icon) / 2, top, icon, colors["icon.foreground"]
        )
        width = min(px(_WIDTH), self.width() - 40)
        field = QRectF((self.width() - width) / 2, top + icon + px(_GAP), width, px(24))
        painter.setFont(look.font(-2, bold=True))
        painter.setPen(colors["foreground"])
        centred = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
        title = painter.fontMetrics().elidedText(
            self._title, Qt.TextElideMode.ElideMiddle, int(width)
        )
        painter.drawText(field, centred, title)
        painter.setFont(look.font())
        painter.setPen(colors["descriptionForeground"])
        field = QRectF(field.x(), field.bottom() + px(8), width, px(44))
        painter.drawText(field, centred | Qt.TextFlag.TextWordWrap, self._detail)
        painter.end()


def _for_people(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    for unit, bytes_in_it in (("kB", 1e3), ("MB", 1e6), ("GB", 1e9)):
        count = size / bytes_in_it
        if count < 999.5 or unit == "GB":
            break
    return f"{count:,.0f} {unit}" if count >= 10 else f"{count:.1f} {unit}"

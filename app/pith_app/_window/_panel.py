"""The panel below the editor, with the output in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pith.base import Signal
from pith.qt import guarded
from pith_app._theming import Look, hairline
from pith_app._window._buttons import CloseButton, IconButton
from pith_app._window._channel_button import ChannelButton
from pith_app._window._output_view import OutputView
from pith_app._window._outputs import Outputs

HEADER = 34


class Panel(QWidget):
    """A heading with buttons, and the output below it."""

    def __init__(
        self,
        look: Look,
        outputs: Outputs,
        view: OutputView,
        pick_channel: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._outputs = outputs
        self.view = view
        view.setParent(self)
        self.close_requested: Signal[()] = Signal("panel.close_requested")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._channel = ChannelButton(look, self)
        self._channel.clicked.connect(lambda: pick_channel())
        self._clear = IconButton(look, "clear-all", "Clear Output", self)
        self._clear.clicked.connect(lambda: outputs.clear(view.channel))
        self._lock = IconButton(look, "lock", "Stop Following the End", self)
        self._lock.setCheckable(True)
        self._lock.toggled.connect(self._locked)
        self._close = CloseButton(look, "Hide Panel", self)
        self._close.clicked.connect(lambda: self.close_requested.emit())
        self._listening = (
            look.changed.connect(self._restyle),
            outputs.changed.connect(self._on_changed),
        )
        self._on_changed()

    def dispose(self) -> None:
        self.view.dispose()
        for listening in self._listening:
            listening.dispose()

    def show_channel(self, name: str) -> None:
        self._outputs.channel(name)
        self.view.show_channel(name)
        self._on_changed()

    def _locked(self, locked: bool) -> None:
        self.view.follow = not locked

    def _on_changed(self) -> None:
        channel = self._outputs.channels.get(self.view.channel)
        self._channel.setText(channel.title if channel is not None else "Log")
        self._arrange()

    def _restyle(self) -> None:
        for button in (self._close, self._lock, self._clear):
            button.rescale()
        self._channel.setFont(self._look.font(1))
        self._arrange()
        self.update()

    def _arrange(self) -> None:
        px = self._look.px
        right = self.width() - 10
        for button in (self._close, self._lock, self._clear):
            right -= button.width()
            button.move(right, (px(HEADER) - button.height()) // 2 + 1)
            right -= 4
        size = self._channel.sizeHint()
        right -= size.width() + 6
        top = (px(HEADER) - size.height()) // 2 + 1
        self._channel.setGeometry(QRect(right, top, size.width(), size.height()))
        top = px(HEADER)
        self.view.setGeometry(0, top, self.width(), max(0, self.height() - top))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.view.setFocus(Qt.FocusReason.MouseFocusReason)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._look.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["panel.background"])
        hairline(painter, colors["panel.border"], 0, 0, self.width(), 1)
        font = self._look.font(2, bold=True)
        font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 0.4)
        painter.setFont(font)
        painter.setPen(colors["panelTitle.activeForeground"])
        title = "OUTPUT"
        header = self._look.px(HEADER)
        field = QRect(14, 1, self._look.px(200), header - 1)
        painter.drawText(field, Qt.AlignmentFlag.AlignVCenter, title)
        width = painter.fontMetrics().horizontalAdvance(title)
        hairline(painter, colors["panelTitle.activeBorder"], 14, header - 3, width, 1)
        painter.end()

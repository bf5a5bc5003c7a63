"""How a message looks while it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from pith.base import Disposable
from pith.qt import announce, guarded
from pith_app._theming import Look
from pith_app._window._buttons import CloseButton, TextButton
from pith_app._window._floating import SHADOW, Floating

if TYPE_CHECKING:
    from pith_app._window._notifications import Notification, NotificationCentre

_ICONS = {"info": "info", "warning": "warning", "error": "error"}
_MOST_LETTERS = 400


class Toast(Floating):
    """One message over the window."""

    surface = "notifications.background"
    border = "notifications.border"

    def __init__(self, look: Look, centre: NotificationCentre, note: Notification) -> None:
        super().__init__(look, centre.parent_widget)
        self.note = note
        self._centre = centre
        self.timer: Disposable | None = None
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._source = QLabel(self)
        close = CloseButton(look, "Dismiss", self)
        close.clicked.connect(lambda: centre.close(note))
        top = QHBoxLayout()
        top.setContentsMargins(0, 0, 0, 0)
        top.addSpacing(look.px(26))
        top.addWidget(self._text, 1)
        top.addSpacing(6)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(look.px(26), 0, 0, 0)
        bottom.setSpacing(6)
        bottom.addWidget(self._source, 1)
        self.buttons: list[TextButton] = []
        if note.cancel is not None:
            self._add_button(bottom, "Cancel", lambda: centre.cancel(note), primary=False)
        for number, action in enumerate(note.actions):
            self._add_button(
                bottom,
                action.label,
                lambda _=False, chosen=action.id: centre.choose(note, chosen),
                primary=number == 0,
            )
        column = QVBoxLayout(self)
        column.setContentsMargins(self.margins(12))
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(bottom)
        self._has_bottom = bool(self.buttons or note.source)
        self._source.setVisible(self._has_bottom)
        self.restyle()
        self.say()

    def _add_button(
        self, row: QHBoxLayout, label: str, run: Callable[..., object], *, primary: bool
    ) -> None:
        button = TextButton(self.look, label, self, primary=primary)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(run)
        self.buttons.append(button)
        row.addWidget(button)

    def say(self) -> None:
        """Show the message as it is now."""
        text = self.note.message
        if len(text) > _MOST_LETTERS:
            text = text[:_MOST_LETTERS] + "…"
        if self.note.times > 1:
            text = f"{text}  (×{self.note.times})"
        self._text.setText(text)
        self._source.setText(self.note.source)
        said = f"{self.note.severity}: {self.note.message}"
        if said != self.accessibleName():
            self.setAccessibleName(said)
            announce(self, said, urgent=self.note.severity == "error")
        self.update()

    def restyle(self) -> None:
        css = self.look.colors.css
        self._text.setFont(self.look.font())
        self._text.setStyleSheet(f"color: {css('notifications.foreground')};")
        self._source.setFont(self.look.font(2))
        self._source.setStyleSheet(f"color: {css('descriptionForeground')};")
        self.update()

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        if self.timer is not None:  # it stays while it is being read
            self.timer.dispose()
            self.timer = None

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colors = self.look.colors
        painter = QPainter(self)
        severity = self.note.severity
        icon = "sync" if self.note.progress is not None else _ICONS[severity]
        color = colors[f"notifications{severity.capitalize()}Icon.foreground"]
        self.look.icons.paint(painter, icon, SHADOW + 12, SHADOW + 13, self.look.px(16), color)
        if self.note.progress is not None:
            self._paint_progress(painter)
        painter.end()

    def _paint_progress(self, painter: QPainter) -> None:
        colors = self.look.colors
        track = QRectF(SHADOW + 8, self.height() - SHADOW - 5, self.width() - 2 * SHADOW - 16, 2)
        painter.fillRect(track, colors["toolbar.hoverBackground"])
        done = self.note.progress or 0.0
        share = done if done >= 0 else 0.35
        track.setWidth(track.width() * share)
        painter.fillRect(track, colors["progressBar.background"])

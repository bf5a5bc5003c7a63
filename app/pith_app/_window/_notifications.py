"""Messages at the lower right: what happened, what can be done, how far a job is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from pith.api import MessageAction, Severity
from pith.base import CancelToken, Disposable, Future, Scheduler, Signal, report_exception
from pith.qt import guarded
from pith_app._theming import Look
from pith_app._window._buttons import CloseButton, TextButton
from pith_app._window._floating import SHADOW, Floating

WIDTH = 400
_SECONDS: dict[str, float] = {"info": 8.0, "warning": 15.0, "error": 25.0}
_ICONS = {"info": "info", "warning": "warning", "error": "error"}
_MOST_SHOWN = 4
_MOST_KEPT = 100
_MOST_LETTERS = 400


class Notification:
    """One message, from when it is shown until it is forgotten."""

    def __init__(
        self,
        message: str,
        severity: Severity,
        actions: Sequence[MessageAction],
        source: str,
    ) -> None:
        self.message = message
        self.severity: Severity = severity
        self.actions = tuple(actions)
        self.source = source
        self.time = datetime.now()
        self.times = 1
        self.answer: Future[str | None] = Future()
        #: From 0 to 1; -1 while that cannot be known; None if this is no job.
        self.progress: float | None = None
        self.cancel: Callable[[], object] | None = None

    @property
    def same(self) -> tuple[str, str, str]:
        return (self.message, self.severity, self.source)


class _Toast(Floating):
    """How one looks."""

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
        top.addSpacing(26)
        top.addWidget(self._text, 1)
        top.addSpacing(6)
        top.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(26, 0, 0, 0)
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
        self.setAccessibleName(f"{self.note.severity}: {self.note.message}")
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
        self.look.icons.paint(painter, icon, SHADOW + 12, SHADOW + 13, 16, color)
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


class NotificationCentre:
    """Shows messages, forgets them in time, and remembers them for the bell."""

    def __init__(self, look: Look, scheduler: Scheduler, parent: QWidget) -> None:
        self._look = look
        self._scheduler = scheduler
        self.parent_widget = parent
        self._toasts: list[_Toast] = []
        self.history: list[Notification] = []
        self.unread = 0
        self.changed: Signal[()] = Signal("notifications.changed")
        self._bottom = 0

    @property
    def shown(self) -> list[Notification]:
        return [toast.note for toast in self._toasts]

    def notify(
        self,
        message: str,
        severity: Severity = "info",
        actions: Sequence[MessageAction] = (),
        source: str = "",
    ) -> Future[str | None]:
        """Show a message; settles with the chosen action's id, None if it is closed."""
        note = Notification(message, severity, actions, source)
        return self.show(note).answer

    def show(self, note: Notification) -> Notification:
        """Show `note`, or count one more of the same if that is being shown."""
        for toast in self._toasts:
            if toast.note.same == note.same and toast.note.actions == note.actions:
                toast.note.times += 1
                toast.say()
                return toast.note
        self.history.insert(0, note)
        del self.history[_MOST_KEPT:]
        if severity_rank(note.severity):
            self.unread += 1
        toast = _Toast(self._look, self, note)
        self._toasts.append(toast)
        while len(self._toasts) > _MOST_SHOWN:
            self.close(self._toasts[0].note)
        if note.progress is None and not (note.actions and note.severity != "info"):
            seconds = _SECONDS[note.severity]
            toast.timer = self._scheduler.call_later(seconds, lambda: self.close(note))
        toast.show()
        self.place()
        self.changed.emit()
        return note

    def job(self, title: str, token: CancelToken) -> Notification:
        """Show that a job runs; the caller changes its progress, calls update(), then close()."""
        note = Notification(title, "info", (), "")
        note.progress = -1.0
        note.cancel = token.cancel
        return self.show(note)

    def update(self, note: Notification) -> None:
        for toast in self._toasts:
            if toast.note is note:
                toast.say()

    def cancel(self, note: Notification) -> None:
        if note.cancel is not None:
            try:
                note.cancel()
            except Exception as error:
                report_exception(error, "while a job was cancelled")
        self.close(note)

    def choose(self, note: Notification, action: str | None) -> None:
        """Settle a message with one of its actions."""
        self._take_down(note)
        note.answer.set_result(action)

    def close(self, note: Notification) -> None:
        self.choose(note, None)

    def close_all(self) -> None:
        for note in self.shown:
            self.close(note)

    def read(self) -> None:
        """The history was looked at."""
        self.unread = 0
        self.changed.emit()

    def clear(self) -> None:
        self.close_all()
        self.history.clear()
        self.read()

    def _take_down(self, note: Notification) -> None:
        for toast in list(self._toasts):
            if toast.note is note:
                self._toasts.remove(toast)
                if toast.timer is not None:
                    toast.timer.dispose()
                toast.dispose()
        self.place()
        self.changed.emit()

    def place(self, bottom: int | None = None) -> None:
        """Stack them upwards from `bottom` pixels above the lower edge of the window."""
        if bottom is not None:
            self._bottom = bottom
        parent = self.parent_widget
        y = parent.height() - self._bottom - 8 + SHADOW
        width = min(WIDTH, parent.width() - 24) + 2 * SHADOW
        for toast in reversed(self._toasts):
            toast.setFixedWidth(width)
            height = toast.heightForWidth(width)
            if height <= 0:
                height = toast.sizeHint().height()
            toast.resize(width, height)
            y -= height
            toast.move(parent.width() - width - 10 + SHADOW, y)
            y += 2 * SHADOW - 8
            toast.raise_()


def severity_rank(severity: Severity) -> int:
    return ("info", "warning", "error").index(severity)

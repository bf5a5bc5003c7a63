"""Messages at the lower right: what happened, what can be done, how far a job is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import localtime, strftime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pith.base import CancelToken, Future, Scheduler, Signal, report_exception
from pith_app._theming import Look

if TYPE_CHECKING:
    from pith.api import MessageAction, Severity
    from pith_app._window._toast import Toast

WIDTH = 400
SHADOW = 14
"""As in pith_app._window._floating, which is not needed before there is a message."""

_SECONDS: dict[str, float] = {"info": 8.0, "warning": 15.0, "error": 25.0}
_MOST_SHOWN = 4
_MOST_KEPT = 100


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
        self.clock = strftime("%H:%M", localtime())
        self.times = 1
        self.answer: Future[str | None] = Future()
        #: From 0 to 1; -1 while that cannot be known; None if this is no job.
        self.progress: float | None = None
        self.cancel: Callable[[], object] | None = None

    @property
    def same(self) -> tuple[str, str, str]:
        return (self.message, self.severity, self.source)


class NotificationCentre:
    """Shows messages, forgets them in time, and remembers them for the bell."""

    def __init__(self, look: Look, scheduler: Scheduler, parent: QWidget) -> None:
        self._look = look
        self._scheduler = scheduler
        self.parent_widget = parent
        self._toasts: list[Toast] = []
        self.history: list[Notification] = []
        self.unread = 0
        self.changed: Signal[()] = Signal("notifications.changed")
        self._bottom = 0

    @property
    def toasts(self) -> tuple[QWidget, ...]:
        """The widgets of the messages that are shown."""
        return tuple(self._toasts)

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
        note.answer.token.on_cancel(lambda: self.close(note))
        self.history.insert(0, note)
        del self.history[_MOST_KEPT:]
        if severity_rank(note.severity):
            self.unread += 1
        from pith_app._window._toast import Toast

        toast = Toast(self._look, self, note)
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
        width = min(self._look.px(WIDTH), parent.width() - 24) + 2 * SHADOW
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

"""What is said while a huge file is read: how far it is, and that one may stop it."""

from __future__ import annotations

from pith.base import Disposable, Scheduler, Scope
from pith.workspace import Document, Workspace
from pith_app._window._notifications import Notification, NotificationCentre

_PATIENCE = 1.0  # seconds before anything is said


class ReadingProgress:
    """Shows a job for each document that takes long to be read."""

    def __init__(
        self, workspace: Workspace, notifications: NotificationCentre, scheduler: Scheduler
    ) -> None:
        self._notifications = notifications
        self._scheduler = scheduler
        self._scope = Scope("progress of reading")
        self._later: dict[Document, Disposable] = {}
        self._scope.add(workspace.opened.connect(self._opened))

    def _opened(self, document: Document) -> None:
        growth = document.growth
        if growth is None:
            return
        self._later[document] = self._scheduler.call_later(_PATIENCE, lambda: self._show(document))
        growth.ended.on_done(lambda _: self._ended(document))

    def _ended(self, document: Document) -> None:
        later = self._later.pop(document, None)
        if later is not None:
            later.dispose()

    def _show(self, document: Document) -> None:
        self._later.pop(document, None)
        growth = document.growth
        if growth is None:
            return
        note = Notification(f"Reading {document.name}", "info", (), "")
        note.progress = growth.fraction
        note.cancel = growth.cancel
        self._notifications.show(note)

        def progressed(fraction: float) -> None:
            note.progress = fraction
            self._notifications.update(note)

        growth.progressed.connect(progressed)
        growth.ended.on_done(lambda _: self._notifications.close(note))

    def dispose(self) -> None:
        for later in self._later.values():
            later.dispose()
        self._scope.dispose()

"""What is said while something is done to a huge file: how far it is, and that one may stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pith.base import Disposable, Scheduler, Scope
from pith.workspace import Conversion, Document, Workspace
from pith_app._window import _watched
from pith_app._window._notifications import Notification, NotificationCentre
from pith_app._window._watched import UNKNOWN, watch

if TYPE_CHECKING:
    from pith.workspace import LongWork

_LONG = 10_000_000  # code points from which on saving may take longer than that


class FileProgress:
    """Shows a job for each document that takes long to be read, to be saved, to get other line
    endings, or to be gone over by a command."""

    def __init__(
        self, workspace: Workspace, notifications: NotificationCentre, scheduler: Scheduler
    ) -> None:
        self._notifications = notifications
        self._scheduler = scheduler
        self._scope = Scope("progress of reading")
        self._later: dict[Document, Disposable] = {}
        self._working_on: dict[Document, Disposable] = {}
        self._workspace = workspace
        self._scope.add(workspace.opened.connect(self._opened))
        self._scope.add(workspace.saves.saving.connect(self._saving))
        self._scope.add(workspace.conversions.started.connect(self._converting))

    def _opened(self, document: Document) -> None:
        document.queue.working.connect(lambda work: self._working(document, work))
        growth = document.growth
        if growth is None:
            return
        self._later[document] = self._scheduler.call_later(
            _watched.PATIENCE, lambda: self._show(document)
        )
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

    def _saving(self, document: Document) -> None:
        workspace = self._workspace
        if len(document.text) > _LONG:
            self._watch(
                document,
                f"Saving {document.name}",
                lambda: workspace.saves.fraction(document),
                lambda: workspace.saves.cancel(document),
            )

    def _working(self, document: Document, work: LongWork[Any]) -> None:
        done = work.done
        self._working_on[document] = watch(
            self._notifications,
            self._scheduler,
            work.title,
            lambda: None if done.done else UNKNOWN,
            work.cancel,
        )
        done.on_done(lambda _: self._working_on.pop(document, None))

    def _converting(self, conversion: Conversion) -> None:
        self._watch(
            conversion.document,
            f"Changing the ends of all lines of {conversion.document.name}",
            lambda: None if conversion.done.done else conversion.fraction,
            conversion.cancel,
        )

    def _watch(
        self,
        document: Document,
        what: str,
        fraction_of: Callable[[], float | None],
        cancel: Callable[[], object],
    ) -> None:
        def fraction() -> float | None:
            found = fraction_of()
            if found is None:
                self._ended(document)
            return found

        if document not in self._later:
            self._later[document] = watch(
                self._notifications, self._scheduler, what, fraction, cancel
            )

    def dispose(self) -> None:
        for later in (*self._later.values(), *self._working_on.values()):
            later.dispose()
        self._scope.dispose()

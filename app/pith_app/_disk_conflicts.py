"""Asking about files that other programs have changed, beside changes here that are not saved."""

from __future__ import annotations

from collections.abc import Callable

from pith.base import Future, Scope
from pith.workspace import Document, Workspace
from pith_app._window._notifications import Notification, NotificationCentre


class DiskConflicts:
    """A note for each such document, until that is settled in whichever way.

    `compare` shows how a document differs from its file, `reload` takes over what is in that.
    """

    def __init__(
        self,
        workspace: Workspace,
        notifications: NotificationCentre,
        compare: Callable[[Document], object],
        reload: Callable[[Document], object],
    ) -> None:
        self._workspace = workspace
        self._notifications = notifications
        self._compare = compare
        self._reload = reload
        self._notes: dict[Document, Notification] = {}
        self._scope = Scope("files that were changed")
        self._scope.add(workspace.disk.conflicted.connect(self._ask))
        for settled in (workspace.saves.saved, workspace.reloads.reloaded, workspace.closed):
            self._scope.add(settled.connect(self._over))

    def dispose(self) -> None:
        self._scope.dispose()

    def _ask(self, document: Document) -> None:
        from pith.api import MessageAction

        self._over(document)
        note = Notification(
            f"{document.name} was changed by another program, and has changes here "
            "that are not saved.",
            "warning",
            [
                MessageAction("compare", "Compare"),
                MessageAction("reload", "Reload"),
                MessageAction("keep", "Keep Mine"),
            ],
            "",
        )
        self._notes[document] = note

        def act(answer: Future[str | None]) -> None:
            self._notes.pop(document, None)
            if document not in self._workspace.documents:
                return
            if answer.result() == "reload":
                self._reload(document)
            elif answer.result() == "compare":
                self._compare(document)

        note.answer.on_done(act)
        self._notifications.show(note)

    def _over(self, document: Document) -> None:
        """The question needs no answer any more: saved, reloaded, undone or closed."""
        note = self._notes.pop(document, None)
        if note is not None:
            self._notifications.close(note)

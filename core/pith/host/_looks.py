"""When to look at the folders of extensions, and having what is there taken."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pith.base import Cancelled, CancelToken, Disposable, Future, Scheduler, Worker
from pith.host._discovery import Found
from pith.host._folders import HostFolders
from pith.host._found_folders import FoundFolders
from pith.host._lifecycle import Lifecycle

if TYPE_CHECKING:
    from pith.host._looking import Known, Look
    from pith.host._sources import Sources

#: After this a folder that is being written or removed is looked at again, in seconds.
GRACE: Final = 0.3
#: So often it is looked whether somebody who writes has come to an end, in seconds.
SETTLING: Final = 0.03


class Looks:
    """Looks one after the other, on a worker, and reconciles the extensions with what it sees.

    What is still being written is waited for, and with it all that has changed meanwhile: what is
    saved together is taken together.
    """

    def __init__(
        self,
        paths: HostFolders,
        found: FoundFolders,
        lifecycle: Lifecycle,
        scheduler: Scheduler,
        worker: Worker,
    ) -> None:
        self._paths = paths
        self._found = found
        self._lifecycle = lifecycle
        self._scheduler = scheduler
        self._worker = worker
        self._dirty: set[Path] = set()
        self._look_at_all = False
        self._looking: Future[list[Look]] | None = None
        #: When somebody was first seen to be writing what is not taken yet.
        self._unsettled_since: float | None = None
        self._waiting: list[Future[None]] = []
        self._scheduled: Disposable | None = None
        self._disposed = False

    @property
    def is_waiting_for_writer(self) -> bool:
        """Whether somebody was seen to be writing, so that nothing is taken yet."""
        return self._unsettled_since is not None

    def refresh(self, folders: Collection[Path] | None = None) -> Future[None]:
        """Look at these extensions' folders (None: at all) and take what has changed.

        Fails with Cancelled when the host ends before.
        """
        done: Future[None] = Future()
        self._waiting.append(done)
        self.look_soon(folders or (), folders is None)
        return done

    def look_soon(self, folders: Collection[Path], everything: bool = False) -> None:
        """Look at what may have changed, when this turn and the look under way are over."""
        self._dirty.update(folders)
        self._look_at_all |= everything
        if not self._disposed and self._looking is None and self._scheduled is None:
            self._scheduled = self._scheduler.call_soon(self._look)

    def reconcile(self, code: Mapping[Path, Sources] | None = None) -> None:
        """Take what was found and chosen, within a change; `code` has the modules of folders that
        were read. What of it is needed and is not there is looked at."""
        present = self._found.present()
        self.need(self._lifecycle.reconciling.reconcile(present, code or {}))

    def need(self, folders: Collection[Path]) -> None:
        """Look at folders of which the code is needed."""
        if folders or self._dirty:
            self.look_soon(folders)

    def dispose(self) -> None:
        self._disposed = True
        if self._scheduled is not None:
            self._scheduled.dispose()
        if self._looking is not None:
            self._looking.cancel()
        for each in self._waiting:
            each.set_exception(Cancelled())

    def _look(self) -> None:
        self._scheduled = None
        changed, everything = frozenset(self._dirty), self._look_at_all
        waiting, self._waiting = self._waiting, []
        self._dirty.clear()
        self._look_at_all = False
        known = {each.folder: self._known(each) for each in self._found}
        roots = self._found.roots()

        def look(token: CancelToken) -> list[Look]:
            from pith.host._looking import look_at

            return look_at(self._paths, known, changed, everything, token, roots)

        looking = self._looking = self._worker.submit(look, "looking at extensions")
        looking.on_done(
            lambda looked: self._lifecycle.changes.run(
                lambda: self._looked(looked, changed, everything, waiting)
            )
        )

    def _known(self, found: Found) -> Known:
        from pith.host._looking import Known

        slot = self._lifecycle.slots.get(found.id)
        if slot is None or slot.seen is None or slot.seen.folder != found.folder:
            return Known(None, False)
        return Known(slot.seen_sources, slot.instance is not None or slot.state == "failed")

    def _looked(
        self,
        looked: Future[list[Look]],
        changed: frozenset[Path],
        everything: bool,
        waiting: list[Future[None]],
    ) -> None:
        self._looking = None
        if self._disposed:
            for each in waiting:
                each.set_exception(Cancelled())
            return
        error = looked.exception()
        looks = looked.result() if error is None else []
        if self._is_unsettled(looks):
            # All of it: what is saved together is taken together.
            self._waiting = [*waiting, *self._waiting]
            self._dirty |= changed
            self._look_at_all |= everything
            # What is told of meanwhile waits too: who writes a lot tells of it all the time.
            self._scheduled = self._scheduler.call_later(SETTLING, self._look)
            return
        self._scheduler.call_soon(lambda: [each.set_result(None) for each in waiting])
        if isinstance(error, Cancelled):
            return
        if error is not None:
            raise error
        self._take(looks)

    def _is_unsettled(self, looks: Sequence[Look]) -> bool:
        """Whether to wait for somebody who writes; not for ever. Who waits for the outcome of
        these looks waits for that too."""
        now = time.monotonic()
        since = self._unsettled_since if self._unsettled_since is not None else now
        patience = max((look.patience for look in looks), default=0.0)
        is_unsettled = now - since < patience
        self._unsettled_since = since if is_unsettled else None
        return is_unsettled

    def _take(self, looks: Sequence[Look]) -> None:
        for look in looks:
            slot = self._lifecycle.slots.get(look.found.id) if look.found is not None else None
            if slot is not None and look.sources is not None:
                slot.previous = look.previous
        for look in looks:
            if not self._found.take(look):
                self._look_later(look.folder)
        self.reconcile({look.folder: look.sources for look in looks if look.sources is not None})
        if self._look_at_all:
            self.look_soon(())

    def _look_later(self, folder: Path) -> None:
        self._scheduler.call_later(GRACE, lambda: self.look_soon([folder]))

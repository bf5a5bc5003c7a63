"""The journal as the window's thread sees it: follows documents, and brings them back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic, time
from typing import TYPE_CHECKING, Any

from pith.base import Problem, Scheduler, Signal
from pith.text import FileStamp, Ready
from pith.workspace._document import Document
from pith.workspace._document_values import SavePoint
from pith.workspace._journal._files import SUFFIX, JournalFiles
from pith.workspace._journal._followed import FollowedDocument
from pith.workspace._journal._thread import JournalThread
from pith.workspace._journal._values import Checkpoint, Entry, Load, Saving

if TYPE_CHECKING:
    from pith.workspace._journal._recovery import Recovered, Recovery
    from pith.workspace._journal._writer import JournalWriter

KEPT = 4 * 1024 * 1024
"""Code points of the largest text that a journal keeps whole. Of larger ones it keeps what was
edited, and which file that belongs to."""

_PATIENCE = 5.0
_PATIENCE_OF_SAVES = 2.0


class Journal:
    """Unsaved work of documents, kept safe from crashes in one file for each document.

    A document gets a file when it is edited first, and loses it when it is closed. What happens
    to it is written by a thread within a twentieth of a second, and brought to the disk within
    one. Two programs may use one folder. For the window's thread only, but for recover().
    """

    def __init__(
        self,
        folder: Path,
        scheduler: Scheduler,
        *,
        files: JournalFiles | None = None,
        clock: Callable[[], float] = monotonic,
        kept: int = KEPT,
    ) -> None:
        self._files = files or JournalFiles(folder)
        self._scheduler = scheduler
        self._kept = kept
        self._clock_offset = time() - clock()
        self._thread = JournalThread(self._make_writer)
        self._followed: dict[Document, FollowedDocument] = {}
        self.problem: Signal[Problem] = Signal("Journal.problem")
        """Unsaved work cannot be kept safe any more; said once until it can be again."""

    def prepare(self) -> None:
        """Import what writing takes, on its thread: the first key should not wait for it."""
        self._thread.put(lambda writer: None)

    def _make_writer(self) -> JournalWriter:
        import pith.workspace._journal._packing
        from pith.workspace._journal._writer import JournalWriter

        del pith

        soon = self._scheduler.call_soon
        return JournalWriter(
            self._files,
            self._clock_offset,
            lambda name: soon(partial(self._checkpoint_of, name)),
            lambda problem: soon(partial(self.problem.emit, problem)),
        )

    # Following documents

    def follow(self, document: Document) -> None:
        """Keep the document's unsaved work from now on."""
        if document not in self._followed:
            followed = self._followed[document] = FollowedDocument(self, document)
            if document.dirty:
                followed.checkpoint()

    def forget(self, document: Document) -> None:
        """There is nothing to be kept of it: it is closed, or its changes are given up."""
        followed = self._followed.pop(document, None)
        if followed is not None:
            followed.scope.dispose()
            name = followed.name
            if name is not None:
                self._thread.put(lambda writer: writer.drop(name))

    def name_of(self, document: Document) -> str | None:
        """What the document's journal is called; None while it has none."""
        followed = self._followed.get(document)
        return followed.name if followed is not None else None

    def seen(self, document: Document, view: dict[str, Any]) -> None:
        """Keep how the document is looked at, plain data, if anything of it is kept."""
        followed = self._followed.get(document)
        if followed is not None:
            followed.see(view)

    def put(self, name: str, entry: Entry) -> None:
        self._thread.put(lambda writer: writer.add(name, entry))

    def put_checkpoint(self, name: str, checkpoint: Checkpoint) -> None:
        self._thread.put(lambda writer: writer.checkpoint(name, checkpoint))

    def saving(self, document: Document, path: Path, point: SavePoint) -> Ready | None:
        """For a save of `point` to `path`: what its worker has to call right before it changes the
        file, as write_file() does; None if nothing is kept of the document.

        It returns when the journal has written all that led to `point`, and that it is being saved,
        so that whoever is killed then knows at the next start whether it was; and after two seconds
        in any case: a journal that cannot be written should not keep anybody from saving.
        """
        name = self.name_of(document)
        if name is None:
            return None

        def announce(stamp: FileStamp | None, left: tuple[Path, ...]) -> None:
            entry = Saving(path, point.state, stamp, point.encoding, point.bom, left)
            self._thread.do_now(lambda writer: writer.add(name, entry), _PATIENCE_OF_SAVES)

        return announce

    @property
    def kept(self) -> int:
        """Code points of the largest text that is kept whole."""
        return self._kept

    def _checkpoint_of(self, name: str) -> None:
        for followed in self._followed.values():
            if followed.name == name:
                followed.checkpoint()

    # Bringing back

    def leftovers(self) -> int | None:
        """How many bytes there may be to recover; None if there is nothing. Looks at one folder.

        0 where that cannot be found out: recover() then says why.
        """
        try:
            names = [name for name in self._files.names() if name.endswith(SUFFIX)]
        except OSError:
            return 0
        return self._files.total_size(names) if names else None

    def recover(self, load: Load) -> Recovery:
        """Take over what others left. On any thread; blocking. See recover()."""
        from pith.workspace._journal._recovery import recover

        return recover(self._files, load, self._clock_offset)

    def adopt(self, document: Document, recovered: Recovered) -> None:
        """Go on with a journal that was recovered as this document."""
        followed = self._followed.get(document)
        if followed is None:
            followed = self._followed[document] = FollowedDocument(self, document)
        name, handle = recovered.name, recovered.handle
        self._thread.put(lambda writer: writer.adopt(name, handle))
        followed.name = name
        followed.view = recovered.journal.seen
        followed.checkpoint()

    def leave(self, recovered: Recovered) -> Problem:
        """Leave a journal that was recovered for the next start, and say so."""
        from pith.workspace._journal._recovery import left_alone

        return left_alone(self._files, recovered)

    # Ending

    def flush(self, wait: float = _PATIENCE) -> bool:
        """Bring everything to the disk; whether that was done within `wait` seconds."""
        return self._thread.flush(wait)

    def dispose(self) -> None:
        """Let go of all documents; what they have unsaved is there at the next start."""
        for document in list(self._followed):
            if document.dirty:
                self._followed.pop(document).scope.dispose()
            else:
                self.forget(document)
        self._thread.stop(_PATIENCE)

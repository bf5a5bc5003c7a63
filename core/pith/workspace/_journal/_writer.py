"""Writes journals: one file for each document that has unsaved work."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from pith.base import Problem
from pith.workspace._journal._files import NEW_SUFFIX, SUFFIX, JournalFiles
from pith.workspace._journal._framing import first_line, frame
from pith.workspace._journal._values import Checkpoint, Entry, SavedState, Saving

if TYPE_CHECKING:
    from pith.workspace._journal._packing import Packer

_ROOM = 1024 * 1024  # bytes that a journal may grow by at least before it is written anew;
# and half of what it began with, so that it is never much larger than what has to be kept.
_ROOM_AT_SAVE = 128 * 1024
_BATCH = 1024 * 1024


SyncJob = Callable[[], list[tuple[str, OSError]]]


class _Journal:
    """One file, as the writer knows it."""

    def __init__(self, packer: Packer) -> None:
        self.packer = packer
        self.handle: int | None = None
        self.pending: list[bytes] = []
        self.saving: Saving | None = None
        """The save that was announced last, until it is known to be done."""
        self.checkpoint_size = 0
        self.grown = 0
        self.unsynced = False
        self.broken = False
        self.asked = False
        """Whether a checkpoint was asked for and has not come yet."""


class JournalWriter:
    """Takes what happens to documents, in order. Used by one thread; every call may take long.

    `ask` is called with the name of a journal that wants a checkpoint: it has grown, or could
    not be written. `complain` hears of the first failure after a success. Nothing raises OSError.
    """

    def __init__(
        self,
        files: JournalFiles,
        clock_offset: float,
        ask: Callable[[str], object],
        complain: Callable[[Problem], object],
    ) -> None:
        self._files = files
        self._clock_offset = clock_offset
        self._ask = ask
        self._complain = complain
        self._journals: dict[str, _Journal] = {}
        self._folder_unsynced = False
        self._complained = False

    @property
    def unsynced(self) -> bool:
        """Whether there is something that a power loss would take."""
        return self._folder_unsynced or any(each.unsynced for each in self._journals.values())

    @property
    def broken(self) -> list[str]:
        """The journals that could not be written."""
        return [name for name, each in self._journals.items() if each.broken]

    def adopt(self, name: str, handle: int) -> None:
        """Go on with a journal that was taken from the dead; a checkpoint follows."""
        self._journal(name).handle = handle

    def checkpoint(self, name: str, checkpoint: Checkpoint) -> None:
        """Write a journal anew. What was there before stays until the new one is whole."""
        journal = self._journal(name)
        journal.pending.clear()
        journal.asked = False
        new = name + NEW_SUFFIX
        handle: int | None = None
        try:
            self._files.make_folder()
            self._files.remove(new)
            handle = self._files.create(new)
            size = self._write_checkpoint(handle, journal, checkpoint)
            if journal.handle is not None:
                self._files.sync(handle)  # before it takes the place of what is there
            self._files.replace(new, name + SUFFIX)
        except OSError as error:
            self._fail(journal, error)
            with contextlib.suppress(OSError):
                if handle is not None:
                    self._files.close(handle)
                self._files.remove(new)
            return
        before, journal.handle = journal.handle, handle
        journal.checkpoint_size, journal.grown = size, 0
        journal.broken = False
        journal.unsynced = before is None
        self._folder_unsynced = True
        if before is not None:
            with contextlib.suppress(OSError):
                self._files.close(before)

    def _write_checkpoint(self, handle: int, journal: _Journal, checkpoint: Checkpoint) -> int:
        size = total = 0
        batch = [first_line()]
        for payload in journal.packer.checkpoint(checkpoint):
            framed = frame(payload)
            batch.append(framed)
            size += len(framed)
            if size >= _BATCH:
                self._files.append(handle, b"".join(batch))
                batch.clear()
                total, size = total + size, 0
        if journal.saving is not None:
            batch.append(frame(journal.packer.entry(journal.saving)))
        self._files.append(handle, b"".join(batch))
        return total + size

    def add(self, name: str, entry: Entry) -> None:
        """Enter what happened; write() brings it to the file."""
        journal = self._journal(name)
        if type(entry) is Saving:
            journal.saving = entry
        elif type(entry) is SavedState:
            journal.saving = None
            if journal.broken:
                self._remove_outdated(name, journal)
        if journal.handle is None or journal.broken:
            return  # the checkpoint that is to come has it
        framed = frame(journal.packer.entry(entry))
        journal.pending.append(framed)
        journal.grown += len(framed)
        room = max(_ROOM, journal.checkpoint_size // 2)
        if type(entry) is SavedState:
            room = max(_ROOM_AT_SAVE, journal.checkpoint_size // 4)
        if journal.grown > room and not journal.asked:
            journal.asked = True
            self._ask(name)

    def _remove_outdated(self, name: str, journal: _Journal) -> None:
        """What could be written is older than what has been saved: nobody should get it back, and
        a full disk can do with the room."""
        with contextlib.suppress(OSError):
            self._files.remove(name + SUFFIX)
            self._folder_unsynced = True
            if journal.handle is not None:
                handle, journal.handle = journal.handle, None
                self._files.close(handle)

    def write(self) -> None:
        """Hand what was entered to the system: from then on it survives this process."""
        for journal in self._journals.values():
            if journal.pending and journal.handle is not None:
                data = b"".join(journal.pending)
                journal.pending.clear()
                try:
                    self._files.append(journal.handle, data)
                    journal.unsynced = True
                except OSError as error:
                    self._fail(journal, error)

    def sync(self) -> None:
        """Bring all that was written to the disk: from then on it survives a power loss."""
        self.synced(self.sync_job()())

    def sync_job(self) -> SyncJob:
        """What does that, for any thread to call; what it returns is for synced()."""
        files = self._files
        handles: list[tuple[str, int]] = []
        failures: list[tuple[str, OSError]] = []
        for name, journal in self._journals.items():
            if journal.unsynced and journal.handle is not None:
                journal.unsynced = False
                try:
                    # Of its own, as this thread may close the journal's meanwhile.
                    handles.append((name, files.duplicate(journal.handle)))
                except OSError as error:
                    failures.append((name, error))
        folder, self._folder_unsynced = self._folder_unsynced, False

        def job() -> list[tuple[str, OSError]]:
            for name, handle in handles:
                try:
                    files.sync(handle)
                except OSError as error:
                    failures.append((name, error))
                files.close(handle)
            if folder:
                try:
                    files.sync_folder()
                except OSError as error:
                    failures.append(("", error))
            return failures

        return job

    def synced(self, failures: list[tuple[str, OSError]]) -> None:
        """What was written has been brought to the disk, but for these journals ("": the names
        of all)."""
        for name, error in failures:
            journal = self._journals.get(name)
            if journal is not None:
                self._fail(journal, error)
            elif not name:
                self._say(error)
        if not failures and not self.broken:
            self._complained = False

    def retry(self) -> None:
        """Ask for checkpoints of what could not be written."""
        for name, journal in self._journals.items():
            if journal.broken and not journal.asked:
                journal.asked = True
                self._ask(name)

    def drop(self, name: str) -> None:
        """There is nothing unsaved any more: the journal goes."""
        journal = self._journals.pop(name, None)
        with contextlib.suppress(OSError):
            # Removed before it is let go of, or another process could adopt it.
            self._files.remove(name + SUFFIX)
            self._folder_unsynced = True
        if journal is not None and journal.handle is not None:
            with contextlib.suppress(OSError):
                self._files.close(journal.handle)

    def release(self, name: str) -> None:
        """Let go of a journal and leave it for the next start."""
        self.write()
        self.sync()
        journal = self._journals.pop(name, None)
        if journal is not None and journal.handle is not None:
            with contextlib.suppress(OSError):
                self._files.close(journal.handle)

    def release_all(self) -> None:
        self.write()
        self.sync()
        for name in list(self._journals):
            self.release(name)

    def _journal(self, name: str) -> _Journal:
        journal = self._journals.get(name)
        if journal is None:
            from pith.workspace._journal._packing import Packer

            journal = self._journals[name] = _Journal(Packer(self._clock_offset))
        return journal

    def _fail(self, journal: _Journal, error: OSError) -> None:
        journal.broken = True
        journal.pending.clear()
        self._say(error)

    def _say(self, error: OSError) -> None:
        if not self._complained:
            self._complained = True
            self._complain(
                Problem(
                    "unsaved changes cannot be kept safe from a crash: "
                    + (error.strerror or str(error)).lower(),
                    source=str(self._files.folder),
                    advice="save your files; this is tried again until it works",
                )
            )

"""What a journal does to the disk, in one place: a test can record it, or let it fail."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

SUFFIX = ".journal"
NEW_SUFFIX = ".journal-new"
ASIDE_SUFFIX = ".journal-damaged"

_CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND
_TAKE = os.O_RDWR | os.O_APPEND
for _flag in ("O_CLOEXEC", "O_NOFOLLOW", "O_BINARY"):
    _CREATE |= getattr(os, _flag, 0)
    _TAKE |= getattr(os, _flag, 0)
_BLOCK = 16 * 1024 * 1024


class JournalFiles:
    """The folder of the journals. Blocking; what fails raises OSError.

    A handle holds the lock of its file until it is closed, or until its process has ended. Locks
    are the system's: nobody has to clean up after a process that was killed.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make_folder(self) -> None:
        """Nobody else may look into it: what lies there was typed in confidence."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.folder.stat().st_mode & 0o077:
            self.folder.chmod(0o700)

    def names(self) -> list[str]:
        """The names of the files there, sorted; none if there is no folder."""
        try:
            return sorted(os.listdir(self.folder))  # noqa: PTH208
        except (FileNotFoundError, NotADirectoryError):
            return []

    def create(self, name: str) -> int:
        """A new file, locked: its handle."""
        handle = os.open(self.folder / name, _CREATE, 0o600)
        if not _lock(handle):
            os.close(handle)
            raise BlockingIOError(f"somebody else holds {self.folder / name}")
        return handle

    def take(self, name: str) -> int | None:
        """The handle of a file that is there and that no living process holds; else None."""
        path = self.folder / name
        try:
            handle = os.open(path, _TAKE)
        except FileNotFoundError:
            return None
        try:
            # Its owner may have put another file in its place before it let go of this one.
            if _lock(handle) and os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        return None

    def total_size(self, names: list[str]) -> int:
        """Bytes of those files that are there."""
        total = 0
        for name in names:
            with contextlib.suppress(OSError):
                total += (self.folder / name).stat().st_size
        return total

    def read(self, handle: int) -> bytes:
        os.lseek(handle, 0, os.SEEK_SET)
        pieces = []
        while piece := os.read(handle, _BLOCK):
            pieces.append(piece)
        return b"".join(pieces)

    def append(self, handle: int, data: bytes) -> None:
        """Write at the end. What fails half way leaves a part there."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def sync(self, handle: int) -> None:
        """Return when what was written is on the disk."""
        getattr(os, "fdatasync", os.fsync)(handle)

    def duplicate(self, handle: int) -> int:
        """Another handle of the same file, which holds its lock as well."""
        return os.dup(handle)

    def sync_folder(self) -> None:
        """Make what was created, renamed and removed survive power loss."""
        if hasattr(os, "O_DIRECTORY"):
            descriptor = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                os.fsync(descriptor)
            except OSError as error:
                if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS):
                    raise  # not a file system that cannot
            finally:
                os.close(descriptor)

    def replace(self, name: str, target: str) -> None:
        """Give a file the name of another, which is no more."""
        (self.folder / name).replace(self.folder / target)

    def copy_aside(self, name: str, target: str, data: bytes) -> None:
        """Keep `data`, which is what the file `name` holds, under another name too."""
        try:
            os.link(self.folder / name, self.folder / target)
        except FileExistsError:
            pass
        except OSError:  # a file system without links
            with contextlib.suppress(FileExistsError):
                handle = os.open(self.folder / target, _CREATE, 0o600)
                try:
                    self.append(handle, data)
                finally:
                    os.close(handle)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    def close(self, handle: int) -> None:
        os.close(handle)


def journal_names(names: list[str]) -> Iterator[str]:
    """The names of journals among those of files, without the suffix."""
    for name in names:
        if name.endswith(SUFFIX):
            yield name.removesuffix(SUFFIX)


def _lock(handle: int) -> bool:
    """Whether the file is ours now; where there are no locks, it is."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            # Far behind the end, so that reading is not in the way.
            os.lseek(handle, 1 << 40, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a network drive without locks
        return True
    return True

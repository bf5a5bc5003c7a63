"""Writing a text file so that at every moment either the old or the new one is there, whole.

The text goes to a temporary file beside the target, reaches the disk, gets the target's mode,
owner and extended attributes, and takes the target's name. Where that would break something (a
second hard link, an owner we cannot give back, a folder we may not write to) the finished
temporary is copied into the file in place, after a complete backup copy of it.

Blocking functions, to be called from a Worker.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from pith.base import CancelToken, Problem, ProblemError
from pith.text._encodings import UnencodableError, encoding_label, error_handler
from pith.text._file_problems import LostPage, file_problem, plain_problem
from pith.text._files import FileStamp, open_regular, require_regular, stamp_from
from pith.text._leftovers import NEW, OLD, PREFIX, SUFFIX, lock, sweep
from pith.text._text import Text
from pith.text._writing import TextWriter

if TYPE_CHECKING:
    from pith.text._pages import Source
    from pith.text._relocation import Relocation

Ready = Callable[[FileStamp | None, tuple[Path, ...]], object]
"""Called right before a save changes its file, with the stamp that this is going to have (None:
that is not known yet), and with the files that hold all of what is to be saved and of what was
there before, if it is written in place: they are left where a process is killed meanwhile."""

_BUFFER = 1024 * 1024
_CREATE = os.O_RDWR | os.O_CREAT | os.O_EXCL
for _flag in ("O_CLOEXEC", "O_NOFOLLOW", "O_BINARY"):
    _CREATE |= getattr(os, _flag, 0)
_UPDATE = _CREATE & ~(os.O_CREAT | os.O_EXCL)
# What says that a name cannot be taken over by a rename, or a new file not be made what the old one
# is, though the file may be writable: another owner in a sticky folder, a bind mount, an immutable
# folder, a network file system that cannot do it.
_NO_REPLACING = (
    errno.EACCES,
    errno.EPERM,
    errno.EBUSY,
    errno.EXDEV,
    errno.EROFS,
    errno.EEXIST,
    errno.EINVAL,
    errno.ENOSYS,
    errno.ENOTSUP,
)
_NO_SYNCHRONISING = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EPERM)


def write_file(
    path: Path,
    text: Text,
    encoding: str,
    bom: bool,
    *,
    relocation: Relocation | None = None,
    report: Callable[[float], object] | None = None,
    ready: Ready | None = None,
    token: CancelToken | None = None,
) -> FileStamp:
    """Make `text` the content of the file `path` leads to, and return its stamp.

    `relocation` comes to know where pages of the text lie in that file; `report` hears how much
    is done, from 0 to 1; `ready` is called as said there, and again if another way has to be taken;
    when `token` says so, Cancelled is raised, unless all is written.
    Symbolic links are followed. Raises ProblemError: the file is then as it was, and nothing is
    left beside it, unless the message names a backup. A character without bytes in `encoding` is
    named by line and column.
    """
    try:
        target = Path(os.path.realpath(path))
        stamp = _Saving(path, target, text, encoding, bom, relocation, report, ready, token).run()
    except OSError as error:
        raise file_problem(error, path, "save") from None
    sweep(target.parent)
    return stamp


class _Saving:
    """One save: what is written where, and what is known about the target."""

    def __init__(
        self,
        path: Path,
        target: Path,
        text: Text,
        encoding: str,
        bom: bool,
        relocation: Relocation | None,
        report: Callable[[float], object] | None,
        ready: Ready | None,
        token: CancelToken | None,
    ) -> None:
        self._relocation = relocation
        self._report = report
        self._ready = ready
        self._token = token
        self._path = path
        self._target = target
        self._text = text
        self._encoding = encoding
        self._bom = bom
        try:
            self._status: os.stat_result | None = target.stat()
        except FileNotFoundError:
            self._status = None

    def run(self) -> FileStamp:
        if self._status is None:
            if not self._target.parent.is_dir():
                raise plain_problem(
                    self._path,
                    "cannot save it: its folder does not exist",
                    "create the folder or save elsewhere",
                )
            try:
                return self._replace(None)
            except OSError as error:
                if error.errno not in _NO_REPLACING:
                    raise
            return self._create()
        require_regular(self._path, self._status.st_mode)
        self._require_writable()
        if self._status.st_nlink == 1:
            try:
                return self._replace(self._status)
            except OSError as error:
                if error.errno not in _NO_REPLACING:
                    raise
        try:
            return self._write_in_place(self._target.parent)
        except _NoTemporaryError:
            import tempfile

        try:
            return self._write_in_place(Path(tempfile.gettempdir()))
        except _NoTemporaryError as error:
            raise error.reason from None

    def _require_writable(self) -> None:
        # A rename asks for permission on the folder only: a file that says it is read-only would
        # lose that without a word.
        effective = os.access in os.supports_effective_ids
        if not os.access(self._target, os.W_OK, effective_ids=effective):
            raise plain_problem(
                self._path,
                "cannot save it: the file is read-only",
                "make it writable or save under another name",
            )

    def _replace(self, status: os.stat_result | None) -> FileStamp:
        # The system itself gives a new file the mode and the access list it should have.
        mode = 0o666 if status is None else 0o600
        with _Temporary(self._target.parent, mode) as temporary:
            self._write_text(temporary.descriptor)
            if status is not None:
                _copy_metadata(self._target, status, temporary.descriptor)
            _synchronise(temporary.descriptor)
            stamp = stamp_from(os.fstat(temporary.descriptor))
            source = self._new_source(temporary.name)
            self._tell_ready(stamp)
            temporary.become(self._target)
        self._relocate(source)
        _synchronise_folder(self._target.parent)
        return stamp

    def _create(self) -> FileStamp:
        """Make the file under its own name; it is gone again if that fails half way."""
        self._tell_ready(None)
        descriptor = os.open(self._target, _CREATE, 0o666)
        try:
            try:
                self._write_text(descriptor)
                _synchronise(descriptor)
                stamp = stamp_from(os.fstat(descriptor))
                source = self._new_source(self._target)
            finally:
                os.close(descriptor)
        except BaseException:
            with suppress(OSError):
                self._target.unlink()
            raise
        self._relocate(source)
        _synchronise_folder(self._target.parent)
        return stamp

    def _write_in_place(self, folder: Path) -> FileStamp:
        try:
            finished = _Temporary(folder, 0o600, NEW)
        except OSError as error:
            if error.errno in _NO_REPLACING:
                raise _NoTemporaryError(error) from None
            raise
        with finished:
            self._write_text(finished.descriptor)
            _synchronise(finished.descriptor)
            target = os.open(self._target, _UPDATE)
            try:
                with _Temporary(folder, 0o600, OLD) as backup:
                    _copy(target, backup.descriptor)
                    _synchronise(backup.descriptor)
                    _rebind(target, backup.name)
                    self._tell_ready(None, finished.name, backup.name)
                    stamp = self._overwrite(target, finished.descriptor, backup)
                    self._relocate(self._new_source(self._target))
                    return stamp
            finally:
                os.close(target)

    def _overwrite(self, target: int, finished: int, backup: _Temporary) -> FileStamp:
        """Give `target` the content of `finished`, or else the one of `backup` again."""
        size = os.fstat(target).st_size
        try:
            _reserve(target, size, os.fstat(finished).st_size)
            _copy(finished, target)
            _synchronise(target)
            return stamp_from(os.fstat(target))
        except OSError as error:
            try:
                _copy(backup.descriptor, target)
                _synchronise(target)
            except OSError:
                backup.keep()
                raise plain_problem(
                    self._path,
                    f"saving it failed half way ({error.strerror}), and so did restoring it",
                    f"what was there before is in {backup.name}",
                ) from None
            raise

    def _write_text(self, descriptor: int) -> None:
        if self._relocation is not None:
            self._relocation.forget()
        try:
            TextWriter(
                descriptor,
                self._text,
                self._encoding,
                self._bom,
                self._relocation,
                self._report,
                self._token,
            ).write()
        except LostPage:
            raise plain_problem(
                self._path,
                "parts of it were changed or cut off by another program and cannot be read any"
                " more; nothing was saved",
                "reload it, or copy what you need into a new file",
            ) from None
        except UnencodableError as error:
            point = self._text.point_at(error.offset)
            shown = error.character if error.character.isprintable() else ""
            code = f"U+{ord(error.character):04X}" if error.character else "a character"
            raise ProblemError(
                Problem(
                    f"{encoding_label(self._encoding, self._bom)} has no"
                    f" {f'{shown} ({code})' if shown else code}; nothing was saved",
                    source=str(self._path),
                    line=point.row + 1,
                    column=point.column + 1,
                    advice="replace the character, or save with encoding UTF-8",
                )
            ) from None

    def _new_source(self, name: Path) -> Source | None:
        """The file that was written, as what pages may be read from."""
        if self._relocation is None or not self._relocation.noted:
            return None
        from pith.text._pages import Descriptor, Source

        descriptor = Descriptor(open_regular(name))
        return Source(descriptor, self._encoding, error_handler(self._encoding))

    def _tell_ready(self, stamp: FileStamp | None, *left: Path) -> None:
        if self._ready is not None:
            self._ready(stamp, left)

    def _relocate(self, source: Source | None) -> None:
        if source is not None and self._relocation is not None:
            self._relocation.finish(source, self._text)


def _rebind(target: int, backup: Path) -> None:
    """Let whatever reads pages of the file that is to be overwritten read them from its copy."""
    if "pith.text._pages" not in sys.modules:
        return
    from pith.text._pages import Descriptor, sources_of_file

    sources = sources_of_file(os.fstat(target))
    if sources:
        descriptor = Descriptor(open_regular(backup))
        for source in sources:
            source.rebind(descriptor)


class _NoTemporaryError(Exception):
    """No file may be made in the folder."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


class _Temporary:
    """A file of ours that is gone when the `with` is left, unless it got a name or is kept."""

    def __init__(self, folder: Path, mode: int, kind: str = "") -> None:
        self.name = folder / f"{PREFIX}{os.urandom(6).hex()}{kind}{SUFFIX}"
        self.descriptor = os.open(self.name, _CREATE, mode)
        lock(self.descriptor)
        self._open = True
        self._ours = True

    def become(self, target: Path) -> None:
        """Take the name of `target`, which from then on is this file."""
        self._close()
        self.name.replace(target)
        self._ours = False

    def keep(self) -> None:
        self._ours = False

    def _close(self) -> None:
        if self._open:
            self._open = False
            os.close(self.descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Some file systems report only now that they had no room, after which the error that
        # matters is the first one.
        with suppress(OSError):
            self._close()
        if self._ours:
            with suppress(OSError):
                self.name.unlink()


def _copy_metadata(source: Path, status: os.stat_result, descriptor: int) -> None:
    """Give the open file the owner, mode and extended attributes (access lists) of `source`."""
    if not hasattr(os, "fchown"):
        return
    ours = os.fstat(descriptor)
    if (ours.st_uid, ours.st_gid) != (status.st_uid, status.st_gid):
        os.fchown(descriptor, status.st_uid, status.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
    if not hasattr(os, "listxattr"):
        return
    try:
        wanted = set(os.listxattr(source))
        inherited = set(os.listxattr(descriptor)) - wanted
    except OSError:  # a file system without them
        return
    for name in inherited:
        with suppress(OSError):
            os.removexattr(descriptor, name)
    for name in wanted:
        try:
            os.setxattr(descriptor, name, os.getxattr(source, name))
        except OSError:
            # Labels are the system's own business, and writing takes capabilities away anyway.
            if not name.startswith("security."):
                raise


def _write_all(descriptor: int, data: bytes | bytearray) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _copy(source: int, target: int) -> None:
    """Make the content of `target` that of `source`; both are read and written from the start."""
    os.lseek(source, 0, os.SEEK_SET)
    os.lseek(target, 0, os.SEEK_SET)
    size = 0
    while data := os.read(source, _BUFFER):
        _write_all(target, data)
        size += len(data)
    os.ftruncate(target, size)


def _reserve(descriptor: int, size: int, wanted: int) -> None:
    """Get the room for growing before a byte is changed."""
    if wanted <= size or not hasattr(os, "posix_fallocate"):
        return
    try:
        os.posix_fallocate(descriptor, size, wanted - size)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS):
            os.ftruncate(descriptor, size)
            raise


def _synchronise(descriptor: int) -> None:
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_SYNCHRONISING:
            raise


def _synchronise_folder(folder: Path) -> None:
    """Make a rename survive power loss, where folders can be opened at all."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

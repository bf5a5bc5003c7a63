"""What the system says about a file, told to a person: what happened and what to do."""

from __future__ import annotations

import errno
from pathlib import Path

from pith.base import Problem, ProblemError


class FileMissingError(ProblemError):
    """There is no file of that name (any more)."""


class BinaryFileError(ProblemError):
    """The file is not text. `size` is how many bytes it has."""

    def __init__(self, problem: Problem, size: int) -> None:
        super().__init__(problem)
        self.size = size


class FileChangedError(ProblemError):
    """The file was changed by somebody else since it was read or saved."""


class LostPage(Exception):
    """The bytes of a page are not what they were, or cannot be read."""


_ADVICE = {
    errno.EACCES: "you have no permission for it: ask its owner or change its mode",
    errno.EPERM: "you have no permission for it: ask its owner or change its mode",
    errno.EROFS: "the file system is read-only: save elsewhere",
    errno.ENOSPC: "the disk is full: make room or save elsewhere; the old file is unchanged",
    errno.EDQUOT: "your disk quota is used up: make room or save elsewhere; the old file is"
    " unchanged",
    errno.EFBIG: "the file would be larger than the system allows; the old file is unchanged",
    errno.EIO: "the disk reports an error: save elsewhere and check it",
    errno.ELOOP: "its symbolic links go round in a circle",
    errno.ENAMETOOLONG: "use a shorter name",
    errno.ENOENT: "check the name, or whether it was moved or deleted",
    errno.ENOTDIR: "a part of its path is a file and not a folder",
    errno.EISDIR: "open it as a folder",
    errno.ETXTBSY: "it is a program that is running",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
    errno.ESTALE: "the network drive it lies on lost it",
}


def file_problem(error: OSError, path: Path, doing: str) -> ProblemError:
    """A ProblemError for what `error` says about `path`; `doing` is such as "read"."""
    code = error.errno or 0
    said = (error.strerror or str(error)).lower()
    problem = Problem(f"cannot {doing} it: {said}", source=str(path), advice=_ADVICE.get(code, ""))
    return FileMissingError(problem) if code == errno.ENOENT else ProblemError(problem)


def plain_problem(path: Path, message: str, advice: str) -> ProblemError:
    return ProblemError(Problem(message, source=str(path), advice=advice))

"""Saving where the system refuses: every call that saving makes fails with every usual error.

Whatever happens, there is the new file, or the old one and one message; nothing is left beside it
that the message does not name, and no descriptor stays open.
"""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pith.base import ProblemError
from pith.text import Text, write_file

OLD = b"old content\n"
NEW = "new content, which is longer than the old\n"
CALLS = (
    "open",
    "write",
    "fsync",
    "fchown",
    "fchmod",
    "listxattr",
    "setxattr",
    "replace",
    "ftruncate",
    "posix_fallocate",
    "read",
    "lseek",
    "fstat",
)
CODES = (
    errno.EINVAL,
    errno.ENOSYS,
    errno.EPERM,
    errno.EACCES,
    errno.EXDEV,
    errno.EEXIST,
    errno.EOPNOTSUPP,
    errno.EIO,
    errno.ENOSPC,
    errno.EDQUOT,
    errno.ESTALE,
)
MOST_CALLS = 12


def new_file(folder: Path) -> Path:
    return folder / "a.txt"


def plain_file(folder: Path) -> Path:
    path = folder / "a.txt"
    path.write_bytes(OLD)
    try:
        os.setxattr(path, "user.note", b"kept")
    except OSError:
        pytest.skip("the file system has no extended attributes")
    return path


def linked_file(folder: Path) -> Path:
    path = plain_file(folder)
    (folder / "b.txt").hardlink_to(path)
    return path


class Failing:
    """Stands in for a function of `os` whose calls fail, from the first (or only the n-th)."""

    def __init__(self, name: str, code: int, only: int | None) -> None:
        self.calls = 0
        self._function: Callable[..., Any] = getattr(os, name)
        self._code = code
        self._only = only

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.calls += 1
        if self._only in (None, self.calls):
            raise OSError(self._code, os.strerror(self._code))
        return self._function(*arguments, **named)


def check(path: Path, name: str, code: int, only: int | None) -> bool:
    """Save while `os.name` fails, and whether that call was made at all."""
    existed = path.exists()
    beside = {each.name for each in path.parent.iterdir()} | {path.name}
    descriptors = sum(1 for _ in Path("/proc/self/fd").iterdir())
    failing = Failing(name, code, only)
    said = ""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, name, failing)
        try:
            write_file(path, Text.of(NEW), "utf-8", False)
        except ProblemError as error:
            said = str(error)
    case = f"os.{name}, {errno.errorcode[code]}, call {only}: {said or 'saved'}"
    left = {each.name for each in path.parent.iterdir()}
    assert sum(1 for _ in Path("/proc/self/fd").iterdir()) <= descriptors, case
    if not said:
        assert path.read_bytes() == NEW.encode(), case
    elif existed and path.read_bytes() != OLD:
        # Restoring failed as well: there is a backup, and the message says where.
        backups = [path.parent / each for each in left - beside]
        assert [each.read_bytes() for each in backups] == [OLD], case
        assert str(backups[0]) in said, case
        backups[0].unlink()
        left.remove(backups[0].name)
    elif not existed:
        assert not path.exists(), case
    assert left <= beside, case
    assert said.count("\n") == 0, case
    return failing.calls >= (only or 1)


@pytest.mark.parametrize("make", [new_file, plain_file, linked_file])
@pytest.mark.parametrize("name", CALLS)
def test_every_call_may_fail(tmp_path: Path, name: str, make: Callable[[Path], Path]) -> None:
    number = 0
    for code in CODES:
        for only in (None, *range(1, MOST_CALLS)):
            number += 1
            folder = tmp_path / str(number)
            folder.mkdir()
            if not check(make(folder), name, code, only):
                break


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM])
@pytest.mark.parametrize("make", [new_file, plain_file, linked_file])
def test_file_systems_without_fsync(
    tmp_path: Path, code: int, make: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path)
    monkeypatch.setattr(os, "fsync", Failing("fsync", code, None))
    write_file(path, Text.of(NEW), "utf-8", False)
    assert path.read_text() == NEW


@pytest.mark.parametrize(
    "code",
    [errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM, errno.EXDEV, errno.EEXIST],
)
@pytest.mark.parametrize("make", [new_file, plain_file, linked_file])
def test_file_systems_without_rename(
    tmp_path: Path, code: int, make: Callable[[Path], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path)
    monkeypatch.setattr(os, "replace", Failing("replace", code, None))
    stamp = write_file(path, Text.of(NEW), "utf-8", False)
    assert path.read_text() == NEW
    assert stamp.inode == path.stat().st_ino


def test_an_access_list_is_kept(tmp_path: Path) -> None:
    path = plain_file(tmp_path)
    path.chmod(0o640)
    # Version 2; the owner may read and write, user 1234 read, the group read, others nothing.
    entries = ((1, 6, -1), (2, 4, 1234), (4, 4, -1), (0x10, 4, -1), (0x20, 0, -1))
    access_list = struct.pack("<I", 2) + b"".join(struct.pack("<HHi", *each) for each in entries)
    try:
        os.setxattr(path, "system.posix_acl_access", access_list)
    except OSError:
        pytest.skip("the file system has no access lists")
    inode = path.stat().st_ino
    write_file(path, Text.of(NEW), "utf-8", False)
    assert path.stat().st_ino != inode
    assert os.getxattr(path, "system.posix_acl_access") == access_list
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("name", ["fchown", "fchmod", "setxattr"])
@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL])
def test_what_cannot_be_given_to_a_new_file_is_kept_by_writing_in_place(
    tmp_path: Path, name: str, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = plain_file(tmp_path)
    if os.geteuid() == 0:
        os.chown(path, 1234, 1234)
    path.chmod(0o640)
    before = path.stat()
    failing = Failing(name, code, None)
    monkeypatch.setattr(os, name, failing)
    write_file(path, Text.of(NEW), "utf-8", False)
    after = path.stat()
    assert path.read_text() == NEW
    assert (after.st_uid, after.st_gid, after.st_mode) == (
        before.st_uid,
        before.st_gid,
        before.st_mode,
    )
    assert os.getxattr(path, "user.note") == b"kept"

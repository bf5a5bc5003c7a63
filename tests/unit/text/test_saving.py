"""Saving: either the old or the new file, whole, and nothing beside it."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pith.base import ProblemError
from pith.text import FileMissingError, Text, read_file, stamp_of, write_file
from pith.text import _leftovers as leftovers
from tests.support.unprivileged import NOBODY, run_unprivileged

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")


def save(path: Path, content: str, encoding: str = "utf-8", bom: bool = False) -> None:
    stamp = write_file(path, Text.of(content), encoding, bom)
    assert stamp == stamp_of(path)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    path = tmp_path / "new.txt"
    save(path, "new\n")
    usual = tmp_path / "usual.txt"
    usual.touch()
    assert path.read_bytes() == b"new\n"
    assert path.stat().st_mode == usual.stat().st_mode
    assert names(tmp_path) == ["new.txt", "usual.txt"]


def test_replaces_a_file_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "run.sh"
    path.write_text("old")
    path.chmod(0o754)
    inode = path.stat().st_ino
    save(path, "new")
    assert path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o754
    assert path.stat().st_ino != inode
    assert names(tmp_path) == ["run.sh"]


def test_large_texts_are_written_whole(tmp_path: Path) -> None:
    content = "".join(f"line {number}: Grüße\r\n" for number in range(200_000))
    save(tmp_path / "a.txt", content, "utf-16-le", True)
    assert (tmp_path / "a.txt").read_bytes() == b"\xff\xfe" + content.encode("utf-16-le")
    assert str(read_file(tmp_path / "a.txt").text) == content


@needs_root
def test_keeps_owner_and_group(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    os.chown(path, NOBODY, 1234)
    path.chmod(0o4644)  # giving it away again takes the bit away, which has to come back
    save(path, "new")
    status = path.stat()
    assert (status.st_uid, status.st_gid) == (NOBODY, 1234)
    assert stat.S_IMODE(status.st_mode) == 0o4644


def test_keeps_extended_attributes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    try:
        os.setxattr(path, "user.colour", b"green")
    except OSError as error:
        pytest.skip(f"no extended attributes here: {error}")
    save(path, "new")
    assert os.getxattr(path, "user.colour") == b"green"


def test_follows_links(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    target = tmp_path / "folder" / "real.txt"
    target.write_text("old")
    link = tmp_path / "link.txt"
    link.symlink_to("folder/real.txt")
    save(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    dangling = tmp_path / "dangling.txt"
    dangling.symlink_to("folder/made.txt")
    save(dangling, "made")
    assert dangling.is_symlink()
    assert (tmp_path / "folder" / "made.txt").read_text() == "made"


def test_hard_links_stay_one_file(tmp_path: Path) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text("old, and longer than what comes")
    other.hardlink_to(one)
    save(one, "new")
    assert other.read_text() == "new"
    assert one.stat().st_ino == other.stat().st_ino
    save(other, "longer than it was before\n" * 1000)
    assert one.read_text() == "longer than it was before\n" * 1000
    assert names(tmp_path) == ["one.txt", "other.txt"]


@pytest.mark.parametrize("code", [errno.EBUSY, errno.EXDEV, errno.EPERM, errno.EACCES])
def test_where_names_cannot_be_replaced_it_is_written_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    path = tmp_path / "hosts"
    path.write_text("old")
    inode = path.stat().st_ino

    def refuse(self: Path, target: Path) -> Path:
        raise OSError(code, os.strerror(code), str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    save(path, "new")
    assert path.read_text() == "new"
    assert path.stat().st_ino == inode
    assert names(tmp_path) == ["hosts"]


def test_a_file_of_somebody_else_in_a_folder_of_ones_own(public_folder: Path) -> None:
    path = public_folder / "theirs.txt"
    path.write_text("old")
    path.chmod(0o666)
    if os.geteuid() != 0:
        pytest.skip("only root can make a file of somebody else's")
    os.chown(path, 1234, 1234)
    inode = path.stat().st_ino
    run_unprivileged("write_file(path, Text.of('new'), 'utf-8', False)", path)
    assert path.read_text() == "new"
    assert path.stat().st_ino == inode
    assert path.stat().st_uid == 1234
    assert names(public_folder) == ["theirs.txt"]


@needs_root
def test_a_writable_file_in_a_folder_one_may_not_write_to(public_folder: Path) -> None:
    os.chown(public_folder, 0, 0)
    path = public_folder / "a.txt"
    path.write_text("old")
    os.chown(path, NOBODY, NOBODY)
    run_unprivileged(
        """
        before = set(os.listdir(tempfile.gettempdir()))
        write_file(path, Text.of('new'), 'utf-8', False)
        left = set(os.listdir(tempfile.gettempdir())) - before
        assert not [name for name in left if name.startswith(TEMPORARY_PREFIX)], left
        """,
        path,
    )
    assert path.read_text() == "new"
    assert names(public_folder) == ["a.txt"]


# What is in the way


def refused(script: str, path: Path) -> str:
    lines = textwrap.indent(textwrap.dedent(script), "    ")
    script = f"try:\n{lines}\nexcept ProblemError as error:\n    print(error)"
    return run_unprivileged(script, path).stdout.strip()


def test_a_read_only_file(public_folder: Path) -> None:
    path = public_folder / "a.txt"
    path.write_text("old")
    path.chmod(0o444)
    said = refused("write_file(path, Text.of('new'), 'utf-8', False)", path)
    assert said == (
        f"{path}: cannot save it: the file is read-only"
        " (make it writable or save under another name)"
    )
    assert path.read_text() == "old"
    assert names(public_folder) == ["a.txt"]


@needs_root
def test_a_new_file_in_a_folder_one_may_not_write_to(public_folder: Path) -> None:
    os.chown(public_folder, 0, 0)
    said = refused("write_file(path, Text.of('new'), 'utf-8', False)", public_folder / "new.txt")
    assert "new.txt: cannot save it: permission denied" in said
    assert names(public_folder) == []


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="its folder does not exist"):
        save(tmp_path / "missing" / "a.txt", "new")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="it is a folder"):
        save(tmp_path, "new")


def test_a_name_that_is_too_long_or_goes_round_in_circles(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="use a shorter name"):
        save(tmp_path / ("x" * 300), "new")
    (tmp_path / "circle").symlink_to("circle")
    with pytest.raises(ProblemError, match="circle"):
        save(tmp_path / "circle", "new")
    assert names(tmp_path) == ["circle"]


def test_a_name_of_the_longest_kind(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    save(path, "new")
    save(path, "newer")
    assert path.read_text() == "newer"


@pytest.mark.parametrize(
    ("content", "encoding", "message"),
    [
        ("fine\nprice: 5 €\n", "iso8859-1", r":2:10: Western \(ISO 8859-1\) has no € \(U\+20AC\)"),
        ("日本", "cp1252", r":1:1: Western \(Windows 1252\) has no 日"),
        ("a\ud800", "utf-8", r":1:2: UTF-8 has no U\+D800"),
        ("5 ¥", "euc_jp", r":1:3: Japanese \(EUC-JP\) has no ¥"),
        ("x" * 3_000_000 + "\n€", "cp437", r":2:1: Western \(DOS 437\) has no €"),
    ],
)
def test_what_the_encoding_cannot_hold_is_not_saved(
    tmp_path: Path, content: str, encoding: str, message: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(ProblemError, match=message):
        save(path, content, encoding)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


# No room


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for 64 kB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if mount.returncode:
        pytest.skip(f"a file system cannot be mounted here: {mount.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_file(small_disk: Path) -> None:
    path = small_disk / "a.txt"
    save(path, "old\n" * 5_000)
    with pytest.raises(ProblemError, match="the disk is full"):
        save(path, "new\n" * 15_000)
    assert path.read_text() == "old\n" * 5_000
    assert names(small_disk) == ["a.txt"]
    with pytest.raises(ProblemError, match="the disk is full"):
        save(small_disk / "b.txt", "new\n" * 15_000)
    assert names(small_disk) == ["a.txt"]
    save(path, "smaller\n")
    assert path.read_text() == "smaller\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (5_000, 12_000),  # in 16 pages of 4 kB there is no room for the new text
        (5_000, 8_000),  # nor for the backup
        (4_000, 8_000),  # only for growing there is none
    ],
)
def test_a_full_disk_leaves_a_hard_linked_file(small_disk: Path, old: int, new: int) -> None:
    path = small_disk / "a.txt"
    save(path, "old\n" * old)
    (small_disk / "link").hardlink_to(path)
    with pytest.raises(ProblemError, match="the disk is full"):
        save(path, "new\n" * new)
    assert path.read_text() == "old\n" * old
    assert names(small_disk) == ["a.txt", "link"]


@pytest.mark.parametrize("linked", [False, True])
def test_a_limit_of_size_leaves_the_old_file(tmp_path: Path, linked: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    if linked:
        (tmp_path / "link").hardlink_to(path)
    script = """
        import resource, sys
        from pathlib import Path
        from pith.base import ProblemError
        from pith.text import Text, write_file
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
        try:
            write_file(Path(sys.argv[1]), Text.of("new" * 10_000), "utf-8", False)
        except ProblemError as error:
            print(error)
    """
    run = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "cannot save it: file too large (the file would be larger than" in run.stdout
    assert path.read_text() == "old"
    assert names(tmp_path) == (["a.txt", "link"] if linked else ["a.txt"])


def test_growing_in_place_that_fails_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    (tmp_path / "link").hardlink_to(path)
    fail_writes_to(path, monkeypatch, times=1)
    with pytest.raises(ProblemError, match="input/output error"):
        save(path, "new" * 1000)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.txt", "link"]


def test_if_restoring_fails_too_the_backup_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    (tmp_path / "link").hardlink_to(path)
    fail_writes_to(path, monkeypatch, times=2)
    with pytest.raises(ProblemError, match="what was there before is in") as caught:
        save(path, "new" * 1000)
    backup = Path(caught.value.problems[0].advice.rpartition(" ")[2])
    assert backup.read_text() == "old"
    backup.unlink()
    assert names(tmp_path) == ["a.txt", "link"]


def fail_writes_to(path: Path, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let the next `times` writes to the file itself put down one byte and then fail."""
    write = os.write
    left = iter(range(times))
    inode = path.stat().st_ino

    def writing(descriptor: int, data: bytes) -> int:
        if os.fstat(descriptor).st_ino == inode and next(left, None) is not None:
            write(descriptor, b"?")
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return write(descriptor, data)

    monkeypatch.setattr(os, "write", writing)


def test_what_is_written_reaches_the_disk_before_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    calls: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synchronising(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        calls.append(f"fsync of the {kind}")
        fsync(descriptor)

    def replacing(self: Path, target: Path) -> Path:
        calls.append("replace")
        assert self.read_text() == "new"
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", synchronising)
    monkeypatch.setattr(Path, "replace", replacing)
    save(path, "new")
    assert calls == ["fsync of the file", "replace", "fsync of the folder"]


# Killed


SAVER = """
import sys
from pathlib import Path
from pith.text import Text, write_file
path = Path(sys.argv[1])
texts = [Text.of("one\\n" * 200_000), Text.of("two\\n" * 300_000)]
print("ready", flush=True)
while True:
    for text in texts:
        write_file(path, text, "utf-8", False)
"""


def kill_while_saving(path: Path, delay: float) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SAVER, str(path)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)


def test_being_killed_leaves_the_old_or_the_new_file(tmp_path: Path) -> None:
    chance = random.Random("moments of death")
    path = tmp_path / "a.txt"
    wholes = [b"one\n" * 200_000, b"two\n" * 300_000]
    path.write_bytes(wholes[0])
    for _ in range(12):
        kill_while_saving(path, chance.uniform(0.0, 0.06))
        assert path.read_bytes() in wholes


def test_being_killed_leaves_a_linked_file_or_its_backup(tmp_path: Path) -> None:
    chance = random.Random("moments of death")
    path = tmp_path / "a.txt"
    wholes = [b"one\n" * 200_000, b"two\n" * 300_000]
    path.write_bytes(wholes[0])
    (tmp_path / "link").hardlink_to(path)
    for _ in range(12):
        kill_while_saving(path, chance.uniform(0.0, 0.06))
        found = [each.read_bytes() for each in tmp_path.iterdir()]
        assert any(whole in found for whole in wholes)
        for each in tmp_path.glob(".pith-*"):
            each.unlink()


def test_somebody_who_reads_meanwhile_sees_a_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    wholes = ["one\n" * 50_000, "two\n" * 60_000]
    save(path, wholes[0])
    ended = threading.Event()
    seen: list[bool] = []

    def look() -> None:
        while not ended.is_set():
            seen.append(path.read_text() in wholes)

    reader = threading.Thread(target=look)
    reader.start()
    for number in range(20):
        save(path, wholes[number % 2])
    ended.set()
    reader.join()
    assert seen
    assert all(seen)


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    save(path, "old")
    before = open_descriptors()
    for _ in range(5):
        save(path, "new")
        read_file(path)
        with pytest.raises(ProblemError):
            save(path, "€", "iso8859-1")
        with pytest.raises(FileMissingError):
            read_file(tmp_path / "missing")
    (tmp_path / "link").hardlink_to(path)
    save(path, "linked")
    assert open_descriptors() == before


def test_what_a_killed_process_left_goes_with_the_next_save(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before")
    names = [".pith-1.tmp", ".pith-2-new.tmp", ".pith-2-old.tmp", ".pith-3.tmp", ".pith-4.tmp"]
    for name in names:
        (tmp_path / name).write_text("left")
        os.utime(tmp_path / name, (0, 0))
    os.utime(tmp_path / ".pith-3.tmp")  # somebody may have made it just now
    with open(tmp_path / ".pith-4.tmp") as used:
        assert leftovers.lock(used.fileno())
        save(path, "new")
    assert path.read_text() == "new"
    assert sorted(each.name for each in tmp_path.glob(".pith-*")) == names[1:]

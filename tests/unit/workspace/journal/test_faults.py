"""Power loss, kills, full disks and damaged journals: what was written before is found."""

from __future__ import annotations

import errno
import os
import random
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from pith.base import ManualScheduler
from pith.edit import ChangeSet, Transaction
from pith.text import Edit, Text
from pith.workspace import Document
from pith.workspace._journal import Journal, JournalFiles
from pith.workspace._journal._framing import Condition, frame, scan
from pith.workspace._journal._recovery import Recovery, recover
from pith.workspace._journal._writer import JournalWriter
from tests.support.journal_disk import RecordingFiles, killed, powerless, write_folder
from tests.support.journal_writing import Editing, Known, close_all, desk, no_file


class Direct:
    """A journal whose writer runs in the test's own thread, when it is told to."""

    def __init__(self, folder: Path, files: JournalFiles | None = None) -> None:
        self.files = files or JournalFiles(folder)
        self.problems: list[str] = []
        self.journal = Journal(folder, ManualScheduler(), files=self.files)
        self.wanted: list[str] = []
        self.writer = JournalWriter(
            self.files, 0.0, self.wanted.append, lambda problem: self.problems.append(str(problem))
        )
        self.journal._thread.put = lambda job: job(self.writer)  # type: ignore[method-assign]

    def follow(self, document: Document) -> None:
        self.journal.follow(document)

    def work(self) -> None:
        """What the thread does now and then."""
        self.writer.write()
        for name in self.wanted:
            self.journal._checkpoint_of(name)
        self.wanted.clear()


def insert(document: Document, text: str, at: int | None = None) -> None:
    length = len(document.text)
    at = length if at is None else at
    document.apply(Transaction(ChangeSet.of(length, [Edit(at, at, text)])))


def recovered_texts(recovery: Recovery, files: JournalFiles) -> list[str]:
    texts = [str(each.journal.text) for each in recovery.found]
    close_all(recovery, files)
    return texts


@pytest.mark.parametrize("seed", range(8))
def test_every_moment_of_a_power_loss_and_of_a_kill(seed: int, tmp_path: Path) -> None:
    assert power_loss_at_every_moment(seed, tmp_path) > 100


def power_loss_at_every_moment(seed: int, tmp_path: Path) -> int:
    """Whatever was called before the stop: a kill loses nothing that was written, a power loss
    nothing that was synced; and what comes back is always a state that the document was in.
    Returns how many folders were recovered."""
    rng = random.Random(seed)
    files = RecordingFiles(tmp_path / "journal")
    direct = Direct(files.folder, files)
    document = Document("start\n", name="Untitled-1")
    direct.follow(document)
    editing = Editing(rng, document)
    seen = [str(document.text)]  # every text there was, in order
    saved = {"start\n"}
    document.changed.connect(lambda change: seen.append(str(change.after)))
    document.save_points.changed.connect(lambda _: saved.add(str(document.text)))
    written = [(0, -1)]  # (calls, texts) of what was handed to the system
    synced = [(0, -1)]
    for number in range(40):
        editing.step()
        if rng.random() < 0.6:
            direct.work()
            written.append((len(files.calls), len(seen) - 1))
        if rng.random() < 0.3:
            direct.writer.write()
            direct.writer.sync()
            written.append((len(files.calls), len(seen) - 1))
            synced.append((len(files.calls), len(seen) - 1))
        if number % 15 == 14 and direct.journal.name_of(document):
            direct.journal._checkpoint_of(direct.journal.name_of(document) or "")
            written.append((len(files.calls), len(seen) - 1))
    direct.writer.release_all()

    after = JournalFiles(tmp_path / "after")
    tried = 0
    for count in range(len(files.calls) + 1):
        calls = files.calls[:count]
        least = max(texts for at, texts in written if at <= count)
        _check(after, killed(calls), seen, saved, least, f"seed {seed}: killed after {count}")
        least = max(texts for at, texts in synced if at <= count)
        for number, folder in enumerate(powerless(calls, rng)):
            what = f"seed {seed}: no power after {count}, way {number}"
            _check(after, folder, seen, saved, least, what)
            tried += 1
    return tried


def _check(
    files: JournalFiles,
    folder: dict[str, bytes],
    seen: list[str],
    saved: set[str],
    least: int,
    what: str,
) -> None:
    write_folder(files.folder, folder)
    recovery = recover(files, no_file, 0.0)
    texts = recovered_texts(recovery, files)
    later = seen[max(least, 0) :]
    if not texts:  # the document was as it is on the disk
        assert not saved.isdisjoint(later), (what, recovery.problems)
        return
    (text,) = texts
    assert text in later, (what, text, later)


def journal_of_some_edits(tmp_path: Path) -> tuple[Path, list[str]]:
    """A journal of a document whose every edit appends a letter; and all texts there were."""
    folder = tmp_path / "made"
    document = Document("kept ", path=tmp_path / "a.txt")
    texts = ["kept "]
    with desk(folder) as one:
        one.journal.follow(document)
        for sign in "abcdefghij":
            insert(document, sign)
            texts.append(str(document.text))
            one.flush()
    (file,) = folder.iterdir()
    return file, texts


def test_truncated_anywhere(tmp_path: Path) -> None:
    file, texts = journal_of_some_edits(tmp_path)
    data = file.read_bytes()
    files = JournalFiles(tmp_path / "cut")
    last = -1
    for length in range(len(data)):
        write_folder(files.folder, {file.name: data[:length]})
        recovery = recover(files, no_file, 0.0)
        found = recovered_texts(recovery, files)
        left = {each.name for each in files.folder.iterdir()}
        if found:
            assert found[0] in texts
            assert texts.index(found[0]) >= last
            last = texts.index(found[0])
            assert left == {file.name} if last else True
        elif length:  # the beginning is gone: set aside, and said
            assert len(recovery.problems) == 1
            assert left == {f"{file.stem}.journal-damaged"}
            assert (files.folder / left.pop()).read_bytes() == data[:length]
        else:
            assert (recovery.problems, left) == ((), set())
    assert last == len(texts) - 2


def test_a_flipped_bit_anywhere(tmp_path: Path) -> None:
    """What is before it comes back; the whole is set aside, and that is said."""
    file, texts = journal_of_some_edits(tmp_path)
    data = file.read_bytes()
    files = JournalFiles(tmp_path / "flipped")
    for at in range(len(data)):
        broken = bytearray(data)
        broken[at] ^= 1 << (at % 8)
        write_folder(files.folder, {file.name: bytes(broken)})
        recovery = recover(files, no_file, 0.0)
        found = recovered_texts(recovery, files)
        assert all(text in texts for text in found)
        assert len(recovery.problems) == 1, at
        said = str(recovery.problems[0])
        if "newer version" in said:
            assert (files.folder / file.name).read_bytes() == bytes(broken)
        else:
            aside = files.folder / f"{file.stem}.journal-damaged"
            assert aside.read_bytes() == bytes(broken)
            assert str(aside) in said


def test_records_that_do_not_fit_together_are_damage(tmp_path: Path) -> None:
    """Whole frames, with checksums that are right, in any order: never an exception."""
    file, _ = journal_of_some_edits(tmp_path)
    data = file.read_bytes()
    payloads = scan(data).payloads
    first = data[: data.index(b"\n") + 1]
    files = JournalFiles(tmp_path / "mixed")
    for seed in range(300):
        rng = random.Random(seed)
        chosen = [rng.choice(payloads) for _ in range(rng.randrange(1, 12))]
        if rng.random() < 0.5:
            chosen = payloads[: rng.randrange(len(payloads))] + chosen
        if rng.random() < 0.3:
            chosen.append(rng.randbytes(10))
        content = first + b"".join(map(frame, chosen))
        write_folder(files.folder, {file.name: content})
        recovery = recover(files, no_file, 0.0)
        for text in recovered_texts(recovery, files):
            assert text.startswith("kept "), seed


def test_a_journal_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    file, _ = journal_of_some_edits(tmp_path)
    data = file.read_bytes().replace(b"Pith journal 2\n", b"Pith journal 3\n", 1)
    file.write_bytes(data)
    files = JournalFiles(file.parent)
    recovery = recover(files, no_file, 0.0)
    assert recovery.found == ()
    assert [str(each) for each in recovery.problems] == [
        f"{file}: it was written by a newer version of Pith (format 3) "
        "(start that version to get at the unsaved work in it)"
    ]
    assert file.read_bytes() == data


def test_other_files_are_not_journals(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    (folder / "x.journal").write_text("no journal at all")
    (folder / "y.journal-new").write_bytes(b"half a checkp")
    recovery = recover(JournalFiles(folder), no_file, 0.0)
    assert len(recovery.problems) == 1
    names = sorted(each.name for each in folder.iterdir())
    assert names == ["notes.txt", "x.journal-damaged"]


class FailingFiles(JournalFiles):
    """A disk on which something fails while `failing` says so."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.failing: dict[str, int] = {}

    def _may_fail(self, what: str) -> None:
        if what in self.failing:
            raise OSError(self.failing[what], os.strerror(self.failing[what]))

    def make_folder(self) -> None:
        self._may_fail("make_folder")
        super().make_folder()

    def create(self, name: str) -> int:
        self._may_fail("create")
        return super().create(name)

    def append(self, handle: int, data: bytes) -> None:
        if "append" in self.failing:
            super().append(handle, data[: len(data) // 2])
        self._may_fail("append")
        super().append(handle, data)

    def sync(self, handle: int) -> None:
        self._may_fail("sync")
        super().sync(handle)

    def replace(self, name: str, target: str) -> None:
        self._may_fail("replace")
        super().replace(name, target)

    def sync_folder(self) -> None:
        self._may_fail("sync_folder")
        super().sync_folder()


@pytest.mark.parametrize(
    ("what", "code", "said"),
    [
        ("make_folder", errno.EACCES, "permission denied"),
        ("create", errno.EROFS, "read-only file system"),
        ("append", errno.ENOSPC, "no space left on device"),
        ("sync", errno.EIO, "input/output error"),
        ("replace", errno.EACCES, "permission denied"),
        ("sync_folder", errno.EIO, "input/output error"),
    ],
)
@pytest.mark.parametrize("when", ["first", "later"])
def test_a_disk_that_fails(what: str, code: int, said: str, when: str, tmp_path: Path) -> None:
    """It is said once, editing goes on, and everything is kept again when the disk works."""
    files = FailingFiles(tmp_path / "journal")
    direct = Direct(files.folder, files)
    document = Document("start", name="Untitled-1")
    direct.follow(document)
    if when == "later":
        insert(document, " one")
        direct.work()
        direct.writer.sync()
    files.failing = {what: code}
    for _ in range(3):
        insert(document, " two")
        direct.writer.write()
        direct.writer.sync()
        direct.writer.retry()
        direct.work()
    if when == "first" or what in ("append", "sync"):
        assert len(direct.problems) == 1
        assert direct.problems[0].startswith(str(files.folder))
        assert said in direct.problems[0]
        assert "save your files" in direct.problems[0]
    files.failing = {}
    direct.writer.retry()
    direct.work()
    direct.writer.sync()
    insert(document, " three")
    direct.writer.release_all()
    recovery = recover(JournalFiles(files.folder), no_file, 0.0)
    assert recovery.problems == ()
    assert recovered_texts(recovery, files) == [str(document.text)]
    # The next time it fails is another matter, and said again.
    direct.problems.clear()
    files.failing = {what: code}
    insert(document, " four")
    direct.journal._checkpoint_of(direct.journal.name_of(document) or "")
    direct.writer.sync()
    assert len(direct.problems) == 1


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_real_disk_that_is_full(tmp_path: Path) -> None:
    """No file may grow beyond 20 kB: what was kept before is found, and the rest is said."""
    done = run_python(
        """
        import resource, signal, sys
        from pathlib import Path
        from pith.base import ManualScheduler
        from pith.edit import ChangeSet, Transaction
        from pith.text import Edit
        from pith.workspace import Document
        from pith.workspace._journal import Journal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        scheduler = ManualScheduler()
        journal = Journal(Path(sys.argv[1]), scheduler)
        journal.problem.connect(print)
        document = Document("start")
        journal.follow(document)
        for number in range(60):
            text = f" {number} " + "x" * 500
            length = len(document.text)
            document.apply(Transaction(ChangeSet.of(length, [Edit(length, length, text)])))
            journal.flush()
            scheduler.run()
        print(len(document.text))
        """,
        str(tmp_path / "journal"),
    )
    assert done.stderr == ""
    said, length = done.stdout.splitlines()
    assert "file too large" in said
    assert int(length) > 30_000
    files = JournalFiles(tmp_path / "journal")
    recovery = recover(files, no_file, 0.0)
    (text,) = recovered_texts(recovery, files)
    assert len(text) > 8_000
    assert text.startswith("start 0 xxx")


def test_two_processes_leave_each_other_alone(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    document = Document("mine")
    with desk(folder) as one:
        one.journal.follow(document)
        insert(document, "!")
        one.flush()
        found = run_python(
            """
            import sys
            from pathlib import Path
            from pith.workspace._journal import JournalFiles
            from pith.workspace._journal._recovery import recover

            print(recover(JournalFiles(Path(sys.argv[1])), lambda *_: None, 0.0))
            """,
            str(folder),
        )
        assert found.stdout == "Recovery(found=(), problems=())\n", found.stderr
        one.journal._checkpoint_of(one.journal.name_of(document) or "")
        one.flush()
        with desk(folder) as beside:
            assert beside.recover() == ((), ())


def test_a_dead_process_is_inherited_by_exactly_one(tmp_path: Path) -> None:
    folder = tmp_path / "journal"
    made = run_python(
        """
        import os, signal, sys
        from pathlib import Path
        from pith.base import ManualScheduler
        from pith.edit import ChangeSet, Transaction
        from pith.text import Edit
        from pith.workspace import Document
        from pith.workspace._journal import Journal

        journal = Journal(Path(sys.argv[1]), ManualScheduler())
        for number in range(20):
            document = Document(f"{number}")
            journal.follow(document)
            document.apply(Transaction(ChangeSet.of(len(document.text), [Edit(0, 0, "!")])))
        journal.flush()
        os.kill(os.getpid(), signal.SIGKILL)
        """,
        str(folder),
    )
    assert made.returncode < 0, made.stderr
    heirs = [
        subprocess.Popen(
            [
                sys.executable,
                "-c",
                textwrap.dedent(
                    """
                    import sys
                    from pathlib import Path
                    from pith.workspace._journal import JournalFiles
                    from pith.workspace._journal._recovery import recover
                    import pith.workspace._journal._reading

                    print(flush=True)
                    sys.stdin.readline()
                    found = recover(JournalFiles(Path(sys.argv[1])), lambda *_: None, 0.0).found
                    print(*(each.journal.text for each in found), flush=True)
                    sys.stdin.readline()
                    """
                ),
                str(folder),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    pipes = [(each.stdin, each.stdout) for each in heirs]
    for _, out in pipes:
        assert out is not None
        out.readline()
    texts: list[str] = []
    for start, _ in pipes:
        assert start is not None
        start.write("\n")
        start.flush()
    for _, out in pipes:
        assert out is not None
        texts += out.readline().split()
    for each in heirs:
        each.communicate("\n", timeout=30)
    assert sorted(texts, key=lambda text: int(text[1:])) == [f"!{number}" for number in range(20)]


def test_a_checkpoint_in_the_place_of_a_journal_that_is_being_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its owner writes it anew between another's opening and locking it: that lock is worth
    nothing."""
    import pith.workspace._journal._files as module

    files = JournalFiles(tmp_path / "journal")
    files.make_folder()
    old = files.create("a.journal")
    new: list[int] = []
    lock = module._lock

    def replaced_first(handle: int) -> bool:
        monkeypatch.setattr(module, "_lock", lock)
        new.append(files.create("a.journal-new"))
        files.replace("a.journal-new", "a.journal")
        files.close(old)
        return lock(handle)

    monkeypatch.setattr(module, "_lock", replaced_first)
    assert files.take("a.journal") is None
    assert files.take("a.journal") is None  # its owner lives
    files.close(new[0])
    handle = files.take("a.journal")
    assert handle is not None
    files.close(handle)


def test_a_large_document_at_every_moment(tmp_path: Path) -> None:
    """Of a document whose text is not kept, edits before and after a save come back."""
    files = RecordingFiles(tmp_path / "journal")
    direct = Direct(files.folder, files)
    direct.journal._kept = 10
    document = Document("a text that is large", path=tmp_path / "large")
    document.save_points.mark_saved(document.save_points.now(), None)
    from pith.text import FileStamp

    document.file.stamp = FileStamp(1, 1, 1, 1, 1)
    direct.follow(document)
    insert(document, " one")
    insert(document, " two", 0)
    direct.work()
    point = document.save_points.now()
    insert(document, " three", 3)
    direct.work()
    document.save_points.mark_saved(point, FileStamp(1, 2, 2, 2, 2))
    insert(document, " four", 3)
    direct.work()
    direct.writer.release_all()
    with desk(files.folder) as another:
        recovery = another.recover(lambda facts, saved: point.text)
        assert Known.recovered(recovery.found[0]) == Known.of(document)
        close_all(recovery, another.files)
    assert isinstance(point.text, Text)


def test_conditions() -> None:
    whole = b"Pith journal 1\n" + frame(b"one") + frame(b"two")
    assert scan(whole) == ([b"one", b"two"], len(whole), Condition.WHOLE)
    assert scan(whole + bytes(100)).condition is Condition.TORN
    assert scan(whole + frame(b"three")[:-1]).condition is Condition.TORN
    assert scan(whole + b"\x05").condition is Condition.TORN
    assert scan(whole + b"nonsense that is long enough").condition is Condition.DAMAGED
    torn = whole + frame(b"three")[:12] + bytes(5)
    assert scan(torn).condition is Condition.TORN

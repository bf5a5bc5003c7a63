"""Hearing of what happens in real folders, through both ways of watching."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pith.api import FileEvent
from pith.base import ManualScheduler, Problem
from pith.text import Text, write_file
from pith.workspace import FileWatcher
from pith.workspace._file_events import Happening, RawEvent
from pith.workspace._services import WatchBackend
from pith.workspace._watcher import IGNORED_FOLDERS
from tests.support.reported import Reported


def inotify() -> WatchBackend:
    from pith.workspace._inotify import InotifyBackend

    return InotifyBackend()


def observer() -> WatchBackend:
    from pith.workspace._observer import ObserverBackend

    return ObserverBackend()


class Listening:
    """A watcher, and what it told."""

    def __init__(self, backend: Callable[[], WatchBackend]) -> None:
        self.exact = backend is inotify
        self.scheduler = ManualScheduler()
        self.watcher = FileWatcher(self.scheduler, debounce=0.04, backend=backend)
        self.start = time.monotonic()
        self.told: list[str] = []
        self.written: set[str] = set()
        self.batches = 0
        self.problems: list[Problem] = []
        self.watcher.problem.connect(self.problems.append)

    def watch(
        self, folder: Path, recursive: bool = True, ignored: frozenset[str] = IGNORED_FOLDERS
    ) -> Callable[[], None]:
        handle = self.watcher.watch(
            folder, lambda each: self.take(folder, each), recursive, ignored=ignored
        )
        assert self.watcher.settled().wait(10)
        return handle.dispose

    def take(self, folder: Path, events: list[FileEvent]) -> None:
        self.batches += 1
        for kind, path, target in events:
            line = f"{kind} {os.path.relpath(path, folder)}"
            self.told.append(line + (f" to {os.path.relpath(target, folder)}" if target else ""))

    def run(self) -> None:
        """Let the scheduler's clock be the real one: gathering is what is tried here."""
        self.scheduler.advance(time.monotonic() - self.start - self.scheduler.now)

    def wait(self, condition: Callable[[], bool], timeout: float = 10.0) -> None:
        def met() -> bool:
            self.run()
            return condition()

        self.scheduler.run_until(met, timeout)

    def expect(self, *lines: str) -> None:
        """Wait until exactly these are told, in whatever order and number of batches.

        watchdog's Observer may say things twice. What wrote a file may be interrupted in the
        middle: its change is told again then, after what was expected.
        """
        wanted = set(lines)
        try:
            self.wait(lambda: wanted <= set(self.told))
        except TimeoutError:
            pytest.fail(f"expected {sorted(wanted)}, was told {self.told}")
        more = set(self.told) - wanted
        assert not self.exact or more <= {f"changed {path}" for path in self.written}
        self.written |= {line.split(maxsplit=1)[1] for line in lines if " to " not in line}
        self.told.clear()

    def settle_down(self, folder: Path) -> None:
        """Make sure that all that happened before was heard, by something that happens now."""
        marker = folder / "marker"
        marker.touch()
        self.wait(lambda: "created marker" in self.told)
        marker.unlink()
        self.wait(lambda: "deleted marker" in self.told)
        self.told = [line for line in self.told if not line.endswith("marker")]


# Where folders come quickly, watchdog's own walk over them warns of meeting one twice.
observer_too = pytest.param(
    observer, marks=pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")
)


@pytest.fixture(params=[inotify, observer_too])
def listening(request: pytest.FixtureRequest) -> Iterator[Listening]:
    listening = Listening(request.param)
    yield listening
    listening.watcher.dispose(wait=5.0)


def test_one_that_is_held_begins_when_it_is_started(tmp_path: Path) -> None:
    scheduler = ManualScheduler()
    threads = threading.active_count()
    watcher = FileWatcher(scheduler, debounce=0.0, backend=inotify, held=True)
    told: list[FileEvent] = []
    gone = tmp_path / "gone"
    gone.mkdir()
    watcher.watch(tmp_path, told.extend)
    watcher.watch(gone, told.extend).dispose()
    assert threading.active_count() == threads
    assert not watcher.settled().is_set()
    (tmp_path / "before").touch()
    watcher.start()
    assert watcher.settled().wait(10)
    (tmp_path / "after").touch()
    scheduler.run_until(lambda: bool(told))
    assert {event.path.name for event in told} == {"after"}
    watcher.start()
    watcher.dispose(wait=5.0)


def test_one_that_is_held_may_be_disposed_without_ever_starting(tmp_path: Path) -> None:
    watcher = FileWatcher(ManualScheduler(), held=True)
    watcher.watch(tmp_path, lambda events: None)
    watcher.dispose(wait=5.0)
    watcher.start()


@pytest.fixture
def listening_to_inotify() -> Iterator[Listening]:
    listening = Listening(inotify)
    yield listening
    listening.watcher.dispose(wait=5.0)


def test_who_wants_it_is_told_when_watching_begins(listening: Listening, tmp_path: Path) -> None:
    """What happened before was told to nobody."""

    def watch(name: str, tells_start: bool) -> None:
        def told(events: list[FileEvent]) -> None:
            listening.told.append(f"{name}: " + " ".join(f"{e.kind} {e.path.name}" for e in events))

        listening.watcher.watch(tmp_path, told, tells_start=tells_start)

    watch("first", True)
    watch("other", False)
    begun = f"changed {tmp_path.name}"
    listening.wait(lambda: listening.told == [f"first: {begun}"])
    watch("later", True)  # by now it is watched
    listening.wait(lambda: listening.told == [f"first: {begun}", f"later: {begun}"])


class Told:
    """A backend that says what a test says."""

    def __init__(self) -> None:
        self.tell: Callable[[RawEvent], object] = lambda event: None

    def add(
        self,
        path: str,
        recursive: bool,
        ignored: frozenset[str],
        tell: Callable[[RawEvent], object],
        complain: Callable[[Problem], object],
    ) -> Callable[[], None]:
        self.tell = tell
        return lambda: None

    def close(self) -> None:
        pass


def test_that_watching_begins_cuts_no_rename_in_two(tmp_path: Path) -> None:
    backend, scheduler = Told(), ManualScheduler()
    watcher = FileWatcher(scheduler, debounce=0.04, backend=lambda: backend)
    told: list[str] = []
    watcher.watch(tmp_path, lambda events: told.extend(e.kind for e in events), tells_start=True)
    assert watcher.settled().wait(10)
    backend.tell(RawEvent(Happening.LEFT, str(tmp_path / "a"), 7))
    scheduler.run()
    backend.tell(RawEvent(Happening.ARRIVED, str(tmp_path / "b"), 7))
    scheduler.run()
    scheduler.advance(1)
    watcher.dispose(wait=5.0)
    assert told == ["changed", "moved"]


def test_what_came_when_watching_began_and_went_is_not_looked_at_between(tmp_path: Path) -> None:
    """Nobody would be told that it went."""
    backend, scheduler = Told(), ManualScheduler()
    watcher = FileWatcher(scheduler, debounce=0.04, backend=lambda: backend)
    file = tmp_path / "a"
    seen: list[bool] = []
    watcher.watch(tmp_path, lambda events: seen.append(file.exists()), tells_start=True)
    assert watcher.settled().wait(10)
    file.touch()
    backend.tell(RawEvent(Happening.CREATED, str(file)))
    scheduler.run()
    file.unlink()
    backend.tell(RawEvent(Happening.DELETED, str(file)))
    scheduler.run()
    scheduler.advance(1)
    watcher.dispose(wait=5.0)
    assert seen == [False]


def test_who_waits_for_watching_to_begin_is_told_whatever_fails(
    tmp_path: Path, reported: Reported
) -> None:
    def backend() -> WatchBackend:
        raise RuntimeError("no such library")

    scheduler = ManualScheduler()
    watcher = FileWatcher(scheduler, backend=backend)
    told: list[Path] = []
    watcher.watch(tmp_path, lambda events: told.extend(e.path for e in events), tells_start=True)
    assert watcher.settled().wait(10)
    scheduler.run()
    scheduler.advance(1)
    watcher.dispose(wait=5.0)
    assert told == [tmp_path]
    error = reported.take(RuntimeError, "while watching files")
    assert str(error) == "no such library"


def test_files_that_come_change_and_go(listening: Listening, tmp_path: Path) -> None:
    listening.watch(tmp_path)
    path = tmp_path / "a.txt"
    path.write_text("one")
    listening.expect("created a.txt")
    path.write_text("two")
    listening.expect("changed a.txt")
    path.rename(tmp_path / "b.txt")
    listening.expect("moved a.txt to b.txt")
    (tmp_path / "b.txt").unlink()
    listening.expect("deleted b.txt")


def test_a_saved_file_is_heard_of_once(listening: Listening, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    listening.watch(tmp_path)
    write_file(path, Text.of("new"), "utf-8", False)
    listening.expect("created a.txt")  # another file has its name now; ours before is not told of
    assert listening.batches == 1


def test_what_is_below_is_heard_if_wanted(listening: Listening, tmp_path: Path) -> None:
    (tmp_path / "sub" / "deep").mkdir(parents=True)
    (tmp_path / "sub" / "deep" / "a.txt").write_text("one")
    listening.watch(tmp_path)
    (tmp_path / "sub" / "deep" / "a.txt").write_text("two")
    listening.expect("changed sub/deep/a.txt")


def test_what_is_below_is_not_heard_unless_wanted(listening: Listening, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    listening.watch(tmp_path, recursive=False)
    (tmp_path / "sub" / "a.txt").write_text("one")
    (tmp_path / "b.txt").write_text("one")
    listening.expect("created b.txt")


def test_folders_made_later_are_watched_with_what_is_in_them(
    listening: Listening, tmp_path: Path
) -> None:
    listening.watch(tmp_path)
    deep = tmp_path / "one" / "two"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("one")
    listening.expect("created one", "created one/two", "created one/two/a.txt")
    (deep / "a.txt").write_text("two")
    listening.expect("changed one/two/a.txt")


def test_a_renamed_folder_goes_on_being_watched(listening: Listening, tmp_path: Path) -> None:
    (tmp_path / "old" / "sub").mkdir(parents=True)
    (tmp_path / "old" / "sub" / "a.txt").write_text("one")
    listening.watch(tmp_path)
    (tmp_path / "old").rename(tmp_path / "new")
    listening.wait(lambda: "moved old to new" in listening.told)
    listening.settle_down(tmp_path)
    listening.told.clear()  # some systems tell of what is inside as well
    (tmp_path / "new" / "sub" / "a.txt").write_text("two")
    listening.expect("changed new/sub/a.txt")


def test_a_folder_that_is_renamed_faster_than_the_news_of_it(
    listening_to_inotify: Listening, tmp_path: Path
) -> None:
    (tmp_path / "here" / "inner").mkdir(parents=True)
    (tmp_path / "other").mkdir()
    here, there, away = tmp_path / "here", tmp_path / "there", tmp_path / "other" / "here"
    listening = listening_to_inotify
    listening.watch(tmp_path)
    listening.watch(tmp_path / "other")
    for _ in range(100):
        here.rename(there)
        there.rename(here)
        here.rename(away)
        away.rename(here)
    (here / "inner" / "file").write_text("")
    listening.wait(lambda: "created here/inner/file" in listening.told)


def test_folders_in_a_folder_that_is_renamed_before_they_are_heard_of(
    listening_to_inotify: Listening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an installer does: copy beside, then rename; the news is read after all of it."""
    from pith.workspace import _inotify

    listening = listening_to_inotify
    staging, target = tmp_path / "staging", tmp_path / "target"
    listening.watch(tmp_path)
    listen = _inotify._Tree._listen

    def copied_meanwhile(tree: object, folder: str) -> object:
        descriptor = listen(tree, folder)  # type: ignore[arg-type]
        if folder == str(staging) and staging.exists():
            (staging / "one" / "two").mkdir(parents=True)
            (staging / "one" / "two" / "file").touch()
            staging.rename(target)
        return descriptor

    monkeypatch.setattr(_inotify._Tree, "_listen", copied_meanwhile)
    staging.mkdir()
    listening.wait(lambda: any("target" in each for each in listening.told))
    listening.settle_down(tmp_path)
    listening.told.clear()
    (target / "one" / "two" / "file").write_text("x", encoding="utf-8")
    listening.expect(f"changed {Path('target/one/two/file')}")


def test_a_folder_that_comes_from_outside_and_leaves_again(
    listening_to_inotify: Listening, tmp_path: Path
) -> None:
    listening = listening_to_inotify
    watched, outside = tmp_path / "watched", tmp_path / "outside"
    watched.mkdir()
    outside.mkdir()
    (outside / "a.txt").write_text("one")
    listening.watch(watched)
    outside.rename(watched / "sub")
    listening.expect("created sub", "created sub/a.txt")
    (watched / "sub").rename(outside)
    listening.expect("deleted sub")
    (outside / "a.txt").write_text("two")
    (outside / "b.txt").write_text("two")
    listening.settle_down(watched)
    assert listening.told == []


def test_ignored_folders_are_not_looked_into(listening: Listening, tmp_path: Path) -> None:
    (tmp_path / "node_modules" / "x").mkdir(parents=True)
    (tmp_path / "src").mkdir()
    listening.watch(tmp_path)
    (tmp_path / "node_modules" / "x" / "a.js").write_text("one")
    (tmp_path / "src" / ".git").mkdir()
    (tmp_path / "src" / ".git" / "HEAD").write_text("one")
    (tmp_path / "src" / "b.js").write_text("one")
    listening.expect("created src/.git", "created src/b.js")
    (tmp_path / "src" / "deps").mkdir()
    (tmp_path / "src" / "deps").rename(tmp_path / "src" / "__pycache__")
    (tmp_path / "src" / "__pycache__" / "a.pyc").write_text("one")
    listening.settle_down(tmp_path)
    assert not [line for line in listening.told if line.endswith("__pycache__/a.pyc")]


def test_what_is_ignored_can_be_said(listening_to_inotify: Listening, tmp_path: Path) -> None:
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "dist").mkdir()
    listening_to_inotify.watch(tmp_path, ignored=frozenset({"dist"}))
    (tmp_path / "dist" / "a").touch()
    (tmp_path / "node_modules" / "a").touch()
    listening_to_inotify.expect("created node_modules/a")


def test_much_at_once_is_told_at_once(listening: Listening, tmp_path: Path) -> None:
    listening.watch(tmp_path)
    for number in range(300):
        (tmp_path / f"{number}.txt").write_text("one")
    created = {f"created {number}.txt" for number in range(300)}
    listening.wait(lambda: created <= set(listening.told))
    assert listening.batches < 30


def test_nothing_is_lost_in_a_burst(listening: Listening, tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"folder{number}").mkdir()
    listening.watch(tmp_path)
    script = """
import pathlib, sys
for number in range(5000):
    (pathlib.Path(sys.argv[1]) / f"folder{number % 20}" / f"{number}.txt").touch()
"""
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=True)
    listening.wait(lambda: sum(each.startswith("created") for each in listening.told) == 5000, 30)


# Folders that are not there


def test_a_missing_folder_is_a_problem_and_is_waited_for(
    listening: Listening, tmp_path: Path
) -> None:
    folder = tmp_path / "not" / "yet"
    listening.watch(folder)
    listening.scheduler.run_until(lambda: bool(listening.problems))
    (problem,) = listening.problems
    assert problem.message == "the folder to watch does not exist"
    assert problem.source == str(folder)
    folder.mkdir(parents=True)
    (folder / "a.txt").write_text("one")
    listening.expect("created .", "created a.txt")
    (folder / "a.txt").write_text("two")
    listening.expect("changed a.txt")


def test_a_folder_that_is_deleted_and_made_again(listening: Listening, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("one")
    listening.watch(folder)
    shutil.rmtree(folder)
    listening.wait(lambda: "deleted ." in listening.told)
    listening.told.clear()
    folder.mkdir()
    (folder / "b.txt").write_text("one")
    listening.wait(lambda: "created b.txt" in listening.told)
    listening.told.clear()
    (folder / "b.txt").write_text("two")
    listening.expect("changed b.txt")


def test_a_folder_that_is_put_aside_and_replaced(
    listening_to_inotify: Listening, tmp_path: Path
) -> None:
    listening = listening_to_inotify
    folder, other = tmp_path / "folder", tmp_path / "other"
    folder.mkdir()
    other.mkdir()
    (other / "b.txt").write_text("one")
    listening.watch(folder)
    folder.rename(tmp_path / "old")
    other.rename(folder)
    listening.wait(lambda: "created b.txt" in listening.told)
    listening.told.clear()
    (tmp_path / "old" / "x").touch()
    (folder / "b.txt").write_text("two")
    listening.expect("changed b.txt")


def test_a_folder_that_cannot_be_watched_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path != str(tmp_path) and real(path, mode))
    listening = Listening(inotify)
    listening.watcher.watch(
        tmp_path, lambda events: listening.take(tmp_path, events), tells_start=True
    )
    listening.scheduler.run_until(lambda: bool(listening.problems))
    (problem,) = listening.problems
    assert problem.message == "the folder cannot be watched: permission denied"
    listening.wait(lambda: listening.told == ["changed ."])  # who waits for it looks at least once
    listening.watcher.dispose(wait=5.0)


def test_the_system_s_limit_is_a_problem_with_advice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from watchdog.observers.inotify_c import InotifyFD

    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    add = InotifyFD.add_callback

    def limited(self: InotifyFD, path: bytes, *rest: object) -> object:
        if path.endswith((b"/b", b"/c")):
            raise OSError(28, "inotify watch limit reached")
        return add(self, path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(InotifyFD, "add_callback", limited)
    listening = Listening(inotify)
    listening.watch(tmp_path)
    listening.scheduler.run_until(lambda: bool(listening.problems))
    (problem,) = listening.problems
    assert "not all folders can be watched" in problem.message
    assert "max_user_watches" in problem.advice
    (tmp_path / "a" / "x").touch()
    listening.expect("created a/x")
    listening.watcher.dispose(wait=5.0)


def test_lost_events_are_an_event(listening_to_inotify: Listening, tmp_path: Path) -> None:
    from watchdog.observers.inotify_c import InotifyConstants, InotifyEvent, InotifyFD

    listening_to_inotify.watch(tmp_path)
    (reader,) = (each for each in threading.enumerate() if isinstance(each, InotifyFD))
    reader.handle_event(InotifyEvent(-1, InotifyConstants.IN_Q_OVERFLOW, 0, b""))  # type: ignore[arg-type]
    listening_to_inotify.expect("changed .")
    (tmp_path / "a").touch()
    listening_to_inotify.expect("created a")


# Listeners


def test_two_listeners_to_one_folder(listening: Listening, tmp_path: Path) -> None:
    heard: list[str] = []
    other = listening.watcher.watch(tmp_path, lambda events: heard.extend(e.kind for e in events))
    forget = listening.watch(tmp_path)
    (tmp_path / "a").touch()
    listening.expect("created a")
    listening.wait(lambda: bool(heard))
    forget()
    heard.clear()
    (tmp_path / "b").touch()
    listening.wait(lambda: bool(heard))
    assert listening.told == []
    other.dispose()
    other.dispose()


def test_one_folder_is_walked_once_for_all_who_listen(listening: Listening, tmp_path: Path) -> None:
    forget = [listening.watch(tmp_path) for _ in range(3)]
    assert listening.watcher.count == 1
    forget.append(listening.watch(tmp_path, recursive=False))
    assert listening.watcher.count == 2
    for each in forget:
        each()
    assert listening.watcher.count == 0


def test_a_listener_that_raises_is_reported(
    listening: Listening, tmp_path: Path, reported: Reported
) -> None:
    listening.watcher.watch(tmp_path, lambda events: 1 / 0)
    listening.watch(tmp_path)
    (tmp_path / "a").touch()
    listening.expect("created a")
    listening.wait(lambda: bool(reported))
    reported.take(ZeroDivisionError, "file events")


def test_a_disposed_watch_is_not_told_what_is_waiting(listening: Listening, tmp_path: Path) -> None:
    forget = listening.watch(tmp_path)
    (tmp_path / "a").touch()
    heard: list[FileEvent] = []
    listening.watcher.watch(tmp_path, heard.extend, debounce=0.0)
    assert listening.watcher.settled().wait(10)
    (tmp_path / "b").touch()
    listening.scheduler.run_until(lambda: bool(heard))  # its clock stands: nothing is due
    forget()
    listening.scheduler.advance(1.0)
    assert listening.told == []


# What is left


def inotify_instances() -> int:
    count = 0
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            count += "inotify" in str(descriptor.readlink())
        except FileNotFoundError:
            continue
    return count


def open_descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize("backend", [inotify, observer_too])
def test_nothing_is_left_when_nothing_is_watched(
    backend: Callable[[], WatchBackend], tmp_path: Path
) -> None:
    threads, descriptors = set(threading.enumerate()), open_descriptors()
    listening = Listening(backend)
    for _ in range(3):
        handles = [listening.watch(tmp_path) for _ in range(3)]
        assert inotify_instances() == 1
        for forget in handles:
            forget()
        deadline = time.monotonic() + 5
        while inotify_instances() and time.monotonic() < deadline:
            time.sleep(0.01)
    listening.watcher.dispose(wait=5.0)
    assert set(threading.enumerate()) <= threads
    assert open_descriptors() == descriptors
    assert listening.watcher.watch(tmp_path, lambda events: None).disposed


def test_the_window_s_thread_imports_nothing() -> None:
    script = """
import sys, threading
from pathlib import Path
from pith.base import ManualScheduler
from pith.workspace import FileWatcher
watcher = FileWatcher(ManualScheduler())
assert "watchdog" not in sys.modules
entered = threading.Event()
leave = threading.Event()
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "watchdog":
            print(threading.current_thread().name)
            entered.set()
            leave.wait(5)
sys.meta_path.insert(0, Finder())
watcher.watch(Path("/tmp"), print)
entered.wait(5)
leave.set()
watcher.dispose(wait=5.0)
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "file-watcher", run.stderr

"""Many writes are one reload: checkouts, slow writers, files that are emptied first."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pith.base import Cancelled
from pith.host._looking import EMPTIED, FRESH, WRITING, _patience
from pith.host._sources import NoCodeStore, read_sources
from tests.support.extension_host import ID, HostBench, command, manifest, write_extension

PARTS = 200

MAIN = f"""
    import importlib
    VERSION = "{{version}}"
    numbers = range({PARTS})
    parts = [importlib.import_module(f"{{{{__package__}}}}.part_{{{{n}}}}") for n in numbers]
    assert {{{{part.VERSION for part in parts}}}} == {{{{VERSION}}}}, "a mixture of versions"
    def activate(context):
        context.commands.handle("sample.run", lambda: VERSION)
"""


def package(version: str) -> dict[str, str]:
    files = {f"sample/part_{number}.py": f'VERSION = "{version}"\n' for number in range(PARTS)}
    files["sample/__init__.py"] = MAIN.format(version=version)
    files["extension.toml"] = manifest(command("sample.run"), version=version)
    return files


def declared(bench: HostBench) -> None:
    def is_there() -> bool:
        record = bench.host.record(ID)
        return record is not None and record.state == "installed"

    bench.run_until(is_there)


def let_pass(bench: HostBench, seconds: float) -> None:
    end = time.monotonic() + seconds
    bench.run_until(lambda: time.monotonic() > end)


def meanwhile(bench: HostBench, work: Callable[[], None]) -> None:
    """Do `work` as another program would, while the window runs."""
    thread = threading.Thread(target=work)
    thread.start()
    bench.run_until(lambda: not thread.is_alive())
    thread.join()


class Pace:
    """How steadily a writer wrote. On a busy machine one may stand still for so long that nobody
    could know that there is more to come, or take longer than anybody waits for the end; then only
    the outcome counts."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self._begun = self._last = time.monotonic()
        self.longest = 0.0

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)
        now = time.monotonic()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    @property
    def was_steady(self) -> bool:
        return self.longest < FRESH * 0.75 and self._last - self._begun < WRITING * 0.75


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_checkout_of_200_files(open_window: HostBench) -> None:
    bench = open_window
    folder = bench.add(package("1.0.0"))
    git(folder, "init", "--quiet")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "-m", "one")
    git(folder, "branch", "one")
    write_extension(folder, package("2.0.0"))
    git(folder, "commit", "--quiet", "-a", "-m", "two")
    git(folder, "branch", "two")
    declared(bench)
    assert bench.execute("sample.run") == "2.0.0"
    let_pass(bench, 0.2)
    generation = bench.record().generation
    for branch, version in (("one", "1.0.0"), ("two", "2.0.0")):
        meanwhile(bench, lambda branch=branch: git(folder, "checkout", "--quiet", branch))  # type: ignore[misc]
        bench.run_until(lambda version=version: bench.record().version == version)  # type: ignore[misc]
        let_pass(bench, 0.2)
        generation += 1
        assert bench.record().generation == generation
        assert bench.execute("sample.run") == version
    assert not bench.services.window.notifications


def test_many_files_written_slowly(open_window: HostBench) -> None:
    """For half a second, without a lock that says so."""
    bench = open_window
    folder = bench.add(package("1.0.0"))
    declared(bench)
    assert bench.execute("sample.run") == "1.0.0"
    let_pass(bench, 0.2)
    generation = bench.record().generation

    pace = Pace()

    def write() -> None:
        for name, text in package("2.0.0").items():
            write_extension(folder, {name: text})
            pace.wait(0.0025)

    meanwhile(bench, write)
    bench.run_until(lambda: bench.record().version == "2.0.0")
    bench.run_until(lambda: bench.execute("sample.run") == "2.0.0")
    let_pass(bench, 0.2)
    if pace.was_steady:
        assert bench.record().generation == generation + 1
        assert not bench.services.window.notifications


ONE = """
    def activate(context):
        context.commands.handle("sample.run", lambda: {value!r})
"""


def one(bench: HostBench) -> Path:
    text = manifest(command("sample.run"))
    bench.add({"extension.toml": text, "sample.py": ONE.format(value="one")})
    declared(bench)
    assert bench.execute("sample.run") == "one"
    let_pass(bench, 0.2)
    return bench.folders.user / ID / "sample.py"


def test_a_file_that_is_emptied_and_then_written_slowly(open_window: HostBench) -> None:
    bench = open_window
    file = one(bench)
    text = file.read_text().replace("'one'", "'two'")

    pace = Pace()

    def write() -> None:
        with file.open("w") as stream:
            time.sleep(0.12)
            pace.begin()
            for character in text:
                stream.write(character)
                stream.flush()
                pace.wait(0.002)

    meanwhile(bench, write)
    bench.run_until(lambda: bench.bus.is_handled("sample.run"))
    bench.run_until(lambda: bench.execute("sample.run") == "two")
    if pace.was_steady:
        assert bench.record().generation == 2
        assert not bench.services.window.notifications


def test_a_file_that_stays_empty_is_taken(open_window: HostBench) -> None:
    bench = open_window
    one(bench).write_text("")
    bench.run_until(lambda: bench.record().generation == 2)
    assert not bench.bus.is_handled("sample.run")


def test_somebody_who_never_stops_writing_is_not_waited_for(open_window: HostBench) -> None:
    bench = open_window
    file = one(bench)
    stop = threading.Event()

    def write() -> None:
        (file.parent / "noise").mkdir()
        number = 0
        while not stop.wait(0.005):
            number += 1
            (file.parent / "noise" / "log.py").write_text(f"NUMBER = {number}\n")

    thread = threading.Thread(target=write)
    thread.start()
    try:
        file.write_text(file.read_text().replace("'one'", "'two'"))
        bench.run_until(lambda: bench.execute("sample.run") == "two")
    finally:
        stop.set()
        thread.join()


def test_a_lock_that_git_left_behind_is_not_waited_for(open_window: HostBench) -> None:
    bench = open_window
    file = one(bench)
    (file.parent / ".git").mkdir()
    (file.parent / ".git" / "index.lock").touch()
    begin = time.monotonic()
    file.write_text(file.read_text().replace("'one'", "'two'"))
    bench.run_until(lambda: bench.execute("sample.run") == "two")
    assert time.monotonic() - begin > 0.5


def test_two_folders_written_one_after_the_other_are_taken_together(
    open_window: HostBench,
) -> None:
    """A command moves from one to the other; in between, both would declare it."""
    bench = open_window
    for name, commands in (("one", ["x.a"]), ("two", ["x.b"])):
        text = manifest("".join(map(command, commands)), extension_id=f"acme.{name}", name=name)
        code = "def activate(context):\n" + "".join(
            f"    context.commands.handle({each!r}, lambda: {name!r})\n" for each in commands
        )
        bench.add({"extension.toml": text, "sample.py": code}, f"acme.{name}")
    bench.run_until(lambda: [each.state for each in bench.host.records()] == ["installed"] * 2)
    assert (bench.execute("x.a"), bench.execute("x.b")) == ("one", "two")
    let_pass(bench, 0.2)

    pace = Pace()

    def write() -> None:
        two, one = bench.folders.user / "acme.two", bench.folders.user / "acme.one"
        (two / "extension.toml").write_text(
            manifest(command("x.a") + command("x.b"), extension_id="acme.two", name="two")
        )
        pace.wait(0.02)
        (two / "sample.py").write_text(
            "def activate(context):\n"
            "    context.commands.handle('x.a', lambda: 'two')\n"
            "    context.commands.handle('x.b', lambda: 'two')\n"
        )
        pace.wait(0.02)
        (one / "extension.toml").write_text(manifest(extension_id="acme.one", name="one"))
        pace.wait(0.02)
        (one / "sample.py").write_text("def activate(context): pass\n")

    meanwhile(bench, write)
    # A writer that stood still may have been seen with the command in neither.
    bench.run_until(lambda: bench.bus.find("x.a") is not None and bench.execute("x.a") == "two")
    let_pass(bench, 0.2)
    if pace.was_steady:
        assert [each.generation for each in bench.host.records()] == [2, 2]
        assert not bench.services.window.notifications


def test_a_file_just_emptied_is_waited_for_though_nobody_knows_what_it_held(tmp_path: Path) -> None:
    write_extension(tmp_path, {"sample.py": "", "other.py": "x = 1\n", "extension.toml": ""})
    sources = read_sources(tmp_path, "sample", NoCodeStore(), None)
    (tmp_path / "extension.toml").write_text("x")

    def patience(seconds_ago: float) -> float:
        now = time.time()
        for name in ("sample.py", "other.py", "extension.toml"):
            os.utime(tmp_path / name, (now - seconds_ago, now - seconds_ago))
        found = read_sources(tmp_path, "sample", NoCodeStore(), None)
        return _patience(tmp_path, found, None, now)

    assert sources.has_empty
    assert patience(FRESH / 2) == WRITING
    assert patience(EMPTIED / 2) == EMPTIED
    assert patience(EMPTIED * 2) == 0.0


@pytest.mark.parametrize("everything", [False, True])
def test_a_manifest_just_being_written_is_not_told_to_be_wrong_to_who_waits(
    open_window: HostBench, everything: bool
) -> None:
    bench = open_window
    folder = bench.add(
        {
            "extension.toml": manifest(command("sample.run")),
            "sample.py": "def activate(context): pass\n",
        }
    )
    declared(bench)
    let_pass(bench, 0.2)
    pace = Pace()

    def write() -> None:
        for text in ("", "schema", manifest(command("sample.run"), version="2.0.0")):
            (folder / "extension.toml").write_text(text)
            pace.wait(0.015)

    thread = threading.Thread(target=write)
    thread.start()
    while thread.is_alive():
        bench.wait(bench.host.looks.refresh(None if everything else [folder]))
    thread.join()
    bench.run_until(lambda: bench.record().version == "2.0.0")
    if pace.was_steady:
        assert not bench.services.window.notifications


def test_who_waits_is_told_of_a_manifest_that_stays_wrong(open_window: HostBench) -> None:
    bench = open_window
    folder = bench.add(package("1.0.0"))
    declared(bench)
    (folder / "extension.toml").write_text("")
    bench.wait(bench.host.looks.refresh([folder]))
    assert [each.severity for each in bench.services.window.notifications] == ["error"]


def test_who_waits_when_the_window_closes_is_told(open_window: HostBench) -> None:
    bench = open_window
    folder = bench.add(package("1.0.0"))
    declared(bench)
    (folder / "extension.toml").write_text("")
    waiting = bench.host.looks.refresh([folder])
    bench.run_until(lambda: bench.host.looks.is_waiting_for_writer)
    bench.host.dispose()
    bench.scheduler.run()
    assert isinstance(waiting.exception(), Cancelled)

"""The command line beside windows that run: each takes note of the other, and harms nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.extension_host import manifest, write_extension
from tests.support.pith_process import PATIENCE, Pith

#: Says on the disk what becomes of it. It is trusted: it may write where it likes.
TELLTALE = """
    from pathlib import Path
    PLACE = Path({place!r})
    def say(sign):
        with open(PLACE, "a") as file:
            file.write(sign)
    def activate(context):
        say("+")
    def deactivate():
        say("-")
"""


def telltale(pith: Pith, version: str = "1.0.0") -> Path:
    """The folder of an extension that says how it is."""
    return write_extension(
        pith.folder / f"telltale-{version}",
        {
            "extension.toml": manifest(version=version, activation=["onStartupFinished"]),
            "sample.py": TELLTALE.format(place=str(pith.folder / version)),
        },
    )


def running(pith: Pith, version: str = "1.0.0") -> int:
    """How many run of that version, in all windows."""
    place = pith.folder / version
    said = place.read_text() if place.exists() else ""
    return said.count("+") - said.count("-")


def sessions(pith: Pith) -> dict[str, Any]:
    """What is kept of windows, by the names of the files. Raises ValueError if one is torn."""
    folder = pith.user / "state"
    return {file.name: json.loads(file.read_text()) for file in folder.rglob("*.json")}


def open_paths(pith: Pith) -> list[str]:
    return [tab["path"] for session in sessions(pith).values() for tab in session.get("tabs", ())]


def test_a_window_takes_what_is_installed_beside_it(pith: Pith) -> None:
    old, new = telltale(pith), telltale(pith, "1.1.0")
    with pith.window() as window:
        pith.run("extension", "install", old)
        window.until(lambda: running(pith, "1.0.0") == 1, "it runs when it is installed")
        pith.run("extension", "disable", "acme.sample")
        window.until(lambda: running(pith, "1.0.0") == 0, "it stops when it is disabled")
        pith.run("extension", "enable", "acme.sample")
        window.until(lambda: running(pith, "1.0.0") == 1, "it runs when it is enabled")
        pith.run("extension", "install", new)
        window.until(lambda: running(pith, "1.1.0") == 1, "the newer one runs")
        window.until(lambda: running(pith, "1.0.0") == 0, "the older one does not")
        pith.run("extension", "uninstall", "acme.sample")
        window.until(lambda: running(pith, "1.1.0") == 0, "it stops when it is uninstalled")
        assert window.end() == 0
        assert window.said == ""
    assert not (pith.user / "data" / "extensions" / "acme.sample").exists()


def test_several_windows_take_it(pith: Pith) -> None:
    folder = telltale(pith)
    with pith.window() as one, pith.window() as other:
        pith.run("extension", "install", folder)
        one.until(lambda: running(pith) == 2, "both run it")
        pith.run("extension", "disable", "acme.sample")
        one.until(lambda: running(pith) == 0, "neither runs it")
        assert one.end() == other.end() == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_polite_kill_keeps_the_session(how: signal.Signals, pith: Pith) -> None:
    folder = pith.folder / "project"
    folder.mkdir()
    (folder / "a.py").write_text("one\ntwo\nthree\n")
    with pith.window("project", "project/a.py:2:3") as window:
        assert window.end(how) == 0
        assert window.said == ""
    (kept,) = [each for each in sessions(pith).values() if each.get("tabs")]
    (tab,) = kept["tabs"]
    assert tab["path"] == str(folder / "a.py")
    assert tab["state"]["ranges"] == [[6, 6]]
    with pith.window() as window:
        window.end()
    assert open_paths(pith) == [str(folder / "a.py")]
    assert (folder / "a.py").read_text() == "one\ntwo\nthree\n"


def test_windows_of_one_person_share_what_they_keep(pith: Pith) -> None:
    names = ["one", "two", "three"]
    for name in names:
        (pith.folder / name).mkdir()
        (pith.folder / name / "file.txt").write_text(name)
    first, second, third = (pith.window(name, f"{name}/file.txt") for name in names)
    with first as one, second as two, third as three:
        for window in (one, two, three):
            window.process.send_signal(signal.SIGTERM)
        for window in (one, two, three):
            assert window.process.wait(PATIENCE) == 0
    assert sorted(open_paths(pith)) == sorted(
        str(pith.folder / name / "file.txt") for name in names
    )
    shared = sessions(pith)["session.json"]
    for name in names:
        assert str(pith.folder / name) in shared["recent"]
    leftovers = [file for file in (pith.user / "state").rglob("*") if file.suffix.isdecimal()]
    assert leftovers == []


def test_two_windows_on_one_folder(pith: Pith) -> None:
    (pith.folder / "project").mkdir()
    (pith.folder / "project" / "file.txt").touch()
    with pith.window("project") as one, pith.window("project", "project/file.txt") as other:
        for window in (one, other):
            window.process.send_signal(signal.SIGTERM)
        assert [window.process.wait(PATIENCE) for window in (one, other)] == [0, 0]
        assert (one.said, other.said) == ("", "")
    assert {"session.json", "project"} <= {name.partition("-")[0] for name in sessions(pith)}


def test_further_folders_are_watched_as_well(pith: Pith) -> None:
    extensions = pith.folder / "extensions"
    extensions.mkdir()
    pith = Pith(pith.user, pith.folder, ("--extensions-dir", str(extensions)))
    with pith.window() as window:
        telltale(pith).rename(extensions / "telltale")
        window.until(lambda: running(pith) == 1, "it runs when it is put there")
        (extensions / "telltale").rename(pith.folder / "elsewhere")
        window.until(lambda: running(pith) == 0, "it does not run when it is taken away")
        assert window.end() == 0


def test_safe_mode_runs_none(pith: Pith) -> None:
    pith.run("extension", "install", telltale(pith))
    safe = Pith(pith.user, pith.folder, ("--safe-mode",))
    with safe.window() as window:
        window.until(lambda: "safe mode" in window.log, "the log says so")
        assert window.end() == 0
    assert not (pith.folder / "1.0.0").exists()
    with pith.window() as window:
        window.until(lambda: running(pith) == 1, "without it, it runs")


def test_windows_that_are_killed_tear_nothing(pith: Pith) -> None:
    """kill -9 while sessions are written: what is there can be read, and a window starts."""
    (pith.folder / "project").mkdir()
    for number in range(4):
        words: Sequence[str] = ("project", f"project/new-{number}.txt") if number % 2 else ()
        with pith.window(*words) as window:
            if number == 2:
                window.end()
            else:
                window.end(signal.SIGKILL)
        sessions(pith)
    with pith.window() as window:
        assert window.end() == 0


def test_installing_in_two_places_at_once(pith: Pith) -> None:
    """Two commands and two windows: one installation counts, whole."""
    folders = [telltale(pith), telltale(pith, "1.1.0")] * 3
    with pith.window() as one, pith.window() as other:
        processes = [
            subprocess.Popen(
                pith.command("extension", "install", "--update", folder),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for folder in folders
        ]
        assert [process.wait(PATIENCE) for process in processes] == [0] * 6
        (listed,) = [
            each
            for each in pith.run("extension", "list", "--json").json()
            if each["id"] == "acme.sample"
        ]
        version = listed["version"]
        other_version = "1.1.0" if version == "1.0.0" else "1.0.0"
        one.until(lambda: running(pith, version) == 2, f"{version} runs in both")
        one.until(lambda: running(pith, other_version) == 0, f"{other_version} runs nowhere")
        assert one.end() == other.end() == 0
    code = (pith.user / "data/extensions/acme.sample/sample.py").read_text()
    assert repr(str(pith.folder / version)) in code
    left = set(os.listdir(pith.user / "data" / "extensions"))  # noqa: PTH208
    assert left == {"acme.sample", ".previous-acme.sample"}


def test_a_window_with_closed_streams(pith: Pith) -> None:
    """As a desktop may start it."""
    started = pith.folder / "started"
    process = subprocess.Popen(
        ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *pith.command()],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PITH_STARTUP_TRACE": str(started)},
    )
    try:
        deadline = PATIENCE
        while not started.exists():
            assert process.poll() is None
            deadline -= 0.02
            assert deadline > 0
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.02)
        process.terminate()
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()

"""What holds for every test: no display, no files of the person's, nothing left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from pith.base import set_exception_reporter
from tests.support.leaks import Inventory
from tests.support.reported import Reported

# Before anything imports Qt. A test that wants a window under X11 starts a program of its own
# with the environment that the fixture x_display gives it.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session", autouse=True)
def folders_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Temporary files and the person's folders lie below pytest's own for this run."""
    base = tmp_path_factory.mktemp("session")
    with pytest.MonkeyPatch.context() as patch:
        for variable, name in (
            ("TMPDIR", "tmp"),
            ("HOME", "home"),
            ("XDG_CONFIG_HOME", "home/.config"),
            ("XDG_DATA_HOME", "home/.local/share"),
            ("XDG_STATE_HOME", "home/.local/state"),
            ("XDG_CACHE_HOME", "home/.cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ):
            folder = base / name
            # Qt warns of a runtime folder that others may enter.
            folder.mkdir(mode=0o700, parents=True)
            patch.setenv(variable, str(folder))
        patch.delenv("DISPLAY", raising=False)
        patch.delenv("WAYLAND_DISPLAY", raising=False)
        patch.setattr(tempfile, "tempdir", None)
        yield
        let_go_of_the_clipboard()


def let_go_of_the_clipboard() -> None:
    """Without a display Qt keeps it until after Python's end, and what we put there is Python's:
    the interpreter would end with a segmentation fault. The program ends without that."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        clipboard = gui.QGuiApplication.clipboard()
        for mode in gui.QClipboard.Mode:
            clipboard.clear(mode)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        item.stash[FAILED] = True
    return report


@pytest.fixture(autouse=True)
def nothing_left_behind(
    request: pytest.FixtureRequest, folders_of_the_session: None
) -> Iterator[None]:
    """Fail a test that leaves threads, processes, temporary files or widgets."""
    before = Inventory.take()
    yield
    # A failed test's traceback holds on to what it used, and one failure at a time is enough.
    if not request.node.stash.get(FAILED, False):
        leaks = before.leaks()
        if leaks:
            pytest.fail("left behind:\n  " + "\n  ".join(leaks), pytrace=False)


@pytest.fixture(autouse=True)
def reported(nothing_left_behind: None) -> Iterator[Reported]:
    """What was given to report_exception. What a test does not take from here fails it."""
    reports = Reported()
    before = set_exception_reporter(reports)
    yield reports
    set_exception_reporter(before)
    if reports:
        pytest.fail(reports.describe(), pytrace=False)


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder of the checkout the tests run in."""
    return Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def x_display(folders_of_the_session: None) -> Iterator[dict[str, str]]:
    """The environment of a program that shows real windows, on an X server of the tests' own."""
    if sys.platform != "linux":
        pytest.skip("X11 is tested on Linux")
    if shutil.which("Xvfb") is None:
        pytest.fail("Xvfb is missing; make test installs it, or says what to type")
    read, write = os.pipe()
    server = subprocess.Popen(
        # The server looks for a number that is free, and says which when it is ready.
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1600x1000x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    try:
        assert number, "Xvfb ended before it was ready"
        yield {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()

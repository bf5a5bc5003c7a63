"""Pith through the eyes of a screen reader: a process of its own, over the desktop's bus."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

LAUNCHERS = (
    Path("/usr/libexec/at-spi-bus-launcher"),
    Path("/usr/lib/at-spi2-core/at-spi-bus-launcher"),
)
PATH = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
#: How long the program may take to be on the bus, in seconds, on a machine that does much else.
START = 60.0


class Reader:
    """What a screen reader would ask, with dbus-send."""

    def __init__(self, address: str) -> None:
        self._address = address

    def call(self, owner: str, path: str, method: str, *arguments: str) -> str:
        command = ["dbus-send", f"--bus={self._address}", "--print-reply", f"--dest={owner}"]
        done = subprocess.run(
            [*command, path, method, *arguments], capture_output=True, text=True, timeout=20
        )
        return done.stdout

    def role(self, owner: str, path: str) -> str:
        found = re.search(r'string "(.*)"', self.call(owner, path, f"{PATH}Accessible.GetRoleName"))
        return found.group(1) if found else ""

    def application(self) -> str | None:
        """The name on the bus of the one application there is."""
        names = self.call("org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames")
        owners = re.findall(r'string "(:1\.\d+)"', names)
        return next((each for each in owners if self.role(each, ROOT) == "application"), None)

    def find(self, owner: str, role: str, path: str = ROOT) -> str | None:
        if self.role(owner, path) == role:
            return path
        children = self.call(owner, path, f"{PATH}Accessible.GetChildren")
        for child in re.findall(r'object path "([^"]+)"', children):
            found = self.find(owner, role, child)
            if found is not None:
                return found
        return None


@pytest.fixture
def bus(tmp_path: Path, x_display: dict[str, str]) -> Iterator[dict[str, str]]:
    """The surroundings of a desktop with a bus for assistive technology."""
    launcher = next((each for each in LAUNCHERS if each.exists()), None)
    if launcher is None or shutil.which("dbus-daemon") is None or not shutil.which("dbus-send"):
        pytest.skip("at-spi2-core and dbus are not installed")
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert daemon.stdout is not None
    environment = {
        **x_display,
        "DBUS_SESSION_BUS_ADDRESS": daemon.stdout.readline().strip(),
        "XDG_RUNTIME_DIR": str(tmp_path),
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }
    with subprocess.Popen(
        [str(launcher), "--launch-immediately"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as atspi:
        yield environment
        atspi.terminate()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


def test_a_screen_reader_reads_and_edits(bus: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "greeting.txt"
    file.write_text("Hello there.\nSecond line.\n")
    user = tmp_path / "user"
    command = [sys.executable, "-m", "pith_app", "--user-dir", str(user), str(file)]
    with subprocess.Popen(command, env=bus, stderr=subprocess.DEVNULL) as pith:
        try:
            found = wait_for_text(reader(bus))
            assert found is not None, "no editor was found on the bus"
            text = reader(bus), *found
            assert ask(*text, "Text.GetText", "int32:0", "int32:12") == ["Hello there."]
            # The kinds of what is read at a position: word and line.
            assert ask(*text, "Text.GetTextAtOffset", "int32:8", "uint32:1") == ["there"]
            assert ask(*text, "Text.GetTextAtOffset", "int32:15", "uint32:3")[0].strip() == (
                "Second line."
            )
            ask(*text, "Text.SetSelection", "int32:0", "int32:0", "int32:5")
            assert ask(*text, "Text.GetSelection", "int32:0") == ["0", "5"]
            ask(*text, "EditableText.InsertText", "int32:0", "string:Oh. ", "int32:4")
            assert ask(*text, "Text.GetText", "int32:0", "int32:9") == ["Oh. Hello"]
            assert pith.poll() is None
        finally:
            pith.terminate()


def reader(bus: dict[str, str]) -> Reader:
    answer = subprocess.run(
        [
            "dbus-send",
            "--session",
            "--print-reply=literal",
            "--dest=org.a11y.Bus",
            "/org/a11y/bus",
            "org.a11y.Bus.GetAddress",
        ],
        env=bus,
        capture_output=True,
        text=True,
        timeout=20,
    )
    return Reader(answer.stdout.strip())


def wait_for_text(desk: Reader) -> tuple[str, str] | None:
    end = time.monotonic() + START
    while time.monotonic() < end:
        owner = desk.application()
        path = desk.find(owner, "text") if owner is not None else None
        if owner is not None and path is not None:
            return owner, path
    return None


def ask(desk: Reader, owner: str, path: str, method: str, *arguments: str) -> list[str]:
    """The strings and numbers of an answer; of a text with its place, the text."""
    reply = desk.call(owner, path, PATH + method, *arguments).partition("\n")[2]
    strings = re.findall(r'string "((?:.|\n)*?)"\n', reply)
    return strings or re.findall(r"int32 (-?\d+)", reply)

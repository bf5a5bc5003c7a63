"""Whatever is wrong is one line: what it was and what to type, or what failed and where."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.extension_host import manifest, write_extension
from tests.support.pith_process import PATIENCE, Pith

EXTENSION = (
    "(type: pith extension list|install|uninstall|rollback|enable|disable|bisect|new|check|develop|"
    "test|link|unlink|pack)"
)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--quux"], "there is no option --quux (type: pith --help)"),
        (["--extensions-dir"], "--extensions-dir needs a folder (type: pith --extensions-dir DIR)"),
        ([""], "a path is empty (type: pith PATH)"),
        (["-"], "a text cannot be read from a pipe (type: pith ./- for a file of that name)"),
        ([".", ".."], "a window has one folder, and these are several (type: pith FOLDER)"),
        (["--two\nlines"], "there is no option --two lines (type: pith --help)"),
        (["extension"], f"extension needs to know what to do {EXTENSION}"),
        (
            ["extension", "instal"],
            f"there is no extension instal; did you mean install? {EXTENSION}",
        ),
        (
            ["extension", "list", "acme.x"],
            "extension list has no place for acme.x (type: pith extension list [--json])",
        ),
        (
            ["extension", "list", "--jsn"],
            "extension list has no option --jsn; did you mean --json? "
            "(type: pith extension list [--json])",
        ),
        (
            ["extension", "install"],
            "extension install needs SOURCE "
            "(type: pith extension install SOURCE … [--update] [--yes])",
        ),
        (
            ["extension", "uninstall", "a", "b"],
            "extension uninstall has no place for b (type: pith extension uninstall ID)",
        ),
        (
            ["extension", "uninstall"],
            "extension uninstall needs ID (type: pith extension uninstall ID)",
        ),
        (
            ["extension", "enable"],
            "extension enable needs ID (type: pith extension enable ID [--folder DIR])",
        ),
        (
            ["extension", "disable", ""],
            "ID is empty (type: pith extension disable ID [--folder DIR])",
        ),
        (
            ["extension", "new"],
            "extension new needs ID (type: pith extension new ID [FOLDER] [--template NAME])",
        ),
        (
            ["extension", "check"],
            "extension check needs FOLDER (type: pith extension check FOLDER)",
        ),
        (
            ["extension", "list", "--user-dir", "x"],
            "--user-dir stands before the word extension (type: pith extension list [--json])",
        ),
        (["command"], "command needs to know what to do (type: pith command list)"),
        (["command", "run"], "there is no command run (type: pith command list)"),
        (
            ["command", "list", "--json=1"],
            "--json takes no value (type: pith command list [--json])",
        ),
        (
            ["screenshot"],
            "screenshot needs OUT.png "
            "(type: pith screenshot OUT.png [PATH] [PATH] [--size WxH] [--theme NAME])",
        ),
        (
            ["screenshot", "a.jpg"],
            "a.jpg does not end in .png "
            "(type: pith screenshot OUT.png [PATH] [PATH] [--size WxH] [--theme NAME])",
        ),
        *(
            (
                ["screenshot", "a.png", "--size", size],
                f"{size} is no size from 300x200 to 8000x8000 "
                "(type: pith screenshot OUT.png [PATH] [PATH] [--size WxH] [--theme NAME])",
            )
            for size in ("big", "10x10", "9000x900", "1400", "-3x5", "1400x900x2")
        ),
        (
            ["screenshot", "a.png", "--theme"],
            "--theme needs NAME "
            "(type: pith screenshot OUT.png [PATH] [PATH] [--size WxH] [--theme NAME])",
        ),
    ],
)
def test_wrong_arguments(words: list[str], message: str, pith: Pith) -> None:
    answer = pith.run(*words, status=2)
    assert answer.complaints == [message]
    assert answer.out == ""
    assert not pith.user.exists()


def test_the_folder_one_is_in_may_be_gone(pith: Pith) -> None:
    gone = pith.folder / "gone"
    command = f'mkdir {gone}; cd {gone}; rmdir {gone}; exec "$@"'
    done = subprocess.run(
        ["sh", "-c", command, "sh", *pith.command("file")],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "pith: the folder you are in is gone; change to another one\n"


def test_a_reader_that_has_seen_enough_is_no_error(pith: Pith) -> None:
    with subprocess.Popen(
        pith.command("command", "list"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", "<&- >&- 2>&-"])
def test_streams_may_be_closed(closed: str, pith: Pith) -> None:
    for words, status in ((["extension", "list"], 0), (["extension", "disable", "x"], 1)):
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {closed}', "sh", *pith.command(*words)],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == status
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
def test_what_cannot_be_written_is_an_error(pith: Pith) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            pith.command("extension", "list"),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == (
        "pith: what there is to say cannot be written: No space left on device\n"
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_names_that_the_terminal_does_not_know(encoding: str, pith: Pith) -> None:
    folder = write_extension(
        pith.folder / "extensions" / "語",
        {"extension.toml": manifest(name="Wörter 語", module=None)},
    )
    strange = os.fsdecode(os.fsencode(pith.folder) + b"/\xff")
    write_extension(Path(strange) / "b", {"extension.toml": "wrong"})
    pith = Pith(
        pith.user,
        pith.folder,
        ("--extensions-dir", str(folder.parent), "--extensions-dir", strange),
    )
    done = subprocess.run(
        pith.command("extension", "list"),
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Wörter 語".encode(encoding, "backslashreplace") in done.stdout
    assert (b"/\xff/" if encoding == "utf-8" else b"/\\udcff/") in done.stdout


def test_ctrl_c_is_quiet(pith: Pith) -> None:
    script = (
        "import pith_app._command_line._running as running\n"
        "def interrupted(arguments):\n"
        "    raise KeyboardInterrupt\n"
        "running.read = interrupted\n"
        "raise SystemExit(running.run([]))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.parametrize(
    "topic",
    [[], ["extension"], ["extension", "install"], ["command"], ["command", "list"], ["screenshot"]],
)
def test_help_goes_to_standard_output(topic: list[str], pith: Pith) -> None:
    answer = pith.run(*topic, "--help")
    assert answer.err == ""
    assert " ".join(["pith", *topic]) in answer.out


def test_help_of_one_says_what_it_does(pith: Pith) -> None:
    from pith.host.manage._templates import TEMPLATES

    text = pith.run("extension", "new", "--help").out
    assert "make a small extension to start from" in text
    assert all(name in text for name in TEMPLATES)
    assert "develop" not in text


def test_help_names_everything_there_is(pith: Pith) -> None:
    from pith_app._command_line._sub_commands import _ACTIONS

    text = pith.run("--help").out
    for syntax, _ in _ACTIONS.values():
        assert f"  {syntax.name} " in text
        for option in (*syntax.flags, *dict(syntax.values)):
            assert option in text


def test_version(pith: Pith) -> None:
    from pith import __version__

    assert pith.run("--version").out == f"pith {__version__}\n"

"""What a start imports: nothing that it does not need, looked at in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.support.extension_host import manifest, write_extension
from tests.support.pith_process import Pith

_LISTED = """
import atexit, json, sys
atexit.register(lambda: print("\\n" + json.dumps(sorted(sys.modules)), file=sys.stderr))
from pith_app.__main__ import main
sys.exit(main())
"""
_TO_THE_WINDOW = """
import json, sys
before = set(sys.modules)
import pith_app._run as run
def run_window(options):
    assert [target.path.name for target in options.targets] == ["a.py"], options
    return 0
run.run_window = run_window
with_run = set(sys.modules)
from pith_app.__main__ import main
assert main() == 0
print(json.dumps(sorted(set(sys.modules) - with_run)))
"""


@pytest.mark.parametrize(
    "words",
    [
        ["--version"],
        ["--help"],
        ["extension", "list"],
        ["extension", "new", "acme.new"],
        ["extension", "check", "nothing"],
        ["extension", "install", "nothing"],
        ["extension", "uninstall", "nothing"],
        ["extension", "disable", "pith.explorer"],
        ["extension", "enable", "pith.explorer"],
        ["command", "list"],
        ["command", "list", "--json"],
    ],
)
def test_sub_commands_leave_qt_alone(words: list[str], pith: Pith) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _LISTED, *pith.command(*words)[3:]],
        cwd=pith.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    modules = json.loads(done.stderr.rstrip().rpartition("\n")[2])
    assert "pith_app" in modules
    assert [name for name in modules if name.partition(".")[0] in ("PySide6", "shiboken6")] == []


def test_the_way_to_the_window_imports_next_to_nothing(pith: Pith) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-S",
            "-c",
            "import sys; sys.path[:0] = sys.argv.pop(1).split(':')\n" + _TO_THE_WINDOW,
            ":".join(sys.path),
            *pith.command("--safe-mode", "a.py:3")[3:],
        ],
        cwd=pith.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    imported = json.loads(done.stdout)
    assert [name for name in imported if not name.startswith("pith_app.")] == []
    assert len(imported) <= 5, imported


def test_a_window_starts_without_argparse(pith: Pith) -> None:
    with pith.window(python=["-X", "importtime"]) as window:
        imported = {line.rpartition("|")[2].strip() for line in window.said.splitlines()}
        assert "PySide6.QtWidgets" in imported
        assert "argparse" not in imported
        window.end()


def test_listing_commands_runs_no_extension(pith: Pith) -> None:
    write_extension(
        pith.user / "data" / "extensions" / "acme.sample",
        {
            "extension.toml": manifest(
                '[[contributes.commands]]\nid = "sample.go"\ntitle = "Go"\n', activation=["*"]
            ),
            "sample.py": "raise SystemExit('it was run')",
        },
    )
    answer = pith.run("command", "list", "--json")
    assert answer.err == ""
    assert [each["title"] for each in answer.json() if each["id"] == "sample.go"] == ["Go"]

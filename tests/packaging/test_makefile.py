"""The Makefile calls set-up when it must and no more, and says so when there is no Python."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

STAMP = ".venv/.ready-to-run"


@pytest.fixture
def checkout(repository: Path, tmp_path: Path) -> Path:
    """A checkout whose Python only notes that it was called, and makes what set-up makes."""
    folder = tmp_path / "checkout"
    (folder / "packaging").mkdir(parents=True)
    shutil.copy(repository / "Makefile", folder)
    for name in ("pyproject.toml", "constraints.txt", "packaging/set_up.py"):
        (folder / name).touch()
    python = tmp_path / "python"
    python.write_text(
        "#!/bin/sh\n"
        "echo set up for $2\n"
        "mkdir -p .venv/bin\n"
        f"ln -sf {python} .venv/bin/python\n"
        'pwd > "$4"\n'
    )
    python.chmod(0o755)
    return folder


def make(checkout: Path, goal: str = STAMP, **environment: str) -> str:
    """What make says. The goal is the stamp: the program itself is not there."""
    python = environment.pop("PYTHON", str(checkout.parent / "python"))
    done = subprocess.run(
        ["make", "--silent", f"PYTHON={python}", goal],
        cwd=checkout,
        # Or this make takes itself for a part of the one that runs the tests.
        env={**without_make(), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def without_make() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}


def test_set_up_is_called_once(checkout: Path) -> None:
    assert make(checkout) == "set up for run\n"
    assert make(checkout) == ""
    assert make(checkout, ".venv/.ready-to-test") == "set up for test\n"
    assert make(checkout) == ""


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt", "packaging/set_up.py"])
def test_set_up_is_called_again_for_what_it_depends_on(checkout: Path, name: str) -> None:
    make(checkout)
    for old in ("pyproject.toml", "constraints.txt", "packaging/set_up.py"):
        os.utime(checkout / old, (1000, 1000))
    os.utime(checkout / STAMP, (2000, 2000))
    assert make(checkout) == ""
    os.utime(checkout / name, (3000, 3000))
    assert make(checkout) == "set up for run\n"
    assert make(checkout) == ""


def test_set_up_is_called_again_where_the_checkout_went(checkout: Path) -> None:
    make(checkout)
    moved = checkout.rename(checkout.parent / "moved")
    assert make(moved) == "set up for run\n"
    assert make(moved) == ""


def test_set_up_is_called_again_when_its_python_is_gone(checkout: Path) -> None:
    make(checkout)
    (checkout / ".venv/bin/python").unlink()
    (checkout / ".venv/bin/python").symlink_to("/nowhere/python3")
    assert make(checkout) == "set up for run\n"


def test_a_machine_without_python_is_told_what_to_type(checkout: Path) -> None:
    said = make(checkout, PYTHON="no-such-python")
    assert "there is no no-such-python" in said
    assert "apt-get install python3" in said
    assert "make run" in said


def test_clean_keeps_the_environment(checkout: Path) -> None:
    make(checkout)
    for name in ("build/x", "core/__pycache__/x.pyc", ".mypy_cache/x", ".venv/lib/__pycache__/x"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).touch()
    make(checkout, "clean")
    assert not (checkout / "build").exists()
    assert not (checkout / "core/__pycache__").exists()
    assert not (checkout / ".mypy_cache").exists()
    assert (checkout / ".venv/lib/__pycache__/x").exists()

"""The window in which an extension is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pith_app._command_line import run
from tests.app.window.conftest import OpenWindow
from tests.support.extension_host import command, manifest, write_extension
from tests.support.window import Window

WORKS = """
def activate(context):
    context.commands.handle("sample.run", lambda: {!r})
"""
ITEM = "Extension under Development"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {"extension.toml": manifest(command("sample.run")), "sample.py": WORKS.format("one")}
    return write_extension(tmp_path / "work" / "sample", files)


@pytest.fixture
def develop(open_window: OpenWindow, tmp_path: Path, folder: Path) -> Callable[[], Window]:
    """Open the window; no other extension is in it."""
    return lambda: open_window(folder, extensions=tmp_path / "nothing", develop=folder)


def click(window: Window) -> None:
    for item in window.program.window.status_bar.items:
        if item.name == ITEM:
            item.clicked.emit()
    window.settle()


def tip(window: Window) -> str:
    return next(
        item.toolTip() for item in window.program.window.status_bar.items if item.name == ITEM
    )


def test_loads_and_mistakes_are_in_sight(develop: Callable[[], Window], folder: Path) -> None:
    window = develop()
    window.until(lambda: window.status(ITEM).startswith("$(tools) Sample: load 1, "))
    assert window.run("sample.run") == "one"
    assert "Sample 1.0.0, active" in tip(window)
    assert "command sample.run" in tip(window)
    channel = window.program.outputs.channel("acme.sample")
    assert window.program.window.body.panel_shown
    assert any("activated (its development)" in line for line in channel.lines)

    (folder / "sample.py").write_text(WORKS.format("two"))
    window.until(lambda: window.status(ITEM).startswith("$(tools) Sample: load 2, "))
    assert window.run("sample.run") == "two"

    (folder / "sample.py").write_text(WORKS.format("three") + "\n\n\n1 / 0\n")
    window.until(lambda: "division by zero (load 2 runs)" in window.status(ITEM))
    assert window.run("sample.run") == "two"
    assert "sample.py:7" in tip(window)
    click(window)
    window.until(lambda: window.tabs == ["sample.py"])
    view = window.program.editors.active_view
    assert view is not None
    window.until(lambda: view.state.text.point_at(view.state.selection.primary.head).row == 6)

    (folder / "sample.py").write_text(WORKS.format("four"))
    window.until(lambda: window.status(ITEM).startswith("$(tools) Sample: load "))
    assert window.run("sample.run") == "four"
    click(window)
    window.until(lambda: len(window.tabs) == 2)


def test_one_that_is_broken_from_the_start(develop: Callable[[], Window], folder: Path) -> None:
    good = (folder / "extension.toml").read_text()
    (folder / "extension.toml").write_text(good.replace("version", "versoin"))
    window = develop()
    window.until(lambda: "did you mean" in tip(window))
    assert window.status(ITEM).startswith("$(error) sample: ")
    (folder / "extension.toml").write_text(good)
    window.until(lambda: window.status(ITEM).startswith("$(tools) Sample: "))


def test_it_stands_before_an_installed_one(
    develop: Callable[[], Window], folder: Path, user_dir: Path
) -> None:
    files = {"extension.toml": manifest(command("sample.run")), "sample.py": WORKS.format("old")}
    write_extension(user_dir / "data" / "extensions" / "acme.sample", files)
    window = develop()
    window.until(lambda: "load 1" in window.status(ITEM))
    assert window.run("sample.run") == "one"


def test_a_folder_that_is_no_extension(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--user-dir", str(tmp_path), "extension", "develop", str(tmp_path)]) == 1
    said = f"pith: {tmp_path}: there is no extension.toml in it (pith extension new ID makes one"
    assert said in capsys.readouterr().err

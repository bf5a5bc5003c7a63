"""What comes back at the next start."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pith_app._session import SessionStore
from tests.app.window.conftest import OpenWindow


def test_tabs_carets_and_sizes_come_back(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, size=(900, 650))
    window.result(window.program.documents.open(project / "README.md"))
    window.result(window.program.documents.open(project / "notes.txt"))
    window.run("caret.down")
    window.run("caret.lineEnd")
    window.program.window.body.set_side_bar_width(333)
    window.run("view.togglePanel")
    window.close()

    again = open_window(project)
    assert again.tabs == ["README.md", "notes.txt"]
    assert again.status("Position") == "Ln 2, Col 4"
    body = again.program.window.body
    assert (body.side_bar_width, body.panel_shown) == (333, True)
    assert again.program.editors.tabs[0].document is None  # not opened before it is looked at
    again.program.editors.activate(again.program.editors.tabs[0])
    again.until(lambda: again.program.editors.active_widget is not None)
    assert again.text.startswith("# Project")


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ({"sideBarLength": 200, "panelLength": 300}, (200, 300)),
        ({"sideBarWidth": 400, "panelHeight": 300}, (200, 150)),  # pixels, as it was once
        ({"sideBarLength": "wide", "panelLength": [1]}, (260, 240)),
        ({"sideBarLength": 1e400}, (260, 240)),
    ],
)
def test_lengths_are_for_text_of_the_usual_size(
    open_window: OpenWindow, project: Path, kept: dict[str, object], expected: tuple[int, int]
) -> None:
    window = open_window(project, size=(1400, 900))
    window.result(window.program.user_files.write_settings({"window.fontSize": 26}))
    window.close()
    for file in (window.user.state_dir / "sessions").iterdir():
        session = json.loads(file.read_text())
        session["window"] = {"size": session["window"].get("size"), **kept}
        file.write_text(json.dumps(session))
    again = open_window(project)
    body = again.program.window.body
    assert (body.side_bar_width, body.panel_height) == expected


def test_editors_keep_room_for_larger_text(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, size=(1000, 700))
    window.result(window.program.user_files.write_settings({"window.fontSize": 26}))
    body = window.program.window.body
    window.until(lambda: body.side_bar.width() > body.side_bar_width)
    window.run("view.togglePanel")
    body.set_side_bar_width(5000)
    body.set_panel_height(5000)
    dragged = body.editors.geometry()
    body.side_bar_width = body.panel_height = 5000
    body.arrange()
    assert body.editors.geometry() == dragged
    assert (dragged.width(), dragged.height()) == (480, 240)


def test_without_a_path_the_last_folder_comes_back(
    open_window: OpenWindow, project: Path, tmp_path: Path
) -> None:
    window = open_window(project)
    window.result(window.program.documents.open(project / "notes.txt"))
    window.close()
    again = open_window()
    assert again.program.kernel.workspace.folders == (project,)
    assert again.tabs == ["notes.txt"]


def test_each_folder_has_a_session_of_its_own(
    open_window: OpenWindow, project: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text("b")
    first = open_window(project)
    first.result(first.program.documents.open(project / "notes.txt"))
    first.run("file.openFolder", path=str(other))
    assert first.tabs == []
    first.result(first.program.documents.open(other / "b.txt"))
    first.run("file.openFolder", path=str(project))
    first.until(lambda: first.tabs == ["notes.txt"])
    first.close()
    assert open_window(other).tabs == ["b.txt"]


def test_a_path_is_added_to_what_was_open(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project)
    window.result(window.program.documents.open(project / "notes.txt"))
    window.close()
    again = open_window(project, project / "README.md")
    again.until(lambda: again.program.editors.active_widget is not None)
    assert again.tabs == ["notes.txt", "README.md"]
    assert again.program.editors.active is not None
    assert again.program.editors.active.name == "README.md"


def test_files_that_are_gone_stay_closed_in_peace(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project)
    window.result(window.program.documents.open(project / "notes.txt"))
    window.close()
    (project / "notes.txt").unlink()
    again = open_window(project)
    tab = again.program.editors.tabs[0]
    again.until(lambda: bool(tab.fault))
    assert "notes.txt" in tab.fault
    again.run("file.close")
    assert again.tabs == []


def test_a_broken_session_is_no_session(
    open_window: OpenWindow, project: Path, user_dir: Path
) -> None:
    window = open_window(project)
    window.close()
    state = window.user.state_dir
    for file in [state / "session.json", *(state / "sessions").iterdir()]:
        file.write_text('{"format": 1, "tabs": [')
    assert open_window(project).tabs == []
    for file in (state / "sessions").iterdir():
        wrong = {"format": 1, "tabs": [7, {"path": 3}], "window": {"size": "big"}}
        file.write_text(json.dumps(wrong))
    open_window(project)


@pytest.mark.parametrize(
    "scroll",
    ['{"row": "a"}', '{"pixels": NaN}', '{"row": 1e999}', '{"x": null}', "[3]", "true"],
)
def test_what_is_no_place_is_not_scrolled_to(
    open_window: OpenWindow, project: Path, user_dir: Path, scroll: str
) -> None:
    window = open_window(project)
    window.result(window.program.documents.open(project / "notes.txt"))
    window.run("caret.down")
    window.close()
    for file in (window.user.state_dir / "sessions").iterdir():
        session = json.loads(file.read_text())
        session["tabs"][0]["state"]["scroll"] = "PLACE"
        file.write_text(json.dumps(session).replace('"PLACE"', scroll))
    again = open_window(project)
    assert again.status("Position") == "Ln 2, Col 1"


def test_restoring_can_be_turned_off(
    open_window: OpenWindow, project: Path, user_dir: Path
) -> None:
    window = open_window(project)
    window.result(window.program.documents.open(project / "notes.txt"))
    window.close()
    window.user.config_dir.mkdir(parents=True, exist_ok=True)
    window.user.settings_file.write_text('[window]\nrestore = "none"\n')
    again = open_window()
    assert again.tabs == []
    assert again.program.kernel.workspace.folders == ()


def test_two_windows_keep_both_what_was_recent(tmp_path: Path) -> None:
    one, two = SessionStore(tmp_path), SessionStore(tmp_path)
    one.write("/a", {"recent": ["/a/1", "/a/2"]})
    two.write("/b", {"recent": ["/b/1"]})
    shared = one.read_shared()
    assert shared["recent"] == ["/b/1", "/a/1", "/a/2"]
    assert shared["last"] == "/b"
    assert one.read("/a")["recent"] == ["/a/1", "/a/2"]

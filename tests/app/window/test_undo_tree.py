"""Going through the history of a document: by steps, by time, and by looking at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pith.edit import ChangeSet, Transaction
from pith.text import Edit
from pith_app._pickers._undo import ago, steps_or_seconds
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


@pytest.fixture
def window(open_window: OpenWindow, project: Path) -> Window:
    """A document with a branch: "one two" was typed, "two" undone, and "three" typed."""
    window = open_window(project)
    window.run("file.new")
    window.type("one two")
    window.run("edit.undo")
    window.type(" three")
    assert window.text == "one three"
    return window


def test_every_state_is_in_the_list(window: Window) -> None:
    window.run("undo.tree")
    labels = [item.label for item in window.program.pick.model.items]
    assert labels == ["three", "two", "one", "As it was opened"]
    beside = [item.description for item in window.program.pick.model.items]
    assert beside == ["+6 −0 · now", "+4 −0 · now · another branch", "+3 −0 · now", "saved"]
    current = window.program.pick.current
    assert current is not None
    assert current.label == "three"


def test_moving_shows_a_state_and_escape_goes_back(window: Window) -> None:
    window.run("caret.documentStart")
    window.run("undo.tree")
    pick = window.program.pick
    window.key("down", pick.input)
    assert window.text == "one two"
    window.key("down", pick.input)
    assert window.text == "one"
    window.key("escape", pick.input)
    assert window.text == "one three"
    assert window.status("Position") == "Ln 1, Col 1"
    window.run("edit.undo")
    window.run("edit.redo")
    assert window.text == "one three"  # looking has changed nothing


def test_enter_goes_there_and_redo_knows_the_way(window: Window) -> None:
    window.run("undo.tree")
    pick = window.program.pick
    window.key("down", pick.input)
    window.key("enter", pick.input)
    assert window.text == "one two"
    window.run("edit.undo")
    assert window.text == "one"
    window.run("edit.redo")
    assert window.text == "one two"
    window.run("undo.tree")
    window.type("opened", pick.input)
    assert window.picked() == ["As it was opened"]
    window.key("enter", pick.input)
    assert window.text == ""
    assert not window.program.editors.tabs[0].dirty


def test_what_is_typed_while_the_list_is_open_stays(window: Window) -> None:
    window.run("undo.tree")
    window.key("down", window.program.pick.input)
    assert window.text == "one two"
    view = window.program.editors.active_view
    assert view is not None
    length = len(view.document.text)
    view.document.apply(Transaction(ChangeSet.of(length, [Edit(length, length, "!")])))
    window.key("escape", window.program.pick.input)
    assert window.text == "one two!"


def test_earlier_and_later_go_through_all_branches_in_time(window: Window) -> None:
    seen = [window.text]
    for _ in range(4):
        window.run("undo.earlier")
        seen.append(window.text)
    assert seen == ["one three", "one two", "one", "", ""]
    window.run("undo.later", steps=2)
    assert window.text == "one two"
    window.run("undo.later", steps=9)
    assert window.text == "one three"
    window.run("undo.earlier", seconds=3600)
    assert window.text == ""


def test_going_back_in_time_is_asked_for(window: Window) -> None:
    pick = window.program.pick
    window.run("undo.backInTime")
    window.type("soon", pick.input)
    assert pick.source is not None
    assert pick.source.message("soon") == (
        "Expected a number of steps (12), or a time (30s, 5m, 2h, 1d)",
        True,
    )
    pick.input.setText("1h")
    window.key("enter", pick.input)
    assert window.text == ""
    window.run("undo.backInTime")
    pick.input.setText("1")
    window.key("enter", pick.input)
    assert window.text == ""  # there is nothing before it


def test_the_memory_of_histories_is_a_setting(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project, project / "notes.txt")
    document = window.program.kernel.workspace.documents[0]
    assert document.history.limit == 64 * 1024 * 1024
    window.user.settings_file.write_text("[files]\nundoMemory = 2\n")
    window.until(lambda: document.history.limit == 2 * 1024 * 1024)
    window.run("file.new")
    assert window.program.kernel.workspace.documents[1].history.limit == 2 * 1024 * 1024


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("12", (12, 0)),
        ("30s", (0, 30)),
        (" 1.5 h ", (0, 5400)),
        ("2D", (0, 172800)),
        ("", None),
        ("0", None),
        ("1.5", None),
        ("-3", None),
        ("5 weeks", None),
    ],
)
def test_spans(typed: str, expected: tuple[int, float] | None) -> None:
    assert steps_or_seconds(typed) == expected


def test_ago() -> None:
    spans = (0, 5, 99, 120, 3000, 7200, 100_000, 1_000_000)
    assert [ago(seconds) for seconds in spans] == [
        "now",
        "5 s ago",
        "99 s ago",
        "2 min ago",
        "50 min ago",
        "2 h ago",
        "28 h ago",
        "12 days ago",
    ]

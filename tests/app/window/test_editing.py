"""Editing commands that need more than a text: typing over, an anchor, scrolling."""

from __future__ import annotations

from pathlib import Path

import pytest

from pith.edit import _limits
from pith.workspace import LongWork
from pith_app._window import _watched
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


@pytest.fixture
def window(open_window: OpenWindow, project: Path) -> Window:
    return open_window(project / "notes.txt")


def test_typing_over(window: Window) -> None:
    widget = window.program.editors.active_widget
    assert widget is not None
    window.run("edit.toggleOvertype")
    assert window.status("Typing Over") == "OVR"
    assert widget.options.caret_style == "block"
    window.type("12345")
    assert window.text == "12345\ntwo\nthree\n"
    window.run("edit.toggleOvertype")
    assert window.status("Typing Over") == ""
    assert widget.options.caret_style == "line"
    window.type("x")
    assert window.text == "12345x\ntwo\nthree\n"


def test_selecting_from_an_anchor(window: Window) -> None:
    view = window.program.editors.active_view
    assert view is not None
    window.key("end")
    window.run("select.setAnchor")
    assert window.program.kernel.context.get("selectionAnchorSet") is True
    window.type("!")
    window.key("down")
    window.run("select.fromAnchor")
    assert [(each.anchor, each.head) for each in view.selection.ranges] == [(3, 8)]
    assert window.program.kernel.context.get("selectionAnchorSet") is False


def test_markup_and_what_is_embedded_in_it(open_window: OpenWindow, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("")
    window = open_window(page)
    window.type("<p>")
    assert window.text == "<p></p>"
    window.key("enter")
    window.type("<script>")
    window.key("enter")
    window.type("a<b>")  # what is compared in a script is no element
    window.key("ctrl+/")
    assert window.text == "<p>\n    <script>\n        // a<b>\n    </script>\n</p>"
    window.key("ctrl+end")
    window.key("ctrl+/")
    assert window.text.endswith("\n<!-- </p> -->")


def test_a_tag_typed_to_its_end(open_window: OpenWindow, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("")
    window = open_window(page)
    window.type("<p>text</p>")
    assert window.text == "<p>text</p>"
    window.type("<b>bold</")
    window.run("edit.undo")
    assert window.text == "<p>text</p><b>bold</</b>"
    window.run("edit.redo")
    window.type("b>, <i>")
    assert window.text == "<p>text</p><b>bold</b>, <i></i>"
    window.run("edit.undo")
    assert window.text == "<p>text</p><b>bold</b>, <i>"


def test_going_to_an_anchor_and_letting_go_of_it(window: Window) -> None:
    view = window.program.editors.active_view
    assert view is not None
    window.key("end")
    window.run("select.setAnchor")
    window.key("ctrl+home")
    window.type("ab")
    window.run("go.anchor")
    assert view.selection.primary.head == 5
    window.key("escape")
    assert window.program.kernel.context.get("selectionAnchorSet") is False
    window.run("select.setAnchor")
    window.run("file.revert")
    window.program.documents.close(window.program.editors.tabs)
    window.settle()
    assert window.program.kernel.context.get("selectionAnchorSet") is False


def test_scrolling_leaves_the_caret(window: Window) -> None:
    window.run("edit.insertText", text="\n" * 200)
    window.key("ctrl+home")
    widget = window.program.editors.active_widget
    assert widget is not None
    window.key("ctrl+down")
    window.key("ctrl+down")
    assert widget.viewport_in_use.first_row == 2
    window.key("ctrl+up")
    assert widget.viewport_in_use.first_row == 1
    window.key("alt+pagedown")
    assert widget.viewport_in_use.first_row > 10
    window.key("alt+pageup")
    assert widget.viewport_in_use.first_row == 1
    assert widget.view.selection.primary.head == 0
    window.run("scroll.pageDown")
    window.run("scroll.toCaret")
    assert widget.viewport_in_use.first_row == 0


def test_what_takes_long_is_shown_and_can_be_cancelled(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_limits, "LONG", 5)
    monkeypatch.setattr(_watched, "PATIENCE", 0.0)
    monkeypatch.setattr(LongWork, "start", lambda work, worker: None)  # its worker is busy
    file = tmp_path / "a.txt"
    file.write_text("some words\n")
    window = open_window(file)
    window.run("select.all")
    window.run("edit.upperCase")
    window.type("new")
    window.until(lambda: window.notes() == ["Transform to Upper Case: a.txt"])
    assert window.text == "some words\n"
    window.program.notifications.cancel(window.program.notifications.shown[0])
    window.until(lambda: not window.notes())
    assert window.text == "new"

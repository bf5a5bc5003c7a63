"""Comparing a document with its file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pith.workspace._line_ends import end_lines
from pith_app._window._compare import ComparePage
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window

LINES = [f"line {number}" for number in range(1, 201)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("\n".join(LINES) + "\n")
    return path


@pytest.fixture
def window(open_window: OpenWindow, file: Path) -> Window:
    return open_window(file)


def page(window: Window) -> ComparePage:
    tab = window.program.editors.active
    assert tab is not None
    assert isinstance(tab.page, ComparePage)
    return tab.page


def sides(window: Window) -> tuple[str, str]:
    halves = page(window).halves
    assert halves is not None
    return str(halves[0].view.state.text), str(halves[1].view.state.text)


def compare(window: Window) -> None:
    window.run("file.compareWithSaved")
    window.until(lambda: window.program.kernel.context.get("comparing") is True)


def note(window: Window, start: str) -> None:
    window.until(lambda: any(each.startswith(start) for each in window.notes()), start)


def choose(window: Window, action: str) -> None:
    [shown] = window.program.notifications.shown
    window.program.notifications.choose(shown, action)
    window.settle()


def test_both_versions_stand_side_by_side(window: Window) -> None:
    window.run("edit.insertText", text="new\n")
    compare(window)
    left, right = sides(window)
    assert left.startswith("\nline 1\n")
    assert right.startswith("new\nline 1\n")
    assert window.tabs == ["a.txt", "a.txt (compared)"]
    assert page(window).header.count == "1 difference"
    assert window.status("Position") == ""


def test_a_conflict_offers_to_compare(window: Window, file: Path) -> None:
    window.run("edit.insertText", text="mine\n")
    file.write_text("theirs\n" + file.read_text())
    note(window, "a.txt was changed by another program")
    choose(window, "compare")
    window.until(lambda: window.program.kernel.context.get("comparing") is True)
    left, right = sides(window)
    assert left.startswith("theirs\nline 1\n")
    assert right.startswith("mine\nline 1\n")
    page(window).header.left_button.click()
    window.until(lambda: window.tabs == ["a.txt"])
    assert window.text.startswith("theirs\nline 1\n")
    window.run("edit.undo")
    assert window.text.startswith("mine\nline 1\n")


def test_what_is_in_the_window_can_be_put_on_the_disk(window: Window, file: Path) -> None:
    window.run("edit.insertText", text="mine\n")
    file.write_text("theirs\n")
    note(window, "a.txt was changed by another program")
    choose(window, "compare")
    window.until(lambda: window.program.kernel.context.get("comparing") is True)
    page(window).header.right_button.click()
    window.until(lambda: window.tabs == ["a.txt"])
    assert file.read_text().startswith("mine\nline 1\n")


def test_saving_over_a_change_offers_to_compare(window: Window, file: Path) -> None:
    window.run("edit.insertText", text="mine\n")
    file.write_text("theirs\n")
    saving = window.program.documents.save(window.program.editors.tabs[0])
    window.until(lambda: window.program.dialogs.current is not None)
    dialog = window.program.dialogs.current
    assert dialog is not None
    dialog.choose("compare")
    assert window.result(saving) is False
    window.until(lambda: window.program.kernel.context.get("comparing") is True)
    assert file.read_text() == "theirs\n"


def test_nothing_can_be_typed_into_it(window: Window) -> None:
    window.run("edit.insertText", text="new\n")
    compare(window)
    before = sides(window)
    widget = window.program.editors.active_widget
    assert widget is not None
    window.type("x", widget)
    window.run("edit.deleteLines")
    assert sides(window) == before
    window.run("select.all")
    window.run("edit.copy")
    assert window.application.clipboard().text() == before[1]


def test_both_sides_scroll_together(window: Window) -> None:
    window.run("caret.documentEnd")
    window.type("end")
    compare(window)
    halves = page(window).halves
    assert halves is not None
    left, right = halves[0].widget, halves[1].widget
    right.scroll_by(0, 555.0)
    assert left.scroll_state() == right.scroll_state()
    left.scroll_by(0, -100.0)
    assert left.scroll_state() == right.scroll_state()
    assert left.scroll_state()["row"] > 0


def test_going_from_difference_to_difference(window: Window) -> None:
    view = window.program.editors.active_view
    assert view is not None
    for row in (150, 50, 1):
        window.run("go.line", line=row)
        window.run("edit.insertText", text="x")
    compare(window)
    shown = page(window)
    counts, rows = [], []
    for command in ("next", "next", "next", "previous"):
        window.run(f"compare.{command}")
        counts.append(shown.header.count)
        assert shown.halves is not None
        state = shown.halves[1].view.state
        rows.append(state.text.row_at(state.selection.primary.head))
    assert rows == [49, 149, 0, 149]
    assert counts == ["2 of 3", "3 of 3", "1 of 3", "3 of 3"]


def test_it_follows_what_happens_to_both(window: Window, file: Path) -> None:
    window.run("edit.insertText", text="new\n")
    compare(window)
    document = window.program.kernel.workspace.documents[0]
    document.travel.undo()
    window.until(lambda: page(window).header.count == "No differences")
    assert not page(window).header.left_button.isVisible()
    document.travel.redo()
    window.until(lambda: page(window).header.count == "1 difference")
    file.write_text("other\n" + file.read_text())
    window.until(lambda: sides(window)[0].startswith("other\nline 1\n"))


def test_it_goes_with_its_document(window: Window) -> None:
    window.run("edit.insertText", text="new\n")
    compare(window)
    window.program.documents.close_settled(window.program.editors.tabs[:1])
    assert window.tabs == []


def test_a_closed_comparison_can_be_opened_again(window: Window) -> None:
    window.run("edit.insertText", text="new\n")
    for _ in range(2):
        compare(window)
        window.run("file.close")
        assert window.tabs == ["a.txt"]


def test_settings_and_themes_reach_it(window: Window) -> None:
    from pith.settings import SettingsLayer

    window.run("edit.insertText", text="new\n")
    compare(window)
    settings = window.program.kernel.settings
    settings.set_layer(SettingsLayer.USER, {"editor": {"fontSize": 20, "wordWrap": "on"}})
    window.program.appearance.preview("Pith Light")
    window.settle()
    halves = page(window).halves
    assert halves is not None
    for half in halves:
        assert half.widget.options.font_size == 15.0
        assert half.widget.options.wrap == "off"
    assert not page(window).grab().isNull()


def test_only_line_endings(window: Window, file: Path) -> None:
    from pith.text import LineEnding

    document = window.program.kernel.workspace.documents[0]
    end_lines(document, LineEnding.CRLF)
    compare(window)
    assert page(window).header.count == "Only line endings differ"


def test_finding_looks_in_the_side_that_has_the_keyboard(window: Window) -> None:
    window.run("edit.insertText", text="needle\n")
    compare(window)
    window.run("find.show")
    bar = window.program.find_bar
    window.type("needle", bar.input)
    assert bar._count == "1 of 1"
    halves = page(window).halves
    assert halves is not None
    halves[0].widget.setFocus()
    window.settle()
    window.until(lambda: bar._count == "No results")

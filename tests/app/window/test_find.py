"""The find bar."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


@pytest.fixture
def window(open_window: OpenWindow, tmp_path: Path) -> Window:
    file = tmp_path / "words.txt"
    file.write_text("one two One\ntwofold two\nthree\n")
    opened = open_window(file)
    opened.key("ctrl+f")
    return opened


def selected(window: Window) -> tuple[str, int]:
    view = window.program.editors.active_view
    assert view is not None
    primary = view.state.selection.primary
    return view.state.text.slice(primary.start, primary.end), primary.start


def count(window: Window) -> str:
    return window.program.find_bar._count


def test_matches_are_counted_and_gone_to_as_one_types(window: Window) -> None:
    bar = window.program.find_bar
    window.type("two", bar.input)
    assert count(window) == "1 of 3"
    assert selected(window) == ("two", 4)
    window.key("enter", bar.input)
    assert selected(window) == ("two", 12)
    assert count(window) == "2 of 3"
    window.key("shift+enter", bar.input)
    window.key("shift+enter", bar.input)
    assert count(window) == "3 of 3"


def test_case_and_words_and_expressions(window: Window) -> None:
    bar = window.program.find_bar
    window.type("one", bar.input)
    assert count(window) == "1 of 2"
    window.key("alt+c", bar.input)
    assert count(window) == "1 of 1"
    window.key("alt+c", bar.input)
    bar.input.setText("")
    window.type("two", bar.input)
    window.key("alt+w", bar.input)
    assert count(window).endswith("of 2")
    window.key("alt+w", bar.input)
    bar.input.setText("")
    window.key("alt+r", bar.input)
    window.type(r"t\w+o", bar.input)
    window.until(lambda: count(window).endswith("of 3"))


def test_a_wrong_expression_is_said_and_found_nothing(window: Window) -> None:
    bar = window.program.find_bar
    window.key("alt+r", bar.input)
    window.type("(", bar.input)
    window.until(lambda: bool(bar.fault))
    assert "not a regular expression" in bar.fault
    assert bar.input.property("invalid")


def test_what_is_selected_is_looked_for(window: Window) -> None:
    window.key("escape", window.program.find_bar.input)
    window.run("select.word")
    window.run("find.show")
    assert window.program.find_bar.input.text() == "one"
    assert count(window) == "1 of 2"


def test_replacing_goes_from_match_to_match(window: Window) -> None:
    bar = window.program.find_bar
    window.type("two", bar.input)
    window.run("find.replace")
    window.type("2", bar.replacement)
    window.key("enter", bar.replacement)
    assert window.text == "one 2 One\ntwofold two\nthree\n"
    assert selected(window) == ("two", 10)
    window.key("enter", bar.replacement)
    window.key("enter", bar.replacement)
    assert window.text == "one 2 One\n2fold 2\nthree\n"


def test_replacing_all_is_one_step(window: Window) -> None:
    bar = window.program.find_bar
    window.key("alt+r", bar.input)
    window.type(r"(\w)wo", bar.input)
    window.run("find.replace")
    window.type("<$1>", bar.replacement)
    bar.replace_all()
    window.until(lambda: "<t>" in window.text)
    assert window.text == "one <t> One\n<t>fold <t>\nthree\n"
    window.run("edit.undo")
    assert window.text == "one two One\ntwofold two\nthree\n"


def test_matches_follow_what_is_typed_into_the_text(window: Window) -> None:
    bar = window.program.find_bar
    window.type("two", bar.input)
    window.type("x")  # over the first match, into the editor
    window.until(lambda: count(window) == "2")
    assert window.program.finder.spans == ((10, 13), (18, 21))


def test_a_regular_expression_replaces_one_match(window: Window) -> None:
    bar = window.program.find_bar
    window.key("alt+r", bar.input)
    window.type(r"(t)wo", bar.input)
    window.run("find.replace")
    window.until(lambda: count(window) == "1 of 3")
    window.type("$1w", bar.replacement)
    window.key("enter", bar.replacement)
    window.until(lambda: window.text == "one tw One\ntwofold two\nthree\n")
    window.until(lambda: selected(window) == ("two", 11))


def test_an_expression_without_end_leaves_the_window_alive(window: Window, tmp_path: Path) -> None:
    import time

    bar = window.program.find_bar
    view = window.program.editors.active_view
    assert view is not None
    window.run("edit.insertText", text="x" * 5000)
    window.key("alt+r", bar.input)
    start = time.monotonic()
    window.type("(x+x+)+y", bar.input)
    assert time.monotonic() - start < 1
    window.until(lambda: not window.program.finder.busy)


def test_matches_of_no_length_are_found_and_replaced(window: Window) -> None:
    bar = window.program.find_bar
    window.key("alt+r", bar.input)
    window.type("^", bar.input)
    window.until(lambda: count(window) == "1 of 4")
    window.key("enter", bar.input)
    assert selected(window) == ("", 12)
    window.run("find.replace")
    window.type("> ", bar.replacement)
    bar.replace_all()
    window.until(lambda: window.text.startswith("> "))
    assert window.text == "> one two One\n> twofold two\n> three\n> "


def test_tab_stays_in_the_bar(window: Window) -> None:
    bar = window.program.find_bar
    window.run("find.replace")
    before = window.text
    for field in (bar.input, bar.replacement, bar.input):
        window.key("tab", field)
    assert window.text == before
    assert bar.isVisible()


def test_the_replace_row_is_hidden_at_first(window: Window) -> None:
    bar = window.program.find_bar
    assert not bar.replace_visible
    assert [part for part in bar.replace_parts if part.isVisible()] == []


def test_escape_closes_and_takes_the_marks_away(window: Window) -> None:
    window.type("two", window.program.find_bar.input)
    window.key("escape", window.program.find_bar.input)
    assert not window.program.find_bar.isVisible()
    assert not window.program.kernel.context.get("findVisible")


def test_every_match_gets_a_caret(window: Window) -> None:
    window.type("two", window.program.find_bar.input)
    window.run("find.selectAll")
    window.type("2")
    assert window.text == "one 2 One\n2fold 2\nthree\n"


def test_a_long_text_is_searched_without_holding_up_the_window(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    file = tmp_path / "long.txt"
    file.write_text("some words and a needle\n" * 60_000)
    window = open_window(file, user_dir=tmp_path / "other")
    window.key("ctrl+f")
    window.type("needle", window.program.find_bar.input)
    window.until(lambda: bool(window.program.finder.spans))
    assert window.program.finder.truncated
    assert "20,000+" in count(window)

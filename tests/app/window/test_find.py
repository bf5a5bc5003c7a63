"""The find bar."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pith.base import CancelToken
from pith.edit import Range, SearchQuery, Selection, _many_ranges
from pith.settings import SettingsLayer
from pith.text import Text
from pith_app._window._find import _finder, _jobs
from pith_app._window._find._jobs import Found, find_all, find_few_spans, find_next, find_previous
from pith_app._window._floating import SHADOW
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


def test_opening_the_row_that_replaces_goes_on_looking_for_the_first_match(window: Window) -> None:
    bar = window.program.find_bar
    window.key("alt+r", bar.input)
    window.type("w(o)", bar.input)  # looked for in a thread
    window.run("find.replace")
    window.until(lambda: selected(window) == ("wo", 5))


def test_replacing_does_not_skip_the_match_that_comes_meanwhile(window: Window) -> None:
    bar = window.program.find_bar
    window.key("alt+r", bar.input)
    window.run("find.replace")
    QTest.keyClicks(bar.input, "w(o)")  # and no turn between the keys and the command
    bar.replace_one()
    window.until(lambda: not window.program.finder.busy and selected(window)[0] == "wo")
    window.settle()
    assert selected(window) == ("wo", 5)
    assert window.text.startswith("one two One")


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
    assert not any(part.isVisible() for part in (bar.replacement, bar._replace, bar._replace_all))


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


@pytest.mark.parametrize("width", [900, 420, 300, 230, 190, 150, 120, 90, 60, 10])
def test_in_a_narrow_editor_what_is_typed_is_seen(window: Window, width: int) -> None:
    bar = window.program.find_bar
    bar.area = lambda: QRect(0, 0, width, 300)
    window.run("find.replace")
    window.settle()
    parts: list[QWidget] = [
        bar._expand,
        bar.input,
        bar.replacement,
        bar._close,
        bar.in_selection,
        bar._previous,
    ]
    parts += [bar._next, bar._replace, bar._replace_all]
    shown = [each for each in parts if each.isVisible()]
    assert {bar.input, bar.replacement, bar._close} <= set(shown)
    for one, other in combinations(shown, 2):
        assert not one.geometry().intersects(other.geometry()), (one, other)
    if width > 60:
        surface = bar.rect().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        assert all(surface.contains(each.geometry()) for each in shown)
    toggles = sum(each.isVisible() for each in bar.toggles.values())
    assert bar.input.width() - 22 * toggles >= (80 if width >= 150 else 18)


@pytest.mark.parametrize("replacing", [False, True])
def test_alt_and_enter_in_the_bar_select_every_match(window: Window, replacing: bool) -> None:
    bar = window.program.find_bar
    window.type("two", bar.input)
    if replacing:
        window.run("find.replace")
    window.key("alt+enter", bar.replacement if replacing else bar.input)
    window.type("2")
    assert window.text == "one 2 One\n2fold 2\nthree\n"


def test_more_matches_than_can_be_selected(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_many_ranges, "MOST_RANGES", 2)
    window.type("o", window.program.find_bar.input)
    window.key("alt+enter", window.program.find_bar.input)
    window.until(lambda: bool(window.notes()))
    assert "more than 2 places, which are too many to select at once" in window.notes()[0]
    assert "Replace All" in window.notes()[0]


def test_what_was_wrong_is_not_said_of_a_search_under_way(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    bar, finder = window.program.find_bar, window.program.finder
    bar.toggles["regex"].setChecked(True)
    window.type("(", bar.input)
    window.until(lambda: bool(bar.fault))
    going = threading.Event()

    def slow(text: Text, query: SearchQuery, scope: object, token: object, report: Any) -> Found:
        report(Found(), 0.25)
        assert going.wait(10)
        return Found()

    monkeypatch.setattr(_finder, "find_all", slow)
    window.type(")", bar.input)
    window.until(lambda: finder.progress == 0.25)
    assert not bar.fault
    assert count(window) == "25%"
    going.set()
    window.until(lambda: not finder.busy)


def test_a_long_text_is_searched_without_holding_up_the_window(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    file = tmp_path / "long.txt"
    file.write_text("some words and a needle\n" * 60_000)
    window = open_window(file, user_dir=tmp_path / "other")
    window.key("ctrl+f")
    window.type("needle", window.program.find_bar.input)
    finder = window.program.finder
    window.until(lambda: not finder.busy)
    assert count(window) == "1 of 60,000"
    assert len(finder.spans) == 20_000
    # Those that are not listed are gone to nonetheless.
    bar = window.program.find_bar
    window.key("shift+enter", bar.input)
    window.until(lambda: selected(window) == ("needle", 24 * 59_999 + 17))
    assert count(window) == "60,000"
    window.key("shift+enter", bar.input)
    window.until(lambda: selected(window) == ("needle", 24 * 59_998 + 17))
    window.key("enter", bar.input)
    window.until(lambda: selected(window) == ("needle", 24 * 59_999 + 17))
    window.key("enter", bar.input)
    window.until(lambda: selected(window) == ("needle", 17))
    window.run("find.replace")
    window.type("pin", bar.replacement)
    window.key("enter", bar.replacement)
    window.until(lambda: window.text.count("pin") == 1)
    window.key("ctrl+alt+enter", bar.replacement)
    window.until(lambda: count(window) == "59,999 replaced")
    assert window.text == "some words and a pin\n" * 60_000
    window.run("edit.undo")  # which may have to wait for its turn
    window.until(lambda: window.text.count("needle") == 59_999)


def test_what_is_typed_while_all_is_replaced_is_kept(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    file = tmp_path / "long.txt"
    file.write_text("a needle\n" * 60_000)
    window = open_window(file, user_dir=tmp_path / "other")
    window.key("ctrl+f")
    bar = window.program.find_bar
    bar.input.setText("needle")
    bar._typed()
    replacing = window.program.finder.replace_all("pin")
    assert not replacing.done
    window.run("edit.insertText", text="typed ")
    assert window.result(replacing) == 60_000
    assert window.text == "typed " + "a pin\n" * 60_000


def test_looking_in_what_is_selected(window: Window) -> None:
    bar = window.program.find_bar
    view = window.program.editors.active_view
    assert view is not None
    view.select(Selection.of([Range(12, 29)]))
    window.key("alt+l", bar.input)
    window.type("t", bar.input)
    assert count(window) == "1 of 3"
    assert selected(window) == ("t", 12)
    for offset in (20, 24, 12):
        window.key("enter", bar.input)
        assert selected(window) == ("t", offset)
    window.run("find.replace")
    window.type("T", bar.replacement)
    window.run("find.replaceAll")
    window.until(lambda: "3 replaced" in count(window))
    assert window.text == "one two One\nTwofold Two\nThree\n"
    window.key("alt+l", bar.input)
    assert not window.program.finder.scope
    assert count(window).endswith("4")
    window.run("caret.documentStart")
    window.key("alt+l", bar.input)
    assert not bar.in_selection.isChecked()  # nothing is selected


def test_the_next_one_is_gone_to_without_the_bar(window: Window) -> None:
    bar = window.program.find_bar
    window.type("two", bar.input)
    window.key("escape", bar.input)
    for offset in (12, 20, 4):
        window.run("find.next")
        assert selected(window) == ("two", offset)
    window.run("find.previous")
    assert selected(window) == ("two", 20)
    bar.toggles["regex"].setChecked(True)
    bar.input.setText("^")
    for offset in (24, 30, 0, 12):
        window.run("find.next")
        window.until(lambda offset=offset: selected(window) == ("", offset))  # type: ignore[misc]


def test_smart_case(window: Window) -> None:
    bar = window.program.find_bar
    window.type("One", bar.input)
    assert count(window).endswith("of 2")
    settings = window.program.kernel.settings
    settings.set_layer(SettingsLayer.USER, {"search": {"smartCase": True}})
    bar._typed()
    assert count(window) == "1 of 1"
    bar.input.clear()
    window.type("one", bar.input)
    assert count(window).endswith("of 2")


def test_the_word_at_the_caret_is_looked_for(window: Window) -> None:
    window.key("escape", window.program.find_bar.input)
    window.run("caret.documentStart")
    window.run("caret.wordRight")
    window.run("caret.wordRight")
    window.run("find.nextSelection")
    assert window.program.find_bar.input.text() == "two"
    assert selected(window) == ("two", 12)


def test_replacing_with_an_expression_without_end_says_so(window: Window) -> None:
    bar = window.program.find_bar
    window.run("edit.insertText", text="x" * 5000)
    window.run("find.replace")
    bar.toggles["regex"].setChecked(True)
    bar.input.setText("(x+x+)+y")
    bar._typed()
    bar.replace_all()
    window.until(lambda: "takes too long" in bar.fault or "takes too long" in count(window))
    window.until(lambda: not window.program.finder.busy)
    assert "takes too long" in bar.fault
    assert "y" not in window.text


@pytest.mark.parametrize("seed", range(40))
def test_the_next_and_the_one_before(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    monkeypatch.setattr(_jobs, "_BACKWARD", rng.choice([1, 5, 20]))
    content = "".join(rng.choices("ab\n", k=rng.randrange(60)))
    text = Text.of(content)
    pattern = rng.choice(["ab", "b", "ab\n", "z"])
    query = SearchQuery(pattern, regex=rng.random() < 0.5)
    scope: _jobs.Scope = ()
    if rng.random() < 0.5:
        ends = sorted(rng.sample(range(len(content) + 1), min(4, len(content)) & ~1))
        scope = tuple(zip(ends[::2], ends[1::2], strict=True))
    spans = find_all(text, query, scope).spans
    assert [*spans] == find_few_spans(text, query, scope, CancelToken())
    for offset in range(len(content) + 1):
        after = [span for span in spans if span[0] >= offset] or spans
        before = [span for span in spans if span[0] < offset] or spans
        expected = after[0] if spans else None
        assert find_next(text, query, scope, offset, CancelToken()) == expected
        expected = before[-1] if spans else None
        assert find_previous(text, query, scope, offset, CancelToken()) == expected


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What assistive technology is given to read out."""
    messages: list[str] = []
    tell = QAccessible.updateAccessibility

    def told(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            messages.append(event.message())
        tell(event)

    monkeypatch.setattr(QAccessible, "updateAccessibility", told)
    QAccessible.setActive(True)
    yield messages
    QAccessible.setActive(False)


def test_what_is_found_is_read_out(
    open_window: OpenWindow, project: Path, announced: list[str]
) -> None:
    (project / "list.txt").write_text("ab\nab\nabc\n")
    window = open_window(project / "list.txt")
    window.run("find.show")
    field = window.program.find_bar.input

    def hears(*wanted: str) -> None:
        window.until(lambda: len(announced) >= len(wanted), f"{announced} instead of {wanted}")
        assert announced == list(wanted)
        announced.clear()

    window.type("a", field)
    window.type("b", field)
    hears("1 of 3")  # once
    window.key("enter", field)
    hears("2 of 3")
    window.key("shift+enter", field)
    hears("1 of 3")
    window.type("c", field)
    hears("1 of 1")
    window.key("enter", field)
    hears("1 of 1")
    window.type("d", field)
    hears("No results")
    window.key("alt+r", field)
    field.clear()
    window.type("(", field)
    window.until(lambda: bool(window.program.find_bar.fault))
    hears(window.program.find_bar.fault)


def test_what_is_found_is_not_beneath_the_bar(open_window: OpenWindow, tmp_path: Path) -> None:
    file = tmp_path / "wide.txt"
    file.write_text(f"{'x' * 200} needle\nplain\n" + "line\n" * 200)
    window = open_window(file)
    widget = window.program.editors.active_widget
    assert widget is not None
    before = widget.point_of(0)
    window.key("ctrl+f")
    bar = window.program.find_bar
    assert widget.point_of(0) == before  # opening it moves nothing
    window.type("needle", bar.input)
    assert selected(window) == ("needle", 201)
    area = bar.shown_area
    for offset in (201, 207):
        spot = widget.point_of(offset)
        assert spot is not None
        on_bar = widget.mapTo(window.program.editors, spot.toPoint())
        assert not area.contains(on_bar), "the match is beneath the bar"
        assert widget.rect().contains(spot.toPoint())
    window.key("ctrl+h")  # which makes it higher
    window.settle()
    spot = widget.point_of(201)
    assert spot is not None
    assert spot.y() >= widget.mapFrom(window.program.editors, bar.shown_area.bottomLeft()).y()
    window.key("escape", bar.input)
    top = widget.point_of(0) or widget.point_of(201)
    assert top is not None
    assert top.y() == widget.options.padding_top


def test_an_editor_that_is_nearly_covered_has_no_room(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    file = tmp_path / "one.txt"
    file.write_text("needle\nplain\n")
    window = open_window(file)
    widget = window.program.editors.active_widget
    assert widget is not None
    height = window.program.window.height() - widget.height()
    window.key("ctrl+h")
    window.program.window.resize(403, height + 60)
    window.settle()
    view = window.program.editors.active_view
    assert view is not None
    widget.setFocus()
    window.type("more")
    assert widget.caret_area().height() > 0
    assert widget.rect().contains(widget.caret_area().center().toPoint())


def test_another_tab_has_room_beneath_the_bar_instead(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(f"{'y' * 200} needle\n" + "line\n" * 200)
    window = open_window(tmp_path / "one.txt", tmp_path / "two.txt")
    for _ in range(2):
        window.run("view.previousTab")
        window.settle()
    window.key("ctrl+f")
    bar = window.program.find_bar
    window.type("needle", bar.input)
    second = window.program.editors.active_widget
    window.run("view.previousTab")
    window.settle()
    first = window.program.editors.active_widget
    assert first is not None
    assert second is not None
    assert first is not second
    assert first.viewport_in_use.padding_top > bar.shown_area.height()
    assert second.viewport_in_use.padding_top == second.options.padding_top
    window.key("escape", bar.input)
    assert first.viewport_in_use.padding_top == first.options.padding_top

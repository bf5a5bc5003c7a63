"""The list of completions: asked for, narrowed, chosen from, and left."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from pith.settings import SettingsLayer
from pith_app._completion import _completing
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


@pytest.fixture
def window(open_window: OpenWindow, project: Path, user_dir: Path) -> Window:
    folder = user_dir / "config" / "snippets"
    folder.mkdir(parents=True)
    (folder / "plaintext.json").write_text(
        json.dumps({"Three": {"prefix": "thrice", "body": "3 ${1:x} $0", "description": "Thrice"}})
    )
    found = open_window(project / "notes.txt")
    found.until(lambda: bool(found.program.kernel.snippets.all()))
    found.until(_answering(found))
    return found


def _answering(window: Window) -> Callable[[], bool]:
    def answering() -> bool:
        extensions = window.program.extensions
        return extensions is not None and extensions.host.events.wants("completions")

    return answering


def shown(window: Window) -> list[str]:
    return window.program.at_caret.completing.shown


def ask(window: Window) -> None:
    window.run("completion.show")
    window.until(lambda: window.program.at_caret.completing._asked is None)


def test_words_are_narrowed_and_put(window: Window) -> None:
    window.key("ctrl+end")
    window.type("t")
    ask(window)
    assert window.program.kernel.context.get("completionVisible") is True
    assert set(shown(window)) == {"two", "three", "thrice"}
    window.type("hre")
    assert shown(window) == ["three", "thrice"]
    window.key("enter")
    assert window.text == "one\ntwo\nthree\nthree"
    assert window.program.kernel.context.get("completionVisible") is False
    window.key("enter")
    assert window.text.endswith("three\n")


def test_what_is_typed_starts_a_part_of_a_word(window: Window) -> None:
    window.key("ctrl+end")
    window.run("edit.insertText", text="where moreOver re_use over ")
    window.type("re")
    ask(window)
    assert shown(window) == ["re_use"]
    window.key("backspace")
    window.key("backspace")
    window.type("ov")
    ask(window)
    assert shown(window) == ["over", "moreOver"]


def test_words_of_other_documents(window: Window, project: Path) -> None:
    window.result(window.program.documents.open(project / "README.md"))
    window.run("edit.insertText", text="thr")
    ask(window)
    assert shown(window) == ["three"]
    window.key("tab")
    assert window.text.startswith("three# Project")


def test_the_highlighted_row_is_read_out(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def hear(widget: QWidget, message: str) -> None:
        assert widget is window.program.editors.active_widget
        said.append(message)

    monkeypatch.setattr("pith_app._completion._completing.announce", hear)
    window.key("ctrl+end")
    window.type("t")
    ask(window)
    window.type("h")
    window.type("r")
    window.key("down")
    assert said == ["thrice, Thrice, 1 of 3", "thrice, Thrice, 1 of 2", "three, 2 of 2"]
    window.key("escape")
    ask(window)
    assert said[3:] == ["thrice, Thrice, 1 of 2"]


def test_a_snippet_in_the_list(window: Window) -> None:
    window.key("ctrl+end")
    window.type("thri")
    ask(window)
    assert shown(window) == ["thrice"]
    window.key("tab")
    assert window.text.endswith("\n3 x ")
    assert window.program.kernel.context.get("inSnippet") is True


def test_keys_go_round_and_escape_leaves(window: Window) -> None:
    window.key("ctrl+end")
    ask(window)
    first, *_, last = shown(window)
    window.key("up")
    window.key("down")
    window.key("up")
    window.key("tab")
    assert window.text.endswith("\n" + last) or "3 x" in window.text
    assert first != last
    window.run("edit.undo")
    ask(window)
    window.key("escape")
    assert shown(window) == []


@pytest.mark.parametrize("leave", ["left", "ctrl+home", "shift+left"])
def test_moving_the_caret_closes_it(window: Window, leave: str) -> None:
    window.key("ctrl+end")
    window.type("t")
    ask(window)
    assert shown(window)
    window.key(leave)
    assert shown(window) == []


def test_deleting_narrows_less(window: Window) -> None:
    window.key("ctrl+end")
    window.type("thre")
    ask(window)
    assert shown(window) == ["three", "thrice"]
    window.type("e")
    assert shown(window) == []  # it is there as a whole
    for _ in range(2):
        window.key("backspace")
    assert set(shown(window)) == {"three", "thrice"}
    for _ in range(3):
        window.key("backspace")
    assert {"one", "two", "three"} <= set(shown(window))
    window.key("backspace")
    assert shown(window) == []


def fill(window: Window, text: str) -> None:
    """Have this in place of all that there is, with the caret behind it."""
    window.run("select.all")
    window.run("edit.insertText", text=text)


def test_a_word_that_is_complete_comes_first_and_stays_as_it_is(window: Window) -> None:
    fill(window, "data_frame data\n")
    window.type("da")
    ask(window)
    assert shown(window) == ["data_frame", "data"]
    window.type("ta")
    assert shown(window) == ["data", "data_frame"]
    window.key("enter")
    assert window.text == "data_frame data\ndata\n"
    window.type("data")
    ask(window)
    window.key("tab")
    assert window.text == "data_frame data\ndata\ndata"
    assert shown(window) == []
    window.run("edit.undo")
    assert window.text == "data_frame data\ndata\n"  # nothing was put that could be undone
    window.type("data")
    ask(window)
    window.key("down")
    window.key("enter")
    assert window.text == "data_frame data\ndata\ndata_frame"


@pytest.mark.parametrize(
    ("words", "typed", "found"),
    [
        ("node NodeList", "No", "NodeList node"),
        ("Order orders order_by", "or", "orders order_by Order"),
        ("alphaGamma", "aG", "alphaGamma"),
        ("gadgetEntry geEntry", "ge", "geEntry gadgetEntry"),
        ("embeddedData", "ed", "embeddedData"),
        ("HTMLParser", "pars", "HTMLParser"),
        ("where elsewhere", "re", ""),
    ],
)
def test_what_fits_and_how_well(window: Window, words: str, typed: str, found: str) -> None:
    fill(window, f"{words}\n")
    window.type(typed)
    ask(window)
    assert shown(window) == found.split()


@pytest.mark.parametrize(
    ("name", "words", "typed", "found"),
    [
        ("a.css", ".btn-primary { --tone: 1px }", "btn-p", ["btn-primary"]),
        ("a.css", ".btn-primary { --tone: 1px }", "--t", ["--tone"]),
        ("a.html", '<p class="btn-primary">', "btn", ["btn-primary"]),
        ("a.js", "$scope = scoped", "$s", ["$scope"]),
        ("a.js", "$scope = scoped", "sco", ["scoped", "$scope"]),
        ("a.rb", "empty? && !valid", "va", ["valid"]),
        ("a.rb", "empty? && !valid", "!va", ["valid"]),
    ],
)
def test_words_are_those_of_the_language(
    window: Window, project: Path, name: str, words: str, typed: str, found: list[str]
) -> None:
    file = project / name
    file.write_text(f"{words}\n")
    window.result(window.program.documents.open(file))
    window.key("ctrl+end")
    window.type(typed)
    ask(window)
    assert shown(window) == found
    window.key("tab")
    assert window.text.endswith(f"\n{'!' * typed.startswith('!')}{found[0]}")


def test_a_line_that_is_longer_than_extensions_are_given(
    window: Window, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pith_app._extensions._snapshots.MOST_AT_ONCE", 100_000)
    file = project / "long.txt"
    file.write_text("first " + "x" * 200_000 + " last\n\nselfish self")
    window.result(window.program.documents.open(file))
    window.key("ctrl+end")
    window.type("i")
    ask(window)
    assert shown(window) == ["selfish"]
    window.key("ctrl+home")
    window.key("end")
    window.type(" la")
    ask(window)
    assert shown(window) == ["last"]
    window.run("file.new")
    window.type("fir")
    ask(window)
    assert shown(window) == ["first"]
    assert window.notes() == []


def test_many_carets(window: Window) -> None:
    window.run("select.all")
    window.run("edit.deleteLeft")
    window.run("edit.insertText", text="letters\nle\nle")
    window.run("caret.addAbove")
    ask(window)
    window.key("enter")
    assert window.text == "letters\nletters\nletters"


def test_nothing_fits(window: Window) -> None:
    window.key("ctrl+end")
    window.type("qqq")
    ask(window)
    assert shown(window) == []
    window.key("enter")
    assert window.text.endswith("qqq\n")


def test_the_list_stays_in_the_window(window: Window) -> None:
    window.run("edit.insertText", text="\n" * 100)
    window.type("t")
    ask(window)
    box = window.program.at_caret.completing._list
    assert box is not None
    assert window.program.editors.rect().bottom() >= box.geometry().bottom() - 20


@pytest.fixture
def code(open_window: OpenWindow, project: Path) -> Window:
    """A Python file, and completions that come by themselves."""
    window = open_window(project / "src" / "main.py", completes_unasked=True)
    window.until(_answering(window))
    window.until(lambda: in_comment(window) is not None)
    window.key("ctrl+end")
    return window


def in_comment(window: Window) -> bool | None:
    """Whether the caret is in a string or a comment; None as long as nothing is coloured."""
    view = window.program.editors.active_view
    assert view is not None
    return view.context_factory().in_string_or_comment(view.selection.primary.head)


def rest(window: Window) -> None:
    """Nobody types for longer than completions take to come."""
    QTest.qWait(80)
    window.until(lambda: window.program.at_caret.completing._asked is None)
    window.settle()


def test_they_come_by_themselves_after_some_letters(code: Window) -> None:
    code.type("r")
    rest(code)
    assert shown(code) == []
    code.type("e")
    code.until(lambda: bool(shown(code)))
    assert shown(code)[0] == "return"
    code.type("tn")
    assert shown(code) == ["return"]
    marked = code.program.at_caret.completing._list.model.items[0].positions  # type: ignore[union-attr]
    assert len(marked) == 4
    code.key("tab")
    assert code.text.endswith("\nreturn")


@pytest.mark.parametrize(
    ("typed", "words"),
    [("pass", "password"), ("    in", "index"), ("print", "printer"), ("None", "None_such")],
)
def test_a_word_of_the_language_is_complete(code: Window, typed: str, words: str) -> None:
    code.type(f"{words} = 1")
    code.key("enter")
    code.type(typed)
    code.until(lambda: shown(code)[:2] == [typed.strip(), words])
    code.key("enter")
    assert code.text.endswith(f"{typed}\n" if typed[0] != " " else f"{typed}\n    ")


def test_a_word_of_the_language_whose_colours_come_late(
    code: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = code.program.editors.active_view
    assert view is not None
    highlighter = code.program.highlighters.of(view.document)
    assert highlighter is not None
    code.type("password = 1")
    code.key("enter")
    coloured = False
    monkeypatch.setattr(_completing, "is_language_word", lambda *_: coloured)
    monkeypatch.setattr(type(highlighter), "working", True)
    code.type("pass")
    code.until(lambda: shown(code) == ["password"])
    coloured = True
    highlighter.changed.emit(0, 1)
    assert shown(code)[:2] == ["pass", "password"]


def test_what_is_no_word_of_the_language_is_not(code: Window) -> None:
    code.type("password = 1")
    code.key("enter")
    code.type("pas")
    code.until(lambda: bool(shown(code)))
    assert shown(code) == ["password"]
    code.type("sw")
    assert shown(code) == ["password"]


def test_a_key_does_not_wait_for_the_list(code: Window) -> None:
    code.type("re")
    code.until(lambda: bool(shown(code)))
    widget = code.program.editors.active_widget
    assert widget is not None
    QTest.keyClick(widget, Qt.Key.Key_T)
    assert code.text.endswith("ret")
    assert code.program.at_caret.completing._behind  # it is done when the key's event is over
    QTest.keyClick(widget, Qt.Key.Key_Period)
    QTest.keyClick(widget, Qt.Key.Key_Return)  # what is behind by then is caught up with
    assert code.text.endswith("ret.\n")
    assert shown(code) == []


def test_escape_leaves_it_for_that_word(code: Window) -> None:
    code.type("re")
    code.until(lambda: bool(shown(code)))
    code.key("escape")
    code.type("tu")
    rest(code)
    assert shown(code) == []
    code.type(" re")
    code.until(lambda: bool(shown(code)))
    code.key("escape")
    for _ in range(2):
        code.key("backspace")
    code.type("re")  # a word of its own, though it is where the other was
    code.until(lambda: bool(shown(code)))


@pytest.mark.parametrize("typed", ["# re", '"re', "12", "re("])
def test_where_they_do_not_come(code: Window, typed: str) -> None:
    code.type(typed)
    view = code.program.editors.active_view
    assert view is not None
    rest(code)
    assert shown(code) == []


def set_editor(window: Window, **values: object) -> None:
    window.program.kernel.settings.set_layer(SettingsLayer.USER, {"editor": values})


def test_settings_say_where_and_when(code: Window) -> None:
    set_editor(code, quickSuggestions="off")
    code.type("retu")
    rest(code)
    assert shown(code) == []
    set_editor(code, quickSuggestions="everywhere", quickSuggestionsMinimum=3)
    code.key("enter")
    code.type("# re")
    rest(code)
    assert shown(code) == []
    code.type("t")
    code.until(lambda: bool(shown(code)))


def test_a_setting_says_how_long_keys_have_to_rest(code: Window) -> None:
    set_editor(code, quickSuggestionsDelay=0)
    code.type("retu")
    code.until(lambda: bool(shown(code)))
    code.key("escape")
    code.key("enter")
    set_editor(code, quickSuggestionsDelay=10_000)
    code.type("retu")
    rest(code)
    assert shown(code) == []


@pytest.mark.parametrize(("key", "put"), [("enter", "re\n"), ("tab", "re  ")])
def test_settings_say_which_keys_take_one(code: Window, key: str, put: str) -> None:
    set_editor(code, acceptSuggestionOnEnter=False, acceptSuggestionOnTab=False)
    code.type("re")
    code.until(lambda: bool(shown(code)))
    code.key(key)
    assert code.text.endswith(put)
    assert shown(code) == []


@pytest.mark.parametrize(("name", "found"), [("a.txt", ["three"]), ("a.md", []), ("a.rst", [])])
def test_they_come_in_plain_text_and_not_in_prose_with_markup(
    open_window: OpenWindow, project: Path, name: str, found: list[str]
) -> None:
    (project / name).write_text("three\n")
    window = open_window(project / name, completes_unasked=True)
    window.until(_answering(window))
    window.key("ctrl+end")
    window.type("thr")
    rest(window)
    assert shown(window) == found


CHOICE = "${1|one,two,three|}!$0"


def test_the_choices_of_a_snippet(window: Window) -> None:
    window.key("ctrl+end")
    window.run("snippet.insert", body=CHOICE)
    assert shown(window) == ["one", "two", "three"]
    box = window.program.at_caret.completing._list
    assert box is not None
    window.key("down")
    assert window.text.endswith("two!")
    assert box.row == 1
    window.key("up")
    window.key("up")
    assert window.text.endswith("three!")
    assert box.row == 2
    window.key("tab")
    window.type("?")
    assert window.text.endswith("three!?")
    assert shown(window) == []


def test_choices_are_narrowed_by_what_is_typed(window: Window) -> None:
    window.key("ctrl+end")
    window.run("snippet.insert", body=CHOICE)
    window.type("t")
    assert shown(window) == ["two", "three"]
    window.type("h")
    window.key("enter")
    window.type("?")
    assert window.text.endswith("three!?")
    assert shown(window) == []
    assert window.program.kernel.context.get("inSnippet") is False


@pytest.mark.parametrize("key", ["enter", "tab"])
@pytest.mark.parametrize("typed", ["", "le", "let", "v"])
@pytest.mark.parametrize("down", [0, 1])
def test_who_takes_a_choice_is_led_on(window: Window, key: str, typed: str, down: int) -> None:
    window.key("ctrl+end")
    window.run("snippet.insert", body="${1|const,let,var|} ${2:name} = ${1}$3;")
    window.type(typed)
    if not typed:
        for _ in range(down):
            window.key("down")
    window.key(key)
    window.type("k")
    window.key("tab")
    window.type("3")
    taken = {"": ["const", "let"][down], "v": "var"}.get(typed, "let")
    assert window.text.endswith(f"{taken} k = {taken}3;")


def test_enter_takes_the_choice_that_stands_there(window: Window) -> None:
    window.key("ctrl+end")
    window.run("snippet.insert", body=CHOICE)
    window.key("enter")
    assert window.text.endswith("one!")
    assert shown(window) == []


def test_choices_in_many_places(window: Window) -> None:
    window.key("ctrl+end")
    window.run("snippet.insert", body="${1|one,two|} $1 $0")
    window.key("down")
    assert window.text.endswith("two two ")
    window.type("o")
    assert shown(window) == ["one"]
    window.key("enter")
    window.type(".")
    assert window.text.endswith("one one .")


def test_the_list_goes_where_the_text_is_scrolled_to(window: Window) -> None:
    window.key("ctrl+end")
    window.run("edit.insertText", text="\n" * 60)
    window.type("t")
    ask(window)
    widget = window.program.editors.active_widget
    found = window.program.at_caret.completing._list
    assert widget is not None
    assert found is not None

    def distance() -> float:
        """How far the list begins below the caret."""
        caret = widget.mapTo(window.program.editors, widget.caret_area().bottomLeft().toPoint())
        return found.y() - caret.y()

    assert distance() < 0  # the caret is in the last row that is seen
    widget.scroll_by(0, 300)
    below = distance()
    assert -20 < below < 5  # its shadow begins above it
    widget.scroll_by(0, 11)
    assert distance() == below
    assert shown(window)
    widget.scroll_rows(-50)  # the caret is not seen any more, and nothing is to be taken there
    assert not shown(window)
    assert not window.program.kernel.context.get("completionVisible")
    window.key("ctrl+end")
    window.key("enter")
    assert window.text.endswith("t\n")

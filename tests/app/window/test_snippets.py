"""Snippets through the whole program: files, keys, context, lists and messages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pith.commands import CommandError
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


def write_snippets(user_dir: Path, name: str, **entries: object) -> Path:
    folder = user_dir / "config" / "snippets"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(json.dumps(entries))
    return file


@pytest.fixture
def window(open_window: OpenWindow, project: Path, user_dir: Path) -> Window:
    write_snippets(
        user_dir,
        "python.json",
        Loop={"prefix": "for", "body": ["for ${1:i} in $2:", "\t$0"], "description": "A loop"},
        Choice={"prefix": "ch", "body": "${1|one,two,three|}!"},
        One={"prefix": "same", "body": "1"},
        Two={"prefix": "same", "body": "2"},
    )
    found = open_window(project / "src" / "main.py")
    found.until(lambda: bool(found.program.kernel.snippets.all()))
    found.run("select.all")
    found.run("edit.deleteLeft")
    return found


def selected(window: Window) -> str:
    view = window.program.editors.active_view
    assert view is not None
    primary = view.selection.primary
    return view.state.text.slice(primary.start, primary.end)


def test_a_prefix_and_tab(window: Window) -> None:
    context = window.program.kernel.context
    window.type("for")
    window.key("tab")
    assert (window.text, selected(window)) == ("for i in :\n    ", "i")
    assert context.get("inSnippet") is True
    assert (context.get("snippetHasPrevious"), context.get("snippetHasNext")) == (False, True)
    window.type("x")
    window.key("tab")
    window.type("xs")
    window.key("shift+tab")
    assert selected(window) == "x"
    window.key("tab")
    window.key("tab")
    window.type("pass")
    assert window.text == "for x in xs:\n    pass"
    assert context.get("inSnippet") is False
    window.key("tab")
    assert window.text == "for x in xs:\n    pass    "  # a tab again


def stops(window: Window) -> list[tuple[str, str]]:
    """What is marked as places of a snippet: the text of each, and how."""
    view, widget = window.program.editors.active_view, window.program.editors.active_widget
    assert view is not None
    assert widget is not None
    return [
        (view.state.text.slice(start, end), str(kind))
        for start, end, kind in widget._canvas.decorations.all()
        if str(kind).startswith("snippet")
    ]


def test_what_is_still_to_be_filled_in_is_seen(window: Window) -> None:
    window.run("snippet.insert", body="f(${1:a}, $2, ${3:c $1})$0;")
    one, end = "snippet.stop", "snippet.final"
    assert stops(window) == [("a", one), ("", one), ("c a", one), ("a", one), ("", end)]
    window.type("xy")
    assert stops(window) == [("xy", one), ("", one), ("c xy", one), ("xy", one), ("", end)]
    window.key("tab")
    window.type("z")
    assert [text for text, _ in stops(window)] == ["xy", "z", "c xy", "xy", ""]
    window.run("snippet.insert", body="[$1]")
    assert len(stops(window)) == 7
    window.key("escape")
    assert stops(window) == []
    assert window.text == "f(xy, z[], c xy);"


def test_undo_takes_the_whole_snippet_back(window: Window) -> None:
    window.type("for")
    window.key("tab")
    window.run("edit.undo")
    assert window.text == "for"


def test_what_was_undone_is_filled_in_no_more(window: Window) -> None:
    context = window.program.kernel.context
    window.type("foo")
    window.run("snippet.insert", body="a ${1:x} b ${2:y}")
    window.type("1")
    window.key("ctrl+z")
    assert context.get("inSnippet") is True
    window.key("ctrl+z")
    assert (window.text, context.get("inSnippet")) == ("foo", False)
    window.key("ctrl+shift+z")
    assert (window.text, context.get("inSnippet")) == ("fooa x b y", False)
    window.key("ctrl+z")
    window.type("bar")
    window.key("enter")
    window.key("tab")
    window.type("q")
    assert window.text == "foobar\n    q"


def test_undo_of_a_snippet_in_another_leads_back_to_that(window: Window) -> None:
    window.run("snippet.insert", body="f(${1:a}, ${2:b})")
    window.run("snippet.insert", body="[${1:x}, ${2:y}]")
    window.key("ctrl+z")
    assert window.text == "f(a, b)"
    window.key("tab")
    assert selected(window) == "b"


def test_escape_and_leaving_end_it(window: Window) -> None:
    context = window.program.kernel.context
    for leave in ("escape", "ctrl+home"):
        window.run("snippet.insert", body="x $1 y $2")
        assert context.get("inSnippet") is True
        window.key(leave)
        assert context.get("inSnippet") is False


def test_another_editor_has_a_session_of_its_own(window: Window, project: Path) -> None:
    context = window.program.kernel.context
    window.run("snippet.insert", body="$1 $2")
    window.result(window.program.documents.open(project / "notes.txt"))
    assert context.get("inSnippet") is False
    window.program.editors.step(-1)
    window.settle()
    assert context.get("inSnippet") is True


def test_choices_go_round_with_the_arrows(window: Window) -> None:
    window.type("ch")
    window.key("tab")
    assert selected(window) == "one"
    window.key("down")
    assert selected(window) == "two"
    window.key("up")
    window.key("up")
    assert selected(window) == "three"
    window.key("tab")
    window.type("?")
    assert window.text == "three!?"


def test_several_of_one_prefix_are_asked_about(window: Window) -> None:
    window.type("same")
    window.key("tab")
    assert window.picked() == ["same One", "same Two"]
    window.key("down", window.program.pick.input)
    window.key("enter", window.program.pick.input)
    assert window.text == "2"


def test_inserting_from_the_list_and_by_name(window: Window) -> None:
    window.run("snippet.insert")
    assert window.picked() == ["ch Choice", "for Loop", "same One", "same Two"]
    window.key("escape", window.program.pick.input)
    window.run("snippet.insert", name="One")
    assert window.text == "1"
    with pytest.raises(CommandError, match="there is no snippet 'None' for python"):
        window.run("snippet.insert", name="None")
    with pytest.raises(CommandError, match="is no regular expression"):
        window.run("snippet.insert", body="${1/(/x/}")


def test_many_carets(window: Window) -> None:
    window.run("edit.insertText", text="for\nfor")
    window.run("select.all")
    window.run("caret.addToLineEnds")
    window.key("tab")
    window.type("k")
    assert window.text == "for k in :\n    \nfor k in :\n    "


def test_files_count_when_they_are_saved(window: Window, user_dir: Path) -> None:
    write_snippets(user_dir, "python.json", New={"prefix": "new", "body": "n"})
    library = window.program.kernel.snippets
    window.until(lambda: [entry.name for entry in library.all()] == ["New"])
    write_snippets(user_dir, "all.code-snippets", Other={"prefix": "o", "body": "p"})
    window.until(lambda: len(library.all()) == 2)
    (user_dir / "config" / "snippets" / "python.json").unlink()
    window.until(lambda: [entry.name for entry in library.all()] == ["Other"])


def test_a_file_that_is_wrong_gets_one_message(window: Window, user_dir: Path) -> None:
    (user_dir / "config" / "snippets" / "python.json").write_text('{\n"A": {}\n}')
    window.until(lambda: any("the snippet 'A' has no `body`" in note for note in window.notes()))
    (note,) = window.notes()
    assert "python.json:2" in note


def test_configuring(window: Window, user_dir: Path) -> None:
    window.run("snippets.configure")
    assert window.picked() == ["python.json", "New File for Every Language"]
    window.key("escape", window.program.pick.input)
    window.run("snippets.configure", language="")
    window.until(lambda: "global.code-snippets" in window.tabs)
    assert '"scope"' in window.text
    library = window.program.kernel.snippets
    assert all("global" not in entry.source for entry in library.all())
    assert window.notes() == []


def test_an_extension_brings_snippets(
    open_window: OpenWindow, project: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "more" / "me.snippets"
    folder.mkdir(parents=True)
    (folder / "extension.toml").write_text(
        'schema = 1\nid = "me.snippets"\nname = "Snippets"\nversion = "1.0.0"\n'
        'api = ">=0.1,<1"\n[[contributes.snippets]]\npath = "s.json"\nlanguage = "plaintext"\n'
    )
    (folder / "s.json").write_text('{"Hi": {"prefix": "hi", "body": "hello $1!"}}')
    window = open_window(project / "notes.txt", extensions_dirs=[tmp_path / "more"])
    library = window.program.kernel.snippets
    window.until(lambda: [entry.name for entry in library.all()] == ["Hi"])
    window.type("hi")
    window.key("tab")
    window.type("you")
    assert window.text.startswith("hello you!one")
    (folder / "s.json").write_text('{"Bye": {"prefix": "bye", "body": "x"}}')
    window.until(lambda: [entry.name for entry in library.all()] == ["Bye"])

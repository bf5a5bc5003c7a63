"""The list of completions: asked for, narrowed, chosen from, and left."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

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
    return window.program.completing.shown


def ask(window: Window) -> None:
    window.run("completion.show")
    window.until(lambda: window.program.completing._asked is None)


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


def test_words_of_other_documents(window: Window, project: Path) -> None:
    window.result(window.program.documents.open(project / "README.md"))
    window.run("edit.insertText", text="thr")
    ask(window)
    assert shown(window) == ["three"]
    window.key("tab")
    assert window.text.startswith("three# Project")


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
    box = window.program.completing._list
    assert box is not None
    assert window.program.editors.rect().bottom() >= box.geometry().bottom() - 20

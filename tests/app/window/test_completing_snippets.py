"""Snippets in the list of completions: by all their prefixes, whatever these are made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from tests.app.window.conftest import OpenWindow
from tests.support.window import Window

SNIPPETS = {
    "Main": {"prefix": "if-main", "body": "GUARD"},
    "Spaces": {"prefix": "my snip", "body": "MINE"},
    "Shebang": {"prefix": "#!", "body": "#!/bin/sh"},
    "Loop": {"prefix": ["fore", "foreach"], "body": "LOOP"},
    "One": {"prefix": "dup", "body": "D1", "description": "the first"},
    "Two": {"prefix": "dup", "body": "D2", "description": "the second"},
}


@pytest.fixture
def window(open_window: OpenWindow, project: Path, user_dir: Path) -> Window:
    folder = user_dir / "config" / "snippets"
    folder.mkdir(parents=True)
    (folder / "python.json").write_text(json.dumps(SNIPPETS))
    file = project / "empty.py"
    file.write_text("")
    found = open_window(file, completes_unasked=True)
    found.until(lambda: bool(found.program.kernel.snippets.all()))
    found.until(lambda: found.program.extensions is not None)
    return found


def shown(window: Window) -> list[str]:
    return window.program.at_caret.completing.shown


def rest(window: Window) -> None:
    """Nobody types for longer than completions take to come."""
    QTest.qWait(80)
    window.until(lambda: window.program.at_caret.completing._asked is None)
    window.settle()


@pytest.mark.parametrize(
    ("typed", "found", "text"),
    [
        ("if-main", ["if-main"], "GUARD"),
        ("if-ma", ["if-main"], "GUARD"),
        ("if-", ["if-main"], "GUARD"),
        ("if-mn", ["if-main", "my snip"], "GUARD"),
        ("IF-M", ["if-main", "my snip"], "GUARD"),
        ("x = if-m", ["if-main", "my snip"], "x = GUARD"),
        ("elif-ma", ["if-main"], "elif-GUARD"),  # the end of a longer word is not meant
        ("ma", ["if-main"], "GUARD"),
        ("my snip", ["my snip"], "MINE"),
        ("my s", ["my snip"], "MINE"),
        ("#!", ["#!"], "#!/bin/sh"),
        ("fore", ["fore", "foreach"], "LOOP"),
        ("forea", ["foreach"], "LOOP"),
        ("dup", ["dup", "dup"], "D1"),
    ],
)
def test_all_that_is_typed_of_a_prefix_is_replaced(
    window: Window, typed: str, found: list[str], text: str
) -> None:
    window.type(typed)
    rest(window)
    if not shown(window):  # less than the two letters after which the list comes
        window.run("completion.show")
        rest(window)
    assert shown(window) == found
    window.key("tab")
    assert window.text == text


def test_the_list_comes_by_itself_for_a_prefix_that_is_no_word(window: Window) -> None:
    window.type("#")
    rest(window)
    assert shown(window) == []
    window.type("!")
    window.until(lambda: shown(window) == ["#!"])
    window.key("tab")
    window.key("enter")
    window.type("if")
    window.until(lambda: shown(window) == ["if", "if-main"])
    window.type("-ma")
    window.until(lambda: shown(window) == ["if-main"])


def test_of_several_with_one_prefix_each_can_be_chosen(window: Window) -> None:
    window.type("dup")
    rest(window)
    window.key("down")
    window.key("enter")
    assert window.text == "D2"

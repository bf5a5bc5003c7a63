"""Filling snippets in: what is selected after each step, with one and many carets."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from pith.edit import (
    ClipboardContent,
    EditOptions,
    EditorState,
    LanguageRules,
    MemoryClipboard,
    PlainContext,
    Range,
    Selection,
)
from pith.edit import commands as c
from pith.edit.snippets import (
    VARIABLES,
    SnippetSession,
    Surroundings,
    insert_snippet,
    parse_snippet,
    variable_value,
)
from pith.edit.snippets._session import Occurrence
from pith.text import Text
from tests.support.marked import parse, show

AROUND = Surroundings(
    datetime(2026, 3, 4, 5, 6, 7, tzinfo=timezone(timedelta(hours=5, minutes=30))),
    random.Random(1),
    "my_file.py",
    Path("/work/src/my_file.py"),
    Path("/work"),
    "work",
)
PLAIN = EditOptions(auto_close=False, auto_surround="never")


class Filling:
    """A state with a session, and what a person does with them."""

    def __init__(self, before: str, body: str, prefix: str = "") -> None:
        self.state = parse(before)
        self.session: SnippetSession | None = None
        self.insert(body, prefix)

    @property
    def context(self) -> PlainContext:
        return PlainContext(self.state.text, PLAIN)

    def insert(self, body: str, prefix: str = "") -> None:
        transaction, session = insert_snippet(
            self.state, self.context, parse_snippet(body), AROUND, prefix=prefix, outer=self.session
        )
        self.state, self.session = self.state.apply(transaction), session

    def type(self, text: str) -> None:
        self.run(c.insert_text, text=text)

    def run(self, command: object, **arguments: str) -> None:
        transaction = command(self.state, self.context, **arguments)  # type: ignore[operator]
        if transaction is not None:
            self.state = self.state.apply(transaction)
            if self.session is not None:
                self.session = self.session.mapped(transaction.changes)

    def step(self, by: int = 1) -> bool:
        found = self.session.step(self.state, by) if self.session is not None else None
        if found is None:
            return False
        transaction, self.session = found
        self.state = self.state.apply(transaction)
        return True

    def choose(self, by: int = 1) -> bool:
        assert self.session is not None
        transaction = self.session.choose(self.state, by)
        if transaction is None:
            return False
        self.state = self.state.apply(transaction)
        self.session = self.session.mapped(transaction.changes)
        return True

    def do(self, keys: Sequence[str]) -> list[str]:
        """Type; ">" and "<" step, "+" and "-" choose. What is shown after each."""
        found = [show(self.state)]
        for key in keys:
            if key in "<>":
                self.step(1 if key == ">" else -1)
            elif key in "+-":
                self.choose(1 if key == "+" else -1)
            else:
                self.type(key)
            found.append(show(self.state))
        return found


@pytest.mark.parametrize(
    ("before", "body", "keys", "shown"),
    [
        ("  |", "for ${1:i} in $2:\n\t$0", "k>x>", "  for k in x:\n      |"),
        ("|", "$1 $2 $1", "q>r>", "q r q|"),
        ("a|\nb|", "$1-$2", "q>r>", "aq-r|\nbq-r|"),
        ("|", "${1:foo ${2:bar}} $2", ">z<", "‹foo z|› z"),
        ("|", "${1:foo ${2:bar}} $2", "n>", "n ‹bar|›"),
        ("|", "${1:a${2:b}}!", "n>", "n!|"),
        ("|", "$1$2$3", "ab>c>d<x", "abx|d"),
        ("|", "($1)", "ab>", "(ab)|"),
        ("|", "${1:name} ${1/(.*)/${1:/upcase}/}", "foo>", "foo FOO|"),
        ("|", "${1/(.*)/${1:/upcase}/}$1", "foo>", "FOOfoo|"),
        ("|\n|", "$1=${1/a/b/g};", "aa>", "aa=bb;|\naa=bb;|"),
        ("|", "${1|a,b\\,c,d|}!", "+", "‹b,c|›!"),
        ("|", "${1|a,b,c|} $1!", "-", "‹c|› ‹c|›!"),
        ("|\n|", "${1|a,b|}", "+>", "b|\nb|"),
        ("‹x|›", "<$TM_SELECTED_TEXT>$0</>", "", "<x>|</>"),
        ("‹x|› ‹y|›", "<$SELECTION>", "", "<x>| <y>|"),
        ("|", "no stops", "", "no stops|"),
        ("a |", "$CURSOR_NUMBER", "", "a 1|"),
        ("|,|,|", "$CURSOR_INDEX", "", "0|,1|,2|"),
    ],
)
def test_filling_in(before: str, body: str, keys: str, shown: str) -> None:
    assert Filling(before, body).do(keys)[-1] == shown


def test_prefixes_are_replaced_at_every_caret_that_has_one() -> None:
    filling = Filling("de|\n  de|\nx|", "def $1", "de")
    assert show(filling.state) == "def |\n  def |\nxdef |"


def test_the_primary_caret_stays_the_primary() -> None:
    assert show(Filling("|\n‖", "($1)").state) == "(|)\n(‖)"


def test_when_it_ends() -> None:
    filling = Filling("|", "a $1 b $2")
    session = filling.session
    assert session is not None
    assert session.holds(Selection.caret(2))
    assert not session.holds(Selection.caret(0))
    assert (session.has_previous, session.has_next) == (False, True)
    assert filling.step()
    assert filling.session is not None
    assert filling.session.has_previous
    assert filling.step()
    assert filling.session is None
    assert Filling("|", "plain").session is None


def test_a_choice_that_was_typed_over_is_none_any_more() -> None:
    filling = Filling("|", "${1|a,b|}")
    filling.type("x")
    assert not filling.choose()
    assert not Filling("|", "$1").choose()


def test_a_snippet_in_a_snippet() -> None:
    filling = Filling("|", "f($1, $2)")
    filling.insert("[${1:a}]")
    assert show(filling.state) == "f([‹a|›], )"
    filling.type("b")
    filling.step()
    assert show(filling.state) == "f([b]|, )"
    filling.step()
    assert show(filling.state) == "f([b], |)"
    filling.step()
    assert (show(filling.state), filling.session) == ("f([b], )|", None)


def test_nothing_lies_behind_the_first_stop() -> None:
    filling = Filling("|", "$1 $2")
    assert not filling.step(-1)
    assert show(filling.state) == "| "


def test_every_variable_has_a_value() -> None:
    state = parse("one\nt‹w|›o three")
    rules = LanguageRules(line_comment="REM ", block_comment=("/*", "*/"))
    clipboard = MemoryClipboard(ClipboardContent("clip"))
    context = PlainContext(state.text, rules=rules, clipboard=clipboard)
    around = AROUND._replace(random=random.Random(3))
    found = {
        name: variable_value(name, state, state.selection.primary, 2, context, around)
        for name in sorted(VARIABLES)
    }
    random_ones = {name: found.pop(name) or "" for name in ("RANDOM", "RANDOM_HEX", "UUID")}
    assert [len(random_ones[name]) for name in ("RANDOM", "RANDOM_HEX", "UUID")] == [6, 6, 36]
    assert found == {
        "BLOCK_COMMENT_END": "*/",
        "BLOCK_COMMENT_START": "/*",
        "CLIPBOARD": "clip",
        "CURRENT_DATE": "04",
        "CURRENT_DAY_NAME": "Wednesday",
        "CURRENT_DAY_NAME_SHORT": "Wed",
        "CURRENT_HOUR": "05",
        "CURRENT_MINUTE": "06",
        "CURRENT_MONTH": "03",
        "CURRENT_MONTH_NAME": "March",
        "CURRENT_MONTH_NAME_SHORT": "Mar",
        "CURRENT_SECOND": "07",
        "CURRENT_SECONDS_UNIX": "1772580967",
        "CURRENT_TIMEZONE_OFFSET": "+05:30",
        "CURRENT_YEAR": "2026",
        "CURRENT_YEAR_SHORT": "26",
        "CURSOR_INDEX": "2",
        "CURSOR_NUMBER": "3",
        "LINE_COMMENT": "REM",
        "RELATIVE_FILEPATH": "src/my_file.py",
        "SELECTION": "w",
        "TM_CURRENT_LINE": "two three",
        "TM_CURRENT_WORD": "two",
        "TM_DIRECTORY": "/work/src",
        "TM_DIRECTORY_BASE": "src",
        "TM_FILENAME": "my_file.py",
        "TM_FILENAME_BASE": "my_file",
        "TM_FILEPATH": "/work/src/my_file.py",
        "TM_LINE_INDEX": "1",
        "TM_LINE_NUMBER": "2",
        "TM_SELECTED_TEXT": "w",
        "WORKSPACE_FOLDER": "/work",
        "WORKSPACE_NAME": "work",
    }
    assert variable_value("NONE", state, Range.caret(0), 0, context, around) is None


def test_variables_of_a_document_without_a_file() -> None:
    state = parse("|")
    around = Surroundings(AROUND.now, random.Random(1), "Untitled-1")
    values = {
        name: variable_value(name, state, Range.caret(0), 0, PlainContext(state.text), around)
        for name in ("TM_FILENAME", "TM_FILENAME_BASE", "TM_DIRECTORY", "LINE_COMMENT")
    }
    assert list(values.values()) == ["Untitled-1", "Untitled-1", "", ""]


BODIES = [
    "$1 ${2:b} $1$0",
    "${1:a ${2:b}${3:c}} ${2/b/B/}",
    "${1|x,yy,zzz|}$2\n\t$3",
    "$1$2$3$1",
    "${1:${2:${3:deep}}}${1/(.*)/${1:/upcase}!/}",
]


@pytest.mark.parametrize("seed", range(60))
def test_at_random_places_stay_in_order_and_in_the_text(seed: int) -> None:
    rng = random.Random(seed)
    text = Text.of("ab\ncd\n")
    carets = [Range.caret(at) for at in sorted(rng.sample(range(7), rng.randrange(1, 4)))]
    filling = Filling("|", "x")
    filling.state = EditorState(text, Selection.of(carets))
    filling.session = None
    filling.insert(rng.choice(BODIES))
    trace = [show(filling.state)]
    for _ in range(40):
        action = rng.choice(["t", "t", "t", "d", "s", "s", "b", "c", "n"])
        trace.append(action)
        if action == "t":
            filling.type(rng.choice("uvw("))
        elif action == "d":
            filling.run(rng.choice([c.delete_left, c.delete_right, c.select_left]))
        elif action == "s":
            filling.step()
        elif action == "b":
            filling.step(-1)
        elif action == "c" and filling.session is not None:
            filling.choose()
        elif action == "n":
            filling.insert(rng.choice(BODIES))
        trace.append(show(filling.state))
        length = len(filling.state.text)
        session = filling.session
        while session is not None:
            assert session.numbers, trace
            for each in session.occurrences:
                assert not each.alive or 0 <= each.start <= each.end <= length, trace
            session = session.outer


@pytest.mark.parametrize("seed", range(20))
def test_a_selection_is_held_by_whatever_place_has_it(seed: int) -> None:
    rng = random.Random(seed)
    places = [(at := rng.randrange(30), at + rng.randrange(8)) for _ in range(rng.randrange(1, 6))]
    session = SnippetSession(
        tuple(Occurrence(1, start, end, None, -1, 0) for start, end in places), {}, 1
    )
    for _ in range(20):
        start = rng.randrange(30)
        each = Range(start, start + rng.randrange(5))
        held = any(first <= each.start and each.end <= last for first, last in places)
        assert session.holds(Selection((each,))) == held, (seed, places, each)

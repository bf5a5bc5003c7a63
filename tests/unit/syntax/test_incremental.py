"""Colours while one types: always what a lex of the whole text would give, sooner or later."""

from __future__ import annotations

import argparse
import random
from typing import Any

import pytest

from pith.base import ManualScheduler
from pith.syntax import (
    Kind,
    Language,
    PlainHighlighter,
    TokenSpan,
    _at_once,
    _background,
    highlighter_for,
)
from pith.syntax import _incremental as incremental
from pith.syntax._incremental import LexingHighlighter
from pith.syntax._pygments._guard import LexerStuck
from pith.syntax._rows import LONGEST_LINE, spans_of
from pith.text import Edit, Text
from tests.support.reported import Reported
from tests.unit.syntax.oracle import Edited, TurnWorker, random_edits, whole
from tests.unit.syntax.samples import SAMPLES

with open(argparse.__file__, encoding="utf-8") as file:
    LIBRARY = file.read()

# A rule of these looks ahead without end (for the quote that closes, say): what an edit far
# below completes is put right by the check that follows, and not at once.
LOOKS_FAR = {"html", "javascript", "typescript", "css", "go", "java", "bash", "php", "perl", "sql"}


def spans(edited: Edited) -> list[tuple[TokenSpan, ...]]:
    return [edited.highlighter.tokens(row) for row in range(edited.text.line_count)]


@pytest.mark.parametrize("name", list(SAMPLES))
def test_the_first_lex(name: str) -> None:
    edited = Edited(name, Text.of(SAMPLES[name]))
    assert spans(edited) == [spans_of(row) for row in whole(name, edited.text).rows]
    edited.check_settled()


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", list(SAMPLES))
def test_random_edits_of_samples(name: str, seed: int) -> None:
    edited = Edited(name, Text.of(SAMPLES[name]))
    for number, edits in enumerate(random_edits(edited, seed, count=60)):
        edited.edit(edits)
        if not edited.highlighter._resumes:
            continue
        if name not in LOOKS_FAR and number % 4 == 0:
            assert not edited.wrong_rows(), edited.history
        elif number % 16 == 0:
            edited.check_settled()
    edited.check_settled()


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_of_a_module(seed: int) -> None:
    edited = Edited("python", Text.of(LIBRARY[:40_000]))
    for edits in random_edits(edited, seed, count=40):
        edited.edit(edits)
        assert not edited.wrong_rows(), edited.history
    edited.check_settled()


def test_edits_while_the_first_lex_is_under_way() -> None:
    for seed in range(6):
        edited = Edited("python", Text.of(LIBRARY[:20_000]))
        edited.highlighter.set_text(edited.text)  # starts again
        for edits in random_edits(edited, seed, count=8):
            edited.edit(edits, run=False)
        edited.check_settled()


def test_typing_changes_only_what_it_must() -> None:
    edited = Edited("python", Text.of(LIBRARY[:20_000]))
    row = 100
    at = edited.text.line_end(row)
    edited.changed.clear()
    before = edited.worker.jobs.count("highlight python")
    for character in "\n    value = other(1, 'two')  # three":
        edited.edit([Edit(at, at, character)], run=False)
        at += 1
        if edited.highlighter._job is not None:
            edited.settle()
    # A machine that is busy with other things makes a short resume a long one, now and then.
    assert edited.worker.jobs.count("highlight python") - before <= 4
    assert edited.changed <= {row, row + 1}
    edited.check_settled()


def test_an_opened_string_reaches_down_and_closes_again() -> None:
    edited = Edited("python", Text.of("a = 1\n" * 50))
    edited.changed.clear()
    edited.edit([Edit(12, 12, '"""')])
    edited.settle()
    assert edited.highlighter.tokens(30) == (TokenSpan(0, 5, "string.quoted.double"),)
    assert edited.changed >= set(range(3, 50))
    edited.edit([Edit(12, 15, "")])
    edited.check_settled()
    assert edited.highlighter.tokens(30)[-1].scope == "constant.numeric.integer"


def test_rows_keep_their_colours_until_new_ones_are_known() -> None:
    """With a lexer that cannot go on anywhere, colours follow after a pause."""
    edited = Edited("make", Text.of('all:\n\techo "x" # one\nCC = gcc\n'))
    before = edited.highlighter.tokens(2)
    edited.edit([Edit(0, 0, "# above\n")])
    assert edited.highlighter.tokens(3) == before
    edited.edit([Edit(8, 8, "xy")], run=False)
    assert edited.highlighter.tokens(3) == before
    edited.check_settled()


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_other_line_endings(ending: str) -> None:
    text = Text.of(SAMPLES["python"].replace("\n", ending))
    edited = Edited("python", text)
    for edits in random_edits(edited, 7, count=30):
        edited.edit(edits)
    edited.check_settled()
    if ending == "\r\n":
        unix = Edited("python", Text.of(SAMPLES["python"]))
        assert spans(Edited("python", text)) == spans(unix)


def test_many_carets() -> None:
    edited = Edited("python", Text.of("value = 'x'  # y\n" * 400))
    starts = [edited.text.line_start(row) for row in range(400)]
    edited.edit([Edit(start, start, "if a:\n    ") for start in starts])
    edited.check_settled()
    starts = [edited.text.line_start(row) for row in range(0, edited.text.line_count - 1, 2)]
    edited.edit([Edit(start, start + 6, "") for start in starts])
    edited.check_settled()
    assert str(edited.text) == "    value = 'x'  # y\n" * 400


def test_several_edits_in_one_row() -> None:
    edited = Edited("python", Text.of("aa = 'bb' + cc  # dd\nx = 1\n"))
    edited.edit([Edit(0, 1, ""), Edit(5, 5, "q\nq"), Edit(9, 10, ""), Edit(22, 23, "\n")])
    edited.check_settled()


def test_replacing_everything() -> None:
    edited = Edited("python", Text.of(LIBRARY[:9_000]))
    edited.edit([Edit(0, 9_000, "")])
    edited.check_settled()
    edited.edit([Edit(0, 0, LIBRARY[:30_000])])
    edited.check_settled()
    edited.highlighter.set_text(Text.EMPTY)
    assert edited.highlighter.tokens(0) == ()
    assert edited.highlighter.tokens(99) == ()


def test_a_new_text() -> None:
    edited = Edited("python", Text.of("a = 1\n"))
    edited.text = Text.of("b = 'x'\n" * 3)
    edited.highlighter.set_text(edited.text)
    assert edited.highlighter.tokens(0) == ()
    edited.run()
    edited.check_settled()


def test_overlong_lines_are_plain_at_their_ends() -> None:
    edited = Edited("python", Text.of("a = '" + "x" * (LONGEST_LINE * 3) + "'\nb = 1\n"))
    assert max(span.end for span in edited.highlighter.tokens(0)) <= LONGEST_LINE
    at = LONGEST_LINE * 2
    edited.edit([Edit(at, at, "y")])
    edited.check_settled()


class TestLargeTexts:
    """Windows of the text, guesses, and what is left alone."""

    TEXT = Text.of(LIBRARY * 8)

    def test_the_whole_is_lexed_through_windows(self) -> None:
        edited = Edited("python", self.TEXT)
        edited.check_settled()

    def test_edits_deep_inside(self) -> None:
        edited = Edited("python", self.TEXT)
        for edits in random_edits(edited, 3, count=10):
            edited.edit(edits)
            assert not edited.wrong_rows(), edited.history

    def test_a_token_larger_than_a_window(self) -> None:
        text = Text.of("/* " + "comment\n" * 60_000 + "*/ int x;\n")
        edited = Edited("c", text)
        assert edited.highlighter.tokens(40_000) == (TokenSpan(0, 7, "comment.block"),)
        assert edited.highlighter.tokens(60_000)[-1].scope == "punctuation"
        edited.edit([Edit(100_000, 100_000, "x")])
        edited.check_settled()

    def test_what_is_on_the_screen_comes_first(self) -> None:
        scheduler = ManualScheduler()
        worker = TurnWorker(scheduler)
        highlighter = LexingHighlighter("python", scheduler, worker)
        highlighter.set_text(self.TEXT)
        row = self.TEXT.line_count - 100
        highlighter.want(row, row + 50)
        for _ in range(3):
            if highlighter._job is not None and highlighter._job.urgent:
                self.turn(scheduler)
        assert None not in highlighter._store.rows[row : row + 51]
        assert None in highlighter._store.rows
        wanted = whole("python", self.TEXT).rows
        assert highlighter._store.rows[row : row + 51] == wanted[row : row + 51]
        highlighter.dispose()

    @staticmethod
    def turn(scheduler: ManualScheduler) -> None:
        """One turn of the loop and what it brings, but no new job."""
        due, scheduler._soon = list(scheduler._soon), type(scheduler._soon)()
        for handle, function in due:
            if not handle.disposed:
                function()
        delivered = list(scheduler._soon)
        scheduler._soon.clear()
        for handle, function in delivered:
            if not handle.disposed:
                function()

    def test_only_what_is_wanted_of_what_is_too_large(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(incremental, "_LARGEST_LEXED_WHOLLY", 100_000)
        edited = Edited("python", self.TEXT)
        highlighter = edited.highlighter
        known = sum(row is not None for row in edited.rows())
        assert 50 <= known <= 200
        wanted = whole("python", self.TEXT).rows
        for row in (9_000, 5_000, 9_300, 200, 5_060, 4_950):
            highlighter.want(row, row + 60)
            edited.run()
            assert edited.rows()[row : row + 61] == wanted[row : row + 61], row
        assert sum(row is not None for row in edited.rows()) < 5_000
        at = edited.text.line_start(5_030)
        edited.edit([Edit(at, at, "x = 1\n")])
        wanted = whole("python", edited.text).rows
        assert edited.rows()[5_000:5_060] == wanted[5_000:5_060]
        edited.edit([Edit(at + 400_000, at + 400_000, "x\n")])  # where nothing is known
        edited.settle()
        assert edited.rows()[5_000:5_060] == wanted[5_000:5_060]

    def test_too_large_to_be_coloured_at_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(incremental, "_LARGEST", 1_000)
        edited = Edited("python", Text.of(LIBRARY))
        assert edited.worker.jobs == []
        edited.edit([Edit(0, 0, "x\n")])
        edited.highlighter.want(0, 50)
        edited.settle()
        assert edited.highlighter.tokens(5) == ()

    def test_too_large_for_a_lexer_that_needs_the_whole(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(_background, "_LARGEST_WITHOUT_MARKS", 50)
        edited = Edited("make", Text.of("all:\n\techo x\n" * 20))
        assert edited.rows() == [None] * 41
        edited.edit([Edit(0, 0, "x\n")])
        edited.settle()
        assert edited.highlighter._job is None


def test_little_is_done_on_the_thread_of_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    edited = Edited("python", Text.of(LIBRARY[:30_000]))
    edited.edit([Edit(5, 5, "x" * 9_000)], run=False)  # too much for at once
    assert edited.highlighter._job is not None
    edited.check_settled()
    at = edited.text.line_start(100)
    monkeypatch.setattr(_at_once, "_BUDGET", 0.0)
    edited.edit([Edit(at, at, "y")], run=False)
    edited.lex_now()
    assert edited.highlighter._job is not None
    edited.check_settled()
    monkeypatch.setattr(_at_once, "_BUDGET", 1.0)
    monkeypatch.setattr(_at_once, "_SLOW", -1.0)
    edited.edit([Edit(at, at, "z")], run=False)
    edited.lex_now()
    assert edited.highlighter._job is None  # done, but it took long
    edited.edit([Edit(at, at, "z")], run=False)
    assert edited.highlighter._job is not None  # so the next is left to the worker
    edited.check_settled()


def test_other_lexers_are_not_run_on_the_thread_of_the_window() -> None:
    edited = Edited("markdown", Text.of("text\n\n```python\nx = 1\n```\n\nmore\n"))
    edited.edit([Edit(20, 20, "y")], run=False)
    edited.lex_now()
    assert edited.highlighter._job is not None
    edited.run()
    edited.check_settled()


def test_what_is_typed_is_lexed_after_it_was_shown() -> None:
    edited = Edited("python", Text.of("retur\nx = 1\n"))
    edited.edit([Edit(5, 5, "n")], run=False)
    assert edited.highlighter.tokens(0) == (TokenSpan(0, 6, "variable.other"),)  # a guess
    told: list[tuple[int, int]] = []
    edited.highlighter.changed.connect(lambda *rows: told.append(rows))
    edited.run()
    assert edited.highlighter.tokens(0)[0].scope.startswith("keyword")
    assert told == [(0, 0)]


def test_edits_that_come_before_the_last_was_lexed_lose_nothing() -> None:
    edited = Edited("python", Text.of("a = 1\n" * 40))
    for row in (30, 10, 20):
        at = edited.text.line_start(row)
        edited.edit([Edit(at, at, "'" if row == 10 else "if\n")], run=False)
    edited.check_settled()


def test_many_carets_in_rows_that_were_not_lexed_again_go_over_few_rows() -> None:
    class Counted(list[Any]):
        looked_at = 0

        def __getitem__(self, at: Any) -> Any:
            Counted.looked_at += 1
            return super().__getitem__(at)

    edited = Edited("python", Text.of("a = 1\n" * 1_500))
    for _ in range(2):  # the second time nothing is known in between
        starts = [edited.text.line_start(row) for row in range(200, 1_200)]
        store = edited.highlighter._store
        store.marks = Counted(store.marks)
        edited.edit([Edit(start, start, "x") for start in starts], run=False)
    assert Counted.looked_at < 10_000
    edited.check_settled()


def test_a_check_puts_right_what_no_rule_could_know() -> None:
    edited = Edited("javascript", Text.of("a = 1; /* open\n" + "b = 2;\n" * 200))
    at = edited.text.line_start(150)
    edited.edit([Edit(at, at, "*/")])
    edited.check_settled()
    assert edited.highlighter.tokens(100) == (TokenSpan(0, 6, "comment.block"),)


def test_checks_are_not_made_of_large_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incremental, "_LARGEST_CHECKED", 100)
    edited = Edited("python", Text.of(LIBRARY[:3_000]))
    edited.edit([Edit(5, 5, "y")])
    jobs = len(edited.worker.jobs)
    edited.settle()
    assert [name for name in edited.worker.jobs[jobs:] if name.startswith("highlight")] == []


def test_a_lexer_that_raises_is_given_up(
    reported: Reported, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited = Edited("python", Text.of("a = 1\n" * 30))
    before = spans(edited)

    def broken(*_args: object, **_options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(_at_once, "lex_chunk", broken)
    edited.edit([Edit(100, 100, "b")])
    reported.take(ZeroDivisionError, "lexer 'python'")
    edited.edit([Edit(100, 101, "")])
    edited.settle()
    assert spans(edited) == before


def test_a_lexer_led_in_circles_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    edited = Edited("make", Text.of("a: b\n"))
    before = edited.highlighter.tokens(0)

    def stuck(*_args: object, **_options: object) -> None:
        raise LexerStuck

    with monkeypatch.context() as patch:
        patch.setattr(_background, "lex_chunk", stuck)
        edited.edit([Edit(5, 5, "c: d\n")])
        edited.settle()
        assert edited.highlighter.tokens(0) == before
    edited.edit([Edit(5, 5, "# e\n")])
    edited.check_settled()


def test_an_unknown_lexer_is_reported_once(reported: Reported) -> None:
    edited = Edited("no such lexer", Text.of("a\nb"))
    reported.take(Exception, "no such lexer")
    edited.edit([Edit(0, 0, "x")])
    edited.highlighter.want(0, 2)
    edited.settle()
    assert edited.highlighter.tokens(0) == ()


def test_nothing_happens_after_disposal() -> None:
    edited = Edited("python", Text.of("a = 1\n"))
    edited.highlighter.set_text(edited.text)
    edited.highlighter.dispose()
    edited.changed.clear()
    edited.edit([Edit(0, 0, "x")])
    edited.highlighter.want(0, 3)
    edited.settle()
    assert edited.highlighter.tokens(0) == ()
    assert not edited.changed


@pytest.mark.parametrize(
    ("name", "marked", "kind"),
    [
        ("python", "a = |1", "code"),
        ("python", "a = 'x|y'", "string"),
        ("python", "a = |'xy'", "code"),
        ("python", "a = 'xy'|", "code"),
        ("python", "a = 'x\\|n'", "string"),
        ("python", "a = f'x{|y}z'", "code"),
        ("python", "a = f'x{y}|z'", "string"),
        ("python", "a = 1  # com|ment", "comment"),
        ("python", "a = 1  # comment|", "comment"),
        ("python", "a = 1  |# comment", "code"),
        ("python", '"""doc|\nmore"""', "string"),
        ("python", '"""doc\n|more"""', "string"),
        ("python", '"""doc\n\n|\n"""', "string"),
        ("python", 'x = """a\n\n|\nb"""', "string"),
        ("python", 'x = """a\n|\nb""" + c', "string"),
        ("python", 'x = """a"""\n|', "code"),
        ("python", "def f(\n|", "code"),
        ("javascript", "a = `b\n|\n`", "string"),
        ("make", "a:\n|", "code"),
        ("python", '"""doc"""|', "code"),
        ("python", "# a\n|# b", "code"),
        ("python", "# a\n|", "code"),
        ("bash", 's="\n|$x a\n"', "string"),
        ("bash", "s=1\n|{ a; }", "code"),
        ("c", "/* a|b */ int x;", "comment"),
        ("c", "/* a\n|b */ int x;", "comment"),
        ("c", "/* a\nb */| int x;", "code"),
        ("c", "/* a */|", "code"),
        ("c", "int x; // a|", "comment"),
        ("c", "int| x;", "code"),
        ("c", "|", "code"),
    ],
)
def test_kind_at(name: str, marked: str, kind: Kind) -> None:
    offset = marked.index("|")
    edited = Edited(name, Text.of(marked.replace("|", "") + "\n"))
    assert edited.highlighter.kind_at(offset) == kind


def test_calls_and_members_are_told_from_other_names() -> None:
    edited = Edited("python", Text.of("value = thing.part.call(other)\n"))
    scopes = [(span.start, span.scope) for span in edited.highlighter.tokens(0)]
    assert (0, "variable.other") in scopes
    assert (14, "variable.other.property") in scopes
    assert (19, "entity.name.function") in scopes
    assert (24, "variable.other") in scopes


def test_plain_text_costs_nothing() -> None:
    scheduler = ManualScheduler()
    worker = TurnWorker(scheduler)
    highlighter = highlighter_for(Language("plaintext", "Plain Text"), scheduler, worker)
    assert isinstance(highlighter, PlainHighlighter)
    text = Text.of("a\nb")
    highlighter.set_text(text)
    highlighter.want(0, 5)
    assert highlighter.tokens(0) == ()
    assert highlighter.kind_at(0) == "code"
    assert worker.jobs == []
    highlighter.dispose()


def test_spans_are_ascending_disjoint_and_inside_their_rows() -> None:
    rng = random.Random(2)
    for name, sample in SAMPLES.items():
        edited = Edited(name, Text.of(sample))
        for edits in random_edits(edited, rng.randrange(99), count=6):
            edited.edit(edits)
        for row in range(edited.text.line_count):
            end = 0
            for span in edited.highlighter.tokens(row):
                assert end <= span.start < span.end <= len(edited.text.line(row))
                end = span.end

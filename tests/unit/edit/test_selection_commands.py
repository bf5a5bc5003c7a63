"""Selecting words, lines and occurrences; more carets and fewer."""

from __future__ import annotations

import pytest

from pith.edit import EditorState, PlainContext
from pith.edit import commands as c
from tests.support.marked import Command, check, check_none, parse, run, show


def test_all() -> None:
    check(c.select_all, "a|\nb", "‹a\nb|›")
    check(c.select_all, "a|b|c", "‹abc|›")
    check(c.select_all, "|", "|")


def test_selecting_all_leaves_the_view_where_it_is() -> None:
    state = parse("a|\nb")
    selected = c.select_all(state, PlainContext(state.text))
    assert selected is not None
    assert not selected.reveal


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a|b\ncd", "‹ab\n|›cd"),
        ("‹ab\n|›cd\ne", "‹ab\ncd\n|›e"),
        ("ab\nc|d", "ab\n‹cd|›"),
        ("a|b\r\ncd", "‹ab\r\n|›cd"),
        ("a|\nb\nc|", "‹a\n|›b\n‹c|›"),
        ("a|\nb|\nc", "‹a\n|›‹b\n|›c"),
        ("a‹|b\nc›d\ne", "‹ab\ncd\n|›e"),
    ],
)
def test_line(before: str, after: str) -> None:
    check(c.select_line, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one t|wo", "one ‹two|›"),
        ("one |two", "one ‹two|›"),
        ("one| two", "‹one|› two"),
        ("a.b|.c", "a.‹b|›.c"),
        ("o|ne two t|hree", "‹one|› two ‹three|›"),
        ("o|n|e", "‹one|›"),
        ("n|aïve", "‹naïve|›"),
    ],
)
def test_word(before: str, after: str) -> None:
    check(c.select_word, before, after)


def test_no_word() -> None:
    check_none(c.select_word, "a |  b")
    check_none(c.select_word, "‹a b|›")
    check_none(c.select_word, "|")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("o|ne one", "‹one|› one"),
        ("‹one|› one", "‹one|› ‹one‖›"),
        ("‹one|› two", None),
        ("one ‹one|›", "‹one|› ‹one|›"),
        ("‹one|› stone one", "‹one|› st‹one‖› one"),
        ("‹id|› = 1; idx = 2", "‹id|› = 1; ‹id‖›x = 2"),
        ("st‹one|› one", "st‹one|› ‹one‖›"),
        ("‹on|›e one", "‹on|›e ‹on‖›e"),
        ("‹one|› One one", "‹one|› One ‹one‖›"),
        ("‹a|› ‹a‖› a", "‹a|› ‹a|› ‹a‖›"),
        ("‹a|› ‹b|› a", None),
        ("‹a\r\n|›a\r\n", "‹a\r\n|›‹a\r\n‖›"),
        ("‹a.b|› axb a.b", "‹a.b|› axb ‹a.b‖›"),
        ("o|ne t|wo", "‹one|› ‹two|›"),
        (" | ", None),
        ("‹aa|›aa", "‹aa|›‹aa‖›"),
    ],
)
def test_next_occurrence(before: str, after: str | None) -> None:
    if after is None:
        check_none(c.select_next_occurrence, before)
    else:
        check(c.select_next_occurrence, before, after)


def test_next_occurrence_comes_round() -> None:
    state = parse("a x |a x a")
    for expected in ("a x ‹a|› x a", "a x ‹a|› x ‹a‖›", "‹a|› x ‹a|› x ‹a|›"):
        after = run(c.select_next_occurrence, state)
        assert after is not None
        state = after
        assert show(state) == expected
    assert run(c.select_next_occurrence, state) is None


def run_all(state: EditorState, *commands: Command) -> EditorState:
    for command in commands:
        after = run(command, state)
        assert after is not None
        state = after
    return state


def test_a_word_that_a_caret_stood_in_is_looked_for_as_one() -> None:
    twice = (c.select_next_occurrence, c.select_next_occurrence)
    assert show(run_all(parse("i|d idx xid id"), *twice)) == "‹id|› idx xid ‹id‖›"
    thrice = (*twice, c.select_previous_occurrence)
    assert show(run_all(parse("id ids i|d id"), *thrice)) == "‹id|› ids ‹id|› ‹id|›"
    skipping = (*twice, c.skip_next_occurrence)
    assert show(run_all(parse("i|d idx id ids id"), *skipping)) == "‹id|› idx id ids ‹id‖›"
    everywhere = (c.select_next_occurrence, c.select_all_occurrences)
    assert show(run_all(parse("i|d idx id"), *everywhere)) == "‹id|› idx ‹id|›"
    # What is selected by hand is looked for wherever it is, though it is a word.
    by_hand = (c.select_right, c.select_right, c.select_next_occurrence)
    assert show(run_all(parse("|id idx"), *by_hand)) == "‹id|› ‹id‖›x"
    assert show(run_all(parse("‹id|› idx xid"), c.select_all_occurrences)) == "‹id|› ‹id|›x x‹id|›"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a| b a", "‹a|› b ‹a|›"),
        ("a b a|", "‹a|› b ‹a‖›"),
        ("‹a|›b ab", "‹a|›b ‹a|›b"),
        ("‹a|› ab a", "‹a|› ‹a|›b ‹a|›"),
        ("a| ab a", "‹a|› ab ‹a|›"),
        ("a ‹a|› a|", "‹a|› ‹a‖› ‹a|›"),
    ],
)
def test_all_occurrences(before: str, after: str) -> None:
    check(c.select_all_occurrences, before, after)


def test_no_occurrence() -> None:
    check_none(c.select_all_occurrences, "a | b")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|(a)", "‹(a)|›"),
        ("(a)|", "‹(a)|›"),
        ("(a [|b])", "(a ‹[b]|›)"),
        ("(a ‹[b]|›)", "‹(a [b])|›"),
        ("(a| b)", "‹(a b)|›"),
        ("(a|)\n[b|]", "‹(a)|›\n‹[b]|›"),
    ],
)
def test_to_bracket(before: str, after: str) -> None:
    check(c.select_to_bracket, before, after)


def test_no_bracket() -> None:
    check_none(c.select_to_bracket, "a| (b)")


def test_single() -> None:
    check(c.select_single, "a|b|", "a|b")
    check(c.select_single, "a|b‖", "ab|")
    check(c.select_single, "‹a|›b|", "‹a|›b")
    check(c.select_single, "‹ab|›c", "ab|c")
    check(c.select_single, "‹|ab›c", "|abc")
    check_none(c.select_single, "a|b")


@pytest.mark.parametrize(
    ("before", "commands", "after"),
    [
        ("a|\nb\nc", [c.caret_add_below, c.caret_add_below], "a|\nb\nc"),
        ("a\nb\nc|", [c.caret_add_above, c.caret_add_above], "a\nb\nc|"),
        ("a\nb|\nc", [c.caret_add_above, c.caret_add_below], "a\nb|\nc"),
        ("x a| a a", [c.select_next_occurrence] * 3, "x ‹a|› a a"),
        ("x a a a|", [c.select_next_occurrence] * 3, "x a a ‹a|›"),
        ("x a| a a", [c.select_next_occurrence] * 2 + [c.skip_next_occurrence], "x ‹a|› a a"),
        ("x a| a a", [c.select_next_occurrence, c.skip_next_occurrence], "x a a| a"),
        ("|ab\nab", [c.select_column_right, c.select_column_down], "‹a|›b\nab"),
        ("ab\n|ab", [c.select_column_right, c.select_column_up], "ab\n‹a|›b"),
        ("a|\nb", [c.caret_add_below, c.select_next_range], "a|\nb"),
        ("a\nb|\na", [c.caret_add_above, c.caret_add_to_bottom], "a|\nb\na"),
        ("a|\nb\nc", [c.caret_add_below, c.caret_add_below, c.select_previous_range], "a\nb|\nc"),
    ],
)
def test_what_others_were_added_to_is_left(
    before: str, commands: list[Command], after: str
) -> None:
    assert show(run_all(parse(before), *commands, c.select_single)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ab\nc|d", "a|b\nc|d"),
        ("ab\n\ncd|", "ab\n|\ncd|"),
        ("ab\nc|d\nef", "a|b\nc|d\nef"),
        ("a‹b|›\nc‹d|›", None),
        ("ab\nc‹d|›", "a‹b|›\nc‹d|›"),
    ],
)
def test_add_above(before: str, after: str | None) -> None:
    if after is None:
        check_none(c.caret_add_above, before)
    else:
        check(c.caret_add_above, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a|b\ncd", "a|b\nc‖d"),
        ("abcd|\ne\nfghi", "abcd|\ne‖\nfghi"),
        ("|a\r\n|b\r\nc", "|a\r\n|b\r\n‖c"),
    ],
)
def test_add_below(before: str, after: str) -> None:
    check(c.caret_add_below, before, after)


def test_there_is_no_row_to_add_a_caret_in() -> None:
    check_none(c.caret_add_above, "a|b\ncd")
    check_none(c.caret_add_below, "ab\nc|d")


def test_added_carets_keep_the_goal() -> None:
    state = parse("abcd|\ne\nfghi")
    for _ in range(2):
        after = run(c.caret_add_below, state)
        assert after is not None
        state = after
    assert show(state) == "abcd|\ne|\nfghi‖"

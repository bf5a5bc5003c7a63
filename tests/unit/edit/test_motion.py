"""Motion of carets and of the heads of selections."""

from __future__ import annotations

import pytest

from pith.edit import EditOptions, LanguageRules, PlainContext
from pith.edit import commands as c
from tests.support.marked import check, parse, run, show

CSS = LanguageRules(word_characters="-")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ab|", "a|b"),
        ("|ab", "|ab"),
        ("a‹bc|›d", "a|bcd"),
        ("a‹|bc›d", "a|bcd"),
        ("a\n|b", "a|\nb"),
        ("a\r\n|b", "a|\r\nb"),
        ("a|b|c", "|a|bc"),
        ("a|b\n|c", "|ab|\nc"),
        ("|a|b", "|ab"),
        ("e\u0301|", "|e\u0301"),
        (
            "x\U0001f468\u200d\U0001f469\u200d\U0001f467|",
            "x|\U0001f468\u200d\U0001f469\u200d\U0001f467",
        ),
        ("\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7|", "\U0001f1e9\U0001f1ea|\U0001f1eb\U0001f1f7"),
        ("\udc80\udc81|", "\udc80|\udc81"),
    ],
)
def test_left(before: str, after: str) -> None:
    check(c.caret_left, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|ab", "a|b"),
        ("ab|", "ab|"),
        ("a‹bc|›d", "abc|d"),
        ("a‹|bc›d", "abc|d"),
        ("a|\nb", "a\n|b"),
        ("a|\r\nb", "a\r\n|b"),
        ("|a|b|", "a|b|"),
        ("|e\u0301x", "e\u0301|x"),
        ("|\U0001f44d\U0001f3fdx", "\U0001f44d\U0001f3fd|x"),
        ("|漢字", "漢|字"),
    ],
)
def test_right(before: str, after: str) -> None:
    check(c.caret_right, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ab|", "a‹|b›"),
        ("a‹bc|›d", "a‹b|›cd"),
        ("a‹|bc›d", "‹|abc›d"),
        ("a‹b|›c", "a|bc"),
        ("a\r\n|b", "a‹|\r\n›b"),
        ("a|b|", "‹|a›‹|b›"),
        ("|ab", "|ab"),
    ],
)
def test_select_left(before: str, after: str) -> None:
    check(c.select_left, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|ab", "‹a|›b"),
        ("‹a|›b", "‹ab|›"),
        ("‹|ab›", "a‹|b›"),
        ("a|\r\nb", "a‹\r\n|›b"),
        ("‹a|›‹b|›c", "‹abc|›"),
    ],
)
def test_select_right(before: str, after: str) -> None:
    check(c.select_right, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one two|", "one |two"),
        ("one |two", "|one two"),
        ("one t|wo", "one |two"),
        ("one two  |", "one |two  "),
        ("one\n|two", "|one\ntwo"),
        ("  |two", "|  two"),
        ("a+= 3 |", "a+= |3 "),
        ("a+= |3", "a|+= 3"),
        ("3 +5-3|", "3 +5-|3"),
        ("5-|3", "|5-3"),
        ("foo.bar|", "foo.|bar"),
        ("foo.|bar", "|foo.bar"),
        ("foo(|", "|foo("),
        ("foo((|", "foo|(("),
        (" (|", " |("),
        ("|one", "|one"),
        ("naïve été|", "naïve |été"),
        ("漢字 仮名|", "漢字 仮|名"),
        ("one\r\n|two", "|one\r\ntwo"),
        ("one two|\nthree four|", "one |two\nthree |four"),
        ("‹one two|›", "one |two"),
        ("a_b|", "|a_b"),
    ],
)
def test_word_left(before: str, after: str) -> None:
    check(c.caret_word_left, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|one two", "one| two"),
        ("one| two", "one two|"),
        ("o|ne two", "one| two"),
        ("one|  ", "one  |"),
        ("one|\ntwo", "one\ntwo|"),
        ("one|\r\n  two", "one\r\n  two|"),
        ("|   /* Just", "   /*| Just"),
        ("a|+= 3", "a+=| 3"),
        ("3| +5-3", "3 +5|-3"),
        ("3 +5|-3", "3 +5-3|"),
        ("|.foo", ".foo|"),
        ("|..foo", "..|foo"),
        ("foo|.bar", "foo.bar|"),
        ("one|", "one|"),
        ("|one|\ntwo", "one|\ntwo|"),
    ],
)
def test_word_right(before: str, after: str) -> None:
    check(c.caret_word_right, before, after)


def test_words_of_a_language() -> None:
    check(c.caret_word_left, "margin-left|", "|margin-left", rules=CSS)
    check(c.caret_word_right, "|margin-left", "margin-left|", rules=CSS)
    check(c.caret_word_right, "|a.b", "a.b|", options=EditOptions(word_separators=","))


def test_select_words() -> None:
    check(c.select_word_left, "one two|", "one ‹|two›")
    check(c.select_word_right, "|one two", "‹one|› two")
    check(c.select_word_right, "|one two|\nthree", "‹one|› two‹\nthree|›")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  ab|c", "  |abc"),
        ("  |abc", "|  abc"),
        ("|  abc", "  |abc"),
        (" | abc", "  |abc"),
        ("abc|", "|abc"),
        ("   |", "|   "),
        ("|   ", "|   "),
        ("\tx\n\t\ty|", "\tx\n\t\t|y"),
        ("  a|b\r\n  c|", "  |ab\r\n  |c"),
        ("|", "|"),
    ],
)
def test_line_start(before: str, after: str) -> None:
    check(c.caret_line_start, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|abc\r\nd", "abc|\r\nd"),
        ("a|bc", "abc|"),
        ("|a\n|b", "a|\nb|"),
        ("ab|\n", "ab|\n"),
    ],
)
def test_line_end(before: str, after: str) -> None:
    check(c.caret_line_end, before, after)


def test_select_to_line_ends() -> None:
    check(c.select_line_start, "  ab|c", "  ‹|ab›c")
    check(c.select_line_end, "  ab|c", "  ab‹c|›")
    check(c.select_line_start, "  ab‹c|›d", "  ‹|ab›cd")


def test_document_ends() -> None:
    check(c.caret_document_start, "a\nb|\nc", "|a\nb\nc")
    check(c.caret_document_end, "a|\nb|\nc", "a\nb\nc|")
    check(c.select_document_start, "a\nb|\nc", "‹|a\nb›\nc")
    check(c.select_document_end, "a\nb|\nc", "a\nb‹\nc|›")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("abc\nde|f", "ab|c\ndef"),
        ("ab\ncdef|", "ab|\ncdef"),
        ("ab|c", "|abc"),
        ("ab\r\ncdef|", "ab|\r\ncdef"),
        ("a\tb\nabcde|f", "a\tb|\nabcdef"),
        ("a\tb\nab|cdef", "a|\tb\nabcdef"),
        ("a\tb\nabc|def", "a\t|b\nabcdef"),
        ("漢字\nabc|", "漢|字\nabc"),
        ("ab\nc‹d\nef|›", "a|b\ncd\nef"),
        ("a|\nb|", "|a|\nb"),
    ],
)
def test_up(before: str, after: str) -> None:
    check(c.caret_up, before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ab|c\ndef", "abc\nde|f"),
        ("abcd|\nef", "abcd\nef|"),
        ("ab|c", "abc|"),
        ("a‹b\nc|›d\nef", "ab\ncd\ne|f"),
        ("|a\n|b\nc", "a\n|b\n|c"),
    ],
)
def test_down(before: str, after: str) -> None:
    check(c.caret_down, before, after)


def test_the_goal_is_kept_over_short_lines() -> None:
    state = parse("abcd|ef\nx\n\nabcdef")
    for expected in ("abcdef\nx|\n\nabcdef", "abcdef\nx\n|\nabcdef", "abcdef\nx\n\nabcd|ef"):
        after = run(c.caret_down, state)
        assert after is not None
        state = after
        assert show(state) == expected
    left = run(c.caret_left, state)
    assert left is not None
    assert left.selection.primary.goal is None


def test_the_goal_is_kept_at_the_ends_of_the_document() -> None:
    up = run(c.caret_up, "abc|d\nabcd")
    assert up is not None
    assert show(up) == "|abcd\nabcd"
    down = run(c.caret_down, up)
    assert down is not None
    assert show(down) == "abcd\nabc|d"


def test_select_up_and_down() -> None:
    check(c.select_down, "a|b\ncd", "a‹b\nc|›d")
    check(c.select_up, "ab\nc|d", "a‹|b\nc›d")
    check(c.select_up, "a‹b\nc|›d", "a|b\ncd")
    check(c.select_down, "ab\nc|d", "ab\nc‹d|›")


def test_pages() -> None:
    lines = "".join(f"{index}\n" for index in range(9))
    state = parse("|" + lines)
    context = PlainContext(state.text, page_rows=4)
    down = run(c.caret_page_down, state, context=context)
    assert down is not None
    assert down.text.row_at(down.selection.primary.head) == 4
    up = run(c.caret_page_up, down, context=context)
    assert up is not None
    assert up.selection.primary.head == 0
    selected = run(c.select_page_down, state, context=context)
    assert selected is not None
    assert (selected.selection.primary.anchor, selected.selection.primary.head) == (0, 8)
    back = run(c.select_page_up, selected, context=context)
    assert back is not None
    assert back.selection.is_caret


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|(a)", "(a|)"),
        ("(a|)", "|(a)"),
        ("(a)|", "|(a)"),
        ("(|a)", "(a|)"),
        ("((|a) [b])", "((a|) [b])"),
        ("(a |b [c])", "(a b [c]|)"),
        ("ab| (c)", "ab |(c)"),
        ("ab|", "ab|"),
        ("f(a, |[b])", "f(a, [b|])"),
        ("{\r\n|}", "|{\r\n}"),
        ("(]|", "(]|"),
    ],
)
def test_to_bracket(before: str, after: str) -> None:
    check(c.caret_to_bracket, before, after)

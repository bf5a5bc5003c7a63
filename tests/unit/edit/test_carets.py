"""One caret a line, occurrences that are left out, boxes, growing and shrinking selections."""

from __future__ import annotations

import pytest

from pith.base import ProblemError
from pith.edit import EditorState, LanguageRules, PlainContext, Range, Selection, _many_ranges
from pith.edit import commands as c
from pith.edit.commands import _columns
from pith.text import Text
from tests.support.marked import Command, check, check_none, parse, run, show


def steps(command: Command, before: str, *after: str) -> None:
    """The command gives one state after the other, and after the last does not apply."""
    state = parse(before)
    for wanted in after:
        check(command, show(state), wanted)
        found = run(command, state)
        assert found is not None
        state = found
    assert run(command, state) is None, show(state)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("‹ab\ncd\n|›ef", "‹ab|›\n‹cd‖›\nef"),
        ("a‹|b\nc›d", "a‹|b›\n‹|c›d"),
        ("‹ab\r\ncd|› ‹e\nf|›", "‹ab|›\r\n‹cd‖› ‹e|›\n‹f|›"),
        ("a‹b\n\nc|›", "a‹b|›\n|\n‹c‖›"),
    ],
)
def test_lines_apart(before: str, after: str) -> None:
    check(c.select_lines_apart, before, after)


def test_one_line_is_not_taken_apart() -> None:
    check_none(c.select_lines_apart, "a‹b|›c\nd|")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("‹ab\ncd\n|›ef", "ab|\ncd|\nef"),
        ("a‹b\nc|›d", "ab|\nc|d"),
        ("‹|ab›\n‹cd\ne|›", "ab|\ncd|\ne|"),
        ("a|b\n‹c|›", "a|b\nc|"),
    ],
)
def test_line_ends(before: str, after: str) -> None:
    check(c.caret_line_ends, before, after)


def test_line_ends_of_nothing() -> None:
    check_none(c.caret_line_ends, "a|b\nc|")


@pytest.mark.parametrize(
    "command",
    [
        c.select_lines_apart,
        c.caret_line_ends,
        c.select_all_occurrences,
    ],
)
def test_more_ranges_than_a_key_could_go_over_are_refused(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_many_ranges, "MOST_RANGES", 4)
    few, many = "‹ab\nab\nab\nab|›\nx", "‹ab\nab\nab\nab\nab|›"
    if command is c.select_all_occurrences:
        few, many = "‹ab|› ab ab ab", "‹ab|› ab ab ab ab"
    assert run(command, parse(few)) is not None
    with pytest.raises(ProblemError, match=r"more than 4 places.*select a part of the text"):
        run(command, parse(many))


def test_a_box_of_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_columns, "_MOST_ROWS", 4)
    check(c.select_column_down, "‹ab\nab\nab|›\nab", "‹ab|›\n‹ab|›\n‹ab|›\n‹ab‖›")
    for marked in ("‹ab\nab\nab\nab|›\nab", "‹ab\nab\nab\nab\nab|›"):
        with pytest.raises(ProblemError, match="more than 4 places"):
            run(c.select_column_down, parse(marked))


def test_previous_occurrence() -> None:
    steps(
        c.select_previous_occurrence,
        "ab x ab x a|b",
        "ab x ab x ‹ab|›",
        "ab x ‹ab|› x ‹ab|›",
        "‹ab|› x ‹ab|› x ‹ab|›",
    )
    check(c.select_previous_occurrence, "‹ab|› x ab", "‹ab|› x ‹ab‖›")
    check_none(c.select_previous_occurrence, "‹ab|› ‹xy|›")


def test_going_from_word_to_word() -> None:
    check(c.caret_next_occurrence, "a|b x ab abc ab", "ab x a|b abc ab")
    check(c.caret_next_occurrence, "ab x a|b abc ab", "ab x ab abc a|b")
    check(c.caret_next_occurrence, "ab x ab abc ab|", "ab| x ab abc ab")
    check(c.caret_previous_occurrence, "a|b x ab abc ab", "ab x ab abc a|b")
    check(c.caret_previous_occurrence, "ab x ab abc |ab", "ab x |ab abc ab")
    check(c.caret_next_occurrence, "x‹|ab›c ab dab", "xabc ‹|ab› dab")
    check(c.caret_next_occurrence, "o|ne x ‖x one", "one |x x one")
    check(c.caret_next_occurrence, "o‖ne x x| one", "one x x o|ne")
    for nothing in ("a|b abc", "ab | ab", "|"):
        check_none(c.caret_next_occurrence, nothing)
        check_none(c.caret_previous_occurrence, nothing)


def test_skip_occurrences() -> None:
    check(c.skip_next_occurrence, "‹ab|› x ab x ab", "ab x ‹ab|› x ab")
    check(c.skip_next_occurrence, "‹ab|› x ‹ab‖› x ab", "‹ab|› x ab x ‹ab‖›")
    check(c.skip_next_occurrence, "ab x ‹ab|›", "‹ab|› x ab")
    check(c.skip_next_occurrence, "a|b x ab", "‹ab|› x ab")
    check(c.skip_previous_occurrence, "ab x ‹ab|› x ab", "‹ab|› x ab x ab")
    check(c.skip_previous_occurrence, "‹ab|› x ab", "ab x ‹ab|›")
    check_none(c.skip_next_occurrence, "‹ab|› x")


def test_previous_occurrence_far_away() -> None:
    content = "word\n" + "line of others\n" * 20_000
    state = parse(content + "‹word|›")
    found = c.select_previous_occurrence(state, PlainContext(state.text))
    assert found is not None
    assert found.selection is not None
    assert found.selection.primary.start == 0


def after(before: str, *commands: Command) -> str:
    state: EditorState = parse(before)
    for command in commands:
        found = run(command, state)
        state = found or state
    return show(state)


UP, DOWN, LEFT, RIGHT = (
    c.select_column_up,
    c.select_column_down,
    c.select_column_left,
    c.select_column_right,
)


@pytest.mark.parametrize(
    ("before", "commands", "shown"),
    [
        ("a|bc\nabc", [DOWN], "a|bc\na‖bc"),
        ("a|bc\nabc", [DOWN, RIGHT], "a‹b|›c\na‹b‖›c"),
        ("a|bc\nabc", [RIGHT, DOWN, DOWN], "a‹b|›c\na‹b‖›c"),
        ("a|bc\nabc", [RIGHT, DOWN, UP], "a‹b|›c\nabc"),
        ("ab|c\na\nabcd", [DOWN, DOWN, RIGHT, RIGHT], "ab‹c|›\na|\nab‹cd‖›"),
        ("ab|c\na\nabcd", [DOWN, DOWN, RIGHT, RIGHT, LEFT, LEFT], "ab|c\na|\nab‖cd"),
        ("ab|c\na\nabcd", [DOWN, DOWN, LEFT], "a‹|b›c\na|\na‹‖b›cd"),
        ("abc\nab|c", [UP, RIGHT], "ab‹c|›\nab‹c|›"),
        ("abc\nab|c", [UP, DOWN, DOWN], "abc\nab|c"),
        ("a‹b\nabc|›", [RIGHT], "a‹b\nabc|›"),
        ("a‹b\nabc|›d", [RIGHT], "a‹b|›\na‹bcd‖›"),
        ("\t|a\n    b", [DOWN, RIGHT], "\t‹a|›\n    ‹b‖›"),
        ("漢|字\nabc", [DOWN, LEFT], "‹|漢›字\na‹‖b›c"),
        ("|a\nb\nc", [c.select_column_page_down], "|a\n|b\n‖c"),
        ("a\nb\n|c", [c.select_column_page_up, RIGHT], "‹a|›\n‹b|›\n‹c|›"),
    ],
)
def test_columns(before: str, commands: list[Command], shown: str) -> None:
    assert after(before, *commands) == shown


def test_columns_of_ranges_that_are_no_box() -> None:
    """As many ranges as no box could have in so few rows, the last of them with a goal."""
    text = Text.of("abcdef\nx")
    ranges = (Range.caret(1), Range.caret(3), Range.caret(5, 1.0))
    state = EditorState(text, Selection.of(ranges, 2))
    after_it = run(DOWN, state)
    assert after_it is not None
    assert show(after_it) == "abcde|f\nx‖"


def test_expand_through_strings_and_brackets() -> None:
    steps(
        c.select_expand,
        'f(a, "b fo|oBar d", [1])\n',
        'f(a, "b ‹foo|›Bar d", [1])\n',
        'f(a, "b ‹fooBar|› d", [1])\n',
        'f(a, "‹b fooBar d|›", [1])\n',
        'f(a, ‹"b fooBar d"|›, [1])\n',
        'f(‹a, "b fooBar d", [1]|›)\n',
        'f‹(a, "b fooBar d", [1])|›\n',
        '‹f(a, "b fooBar d", [1])|›\n',
        '‹f(a, "b fooBar d", [1])\n|›',
    )


def test_expand_by_lines_and_blocks() -> None:
    steps(
        c.select_expand,
        "if x:\n    a = 1\n    b| = 2\n\nc",
        "if x:\n    a = 1\n    ‹b|› = 2\n\nc",
        "if x:\n    a = 1\n    ‹b = 2|›\n\nc",
        "if x:\n    a = 1\n‹    b = 2\n|›\nc",
        "if x:\n‹    a = 1\n    b = 2\n|›\nc",
        "‹if x:\n    a = 1\n    b = 2\n|›\nc",
        "‹if x:\n    a = 1\n    b = 2\n\nc|›",
    )


def test_expand_many() -> None:
    check(c.select_expand, "(a|a) [b|b]", "(‹aa|›) [‹bb|›]")
    check(c.select_expand, "(‹|aa›) [‹bb|›]", "‹|(aa)› ‹[bb]|›")
    check_none(c.select_expand, "‹a|›")


class Lexed(PlainContext):
    """Strings and comments as a highlighter sees them: between the ends of each."""

    def __init__(self, text: Text, *spans: str) -> None:
        super().__init__(text, rules=LanguageRules(brackets=(("(", ")"),)))
        whole = str(text)
        places = [(whole.index(span), span) for span in spans]
        self._spans = [(at, at + len(span)) for at, span in places]

    def in_string_or_comment(self, offset: int) -> bool:
        return any(start < offset < end for start, end in self._spans)


@pytest.mark.parametrize(
    ("before", "strings", "steps"),
    [
        ("x = <<a |b>> y", ["<<a b>>"], ["‹b|›", "‹<<a b>>|›"]),
        (
            'f("ab c|d ef", 1)',
            ['"ab cd ef"'],
            ["‹cd|›", "‹ab cd ef|›", '‹"ab cd ef"|›', '‹"ab cd ef", 1|›'],
        ),
        ('f(f"a |b")', ['f"a b"'], ["‹b|›", "‹a b|›", '‹"a b"|›', '‹f"a b"|›', '‹(f"a b")|›']),
        (
            '(1, """a\n|b""")',
            ['"""a\nb"""'],
            ["‹b|›", "‹a\nb|›", '‹"""a\nb"""|›', '‹1, """a\nb"""|›'],
        ),
        ("x = /* a\nb|\n*/ y", ["/* a\nb\n*/"], ["‹b|›", "‹b\n|›", "‹/* a\nb\n*/|›"]),
        # Parts of a string with code in it are not selected.
        ('(1, "a |b {c} d")', ['"a b {', '} d"'], ["‹b|›", "‹a b {c} d|›", '‹"a b {c} d"|›']),
        ('(1, "a {c} |d")', ['"a {', '} d"'], ["‹d|›", "‹a {c} d|›", '‹"a {c} d"|›']),
    ],
)
def test_expand_in_what_the_highlighter_calls_a_string(
    before: str, strings: list[str], steps: list[str]
) -> None:
    state = parse(before)
    context = Lexed(state.text, *strings)
    for step in steps:
        found = run(c.select_expand, state, context=context)
        assert found is not None
        state = found
        assert step in show(state), show(state)


def test_expand_in_a_comment() -> None:
    state = parse("x  # a |b c\ny")

    class Commented(PlainContext):
        def in_string_or_comment(self, offset: int) -> bool:
            return 3 < offset <= 10

    context = Commented(state.text)
    check(c.select_expand, "x  # a ‹b|› c\ny", "x  ‹# a b c|›\ny", context=context)


def test_shrink() -> None:
    check(c.select_shrink, "‹fooBar|› x", "‹foo|›Bar x")
    check(c.select_shrink, "‹foo|›", "|foo")
    check(c.select_shrink, "‹|a b›\n", "‹|a› b\n")
    check(c.select_shrink, "‹(a, b)|›\n‹x y|›", "(‹a, b|›)\n‹x|› y")
    check_none(c.select_shrink, "a|b")

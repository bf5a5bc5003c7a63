"""Finding the bracket that belongs to another."""

from __future__ import annotations

import random

import pytest

from pith.edit import BracketSearch, LanguageRules, enclosing_brackets, matching_bracket
from pith.edit._brackets import opening_bracket_before
from pith.edit.commands import remove_brackets
from pith.text import Text
from tests.support.marked import check, check_none

RULES = LanguageRules()
TAGS = LanguageRules(brackets=(("{%", "%}"), ("{", "}"), ("begin", "end")))


@pytest.mark.parametrize(
    ("content", "offset", "expected"),
    [
        ("(a)", 0, (0, 2)),
        ("(a)", 1, (0, 2)),
        ("(a)", 2, (2, 0)),
        ("(a)", 3, (2, 0)),
        ("(())", 1, (1, 2)),
        ("(())", 4, (3, 0)),
        ("()[]", 2, (2, 3)),
        ("(]", 0, None),
        ("(", 0, None),
        (")", 1, None),
        ("ab", 1, None),
        ("", 0, None),
        ("([)]", 0, (0, 2)),
        ("x(]\n\r\n)", 1, (1, 6)),
        ("(x", 2, None),
    ],
)
def test_matching(content: str, offset: int, expected: tuple[int, int] | None) -> None:
    assert matching_bracket(Text.of(content), offset, RULES) == expected


def test_brackets_of_several_characters() -> None:
    text = Text.of("begin {% x %} { } end")
    assert matching_bracket(text, 6, TAGS) == (6, 11)
    assert matching_bracket(text, 8, TAGS) == (6, 11)
    assert matching_bracket(text, 14, TAGS) == (14, 16)
    assert matching_bracket(text, 0, TAGS) == (0, 18)
    assert matching_bracket(text, 21, TAGS) == (18, 0)


def test_strings_are_matched_by_themselves() -> None:
    content = '( ")(" )'
    text = Text.of(content)

    def in_string(offset: int) -> bool:
        return 2 < offset < 6

    assert matching_bracket(text, 0, RULES, in_string) == (0, 7)
    assert matching_bracket(text, 3, RULES, in_string) is None
    assert enclosing_brackets(text, 4, 4, RULES, in_string) is None
    assert enclosing_brackets(text, 2, 2, RULES, in_string) == (0, 8)


def test_the_search_has_a_limit() -> None:
    text = Text.of("(" + "x" * 100 + ")")
    assert matching_bracket(text, 0, RULES, limit=50) is None
    assert matching_bracket(text, 0, RULES, limit=200) == (0, 101)
    assert matching_bracket(text, 102, RULES, limit=50) is None
    assert matching_bracket(text, 102, RULES, limit=200) == (101, 0)


def test_a_search_goes_on_where_it_was() -> None:
    number = 1000
    content = "[" + '{"a": []},' * number + "]"
    text = Text.of(content)
    asked: list[int] = []

    def nowhere(offset: int) -> bool:
        asked.append(offset)
        return False

    search = BracketSearch(text, 0, RULES, nowhere)
    turns = 1
    while not search.go_on(0.0):
        assert search.found is None
        turns += 1
    assert search.found == (0, len(content) - 1)
    assert len(asked) == 2 * number + 2  # each once, and the one it began with
    assert turns == len(asked) - 1
    assert search.go_on(0.0)  # there is nothing more to find
    assert search.found == (0, len(content) - 1)


def test_a_language_without_brackets() -> None:
    rules = LanguageRules(brackets=())
    assert matching_bracket(Text.of("()"), 0, rules) is None
    assert enclosing_brackets(Text.of("()"), 1, 1, rules) is None
    assert opening_bracket_before(Text.of("("), 1, ")", rules) is None


@pytest.mark.parametrize(
    ("content", "start", "end", "expected"),
    [
        ("(a[b]c)", 1, 1, (0, 7)),
        ("(a[b]c)", 3, 3, (2, 5)),
        ("(a[b]c)", 5, 6, (0, 7)),
        ("(a[b]c)", 1, 4, (0, 7)),
        ("()x", 2, 2, None),
        ("(]x)", 3, 3, (0, 4)),
        ("a", 0, 1, None),
    ],
)
def test_enclosing(content: str, start: int, end: int, expected: tuple[int, int] | None) -> None:
    assert enclosing_brackets(Text.of(content), start, end, RULES) == expected


def test_enclosing_at_random() -> None:
    for seed in range(300):
        rng = random.Random(seed)
        content = "".join(rng.choices("()[]{}x'", k=40))
        kinds = [rng.random() < 0.2 for _ in range(41)]
        start = rng.randrange(41)
        end = min(40, start + rng.choice([0, 0, 1, 5]))
        spans = []
        for pair in RULES.brackets:
            open_ones: list[int] = []
            for at, sign in enumerate(content):
                if kinds[at] != kinds[start]:
                    continue
                if sign == pair[0]:
                    open_ones.append(at)
                elif sign == pair[1] and open_ones:
                    spans.append((open_ones.pop(), at + 1))
        around = [each for each in spans if each[0] < start and end < each[1]]
        found = enclosing_brackets(Text.of(content), start, end, RULES, kinds.__getitem__)
        assert found == max(around, default=None), (seed, content, start, end)


def test_of_brackets_that_nothing_closes_none_is_asked_about_again_and_again() -> None:
    content = "abc (\n" * 500
    asked = 0

    def within(offset: int) -> bool:
        nonlocal asked
        asked += 1
        return True

    assert enclosing_brackets(Text.of(content), 1500, 1500, RULES, within) is None
    assert asked < 1100


def test_what_a_closing_bracket_would_close() -> None:
    text = Text.of("{ ( ) ")
    assert opening_bracket_before(text, 6, "}", RULES) == 0
    assert opening_bracket_before(text, 4, ")", RULES) == 2
    assert opening_bracket_before(text, 6, ")", RULES) is None


@pytest.mark.parametrize("seed", range(20))
def test_random_brackets_over_many_windows(seed: int) -> None:
    rng = random.Random(seed)
    content = "".join(rng.choices("()" + "x" * rng.choice([2, 300]), k=rng.choice([30, 12_000])))
    text = Text.of(content)
    partners: dict[int, int] = {}
    open_ones: list[int] = []
    for at, sign in enumerate(content):
        if sign == "(":
            open_ones.append(at)
        elif sign == ")" and open_ones:
            other = open_ones.pop()
            partners[at], partners[other] = other, at
    places = [at for at, sign in enumerate(content) if sign in "()"]
    for at in rng.sample(places, min(30, len(places))):
        expected = partners.get(at)
        found = matching_bracket(text, at, RULES)
        if expected is not None:
            assert found == (at, expected)
        else:
            assert found is None or found[0] == at - 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f(|a)", "f|a"),
        ("f(a|b)", "fa|b"),
        ("f|(a[1])", "f|a[1]"),
        ("(a|) [b|]", "a| b|"),
        ("((‹a|›))", "(‹a|›)"),
        ("(a|b|)", "a|b|"),
    ],
)
def test_brackets_are_removed(before: str, after: str) -> None:
    check(remove_brackets, before, after)


def test_no_brackets_to_remove() -> None:
    check_none(remove_brackets, "a|)")

"""Pairs of brackets around a place and in a stretch, against a plain stack."""

from __future__ import annotations

import random
from math import inf

from pith.edit import BracketPair, LanguageRules, PairSearch
from pith.text import Text

RULES = LanguageRules(brackets=(("(", ")"), ("{", "}"), ("begin", "end"), ("<", ">")))


def found(content: str, start: int, end: int, *, innermost: bool = False) -> list[BracketPair]:
    text = Text.of(content)
    in_string = [content[:at].count('"') % 2 == 1 for at in range(len(content) + 1)]
    search = PairSearch(
        text, start, end, RULES, in_string.__getitem__, innermost=innermost, limit=10_000
    )
    assert search.go_on(inf)
    return search.found


def around(marked: str) -> str | None:
    """The innermost pair of several rows around the caret, with what is in it."""
    at = marked.index("|")
    content = marked.replace("|", "")
    pairs = found(content, at, at, innermost=True)
    if not pairs:
        return None
    (pair,) = pairs
    assert pair.closing is not None
    return content[pair.opening : pair.closing + 1]


def test_the_innermost_pair_of_several_rows_around_a_place() -> None:
    assert around("{ (\n a | \n) }") == "(\n a  \n)"
    assert around("{\n f(a|) }") == "{\n f(a) }"
    assert around("{\n f(a) |}") == "{\n f(a) }"
    assert around("|{\n}") is None
    assert around('{\n "(" | \n}') == '{\n "("  \n}'
    assert around("{\n (\n | }") == "{\n (\n  }"  # what nothing closes is no pair
    assert around("begin\n ended | append \nend") == "begin\n ended  append \ne"
    assert around("a <\n | >") is None


def test_what_is_too_far_away_is_taken_to_reach_on() -> None:
    content = "{\n" + "x\n" * 20_000 + "}"
    assert found(content, 5, 9) == [(0, None)]
    assert found(content, 30_000, 30_004) == []


def test_a_search_goes_on_where_it_stopped() -> None:
    content = "{\n" + "()\n" * 500 + "}"
    search = PairSearch(Text.of(content), 700, 700, RULES, innermost=True)
    steps = 1
    while not search.go_on(0):
        steps += 1
    assert steps > 5
    assert search.found == [(0, len(content) - 1)]


def test_all_pairs_are_those_of_a_plain_stack() -> None:
    seed = random.randrange(1 << 32)
    rng = random.Random(seed)
    for number in range(300):
        content = "".join(rng.choices('(){}\n\n "a', k=rng.randint(0, 40)))
        start, end = sorted(rng.choices(range(len(content) + 1), k=2))
        expected = set()
        quoted = False
        opened: dict[str, list[int]] = {"(": [], "{": []}
        for at, sign in enumerate(content):
            if sign == '"':
                quoted = not quoted
            elif quoted:
                continue
            elif sign in opened:
                opened[sign].append(at)
            elif sign in ")}" and opened["({"[")}".index(sign)]]:
                first = opened["({"[")}".index(sign)]].pop()
                if "\n" in content[first:at] and at >= start and first < end + (first < start):
                    expected.add((first, at))
        assert set(found(content, start, end)) == expected, (seed, number, content, start, end)

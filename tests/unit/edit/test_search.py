"""Finding and replacing in a text."""

from __future__ import annotations

import random
import re
import threading

import pytest

from pith.base import ProblemError
from pith.edit import (
    ChangeSet,
    SearchQuery,
    check_query,
    counts_at_once,
    find_matches,
    has_capitals,
    occurrences,
    replacement_edits,
)
from pith.edit import _counting as counting
from pith.edit import _search as implementation
from pith.text import Text, is_word_boundary


def spans(
    content: str, query: SearchQuery, start: int = 0, end: int | None = None
) -> list[tuple[int, int]]:
    matches = find_matches(Text.of(content), query, start, end)
    return [(match.start, match.end) for match in matches]


@pytest.mark.parametrize(
    ("content", "query", "expected"),
    [
        ("one two one", SearchQuery("one"), [(0, 3), (8, 11)]),
        ("One one", SearchQuery("one"), [(4, 7)]),
        ("One one", SearchQuery("ONE", case_sensitive=False), [(0, 3), (4, 7)]),
        ("one stone one_", SearchQuery("one", whole_word=True), [(0, 3)]),
        ("a.b axb", SearchQuery("a.b"), [(0, 3)]),
        ("aaa", SearchQuery("aa"), [(0, 2)]),
        ("x", SearchQuery(""), []),
        ("a\r\nb a\nb", SearchQuery("a\nb"), [(0, 4), (5, 8)]),
        ("a\nb", SearchQuery("a\r\nb"), [(0, 3)]),
        ("Straße ÉTÉ", SearchQuery("été", case_sensitive=False), [(7, 10)]),
        ("f(x) f", SearchQuery("f(", whole_word=True), [(0, 2)]),
        ("\udc80x", SearchQuery("\udc80"), [(0, 1)]),
        ("ab a1", SearchQuery(r"a\w", regex=True), [(0, 2), (3, 5)]),
        ("ab\nb", SearchQuery("b$", regex=True), [(1, 2), (3, 4)]),
        ("ab\r\nb\r\n", SearchQuery("b$", regex=True), [(1, 2), (4, 5)]),
        ("ab\r\nab", SearchQuery("^a", regex=True), [(0, 1), (4, 5)]),
        ("a \n b", SearchQuery(r"\s+", regex=True), [(1, 2), (3, 4)]),
        ("a\nb", SearchQuery("[^x]+", regex=True), [(0, 1), (2, 3)]),
        ("a\nb\n\nc", SearchQuery(r"\n+", regex=True), [(1, 2), (3, 5)]),
        ("a\r\nb", SearchQuery(r"a\nb", regex=True), [(0, 4)]),
        ("a\nb", SearchQuery(r"a[\n]b", regex=True), [(0, 3)]),
        (r"a\nb", SearchQuery(r"a\\nb", regex=True), [(0, 4)]),
        ("ab", SearchQuery("x*", regex=True), [(0, 0), (1, 1), (2, 2)]),
        ("AB ab", SearchQuery("a(b)", False, False, True), [(0, 2), (3, 5)]),
        ("one stone", SearchQuery("o.e", whole_word=True, regex=True), [(0, 3)]),
        ("", SearchQuery("^$", regex=True), [(0, 0)]),
    ],
)
def test_find(content: str, query: SearchQuery, expected: list[tuple[int, int]]) -> None:
    assert spans(content, query) == expected


def test_part_of_the_text() -> None:
    assert spans("aXaXa", SearchQuery("a"), 1, 4) == [(2, 3)]
    assert spans("aXaXa", SearchQuery("a", regex=True), 1, 4) == [(2, 3)]
    assert spans("aa aa", SearchQuery("aa"), 1) == [(3, 5)]
    assert spans("aa\naa", SearchQuery("^a", regex=True), 1) == [(3, 4)]
    assert spans("ab", SearchQuery("ab"), 0, 1) == []
    assert spans("ab", SearchQuery("a"), 0, 99) == [(0, 1)]


def test_limit_and_stopping() -> None:
    text = Text.of("ab\n" * 100_000)
    for regex in (False, True):
        query = SearchQuery("b", regex=regex)
        assert len(list(find_matches(text, query, limit=7))) == 7
        asked: list[bool] = []

        def stop(offset: int, asked: list[bool] = asked) -> bool:
            asked.append(True)
            return len(asked) == 3

        found = list(find_matches(text, query, should_stop=stop))
        assert len(asked) == 3
        assert 0 < len(found) < 100_000


@pytest.mark.parametrize("seed", range(60))
def test_windows_make_no_difference(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    monkeypatch.setattr(implementation, "_WINDOW", rng.choice([3, 7, 50]))
    monkeypatch.setattr(implementation, "_ROWS", rng.choice([1, 2, 5]))
    content = "".join(rng.choices("ab\n", k=rng.randrange(120))).replace(
        "\n", rng.choice(["\n", "\r\n"])
    )
    needle = "".join(rng.choices("ab\n", k=rng.randrange(1, 4)))
    pattern = needle.replace("\n", "\r?\n")
    expected = [match.span() for match in re.finditer(pattern, content)]
    assert spans(content, SearchQuery(needle)) == expected
    start = rng.randrange(len(content) + 1)
    end = rng.randrange(start, len(content) + 1)
    expected = [match.span() for match in re.compile(pattern).finditer(content, start, end)]
    assert spans(content, SearchQuery(needle), start, end) == expected


@pytest.mark.parametrize("seed", range(60))
def test_letters_that_are_the_same_in_any_case(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows in which nothing can be are passed over: none in which something is."""
    rng = random.Random(seed)
    monkeypatch.setattr(implementation, "_WINDOW", rng.choice([3, 7, 50]))
    letters = "kKsSiI\u212a\u017f\u0130\u0131xé漢\udc80\ud800 "
    content = "".join(rng.choices(letters, k=rng.randrange(120)))
    needle = "".join(rng.choices("kKsSiIx", k=rng.randrange(1, 4)))
    expected = [match.span() for match in re.finditer(needle, content, re.IGNORECASE)]
    assert spans(content, SearchQuery(needle, case_sensitive=False)) == expected


def test_a_wrong_expression_says_what_and_where() -> None:
    with pytest.raises(ProblemError) as caught:
        check_query(SearchQuery("a(b", regex=True))
    (problem,) = caught.value.problems
    assert problem.column == 4
    assert "missing )" in problem.message
    with pytest.raises(ProblemError):
        find_matches(Text.of("x"), SearchQuery("*", regex=True))
    check_query(SearchQuery("a(b"))


@pytest.mark.parametrize(
    ("content", "query", "template", "expected"),
    [
        ("a b a", SearchQuery("a"), "xy", "xy b xy"),
        ("a", SearchQuery("a"), r"$1\n", r"$1\n"),
        ("ab cd", SearchQuery(r"(\w)(\w)", regex=True), "$2$1", "ba dc"),
        ("ab", SearchQuery("a(x)?b", regex=True), "<$1>", "<>"),
        ("ab", SearchQuery("ab", regex=True), "$0$&$$", "abab$"),
        ("ab", SearchQuery("(a)b", regex=True), "$12", "a2"),
        ("ab", SearchQuery("ab", regex=True), "$3", "$3"),
        ("a", SearchQuery("a", regex=True), r"x\ty\\n", "x\ty\\n"),
        ("a\nb", SearchQuery("^", regex=True), "> ", "> a\n> b"),
        ("a,b", SearchQuery(",", regex=True), r"\n", "a\r\nb"),
        ("a,b", SearchQuery(","), "\n", "a\r\nb"),
        (
            "abcdefghijkl",
            SearchQuery("(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)(l)", regex=True),
            "$12",
            "l",
        ),
    ],
)
def test_replace(content: str, query: SearchQuery, template: str, expected: str) -> None:
    text = Text.of(content)
    edits = replacement_edits(find_matches(text, query), template, query, "\r\n")
    assert str(ChangeSet.of(len(text), edits).apply(text)) == expected


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (r"\u$1", "Foo bar"),
        (r"\U$1", "FOO BAR"),
        (r"\u\l\u$1", "FoO bar"),
        (r"\l\U$2", "bAR"),
        (r"\U$1 and $2", "FOO BAR and bar"),
        (r"\U$1 and $2\E x$2", "FOO BAR AND BAR xbar"),
        (r"\u\L$3\E$3", "QuxQUX"),
        (r"\L$3", "qux"),
        (r"\l$3", "qUX"),
        (r"\Uplain", "plain"),
        (r"\Uplain\E", "PLAIN"),
        (r"\U$1\n$2", "FOO BAR\nbar"),
        (r"\\U$2", r"\Ubar"),
        (r"\d\$2", r"\d\bar"),
        (r"\2-\1", "bar-foo bar"),
        (r"\U\2\E\\1\9\0", r"BAR\1\9foo bar:bar:QUX"),
        (r"${2}1$21", "bar1bar1"),
        (r"\u${first}${no}${12}", "Foo bar${no}${12}"),
        (r"$9\u$9", "$9$9"),
        (r"\u$&", "Foo bar:bar:QUX"),
        (r"\u", ""),
    ],
)
def test_letters_of_groups_change_their_case(template: str, expected: str) -> None:
    text = Text.of("foo bar:bar:QUX")
    query = SearchQuery(r"(?P<first>.*):(\w+):(\w+)", regex=True)
    edits = replacement_edits(find_matches(text, query), template, query)
    assert str(ChangeSet.of(len(text), edits).apply(text)) == expected


@pytest.mark.parametrize(
    ("pattern", "regex", "expected"),
    [
        ("one", False, False),
        ("One", False, True),
        ("É", False, True),
        (r"\W+", False, True),
        (r"\W+\S", True, False),
        (r"\p{Lu}x", True, False),
        (r"(?P<Name>x)(?P=Name)", True, False),
        (r"\WA", True, True),
    ],
)
def test_smart_case_looks_for_capitals(pattern: str, regex: bool, expected: bool) -> None:
    assert has_capitals(SearchQuery(pattern, regex=regex)) is expected


@pytest.mark.parametrize("seed", range(40))
def test_counting_is_finding(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_WINDOW", 5)
    rng = random.Random(seed)
    text = Text.of("".join(rng.choices("abAK\u212a\n", k=200)))
    for pattern in ("a", "ab", "kb", "aab", "aa", "aba", "K\u212a", "b\n", "abK"):
        for sensitive in (True, False):
            query = SearchQuery(pattern, case_sensitive=sensitive)
            if counts_at_once(query):
                start, end = sorted(rng.choices(range(len(text) + 1), k=2))
                counted = list(occurrences(text, query, start, end))
                found = list(find_matches(text, query, start, end))
                assert sum(count for count, _ in counted) == len(found), (pattern, sensitive)
                assert not counted or counted[-1][1] == end
            else:
                assert pattern in ("aa", "aba", "K\u212a", "b\n")


@pytest.mark.parametrize("seed", range(30))
def test_whole_words_are_between_boundaries(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(implementation, "_WINDOW", 7)
    rng = random.Random(seed)
    text = Text.of("".join(rng.choices("aé1_ -.'\u0301\n漢", k=150)))
    for pattern in ("a", "1", "é", "-", "_"):
        query = SearchQuery(pattern, whole_word=True)
        assert [match.start for match in find_matches(text, query)] == [
            at
            for at in range(len(text))
            if text.slice(at, at + 1) == pattern
            and is_word_boundary(text, at)
            and is_word_boundary(text, at + 1)
        ]


def test_a_search_says_how_far_it_is() -> None:
    text = Text.of("ab\r\n" * 100_000)
    for query in (SearchQuery("b"), SearchQuery("b", regex=True), SearchQuery(r"b\n", regex=True)):
        offsets: list[int] = []

        def note(offset: int, offsets: list[int] = offsets) -> bool:
            offsets.append(offset)
            return False

        list(find_matches(text, query, should_stop=note))
        assert offsets == sorted(offsets)
        assert 0 < offsets[0] <= offsets[-1] <= len(text)
        assert offsets[-1] > len(text) - 100


@pytest.mark.parametrize("pattern", ["(x+x+)+y", "(x|xx)+$y"])
def test_an_expression_that_would_take_years_is_given_up(pattern: str) -> None:
    text = Text.of("a\n" + "x" * 5000 + "\n")
    with pytest.raises(ProblemError, match="too long in line 2"):
        list(find_matches(text, SearchQuery(pattern, regex=True)))


def test_other_threads_run_while_a_slow_expression_is_tried() -> None:
    text = Text.of("x" * 5000)
    ticks = 0

    def search() -> None:
        with pytest.raises(ProblemError):
            list(find_matches(text, SearchQuery("(x+x+)+y", regex=True)))

    thread = threading.Thread(target=search)
    thread.start()
    while thread.is_alive():
        thread.join(0.01)
        ticks += 1
    assert ticks > 10


def test_slow_lines_let_a_search_be_stopped() -> None:
    text = Text.of(("x" * 3000 + "\n") * 300)
    asked = 0

    def stop(offset: int) -> bool:
        nonlocal asked
        asked += 1
        return True

    list(find_matches(text, SearchQuery("x*x*y", regex=True), should_stop=stop))
    assert asked == 1


def test_an_expression_over_lines_is_given_up_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pith.edit._search._PIECE_SECONDS", 0.1)
    text = Text.of("x" * 5000)
    with pytest.raises(ProblemError, match="takes too long "):
        list(find_matches(text, SearchQuery(r"(x+x+)+\n", regex=True)))


SKIMMED = [
    "a",
    "^a",
    "a$",
    "^$",
    "^",
    "$",
    "a*",
    "b+a",
    r"\s+",
    "[^a]",
    "[^a]+$",
    r"\bab\b",
    r"\B",
    "(a|b)c?",
    r"(a)\1",
    r"^\W*b",
    "a.?b",
    "(?:ab)+",
    "(?P<x>a)b",
    "é",
]
NOT_SKIMMED = [
    "(?<!b)a",
    "a(?!b)",
    "(?<=^)a",
    r"\Aa",
    r"a\Z",
    "(?>a+)b",
    "a++",
    "b*+c",
    "(?i)A",
    r"(?(1)a|b)",
    r"\Ra",
]


@pytest.mark.parametrize("seed", range(40))
def test_skimming_makes_no_difference(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    monkeypatch.setattr(implementation, "_WINDOW", rng.choice([5, 20, 100]))
    pieces = rng.choice([["a", "b", "\n"], ["a", "b", "c", " ", "\r\n", "\n"], ["é", "a", "\r"]])
    content = "".join(rng.choices(pieces, k=rng.randrange(200)))
    text = Text.of(content)
    for pattern in SKIMMED + NOT_SKIMMED[:-2]:
        query = SearchQuery(pattern, rng.random() < 0.7, rng.random() < 0.1, True)
        start, end = sorted(rng.randrange(len(content) + 1) for _ in range(2))
        if rng.random() < 0.5:
            start, end = 0, len(content)
        found = [(each.start, each.end) for each in find_matches(text, query, start, end)]
        with monkeypatch.context() as patch:
            patch.setattr(implementation, "_may_skim", lambda pattern: False)
            expected = [(each.start, each.end) for each in find_matches(text, query, start, end)]
        assert found == expected, (pattern, content, start, end)


@pytest.mark.parametrize("pattern", NOT_SKIMMED)
def test_what_looks_around_is_tried_line_by_line(pattern: str) -> None:
    assert not implementation._may_skim(pattern)


@pytest.mark.parametrize("pattern", SKIMMED)
def test_what_does_not_is_tried_on_many_lines_first(pattern: str) -> None:
    assert implementation._may_skim(pattern)


def test_an_expression_that_is_slow_on_many_lines_is_tried_line_by_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(implementation, "_SKIM_SECONDS", 1e-9)
    content = "aaa b\n" * 30_000 + "needle\n"
    assert spans(content, SearchQuery("ne+dle", regex=True)) == [(180_000, 180_006)]

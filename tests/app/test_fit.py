"""Which labels what is typed fits, and in which order."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from pith.api import Completion
from pith_app._completion._candidates import Candidate, Candidates
from pith_app._completion._fit import fit, lines_that_may_fit
from pith_app._window._pick._fuzzy import starts_word


@pytest.mark.parametrize(
    ("word", "label", "marked"),
    [
        ("aG", "alphaGamma", "A....G...."),
        ("aga", "alphaGamma", "A....GA..."),
        ("gun", "getUserName", "G..U...N..."),
        ("ge", "gadgetEntry", "G.....E...."),
        ("gam", "alphaGamma", ".....GAM.."),
        ("psr", "HTMLParser", "....P..S.R"),
        ("b2", "some_b2", ".....B2"),
        ("", "any", "..."),
        ("İx", "İxy", "İX."),
    ],
)
def test_letters_that_fit(word: str, label: str, marked: str) -> None:
    found = fit(word, label)
    assert found is not None
    shown = [each.upper() if at in found.positions else "." for at, each in enumerate(label)]
    assert "".join(shown) == marked


@pytest.mark.parametrize(
    ("word", "labels"),
    [
        ("no", "no node NodeList someNode"),
        ("No", "NodeList node"),
        ("or", "or order Order moreOrders"),
        ("gN", "getName ginNest grid_Name"),
        ("re", "re return re_use Re_use pre_re"),
    ],
)
def test_the_order(word: str, labels: str) -> None:
    wanted = labels.split()
    ranks = {label: found.rank for label in wanted if (found := fit(word, label)) is not None}
    assert sorted(wanted, key=lambda each: ranks[each]) == wanted


def test_it_fits_where_letters_in_order_begin_at_a_part() -> None:
    generator = random.Random(3)
    for _ in range(3000):
        label = "".join(generator.choice("abAB_1") for _ in range(generator.randrange(1, 9)))
        word = "".join(generator.choice("abA_") for _ in range(generator.randrange(1, 4)))
        possible = any(
            starts_word(label, at[0])
            and "".join(label[each] for each in at).lower() == word.lower()
            for at in combinations(range(len(label)), len(word))
        )
        found = fit(word, label)
        assert (found is not None) == possible, (word, label)
        if found is not None:
            assert "".join(label[each] for each in found.positions).lower() == word.lower()
            assert list(found.positions) == sorted(set(found.positions))
            assert starts_word(label, found.positions[0])


@pytest.mark.parametrize(
    ("word", "label"),
    [("aaaaaaaaaaab", "a" * 150), ("_______________x", "_" * 150), ("a_a_a_a_ax", "a_" * 75)],
)
def test_letters_that_a_label_repeats_are_not_tried_in_every_way(word: str, label: str) -> None:
    assert lines_that_may_fit(word, label) == []  # trying them would take days
    assert fit(word, label) is None
    assert lines_that_may_fit(word[:-1], f"x\n{label}\nx") == [label]


def test_lines_that_may_fit_are_those_that_fit_and_some_more() -> None:
    generator = random.Random(5)
    for _ in range(500):
        labels = [
            "".join(generator.choice("abAB_1é-") for _ in range(generator.randrange(1, 9)))
            for _ in range(20)
        ]
        word = "".join(generator.choice("abA_é-") for _ in range(generator.randrange(1, 4)))
        may = lines_that_may_fit(word, "\n".join(labels))
        for label in labels:
            assert fit(word, label) is None or label in may, (word, label)
        assert set(may) <= set(labels)


def test_a_long_label_takes_no_time() -> None:
    assert fit("ab", "a" * 100_000) is None
    assert fit("aaab", "a" * 100_000 + "b") is None


def test_of_very_many_words_the_best_are_shown() -> None:
    """What may be left out of the thousands that fit is what is far away and fits worst."""
    words = [f"some_get{number}" for number in range(5000)] + ["getter", "get", "Get", "agEt"]
    candidates = Candidates()
    candidates.add(Candidate(Completion(word)) for word in words)
    shown = candidates.fitting("get", str, 200, every=False)
    assert [each.completion.label for each in shown][:4] == ["get", "getter", "Get", "some_get0"]
    assert len(shown) == 200
    longer = candidates.fitting("get4999", str, 200, every=False)
    assert [each.completion.label for each in longer] == ["some_get4999"]
    again = candidates.fitting("ge", str, 2, every=False)
    assert [each.completion.label for each in again] == ["getter", "get"]

"""How well a few typed letters fit a title."""

from __future__ import annotations

from typing import NamedTuple

_WORD_START = 12
_CONSECUTIVE = 8
_EXACT_CASE = 1
_FIRST = 6
_GAP = 1


class FuzzyMatch(NamedTuple):
    """The higher the score the better; `positions` are the indexes of the letters that fit."""

    score: int
    positions: tuple[int, ...]


def fuzzy_match(query: str, title: str) -> FuzzyMatch | None:
    """Fit the words of `query`, each as a subsequence, in any order; None if one does not fit."""
    score = 0
    positions: set[int] = set()
    for word in query.split():
        found = _word(word, title)
        if found is None:
            return None
        score += found.score
        positions.update(found.positions)
    return FuzzyMatch(score - len(title) // 8, tuple(sorted(positions)))


def _word(word: str, title: str) -> FuzzyMatch | None:
    lowered, wanted = title.lower(), word.lower()
    if len(lowered) != len(title):  # "İ" grows when it is lowered: positions would be off
        lowered = title
    whole = lowered.find(wanted)
    if whole >= 0:
        # All in one piece beats everything; the start of a word is a better place than its middle.
        best = _start_of_word_with(lowered, wanted, title)
        at = whole if best is None else best
        bonus = _WORD_START if best is not None else 0
        bonus += _FIRST * 2 if at == 0 else 0
        score = 20 + bonus + _CONSECUTIVE * len(wanted)
        return FuzzyMatch(score, tuple(range(at, at + len(wanted))))
    return _scattered(wanted, word, lowered, title)


def _start_of_word_with(lowered: str, wanted: str, title: str) -> int | None:
    at = lowered.find(wanted)
    while at >= 0:
        if starts_word(title, at):
            return at
        at = lowered.find(wanted, at + 1)
    return None


def starts_word(title: str, at: int) -> bool:
    """Whether a word or a part of one, as in some_word, someWord and ABCWord, starts at an
    index."""
    if at == 0:
        return True
    before, here = title[at - 1], title[at]
    if not before.isalnum():
        return True
    return here.isupper() and (not before.isupper() or title[at + 1 : at + 2].islower())


def _scattered(wanted: str, word: str, lowered: str, title: str) -> FuzzyMatch | None:
    """The letters in order, starts of words first: "gtl" in "Go to Line"."""
    positions: list[int] = []
    score = 0
    at = 0
    for number, letter in enumerate(wanted):
        following = lowered.find(letter, at)
        if following < 0:
            return None
        chosen = following
        probe = following
        while probe >= 0:
            # Only if the rest still fits behind it.
            if starts_word(title, probe) and _fits(wanted[number + 1 :], lowered, probe + 1):
                chosen = probe
                break
            if positions and probe == positions[-1] + 1:
                chosen = probe
                break
            probe = lowered.find(letter, probe + 1)
        if starts_word(title, chosen):
            score += _WORD_START
        if positions and chosen == positions[-1] + 1:
            score += _CONSECUTIVE
        elif positions:
            score -= min(6, (chosen - positions[-1]) * _GAP)
        if title[chosen] == word[number]:
            score += _EXACT_CASE
        if chosen == 0:
            score += _FIRST
        positions.append(chosen)
        at = chosen + 1
    return FuzzyMatch(score, tuple(positions))


def _fits(rest: str, lowered: str, start: int) -> bool:
    for letter in rest:
        start = lowered.find(letter, start) + 1
        if not start:
            return False
    return True

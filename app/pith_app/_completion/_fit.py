"""How well what is typed of a word fits what could stand there."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pith_app._window._pick._fuzzy import starts_word

_LONGEST_LABEL = 200
_CONSECUTIVE = 8
_PART_START = 6
_SAME_CASE = 2
_MOST_GAP = 6


class Fit(NamedTuple):
    """The smaller `rank` is, the better; `positions` are the indexes of the letters that fit."""

    rank: tuple[int, int]
    positions: tuple[int, ...]


def fit(word: str, label: str) -> Fit | None:
    """Fit the letters of a word, in their order, to a label; None if they do not.

    The first one has to start the label or a part of it: nobody who types "re" means "where". The
    label itself comes first, then what begins with the word as it is typed, then what begins with
    it in other case, then what has its letters at the starts of parts (`aG` in alphaGamma) or
    scattered.
    """
    if label.startswith(word):
        return Fit((0 if len(label) == len(word) else 1, 0), _first(len(word)))
    lowered, wanted = label[:_LONGEST_LABEL].lower(), word.lower()
    if len(lowered) != min(len(label), _LONGEST_LABEL) or len(wanted) != len(word):
        lowered, wanted = label[:_LONGEST_LABEL], word  # "İ" grows when it is lowered
    if lowered.startswith(wanted):
        same = sum(map(str.__eq__, word, label))
        return Fit((2, -same), _first(len(word)))
    best: Fit | None = None
    at = lowered.find(wanted[0])
    while at >= 0 and _fits(wanted, 1, lowered, at + 1):
        if starts_word(label, at):
            positions = _positions_from(at, wanted, lowered, label)
            found = Fit((3, -_score(positions, word, label)), positions)
            if best is None or found.rank < best.rank:
                best = found
        at = lowered.find(wanted[0], at + 1)
    return best


def lines_that_begin(word: str, lines: str) -> list[str]:
    """The lines of a text that begin with a word, in whatever case: those it fits best."""
    return re.findall(rf"^(?i:{re.escape(word)})[^\n]*", lines, re.MULTILINE)


def lines_that_may_fit(word: str, lines: str) -> list[str]:
    """The lines of a text that a word may fit: not many more than those that it fits, and found
    at once, which takes a tenth of the time that going through them does."""
    # Each letter is taken where it stands first, and nothing is tried again: what fits behind a
    # later one fits behind that as well. Trying would take for ever in a row of the same letters.
    first, *rest = map(re.escape, word)
    upper = re.escape(word[0].upper())
    begins = rf"(?>(?i:{first})|[^\n]*?(?:{upper}|(?:[^\w\n]|_)(?i:{first})))"
    letters = "".join(rf"(?>[^\n]*?{letter})" for letter in rest)
    return re.findall(rf"^{begins}(?i:{letters})[^\n]*", lines, re.MULTILINE)


@lru_cache(maxsize=16)
def _first(count: int) -> tuple[int, ...]:
    return tuple(range(count))


def _positions_from(at: int, wanted: str, lowered: str, label: str) -> tuple[int, ...]:
    """Where the letters stand if the first stands at an index: each right behind the one before
    if the rest still fits, else at the start of a part, else as early as possible."""
    positions = [at]
    for number in range(1, len(wanted)):
        letter, after = wanted[number], positions[-1] + 1
        chosen = first = lowered.find(letter, after)
        if first != after:
            probe = first
            while probe >= 0 and _fits(wanted, number + 1, lowered, probe + 1):
                if starts_word(label, probe):
                    chosen = probe
                    break
                probe = lowered.find(letter, probe + 1)
        positions.append(chosen)
    return tuple(positions)


def _fits(wanted: str, number: int, lowered: str, start: int) -> bool:
    """Whether the letters from a number on are found, in their order, from an index on."""
    for letter in wanted[number:]:
        start = lowered.find(letter, start) + 1
        if not start:
            return False
    return True


def _score(positions: tuple[int, ...], word: str, label: str) -> int:
    score = _PART_START if positions[0] == 0 else 0
    for number, at in enumerate(positions):
        if label[at] == word[number]:
            score += _SAME_CASE
        if starts_word(label, at):
            score += _PART_START
        if number:
            gap = at - positions[number - 1] - 1
            score += -min(_MOST_GAP, gap) if gap else _CONSECUTIVE
    return score - len(label) // 8

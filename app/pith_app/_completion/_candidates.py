"""What could stand at the caret, and of it what fits the word as it is typed by now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from pith.api import Completion
from pith_app._completion._fit import fit, lines_that_begin, lines_that_may_fit

_MOST_TRIED = 1000
"""Labels that are compared letter by letter, the first to come: a frame has time for no more."""


class Candidate(NamedTuple):
    """`is_prefix`: its label is the prefix of a snippet, which need not be one word."""

    completion: Completion
    is_prefix: bool = False


class Fitting(NamedTuple):
    """A candidate that fits: `typed` is what it takes the place of before the caret, `positions`
    are the indexes of those letters in its label."""

    completion: Completion
    typed: str
    positions: tuple[int, ...]

    @property
    def stands(self) -> bool:
        """Whether it would put what stands there already."""
        found = self.completion
        return not found.snippet and (found.text or found.label) == self.typed


_Ranked = tuple[tuple[int, int, int], int, Completion, str, tuple[int, ...]]


class Candidates:
    """All there are for one word. Of two that fit equally well, the first to come is first."""

    def __init__(self) -> None:
        self._prefixes: list[tuple[int, Completion]] = []
        self._words: dict[str, tuple[int, Completion]] = {}
        self._narrowed: tuple[str, str] | None = None
        """A word, and the labels that may fit it, a line each: what fits a longer one is among
        them."""
        self._count = 0

    def add(self, candidates: Iterable[Candidate]) -> None:
        for completion, is_prefix in candidates:
            self._count += 1
            if is_prefix or "\n" in completion.label:
                self._prefixes.append((self._count, completion))
            else:
                # Of what looks alike only the first is shown.
                self._words.setdefault(completion.label, (self._count, completion))
        self._narrowed = None

    def fitting(
        self, word: str, typed_of: Callable[[str], str], most: int, *, every: bool
    ) -> list[Fitting]:
        """Those that fit, the best first. `typed_of` says what is typed of a snippet's prefix.
        `every`: also those of which nothing is typed."""
        found: list[_Ranked] = []
        for number, completion in self._prefixes:
            typed = typed_of(completion.label)
            fits = fit(typed, completion.label) if typed or every else None
            if fits is not None:
                # The more is typed of it, the likelier it is meant.
                rank = (len(word) - len(typed), *fits.rank)
                found.append((rank, number, completion, typed, fits.positions))
        if word or every:
            for label in self._labels(word, most):
                fits = fit(word, label)
                if fits is not None:
                    number, completion = self._words[label]
                    found.append(((0, *fits.rank), number, completion, word, fits.positions))
        found.sort()
        return _different((Fitting(*each[2:]) for each in found), most)

    def _labels(self, word: str, most: int) -> Iterable[str]:
        """The labels of words that may fit, or as many of the best as can be shown."""
        if not word:
            return self._words
        before, lines = self._narrowed or ("", "\n".join(self._words))
        if not word.startswith(before):
            lines = "\n".join(self._words)
        labels = lines_that_begin(word, lines)
        if len(labels) < most:
            fitting = lines_that_may_fit(word, lines)
            self._narrowed = (word, "\n".join(fitting))
            labels += fitting[:_MOST_TRIED]
        return dict.fromkeys(labels)


def _different(found: Iterable[Fitting], most: int) -> list[Fitting]:
    """The first so many, of those that look alike only the first; snippets differ by what they
    put."""
    rows: list[Fitting] = []
    labels: set[str] = set()
    snippets: set[tuple[str, str]] = set()
    for each in found:
        label, text, *_ = each.completion
        if each.completion.snippet:
            if (label, text) in snippets:
                continue
            snippets.add((label, text))
        elif label in labels:
            continue
        labels.add(label)
        rows.append(each)
        if len(rows) == most:
            break
    return rows

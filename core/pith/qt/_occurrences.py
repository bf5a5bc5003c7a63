"""Where what is selected, or the word at the caret, is in the text once more."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from time import perf_counter

from pith.edit import Selection
from pith.qt._decorations import Span
from pith.text import Text, is_word_character, word_at, words_from

_LONGEST = 200  # code points of what is looked for
_WHOLE = 300_000  # code points of a text that is looked through as a whole
_MOST = 5_000
_NEAR = 256  # code points on either side of a caret: if they are ASCII, its word is found at once
KIND = "occurrence"

#: Yields between two that it looks at, and returns what was looked for.
_WordSteps = Generator[None, None, tuple[int, int] | None]


class OccurrenceSearch:
    """Looks for the other places from `start` to `end`, or in all of a text that is not long, bit
    by bit: where words of text that is not ASCII end takes long to find.

    A selection within a line is looked for as it is; where nothing is selected, the word at the
    caret, as a word. None of several carets is asked. `found` is complete when go_on() says so.
    """

    def __init__(
        self, text: Text, selection: Selection, separators: str, start: int, end: int
    ) -> None:
        self.found: list[Span] = []
        self._text = text
        self._separators = separators
        self._steps = self._search(selection, start, end)

    def go_on(self, seconds: float) -> bool:
        """Look for so long at least; whether the search has come to its end."""
        until = perf_counter() + seconds
        return all(perf_counter() <= until for _ in self._steps)

    def _search(self, selection: Selection, start: int, end: int) -> Iterator[None]:
        text, chosen = self._text, selection.primary
        if len(selection.ranges) > 1 or chosen.end - chosen.start > _LONGEST:
            return
        word = chosen.is_empty
        first, last = chosen.start, chosen.end
        if word:
            around = yield from self._word_at(chosen.head)
            if around is None or around[1] - around[0] > _LONGEST:
                return
            first, last = around
        wanted = text.slice(first, last)
        if not wanted.strip() or "\n" in wanted:
            return
        if len(text) <= _WHOLE:
            start, end = 0, len(text)
        content = text.slice(start, min(end, start + _WHOLE))
        found: list[Span] = []
        words = _Words(text, self._separators)
        at = content.find(wanted)
        while at >= 0 and len(found) < _MOST:
            place = (start + at, start + at + len(wanted))
            if not word or (yield from words.has(place)):
                found.append((*place, KIND))
            yield
            at = content.find(wanted, at + len(wanted))
        # The one that is asked for is no occurrence of itself, unless as a word among others.
        others = [span for span in found if span[:2] != (first, last)]
        self.found = found if word and others else others

    def _word_at(self, head: int) -> _WordSteps:
        """What word_at says of the caret."""
        text = self._text
        row = text.row_at(head)
        start, end = text.line_start(row), text.line_end(row)
        if text.slice(max(start, head - _NEAR), min(head + _NEAR, end)).isascii():
            return word_at(text, head, self._separators)
        if head - start > _WHOLE:
            return None
        for first, last in words_from(text, start, end, self._separators):
            if first <= head <= last:
                return first, last
            if first > head:
                break
            yield
        return None


class _Words:
    """The words of a text, line by line and each line once: who asks does so in order."""

    def __init__(self, text: Text, separators: str) -> None:
        self._text = text
        self._separators = separators
        self._end = -1  # of the line that is gone through
        self._words: Iterator[tuple[int, int]] = iter(())
        self._last = (-1, -1)

    def has(self, place: tuple[int, int]) -> Generator[None, None, bool]:
        """Whether a word starts and ends as a place within a line does."""
        text, (start, end) = self._text, place
        around = text.slice(max(start - 1, 0), end + 1)
        if around.isascii():
            before = around[0] if start else ""
            after = around[end - start + len(before) :]
            return not any(is_word_character(each, self._separators) for each in (before, after))
        if start > self._end:
            row = text.row_at(start)
            self._end = text.line_end(row)
            self._words = words_from(text, text.line_start(row), self._end, self._separators)
            self._last = (-1, -1)
        while self._last[0] < start:
            yield
            self._last = next(self._words, (len(text), len(text)))
        return self._last == place

"""Where what is selected, or the word at the caret, is in the text once more."""

from __future__ import annotations

from pith.edit import Selection
from pith.qt._decorations import Span
from pith.text import Text, word_at

_LONGEST = 200  # code points of what is looked for
_WHOLE = 300_000  # code points of a text that is looked through as a whole
_MOST = 5_000
KIND = "occurrence"


def occurrences(
    text: Text, selection: Selection, separators: str, start: int, end: int
) -> list[Span]:
    """The other places from `start` to `end`, or in all of a text that is not long.

    A selection within a line is looked for as it is; where nothing is selected, the word at the
    caret, as a word. None of several carets is asked.
    """
    chosen = selection.primary
    if len(selection.ranges) > 1 or chosen.end - chosen.start > _LONGEST:
        return []
    word = chosen.is_empty
    first, last = chosen.start, chosen.end
    if word:
        around = word_at(text, chosen.head, separators)
        if around is None or around[1] - around[0] > _LONGEST:
            return []
        first, last = around
    wanted = text.slice(first, last)
    if not wanted.strip() or "\n" in wanted:
        return []
    if len(text) <= _WHOLE:
        start, end = 0, len(text)
    content = text.slice(start, min(end, start + _WHOLE))
    found: list[Span] = []
    at = content.find(wanted)
    while at >= 0 and len(found) < _MOST:
        place = (start + at, start + at + len(wanted))
        if not word or word_at(text, place[0], separators) == place:
            found.append((*place, KIND))
        at = content.find(wanted, at + len(wanted))
    # The one that is asked for is no occurrence of itself, unless as a word among others.
    others = [span for span in found if span[:2] != (first, last)]
    return found if word and others else others

"""What is typed of a word before the caret."""

from __future__ import annotations

from string import punctuation

from pith.edit.commands import word_separators
from pith.text import is_word_character
from pith.workspace import View
from pith_app._completion._fit import fit

_LONGEST = 200
_NEVER_FIRST = tuple("?!'.")
"""What languages have in their words, but at the start of none: `empty?` and `!valid`."""


class Typed:
    """The line of the primary caret up to it, with the word that ends there.

    What is part of a word is a matter of the language and of the settings.
    """

    def __init__(self, view: View) -> None:
        text, head = view.state.text, view.selection.primary.head
        self.head = head
        self._separators = word_separators(view.context_factory())
        start = max(text.line_start(text.row_at(head)), head - _LONGEST)
        self._before = before = text.slice(start, head)
        at = len(before)
        while at and self.is_word(before[at - 1]):
            at -= 1
        while before[at : at + 1] in _NEVER_FIRST:
            at += 1
        self.word = before[at:]

    @property
    def word_characters(self) -> str:
        """What is part of words besides letters, digits and `_`."""
        return "".join(each for each in punctuation if each != "_" and self.is_word(each))

    def is_word(self, character: str) -> bool:
        return is_word_character(character, self._separators)

    @property
    def start(self) -> int:
        """Where the word starts: an offset in the view's text."""
        return self.head - len(self.word)

    def of(self, prefix: str) -> str:
        """What is typed of the prefix of a snippet, which need not be one word: `if-ma` of
        `if-main`; the word, where it is no more than that."""
        if all(map(self.is_word, prefix)):
            return self.word
        before, first = self._before, prefix[0].casefold()
        for at in range(max(0, len(before) - len(prefix)), len(before) - len(self.word)):
            if before[at].casefold() != first:
                continue
            if at and self.is_word(before[at - 1]) and self.is_word(before[at]):
                continue  # the end of a longer word
            found = fit(before[at:], prefix)
            if found is not None and found.positions[0] == 0:
                return before[at:]
        return self.word

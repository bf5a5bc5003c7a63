"""Going and deleting by the parts of names: the humps of camelCase, the words of snake_case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from pith.edit._context import EditContext
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import delete_spans
from pith.edit.commands._motion import motion_commands, word_separators
from pith.text import (
    Text,
    delete_word_left_start,
    delete_word_right_end,
    is_grapheme_boundary,
    word_left,
    word_right,
)

_LONGEST = 100_000  # code points of a word in which its next part is looked for


def _starts_part(before: str, character: str, after: str) -> bool:
    """Whether a part begins with `character`, which stands between the other two."""
    if character == "_":
        return before != "_"
    if before == "_":
        return True
    if character.isupper():
        return not before.isupper() or after.islower()
    return character.isdigit() and not before.isdigit()


def _parts(word: str, places: Iterable[int]) -> Iterator[int]:
    """At which of the places in a word parts begin."""
    for at in islice(places, _LONGEST):
        if _starts_part(word[at - 1], word[at], word[at + 1 : at + 2]):
            yield at


def _part_left(state: EditorState, context: EditContext, offset: int) -> int:
    start = word_left(state.text, offset, word_separators(context))
    return _last_part(state, start, offset)


def _last_part(state: EditorState, start: int, offset: int) -> int:
    """Where the last part begins of what lies from `start` to `offset`, underscores left out."""
    word = state.text.slice(start, offset).rstrip()
    for at in _parts(word, range(len(word) - 1, 0, -1)):
        if word[at:].strip("_") and is_grapheme_boundary(state.text, start + at):
            return start + at + (word[at] == "_")
    return start


def _part_right(state: EditorState, context: EditContext, offset: int) -> int:
    end = word_right(state.text, offset, word_separators(context))
    return _first_part(state, offset, end)


def _first_part(state: EditorState, offset: int, end: int) -> int:
    """Where the first part ends of what lies from `offset` to `end`, underscores left out."""
    whole = state.text.slice(offset, end)
    word = whole.lstrip()
    skipped = len(whole) - len(word)
    for at in _parts(word, range(1, len(word))):
        if word[:at].strip("_") and is_grapheme_boundary(state.text, offset + skipped + at):
            return offset + skipped + at
    return end


caret_word_part_left, select_word_part_left = motion_commands(_part_left, "word_part_left")
caret_word_part_right, select_word_part_right = motion_commands(_part_right, "word_part_right")


def delete_word_part_left(state: EditorState, context: EditContext) -> Transaction | None:
    """The selection, or back to the start of the part of the word."""
    separators = word_separators(context)

    def start(offset: int) -> int:
        return _last_part(state, delete_word_left_start(state.text, offset, separators), offset)

    spans = [
        (start(each.head), each.head) if each.is_empty else (each.start, each.end)
        for each in state.selection.ranges
    ]
    return delete_spans(state, spans, "delete.wordLeft")


def delete_word_part_right(state: EditorState, context: EditContext) -> Transaction | None:
    """The selection, or on to the end of the part of the word."""
    separators = word_separators(context)

    def end(offset: int) -> int:
        return _first_part(state, offset, delete_word_right_end(state.text, offset, separators))

    spans = [
        (each.head, end(each.head)) if each.is_empty else (each.start, each.end)
        for each in state.selection.ranges
    ]
    return delete_spans(state, spans, "delete.wordRight")


def part_at(text: Text, word: tuple[int, int], offset: int) -> tuple[int, int]:
    """The part of the word at the offset, which lies in the word."""
    start, end = word
    content = text.slice(start, end)
    column = offset - start
    first = next(_parts(content, range(column, 0, -1)), 0)
    last = next(_parts(content, range(column + 1, len(content))), len(content))
    return start + first + (content[first] == "_" and last - first > 1), start + last

"""Upper and lower case, and the ways of writing names of several words."""

from __future__ import annotations

import re
from collections.abc import Callable

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._motion import word_separators
from pith.text import Edit, word_at


def upper_case(state: EditorState, context: EditContext) -> Transaction | None:
    """UPPER CASE, of what is selected or the word at the caret."""
    return _converted(state, context, str.upper)


def lower_case(state: EditorState, context: EditContext) -> Transaction | None:
    """lower case, of what is selected or the word at the caret."""
    return _converted(state, context, str.lower)


def title_case(state: EditorState, context: EditContext) -> Transaction | None:
    """Title Case, of what is selected or the word at the caret."""
    return _converted(state, context, _title)


def snake_case(state: EditorState, context: EditContext) -> Transaction | None:
    """snake_case, of what is selected or the word at the caret."""
    return _converted(state, context, lambda text: _joined(text, "_", str.lower, str.lower))


def kebab_case(state: EditorState, context: EditContext) -> Transaction | None:
    """kebab-case, of what is selected or the word at the caret."""
    return _converted(state, context, lambda text: _joined(text, "-", str.lower, str.lower))


def camel_case(state: EditorState, context: EditContext) -> Transaction | None:
    """camelCase, of what is selected or the word at the caret."""
    return _converted(state, context, lambda text: _joined(text, "", str.lower, str.capitalize))


def pascal_case(state: EditorState, context: EditContext) -> Transaction | None:
    """PascalCase, of what is selected or the word at the caret."""
    return _converted(
        state, context, lambda text: _joined(text, "", str.capitalize, str.capitalize)
    )


def _converted(
    state: EditorState, context: EditContext, convert: Callable[[str], str]
) -> Transaction | None:
    """The spans converted; ranges keep what they hold, and carets their places in the words."""
    text, separators = state.text, word_separators(context)
    spans = [
        word_at(text, each.head, separators) if each.is_empty else (each.start, each.end)
        for each in state.selection.ranges
    ]
    edits = []
    reached = 0
    for span in spans:
        if span is None or span[0] < reached:
            continue  # Two carets in one word convert it once.
        reached = span[1]
        before = text.slice(*span)
        after = convert(before)
        if after != before:
            edits.append(Edit(*span, after))
    if not edits:
        return None
    changes = ChangeSet.of(len(text), edits)
    ranges = []
    for each, span in zip(state.selection.ranges, spans, strict=True):
        if span is None:
            ranges.append(Range.caret(changes.map(each.head)))
            continue
        start, end = changes.map(span[0], -1), changes.map(span[1], 1)
        if each.is_empty:
            ranges.append(Range.caret(min(start + each.head - span[0], end)))
        else:
            ranges.append(Range(end, start) if each.is_reversed else Range(start, end))
    return Transaction(changes, Selection.of(ranges, state.selection.primary_index), "edit.case")


def _title(text: str) -> str:
    """Every word with one capital; an apostrophe does not begin a word (don't)."""
    return re.sub(r"[^\W_]+(?:['’][^\W_]+)*", lambda word: word.group().capitalize(), text)


def _joined(
    text: str, separator: str, first: Callable[[str], str], others: Callable[[str], str]
) -> str:
    """The words of each line put together; white space around them stays."""

    def line(match: re.Match[str]) -> str:
        parts = name_parts(match.group())
        return separator.join([*map(first, parts[:1]), *map(others, parts[1:])])

    return re.sub(r"\w(?:(?:[\w \t-]|(?<=\w)['’](?=\w))*\w)?", line, text)


def name_parts(name: str) -> list[str]:
    """The words a name is made of: fooBar, HTTPServer, foo_bar, foo-bar, foo bar, foo's bar."""
    parts = []
    start = 0
    for index, character in enumerate(name):
        before = name[index - 1 : index]
        after = name[index + 1 : index + 2]
        if character in ("'", "’") and before.isalnum() and after.isalnum():
            continue
        if not character.isalnum():
            parts.append(name[start:index])
            start = index + 1
        elif character.isupper() and (before.islower() or (before.isupper() and after.islower())):
            parts.append(name[start:index])
            start = index
    parts.append(name[start:])
    return [part for part in parts if part]

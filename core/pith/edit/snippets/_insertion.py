"""Putting a snippet at every caret."""

from __future__ import annotations

from collections.abc import Sequence

from pith.edit._changes import ChangeSet
from pith.edit._context import EditContext
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction
from pith.edit.commands._common import line_indentation
from pith.edit.snippets._expansion import expand
from pith.edit.snippets._nodes import Snippet
from pith.edit.snippets._session import EVENT, Occurrence, SnippetSession
from pith.edit.snippets._variables import Surroundings, variable_value
from pith.text import Edit, Text


def replaced_spans(state: EditorState, prefix: str) -> list[tuple[int, int]]:
    """What a snippet with that prefix takes the place of: what is selected, and at each caret
    the prefix, where it stands before it."""
    text = state.text
    spans = []
    reached = 0
    for each in state.selection.ranges:
        start = each.start
        if each.is_empty and text.slice(max(reached, start - len(prefix)), start) == prefix:
            start -= len(prefix)
        spans.append((start, each.end))
        reached = each.end
    return spans


def insert_snippet(
    state: EditorState,
    context: EditContext,
    snippet: Snippet,
    around: Surroundings,
    *,
    prefix: str = "",
    outer: SnippetSession | None = None,
) -> tuple[Transaction, SnippetSession | None]:
    """Put the snippet in the place of every range, with `prefix` before carets replaced as well.

    The session is that of the state after the transaction; None if there is nothing to fill in.
    `outer` is the session of the state before, if there is one.
    """
    text = state.text
    edits: list[Edit] = []
    occurrences: list[Occurrence] = []
    choices: dict[int, tuple[str, ...]] = {}
    growth = 0
    spans = replaced_spans(state, prefix)
    for index, (each, (start, end)) in enumerate(zip(state.selection.ranges, spans, strict=True)):
        white = _white_before(text, start)

        def value_of(name: str, each: Range = each, index: int = index) -> str | None:
            return variable_value(name, state, each, index, context, around)

        expansion = expand(snippet, value_of, context.options, white)
        edits.append(Edit(start, end, expansion.text))
        choices.update(expansion.choices)
        at, first = start + growth, len(occurrences)
        for place in expansion.places:
            parent = place.parent + first if place.parent >= 0 else -1
            occurrences.append(
                Occurrence(
                    place.number, at + place.start, at + place.end, place.transform, parent, index
                )
            )
        growth += len(expansion.text) - (end - start)
    changes = ChangeSet.of(len(text), edits)
    session = SnippetSession(
        tuple(occurrences), choices, 0, outer.mapped(changes) if outer is not None else None
    )
    session = session._replace(active=session.numbers[0])
    transaction = Transaction(changes, _selection(session, state), EVENT)
    return transaction, session.outer if session.active == 0 else session


def _selection(session: SnippetSession, state: EditorState) -> Selection:
    """The active stop at every caret, the primary one at the caret that was it."""
    wanted: Sequence[Occurrence] = [
        each
        for each in session.occurrences
        if each.number == session.active and each.transform is None
    ]
    primary_caret = state.selection.primary_index
    primary = next(i for i, each in enumerate(wanted) if each.caret == primary_caret)
    return Selection.of([Range(each.start, each.end) for each in wanted], primary)


def _white_before(text: Text, offset: int) -> str:
    row = text.row_at(offset)
    return line_indentation(text, row)[: offset - text.line_start(row)]

"""Selecting more than motion does: words, lines, occurrences; adding carets and giving them up."""

from __future__ import annotations

from collections.abc import Callable

from pith.base import Problem, ProblemError
from pith.edit._context import EditContext
from pith.edit._many_ranges import few_ranges
from pith.edit._search import SearchQuery, find_matches
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction, selecting
from pith.edit.commands._common import brackets_around
from pith.edit.commands._motion import word_separators
from pith.text import word_at

_FURTHEST = 20_000_000  # code points that are searched for the next occurrence


def select_all(state: EditorState, context: EditContext) -> Transaction | None:
    """The whole document."""
    # The view stays where it is, as people know it: nobody selects all to go to the end.
    return selecting(state, Selection.range(0, len(state.text)))._replace(reveal=False)


def select_line(state: EditorState, context: EditContext) -> Transaction | None:
    """The lines of every range, with their line breaks; again: one more line."""
    text = state.text
    ranges = []
    for each in state.selection.ranges:
        start = text.line_start(text.row_at(each.start))
        row = text.row_at(each.end)
        end = text.line_start(row + 1) if row + 1 < text.line_count else len(text)
        ranges.append(Range(start, end))
    return selecting(state, Selection.of(ranges, state.selection.primary_index))


def select_word(state: EditorState, context: EditContext) -> Transaction | None:
    """The word at every caret."""
    selection = _with_words(state, context)
    return None if selection == state.selection else selecting(state, selection)


def _with_words(state: EditorState, context: EditContext) -> Selection:
    ranges = []
    separators = word_separators(context)
    for each in state.selection.ranges:
        word = word_at(state.text, each.head, separators) if each.is_empty else None
        ranges.append(Range(*word) if word else each)
    selection = Selection.of(ranges, state.selection.primary_index)
    selection.of_words = state.selection.of_words or all(
        each.is_empty for each in state.selection.ranges
    )
    return selection


def occurrences_wanted(state: EditorState, context: EditContext) -> SearchQuery | None:
    """What "next occurrence" looks for: what the primary range holds.

    A word that a caret stood in is looked for as a whole word, and what somebody has selected
    wherever it is. None when the ranges hold different things.
    """
    text = state.text
    primary = state.selection.primary
    wanted = text.slice(primary.start, primary.end)
    for each in state.selection.ranges:
        if text.slice(each.start, each.end) != wanted:
            return None
    return SearchQuery(wanted, True, state.selection.of_words, False, word_separators(context))


def select_next_occurrence(state: EditorState, context: EditContext) -> Transaction | None:
    """First the words at the carets, then also the next place with the same, from the top again
    at the end. The newest is the primary one. None when there is no other."""
    selection = state.selection
    if any(each.is_empty for each in selection.ranges):
        return select_word(state, context)
    query = occurrences_wanted(state, context)
    if query is None:
        return None
    taken = {each.start for each in selection.ranges}
    end = selection.primary.end
    for start, stop in ((end, len(state.text)), (0, end)):
        found = find_matches(state.text, query, start, stop, should_stop=_not_beyond(start))
        for match in found:
            if match.start not in taken and not _overlaps(selection, match.start, match.end):
                return selecting(state, selection.adding([Range(match.start, match.end)]))
    return None


def _not_beyond(start: int) -> Callable[[int], bool]:
    """What ends a search for one thing that has gone further than one would wait for."""

    def look(at: int) -> bool:
        if at - start > _FURTHEST:
            raise ProblemError(
                Problem(
                    f"there is no other within {_FURTHEST:,} characters",
                    advice="look for it with Find, which searches all of a large file",
                )
            )
        return False

    return look


def _overlaps(selection: Selection, start: int, end: int) -> bool:
    return any(each.start < end and start < each.end for each in selection.ranges)


def select_all_occurrences(state: EditorState, context: EditContext) -> Transaction | None:
    """Every place that holds what the primary range holds, or the word at it. Raises ProblemError
    for too many."""
    primary, of_words = state.selection.primary, state.selection.of_words
    if primary.is_empty:
        word = word_at(state.text, primary.head, word_separators(context))
        if word is None:
            return None
        primary, of_words = Range(*word), True
    chosen = Selection((primary,), of_words=of_words)
    query = occurrences_wanted(EditorState(state.text, chosen), context)
    if query is None:
        return None
    matches = few_ranges(find_matches(state.text, query))
    ranges = [Range(match.start, match.end) for match in matches]
    spans = [(each.start, each.end) for each in ranges]
    if (primary.start, primary.end) in spans:
        index = spans.index((primary.start, primary.end))
    else:  # Matches do not overlap: the selection may lie across two of them.
        index = 0
    if not ranges:
        return None
    selection = Selection.of(ranges, index, index)
    selection.of_words = of_words
    return selecting(state, selection)


def select_to_bracket(state: EditorState, context: EditContext) -> Transaction | None:
    """From a bracket to its partner, brackets included; elsewhere, the brackets around."""
    brackets = brackets_around(state, context)
    ranges = []
    for each in state.selection.ranges:
        around = brackets.pair_at(each.head) if each.is_empty else None
        around = around or brackets.enclosing(each.start, each.end)
        ranges.append(Range(*around) if around else each)
    selection = Selection.of(ranges, state.selection.primary_index)
    return None if selection == state.selection else selecting(state, selection)


def select_single(state: EditorState, context: EditContext) -> Transaction | None:
    """Of several ranges the one that the others were added to; of one range a caret; None when
    there is just a caret."""
    selection = state.selection
    if len(selection.ranges) > 1:
        return selecting(state, Selection((selection.ranges[selection.first_index],)))
    if not selection.primary.is_empty:
        return selecting(state, Selection.caret(selection.primary.head))
    return None


def caret_add_above(state: EditorState, context: EditContext) -> Transaction | None:
    """One more caret in the row above; the new one is the primary."""
    return _added(state, context, -1)


def caret_add_below(state: EditorState, context: EditContext) -> Transaction | None:
    """One more caret in the row below; the new one is the primary."""
    return _added(state, context, 1)


def _added(state: EditorState, context: EditContext, rows: int) -> Transaction | None:
    """Every range once more, some rows away; the outermost of the new ones is the primary."""
    layout = context.layout
    added = []
    for each in state.selection.ranges:
        head, goal = layout.move_rows(each.head, each.goal, rows)
        if layout.row_start(head, goal) == layout.row_start(each.head, each.goal):
            continue
        anchor = head
        if not each.is_empty:
            anchor, _ = layout.move_rows(each.anchor, None, rows)
        added.append(Range(anchor, head, goal))
    if not added:
        return None
    selection = state.selection.adding(added, len(added) - 1 if rows > 0 else 0)
    if len(selection.ranges) == len(state.selection.ranges):
        return None  # There were carets already.
    return selecting(state, selection)

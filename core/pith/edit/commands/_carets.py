"""More carets from a selection: one a line, and occurrences that are left out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from pith.edit._context import EditContext
from pith.edit._many_ranges import require_few_ranges
from pith.edit._search import Match, SearchQuery, find_matches
from pith.edit._selection import Range, Selection
from pith.edit._transaction import EditorState, Transaction, selecting
from pith.edit.commands._common import rows_of
from pith.edit.commands._motion import word_separators
from pith.edit.commands._selection import occurrences_wanted, select_word
from pith.text import word_at

_WINDOW = 65_536  # code points searched at a time on the way back
_MOST_CARETS = 10_000


def select_lines_apart(state: EditorState, context: EditContext) -> Transaction | None:
    """Every range becomes one range a line, without the line breaks. None if none has several.

    Raises ProblemError for too many lines.
    """
    text = state.text
    ranges: list[Range] = []
    primary = 0
    _require_few_rows(state)
    for index, each in enumerate(state.selection.ranges):
        first, last = rows_of(text, each)
        for row in range(first, last + 1):
            start = max(each.start, text.line_start(row))
            end = min(each.end, text.line_end(row))
            ranges.append(Range(end, start) if each.is_reversed else Range(start, end))
        if index == state.selection.primary_index:
            primary = len(ranges) - (last - first + 1 if each.is_reversed else 1)
    selection = Selection.of(ranges, primary)
    return None if selection == state.selection else selecting(state, selection)


def caret_line_ends(state: EditorState, context: EditContext) -> Transaction | None:
    """A caret at the end of every line that is selected. None if nothing is selected.

    Raises ProblemError for too many lines.
    """
    text = state.text
    if all(each.is_empty for each in state.selection.ranges):
        return None
    _require_few_rows(state)
    carets: list[Range] = []
    primary = 0
    for index, each in enumerate(state.selection.ranges):
        if index == state.selection.primary_index:
            primary = len(carets)
        if each.is_empty:
            carets.append(Range.caret(each.head))
            continue
        first, last = rows_of(text, each)
        ends = (text.line_end(row) for row in range(first, last + 1))
        carets += [Range.caret(min(each.end, end)) for end in ends]
    return selecting(state, Selection.of(carets, primary))


def _require_few_rows(state: EditorState) -> None:
    """Raise ProblemError where one range for each row that is selected would be too many."""
    rows = [rows_of(state.text, each) for each in state.selection.ranges]
    require_few_ranges(sum([last - first + 1 for first, last in rows]))


def caret_add_to_top(state: EditorState, context: EditContext) -> Transaction | None:
    """A caret in every row above the primary one, in its column; 10,000 of them at most."""
    return _carets_towards(state, context, -1)


def caret_add_to_bottom(state: EditorState, context: EditContext) -> Transaction | None:
    """A caret in every row below the primary one, in its column; 10,000 of them at most."""
    return _carets_towards(state, context, 1)


def _carets_towards(state: EditorState, context: EditContext, rows: int) -> Transaction | None:
    layout, primary = context.layout, state.selection.primary
    offset, goal = primary.head, primary.goal
    carets = [Range.caret(offset)]
    while len(carets) < _MOST_CARETS:
        before = layout.row_start(offset, goal)
        offset, goal = layout.move_rows(offset, goal, rows)
        if layout.row_start(offset, goal) == before:
            break
        carets.append(Range.caret(offset))
    return None if len(carets) == 1 else selecting(state, Selection.of(carets, 0, 0))


def select_next_range(state: EditorState, context: EditContext) -> Transaction | None:
    """The next of several ranges is the primary one. None if there is one."""
    return _with_primary(state, 1)


def select_previous_range(state: EditorState, context: EditContext) -> Transaction | None:
    """The range before is the primary one. None if there is one."""
    return _with_primary(state, -1)


def _with_primary(state: EditorState, by: int) -> Transaction | None:
    selection = state.selection
    count = len(selection.ranges)
    if count == 1:
        return None
    chosen = (selection.primary_index + by) % count
    return selecting(state, Selection.of(selection.ranges, chosen, chosen))


def select_previous_occurrence(state: EditorState, context: EditContext) -> Transaction | None:
    """As select_next_occurrence, to the front."""
    return _with_another(state, context, backward=True, instead=False)


def skip_next_occurrence(state: EditorState, context: EditContext) -> Transaction | None:
    """The primary range is given up for the next place that holds the same."""
    return _with_another(state, context, backward=False, instead=True)


def skip_previous_occurrence(state: EditorState, context: EditContext) -> Transaction | None:
    """The primary range is given up for the place before it that holds the same."""
    return _with_another(state, context, backward=True, instead=True)


def caret_next_occurrence(state: EditorState, context: EditContext) -> Transaction | None:
    """The caret to where it stands in the next place that holds its word, or what is selected to
    the next place that holds the same; from the top again at the end."""
    return _in_another(state, context, backward=False)


def caret_previous_occurrence(state: EditorState, context: EditContext) -> Transaction | None:
    """As caret_next_occurrence, to the front."""
    return _in_another(state, context, backward=True)


def _in_another(state: EditorState, context: EditContext, *, backward: bool) -> Transaction | None:
    primary, of_words = state.selection.primary, state.selection.of_words
    chosen = primary
    if primary.is_empty:
        word = word_at(state.text, primary.head, word_separators(context))
        if word is None:
            return None
        chosen, of_words = Range(*word), True
    about = EditorState(state.text, Selection((chosen,), of_words=of_words))
    query = occurrences_wanted(about, context)
    if query is None:
        return None
    for match in _matches_from(about, query, backward):
        if match.start != chosen.start:
            # A line break is found in whatever form, and may be longer there.
            start, end = match.start, match.end
            if primary.is_empty:
                start = end = start + primary.head - chosen.start
            found = Range(end, start) if primary.is_reversed else Range(start, end)
            selection = Selection((found,), of_words=of_words and not primary.is_empty)
            return selecting(state, selection)
    return None


def _with_another(
    state: EditorState, context: EditContext, *, backward: bool, instead: bool
) -> Transaction | None:
    selection = state.selection
    if any(each.is_empty for each in selection.ranges):
        return select_word(state, context)
    query = occurrences_wanted(state, context)
    if query is None:
        return None
    starts = [each.start for each in selection.ranges]
    for match in _matches_from(state, query, backward):
        before = bisect_left(starts, match.end) - 1  # the last range that may lie across it
        if before >= 0 and match.start < selection.ranges[before].end:
            continue
        found = Range(match.start, match.end)
        if instead:
            return selecting(state, selection.with_primary(found))
        return selecting(state, selection.adding([found]))
    return None


def _matches_from(state: EditorState, query: SearchQuery, backward: bool) -> Iterator[Match]:
    """Every match, those after the primary range first (before it, `backward`), round the end."""
    text, primary = state.text, state.selection.primary
    if not backward:
        yield from find_matches(text, query, primary.end, len(text))
        yield from find_matches(text, query, 0, primary.end)
        return
    for low, high in ((0, primary.start), (primary.start, len(text))):
        end = high
        while end > low:
            start = max(low, end - _WINDOW)
            # What begins in this window may end in the one after it.
            stop = min(high, end + len(query.pattern))
            found = [each for each in find_matches(text, query, start, stop) if each.start < end]
            yield from reversed(found)
            end = start

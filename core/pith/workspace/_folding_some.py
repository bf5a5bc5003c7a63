"""Folding some of a text's regions, by where the carets are or by what they begin with."""

from __future__ import annotations

from collections.abc import Iterable

from pith.edit import Fold, Range, Selection
from pith.workspace._fold_spans import FoldSpans, folds_around
from pith.workspace._folding import (
    MANY_ROWS,
    fold_all,
    fold_recursively,
    regions_near,
    regions_of,
    unfold_recursively,
)
from pith.workspace._view import View

_FARTHEST = 20_000  # rows looked at for where the next region starts
_WIDEST = 400  # columns of a line that are looked at


def fold_except(view: View, regions: list[Fold]) -> bool:
    """Fold the regions that neither hold a caret's region nor lie in one."""
    return fold_all(view, _apart_from_carets(view, regions, regions))


def unfold_except(view: View) -> bool:
    """Open all folds but those that hold a caret's region or lie in one."""
    apart = set(_apart_from_carets(view, list(view.folds.all), None))
    view.set_folds(view.folds.without(apart))
    return bool(apart)


def fold_block_comments(view: View, regions: list[Fold]) -> bool:
    """Fold the comments of several rows, be they one or one a row."""
    near = regions_near(view)
    return fold_all(view, [each for each in regions if near.is_comment(each.first)])


def fold_imports(view: View, regions: list[Fold]) -> bool:
    """Fold imports that follow each other."""
    near = regions_near(view)
    return fold_all(view, [each for each in regions if near.is_imports(each.first)])


def fold_marked(view: View, regions: list[Fold]) -> bool:
    """Fold the regions that comments mark."""
    near = regions_near(view)
    return fold_all(view, [each for each in regions if near.is_marked(each.first)])


def unfold_marked(view: View) -> bool:
    """Open the folds of regions that comments mark."""
    near = regions_near(view)
    marked = [each for each in view.folds.all if near.is_marked(each.first)]
    view.set_folds(view.folds.without(marked))
    return bool(marked)


def toggle_fold_recursively(view: View) -> bool:
    """Open what the rows with carets stand for and all in it, or fold the regions round them."""
    return unfold_recursively(view) or fold_recursively(view)


def fold_selections(view: View) -> bool:
    """Fold the lines of each selection behind its first one, whatever is in them."""
    text, selection = view.state
    chosen = []
    for each in selection.ranges:
        first, last = text.row_at(each.start), text.row_at(each.end)
        if each.end == text.line_start(last) and last > first:
            last -= 1  # nothing of it is selected
        if last > first:
            chosen.append(Fold(first, last))
    return fold_all(view, chosen)


def go_to_parent_fold(view: View) -> bool:
    """Go to the start of the region round the caret or, from there, of the one round that."""
    row = view.state.text.row_at(view.selection.primary.head)
    regions = regions_near(view)
    region = regions.around(row)
    if region is not None and region.first == row:
        region = regions.enclosing(row)
    return region is not None and _go_to(view, region.first)


def go_to_next_fold(view: View) -> bool:
    """Go to where the next region below starts that is seen."""
    return _go_to_near(view, 1)


def go_to_previous_fold(view: View) -> bool:
    """Go to where the next region above starts that is seen."""
    return _go_to_near(view, -1)


def _go_to_near(view: View, step: int) -> bool:
    text, folds = view.state.text, view.folds
    regions = regions_near(view)
    row = text.row_at(view.selection.primary.head)
    end = min(row + _FARTHEST, text.line_count) if step > 0 else max(row - _FARTHEST, -1)
    for other in range(row + step, end, step):
        if not folds.hides(other) and (folds.at(other) is not None or regions.starts(other)):
            return _go_to(view, other)
    return False


def _go_to(view: View, row: int) -> bool:
    text = view.state.text
    start = text.line_start(row)
    line = text.slice(start, min(text.line_end(row), start + _WIDEST))
    at = start + len(line) - len(line.lstrip())
    view.select(Selection.of([Range.caret(at)]))
    return True


def _apart_from_carets(view: View, regions: list[Fold], every: list[Fold] | None) -> list[Fold]:
    """Those of some regions that neither hold a caret's region nor lie in one. `every` region of
    the text is asked when there are many carets."""
    text = view.state.text
    rows = {text.row_at(each.head) for each in view.selection.ranges}
    found: Iterable[Fold | None]
    if len(rows) > MANY_ROWS:
        regions_round = folds_around(regions_of(view) if every is None else every, rows)
        found = (around[-1] if around else None for around in regions_round)
    else:
        found = map(regions_near(view).around, rows)
    chosen = FoldSpans(each for each in found if each is not None)
    return [each for each in regions if not (chosen.one_holds(each) or chosen.one_lies_in(each))]

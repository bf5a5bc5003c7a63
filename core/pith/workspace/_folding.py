"""Folding and unfolding in a view: what its commands and its gutter do."""

from __future__ import annotations

from collections.abc import Iterable

from pith.edit import (
    NO_FOLDS,
    Fold,
    LanguageRules,
    enclosing_region,
    nesting,
    region_around,
    region_at,
    regions_in,
)
from pith.text import Text
from pith.workspace._view import View


def fold(view: View, rows: Iterable[int] | None = None) -> bool:
    """Fold the innermost region round each caret (or of each row) that is not folded yet."""
    text = view.state.text
    rules, tab_size = rules_of(view)
    found = []
    for row in _caret_rows(view) if rows is None else rows:
        region = region_around(text, row, rules, tab_size)
        while region is not None and region in view.folds.all:
            region = enclosing_region(text, region.first, rules, tab_size)
        if region is not None:
            found.append(region)
    return _add(view, found)


def fold_recursively(view: View, rows: Iterable[int] | None = None) -> bool:
    """Fold the innermost region round each caret (or row), and every one in it."""
    text = view.state.text
    rules, tab_size = rules_of(view)
    found: list[Fold] = []
    for row in _caret_rows(view) if rows is None else rows:
        region = region_around(text, row, rules, tab_size)
        if region is not None:
            found += (region, *regions_in(text, region.first + 1, region.last, rules, tab_size))
    return _add(view, found)


def unfold(view: View, rows: Iterable[int] | None = None) -> bool:
    """Open the folds that the rows with carets (or these) stand for, and no others."""
    folds = view.folds
    found = [folds.at(row) for row in (_caret_rows(view) if rows is None else rows)]
    return _take(view, [each for each in found if each is not None])


def unfold_recursively(view: View, rows: Iterable[int] | None = None) -> bool:
    """Open the folds that the rows with carets (or these) stand for, and every one in them."""
    folds = view.folds
    found: list[Fold] = []
    for row in _caret_rows(view) if rows is None else rows:
        over = folds.at(row)
        if over is not None:
            found += [each for each in folds.all if over.first <= each.first <= over.last]
    return _take(view, found)


def toggle_fold(view: View, rows: Iterable[int] | None = None) -> bool:
    """Unfold, or fold where there is nothing to unfold."""
    rows = list(_caret_rows(view) if rows is None else rows)
    return unfold(view, rows) or fold(view, rows)


def fold_all(view: View, regions: list[Fold]) -> bool:
    """Fold every one of the regions of the view's text."""
    return _add(view, regions)


def fold_level(view: View, regions: list[Fold], level: int) -> bool:
    """Fold the regions that lie in `level` - 1 others, but those with carets in them."""
    rows = list(_caret_rows(view))
    return _add(
        view,
        [
            region
            for region, depth in nesting(regions)
            if depth == level and not any(region.first <= row <= region.last for row in rows)
        ],
    )


def unfold_all(view: View) -> bool:
    if not view.folds:
        return False
    view.set_folds(NO_FOLDS)
    return True


def regions_of(view: View) -> list[Fold]:
    """Every region of a view's text; of a long one better all_regions, in a worker."""
    return all_regions(view.state.text, *rules_of(view))


def all_regions(text: Text, rules: LanguageRules, tab_size: int) -> list[Fold]:
    """Every region of a text: for a worker, if the text is long."""
    return regions_in(text, 0, text.line_count - 1, rules, tab_size)


def restore_folds(view: View, folds: Iterable[Fold]) -> None:
    """Fold what was folded when the view was left, as far as there are such regions still."""
    text = view.state.text
    rules, tab_size = rules_of(view)
    found = []
    for first, last in folds:
        if 0 <= first < last < text.line_count:
            region = region_at(text, first, rules, tab_size)
            if region is not None:
                found.append(region)
    _add(view, found)


def rules_of(view: View) -> tuple[LanguageRules, int]:
    """What folding asks of a view: the rules of its language, and the width of a tab."""
    context = view.context_factory()
    return context.rules, context.options.tab_size


def _caret_rows(view: View) -> list[int]:
    text, selection = view.state
    return sorted({text.row_at(each.head) for each in selection.ranges})


def _add(view: View, folds: list[Fold]) -> bool:
    before = view.folds
    view.set_folds(before.adding(folds))
    return view.folds != before


def _take(view: View, folds: list[Fold]) -> bool:
    if folds:
        view.set_folds(view.folds.without(folds))
    return bool(folds)

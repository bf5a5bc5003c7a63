"""Folding and unfolding in a view: what its commands and its gutter do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from pith.base import Future
from pith.edit import NO_FOLDS, Fold, Regions, nesting, regions_for, regions_in
from pith.workspace._fold_spans import FoldSpans, folds_around
from pith.workspace._view import View

MANY_ROWS = 100  # round which nobody looks for each alone


def fold(view: View, rows: Iterable[int] | None = None) -> bool:
    """Fold the innermost region round each caret (or of each row) that is not folded yet. Where
    its end is too far away to be looked for here, or the rows are many, a worker finds them, and
    they are folded then."""

    def chosen(regions: list[Fold], rows: list[int]) -> list[Fold]:
        folded = set(view.folds.all)
        open_yet = (
            next((each for each in reversed(around) if each not in folded), None)
            for around in folds_around(regions, rows)
        )
        return [each for each in open_yet if each is not None]

    rows = list(_caret_rows(view) if rows is None else rows)
    if len(rows) > MANY_ROWS and _fold_later(view, rows, chosen):
        return True
    regions = regions_near(view)
    found: list[Fold] = []
    far = []
    for row in rows:
        region = regions.around(row)
        while region is not None and region in view.folds:
            region = regions.enclosing(region.first)
        if regions.take_gave_up():
            far.append(row)
        elif region is not None:
            found.append(region)
    changed = _add(view, found)
    return _fold_later(view, far, chosen) or changed


def fold_recursively(view: View, rows: Iterable[int] | None = None) -> bool:
    """Fold the innermost region round each caret (or row), and every one in it; as fold() does."""

    def chosen(regions: list[Fold], rows: list[int]) -> list[Fold]:
        outer = FoldSpans(around[-1] for around in folds_around(regions, rows) if around)
        return [each for each in regions if outer.one_holds(each)]

    rows = list(_caret_rows(view) if rows is None else rows)
    if len(rows) > MANY_ROWS and _fold_later(view, rows, chosen):
        return True
    regions = regions_near(view)
    found: list[Fold] = []
    far = []
    for row in rows:
        region = regions.around(row)
        if regions.take_gave_up():
            far.append(row)
        elif region is not None:
            found += (region, *_finder(view, region.first + 1, region.last, to_keep=False)())
    changed = _add(view, found)
    return _fold_later(view, far, chosen) or changed


def unfold(view: View, rows: Iterable[int] | None = None) -> bool:
    """Open the folds that the rows with carets (or these) stand for, and no others."""
    folds = view.folds
    found = [folds.at(row) for row in (_caret_rows(view) if rows is None else rows)]
    return _take(view, [each for each in found if each is not None])


def unfold_recursively(view: View, rows: Iterable[int] | None = None) -> bool:
    """Open the folds that the rows with carets (or these) stand for, and every one in them."""
    folds = view.folds
    over = map(folds.at, _caret_rows(view) if rows is None else rows)
    spans = FoldSpans(each for each in over if each is not None)
    return _take(view, [each for each in folds.all if spans.one_holds(each)])


def toggle_fold(view: View, rows: Iterable[int] | None = None) -> bool:
    """Unfold, or fold where there is nothing to unfold."""
    rows = list(_caret_rows(view) if rows is None else rows)
    return unfold(view, rows) or fold(view, rows)


def fold_all(view: View, regions: list[Fold]) -> bool:
    """Fold every one of the regions of the view's text."""
    return _add(view, regions)


def fold_level(view: View, regions: list[Fold], level: int) -> bool:
    """Fold the regions that lie in `level` - 1 others, but those with carets in them."""
    carets = FoldSpans.of_rows(_caret_rows(view))
    return _add(
        view,
        [
            region
            for region, depth in nesting(regions)
            if depth == level and not carets.one_lies_in(region)
        ],
    )


def unfold_all(view: View) -> bool:
    if not view.folds:
        return False
    view.set_folds(NO_FOLDS)
    return True


def regions_of(view: View) -> list[Fold]:
    """Every region of a view's text; of a long one better regions_finder, in a worker."""
    return regions_finder(view)()


def regions_finder(view: View) -> Callable[[], list[Fold]]:
    """What finds every region of the view's text as it is now, in a worker if that is long."""
    return _finder(view, 0, view.state.text.line_count - 1, to_keep=True)


def regions_near(view: View) -> Regions:
    """What finds single regions of the view's text; not to be kept."""
    context = view.context_factory()
    tab_size = context.options.tab_size
    kinds, rules_at = context.line_kinds(), context.rules_at
    return regions_for(view.state.text, context.rules, tab_size, kinds, rules_at)


def _finder(view: View, first: int, last: int, *, to_keep: bool) -> Callable[[], list[Fold]]:
    context = view.context_factory()
    kinds = context.line_kinds(to_keep=to_keep)
    about = context.rules, context.options.tab_size, kinds, context.rules_at
    return partial(regions_in, view.state.text, first, last, *about)


def _fold_later(
    view: View, rows: list[int], chosen: Callable[[list[Fold], list[int]], list[Fold]]
) -> bool:
    """Fold what is chosen among all regions for the rows once a worker has found them; not if the
    text is another one by then. False: nothing is going to be."""
    text, worker = view.state.text, view.document.worker
    if not rows or worker is None or view.document.large:
        return False
    find = regions_finder(view)

    def take(finding: Future[list[Fold]]) -> None:
        if finding.exception() is None and not view.disposed and view.state.text is text:
            _add(view, chosen(finding.result(), rows))

    worker.submit(lambda token: find(), "what can be folded").on_done(take)
    return True


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

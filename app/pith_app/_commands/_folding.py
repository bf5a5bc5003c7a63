"""Commands that fold lines away and bring them back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pith.base import Future, Problem, ProblemError
from pith.commands import NOT_HANDLED
from pith.edit import Fold, Folds
from pith.text import Text
from pith.workspace import (
    View,
    fold,
    fold_all,
    fold_block_comments,
    fold_except,
    fold_imports,
    fold_level,
    fold_marked,
    fold_recursively,
    fold_selections,
    go_to_next_fold,
    go_to_parent_fold,
    go_to_previous_fold,
    regions_finder,
    toggle_fold,
    toggle_fold_recursively,
    unfold,
    unfold_all,
    unfold_except,
    unfold_marked,
    unfold_recursively,
)
from pith_app._commands._handling import Handler, Handlers

_AT_ONCE = 4_000  # lines
_MOST = 2_000_000
_LOOKED_AGAIN = 0.05  # seconds between two looks whether colours have come

_OF_A_VIEW: dict[str, Callable[[View], bool]] = {
    "folding.fold": fold,
    "folding.unfold": unfold,
    "folding.toggle": toggle_fold,
    "folding.foldRecursively": fold_recursively,
    "folding.unfoldRecursively": unfold_recursively,
    "folding.toggleRecursively": toggle_fold_recursively,
    "folding.unfoldAll": unfold_all,
    "folding.unfoldExcept": unfold_except,
    "folding.unfoldMarked": unfold_marked,
    "folding.foldSelections": fold_selections,
    "folding.goToParent": go_to_parent_fold,
    "folding.goToNext": go_to_next_fold,
    "folding.goToPrevious": go_to_previous_fold,
}
_OF_ALL_REGIONS: dict[str, Callable[[View, list[Fold]], object]] = {
    "folding.foldAll": fold_all,
    "folding.foldExcept": fold_except,
    "folding.foldBlockComments": fold_block_comments,
    "folding.foldImports": fold_imports,
    "folding.foldMarked": fold_marked,
}


class FoldingCommands(Handlers):
    def all(self) -> dict[str, Handler]:
        """What handles each command: a function of pith.workspace, mostly of the same name."""
        return {
            **{name: self._on_view(function) for name, function in _OF_A_VIEW.items()},
            **{name: self._with_regions(function) for name, function in _OF_ALL_REGIONS.items()},
            **{f"folding.foldLevel{number}": self._level(number) for number in range(1, 8)},
        }

    def _level(self, number: int) -> Handler:
        return self._with_regions(lambda view, regions: fold_level(view, regions, number))

    def _view(self) -> View | None:
        """The active view, if anything may be folded in it."""
        view = self.program.editors.active_view
        return view if view is not None and view.folding else None

    def _on_view(self, function: Callable[[View], bool]) -> Handler:
        def run() -> Any:
            view = self._view()
            return None if view is not None and function(view) else NOT_HANDLED

        return run

    def _take(
        self,
        view: View,
        take: Callable[[View, list[Fold]], object],
        regions: list[Fold],
        coming: bool,
    ) -> object:
        """Fold, and when colours have come fold again: before, text in strings counted as code."""
        before = view.folds
        done = take(view, regions)
        if coming:
            self._fold_again_later(view, take, view.state.text, (before, view.folds))
        return done

    def _fold_again_later(
        self,
        view: View,
        take: Callable[[View, list[Fold]], object],
        text: Text,
        folds: tuple[Folds, Folds],
    ) -> None:
        """Once all is known of a text, take back how it was folded, from the first folds to the
        second, and fold it anew; not if somebody has folded, unfolded or edited since."""
        before, after = folds
        program = self.program

        def is_as_left() -> bool:
            return not view.disposed and view.state.text is text and view.folds == after

        def look() -> None:
            if not is_as_left():
                return
            if program.highlighters.are_coming(view.document):
                program.scheduler.call_later(_LOOKED_AGAIN, look)
                return
            find = regions_finder(view)
            program.kernel.worker.submit(lambda token: find(), "what can be folded").on_done(again)

        def again(finding: Future[list[Fold]]) -> None:
            if finding.exception() is None and is_as_left():
                view.set_folds(before)
                take(view, finding.result())

        program.scheduler.call_later(_LOOKED_AGAIN, look)

    def _with_regions(self, take: Callable[[View, list[Fold]], object]) -> Handler:
        def run() -> Any:
            view = self._view()
            if view is None:
                return NOT_HANDLED
            text = view.state.text
            if view.document.large or text.line_count > _MOST:
                raise ProblemError(
                    Problem(
                        "the file is too large to fold all of it",
                        source=str(view.document.file.path or view.document.name),
                        advice="fold what is around the caret instead",
                    )
                )
            coming = self.program.highlighters.are_coming(view.document)
            find = regions_finder(view)
            if text.line_count <= _AT_ONCE:
                self._take(view, take, find(), coming)
                return None
            finding = self.program.kernel.worker.submit(lambda token: find(), "what can be folded")

            def found(regions: list[Fold]) -> object:
                if view.disposed:
                    return None
                if view.state.text is not text:  # it was edited meanwhile
                    return run()
                return self._take(view, take, regions, coming)

            folding: Future[object] = finding.then(found)
            return folding

        return run

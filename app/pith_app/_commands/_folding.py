"""Commands that fold lines away and bring them back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pith.base import Future, Problem, ProblemError
from pith.commands import NOT_HANDLED
from pith.edit import Fold
from pith.workspace import (
    View,
    all_regions,
    fold,
    fold_all,
    fold_block_comments,
    fold_except,
    fold_level,
    fold_marked,
    fold_recursively,
    fold_selections,
    go_to_next_fold,
    go_to_parent_fold,
    go_to_previous_fold,
    rules_of,
    toggle_fold,
    toggle_fold_recursively,
    unfold,
    unfold_all,
    unfold_except,
    unfold_marked,
    unfold_recursively,
)

if TYPE_CHECKING:
    from pith_app._program import Program

_AT_ONCE = 4_000  # lines
_MOST = 2_000_000


def handlers(program: Program) -> Mapping[str, Callable[..., Any]]:
    """What handles each command."""

    def on_view(function: Callable[[View], bool]) -> Callable[[], Any]:
        def run() -> Any:
            view = program.editors.active_view
            return None if view is not None and function(view) else NOT_HANDLED

        return run

    def with_regions(take: Callable[[View, list[Fold]], object]) -> Callable[[], Any]:
        def run() -> Any:
            view = program.editors.active_view
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
            rules, tab_size = rules_of(view)
            if text.line_count <= _AT_ONCE:
                take(view, all_regions(text, rules, tab_size))
                return None
            finding = program.kernel.worker.submit(
                lambda token: all_regions(text, rules, tab_size), "what can be folded"
            )

            def found(regions: list[Fold]) -> object:
                if view.disposed:
                    return None
                if view.state.text is not text:  # it was edited meanwhile
                    return run()
                return take(view, regions)

            folding: Future[object] = finding.then(found)
            return folding

        return run

    def level(number: int) -> Callable[[], Any]:
        return with_regions(lambda view, regions: fold_level(view, regions, number))

    return {
        "folding.fold": on_view(fold),
        "folding.unfold": on_view(unfold),
        "folding.toggle": on_view(toggle_fold),
        "folding.foldRecursively": on_view(fold_recursively),
        "folding.unfoldRecursively": on_view(unfold_recursively),
        "folding.foldAll": with_regions(fold_all),
        "folding.unfoldAll": on_view(unfold_all),
        "folding.toggleRecursively": on_view(toggle_fold_recursively),
        "folding.foldExcept": with_regions(fold_except),
        "folding.unfoldExcept": on_view(unfold_except),
        "folding.foldBlockComments": with_regions(fold_block_comments),
        "folding.foldMarked": with_regions(fold_marked),
        "folding.unfoldMarked": on_view(unfold_marked),
        "folding.foldSelections": on_view(fold_selections),
        "folding.goToParent": on_view(go_to_parent_fold),
        "folding.goToNext": on_view(go_to_next_fold),
        "folding.goToPrevious": on_view(go_to_previous_fold),
        **{f"folding.foldLevel{number}": level(number) for number in range(1, 8)},
    }

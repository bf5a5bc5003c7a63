"""Several changes of the disk that happen all or not at all."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Self

from pith.base import Progress, SilentProgress, report_exception


class Saga:
    """Steps with their undoing: left with an exception, it undoes what was done, the last first.

    An undoing that fails is reported and stops no other. Every step is named to `progress`
    before it is made.
    """

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress or SilentProgress()
        self._undoings: list[Callable[[], object]] = []

    def step(self, name: str, fraction: float | None = None) -> None:
        self._progress.report(fraction, name)

    def undo(self, undoing: Callable[[], object]) -> None:
        """How to take back the step just made."""
        self._undoings.append(undoing)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            return
        while self._undoings:
            try:
                self._undoings.pop()()
            except Exception as second:
                report_exception(second, "while undoing a change")

"""Going to a place of a huge file that is not in memory: when it has been read."""

from __future__ import annotations

from collections.abc import Callable

from pith.base import OnDispose
from pith.workspace import View, ViewUpdate


def _nothing() -> None:
    pass


class Arrivals:
    """For each view, what is to be done when the text reaches far enough.

    Whoever edits or moves the caret meanwhile wants something else: then it is not done.
    """

    def __init__(self) -> None:
        self._waiting: dict[View, OnDispose] = {}

    def when_there(
        self,
        view: View,
        row: int | None,
        function: Callable[[], object],
        over: Callable[[], object] = _nothing,
    ) -> bool:
        """Call `function` when the view's text has that row, and one after it; None: when all
        of its file is there. Returns whether that was so at once, or nothing more is to come.

        If it was not, `over` is called once there is nothing to wait for any more: right before
        `function`, or instead of it."""
        self.forget(view)
        growth = view.document.growth
        if growth is None or (row is not None and row + 1 < view.state.text.line_count):
            return self._when_read(view, row, function, over)

        def look(update: ViewUpdate) -> None:
            if update.event != "grow":
                self.forget(view)
            elif row is not None and row + 1 < update.after.text.line_count:
                arrive()

        def arrive() -> None:
            if view in self._waiting:
                self.forget(view)
                function()

        listening = view.changed.connect(look)
        ending = growth.ended.on_done(lambda _: arrive())

        def stop() -> None:
            listening.dispose()
            ending.dispose()
            over()

        self._waiting[view] = OnDispose(stop)
        return False

    def _when_read(
        self,
        view: View,
        row: int | None,
        function: Callable[[], object],
        over: Callable[[], object],
    ) -> bool:
        text, reader = view.state.text, view.document.page_reader
        if reader is None:
            function()
            return True
        row = text.line_count - 1 if row is None else min(max(row, 0), text.line_count - 1)
        there = False

        def arrive() -> None:
            nonlocal there
            there = True
            self.forget(view)
            function()

        reading = reader.when_read(text.leaves_of_rows(row, row), arrive)
        if there:
            return True

        def look(update: ViewUpdate) -> None:
            if update.event not in ("grow", "save"):
                self.forget(view)

        listening = view.changed.connect(look)

        def stop() -> None:
            listening.dispose()
            reading.dispose()
            over()

        self._waiting[view] = OnDispose(stop)
        return False

    def forget(self, view: View) -> None:
        """Whatever it waits for is not wanted any more."""
        waiting = self._waiting.pop(view, None)
        if waiting is not None:
            waiting.dispose()

    def dispose(self) -> None:
        for view in list(self._waiting):
            self.forget(view)

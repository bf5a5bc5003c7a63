"""Asking every extension at once what could stand where somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from pith.api import Completion, DocumentInfo, Point, TextSnapshot
from pith.base import Cancelled, CancelToken, Future, Scheduler
from pith.host._hooks import HookGuard

SECONDS: Final = 1.0
"""How long an answer may take."""


class Completing:
    """One round of asking. `answer` settles when everybody has answered, or the time is over."""

    def __init__(
        self,
        guards: Sequence[HookGuard],
        document: DocumentInfo,
        text: TextSnapshot,
        position: Point,
        scheduler: Scheduler,
    ) -> None:
        self._scheduler = scheduler
        self._token = CancelToken()
        self._waiting: dict[HookGuard, Future[Sequence[Completion]]] = {}
        self._found: list[Completion] = []
        self.answer: Future[Sequence[Completion]] = Future()
        self.answer.token.on_cancel(self._cancelled)
        self._limit = scheduler.call_later(SECONDS, self._give_up)
        for guard in guards:
            given = guard.completions(document, text, position, self._token)
            if isinstance(given, Future):
                self._waiting[guard] = given
            else:
                self._take(guard, given)
        # Those that have answered already answer at once, which may be all of them.
        for guard, given in list(self._waiting.items()):
            given.on_done(partial(self._settled_anywhere, guard))
        self._end_if_all()

    def _settled_anywhere(self, guard: HookGuard, done: Future[Sequence[Completion]]) -> None:
        # An extension may settle a Future of its own on a thread of its own.
        if self._scheduler.on_window_thread:
            self._settled(guard, done)
        else:
            self._scheduler.call_soon(lambda: self._settled(guard, done))

    def _settled(self, guard: HookGuard, done: Future[Sequence[Completion]]) -> None:
        if self._waiting.pop(guard, None) is None:
            return  # too late
        error = done.exception()
        if error is None:
            self._take(guard, done.result())
        elif not isinstance(error, Cancelled):
            guard.guard.failed("completions", error)
        self._end_if_all()

    def _take(self, guard: HookGuard, given: object) -> None:
        if given is None:
            return
        if isinstance(given, (list, tuple)) and all(isinstance(e, Completion) for e in given):
            self._found += given
            return
        wrong = TypeError("it must return a list of Completion, a Future of one, or None")
        guard.guard.failed("completions", wrong, guard.implementations["completions"].function)

    def _end_if_all(self) -> None:
        if not self._waiting and not self.answer.done:
            self._limit.dispose()
            self.answer.set_result(tuple(self._found))

    def _give_up(self) -> None:
        late, self._waiting = self._waiting, {}
        self._token.cancel()
        for guard, given in late.items():
            given.cancel()
            error = TimeoutError(f"no answer within {SECONDS:g} s")
            function = guard.implementations["completions"].function
            guard.guard.failed("completions", error, function)
        self._end_if_all()

    def _cancelled(self) -> None:
        waiting, self._waiting = self._waiting, {}
        self._limit.dispose()
        self._token.cancel()
        for given in waiting.values():
            given.cancel()
        if not self.answer.done:
            self.answer.set_exception(Cancelled())

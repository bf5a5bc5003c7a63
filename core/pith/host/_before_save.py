"""Asking extensions, one after the other, what to change in a document before it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from pith.api import DocumentInfo, TextEdit, TextSnapshot
from pith.base import Cancelled, CancelToken, Disposable, Future, Scheduler
from pith.host._hooks import HookGuard

SECONDS: Final = 2.0
"""How long each extension may take."""


class SavingDocument(Protocol):
    """A document that waits to be written, as the program shows it to the host."""

    def describe(self) -> tuple[DocumentInfo, TextSnapshot]:
        """What it is like now: `edit` is about this."""
        ...

    def edit(self, edits: Sequence[TextEdit]) -> None:
        """Make edits to what was described last. Raises ValueError for those that do not fit."""
        ...

    def dispose(self) -> None:
        """Nobody asks any more."""
        ...


class BeforeSave:
    """One round of asking. `answer` settles when everybody was asked."""

    def __init__(
        self, guards: Sequence[HookGuard], document: SavingDocument, scheduler: Scheduler
    ) -> None:
        self._waiting = list(guards)
        self._document = document
        self._scheduler = scheduler
        self._asked: Future[Sequence[TextEdit]] | None = None
        self._token = CancelToken()
        self._limit: Disposable | None = None
        self.answer: Future[None] = Future()
        self.answer.token.on_cancel(self._cancelled)
        self._ask()

    def _ask(self) -> None:
        while self._waiting and not self.answer.done:
            guard = self._waiting.pop(0)
            self._token = CancelToken()
            info, text = self._document.describe()
            given = guard.will_save(document=info, text=text, token=self._token)
            if isinstance(given, Future):
                self._wait(guard, info, given)
                return
            self._take(guard, given)
        if not self.answer.done:
            self._end()
            self.answer.set_result(None)

    def _wait(
        self, guard: HookGuard, info: DocumentInfo, given: Future[Sequence[TextEdit]]
    ) -> None:
        self._asked = given
        self._limit = self._scheduler.call_later(SECONDS, lambda: self._give_up(guard, info))

        def settled(done: Future[Sequence[TextEdit]]) -> None:
            self._on_window_thread(lambda: self._settled(guard, done))

        given.on_done(settled)

    def _on_window_thread(self, function: Callable[[], object]) -> None:
        # An extension may settle a Future of its own on a thread of its own.
        if self._scheduler.on_window_thread:
            function()
        else:
            self._scheduler.call_soon(function)

    def _settled(self, guard: HookGuard, done: Future[Sequence[TextEdit]]) -> None:
        if done is not self._asked:
            return  # too late
        self._let_go()
        error = done.exception()
        if error is None:
            self._take(guard, done.result())
        elif not isinstance(error, Cancelled):
            guard.guard.failed("will_save", error)
        self._ask()

    def _give_up(self, guard: HookGuard, info: DocumentInfo) -> None:
        asked = self._asked
        self._let_go()
        self._token.cancel()
        if asked is not None:
            asked.cancel()
        late = TimeoutError(f"no answer within {SECONDS:g} s; {info.name} is saved without it")
        guard.guard.failed("will_save", late, guard.implementations["will_save"].function)
        self._ask()

    def _take(self, guard: HookGuard, given: object) -> None:
        if given is None:
            return
        function = guard.implementations["will_save"].function
        if not isinstance(given, (list, tuple)) or not all(_is_edit(each) for each in given):
            wrong = TypeError("it must return a list of TextEdit, a Future of one, or None")
            guard.guard.failed("will_save", wrong, function)
            return
        try:
            self._document.edit(given)
        except (TypeError, ValueError) as error:
            guard.guard.failed("will_save", error, function)

    def _cancelled(self) -> None:
        asked = self._asked
        self._let_go()
        self._token.cancel()
        if asked is not None:
            asked.cancel()
        self._end()
        self.answer.set_exception(Cancelled())

    def _let_go(self) -> None:
        self._asked = None
        if self._limit is not None:
            self._limit.dispose()
            self._limit = None

    def _end(self) -> None:
        self._waiting.clear()
        self._document.dispose()


def _is_edit(value: object) -> bool:
    return isinstance(value, TextEdit) and isinstance(value.text, str)

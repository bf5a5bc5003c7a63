"""Asking extensions what to change in a document before it is written.

Everybody is asked at once, about the same text, and their answers are taken in order. Once one has
changed the text, what those after it say is about a text that is no more: they are asked again. So
each has the last word about what those before have done, as if they had been asked one after the
other, and where nobody changes anything, which is most of the time, nobody waits for another.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final, Protocol

from pith.api import DocumentInfo, TextEdit, TextSnapshot
from pith.base import Cancelled, CancelToken, Disposable, Future, Scheduler
from pith.host._hooks import HookGuard

SECONDS: Final = 2.0
"""How long an answer may take."""


class SavingDocument(Protocol):
    """A document that waits to be written, as the program shows it to the host."""

    def describe(self) -> tuple[DocumentInfo, TextSnapshot]:
        """What it is like now: `edit` is about this."""
        ...

    def edit(self, edits: Sequence[TextEdit]) -> bool:
        """Make edits to what was described last; whether they changed anything. Raises ValueError
        for those that do not fit."""
        ...

    def dispose(self) -> None:
        """Nobody asks any more."""
        ...


class _Asked:
    """An extension that was asked. `answer` holds what it said, once it is `done`."""

    def __init__(self, guard: HookGuard) -> None:
        self.guard = guard
        self.token = CancelToken()
        self.future: Future[Sequence[TextEdit]] | None = None
        self.answer: object = None
        self.done = False

    def let_go(self) -> None:
        """Its answer is not wanted any more."""
        if not self.done:
            self.done = True
            self.token.cancel()
            if self.future is not None:
                self.future.cancel()


class BeforeSave:
    """One round of asking. `answer` settles when everybody was asked."""

    def __init__(
        self, guards: Sequence[HookGuard], document: SavingDocument, scheduler: Scheduler
    ) -> None:
        self._guards = list(guards)
        self._document = document
        self._scheduler = scheduler
        self._asked: list[_Asked] = []
        self._limit: Disposable | None = None
        self._name = ""
        self._asking = False
        self.answer: Future[None] = Future()
        self.answer.token.on_cancel(self._cancelled)
        self._go_on()

    def _go_on(self) -> None:
        """Ask whoever is to be asked, and take the answers there are, until one is waited for."""
        if self._asking:
            return  # a hook runs a loop of its own
        while not self.answer.done:
            if self._asked:
                if not self._asked[0].done:
                    return
                if self._take(self._asked.pop(0)):
                    self._ask_again()
            elif self._guards:
                self._asking = True
                try:
                    self._ask()
                finally:
                    self._asking = False
            else:
                self._end()
                self.answer.set_result(None)

    def _ask(self) -> None:
        """Ask everybody who is left about the text as it is."""
        info, text = self._document.describe()
        self._name = info.name
        self._stop_limit()
        self._limit = self._scheduler.call_later(SECONDS, self._give_up)
        while self._guards and not self.answer.done:
            asked = _Asked(self._guards.pop(0))
            given = asked.guard.will_save(document=info, text=text, token=asked.token)
            self._asked.append(asked)
            if isinstance(given, Future):
                asked.future = given
                given.on_done(partial(self._settled_anywhere, asked))
                continue
            asked.answer, asked.done = given, True
            if given is not None and len(self._asked) == 1:
                return  # it has changed the text, most likely: those after it hear of that first

    def _ask_again(self) -> None:
        """The text is another one: what everybody else says is not about it."""
        stale, self._asked = self._asked, []
        for asked in stale:
            asked.let_go()
        self._guards[:0] = [asked.guard for asked in stale]

    def _settled_anywhere(self, asked: _Asked, settled: Future[Sequence[TextEdit]]) -> None:
        # An extension may settle a Future of its own on a thread of its own.
        if self._scheduler.on_window_thread:
            self._settled(asked, settled)
        else:
            self._scheduler.call_soon(lambda: self._settled(asked, settled))

    def _settled(self, asked: _Asked, settled: Future[Sequence[TextEdit]]) -> None:
        if asked.done:
            return  # too late
        asked.done = True
        error = settled.exception()
        if error is None:
            asked.answer = settled.result()
        elif not isinstance(error, Cancelled):
            asked.guard.guard.failed("will_save", error)
        if asked.future is not None and self._asked and asked is self._asked[0]:
            self._scheduler.call_soon(self._go_on)

    def _give_up(self) -> None:
        """The time is over for those who have not answered."""
        self._limit = None
        for asked in [each for each in self._asked if not each.done]:
            asked.let_go()
            message = f"no answer within {SECONDS:g} s; {self._name} is saved without it"
            function = asked.guard.implementations["will_save"].function
            asked.guard.guard.failed("will_save", TimeoutError(message), function)
        self._go_on()

    def _take(self, asked: _Asked) -> bool:
        """Make the edits of an answer; whether they changed the text."""
        given, guard = asked.answer, asked.guard
        if given is None:
            return False
        function = guard.implementations["will_save"].function
        if not isinstance(given, (list, tuple)) or not all(_is_edit(each) for each in given):
            wrong = TypeError("it must return a list of TextEdit, a Future of one, or None")
            guard.guard.failed("will_save", wrong, function)
            return False
        try:
            return self._document.edit(given)
        except (TypeError, ValueError) as error:
            guard.guard.failed("will_save", error, function)
            return False

    def _cancelled(self) -> None:
        for asked in self._asked:
            asked.let_go()
        self._end()
        self.answer.set_exception(Cancelled())

    def _stop_limit(self) -> None:
        if self._limit is not None:
            self._limit.dispose()
            self._limit = None

    def _end(self) -> None:
        self._guards.clear()
        self._asked.clear()
        self._stop_limit()
        self._document.dispose()


def _is_edit(value: object) -> bool:
    return isinstance(value, TextEdit) and isinstance(value.text, str)

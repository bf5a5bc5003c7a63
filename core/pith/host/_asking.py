"""Asking every extension at once what it knows of a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, Generic, TypeVar

from pith.api import (
    Completion,
    DocumentInfo,
    Parameter,
    Point,
    Signature,
    SignatureHelp,
    TextSnapshot,
)
from pith.base import Cancelled, CancelToken, Future, Scheduler
from pith.host._hooks import HookGuard

SECONDS: Final = 1.0
"""How long an answer may take."""

T = TypeVar("T")


class Asking(Generic[T]):
    """One round of asking. `answer` settles when everybody has answered, or the time is over: with
    what each said, in the order in which they are asked.

    `ask` calls an extension's function of the hook; `read` makes a list of what was answered, or
    None of what is no answer at all: it must be `wanted`.
    """

    def __init__(
        self,
        hook: str,
        wanted: str,
        guards: Sequence[HookGuard],
        ask: Callable[[HookGuard, CancelToken], object],
        read: Callable[[object], Sequence[T] | None],
        scheduler: Scheduler,
    ) -> None:
        self._hook = hook
        self._wanted = wanted
        self._read = read
        self._scheduler = scheduler
        self._token = CancelToken()
        self._waiting: dict[HookGuard, Future[object]] = {}
        self._found: dict[HookGuard, Sequence[T]] = {}
        self._guards = guards
        self.answer: Future[Sequence[T]] = Future()
        self.answer.token.on_cancel(self._cancelled)
        self._limit = scheduler.call_later(SECONDS, self._give_up)
        for guard in guards:
            given = ask(guard, self._token)
            if isinstance(given, Future):
                self._waiting[guard] = given
            else:
                self._take(guard, given)
        # Those that have answered already answer at once, which may be all of them.
        for guard, given in list(self._waiting.items()):
            given.on_done(partial(self._settled_anywhere, guard))
        self._end_if_all()

    def _settled_anywhere(self, guard: HookGuard, done: Future[object]) -> None:
        # An extension may settle a Future of its own on a thread of its own.
        if self._scheduler.on_window_thread:
            self._settled(guard, done)
        else:
            self._scheduler.call_soon(lambda: self._settled(guard, done))

    def _settled(self, guard: HookGuard, done: Future[object]) -> None:
        if self._waiting.pop(guard, None) is None:
            return  # too late
        error = done.exception()
        if error is None:
            self._take(guard, done.result())
        elif not isinstance(error, Cancelled):
            guard.guard.failed(self._hook, error)
        self._end_if_all()

    def _take(self, guard: HookGuard, given: object) -> None:
        if given is None:
            return
        read = self._read(given)
        if read is not None:
            self._found[guard] = read
            return
        wrong = TypeError(f"it must return {self._wanted}, or None")
        guard.guard.failed(self._hook, wrong, guard.implementations[self._hook].function)

    def _end_if_all(self) -> None:
        if not self._waiting and not self.answer.done:
            self._limit.dispose()
            found = [each for guard in self._guards for each in self._found.get(guard, ())]
            self.answer.set_result(tuple(found))

    def _give_up(self) -> None:
        late, self._waiting = self._waiting, {}
        self._token.cancel()
        for guard, given in late.items():
            given.cancel()
            error = TimeoutError(f"no answer within {SECONDS:g} s")
            function = guard.implementations[self._hook].function
            guard.guard.failed(self._hook, error, function)
        self._end_if_all()

    def _cancelled(self) -> None:
        waiting, self._waiting = self._waiting, {}
        self._limit.dispose()
        self._token.cancel()
        for given in waiting.values():
            given.cancel()
        if not self.answer.done:
            self.answer.set_exception(Cancelled())


def ask_for_completions(
    guards: Sequence[HookGuard],
    document: DocumentInfo,
    text: TextSnapshot,
    position: Point,
    word_characters: str,
    scheduler: Scheduler,
) -> Asking[Completion]:
    """Ask what could stand where somebody types."""

    def read(given: object) -> Sequence[Completion] | None:
        fits = isinstance(given, (list, tuple)) and all(isinstance(e, Completion) for e in given)
        return given if fits else None  # type: ignore[return-value]

    return Asking(
        "completions",
        "a list of Completion, a Future of one",
        guards,
        lambda guard, token: guard.completions(document, text, position, word_characters, token),
        read,
        scheduler,
    )


def ask_about(
    guards: Sequence[HookGuard],
    document: DocumentInfo,
    text: TextSnapshot,
    position: Point,
    scheduler: Scheduler,
) -> Asking[str]:
    """Ask what is to be said of a place."""

    def read(given: object) -> Sequence[str] | None:
        return ([given] if given else []) if isinstance(given, str) else None

    return Asking(
        "hover",
        "a text, a Future of one",
        guards,
        lambda guard, token: guard.hover(document, text, position, token),
        read,
        scheduler,
    )


def ask_for_signatures(
    guards: Sequence[HookGuard],
    document: DocumentInfo,
    text: TextSnapshot,
    position: Point,
    scheduler: Scheduler,
) -> Asking[SignatureHelp]:
    """Ask how what is called at a place is called."""

    def read(given: object) -> Sequence[SignatureHelp] | None:
        return [given] if isinstance(given, SignatureHelp) and _is_sound(given) else None

    return Asking(
        "signature_help",
        "a SignatureHelp with at least one Signature, whose indices and places in labels are there"
        " (or a Future of one)",
        guards,
        lambda guard, token: guard.signature_help(document, text, position, token),
        read,
        scheduler,
    )


def _is_sound(help_: SignatureHelp) -> bool:
    """Whether all that it says is there."""
    signatures = help_.signatures
    return (
        isinstance(signatures, (list, tuple))
        and isinstance(help_.active, int)
        and 0 <= help_.active < len(signatures)
        and all(isinstance(each, Signature) and _fits(each) for each in signatures)
    )


def _fits(signature: Signature) -> bool:
    label, parameters, documentation, active = signature
    texts = isinstance(label, str) and isinstance(documentation, str)
    return (
        texts
        and isinstance(parameters, (list, tuple))
        and all(isinstance(each, Parameter) and _stands_in(each, label) for each in parameters)
        and (active is None or (isinstance(active, int) and 0 <= active < len(parameters)))
    )


def _stands_in(parameter: Parameter, label: str) -> bool:
    start, end, documentation = parameter
    return (
        isinstance(start, int)
        and isinstance(end, int)
        and isinstance(documentation, str)
        and 0 <= start <= end <= len(label)
    )

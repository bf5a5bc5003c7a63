"""Asking extensions about a place: all at once, and none of them holds the rest up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from pith.api import (
    Completion,
    DocumentInfo,
    Parameter,
    Point,
    Signature,
    SignatureHelp,
    TextSnapshot,
)
from pith.base import Cancelled, CancelToken, Future, ManualScheduler
from pith.host._asking import SECONDS, Asking, ask_about, ask_for_completions, ask_for_signatures
from pith.host._hooks import HookGuard, Implementation

ONE, TWO = Completion("one"), Completion("two")


class FakeGuard:
    """A HookGuard of one function, and what was said against it."""

    def __init__(self, answer: Callable[[CancelToken], object]) -> None:
        self._answer = answer
        self.implementations = dict.fromkeys(
            ("completions", "hover", "signature_help"), Implementation(answer, ())
        )
        self.guard = self
        self.said: list[str] = []
        self.token = CancelToken()

    def completions(
        self, document: object, text: object, position: object, words: str, token: Any
    ) -> object:
        assert words == "$"
        return self.hover(document, text, position, token)

    def hover(self, document: object, text: object, position: object, token: Any) -> object:
        self.token = token
        return self._answer(token)

    def signature_help(
        self, document: object, text: object, position: object, token: Any
    ) -> object:
        return self.hover(document, text, position, token)

    def failed(self, what: str, error: BaseException, function: object = None) -> None:
        self.said.append(f"{what}: {error}")


def asked(*guards: FakeGuard) -> tuple[Asking[Completion], ManualScheduler]:
    scheduler = ManualScheduler()
    document = DocumentInfo("file:///a", None, "a", "plaintext", 1, False, 1)
    text = cast("TextSnapshot", None)
    given = cast("tuple[HookGuard, ...]", guards)
    return ask_for_completions(given, document, text, Point(0, 0), "$", scheduler), scheduler


def test_all_answers_come_together() -> None:
    later: Future[list[Completion]] = Future()
    round_, _ = asked(FakeGuard(lambda token: [ONE]), FakeGuard(lambda token: later))
    assert not round_.answer.done
    later.set_result([TWO])
    assert round_.answer.result() == (ONE, TWO)


def test_none_is_no_answer() -> None:
    guard = FakeGuard(lambda token: None)
    round_, _ = asked(guard)
    assert (round_.answer.result(), guard.said) == ((), [])


@pytest.mark.parametrize("answer", [3, ["one"], Future.of(["one"]), {"one": 1}])
def test_a_wrong_answer_is_reported_and_the_others_come(answer: object) -> None:
    wrong = FakeGuard(lambda token: answer)
    round_, _ = asked(wrong, FakeGuard(lambda token: (ONE,)))
    assert round_.answer.result() == (ONE,)
    assert wrong.said == [
        "completions: it must return a list of Completion, a Future of one, or None"
    ]


def test_one_that_fails() -> None:
    failing = FakeGuard(lambda token: Future.failed(RuntimeError("no")))
    round_, _ = asked(failing, FakeGuard(lambda token: [ONE]))
    assert (round_.answer.result(), failing.said) == ((ONE,), ["completions: no"])


def test_one_that_is_late_is_left_out() -> None:
    never: Future[list[Completion]] = Future()
    late = FakeGuard(lambda token: never)
    round_, scheduler = asked(late, FakeGuard(lambda token: [ONE]))
    scheduler.advance(SECONDS + 0.1)
    assert round_.answer.result() == (ONE,)
    assert late.said == ["completions: no answer within 1 s"]
    assert late.token.cancelled
    never.set_result([TWO])
    assert round_.answer.result() == (ONE,)


def test_cancelling_tells_everybody() -> None:
    never: Future[list[Completion]] = Future()
    guard = FakeGuard(lambda token: never)
    round_, scheduler = asked(guard)
    round_.answer.cancel()
    assert guard.token.cancelled
    assert isinstance(round_.answer.exception(), Cancelled)
    scheduler.advance(SECONDS + 0.1)
    assert guard.said == []


def test_what_is_said_of_a_place_is_text() -> None:
    later: Future[str] = Future()
    wrong = FakeGuard(lambda token: ["a list"])
    guards = [FakeGuard(lambda token: "one"), wrong, FakeGuard(lambda token: later)]
    guards += [FakeGuard(lambda token: ""), FakeGuard(lambda token: None)]
    document = DocumentInfo("file:///a", None, "a", "plaintext", 1, False, 1)
    text = cast("TextSnapshot", None)
    given = cast("tuple[HookGuard, ...]", tuple(guards))
    round_ = ask_about(given, document, text, Point(0, 0), ManualScheduler())
    later.set_result("two")
    assert round_.answer.result() == ("one", "two")
    assert wrong.said == ["hover: it must return a text, a Future of one, or None"]


def signatures(*guards: FakeGuard) -> Asking[SignatureHelp]:
    document = DocumentInfo("file:///a", None, "a", "plaintext", 1, False, 1)
    text = cast("TextSnapshot", None)
    given = cast("tuple[HookGuard, ...]", tuple(guards))
    return ask_for_signatures(given, document, text, Point(0, 0), ManualScheduler())


ROUND = Signature("round(number)", (Parameter(6, 12, "what"),), "Rounds it.", 0)


def test_signatures_come_in_the_order_of_asking() -> None:
    later: Future[SignatureHelp] = Future()
    first, second = SignatureHelp([ROUND]), SignatureHelp((Signature("f()"), ROUND), 1)
    round_ = signatures(FakeGuard(lambda token: later), FakeGuard(lambda token: second))
    later.set_result(first)
    assert round_.answer.result() == (first, second)


@pytest.mark.parametrize(
    "help_",
    [
        ROUND,
        SignatureHelp([]),
        SignatureHelp([ROUND], 1),
        SignatureHelp([ROUND], -1),
        SignatureHelp([cast("Signature", "round()")]),
        SignatureHelp([Signature(cast("str", None))]),
        SignatureHelp([Signature("f()", active=0)]),
        SignatureHelp([Signature("f(a)", [Parameter(2, 5)])]),
        SignatureHelp([Signature("f(a)", [Parameter(3, 2)])]),
        SignatureHelp([Signature("f(a)", [cast("Parameter", (2, 3, ""))])]),
        SignatureHelp([Signature("f(a)", [Parameter(2, 3, cast("str", None))])]),
    ],
)
def test_wrong_signatures_are_reported_and_the_others_shown(help_: object) -> None:
    wrong = FakeGuard(lambda token: help_)
    right = SignatureHelp([ROUND])
    round_ = signatures(wrong, FakeGuard(lambda token: right))
    assert round_.answer.result() == (right,)
    assert wrong.said == [
        "signature_help: it must return a SignatureHelp with at least one Signature, whose indices"
        " and places in labels are there (or a Future of one), or None"
    ]

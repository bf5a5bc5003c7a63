"""Commands that take time: Futures, and owners that have to be brought to life first."""

from __future__ import annotations

from typing import Any

import pytest

from pith.base import Cancelled, Future
from pith.commands import (
    NOT_HANDLED,
    Command,
    CommandBus,
    Execution,
    FailedCommand,
    Outcome,
    UnhandledCommand,
)


class Observed:
    """What the two signals of a bus gave, as (command, outcome)."""

    def __init__(self, bus: CommandBus) -> None:
        self.executed: list[tuple[str, Outcome]] = []
        self.settled: list[tuple[str, Outcome]] = []
        self.last: Execution | None = None
        bus.executed.connect(lambda each: self.executed.append((each.command, each.outcome)))
        bus.settled.connect(self._settle)

    def _settle(self, execution: Execution) -> None:
        self.settled.append((execution.command, execution.outcome))
        self.last = execution


def test_a_future_is_pending_and_then_done() -> None:
    bus = CommandBus()
    work: Future[int] = Future()
    bus.handle("a", lambda: work, "acme")
    observed = Observed(bus)
    result = bus.execute("a")
    assert not result.done
    assert (observed.executed, observed.settled) == ([("a", Outcome.PENDING)], [])
    work.set_result(5)
    assert result.result() == 5
    assert observed.settled == [("a", Outcome.DONE)]
    assert observed.executed == [("a", Outcome.PENDING)]


def test_a_future_that_is_there_already_is_observed_once_each() -> None:
    bus = CommandBus()
    bus.handle("a", lambda: Future.of(NOT_HANDLED))
    observed = Observed(bus)
    assert bus.execute("a").result() is NOT_HANDLED
    assert observed.executed == [("a", Outcome.PENDING)]
    assert observed.settled == [("a", Outcome.NOT_HANDLED)]


def test_a_future_that_fails_names_the_owner() -> None:
    bus = CommandBus()
    work: Future[int] = Future()
    bus.register(Command("a", "Do It"), lambda: work, "acme")
    observed = Observed(bus)
    result = bus.execute("a")
    work.set_exception(ValueError("no"))
    error = result.exception()
    assert isinstance(error, FailedCommand)
    assert str(error) == "Do It failed in acme: ValueError: no"
    assert isinstance(error.__cause__, ValueError)
    assert observed.last is not None
    assert observed.last.error is error


def test_cancelling_reaches_the_work() -> None:
    bus = CommandBus()
    work: Future[int] = Future()
    bus.handle("a", lambda: work)
    observed = Observed(bus)
    result = bus.execute("a")
    result.cancel()
    assert work.token.cancelled
    work.set_exception(Cancelled())
    assert isinstance(result.exception(), Cancelled)
    assert observed.settled == [("a", Outcome.CANCELLED)]


# -- activation


class Sleeper:
    """An owner of commands that handles them once it is awake."""

    def __init__(self, bus: CommandBus, *commands: str) -> None:
        self.bus = bus
        self.asked: list[str] = []
        self.awake: Future[None] = Future()
        for command in commands:
            bus.declare(Command(command), "acme")
        bus.activator = self._activate

    def _activate(self, command: str) -> Future[None]:
        self.asked.append(command)
        return self.awake

    def wake(self, *commands: str, answer: Any = None) -> None:
        for command in commands:
            self.bus.handle(command, answer or (lambda **arguments: arguments), "acme")
        self.awake.set_result(None)


def test_a_declared_command_waits_for_its_owner() -> None:
    bus = CommandBus()
    sleeper = Sleeper(bus, "a", "b")
    observed = Observed(bus)
    first, second = bus.execute("a", x=1), bus.execute("b", x=2)
    assert not first.done
    assert observed.executed == []
    sleeper.wake("a", "b")
    assert (first.result(), second.result()) == ({"x": 1}, {"x": 2})
    assert sleeper.asked == ["a", "b"]
    assert observed.settled == [("a", Outcome.DONE), ("b", Outcome.DONE)]
    assert bus.execute("a", x=3) == {"x": 3}
    assert sleeper.asked == ["a", "b"]


def test_an_owner_that_is_activated_at_once_costs_no_future() -> None:
    bus = CommandBus()
    bus.declare(Command("a"), "acme")

    def activate(command: str) -> None:
        bus.handle(command, lambda: 5, "acme")

    bus.activator = activate
    assert bus.execute("a") == 5


def test_an_activation_that_is_done_costs_no_future() -> None:
    bus = CommandBus()
    sleeper = Sleeper(bus, "a")
    sleeper.wake("a")
    assert bus.execute("a", x=1) == {"x": 1}


def test_a_future_of_the_handler_is_followed() -> None:
    bus = CommandBus()
    sleeper = Sleeper(bus, "a")
    work: Future[int] = Future()
    result = bus.execute("a")
    sleeper.wake("a", answer=lambda: work)
    assert not result.done
    work.set_result(5)
    assert result.result() == 5


def test_an_owner_that_wakes_and_handles_nothing() -> None:
    bus = CommandBus()
    sleeper = Sleeper(bus, "a")
    result = bus.execute("a")
    sleeper.wake()
    assert isinstance(result.exception(), UnhandledCommand)


def test_an_activation_that_fails_is_the_failure_of_the_call() -> None:
    bus = CommandBus()
    sleeper = Sleeper(bus, "a")
    observed = Observed(bus)
    result = bus.execute("a")
    sleeper.awake.set_exception(ImportError("no module"))
    error = result.exception()
    assert isinstance(error, FailedCommand)
    assert str(error) == "a failed in acme: ImportError: no module"
    assert observed.settled == [("a", Outcome.FAILED)]
    again = bus.execute("a").exception()
    assert isinstance(again, FailedCommand)


def test_an_activator_that_raises_is_the_failure_of_the_call() -> None:
    bus = CommandBus()
    bus.declare(Command("a"), "acme")

    def activate(command: str) -> None:
        raise RuntimeError("broken")

    bus.activator = activate
    with pytest.raises(FailedCommand, match="a failed in acme: RuntimeError: broken"):
        bus.execute("a")


def test_an_activation_that_is_cancelled_cancels_the_call() -> None:
    bus = CommandBus()
    sleeper = Sleeper(bus, "a")
    observed = Observed(bus)
    result = bus.execute("a")
    sleeper.awake.set_exception(Cancelled())
    assert isinstance(result.exception(), Cancelled)
    assert observed.settled == [("a", Outcome.CANCELLED)]


def test_cancelling_a_call_leaves_the_activation_to_the_others() -> None:
    bus = CommandBus()
    sleeper = Sleeper(bus, "a", "b")
    first, second = bus.execute("a"), bus.execute("b")
    first.cancel()
    assert not sleeper.awake.token.cancelled
    sleeper.wake("a", "b")
    assert isinstance(first.exception(), Cancelled)
    assert second.result() == {}


def test_cancelling_after_the_activation_reaches_the_work() -> None:
    bus = CommandBus()
    sleeper = Sleeper(bus, "a")
    work: Future[int] = Future()
    result = bus.execute("a")
    sleeper.wake("a", answer=lambda: work)
    result.cancel()
    assert work.token.cancelled
    work.set_exception(Cancelled())


def test_what_is_handled_asks_nobody() -> None:
    bus = CommandBus()
    sleeper = Sleeper(bus, "a")
    bus.handle("a", lambda: 1, "acme")
    assert bus.execute("a") == 1
    assert sleeper.asked == []

"""Signal: who is called, in which order, and what one bad listener does to the rest."""

from __future__ import annotations

import pytest

from pith.base import OnDispose, Signal
from tests.support.reported import Reported


@pytest.fixture
def signal() -> Signal[int]:
    return Signal("something happened")


def test_calls_listeners_in_the_order_they_connected(signal: Signal[int]) -> None:
    heard: list[tuple[str, int]] = []
    for name in "abc":
        signal.connect(lambda value, name=name: heard.append((name, value)))  # type: ignore[misc]
    signal.emit(7)
    assert heard == [("a", 7), ("b", 7), ("c", 7)]
    assert len(signal) == 3


def test_passes_every_argument() -> None:
    heard: list[tuple[int, str]] = []
    signal: Signal[int, str] = Signal()
    signal.connect(lambda number, text: heard.append((number, text)))
    signal.emit(1, "one")
    assert heard == [(1, "one")]


def test_without_arguments() -> None:
    heard: list[str] = []
    signal: Signal[()] = Signal()
    signal.connect(lambda: heard.append("heard"))
    signal.emit()
    assert heard == ["heard"]


def test_disposing_disconnects(signal: Signal[int]) -> None:
    heard: list[int] = []
    handle = signal.connect(heard.append)
    signal.emit(1)
    handle.dispose()
    handle.dispose()
    signal.emit(2)
    assert heard == [1]
    assert len(signal) == 0


def test_a_listener_that_connected_twice_is_called_twice(signal: Signal[int]) -> None:
    heard: list[int] = []
    first = signal.connect(heard.append)
    signal.connect(heard.append)
    signal.emit(1)
    assert heard == [1, 1]
    first.dispose()
    signal.emit(2)
    assert heard == [1, 1, 2]


def test_one_that_raises_stops_nobody(signal: Signal[int], reported: Reported) -> None:
    heard: list[int] = []

    def fail(value: int) -> None:
        raise ValueError(value)

    signal.connect(fail)
    signal.connect(heard.append)
    signal.emit(1)
    assert heard == [1]
    reported.take(ValueError, "something happened")


def test_an_unnamed_signal_is_reported_too(reported: Reported) -> None:
    signal: Signal[()] = Signal()
    signal.connect(lambda: 1 / 0)
    signal.emit()
    reported.take(ZeroDivisionError, "a signal")


def test_one_that_connects_meanwhile_is_called_by_the_next(signal: Signal[int]) -> None:
    heard: list[int] = []
    handles: list[OnDispose] = []

    def connect_another(value: int) -> None:
        if not handles:
            handles.append(signal.connect(heard.append))

    signal.connect(connect_another)
    signal.emit(1)
    assert heard == []
    signal.emit(2)
    assert heard == [2]


def test_one_that_is_disposed_meanwhile_is_not_called(signal: Signal[int]) -> None:
    heard: list[int] = []
    signal.connect(lambda value: last.dispose())
    last = signal.connect(heard.append)
    signal.emit(1)
    assert heard == []


def test_one_that_disposes_itself_leaves_the_others_in_order(signal: Signal[int]) -> None:
    heard: list[str] = []

    def once(value: int) -> None:
        heard.append("once")
        handle.dispose()

    signal.connect(lambda value: heard.append("before"))
    handle = signal.connect(once)
    signal.connect(lambda value: heard.append("after"))
    signal.emit(1)
    signal.emit(2)
    assert heard == ["before", "once", "after", "before", "after"]


def test_emitting_from_a_listener(signal: Signal[int]) -> None:
    heard: list[int] = []

    def count_down(value: int) -> None:
        heard.append(value)
        if value:
            signal.emit(value - 1)

    signal.connect(count_down)
    signal.emit(3)
    assert heard == [3, 2, 1, 0]

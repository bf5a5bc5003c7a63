"""ManualScheduler: nothing runs but when told to, and time is what the test says."""

from __future__ import annotations

import threading
import time

import pytest

from pith.base import ManualScheduler, Scheduler
from tests.support.reported import Reported


@pytest.fixture
def scheduler() -> ManualScheduler:
    return ManualScheduler()


def test_is_a_scheduler(scheduler: ManualScheduler) -> None:
    accepted: Scheduler = scheduler
    assert accepted.on_window_thread


def test_runs_in_order_when_told_to(scheduler: ManualScheduler) -> None:
    ran: list[int] = []
    scheduler.call_soon(lambda: ran.append(1))
    scheduler.call_soon(lambda: ran.append(2))
    assert ran == []
    assert scheduler.run() == 2
    assert ran == [1, 2]
    assert scheduler.run() == 0


def test_runs_what_is_scheduled_meanwhile(scheduler: ManualScheduler) -> None:
    ran: list[int] = []
    scheduler.call_soon(lambda: scheduler.call_soon(lambda: ran.append(1)))
    assert scheduler.run() == 2
    assert ran == [1]


def test_disposed_calls_do_not_run(scheduler: ManualScheduler) -> None:
    ran: list[int] = []
    scheduler.call_soon(lambda: ran.append(1)).dispose()
    scheduler.call_later(1, lambda: ran.append(2)).dispose()
    scheduler.advance(2)
    assert ran == []


def test_a_call_may_dispose_a_later_one(scheduler: ManualScheduler) -> None:
    ran: list[int] = []
    scheduler.call_soon(lambda: later.dispose())
    later = scheduler.call_soon(lambda: ran.append(1))
    assert scheduler.run() == 1
    assert ran == []


def test_time_moves_only_by_advance(scheduler: ManualScheduler) -> None:
    ran: list[float] = []
    scheduler.call_later(0.5, lambda: ran.append(scheduler.now))
    scheduler.run()
    scheduler.advance(0.49)
    assert ran == []
    scheduler.advance(0.01)
    assert ran == [0.5]


def test_what_falls_due_runs_in_order_of_time_then_of_scheduling(
    scheduler: ManualScheduler,
) -> None:
    ran: list[str] = []
    scheduler.call_later(2, lambda: ran.append("c"))
    scheduler.call_later(1, lambda: ran.append("a"))
    scheduler.call_later(1, lambda: ran.append("b"))
    scheduler.advance(10)
    assert ran == ["a", "b", "c"]
    assert scheduler.now == 10


def test_each_call_sees_its_own_time(scheduler: ManualScheduler) -> None:
    seen: list[float] = []

    def tick() -> None:
        seen.append(scheduler.now)
        scheduler.call_later(1, tick)

    tick()
    scheduler.advance(3.5)
    assert seen == [0, 1, 2, 3]


def test_a_debounce(scheduler: ManualScheduler) -> None:
    ran: list[float] = []
    handle = scheduler.call_later(1, lambda: ran.append(scheduler.now))
    for _ in range(3):
        scheduler.advance(0.6)
        handle.dispose()
        handle = scheduler.call_later(1, lambda: ran.append(scheduler.now))
    scheduler.advance(5)
    assert ran == [pytest.approx(2.8)]


def test_what_raises_is_reported_and_the_rest_runs(
    scheduler: ManualScheduler, reported: Reported
) -> None:
    ran: list[int] = []
    scheduler.call_soon(lambda: 1 / 0)
    scheduler.call_soon(lambda: ran.append(1))
    assert scheduler.run() == 2
    assert ran == [1]
    reported.take(ZeroDivisionError, "scheduled function")


def test_knows_its_thread(scheduler: ManualScheduler) -> None:
    seen: list[bool] = []
    thread = threading.Thread(target=lambda: seen.append(scheduler.on_window_thread))
    thread.start()
    thread.join()
    assert seen == [False]


def test_run_until_wakes_for_calls_from_other_threads(scheduler: ManualScheduler) -> None:
    ran: list[bool] = []

    def work() -> None:
        time.sleep(0.02)
        scheduler.call_soon(lambda: ran.append(scheduler.on_window_thread))

    thread = threading.Thread(target=work)
    thread.start()
    scheduler.run_until(lambda: bool(ran))
    thread.join()
    assert ran == [True]


def test_run_until_gives_up(scheduler: ManualScheduler) -> None:
    with pytest.raises(TimeoutError):
        scheduler.run_until(lambda: False, timeout=0.05)


def test_run_until_does_not_wait_for_what_holds(scheduler: ManualScheduler) -> None:
    scheduler.run_until(lambda: True, timeout=0)


def test_calls_from_many_threads_all_run_and_in_each_threads_order(
    scheduler: ManualScheduler,
) -> None:
    ran: list[tuple[int, int]] = []

    def work(thread: int) -> None:
        for number in range(200):
            scheduler.call_soon(lambda number=number: ran.append((thread, number)))  # type: ignore[misc]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    scheduler.run_until(lambda: len(ran) == 800)
    for thread in threads:
        thread.join()
    for number in range(4):
        assert [call for thread, call in ran if thread == number] == list(range(200))

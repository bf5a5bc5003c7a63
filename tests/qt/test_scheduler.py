"""Time on Qt's event loop."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from functools import partial
from time import monotonic

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pith.base import ThreadWorker
from pith.qt import QtScheduler
from tests.support.reported import Reported


@pytest.fixture
def scheduler(qapp: QApplication) -> Iterator[QtScheduler]:
    scheduler = QtScheduler()
    yield scheduler
    scheduler.dispose()


def test_in_order_and_not_at_once(scheduler: QtScheduler, qtbot: QtBot) -> None:
    seen: list[int] = []
    for number in range(5):
        scheduler.call_soon(partial(seen.append, number))
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 5)
    assert seen == [0, 1, 2, 3, 4]


def test_what_is_scheduled_by_what_runs_comes_in_a_later_turn(
    scheduler: QtScheduler, qtbot: QtBot
) -> None:
    seen: list[str] = []

    def first() -> None:
        scheduler.call_soon(lambda: seen.append("third"))
        seen.append("first")

    scheduler.call_soon(first)
    scheduler.call_soon(lambda: seen.append("second"))
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen == ["first", "second", "third"]


def test_disposed_calls_do_not_run_and_hold_nothing(scheduler: QtScheduler, qtbot: QtBot) -> None:
    class Held:
        def method(self) -> None:
            raise AssertionError("was disposed")

    held = Held()
    watched = weakref.ref(held)
    soon = scheduler.call_soon(held.method)
    later = scheduler.call_later(0.001, held.method)
    soon.dispose()
    later.dispose()
    soon.dispose()
    del held
    gc.collect()
    assert watched() is None
    seen: list[int] = []
    scheduler.call_later(0.005, lambda: seen.append(1))
    qtbot.waitUntil(lambda: seen == [1])


def test_from_any_thread(scheduler: QtScheduler, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    here = threading.get_ident()

    def work(name: int) -> None:
        assert not scheduler.on_window_thread
        for number in range(200):
            scheduler.call_soon(partial(seen.append, (name, number)))

    def note_thread() -> None:
        assert threading.get_ident() == here

    threads = [threading.Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    scheduler.call_soon(note_thread)
    qtbot.waitUntil(lambda: len(seen) == 800)
    for thread in threads:
        thread.join()
    for name in range(4):
        assert [number for who, number in seen if who == name] == list(range(200))
    assert scheduler.on_window_thread


def test_a_worker_settles_its_futures_here(scheduler: QtScheduler, qtbot: QtBot) -> None:
    worker = ThreadWorker(scheduler)
    seen: list[int] = []
    worker.submit(lambda token: threading.get_ident()).on_done(
        lambda future: seen.append(threading.get_ident())
    )
    qtbot.waitUntil(lambda: len(seen) == 1)
    assert seen == [threading.get_ident()]
    worker.dispose(wait=5)


def test_later_in_order_of_time(scheduler: QtScheduler, qtbot: QtBot) -> None:
    seen: list[int] = []
    start = monotonic()
    scheduler.call_later(0.03, lambda: seen.append(3))
    scheduler.call_later(0.01, lambda: seen.append(1))
    scheduler.call_later(0.02, lambda: seen.append(2))
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen == [1, 2, 3]
    assert monotonic() - start >= 0.03


def test_an_exception_stops_nothing(
    scheduler: QtScheduler, qtbot: QtBot, reported: Reported
) -> None:
    seen: list[int] = []
    scheduler.call_soon(lambda: 1 / 0)
    scheduler.call_later(0, lambda: 1 / 0)
    scheduler.call_soon(lambda: seen.append(1))
    scheduler.call_later(0, lambda: seen.append(2))
    qtbot.waitUntil(lambda: sorted(seen) == [1, 2])
    reported.take(ZeroDivisionError)
    reported.take(ZeroDivisionError)


def test_a_flood_lets_others_have_their_turn(scheduler: QtScheduler, qtbot: QtBot) -> None:
    """A turn ends after some milliseconds, however much there is."""
    ran: list[int] = []
    turns: list[int] = []

    class Other(QObject):
        def customEvent(self, event: QEvent) -> None:
            turns.append(len(ran))

    other = Other()

    def slow(number: int) -> None:
        end = monotonic() + 0.004
        while monotonic() < end:
            pass
        ran.append(number)
        if number == 0:
            QCoreApplication.postEvent(other, QEvent(QEvent.Type(QEvent.registerEventType())))

    for number in range(10):
        scheduler.call_soon(partial(slow, number))
    qtbot.waitUntil(lambda: len(ran) == 10)
    assert turns
    assert turns[0] < 10


def test_after_dispose_nothing_runs(qapp: QApplication) -> None:
    scheduler = QtScheduler()
    ran: list[int] = []
    scheduler.call_soon(lambda: ran.append(1))
    scheduler.call_later(0, lambda: ran.append(2))
    scheduler.dispose()
    assert scheduler.call_soon(lambda: ran.append(3)).disposed
    assert scheduler.call_later(0, lambda: ran.append(4)).disposed
    QApplication.processEvents()
    assert ran == []

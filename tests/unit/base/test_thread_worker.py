"""ThreadWorker: jobs run elsewhere, their Futures settle here, and nothing is held on to."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Iterator

import pytest

from pith.base import (
    Cancelled,
    CancelToken,
    Disposable,
    Future,
    ManualScheduler,
    OnDispose,
    ThreadWorker,
    Worker,
)
from tests.support.reported import Reported


@pytest.fixture
def scheduler() -> ManualScheduler:
    return ManualScheduler()


@pytest.fixture
def worker(scheduler: ManualScheduler) -> Iterator[ThreadWorker]:
    worker = ThreadWorker(scheduler, threads=2, name="test")
    yield worker
    worker.dispose(wait=5)


def threads() -> list[str]:
    return sorted(thread.name for thread in threading.enumerate() if thread.name[:5] == "test-")


def test_is_a_worker(worker: ThreadWorker) -> None:
    accepted: Worker = worker
    assert isinstance(accepted, Disposable)


def test_runs_elsewhere_and_settles_here(worker: ThreadWorker, scheduler: ManualScheduler) -> None:
    here = threading.get_ident()
    settled_on: list[int] = []
    future = worker.submit(lambda token: threading.get_ident())
    future.on_done(lambda done: settled_on.append(threading.get_ident()))
    assert not future.done
    scheduler.run_until(lambda: future.done)
    assert future.result() != here
    assert settled_on == [here]


def test_settles_only_in_a_turn_of_the_event_loop(
    worker: ThreadWorker, scheduler: ManualScheduler
) -> None:
    finished = threading.Event()
    future = worker.submit(lambda token: finished.set())
    assert finished.wait(5)
    time.sleep(0.01)
    assert not future.done
    scheduler.run_until(lambda: future.done)


@pytest.mark.parametrize("error", [KeyError("gone"), SystemExit(3), Cancelled()])
def test_hands_over_what_a_job_raises(
    worker: ThreadWorker, scheduler: ManualScheduler, error: BaseException
) -> None:
    def fail(token: CancelToken) -> int:
        raise error

    future = worker.submit(fail)
    after = future.then(str)
    scheduler.run_until(lambda: after.done)
    assert future.exception() is error
    assert after.exception() is error
    again = worker.submit(lambda token: 1)
    scheduler.run_until(lambda: again.done)
    assert again.result() == 1, "the thread lives on"


def test_starts_threads_as_they_are_needed(
    worker: ThreadWorker, scheduler: ManualScheduler
) -> None:
    assert threads() == []
    for _ in range(5):
        future = worker.submit(lambda token: None)
        scheduler.run_until(lambda future=future: future.done)  # type: ignore[misc]
        time.sleep(0.005)  # the thread still has to note that it is idle
    assert threads() == ["test-1"], "one job after the other needs one thread"
    release = threading.Event()
    futures = [worker.submit(lambda token: release.wait(5)) for _ in range(5)]
    assert threads() == ["test-1", "test-2"], "never more than the limit"
    release.set()
    scheduler.run_until(lambda: all(future.done for future in futures))


def test_jobs_run_side_by_side(worker: ThreadWorker, scheduler: ManualScheduler) -> None:
    together = threading.Barrier(2)
    futures = [worker.submit(lambda token: together.wait(5)) for _ in range(2)]
    scheduler.run_until(lambda: all(future.done for future in futures))
    assert sorted(future.result() for future in futures) == [0, 1]


def test_many_jobs_each_settle_once(worker: ThreadWorker, scheduler: ManualScheduler) -> None:
    def double(number: int) -> Future[int]:
        return worker.submit(lambda token: number * 2)

    settled: list[int] = []
    futures = [double(number) for number in range(500)]
    for future in futures:
        future.on_done(lambda done: settled.append(done.result()))
    scheduler.run_until(lambda: len(settled) == 500)
    assert sorted(settled) == [number * 2 for number in range(500)]


def test_a_cancelled_job_that_looks_at_its_token(
    worker: ThreadWorker, scheduler: ManualScheduler
) -> None:
    started = threading.Event()

    def job(token: CancelToken) -> str:
        started.set()
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            token.raise_if_cancelled()
            time.sleep(0.001)
        return "was never told"

    future = worker.submit(job)
    assert started.wait(5)
    future.cancel()
    scheduler.run_until(lambda: future.done)
    assert isinstance(future.exception(), Cancelled)


def test_who_waits_need_not_wait_for_a_job_that_does_not_look(
    worker: ThreadWorker, scheduler: ManualScheduler
) -> None:
    release = threading.Event()
    future = worker.submit(lambda token: release.wait(5))
    future.cancel()
    assert not future.done, "not on the caller's stack"
    scheduler.run()
    assert isinstance(future.exception(), Cancelled)
    release.set()
    worker.dispose(wait=5)
    scheduler.run()
    assert isinstance(future.exception(), Cancelled), "the late result changes nothing"


def test_a_job_that_was_cancelled_before_it_began_is_not_run(
    worker: ThreadWorker, scheduler: ManualScheduler
) -> None:
    release = threading.Event()
    ran: list[int] = []
    blocking = [worker.submit(lambda token: release.wait(5)) for _ in range(2)]
    future = worker.submit(lambda token: ran.append(1))
    future.cancel()
    release.set()
    scheduler.run_until(lambda: future.done and all(other.done for other in blocking))
    worker.dispose(wait=5)
    assert ran == []


def test_a_result_that_came_first_stays(worker: ThreadWorker, scheduler: ManualScheduler) -> None:
    future = worker.submit(lambda token: "value")
    scheduler.run_until(lambda: future.done)
    future.cancel()
    scheduler.run()
    assert future.result() == "value"


def test_a_disposed_worker_takes_no_more(worker: ThreadWorker, scheduler: ManualScheduler) -> None:
    worker.submit(lambda token: None)
    worker.dispose(wait=5)
    worker.dispose()
    assert threads() == []
    future = worker.submit(lambda token: None)
    assert isinstance(future.exception(), Cancelled)


def test_disposing_still_does_what_was_submitted(
    worker: ThreadWorker, scheduler: ManualScheduler
) -> None:
    futures = [worker.submit(lambda token: 1) for _ in range(20)]
    worker.dispose(wait=5)
    scheduler.run()
    assert [future.result() for future in futures] == [1] * 20


def test_disposing_does_not_wait_unless_asked(
    worker: ThreadWorker, scheduler: ManualScheduler
) -> None:
    release = threading.Event()
    worker.submit(lambda token: release.wait(5))
    before = time.monotonic()
    worker.dispose()
    assert time.monotonic() - before < 2
    release.set()


def test_submitting_while_another_thread_disposes_always_settles(
    scheduler: ManualScheduler,
) -> None:
    for _ in range(50):
        worker = ThreadWorker(scheduler, threads=2, name="test")
        together = threading.Barrier(2)

        def dispose(worker: ThreadWorker = worker, together: threading.Barrier = together) -> None:
            together.wait()
            worker.dispose(wait=5)

        thread = threading.Thread(target=dispose)
        thread.start()
        together.wait()
        futures = [worker.submit(lambda token: 1) for _ in range(5)]
        thread.join()
        scheduler.run_until(lambda futures=futures: all(f.done for f in futures))  # type: ignore[misc]


class Large:
    """Stands for a result that one would not like to keep twice."""


def test_an_idle_thread_holds_nothing(worker: ThreadWorker, scheduler: ManualScheduler) -> None:
    def run() -> weakref.ref[Large]:
        future = worker.submit(lambda token: Large())
        scheduler.run_until(lambda: future.done)
        return weakref.ref(future.result())

    gone = run()
    # Without the cyclic collector: the thread, the token and the Future must not form a cycle.
    gc.disable()
    try:
        deadline = time.monotonic() + 5
        while gone() is not None and time.monotonic() < deadline:
            time.sleep(0.001)
        assert gone() is None
    finally:
        gc.enable()


def test_a_scheduler_that_is_gone_costs_no_thread(reported: Reported) -> None:
    class Gone(ManualScheduler):
        def call_soon(self, function: object) -> OnDispose:
            raise RuntimeError("the window is gone")

    worker = ThreadWorker(Gone(), threads=1, name="test")
    ran: list[int] = []
    worker.submit(lambda token: ran.append(1))
    worker.submit(lambda token: ran.append(2))
    worker.dispose(wait=5)
    assert ran == [1, 2]
    assert [type(error) for error, _ in reported.take_all()] == [RuntimeError, RuntimeError]

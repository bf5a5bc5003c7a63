"""A Worker made of threads."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

from pith.base._cancel import Cancelled, CancelToken
from pith.base._future import Future
from pith.base._reporting import report_exception
from pith.base._scheduling import Scheduler

T = TypeVar("T")


class ThreadWorker:
    """Runs jobs on up to `threads` daemon threads, started as they are needed.

    concurrent.futures is not used: it joins its threads when the interpreter exits, so that a
    read from a dead network drive would keep a closed window's process alive.
    """

    def __init__(self, scheduler: Scheduler, threads: int = 4, name: str = "worker") -> None:
        self._scheduler = scheduler
        self._limit = threads
        self._name = name
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._threads: list[threading.Thread] = []
        self._unserved = 0
        self._idle = 0
        self._disposed = False

    def submit(self, function: Callable[[CancelToken], T], name: str = "") -> Future[T]:
        """Run `function(token)` on a thread; the Future settles on the window's thread."""
        future: Future[T] = Future()
        listening = future.token.on_cancel(lambda: self._later(future.set_exception, Cancelled()))
        # Or the Future, its token and this listener would hold each other, and the result.
        future.on_done(lambda _: listening.dispose())

        def job() -> None:
            try:
                future.token.raise_if_cancelled()
                value = function(future.token)
            except BaseException as error:
                self._later(future.set_exception, error)
            else:
                self._later(future.set_result, value)

        with self._lock:
            # Under the lock: a job behind the threads' notices to end would never be run.
            disposed = self._disposed
            if not disposed:
                self._unserved += 1
                if self._unserved > self._idle and len(self._threads) < self._limit:
                    self._start()
                self._jobs.put(job)
        if disposed:
            future.set_exception(Cancelled())
        return future

    def _later(self, settle: Callable[[Any], object], value: object) -> None:
        self._scheduler.call_soon(lambda: settle(value))

    def _start(self) -> None:
        number = len(self._threads) + 1
        thread = threading.Thread(target=self._run, name=f"{self._name}-{number}", daemon=True)
        self._threads.append(thread)
        self._idle += 1
        thread.start()

    def _run(self) -> None:
        while True:
            job = self._jobs.get()
            if job is None:
                return
            with self._lock:
                self._unserved -= 1
                self._idle -= 1
            try:
                job()
            except Exception as error:
                report_exception(error, "while handing over what a job came to")
            # While this thread waits for its next job, it must not hold the last one's result.
            del job
            with self._lock:
                self._idle += 1

    def dispose(self, wait: float = 0.0) -> None:
        """Take no more jobs, and wait up to `wait` seconds for each thread that still works.

        What was submitted before is still done.
        """
        with self._lock:
            if self._disposed:
                return
            self._disposed = True
            threads = list(self._threads)
            for _ in threads:
                self._jobs.put(None)
        if wait:
            for thread in threads:
                thread.join(wait)

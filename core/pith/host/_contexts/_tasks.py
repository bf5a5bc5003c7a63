"""`context.tasks`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pith.base import CancelToken, Disposable, Future, OnDispose
from pith.host._instance import Instance

T = TypeVar("T")


class InstanceTasks:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def run(self, function: Callable[[CancelToken], T], name: str = "") -> Future[T]:
        instance = self._instance
        what = f"task {name}" if name else "a task"
        label = f"{instance.manifest.id}: {name or 'task'}"

        def work(token: CancelToken) -> T:
            return instance.guard.call(what, function, token)

        return instance.start(lambda: instance.environment.worker.submit(work, label))

    def call_later(self, seconds: float, function: Callable[[], object]) -> Disposable:
        return self._timer(
            f"timer of {seconds:g} s",
            function,
            lambda fire: self._instance.environment.scheduler.call_later(seconds, fire),
        )

    def call_soon(self, function: Callable[[], object]) -> Disposable:
        guarded = self._instance.guarded("a later call", function)
        # Through the scheduler also while this is not live: other threads may call here.
        return self._instance.environment.scheduler.call_soon(
            lambda: self._instance.when_live(guarded)
        )

    def _timer(
        self,
        what: str,
        function: Callable[[], object],
        begin: Callable[[Callable[[], None]], Disposable],
    ) -> Disposable:
        instance = self._instance
        guarded = instance.guarded(what, function)
        running: list[Disposable] = []

        def stop() -> None:
            while running:
                running.pop().dispose()
            stopped.append(True)

        stopped: list[bool] = []
        entry = instance.scope.add(OnDispose(stop), what)

        def fire() -> None:
            instance.scope.discard(entry)
            guarded()

        def start() -> None:
            if not stopped:
                running.append(begin(fire))

        instance.when_live(start)

        def give_back() -> None:
            instance.scope.discard(entry)
            entry.dispose()

        return OnDispose(give_back)

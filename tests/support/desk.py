"""A workspace with real files, real threads and a real watcher, without a window."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from pith.base import CancelToken, Future, ManualScheduler, Signal, ThreadWorker
from pith.edit import ChangeSet, Transaction
from pith.settings import CORE_SETTINGS, Settings, SettingsLayer
from pith.text import Edit
from pith.workspace import Document, FileWatcher, View, Workspace

T = TypeVar("T")


class Gate:
    """A Worker whose jobs wait until they are let through, so that order can be arranged."""

    def __init__(self, worker: ThreadWorker) -> None:
        self._worker = worker
        self.opened = Event()
        self.opened.set()
        self.jobs: list[str] = []

    def submit(self, function: Callable[[CancelToken], T], name: str = "") -> Future[T]:
        self.jobs.append(name)

        def job(token: CancelToken) -> T:
            self.opened.wait(10)
            return function(token)

        return self._worker.submit(job, name)


class Desk:
    """A workspace with all that is around it, and a clock that is the real one."""

    def __init__(self) -> None:
        self.scheduler = ManualScheduler()
        self.threads = ThreadWorker(self.scheduler)
        self.worker = Gate(self.threads)
        self.settings = Settings(CORE_SETTINGS)
        self.watcher = FileWatcher(self.scheduler, debounce=0.02)
        self.languages = Languages()
        self.workspace = Workspace(self.worker, self.settings, self.languages, self.watcher)
        self.told: list[str] = []
        workspace = self.workspace
        for name, signal in {
            "opened": workspace.opened,
            "closed": workspace.closed,
            "saving": workspace.saves.saving,
            "saved": workspace.saves.saved,
            "reloaded": workspace.reloads.reloaded,
            "conflicted": workspace.disk.conflicted,
        }.items():
            self._note(name, signal)
        self.workspace.problem.connect(lambda problem: self.told.append(str(problem)))
        self._start = time.monotonic()

    def _note(self, name: str, signal: Signal[Document]) -> None:
        signal.connect(lambda document: self.told.append(f"{name} {document.name}"))

    def wait(self, condition: Callable[[], object]) -> None:
        def met() -> bool:
            self.scheduler.advance(time.monotonic() - self._start - self.scheduler.now)
            return bool(condition())

        self.scheduler.run_until(met)

    def get(self, future: Future[T]) -> T:
        self.wait(lambda: future.done)
        return future.result()

    def open(self, path: Path, **options: Any) -> Document:
        document = self.get(self.workspace.open(path, **options))
        assert self.watcher.settled().wait(10)
        return document

    def save(self, document: Document, path: Path | None = None, **options: Any) -> None:
        self.get(self.workspace.saves.save(document, path, **options))

    def set(self, **values: object) -> None:
        nested: dict[str, dict[str, object]] = {}
        for key, value in values.items():
            group, name = key.split("_")
            nested.setdefault(group, {})[name] = value
        self.settings.set_layer(SettingsLayer.USER, nested)

    def dispose(self) -> None:
        self.workspace.dispose()
        self.watcher.dispose(wait=5.0)
        self.threads.dispose(wait=5.0)
        self.scheduler.run()


class Languages:
    """Tells languages by the ending alone."""

    def __init__(self) -> None:
        self.changed: Signal[()] = Signal()
        self.known = {".py": "python", ".c": "c"}

    def detect(self, path: Path | None, first_line: str = "") -> Languages.Found:
        if first_line.startswith("#!python"):
            return Languages.Found("python")
        return Languages.Found(self.known.get(path.suffix if path else "", "plaintext"))

    class Found:
        def __init__(self, id_: str) -> None:
            self.id = id_


def insert(document: Document, offset: int, content: str, view: View | None = None) -> None:
    changes = ChangeSet.of(len(document.text), [Edit(offset, offset, content)])
    document.apply(Transaction(changes), view)


def text(document: Document) -> str:
    return str(document.text)


def is_dirty(document: Document) -> bool:
    return document.dirty


def is_missing(document: Document) -> bool:
    return document.file.missing

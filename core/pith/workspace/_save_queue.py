"""Saving documents one save after the other, while they are edited on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pith.base import Cancelled, Future, Problem, ProblemError, Worker, release_memory
from pith.text import (
    FileChangedError,
    FileStamp,
    Ready,
    Text,
    read_all,
    stamp_of,
    write_file,
)
from pith.workspace._document import Document
from pith.workspace._document_values import SavePoint

if TYPE_CHECKING:
    from pith.text import Relocation


class Written(NamedTuple):
    """A save that has been done: to where, what, the file's stamp after it, and where pages of the
    text lie now."""

    path: Path
    real_path: Path
    point: SavePoint
    stamp: FileStamp
    relocation: Relocation | None


class SaveProgress:
    """How far a save is, from 0 to 1: written by the thread that does it, read by any."""

    def __init__(self) -> None:
        self.fraction = 0.0

    def report(self, fraction: float) -> None:
        self.fraction = fraction


class _Request(NamedTuple):
    path: Path | None
    overwrite: bool
    future: Future[Document]
    progress: SaveProgress


class SaveQueue:
    """Per document, saves in the order they were asked for.

    `prepare(document, path)` is called when a save's turn comes, before the text is taken, and may
    edit the document, until the Future settles that it may give, or raise ProblemError;
    `announce(document, path, point)` when the text is taken: what it gives is called in the worker
    right before the file is changed; `finish` when it is done, before its Future settles; `ended`
    when no save of the document is left, be it that the last has failed.
    Cancelling a save before its text is taken is cancelling that preparation, and nothing is
    written; later, it is ended as long as the file is the old one.
    """

    def __init__(
        self,
        worker: Worker,
        prepare: Callable[[Document, Path], Future[None] | None],
        announce: Callable[[Document, Path, SavePoint], Ready | None],
        finish: Callable[[Document, Written], None],
        ended: Callable[[Document], None],
    ) -> None:
        self._worker = worker
        self._prepare = prepare
        self._announce = announce
        self._finish = finish
        self._ended = ended
        self._requests: dict[Document, deque[_Request]] = {}

    def is_saving(self, document: Document) -> bool:
        return document in self._requests

    def fraction(self, document: Document) -> float | None:
        """How far the save of a document is; None if none is under way."""
        waiting = self._requests.get(document)
        return waiting[0].progress.fraction if waiting else None

    def cancel(self, document: Document) -> None:
        """Ask the save of a document that is under way to stop."""
        waiting = self._requests.get(document)
        if waiting:
            waiting[0].future.cancel()

    @property
    def busy(self) -> bool:
        return bool(self._requests)

    def save(self, document: Document, path: Path | None, overwrite: bool) -> Future[Document]:
        request = _Request(path, overwrite, Future(), SaveProgress())
        waiting = self._requests.setdefault(document, deque())
        waiting.append(request)
        if len(waiting) == 1:
            self._start(document, request)
        return request.future

    def _start(self, document: Document, request: _Request) -> None:
        if document.growth is not None:
            # What is still to come of its file belongs to what is saved.
            document.growth.ended.on_done(lambda _: self._start(document, request))
            return
        if request.future.token.cancelled:
            self._settle(document, request, Cancelled())
            return
        path = request.path or document.file.path
        try:
            if not document.file.whole:
                raise ProblemError(
                    Problem(
                        f"only a part of {document.name} was read",
                        advice="reload it to read all of it, then change and save it",
                    )
                )
            if path is None:
                raise ProblemError(
                    Problem(f"{document.name} has no file yet", advice="choose where to save it")
                )
            preparing = self._prepare(document, path)
        except Exception as error:
            self._settle(document, request, error)
            return
        if preparing is None:
            self._write(document, path, request)
            return
        asking = preparing
        listening = request.future.token.on_cancel(asking.cancel)

        def prepared(done: Future[None]) -> None:
            listening.dispose()
            error = done.exception()
            if error is not None:
                self._settle(document, request, error)
            else:
                self._write(document, path, request)

        asking.on_done(prepared)

    def _write(self, document: Document, path: Path, request: _Request) -> None:
        point = document.save_points.now()
        ready = self._announce(document, path, point)
        own = path == document.file.path
        expected = document.file.stamp if own else None
        saved_text = document.save_points.last.text if own else None
        writing = self._worker.submit(
            lambda _: _write(path, point, expected, saved_text, request, ready),
            f"save {path.name}",
        )
        writing.on_done(lambda done: self._done(document, request, done))

    def _done(self, document: Document, request: _Request, done: Future[Written]) -> None:
        error = done.exception()
        if error is None:
            try:
                self._finish(document, done.result())
            except Exception as failure:
                error = failure
        self._settle(document, request, error)

    def _settle(self, document: Document, request: _Request, error: BaseException | None) -> None:
        waiting = self._requests[document]
        waiting.popleft()
        if not waiting:
            del self._requests[document]
            self._ended(document)
        if error is not None:
            request.future.set_exception(error)
        else:
            request.future.set_result(document)
        if waiting:
            self._start(document, waiting[0])


def _write(
    path: Path,
    point: SavePoint,
    expected: FileStamp | None,
    saved_text: Text | None,
    request: _Request,
    ready: Ready | None,
) -> Written:
    """Write `point` unless the file is not what it was: `expected`, holding `saved_text`."""
    if not request.overwrite:
        _require_unchanged(path, point, expected, saved_text)
    # Not the token of the job: that one would have it over while it is still being done.
    token = request.future.token
    relocation = None
    if point.text.has_pages:
        from pith.text import Relocation

        relocation = Relocation()
    stamp = write_file(
        path,
        point.text,
        point.encoding,
        point.bom,
        relocation=relocation,
        report=request.progress.report,
        ready=ready,
        token=token,
    )
    if relocation is not None:
        release_memory()
    return Written(path, Path(path.resolve()), point, stamp, relocation)


def _require_unchanged(
    path: Path, point: SavePoint, expected: FileStamp | None, saved_text: Text | None
) -> None:
    current = stamp_of(path)
    if current is None or same_content(current, expected):
        return
    if expected is None:
        raise FileChangedError(
            Problem(
                "there is a file of that name already",
                source=str(path),
                advice="choose another name, or overwrite it",
            )
        )
    # Somebody may only have touched it, or written the same.
    content = read_all(path, point.encoding)
    if content.text not in (saved_text, point.text):
        raise FileChangedError(
            Problem(
                "the file was changed by another program since it was opened",
                source=str(path),
                advice="compare or reload it, or overwrite it",
            )
        )


def same_content(one: FileStamp | None, other: FileStamp | None) -> bool:
    """Whether two stamps say that nothing was written in between; the mode may have changed."""
    return one is not None and other is not None and one[:4] == other[:4]

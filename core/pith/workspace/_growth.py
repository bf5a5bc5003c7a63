"""The rest of a huge file, found by a worker while what is there already can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.base import Cancelled, Future, Problem, ProblemError, Signal, Worker, release_memory
from pith.text import Text

if TYPE_CHECKING:
    from pith.text import Scan
    from pith.workspace._document import Document

_FIRST = 0.01  # seconds of work until the document grows for the first time
_EVERY = 0.06


class Growth:
    """Lets a document grow, bit by bit, until all of its file is there.

    `ended` settles with whether that came about: not if it was cancelled or failed. For the
    window's thread only.
    """

    def __init__(self, document: Document, scan: Scan, worker: Worker) -> None:
        self._document = document
        self._scan: Scan | None = scan
        self._fraction = 0.0
        self._worker = worker
        self._job: Future[Text] | None = None
        self.ended: Future[bool] = Future()
        self.progressed: Signal[float] = Signal("Growth.progressed")
        """How much of the file is there, from 0 to 1."""
        self.problem: Problem | None = None
        """Why it ended early, if it did not because it was cancelled."""

    @property
    def fraction(self) -> float:
        return self._fraction

    def start(self) -> None:
        self._go_on(_FIRST)

    def cancel(self) -> None:
        """Leave the rest of the file unread. The document cannot be saved then."""
        if not self.ended.done:
            job, self._job = self._job, None
            if job is not None:
                job.cancel()
            self._end(False)

    def _go_on(self, seconds: float) -> None:
        scan = self._scan
        assert scan is not None
        job = self._worker.submit(
            lambda token: scan.read_on(token, seconds=seconds), f"read {self._document.name}"
        )
        self._job = job
        job.on_done(self._arrived)

    def _arrived(self, done: Future[Text]) -> None:
        if done is not self._job:
            return
        self._job = None
        error = done.exception()
        if error is not None:
            if not isinstance(error, Cancelled):
                self.problem = self._problem(error)
            self._end(False)
            return
        scan = self._scan
        assert scan is not None
        self._fraction = scan.fraction
        self._document.grow(done.result())
        self.progressed.emit(self.fraction)
        if self.ended.done:  # cancelled by who heard of it
            return
        if scan.done:
            self._end(True)
            self._worker.submit(lambda _: release_memory(), "release memory")
        else:
            self._go_on(_EVERY)

    def _problem(self, error: BaseException) -> Problem:
        if isinstance(error, ProblemError):
            return error.problems[0]
        said = error.strerror if isinstance(error, OSError) else "it became shorter meanwhile"
        return Problem(
            f"it could be read only in part: {said}",
            source=str(self._document.path or self._document.name),
            advice="reload it",
        )

    def _end(self, whole: bool) -> None:
        # It holds the file open, and somebody may hold this.
        scan, self._scan = self._scan, None
        assert scan is not None
        scan.stop()
        self._worker.submit(lambda _: scan.close(), "end reading")
        self._document.end_growth(whole, scan.line_endings if whole else None)
        self.ended.set_result(whole)

"""The rest of a huge file, found by a worker while what is there already can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.base import Cancelled, Future, Problem, ProblemError, Signal, Worker, release_memory
from pith.edit import ChangeSet, Selection
from pith.text import Edit, Text
from pith.workspace._document_values import DocumentChange

if TYPE_CHECKING:
    from pith.text import LineEndings, Scan
    from pith.workspace._document import Document
    from pith.workspace._view import View

_TOLD_AS_CHANGE = 1_000_000  # code points of a growth that listeners are given to read
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
        grow(self._document, done.result())
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
            source=str(self._document.file.path or self._document.name),
            advice="reload it",
        )

    def _end(self, whole: bool) -> None:
        # It holds the file open, and somebody may hold this.
        scan, self._scan = self._scan, None
        assert scan is not None
        scan.stop()
        self._worker.submit(lambda _: scan.close(), "end reading")
        _end_growth(self._document, whole, scan.line_endings if whole else None)
        self.ended.set_result(whole)


def grow(document: Document, tail: Text, *, follow: bool = False) -> None:
    """The file goes on with `tail`, which nobody has typed: it is no step of the history, and
    is part of what was last read or written.

    `follow`: a caret at the end of the text goes to the new end.
    """
    if not tail:
        return
    before, version = document.text, document.version + 1
    after, end = before.grown(tail), len(before)
    changes = None
    if len(tail) <= _TOLD_AS_CHANGE:
        changes = ChangeSet.of(end, [Edit(end, end, str(tail))])
        change = DocumentChange(document, before, changes, after, None, "grow", version)
        document.tell_later(lambda: document.changed.emit(change))
    else:
        document.tell_later(lambda: document.grown.emit(document))

    def seen(view: View) -> tuple[Selection, bool]:
        selection = view.selection
        if follow and selection.is_caret and selection.primary.head == end:
            return Selection.caret(len(after)), True
        return selection, False

    document.put(after, "grow", seen, changes)
    document.history.grow(len(tail), tail)
    saved = document.save_points.last
    document.save_points.last = saved._replace(
        text=after if saved.text is before else saved.text.grown(tail),
        version=version if saved.version == version - 1 else saved.version,
    )
    document.tell()


def _end_growth(document: Document, whole: bool, line_endings: LineEndings | None) -> None:
    """Nothing more comes; `whole`: because all is there."""
    document.file.whole = whole
    document.growth = None
    if line_endings is not None:
        document.file.set_line_ending(*line_endings)
    document.tell_later(lambda: document.grown.emit(document))
    document.tell()

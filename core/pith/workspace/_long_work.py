"""What takes too long for the window's thread: found by a worker, then done to the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from pith.base import Cancelled, CancelToken, Future

if TYPE_CHECKING:
    from pith.base import Worker

T = TypeVar("T")


class LongWork(Generic[T]):
    """A job whose greater part, `find`, looks only at values that stay as they are; `finish` does
    to the document what comes of it. `title` is for people. For the window's thread.

    Whoever gives it to a document's turns has it done: what comes after it waits.
    """

    def __init__(
        self, title: str, find: Callable[[CancelToken], T], finish: Callable[[T], object]
    ) -> None:
        self.title = title
        self.find = find
        self.finish = finish
        self.done: Future[T] = Future()
        """Settles when it has been found, or will not be; finish() comes after that."""

    def start(self, worker: Worker) -> None:
        finding = worker.submit(self.find, self.title)
        self.done.on_done(lambda _: finding.cancel())
        finding.on_done(self._found)

    def do_now(self) -> None:
        """Find it on this thread. Raises what that raises."""
        try:
            self.done.set_result(self.find(CancelToken()))
        except BaseException as error:
            self.done.set_exception(error)
            raise

    def _found(self, finding: Future[T]) -> None:
        error = finding.exception()
        if error is not None:
            self.done.set_exception(error)
        else:
            self.done.set_result(finding.result())

    def cancel(self) -> None:
        """Do nothing to the document, and go on with what waits at once."""
        self.done.set_exception(Cancelled())

"""Copying more than should be done at once: put together by a worker, and then handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from pith.base import CancelToken, Future, Problem, ProblemError, Scheduler, Worker
from pith.edit import ChangeSet, Selection, Transaction, is_within_reach
from pith.qt import QtClipboard, encodable
from pith.text import Edit, Text
from pith.workspace import View
from pith_app._window._notifications import NotificationCentre
from pith_app._window._watched import watch

if TYPE_CHECKING:
    from PySide6.QtCore import QByteArray

MOST_COPIED = 256_000_000
"""Code points. Whoever pastes that needs a gigabyte for it, and the system keeps it meanwhile."""


class LargeCopies:
    """Copies and cuts that would hold up the window."""

    def __init__(
        self, worker: Worker, notifications: NotificationCentre, scheduler: Scheduler
    ) -> None:
        self._worker = worker
        self._notifications = notifications
        self._scheduler = scheduler

    def start(self, view: View, cut: bool) -> Future[None] | None:
        """Copy what is selected in a view, if that is much; None: the command can do it at once.

        The latest one counts. Of a cut, what was copied goes when it is in the clipboard; it
        stays, and that is said, where the text was edited meanwhile. Raises ProblemError for more
        than MOST_COPIED, and fails with it.
        """
        text, selection = view.state
        ranges = [(each.start, each.end) for each in selection.ranges if not each.is_empty]
        size = sum([end - start for start, end in ranges])
        if is_within_reach(size):
            return None
        if size > MOST_COPIED:
            raise ProblemError(
                Problem(
                    f"{size:,} characters are too many for the clipboard;"
                    f" {MOST_COPIED:,} are the most",
                    source=view.document.name,
                    advice="select less, or save the file under another name",
                )
            )
        far = 0.0

        def tell(fraction: float) -> None:
            nonlocal far
            far = fraction

        between = view.document.options.line_ending
        copying = self._worker.submit(
            lambda token: _gathered(_pieces(text, ranges, between), size, tell, token), "copy"
        )

        def hand_over(data: QByteArray) -> None:
            QtClipboard().write_encoded(data)
            if cut:
                self._delete(view, text, ranges)

        done = copying.then(hand_over)
        watch(
            self._notifications,
            self._scheduler,
            f"Copying {size:,} characters",
            lambda: None if done.done else far,
            done.cancel,
        )
        return done

    def _delete(self, view: View, text: Text, ranges: list[tuple[int, int]]) -> None:
        document = view.document
        if view.disposed or document.text is not text:
            raise ProblemError(
                Problem(
                    "it was edited meanwhile: what was selected is in the clipboard, and stays",
                    source=document.name,
                    advice="delete it if it should go",
                )
            )
        changes = ChangeSet.of(len(text), [Edit(start, end, "") for start, end in ranges])
        caret = Selection.caret(changes.map(ranges[-1][1]))
        view.apply(Transaction(changes, caret, "cut"))


def _pieces(text: Text, ranges: list[tuple[int, int]], between: str) -> Iterator[str]:
    for number, (start, end) in enumerate(ranges):
        if number:
            yield between
        yield from text.chunks(start, end)


def _gathered(
    pieces: Iterator[str], size: int, tell: Callable[[float], Any], token: CancelToken
) -> QByteArray:
    """The pieces as UTF-8, in what Qt shares and does not copy. On a worker."""
    from PySide6.QtCore import QByteArray

    data = bytearray()
    done = 0
    for piece in pieces:
        data += encodable(piece).encode()
        done += len(piece)
        tell(done / size)
        token.raise_if_cancelled()
    return QByteArray(data)

"""Lexing on a worker's thread, in slices, so that the window's thread always gets its turn.

All threads of Python share one lock. Somebody who types waits for whoever holds it: so work that
nobody sees waits until nobody types, and all work lets go of the lock every millisecond.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, perf_counter, sleep
from typing import TYPE_CHECKING, Final

from pith.base import CancelToken, Future
from pith.syntax._chunks import lex_chunk
from pith.syntax._store import Chunk, Mark
from pith.text import Text

if TYPE_CHECKING:  # imports Pygments
    from pith.syntax._pygments._engines import Engine

# Lexers that cannot go on somewhere: all of the text is lexed after every pause.
_LARGEST_WITHOUT_MARKS: Final = 1_000_000  # code points

_SLICE: Final = 0.001  # seconds between two moments at which the window's thread may run
_PAUSE: Final = 0.000_05  # long enough for it to take its turn
_DELIVERY: Final = 0.008  # seconds of work between two deliveries
_QUIET: Final = 0.05  # seconds after the last edit or scrolling until what nobody sees goes on
_WINDOW: Final = 256_000  # code points a lexer is shown at once
_URGENT_WINDOW: Final = 64_000


class Activity:
    """When somebody last typed or scrolled, in any document."""

    last = 0.0

    @classmethod
    def note(cls) -> None:
        cls.last = monotonic()


def wait_for_quiet(token: CancelToken) -> None:
    """Wait until nobody has typed or scrolled for a moment, or the job is cancelled."""
    while not token.cancelled and monotonic() - Activity.last < _QUIET:
        sleep(_QUIET / 4)


class Job:
    """One run of a lexer from the mark of a row (None: from the start of a text).

    `cells` are the row's tokens before the mark. An `urgent` one is for what is on the screen:
    it ends at `stop_row` and waits for nobody. One that `checks` goes over what is known already.
    """

    def __init__(
        self,
        text: Text,
        row: int,
        mark: Mark | None,
        cells: list[int],
        *,
        urgent: bool = False,
        checks: bool = False,
        stop_row: int | None = None,
    ) -> None:
        self.text = text
        self.row = row
        self.mark = mark
        self.cells = cells
        self.urgent = urgent
        self.checks = checks
        self.stop_row = text.line_count if stop_row is None else stop_row
        self.future: Future[None] | None = None

    def cancel(self) -> None:
        if self.future is not None:
            self.future.cancel()

    def run(self, engine: Engine, token: CancelToken, deliver: Callable[[Chunk], object]) -> None:
        """Lex, handing over what was found every few milliseconds. Raises Cancelled."""
        if engine.resumes:
            self._in_slices(engine, token, deliver)
        elif len(self.text) <= _LARGEST_WITHOUT_MARKS:
            whole = len(self.text) + 1
            deliver(lex_chunk(engine, self.text, 0, (0, None), [], lambda *_: False, whole))

    def _in_slices(
        self, engine: Engine, token: CancelToken, deliver: Callable[[Chunk], object]
    ) -> None:
        row, mark, cells = self.row, self.mark or (0, engine.start), self.cells
        window = _URGENT_WINDOW if self.urgent else _WINDOW
        slice_end = perf_counter() + _SLICE
        delivery = perf_counter() + _DELIVERY

        def stop(at: int, _mark: Mark) -> bool:
            nonlocal slice_end
            now = perf_counter()
            if now > slice_end:
                sleep(_PAUSE)
                slice_end = perf_counter() + _SLICE
            return now > delivery or token.cancelled or at >= self.stop_row

        while row < self.stop_row:
            if not self.urgent:
                wait_for_quiet(token)
            token.raise_if_cancelled()
            chunk = lex_chunk(engine, self.text, row, mark, cells, stop, window)
            deliver(chunk)
            if chunk.ended:
                return
            row = chunk.first + len(chunk.rows)
            mark, cells = chunk.marks[-1] or mark, chunk.cells
            delivery = perf_counter() + _DELIVERY


def warm(engine: Engine, token: CancelToken) -> None:
    """Compile what no text has needed so far, so that typing it never waits for that."""
    for _ in engine.warm():
        wait_for_quiet(token)
        token.raise_if_cancelled()
        sleep(_PAUSE)

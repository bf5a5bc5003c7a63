"""What stands between everybody and the code of one extension."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any, Final, TypeVar

from pith.base import Cancelled
from pith.host._costs import Cost, is_starting
from pith.host._environment import EventLoop
from pith.host._errors import ExtensionFailure
from pith.host._generation import Generation
from pith.host._tracebacks import Failure, describe_failure

T = TypeVar("T")

SLOW: Final = 0.05  # seconds: three frames
LONG: Final = 0.1  # seconds: what a person feels


class Guard:
    """Calls functions of one generation: timed, attributed, and with every exception caught.

    Also SystemExit and KeyboardInterrupt: no extension ends the program. Cancelled passes: it is
    no failure.
    """

    def __init__(
        self,
        extension_id: str,
        folder: Path,
        generation: Generation | None,
        costs: dict[str, Cost],
        report: Callable[[Failure], object],
        slow: Callable[[str, float], object],
        held: Callable[[str, float], object],
        loop: EventLoop,
    ) -> None:
        """`slow(what, seconds)` is told of a call that took long, and longer than any before,
        `held` of each that held up the window so long that a person feels it."""
        self._slow = slow
        self._held = held
        self._loop = loop
        self.extension_id = extension_id
        self._folder = folder
        self._generation = generation
        self._costs = costs
        self._report = report

    def report_to(self, report: Callable[[Failure], object]) -> None:
        """Give failures to `report` from now on."""
        self._report = report

    @contextmanager
    def reporting_to(self, report: Callable[[Failure], object]) -> Iterator[None]:
        """Give failures to `report` for a while."""
        before, self._report = self._report, report
        try:
            yield
        finally:
            self._report = before

    def call(self, what: str, function: Callable[..., T], *positional: Any, **named: Any) -> T:
        """The function's result; raises ExtensionFailure, once what it raised was reported."""
        turns = self._loop.turns
        start = perf_counter()
        try:
            return function(*positional, **named)
        except Cancelled:
            raise
        except BaseException as error:
            failure = self.failed(what, error, function)
        finally:
            self.charge(what, perf_counter() - start, turns)
        # Whoever holds on to the failure holds its traceback, and with it this frame. And out of
        # the except block: there, it would keep the exception as its context.
        del function, positional, named
        raise failure

    def returning_nothing(
        self, what: str, function: Callable[..., object], *positional: Any
    ) -> None:
        """Call what must return None: a coroutine, for instance, would never be run."""
        result = self.call(what, function, *positional)
        if result is not None:
            kind = type(result).__name__
            if kind == "coroutine":
                result.close()  # type: ignore[attr-defined]  # or Python warns of it
            wrong = TypeError(f"{what}() must be a plain function that returns None, not {kind}")
            raise self.failed(what, wrong, function)

    def charge(self, what: str, seconds: float, turns: int = -1) -> None:
        """Count what took this long, and began when the window's loop had made so many turns."""
        cost = self._costs.setdefault(what, Cost())
        if seconds > SLOW and seconds > 1.5 * cost.worst:
            self._slow(what, seconds)
        cost.add(seconds)
        # What a version does once, whenever it is loaded, is told, but no reason to complain.
        if seconds > LONG and not is_starting(what) and turns == self._loop.turns:
            self._held(what, seconds)

    def attempt(
        self, what: str, function: Callable[..., T], *positional: Any, **named: Any
    ) -> T | None:
        """The function's result, or None if it raised."""
        try:
            return self.call(what, function, *positional, **named)
        except (ExtensionFailure, Cancelled):
            return None

    def failed(
        self, what: str, error: BaseException, function: Callable[..., object] | None = None
    ) -> ExtensionFailure:
        """Report what an extension's code raised; what to tell the caller instead."""
        if isinstance(error, ExtensionFailure):
            return error
        if self._generation is not None:
            self._generation.fill_line_cache()
        failure = describe_failure(error, what, self._folder, function)
        self._report(failure)
        return ExtensionFailure(self.extension_id, failure.problem)

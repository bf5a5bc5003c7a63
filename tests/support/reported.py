"""What went to pith.base.report_exception during a test."""

from __future__ import annotations

import threading
import traceback
from typing import TypeVar

E = TypeVar("E", bound=BaseException)


class Reported:
    """The exceptions that were reported and not yet taken. A test fails if any are left."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: list[tuple[BaseException, str]] = []

    def __len__(self) -> int:
        return len(self._entries)

    def __call__(self, error: BaseException, during: str) -> None:
        """Is what set_exception_reporter is given."""
        with self._lock:
            self._entries.append((error, during))

    def take(self, kind: type[E], during: str = "") -> E:
        """Expect the oldest report to be a `kind` whose description contains `during`."""
        assert self._entries, f"expected a report of {kind.__name__}, and there is none"
        error, what = self._entries[0]
        assert isinstance(error, kind), f"expected {kind.__name__}, and {what} came {error!r}"
        assert during in what
        del self._entries[0]
        return error

    def take_all(self) -> list[tuple[BaseException, str]]:
        """Expect whatever there is."""
        with self._lock:
            taken, self._entries = self._entries, []
        return taken

    def describe(self) -> str:
        return "\n".join(
            f"reported {during}:\n{''.join(traceback.format_exception(error))}"
            for error, during in self._entries
        )

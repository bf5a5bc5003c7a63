"""Handlers of contribution points that register each contribution somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from pith.base import Disposable, report_exception
from pith.host._points._schema import Contribution, Item


class RegisteringHandler(Generic[Item]):
    """Registers what comes and disposes what goes, contribution by contribution.

    A contribution that cannot be registered takes back those that came with it, so that the
    caller finds everything as it was and can put back what went.
    """

    def __init__(self) -> None:
        # A list, as entries need not be hashable. Equal contributions are interchangeable.
        self._registered: list[tuple[Contribution[Item], Disposable]] = []

    def register(self, contribution: Contribution[Item]) -> Disposable:
        raise NotImplementedError

    def __call__(
        self, added: Sequence[Contribution[Item]], removed: Sequence[Contribution[Item]]
    ) -> None:
        for contribution in removed:
            self._unregister(contribution)
        done: list[Contribution[Item]] = []
        try:
            for contribution in added:
                self._registered.append((contribution, self.register(contribution)))
                done.append(contribution)
        except Exception:
            for contribution in reversed(done):
                self._unregister(contribution)
            raise

    def _unregister(self, contribution: Contribution[Item]) -> None:
        for index, (known, registration) in enumerate(self._registered):
            if known == contribution:
                del self._registered[index]
                try:
                    registration.dispose()
                except Exception as error:
                    report_exception(error, f"while taking back {contribution.item!r}")
                return

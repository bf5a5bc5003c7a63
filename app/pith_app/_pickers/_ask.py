"""Questions of extensions: a line of text, or one of several items."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pith.api import QuickPickItem
from pith.base import Future
from pith_app._window._pick import PickItem, PickSource
from pith_app._window._pick._items import filtered


class AskText(PickSource):
    """A line of text; `answer` settles with it, or with None if the question was dismissed."""

    accepts_text = True

    def __init__(
        self,
        prompt: str,
        placeholder: str = "",
        validate: Callable[[str], str | None] | None = None,
    ) -> None:
        self.placeholder = placeholder or prompt
        self._prompt = prompt
        self._validate = validate
        self.answer: Future[str | None] = Future()

    def items(self, query: str) -> Sequence[PickItem]:
        return ()

    def message(self, query: str) -> tuple[str, bool]:
        fault = self._validate(query) if self._validate is not None and query else None
        if fault:
            return fault, True
        return f"{self._prompt} (Enter to confirm, Escape to cancel)", False

    def accept(self, item: PickItem | None, query: str) -> PickSource | None:
        fault = self._validate(query) if self._validate is not None else None
        if fault:
            return self
        self.answer.set_result(query)
        return None

    def dismiss(self) -> None:
        self.answer.set_result(None)


class PickOne(PickSource):
    """One of several items; `answer` settles with its id, or with None."""

    def __init__(self, items: Sequence[QuickPickItem], placeholder: str) -> None:
        self.placeholder = placeholder
        self.answer: Future[str | None] = Future()
        self._items = tuple(
            PickItem(item.id, item.label, item.description, item.icon) for item in items
        )

    def items(self, query: str) -> Sequence[PickItem]:
        return filtered(self._items, query)

    def accept(self, item: PickItem | None, query: str) -> PickSource | None:
        self.answer.set_result(item.id if item is not None else None)
        return None

    def dismiss(self) -> None:
        self.answer.set_result(None)

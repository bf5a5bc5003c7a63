"""What a list to pick from shows, and where that comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from pith.base import Future
from pith_app._window._pick._fuzzy import fuzzy_match


class PickItem(NamedTuple):
    """One row."""

    id: str
    label: str
    #: Beside the label, fainter.
    description: str = ""
    #: The name of an icon.
    icon: str = ""
    #: Keys that do the same, as people read them: "Ctrl+K Ctrl+C".
    keys: str = ""
    #: The heading of this row and those after it.
    group: str = ""
    #: Indexes of the letters of `label` that fit what was typed.
    positions: tuple[int, ...] = ()
    #: Indexes of the letters of `description` that fit.
    description_positions: tuple[int, ...] = ()
    #: Whatever the source wants to find again.
    value: Any = None
    #: Marks what is so now.
    checked: bool = False
    #: Other words for it: beside the label if what is typed fits them and not the label.
    keywords: tuple[str, ...] = ()


class PickSource:
    """What is typed goes in, rows come out. Subclasses say which, and what choosing one does."""

    placeholder = ""
    #: Said instead of rows when there are none.
    empty = "No matches"
    #: Whether Enter means something without a row.
    accepts_text = False
    #: Opened with Ctrl held (Ctrl+Tab): letting go of it chooses.
    while_control_held = False

    def items(self, query: str) -> Sequence[PickItem] | Future[Sequence[PickItem]]:
        """The rows for what is typed, best first."""
        raise NotImplementedError

    def message(self, query: str) -> tuple[str, bool]:
        """A line below the input for what is typed, and whether it names a fault."""
        return "", False

    def initial(self, items: Sequence[PickItem], query: str) -> int:
        """The row to highlight at first."""
        return 0

    def highlighted(self, item: PickItem | None) -> None:
        """A row was moved to: the place for a preview."""

    def accept(self, item: PickItem | None, query: str) -> PickSource | None:
        """A row was chosen, or Enter pressed without one. Another source takes over if returned."""
        raise NotImplementedError

    def dismiss(self) -> None:
        """Nothing was chosen: undo a preview."""

    def redirect(self, query: str) -> PickSource | None:
        """Another source that what is typed belongs to (`>` in quick open)."""
        return None


class StaticSource(PickSource):
    """Rows that are all there: filtered by fuzzy matching, in their own order when not."""

    def __init__(
        self,
        items: Sequence[PickItem],
        on_accept: Callable[[PickItem], object],
        *,
        placeholder: str = "",
        on_highlight: Callable[[PickItem], object] | None = None,
        on_dismiss: Callable[[], object] | None = None,
    ) -> None:
        self._items = tuple(items)
        self._on_accept = on_accept
        self._on_highlight = on_highlight
        self._on_dismiss = on_dismiss
        self.placeholder = placeholder

    def items(self, query: str) -> Sequence[PickItem]:
        return filtered(self._items, query)

    def initial(self, items: Sequence[PickItem], query: str) -> int:
        if query:
            return 0
        return next((row for row, item in enumerate(items) if item.checked), 0)

    def highlighted(self, item: PickItem | None) -> None:
        if self._on_highlight is not None and item is not None:
            self._on_highlight(item)

    def accept(self, item: PickItem | None, query: str) -> PickSource | None:
        if item is not None:
            self._on_accept(item)
        return None

    def dismiss(self) -> None:
        if self._on_dismiss is not None:
            self._on_dismiss()


def filtered(items: Sequence[PickItem], query: str) -> list[PickItem]:
    """Those of `items` that fit `query`, best first; without one, all as they are."""
    if not query.strip():
        return list(items)
    ranked: list[tuple[int, int, PickItem]] = []
    for number, item in enumerate(items):
        found = fuzzy_match(query, item.label)
        if found is not None:
            fitting = item._replace(positions=found.positions, group="")
            ranked.append((-found.score, number, fitting))
            continue
        beside = fuzzy_match(query, item.description) if item.description else None
        if beside is not None:
            fitting = item._replace(description_positions=beside.positions, group="")
            ranked.append((100 - beside.score, number, fitting))
            continue
        for keyword in item.keywords:
            called = fuzzy_match(query, keyword)
            if called is not None:
                fitting = item._replace(
                    description=keyword, description_positions=called.positions, group=""
                )
                ranked.append((50 - called.score, number, fitting))
                break
    ranked.sort(key=lambda entry: entry[:2])
    return [item for _, _, item in ranked]

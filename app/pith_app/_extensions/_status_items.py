"""The point `statusItems`, and StatusServices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pith.commands import ContextKeys, When
from pith.host import Contribution, StatusItemContribution
from pith_app._window._status_bar import StatusBar, StatusItem

Run = Callable[[str, Mapping[str, Any]], object]


class StatusItems:
    """The point `statusItems`, and StatusServices."""

    def __init__(self, bar: StatusBar, context: ContextKeys, run: Run) -> None:
        self._bar = bar
        self._context = context
        self._run = run
        self._items: dict[str, _StatusEntry] = {}
        self._listening = context.changed.connect(self._context_changed)

    def dispose(self) -> None:
        self._listening.dispose()

    def __call__(
        self,
        added: Sequence[Contribution[StatusItemContribution]],
        removed: Sequence[Contribution[StatusItemContribution]],
    ) -> None:
        for contribution in removed:
            entry = self._items.pop(contribution.item.id, None)
            if entry is not None:
                self._bar.remove(entry.widget)
        for contribution in added:
            item = contribution.item
            widget = self._bar.add(
                item.name, right=item.alignment == "right", priority=item.priority
            )
            self._items[item.id] = _StatusEntry(item, widget)
            self.reset(item.id)

    def update(
        self,
        item_id: str,
        *,
        text: str | None,
        tooltip: str | None,
        command: str | None,
        visible: bool | None,
    ) -> None:
        entry = self._items.get(item_id)
        if entry is None:
            return
        if text is not None:
            entry.text = text
        if tooltip is not None:
            entry.tooltip = tooltip
        if command is not None:
            entry.command = command
        if visible is not None:
            entry.visible = visible
        self._show(entry)

    def reset(self, item_id: str) -> None:
        entry = self._items.get(item_id)
        if entry is not None:
            entry.take_declared()
            self._show(entry)

    def _show(self, entry: _StatusEntry) -> None:
        applies = entry.when is None or entry.when.evaluate(self._context)
        shown = entry.visible and applies
        command = entry.command
        entry.widget.set_on_click((lambda: self._run(command, {})) if command else None)
        entry.widget.set_content(entry.text if shown else "", entry.tooltip or entry.item.name)

    def _context_changed(self, keys: frozenset[str]) -> None:
        for entry in self._items.values():
            if entry.when is not None and not keys.isdisjoint(entry.when.keys):
                self._show(entry)


class _StatusEntry:
    """A contributed item, and what its extension made of it."""

    def __init__(self, item: StatusItemContribution, widget: StatusItem) -> None:
        self.item = item
        self.widget = widget
        self.when = When.parse(item.when) if item.when else None
        self.take_declared()

    def take_declared(self) -> None:
        self.text = self.item.text
        self.tooltip = self.item.tooltip
        self.command = self.item.command
        self.visible = True

"""The command palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pith.commands import CommandBus, Keymap
from pith_app._recent_commands import RecentCommands
from pith_app._window._pick import PickItem, PickSource
from pith_app._window._pick._items import filtered

PREFIX = ">"


class CommandPalette(PickSource):
    """Every command that can be used now: those used recently first, then by name."""

    placeholder = "Type the name of a command"
    empty = "No matching commands"

    def __init__(
        self,
        bus: CommandBus,
        keymap: Keymap,
        recent: RecentCommands,
        run: Callable[[str], object],
        quick_open: Callable[[], PickSource],
    ) -> None:
        self._bus = bus
        self._keymap = keymap
        self._recent = recent
        self._run = run
        self._quick_open = quick_open
        self._items = self._collect()

    def _collect(self) -> list[PickItem]:
        recent = {command_id: number for number, command_id in enumerate(self._recent.ids)}
        used: list[tuple[int, PickItem]] = []
        others: list[PickItem] = []
        for command in self._bus.commands():
            if not command.title or not self._bus.is_enabled(command.id):
                continue
            keys = self._keymap.keys_for(command.id)
            item = PickItem(
                command.id, command.label, keys=keys.for_people() if keys is not None else ""
            )
            if command.id in recent:
                used.append((recent[command.id], item))
            else:
                others.append(item)
        used.sort(key=lambda entry: entry[0])
        others.sort(key=lambda item: item.label.casefold())
        first = [item for _, item in used]
        if first:
            first[0] = first[0]._replace(group="recently used")
            if others:
                others[0] = others[0]._replace(group="other commands")
        return [*first, *others]

    def items(self, query: str) -> Sequence[PickItem]:
        return filtered(self._items, query.removeprefix(PREFIX))

    def redirect(self, query: str) -> PickSource | None:
        return None if query.startswith(PREFIX) else self._quick_open()

    def accept(self, item: PickItem | None, query: str) -> PickSource | None:
        if item is not None:
            self._recent.add(item.id)
            self._run(item.id)
        return None

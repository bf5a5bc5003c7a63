"""The command palette."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pith.commands import CommandBus, Keymap
from pith_app._recent_commands import RecentCommands
from pith_app._window._pick import PickItem, PickSource
from pith_app._window._pick._items import filtered

PREFIX = ">"


_SUGGESTED = (
    "quickOpen.show",
    "go.line",
    "find.show",
    "file.openFolder",
    "theme.select",
    "settings.open",
)

_MOTIONS = (
    *("left", "right", "up", "down", "wordLeft", "wordRight", "lineStart", "lineEnd"),
    *("documentStart", "documentEnd", "pageUp", "pageDown"),
)

_KEYS_ALONE = frozenset(
    (
        *(f"caret.{motion}" for motion in _MOTIONS),
        *(f"select.{motion}" for motion in _MOTIONS),
        *(f"view.tab{number}" for number in range(1, 10)),
        "edit.insertText",
        "edit.newline",
        "edit.tab",
        "edit.deleteLeft",
        "edit.deleteRight",
        "edit.deleteWordLeft",
        "edit.deleteWordRight",
        "find.close",
        "palette.show",
    )
)


def is_motion(command_id: str) -> bool:
    """Whether a command is for a key alone: nobody moves the caret by the palette."""
    return command_id in _KEYS_ALONE


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
        heading = "recently used"
        if not recent:
            recent = {command_id: number for number, command_id in enumerate(_SUGGESTED)}
            heading = "suggested"
        first: list[tuple[int, PickItem]] = []
        others: list[PickItem] = []
        for command in self._bus.commands():
            if not command.title or is_motion(command.id) or not self._bus.is_enabled(command.id):
                continue
            keys = self._keymap.keys_for(command.id)
            item = PickItem(
                command.id,
                command.label,
                keys=keys.for_people() if keys is not None else "",
                keywords=command.keywords,
            )
            if command.id in recent:
                first.append((recent[command.id], item))
            else:
                others.append(item)
        first.sort(key=lambda entry: entry[0])
        others.sort(key=lambda item: item.label.casefold())
        used = [item for _, item in first]
        if used:
            used[0] = used[0]._replace(group=heading)
            if others:
                others[0] = others[0]._replace(group="other commands")
        return [*used, *others]

    def items(self, query: str) -> Sequence[PickItem]:
        return filtered(self._items, query.removeprefix(PREFIX))

    def redirect(self, query: str) -> PickSource | None:
        return None if query.startswith(PREFIX) else self._quick_open()

    def accept(self, item: PickItem | None, query: str) -> PickSource | None:
        if item is not None:
            self._recent.add(item.id)
            self._run(item.id)
        return None

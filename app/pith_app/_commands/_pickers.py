"""Commands that open the list to pick from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith_app._commands._handling import Handler, Handlers, handles
from pith_app._window._tab import Place

if TYPE_CHECKING:
    from pith.workspace import Document
    from pith_app._pickers._sources import Sources
    from pith_app._window._pick import PickSource


_LISTS: dict[str, Callable[[Sources], PickSource]] = {
    "quickOpen.show": lambda sources: sources.quick_open(),
    "theme.select": lambda sources: sources.theme(),
    "iconTheme.select": lambda sources: sources.icon_theme(),
    "settings.select": lambda sources: sources.settings(),
    "keymap.select": lambda sources: sources.keymap(),
    "window.switchTab": lambda sources: sources.tabs(),
    "output.selectChannel": lambda sources: sources.channels(),
    "notifications.show": lambda sources: sources.notifications(),
    "problems.show": lambda sources: sources.problems(),
}
_OF_A_DOCUMENT: dict[str, Callable[[Sources, Document], PickSource]] = {
    "language.select": lambda sources, document: sources.language(document),
    "encoding.select": lambda sources, document: sources.encoding(document),
    "encoding.save": lambda sources, document: sources.save_with(document),
    "indentation.select": lambda sources, document: sources.indentation(document),
    "lineEnding.select": lambda sources, document: sources.line_ending(document),
}


class PickerCommands(Handlers):
    def all(self) -> dict[str, Handler]:
        return {
            **super().all(),
            **{name: partial(self._show, make) for name, make in _LISTS.items()},
            **{name: partial(self._choose, make) for name, make in _OF_A_DOCUMENT.items()},
        }

    def _sources(self) -> Sources:
        # Made when a list is first asked for: none of it is needed for the first paint.
        from pith_app._pickers._sources import Sources

        return Sources(self.program)

    def _show(self, make: Callable[[Sources], PickSource]) -> None:
        self.program.pick_from(make(self._sources()), "")

    def _choose(self, make: Callable[[Sources, Document], PickSource]) -> Any:
        tab = self.program.editors.active
        if tab is None or tab.document is None:
            return NOT_HANDLED
        self.program.pick_from(make(self._sources(), tab.document), "")
        return None

    @handles("palette.show")
    def show_palette(self) -> None:
        self.program.pick_from(self._sources().palette(), ">")

    @handles("encoding.reopen")
    def reopen_with(self) -> Any:
        program, tab = self.program, self.program.editors.active
        if tab is not None and tab.binary is not None:
            program.pick_from(self._sources().open_with(tab), "")
        elif tab is not None and tab.document is not None and tab.document.file.path is not None:
            program.pick_from(self._sources().reopen_with(tab.document), "")
        else:
            return NOT_HANDLED
        return None

    @handles("file.openAsText")
    def open_as_text(self) -> Any:
        tab = self.program.editors.active
        if tab is None or tab.binary is None:
            return NOT_HANDLED
        self.program.editors.open_as(tab, "utf-8")
        return None

    @handles("file.openWith")
    def open_with(self) -> Any:
        tab = self.program.editors.active
        source = self._sources().open_in(tab) if tab is not None else None
        if source is None:
            return NOT_HANDLED
        self.program.pick_from(source, "")
        return None

    @handles("go.line")
    def go_to_line(self, line: int | None = None, column: int | None = None) -> Any:
        """Go to `line` and `column` (from 1); ask without."""
        program, tab = self.program, self.program.editors.active
        if tab is None or tab.view is None:
            return NOT_HANDLED
        if line is not None:
            program.editors.go_to(tab, Place(line - 1, column - 1 if column else None))
            return None
        source = self._sources().go_to_line()
        if source is not None:
            program.pick_from(source, ":")
        return None

    @handles("notifications.clear")
    def clear_notifications(self) -> Any:
        return self.program.notifications.clear()

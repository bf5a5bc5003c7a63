"""Commands that show and hide the parts of the window, and give one of them the keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith_app._commands._handling import Handler, Handlers, handles
from pith_app._window_parts_focus import focus_part, show_context_menu

if TYPE_CHECKING:
    from pith_app._program import Program


class PartCommands(Handlers):
    def __init__(self, program: Program) -> None:
        super().__init__(program)
        body, window = program.window.body, program.window
        checked = program.parts.switches
        checked["view.toggleSideBar"] = lambda: body.side_bar_shown
        checked["view.togglePanel"] = lambda: body.panel_shown
        checked["view.toggleMenuBar"] = lambda: True
        checked["window.fullScreen"] = window.isFullScreen

    def all(self) -> dict[str, Handler]:
        tabs = {f"view.tab{number}": partial(self._show_tab, number) for number in range(1, 10)}
        return {**super().all(), **tabs}

    # The window

    @handles("view.toggleMenuBar")
    def toggle_menu_bar(self) -> None:
        window = self.program.window
        if window.menu_bar is not None:
            window.show_menu_bar(window.menu_bar.isHidden())

    @handles("view.focusMenuBar")
    def focus_menu_bar(self) -> Any:
        return None if self.program.window.focus_menu_bar() else NOT_HANDLED

    @handles("window.fullScreen")
    def toggle_full_screen(self) -> None:
        window = self.program.window
        window.set_full_screen(not window.isFullScreen())
        self.program.kernel.context.set("isFullScreen", window.isFullScreen())

    @handles("view.contextMenu")
    def show_context_menu(self) -> Any:
        return show_context_menu(self.program)

    @handles("view.focusNextPart")
    def focus_next_part(self) -> Any:
        return focus_part(self.program, 1)

    @handles("view.focusPreviousPart")
    def focus_previous_part(self) -> Any:
        return focus_part(self.program, -1)

    # Editors

    @handles("view.focusEditor")
    def focus_editor(self) -> Any:
        return self.program.focus_editor()

    @handles("view.nextTab")
    def next_tab(self) -> Any:
        return self.program.editors.step(1)

    @handles("view.previousTab")
    def previous_tab(self) -> Any:
        return self.program.editors.step(-1)

    def _show_tab(self, number: int) -> Any:
        editors = self.program.editors
        if number > len(editors.group.tabs):
            return NOT_HANDLED
        editors.activate(editors.group.tabs[number - 1])
        return None

    # The side bar

    @handles("view.toggleSideBar")
    def toggle_side_bar(self) -> Any:
        body = self.program.window.body
        return body.show_side_bar(not body.side_bar_shown)

    @handles("view.focusSideBar")
    def focus_side_bar(self) -> Any:
        page = self.program.window.body.side_bar.active
        if page is None:
            return NOT_HANDLED
        self.program.show_page(page, focus=True)
        return None

    @handles("view.show")
    def show(self, page: str = "") -> None:
        """`page`: the id of a view container, wherever it is; without it, the side bar as it is."""
        if page:
            self.program.show_page(page, focus=True)
        else:
            self.focus_side_bar()

    # The panel

    @handles("view.togglePanel")
    def toggle_panel(self) -> Any:
        return self.program.show_panel(not self.program.window.body.panel_shown)

    @handles("view.focusPanel")
    def focus_panel(self) -> None:
        self.program.show_panel(True)
        self.program.panel.focus_content()

    @handles("view.nextPanelPage")
    def next_panel_page(self) -> None:
        self._step_panel(1)

    @handles("view.previousPanelPage")
    def previous_panel_page(self) -> None:
        self._step_panel(-1)

    def _step_panel(self, by: int) -> None:
        self.program.show_panel(True)
        self.program.panel.step(by)

    @handles("view.output")
    def toggle_output(self) -> None:
        from pith_app._window._panel import OUTPUT

        program = self.program
        if program.window.body.panel_shown and program.panel.active == OUTPUT:
            program.show_panel(False)
        else:
            program.show_output(program.panel.view.channel)

    @handles("view.log")
    def show_log(self) -> Any:
        return self.program.show_output("log")

    @handles("output.clear")
    def clear_output(self) -> Any:
        return self.program.outputs.clear(self.program.panel.view.channel)

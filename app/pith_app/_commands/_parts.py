"""Commands that show and hide the parts of the window, and give one of them the keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith_app._window_parts_focus import focus_part, show_context_menu

if TYPE_CHECKING:
    from pith_app._program import Program


def handlers(program: Program) -> Mapping[str, Callable[..., Any]]:
    """What handles each command."""
    editors, body, window = program.editors, program.window.body, program.window

    def show_tab(number: int) -> Callable[[], Any]:
        def run() -> Any:
            if number > len(editors.group.tabs):
                return NOT_HANDLED
            editors.activate(editors.group.tabs[number - 1])
            return None

        return run

    def toggle_menu_bar() -> None:
        if window.menu_bar is not None:
            window.show_menu_bar(window.menu_bar.isHidden())

    def full_screen() -> None:
        window.set_full_screen(not window.isFullScreen())
        program.kernel.context.set("isFullScreen", window.isFullScreen())

    def focus_side_bar() -> Any:
        page = body.side_bar.active
        if page is None:
            return NOT_HANDLED
        program.show_page(page, focus=True)
        return None

    def show(page: str = "") -> None:
        """`page`: the id of a view container, wherever it is; without it, the side bar as it is."""
        if page:
            program.show_page(page, focus=True)
        else:
            focus_side_bar()

    def output() -> None:
        from pith_app._window._panel import OUTPUT

        if body.panel_shown and program.panel.active == OUTPUT:
            program.show_panel(False)
        else:
            program.show_output(program.panel.view.channel)

    def focus_panel() -> None:
        program.show_panel(True)
        program.panel.focus_content()

    def step_panel(by: int) -> None:
        program.show_panel(True)
        program.panel.step(by)

    checked = program.parts.switches
    checked["view.toggleSideBar"] = lambda: body.side_bar_shown
    checked["view.togglePanel"] = lambda: body.panel_shown
    checked["view.toggleMenuBar"] = lambda: True
    checked["window.fullScreen"] = window.isFullScreen
    return {
        "view.toggleSideBar": lambda: body.show_side_bar(not body.side_bar_shown),
        "view.togglePanel": lambda: program.show_panel(not body.panel_shown),
        "view.toggleMenuBar": toggle_menu_bar,
        "view.show": show,
        "view.output": output,
        "view.log": lambda: program.show_output("log"),
        "output.clear": lambda: program.outputs.clear(program.panel.view.channel),
        "view.focusEditor": program.focus_editor,
        "view.focusSideBar": focus_side_bar,
        "view.focusPanel": focus_panel,
        "view.nextPanelPage": lambda: step_panel(1),
        "view.previousPanelPage": lambda: step_panel(-1),
        "view.contextMenu": lambda: show_context_menu(program),
        "view.focusNextPart": lambda: focus_part(program, 1),
        "view.focusPreviousPart": lambda: focus_part(program, -1),
        "view.nextTab": lambda: editors.step(1),
        "view.previousTab": lambda: editors.step(-1),
        "window.fullScreen": full_screen,
        **{f"view.tab{number}": show_tab(number) for number in range(1, 10)},
    }

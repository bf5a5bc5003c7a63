"""Commands that show, hide and arrange parts of the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pith.base import Future
from pith.commands import NOT_HANDLED
from pith_app._window_parts_focus import focus_part, show_context_menu

if TYPE_CHECKING:
    from pith.qt import EditorWidget
    from pith_app._program import Program

_LEAST_ZOOM, _MOST_ZOOM = -8, 8


def handlers(program: Program) -> Mapping[str, Callable[..., Any]]:
    """What handles each command."""
    editors, body = program.editors, program.window.body
    settings = program.kernel.settings

    def toggle_wrap() -> Any:
        tab = editors.active
        if tab is None or tab.document is None or tab.widget is None:
            return NOT_HANDLED
        wrapped = tab.widget.options.wrap != "off"
        program.factory.wrap_overrides[tab.document.id] = "off" if wrapped else "on"
        program.factory.refresh()
        return None

    def toggle_overtype() -> None:
        factory = program.factory
        factory.set_overtype(not factory.overtype)
        program.editor_status.show_overtype(factory.overtype)

    def toggle_tab_moves_focus() -> None:
        context = program.kernel.context
        moves = not context.get("tabMovesFocus")
        context.set("tabMovesFocus", moves)
        program.editor_status.show_tab_moves_focus(moves)

    def toggle_menu_bar() -> None:
        bar = program.window.menu_bar
        if bar is not None:
            program.window.show_menu_bar(bar.isHidden())

    def scroll(function: Callable[[EditorWidget], object]) -> Callable[[], Any]:
        def run() -> Any:
            widget = editors.active_widget
            if widget is None:
                return NOT_HANDLED
            function(widget)
            return None

        return run

    def show_tab(number: int) -> Callable[[], Any]:
        def run() -> Any:
            if number > len(editors.group.tabs):
                return NOT_HANDLED
            editors.activate(editors.group.tabs[number - 1])
            return None

        return run

    def zoom(by: float) -> Future[None]:
        value = float(settings.get("window.zoom")) + by
        value = max(_LEAST_ZOOM, min(_MOST_ZOOM, value))
        return program.user_files.write_settings(
            {"window.zoom": int(value) if value == int(value) else value}
        )

    def toggle_minimap() -> Future[None]:
        shown = bool(settings.get("editor.minimap.enabled"))
        return program.user_files.write_settings({"editor.minimap.enabled": not shown})

    def toggle_sticky() -> Future[None]:
        shown = bool(settings.get("editor.stickyScroll.enabled"))
        return program.user_files.write_settings({"editor.stickyScroll.enabled": not shown})

    def toggle_whitespace() -> Future[None]:
        shown = settings.get("editor.renderWhitespace") == "all"
        return program.user_files.write_settings(
            {"editor.renderWhitespace": "selection" if shown else "all"}
        )

    def show_hover() -> Any:
        editor = editors.active_widget
        if editor is None:
            return NOT_HANDLED
        editor.show_hover()
        return None

    def focus_side_bar() -> Any:
        page = body.side_bar.active
        if page is None:
            return NOT_HANDLED
        program.show_page(page, focus=True)
        return None

    def full_screen() -> None:
        window = program.window
        window.set_full_screen(not window.isFullScreen())
        program.kernel.context.set("isFullScreen", window.isFullScreen())

    def output() -> None:
        from pith_app._window._panel import OUTPUT

        if body.panel_shown and program.panel.active == OUTPUT:
            program.show_panel(False)
        else:
            program.show_output(program.panel.view.channel)

    def show(page: str = "") -> None:
        """`page`: the id of a view container, wherever it is; without it, the side bar as it is."""
        if page:
            program.show_page(page, focus=True)
        else:
            focus_side_bar()

    def focus_panel() -> None:
        program.show_panel(True)
        program.panel.focus_content()

    def step_panel(by: int) -> None:
        program.show_panel(True)
        program.panel.step(by)

    checked = program.parts.switches
    checked["view.toggleSideBar"] = lambda: body.side_bar_shown
    checked["view.toggleMinimap"] = lambda: bool(settings.get("editor.minimap.enabled"))
    checked["view.toggleStickyScroll"] = lambda: bool(settings.get("editor.stickyScroll.enabled"))
    checked["view.toggleWhitespace"] = lambda: settings.get("editor.renderWhitespace") == "all"
    checked["view.togglePanel"] = lambda: body.panel_shown
    checked["view.toggleMenuBar"] = lambda: True
    checked["window.fullScreen"] = program.window.isFullScreen
    checked["view.toggleWrap"] = lambda: (
        editors.active_widget is not None and editors.active_widget.options.wrap != "off"
    )
    return {
        "view.toggleWrap": toggle_wrap,
        "view.toggleMinimap": toggle_minimap,
        "view.toggleStickyScroll": toggle_sticky,
        "view.toggleWhitespace": toggle_whitespace,
        "view.showHover": show_hover,
        "view.toggleSideBar": lambda: body.show_side_bar(not body.side_bar_shown),
        "view.togglePanel": lambda: program.show_panel(not body.panel_shown),
        "view.toggleMenuBar": toggle_menu_bar,
        "view.show": show,
        "view.output": output,
        "view.log": lambda: program.show_output("log"),
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
        "view.zoomIn": lambda: zoom(1),
        "view.zoomOut": lambda: zoom(-1),
        "view.zoomReset": lambda: program.user_files.write_settings({"window.zoom": None}),
        "scroll.lineUp": scroll(lambda widget: widget.scroll_rows(-1)),
        "scroll.lineDown": scroll(lambda widget: widget.scroll_rows(1)),
        "scroll.pageUp": scroll(lambda widget: widget.scroll_page(-1)),
        "scroll.pageDown": scroll(lambda widget: widget.scroll_page(1)),
        "scroll.toCaret": scroll(
            lambda widget: widget.reveal(widget.view.selection.primary.head, centre=True)
        ),
        "edit.toggleOvertype": toggle_overtype,
        "view.toggleTabMovesFocus": toggle_tab_moves_focus,
        "output.clear": lambda: program.outputs.clear(program.panel.view.channel),
        "window.fullScreen": full_screen,
        **{f"view.tab{number}": show_tab(number) for number in range(1, 10)},
    }

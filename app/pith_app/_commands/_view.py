"""Commands that say how editors show their text, and what of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pith.base import Future
from pith.commands import NOT_HANDLED

if TYPE_CHECKING:
    from pith.qt import EditorWidget
    from pith_app._program import Program

_LEAST_ZOOM, _MOST_ZOOM = -8, 8


def handlers(program: Program) -> Mapping[str, Callable[..., Any]]:
    """What handles each command."""
    editors = program.editors
    settings, write_settings = program.kernel.settings, program.user_files.write_settings

    def in_editor(function: Callable[[EditorWidget], object]) -> Callable[[], Any]:
        def run() -> Any:
            widget = editors.active_widget
            if widget is None:
                return NOT_HANDLED
            function(widget)
            return None

        return run

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

    def toggles(name: str, on: object, off: object) -> Callable[[], Future[None]]:
        return lambda: write_settings({name: off if settings.get(name) == on else on})

    def zoom(by: float) -> Future[None]:
        value = float(settings.get("window.zoom")) + by
        value = max(_LEAST_ZOOM, min(_MOST_ZOOM, value))
        return write_settings({"window.zoom": int(value) if value == int(value) else value})

    checked = program.parts.switches
    checked["view.toggleMinimap"] = lambda: bool(settings.get("editor.minimap.enabled"))
    checked["view.toggleStickyScroll"] = lambda: bool(settings.get("editor.stickyScroll.enabled"))
    checked["view.toggleWhitespace"] = lambda: settings.get("editor.renderWhitespace") == "all"
    checked["view.toggleWrap"] = lambda: (
        editors.active_widget is not None and editors.active_widget.options.wrap != "off"
    )
    return {
        "view.toggleWrap": toggle_wrap,
        "view.toggleMinimap": toggles("editor.minimap.enabled", True, False),
        "view.toggleStickyScroll": toggles("editor.stickyScroll.enabled", True, False),
        "view.toggleWhitespace": toggles("editor.renderWhitespace", "all", "selection"),
        "view.showHover": in_editor(lambda widget: widget.show_hover()),
        "view.zoomIn": lambda: zoom(1),
        "view.zoomOut": lambda: zoom(-1),
        "view.zoomReset": lambda: write_settings({"window.zoom": None}),
        "scroll.lineUp": in_editor(lambda widget: widget.scroll_rows(-1)),
        "scroll.lineDown": in_editor(lambda widget: widget.scroll_rows(1)),
        "scroll.pageUp": in_editor(lambda widget: widget.scroll_page(-1)),
        "scroll.pageDown": in_editor(lambda widget: widget.scroll_page(1)),
        "scroll.toCaret": in_editor(
            lambda widget: widget.reveal(widget.view.selection.primary.head, centre=True)
        ),
        "edit.toggleOvertype": toggle_overtype,
        "view.toggleTabMovesFocus": toggle_tab_moves_focus,
    }

"""Commands that say how editors show their text, and what of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from pith.base import Future
from pith.commands import NOT_HANDLED
from pith_app._commands._handling import Handlers, handles

if TYPE_CHECKING:
    from pith.qt import EditorWidget
    from pith_app._program import Program

_LEAST_ZOOM, _MOST_ZOOM = -8, 8


def _in_editor(method: Callable[[ViewCommands, EditorWidget], object]) -> Callable[..., Any]:
    """The method is for the widget of the active editor; without one, it is not handled."""

    @wraps(method)
    def run(self: ViewCommands) -> Any:
        widget = self.program.editors.active_widget
        if widget is None:
            return NOT_HANDLED
        method(self, widget)
        return None

    return run


class ViewCommands(Handlers):
    def __init__(self, program: Program) -> None:
        super().__init__(program)
        settings, editors, checked = (
            program.kernel.settings,
            program.editors,
            program.parts.switches,
        )
        checked["view.toggleMinimap"] = lambda: bool(settings.get("editor.minimap.enabled"))
        checked["view.toggleStickyScroll"] = lambda: bool(
            settings.get("editor.stickyScroll.enabled")
        )
        checked["view.toggleWhitespace"] = lambda: settings.get("editor.renderWhitespace") == "all"
        checked["view.toggleWrap"] = lambda: (
            editors.active_widget is not None and editors.active_widget.options.wrap != "off"
        )

    # What is shown

    @handles("view.toggleWrap")
    def toggle_wrap(self) -> Any:
        tab, factory = self.program.editors.active, self.program.factory
        if tab is None or tab.document is None or tab.widget is None:
            return NOT_HANDLED
        wrapped = tab.widget.options.wrap != "off"
        factory.wrap_overrides[tab.document.id] = "off" if wrapped else "on"
        factory.refresh()
        return None

    @handles("view.toggleMinimap")
    def toggle_minimap(self) -> Future[None]:
        return self._toggle("editor.minimap.enabled", True, False)

    @handles("view.toggleStickyScroll")
    def toggle_sticky_scroll(self) -> Future[None]:
        return self._toggle("editor.stickyScroll.enabled", True, False)

    @handles("view.toggleWhitespace")
    def toggle_whitespace(self) -> Future[None]:
        return self._toggle("editor.renderWhitespace", "all", "selection")

    def _toggle(self, name: str, on: object, off: object) -> Future[None]:
        value = off if self.program.kernel.settings.get(name) == on else on
        return self.program.user_files.write_settings({name: value})

    @handles("view.showHover")
    @_in_editor
    def show_hover(self, widget: EditorWidget) -> None:
        widget.show_hover()

    # How large

    @handles("view.zoomIn")
    def zoom_in(self) -> Future[None]:
        return self._zoom(1)

    @handles("view.zoomOut")
    def zoom_out(self) -> Future[None]:
        return self._zoom(-1)

    @handles("view.zoomReset")
    def reset_zoom(self) -> Future[None]:
        self.program.factory.set_wheel_zoom(1.0)
        return self.program.user_files.write_settings({"window.zoom": None})

    def _zoom(self, by: float) -> Future[None]:
        value = float(self.program.kernel.settings.get("window.zoom")) + by
        value = max(_LEAST_ZOOM, min(_MOST_ZOOM, value))
        whole = int(value) if value == int(value) else value
        return self.program.user_files.write_settings({"window.zoom": whole})

    # Scrolling

    @handles("scroll.lineUp")
    @_in_editor
    def scroll_line_up(self, widget: EditorWidget) -> None:
        widget.scroll_rows(-1)

    @handles("scroll.lineDown")
    @_in_editor
    def scroll_line_down(self, widget: EditorWidget) -> None:
        widget.scroll_rows(1)

    @handles("scroll.pageUp")
    @_in_editor
    def scroll_page_up(self, widget: EditorWidget) -> None:
        widget.scroll_page(-1)

    @handles("scroll.pageDown")
    @_in_editor
    def scroll_page_down(self, widget: EditorWidget) -> None:
        widget.scroll_page(1)

    @handles("scroll.toCaret")
    @_in_editor
    def scroll_to_caret(self, widget: EditorWidget) -> None:
        widget.reveal(widget.view.selection.primary.head, centre=True)

    # What keys do

    @handles("edit.toggleOvertype")
    def toggle_overtype(self) -> None:
        factory = self.program.factory
        factory.set_overtype(not factory.overtype)
        self.program.editor_status.show_overtype(factory.overtype)

    @handles("view.toggleTabMovesFocus")
    def toggle_tab_moves_focus(self) -> None:
        context = self.program.kernel.context
        moves = not context.get("tabMovesFocus")
        context.set("tabMovesFocus", moves)
        self.program.editor_status.show_tab_moves_focus(moves)

"""The parts of the window that are made when they are first needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from pith.qt import EditorWidget
    from pith_app._comparing import Comparisons
    from pith_app._program import Program
    from pith_app._window._find import FindBar, Finder
    from pith_app._window._menu_bar import MenuMaker
    from pith_app._window._panel import Panel
    from pith_app._window._pick import QuickPick
    from pith_app._window._tab import Tab

LOG_CHANNEL = "log"


class WindowParts:
    """The list to pick from, the find bar, the panel and menus. None is in the first paint."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._pick: QuickPick | None = None
        self._find_bar: FindBar | None = None
        self._finder: Finder | None = None
        self._panel: Panel | None = None
        self.panel_page: tuple[str, str] | None = None
        """(id, title) of the page of the panel that showed when the window was left."""
        self._covered: EditorWidget | None = None
        """The editor over which the find bar lies."""
        self._menu_maker: MenuMaker | None = None
        self._comparisons: Comparisons | None = None
        self.switches: dict[str, Callable[[], bool]] = {}
        """Commands that switch something: whether it is on. Menus show it."""

    def dispose(self) -> None:
        if self._finder is not None:
            self._finder.attach(None)
        for part in (self._pick, self._find_bar, self._panel, self._comparisons):
            if part is not None:
                part.dispose()

    # Made when they are asked for

    @property
    def pick(self) -> QuickPick:
        """The list to pick from."""
        if self._pick is None:
            from pith_app._window._pick import QuickPick

            program = self._program
            update = program.kernel.context.update
            pick = QuickPick(program.look, program.scheduler, program.window, program.press)
            pick.on_visibility = lambda shown: update(
                {"paletteVisible": shown, "inQuickInput": shown, "textInputFocus": shown}
            )
            pick.place(program.window.top + 6)
            self._pick = pick
        return self._pick

    @property
    def finder(self) -> Finder:
        """What finds in the active editor."""
        if self._finder is None:
            from pith_app._window._find import Finder

            self._finder = Finder(self._program.scheduler, self._program.kernel.worker)
        return self._finder

    @property
    def find_bar(self) -> FindBar:
        if self._find_bar is None:
            from pith_app._window._find import FindBar

            program = self._program
            update = program.kernel.context.update
            bar = FindBar(program.look, self.finder, program.editors, program.press)
            bar.origin = self._caret_offset
            bar.smart_case = lambda: bool(program.kernel.settings.get("search.smartCase"))
            bar.area = self._find_area
            settings = program.kernel.settings
            program.scope.add(settings.changed.connect(lambda _: self.place_in_editors()))
            bar.placed.connect(self._make_room)
            bar.closed.connect(self._find_closed)
            bar.focus_changed.connect(lambda on: update({"findFocus": on, "textInputFocus": on}))
            bar.replace_shown.connect(lambda on: update({"replaceVisible": on}))
            self.finder.attach(program.editors.active_widget)
            self._find_bar = bar
        return self._find_bar

    def _find_area(self) -> QRect:
        """Where the active editor has text: what is found shows in its minimap."""
        editors = self._program.editors
        widget = editors.active_widget
        beside = 0 if widget is None else widget.minimap_width
        return editors.editor_area.adjusted(0, 0, -beside, 0)

    @property
    def comparisons(self) -> Comparisons:
        """Tabs in which a document is compared with its file."""
        if self._comparisons is None:
            from pith_app._comparing import Comparisons

            program = self._program
            self._comparisons = Comparisons(
                program.kernel.workspace,
                program.editors,
                program.documents,
                program.factory,
                program.look,
                program.scheduler,
                program.kernel.worker,
            )
        return self._comparisons

    @property
    def panel(self) -> Panel:
        if self._panel is None:
            from pith_app._window._output_view import OutputView
            from pith_app._window._panel import Panel

            program = self._program
            view = OutputView(program.look, program.outputs, program.opening.place, program.press)
            panel = Panel(
                program.look,
                program.outputs,
                view,
                lambda: program.run("output.selectChannel"),
                program.window.body,
            )
            panel.close_requested.connect(lambda: self.show_panel(False))
            panel.show_channel(LOG_CHANNEL)
            panel.page_changed.connect(lambda _: program.session.changed())
            update = program.kernel.context.update
            view.focus_changed.connect(lambda on: update({"panelFocus": on}))
            if self.panel_page is not None and self.panel_page[0] != panel.active:
                panel.expect(*self.panel_page)
            program.window.body.set_panel(panel)
            self._panel = panel
            if program.extensions is not None:
                program.extensions.views.take_panel(panel)
        return self._panel

    @property
    def panel_if_made(self) -> Panel | None:
        return self._panel

    @property
    def panel_to_keep(self) -> tuple[str, str] | None:
        """(id, title) of the page the panel shows, or would, for the session."""
        return self._panel.kept if self._panel is not None else self.panel_page

    @property
    def menu_maker(self) -> MenuMaker:
        """What fills menus."""
        if self._menu_maker is None:
            from pith_app._window._menu_bar import MenuMaker

            kernel = self._program.kernel
            self._menu_maker = MenuMaker(
                self._program.look,
                kernel.menus,
                kernel.bus,
                kernel.keymap,
                self._program.runner.run_from_menu,
                self.switches,
            )
        return self._menu_maker

    # The panel

    @property
    def output_channel(self) -> str:
        """The channel the panel shows, or would."""
        return self._panel.view.channel if self._panel is not None else LOG_CHANNEL

    def show_panel(self, shown: bool) -> None:
        program = self._program
        if shown:
            _ = self.panel
        focused = program.window.focusWidget() or program.window
        had_focus = self._panel is not None and self._panel.isAncestorOf(focused)
        program.window.body.show_panel(shown)
        if not shown and had_focus:
            program.focus_editor()

    def show_output(self, channel: str) -> None:
        """Show the panel with a channel of the output."""
        from pith_app._window._panel import OUTPUT

        self.panel.show_channel(channel)
        self.show_panel_page(OUTPUT)

    def show_panel_page(self, page_id: str, *, focus: bool = False) -> None:
        """Show the panel with a page of it."""
        self.show_panel(True)
        self.panel.show_page(page_id)
        if focus:
            self.panel.focus_content()

    # Menus

    def show_menu(self, menu_id: str, over: QWidget, point: QPoint, **arguments: Any) -> None:
        """Open a menu at a point of the screen."""
        self.menu_maker.popup(over, menu_id, point, arguments=arguments)

    def show_manage_menu(self) -> None:
        bar = self._program.window.body.activity_bar
        point = bar.mapToGlobal(QPoint(bar.width(), bar.height() - 8))
        self.menu_maker.popup(bar, "activityBar/manage", point, above=True)

    # Finding

    def _caret_offset(self) -> int:
        view = self._program.editors.active_view
        return view.state.selection.primary.start if view is not None else 0

    def _make_room(self) -> None:
        """Let what is found in the active editor not lie beneath the find bar."""
        bar, editors = self._find_bar, self._program.editors
        shown = bar is not None and bar.isVisible()
        widget = editors.active_widget if shown else None
        before, self._covered = self._covered, widget
        if before is not None and before is not widget:
            before.set_covered(None)
        if bar is not None and widget is not None:
            area = QRect(widget.mapFrom(editors, bar.shown_area.topLeft()), bar.shown_area.size())
            widget.set_covered(QRectF(area))

    def _find_closed(self) -> None:
        self._make_room()
        self._program.kernel.context.update(
            {"findVisible": False, "findFocus": False, "replaceVisible": False}
        )
        self._program.focus_editor()

    def active_changed(self, tab: Tab | None) -> None:
        """Another tab is in front: the find bar looks in that."""
        if self._find_bar is not None:
            self.finder.attach(tab.widget if tab is not None else None)
            if tab is None or tab.widget is None:
                self._find_bar.close_bar()
            self._make_room()

    # Places

    def place_in_window(self) -> None:
        """The window has another size."""
        if self._pick is not None and self._pick.isVisible():
            self._pick.place(self._program.window.top + 6)

    def place_in_editors(self) -> None:
        """The area of the editors has another size."""
        if self._find_bar is not None and self._find_bar.isVisible():
            self._find_bar.place()
            self._find_bar.raise_()

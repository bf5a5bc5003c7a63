"""The program: kernel, window and extension host, put together, started and ended.

What the first paint needs is made here; `_late_start` makes the rest when the text is on the
screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from pith.base import Future, Scope
from pith.qt import EditorWidget, QtScheduler
from pith.workspace import FileIndex, View, ViewUpdate
from pith_app._appearance import Appearance
from pith_app._arguments import WindowOptions
from pith_app._at_caret import AtCaret
from pith_app._documents import Documents
from pith_app._editing import (
    EditorContext,
    EditorStatus,
    Highlighters,
    KeyDispatcher,
    WidgetFactory,
    describe,
)
from pith_app._ending import Ending
from pith_app._faults import Faults
from pith_app._file_dialogs import FileDialogs
from pith_app._file_progress import FileProgress
from pith_app._kernel import DARK, LIGHT, Kernel
from pith_app._log import Log
from pith_app._opening import Opening
from pith_app._recent_commands import RecentCommands
from pith_app._runner import Runner
from pith_app._session_keeper import SessionKeeper
from pith_app._start_trace import mark
from pith_app._start_worker import StartWorker
from pith_app._theming import Icons, Look
from pith_app._user_files import UserFiles
from pith_app._window._dialogs import Dialogs
from pith_app._window._editors import Editors
from pith_app._window._main_window import MainWindow
from pith_app._window._notifications import NotificationCentre
from pith_app._window._outputs import Outputs
from pith_app._window._tab import Tab
from pith_app._window._welcome import Welcome
from pith_app._window_parts import LOG_CHANNEL, WindowParts
from pith_app._window_status import WindowStatus
from pith_app.paths import BundledData, UserPaths

if TYPE_CHECKING:
    from pith_app._extension_side import ExtensionSide
    from pith_app._module_cache import ModuleCache
    from pith_app._window._find import FindBar, Finder
    from pith_app._window._panel import Panel
    from pith_app._window._pick import PickSource, QuickPick

_EDITOR_MENUS = {"text": "editor/context", "gutter": "editor/gutter", "minimap": "editor/minimap"}

_HINTS = (
    ("palette.show", "Show All Commands"),
    ("quickOpen.show", "Go to File"),
    ("file.openFolder", "Open Folder"),
    ("file.open", "Open File"),
    ("file.new", "New File"),
)


class Program:
    """One window and everything behind it."""

    def __init__(
        self,
        application: QApplication,
        options: WindowOptions,
        user: UserPaths,
        data: BundledData,
        log: Log,
        faults: Faults,
    ) -> None:
        self.application = application
        self.options = options
        self.log = log
        self.faults = faults
        self.scope = Scope("program")
        """Everything that is to be taken down, last made first."""
        own = self.scope.add
        self.scheduler = own(QtScheduler())
        self.start_worker = own(StartWorker(self.scheduler))
        self.kernel = own(Kernel(user, data, self.scheduler, log, self.start_worker))
        mark("kernel")
        self.user_files = own(UserFiles(self.kernel))
        self.user_files.load_at_start()
        self._follow_log_level()
        self._dress()
        mark("theme and fonts")
        self.recent_commands = RecentCommands()
        self.index = own(FileIndex(self.kernel.worker, self.kernel.settings, self.kernel.watcher))
        self.page_wanted: str | None = None
        """The page of the side bar that showed when the window was left."""
        self.view_states: dict[str, Any] = {}
        """What was expanded in its views."""
        self.extensions: ExtensionSide | None = None
        self.ready: Future[None] = Future()
        """Settles when extensions were started and nothing of the start is left to do."""
        self.modules: ModuleCache | None = None
        """Where modules were imported from until the first paint."""
        self.at_caret = AtCaret(self, self.scope)
        self.opening = Opening(self)
        self.ending = Ending(self)
        self._build_window()
        self._build_editors()
        self._connect()
        mark("window built")
        self.session = own(SessionKeeper(self))
        from pith_app._commands import register_all

        own(register_all(self))
        mark("commands registered")

    # Building

    def _dress(self) -> None:
        kernel = self.kernel
        name = str(kernel.settings.get("window.theme"))
        if name.casefold() == "auto":
            scheme = self.application.styleHints().colorScheme()
            name = LIGHT if scheme == Qt.ColorScheme.Light else DARK
        self.look = Look(kernel.load_theme(name), Icons(kernel.resource("icons")))
        self.appearance = self.scope.add(Appearance(kernel, self.look, self.application))
        self.appearance.load_fonts(kernel.resource("fonts"))
        self.appearance.start()

    def _build_window(self) -> None:
        own, look = self.scope.add, self.look
        self.window = MainWindow(look)
        self.scope.on_dispose(self._discard_window, "window")
        own(self.window)
        own(self.window.body)
        own(self.window.status_bar)
        self.window.keys = self.press
        self.window.may_close = self.ending.may_close
        self.window.home = lambda: self.editors.active_widget or self.editors.welcome
        self.parts = own(WindowParts(self))
        self.dialogs = Dialogs(look, self.window)
        self.notifications = NotificationCentre(look, self.scheduler, self.window)
        self.scope.on_dispose(self.notifications.close_all, "notifications")
        self.runner = Runner(
            self.kernel.bus,
            self.faults,
            self.notifications,
            self.opening.place,
            self.show_output,
            self._extension_name,
        )
        self.run = self.runner.run
        self.outputs = Outputs(self.scheduler)
        self.outputs.channel(LOG_CHANNEL).title = "Log"
        self.log.sink = lambda line: self.outputs.write(LOG_CHANNEL, line)
        self.faults.soon = self.scheduler.call_soon
        self.faults.show = self.runner.say_fault

    def _build_editors(self) -> None:
        own, kernel, look = self.scope.add, self.kernel, self.look
        self.keys = KeyDispatcher(kernel.keymap, kernel.bus, self.scheduler, self.runner.report)
        self.highlighters = own(Highlighters(kernel.languages, self.scheduler, kernel.worker))
        self.factory = own(
            WidgetFactory(
                kernel.settings, kernel.languages, self.highlighters, look, self.keys, kernel.bus
            )
        )
        self.factory.family = self.appearance.mono_family
        self.factory.zoom = self.appearance.zoom
        self.appearance.zoom_changed = self.factory.set_zoom
        self.editors = own(
            Editors(
                look,
                lambda path, create, encoding: self.documents.open_quietly(path, create, encoding),
                self.factory,
            )
        )
        self.window.body.set_editors(self.editors)
        welcome = own(Welcome(look, self._hints, self.run, self.editors))
        self.editors.welcome = welcome
        own(kernel.keymap.changed.connect(welcome.refresh))
        self.file_dialogs = FileDialogs(self.window, self.editors, kernel.workspace)
        self.documents = own(
            Documents(
                kernel.workspace,
                self.editors,
                self.dialogs,
                self.file_dialogs,
                self.notifications,
            )
        )
        own(FileProgress(kernel.workspace, self.notifications, self.scheduler))
        self.documents.compare = lambda document: self.parts.comparisons.open(document)
        self.editor_context = own(EditorContext(kernel.context, self.editors))
        bar = self.window.status_bar
        self.editor_status = own(
            EditorStatus(bar, self.editors, kernel.languages, self.scheduler, self.run)
        )
        self.status = own(
            WindowStatus(
                self.window,
                kernel,
                self.editors,
                self.keys,
                self.notifications,
                self.user_files,
                self.run,
            )
        )

    def _connect(self) -> None:
        own, editors, window = self.scope.add, self.editors, self.window
        own(self.factory.view_changed.connect(self._view_changed))
        own(self.factory.focus_changed.connect(self._editor_focus))
        own(self.factory.hover_wanted.connect(self.at_caret.ask_about))
        own(
            self.factory.menu_requested.connect(
                lambda widget, point, part: self.parts.show_menu(_EDITOR_MENUS[part], widget, point)
            )
        )
        own(editors.active_changed.connect(self.parts.active_changed))
        own(editors.described.connect(self._described))
        own(editors.encoding_wanted.connect(lambda _: self.run("encoding.reopen")))
        own(editors.close_requested.connect(lambda tab: self.documents.close([tab])))
        own(editors.menu_requested.connect(self._tab_menu))
        own(editors.new_requested.connect(lambda: self.run("file.new")))
        own(editors.list_requested.connect(lambda: self.run("window.switchTab")))
        editors.overlays.append(self.parts.place_in_editors)
        own(window.resized.connect(self._place_overlays))
        own(window.activated.connect(self.kernel.workspace.disk.check_all))
        own(window.dropped.connect(self.opening.dropped))
        own(window.body.changed.connect(self._body_changed))
        own(window.body.activity_bar.page_clicked.connect(self.toggle_page))

    # Parts that are made when they are needed

    @property
    def pick(self) -> QuickPick:
        return self.parts.pick

    @property
    def find_bar(self) -> FindBar:
        return self.parts.find_bar

    @property
    def finder(self) -> Finder:
        return self.parts.finder

    @property
    def panel(self) -> Panel:
        return self.parts.panel

    def pick_from(self, source: PickSource, query: str = "") -> None:
        """Show a list to pick from, with `query` typed."""
        self.parts.pick.open(source, query)

    def show_panel(self, shown: bool) -> None:
        self.parts.show_panel(shown)

    def show_output(self, channel: str) -> None:
        """Show the panel with a channel of the output."""
        self.parts.show_output(channel)

    # Starting

    def start(self) -> None:
        """Show the window with its text; the rest follows when that has been painted."""
        self.session.restore(self.options.targets)
        self.status.update_title()
        if not self.editors.tabs:
            self.focus_editor()  # or Qt gives the keyboard to the first button there is
        mark("session")
        self.window.reserve_menu_bar()
        self.window.status_bar.painted = lambda: self.scheduler.call_soon(self._start_the_rest)
        self.window.show()
        self.editors.shown()
        mark("shown")

    def _start_the_rest(self) -> None:
        from pith_app._late_start import start_the_rest

        start_the_rest(self)

    # The parts of the window

    def toggle_page(self, page_id: str) -> None:
        """Show a page of the side bar; hide the side bar if it shows that already."""
        body = self.window.body
        if body.side_bar_shown and body.side_bar.active == page_id:
            body.show_side_bar(False)
            self.focus_editor()
            return
        self.show_page(page_id)

    def show_page(self, page_id: str, *, focus: bool = False) -> None:
        """Show a page, in the side bar or the panel, wherever it lies."""
        if self.extensions is not None and self.extensions.views.is_in_panel(page_id):
            self.parts.show_panel_page(page_id, focus=focus)
            return
        body = self.window.body
        body.show_side_bar(True)
        body.side_bar.show_page(page_id)
        page = body.side_bar.pages.get(page_id)
        if focus and page is not None and page.sections:
            page.sections[0].content.setFocus()

    def focus_editor(self) -> None:
        widget = self.editors.active_widget or self.editors.welcome
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    # What happens

    def press(self, event: QKeyEvent) -> bool:
        """Run what a key means that no widget took; False if it means nothing."""
        return self.dialogs.current is None and self.keys.press(event)

    def _view_changed(self, update: ViewUpdate, view: View) -> None:
        self.editor_context.selection_changed(view)
        self.editor_status.position_changed(view)
        if self.extensions is not None:
            self.extensions.selection_changed(view)

    def _editor_focus(self, widget: EditorWidget, focused: bool) -> None:
        self.kernel.context.update({"editorFocus": focused, "textInputFocus": focused})

    def _described(self, tab: Tab) -> None:
        if tab is self.editors.active:
            self.editor_context.refresh()

    def _tab_menu(self, tab: Tab, point: QPoint) -> None:
        context = self.kernel.context.with_overlay(describe(tab.document, tab.path))
        arguments = {"tab": tab.key}
        self.parts.menu_maker.popup(self.editors, "editor/title", point, context, arguments)

    def _body_changed(self) -> None:
        body = self.window.body
        self.kernel.context.update(
            {"sideBarVisible": body.side_bar_shown, "panelVisible": body.panel_shown}
        )
        if self.extensions is not None:
            self.extensions.views.shown()

    def _place_overlays(self) -> None:
        self.notifications.place(self.window.status_bar.height() + 4)
        self.dialogs.resized()
        self.parts.place_in_window()

    def _follow_log_level(self) -> None:
        def follow(level: object) -> None:
            self.log.level = str(level)

        self.scope.add(self.kernel.settings.observe("log.level", follow))

    def _extension_name(self, extension_id: str) -> str:
        record = self.extensions.host.record(extension_id) if self.extensions else None
        return record.name if record is not None else extension_id

    def _hints(self) -> list[tuple[str, str, str]]:
        hints = []
        for command_id, title in _HINTS:
            keys = self.kernel.keymap.keys_for(command_id)
            hints.append((command_id, title, keys.for_people() if keys is not None else ""))
        return hints

    # Ending

    def dispose(self) -> None:
        """Take everything down; the process may go on, as tests do."""
        self.faults.show = None
        self.log.sink = None
        self.scope.dispose()

    def _discard_window(self) -> None:
        self.window.hide()
        self.window.deleteLater()

"""The program: kernel, window and extension host, put together and started.

What the first paint needs is made before it; everything else when the text is on the screen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QApplication

from pith.base import Cancelled, CancelToken, Future, Problem, Scope
from pith.commands import CommandError, FailedCommand
from pith.qt import EditorWidget, QtScheduler
from pith.workspace import Document, FileIndex, View, ViewUpdate
from pith_app._appearance import Appearance
from pith_app._arguments import WindowOptions
from pith_app._documents import Documents
from pith_app._editing import (
    EditorContext,
    EditorStatus,
    Highlighters,
    KeyDispatcher,
    WidgetFactory,
)
from pith_app._faults import Faults
from pith_app._kernel import DARK, LIGHT, Kernel
from pith_app._log import Log
from pith_app._recent_commands import RecentCommands
from pith_app._session_keeper import SessionKeeper
from pith_app._start_trace import mark
from pith_app._start_worker import StartWorker
from pith_app._theming import Icons, Look
from pith_app._user_files import UserFiles
from pith_app._window._dialogs import Dialogs
from pith_app._window._editors import Editors, Place, Tab
from pith_app._window._main_window import MainWindow, icon_data
from pith_app._window._notifications import NotificationCentre
from pith_app._window._outputs import Outputs
from pith_app._window._welcome import Welcome
from pith_app.paths import BundledData, UserPaths

if TYPE_CHECKING:
    from pith.api import TreeItem
    from pith_app._extension_side import ExtensionSide
    from pith_app._window._find import FindBar, Finder
    from pith_app._window._menu_bar import MenuMaker
    from pith_app._window._panel import Panel
    from pith_app._window._pick import PickSource, QuickPick

LOG_CHANNEL = "log"

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
        self.scheduler = QtScheduler()
        self.start_worker = StartWorker(self.scheduler)
        self.kernel = Kernel(user, data, self.scheduler, log, self.start_worker)
        mark("kernel")
        kernel = self.kernel
        self.user_files = UserFiles(kernel)
        self.user_files.load_at_start()
        log.level = str(kernel.settings.get("log.level"))
        icons = Icons(kernel.resource("icons"))
        self.look = Look(kernel.load_theme(self._theme_at_start()), icons)
        self.appearance = Appearance(kernel, self.look, application)
        self.appearance.load_fonts(kernel.resource("fonts"))
        self.appearance.start()
        mark("theme and fonts")
        self.recent_commands = RecentCommands()
        self.index = FileIndex(kernel.worker, kernel.settings, kernel.watcher)
        self.page_wanted: str | None = None
        self.view_states: dict[str, Any] = {}
        self.extensions: ExtensionSide | None = None
        self.ready: Future[None] = Future()
        """Settles when extensions were started and nothing of the start is left to do."""
        self._may_end = False
        self._asking = False
        self._pick: QuickPick | None = None
        self._panel: Panel | None = None
        self._find_bar: FindBar | None = None
        self._finder: Finder | None = None
        self._menu_maker: MenuMaker | None = None
        self._build()
        mark("window built")
        self.session = SessionKeeper(self)
        from pith_app._commands import register_all

        self.scope.add(register_all(self))
        mark("commands registered")

    def _theme_at_start(self) -> str:
        name = str(self.kernel.settings.get("window.theme"))
        if name.casefold() == "auto":
            scheme = self.application.styleHints().colorScheme()
            return LIGHT if scheme == Qt.ColorScheme.Light else DARK
        return name

    # Building

    def _build(self) -> None:
        kernel, look = self.kernel, self.look
        self.window = MainWindow(look)
        self.window.keys = self.press
        self.window.may_close = self._may_close
        self.keys = KeyDispatcher(
            kernel.keymap, kernel.bus, self.scheduler, self.report_command_error
        )
        self.highlighters = Highlighters(kernel.languages, self.scheduler, kernel.worker)
        self.factory = WidgetFactory(
            kernel.settings, kernel.languages, self.highlighters, look, self.keys, kernel.bus
        )
        self.factory.family = self.appearance.mono_family
        self.factory.zoom = self.appearance.zoom
        self.appearance.zoom_changed = self._zoom_changed
        self.editors = Editors(look, self._open_quietly, self.factory)
        self.window.body.set_editors(self.editors)
        self.editors.welcome = Welcome(look, self._hints, self.run, self.editors)
        self.dialogs = Dialogs(look, self.window)
        self.notifications = NotificationCentre(look, self.scheduler, self.window)
        self.documents = Documents(
            kernel.workspace, self.editors, self.dialogs, self.notifications, self.window
        )
        self.outputs = Outputs(self.scheduler)
        self.outputs.channel(LOG_CHANNEL).title = "Log"
        self.log.sink = lambda line: self.outputs.write(LOG_CHANNEL, line)
        self.editor_context = EditorContext(kernel.context, self.editors)
        bar = self.window.status_bar
        self.editor_status = EditorStatus(
            bar, self.editors, kernel.languages, self.scheduler, self.run
        )
        self.pending_keys = bar.add("Pressed Keys", priority=-10)
        self.problem_item = bar.add(
            "Problems", priority=90, on_click=lambda: self.run("problems.show")
        )
        self.bell = bar.add(
            "Notifications",
            right=True,
            priority=100,
            on_click=lambda: self.run("notifications.show"),
        )
        self.switches: dict[str, Callable[[], bool]] = {}
        """Commands that switch something: whether it is on. Menus show it."""
        self.faults.soon = self.scheduler.call_soon
        self.faults.show = self._show_fault
        self._connect()

    def _connect(self) -> None:
        add = self.scope.add
        kernel, editors, window = self.kernel, self.editors, self.window
        add(self.factory.view_changed.connect(self._view_changed))
        add(self.factory.focus_changed.connect(self._editor_focus))
        add(self.factory.menu_requested.connect(self._editor_menu))
        add(editors.active_changed.connect(self._active_changed))
        add(editors.changed.connect(self._update_title))
        add(editors.described.connect(self._described))
        add(editors.bar.close_requested.connect(self._close_tab))
        add(editors.bar.menu_requested.connect(self._tab_menu))
        add(editors.bar.new_requested.connect(lambda: self.run("file.new")))
        add(editors.bar.list_requested.connect(lambda: self.run("window.switchTab")))
        add(editors.tab_closed.connect(self._tab_closed))
        editors.overlays.append(self._place_find_bar)
        add(window.resized.connect(self._place_overlays))
        add(window.activated.connect(kernel.workspace.check_files))
        add(window.dropped.connect(self.open_dropped))
        add(window.body.changed.connect(self._body_changed))
        add(window.body.activity_bar.page_clicked.connect(self.toggle_page))
        add(self.keys.pending_changed.connect(self._show_pending))
        add(self.notifications.changed.connect(self._show_bell))
        add(self.user_files.problems_changed.connect(self._show_problems))
        add(kernel.keymap.changed.connect(self._repaint_welcome))
        add(
            kernel.settings.changed.connect(
                lambda keys: self._log_level() if "log.level" in keys else None
            )
        )
        self._show_bell()

    @property
    def pick(self) -> QuickPick:
        """The list to pick from, made when it is first needed."""
        if self._pick is None:
            from pith_app._window._pick import QuickPick

            pick = self._pick = QuickPick(self.look, self.scheduler, self.window, self.press)
            pick.on_visibility = lambda shown: self.kernel.context.update(
                {"paletteVisible": shown, "inQuickInput": shown, "textInputFocus": shown}
            )
            pick.place(self.window.top + 6)
        return self._pick

    def pick_from(self, source: PickSource, query: str) -> None:
        """Show `source` with `query` typed."""
        self.pick.open(source, query)

    @property
    def panel(self) -> Panel:
        """The panel, made when it is first needed."""
        if self._panel is None:
            from pith_app._window._output_view import OutputView
            from pith_app._window._panel import Panel

            view = OutputView(self.look, self.outputs, self.open_place, self.press)
            panel = self._panel = Panel(
                self.look,
                self.outputs,
                view,
                lambda: self.run("output.selectChannel"),
                self.window.body,
            )
            panel.close_requested.connect(lambda: self.show_panel(False))
            panel.show_channel(LOG_CHANNEL)
            self.window.body.set_panel(panel)
        return self._panel

    @property
    def menu_maker(self) -> MenuMaker:
        """What fills menus, made when it is first needed."""
        if self._menu_maker is None:
            from pith_app._window._menu_bar import MenuMaker

            kernel = self.kernel
            self._menu_maker = MenuMaker(
                self.look, kernel.menus, kernel.bus, kernel.keymap, self._run_menu, self.switches
            )
        return self._menu_maker

    @property
    def finder(self) -> Finder:
        """What finds in the active editor, made when it is first needed."""
        if self._finder is None:
            from pith_app._window._find import Finder

            self._finder = Finder(self.scheduler, self.kernel.worker)
        return self._finder

    @property
    def output_channel(self) -> str:
        """The channel the panel shows, or would."""
        return self._panel.view.channel if self._panel is not None else LOG_CHANNEL

    @property
    def find_bar(self) -> FindBar:
        """The find bar, made when it is first needed."""
        if self._find_bar is None:
            from pith_app._window._find import FindBar

            bar = self._find_bar = FindBar(self.look, self.finder, self.editors, self.press)
            bar.origin = self._caret_offset
            bar.top_edge = lambda: self.editors.editor_top
            update = self.kernel.context.update
            bar.closed.connect(self._find_closed)
            bar.focus_changed.connect(lambda on: update({"findFocus": on, "textInputFocus": on}))
            bar.replace_shown.connect(lambda on: update({"replaceVisible": on}))
            self.finder.attach(self.editors.active_widget)
        return self._find_bar

    # Starting

    def start(self) -> None:
        """Show the window with its text; the rest follows when that has been painted."""
        self.session.restore(self.options.targets)
        self._update_title()
        mark("session")
        self.window.reserve_menu_bar()
        soon = self.scheduler.call_soon
        self.window.status_bar.painted = lambda: soon(self._after_first_paint)
        self.window.show()
        self.editors.shown()
        mark("shown")

    def _after_first_paint(self) -> None:
        mark("first paint")
        bar = self.menu_maker.menu_bar(self.window)
        self.menu_maker.restyle(bar)
        self.scope.add(self.look.changed.connect(lambda: self.menu_maker.restyle(bar)))
        self.window.set_menu_bar(bar)
        manage = self.window.body.activity_bar.add_action("settings-gear", "Manage")
        manage.clicked.connect(self._show_manage_menu)
        mark("menu bar")
        self.look.icons.load()
        pixmap = QPixmap()
        pixmap.loadFromData(icon_data(), "SVG")
        self.application.setWindowIcon(QIcon(pixmap))
        self.window.repaint_all()
        mark("icons")
        self.appearance.load_more_fonts(self.kernel.resource("fonts"))
        self.highlighters.start()
        mark("highlighting")
        # Importing the host takes longer than a frame may.
        self.kernel.worker.submit(_import_host, "import the extension host").on_done(
            lambda _: self._start_extensions()
        )

    def _start_extensions(self) -> None:
        from pith_app._extension_side import ExtensionSide

        mark("host imported")
        self.extensions = ExtensionSide(self)
        self.extensions.start()
        mark("extensions")
        self.scheduler.call_soon(self._finish_start)

    def _finish_start(self) -> None:
        from pith_app import _memory
        from pith_app._faults import install_qt_messages

        kernel = self.kernel
        self.scope.add(install_qt_messages(self.log))
        kernel.worker.submit(
            lambda token: self.log.start_file(kernel.user.log_file), "open the log"
        )
        self.user_files.watch()
        self._show_problems()
        self._log_start()
        if kernel.cache.is_stale:
            data = kernel.cache.data()
            if data is not None:
                kernel.worker.submit(lambda token: kernel.cache.save(data), "keep what was parsed")
        if self.extensions is not None:
            self.extensions.finish_start()
        self.scope.add(_memory.tend(self.scheduler))
        mark("ready")
        self.ready.set_result(None)

    def _log_start(self) -> None:
        from PySide6 import __version__ as qt_version

        from pith import __version__

        python = ".".join(map(str, sys.version_info[:3]))
        self.log.info(f"Pith {__version__} on Python {python}, PySide6 {qt_version}")
        for folder in self.kernel.workspace.folders:
            self.log.info(f"folder {folder}")
        if self.options.everywhere.safe_mode:
            self.log.info("safe mode: no extension is started")

    # Running commands

    def press(self, event: QKeyEvent) -> bool:
        """Run what a key means that no widget took; False if it means nothing."""
        if self.dialogs.current is not None:
            return False
        return self.keys.press(event)

    def run(self, command_id: str, arguments: Mapping[str, Any] | None = None) -> Any:
        """Run a command for the person in front of the window; what goes wrong is shown."""
        return self._run(command_id, arguments or {}, "palette")

    def _run_menu(self, command_id: str, arguments: Mapping[str, Any]) -> Any:
        return self._run(command_id, arguments, "menu")

    def _run(self, command_id: str, arguments: Mapping[str, Any], source: str) -> Any:
        try:
            result = self.kernel.bus.run(command_id, arguments, source)
        except CommandError as error:
            self.report_command_error(error)
            return None
        if isinstance(result, Future):
            result.on_done(self._command_settled)
        return result

    def _command_settled(self, done: Future[object]) -> None:
        error = done.exception()
        if isinstance(error, CommandError):
            self.report_command_error(error)

    def report_command_error(self, error: CommandError) -> None:
        """Say that a command failed, and whose it is."""
        cause = error.__cause__
        if isinstance(cause, Cancelled):
            return
        if isinstance(error, FailedCommand) and cause is not None:
            from pith.host import ExtensionFailure

            if isinstance(cause, ExtensionFailure):
                self._show_failure(cause.extension_id, cause.problem)
                return
            self.faults.report(cause, f"in the command {error.command}")
        else:
            self.notifications.notify(str(error), "warning")

    def _show_failure(self, extension_id: str, problem: Problem) -> None:
        """Say what failed in an extension; its guard has written the traceback to its output."""
        from pith.api import MessageAction

        record = self.extensions.host.record(extension_id) if self.extensions else None
        actions = [MessageAction("output", "Show Output")]
        if problem.line is not None:
            actions.insert(0, MessageAction("go", "Go to Line"))

        def act(answer: Future[str | None]) -> None:
            if answer.result() == "output":
                self.show_output(extension_id)
            elif answer.result() == "go" and problem.line is not None:
                self.open_place(Path(problem.source), problem.line - 1, None)

        name = record.name if record is not None else extension_id
        self.notifications.notify(problem.message, "error", actions, name).on_done(act)

    def _show_fault(self, text: str, owner: str) -> None:
        from pith.api import MessageAction

        actions = [MessageAction("log", "Show Log")]
        self.notifications.notify(text, "error", actions, owner).on_done(
            lambda answer: self.show_output(LOG_CHANNEL) if answer.result() == "log" else None
        )

    # Opening

    def _open_quietly(self, path: Path, create: bool) -> Future[Document]:
        return self.documents.open_quietly(path, create)

    def open_place(self, path: Path, row: int | None, column: int | None) -> None:
        """Open what a link in the output names."""
        if path.is_dir():
            self.run("view.explorer")
        else:
            self.documents.open(path, Place(row, column) if row is not None else None)

    def open_item(self, item: TreeItem, keep: bool) -> None:
        """A row of a tree was clicked (or, `keep`, chosen)."""
        if item.command:
            self.run(item.command, item.arguments)
        elif item.resource_path is not None and item.collapsible == "none":
            self.documents.open(item.resource_path, preview=not keep, focus=keep)

    def open_dropped(self, paths: Sequence[Path]) -> None:
        for path in paths:
            if path.is_dir():
                self.change_folder(path)
            else:
                self.documents.open(path)

    def change_folder(self, folder: Path | None) -> Future[bool]:
        """Leave this folder with its tabs, asking about changes, and take up another's session."""

        def changed(settled: bool) -> bool:
            if settled:
                self.session.save()
                tabs = [tab for tab in self.editors.tabs if tab.path is not None]
                self.documents.close_settled(tabs)
                self.session.take_up(folder)
            return settled

        dirty = [tab for tab in self.editors.tabs if tab.path is not None]
        return self.documents.settle(dirty).then(changed)

    def set_folder(self, folder: Path | None, *, remember: bool = True) -> None:
        """Work in another folder, or in none."""
        folders = () if folder is None else (folder,)
        self.kernel.workspace.set_folders(folders)
        self.index.set_folders(folders)
        self.kernel.context.set("workspaceFolderCount", len(folders))
        if folder is not None and remember:
            self.session.opened(folder)
        self._update_title()

    # The parts of the window

    def show_panel(self, shown: bool) -> None:
        if shown:
            _ = self.panel
        had_focus = self._panel is not None and self._panel.isAncestorOf(
            self.window.focusWidget() or self.window
        )
        self.window.body.show_panel(shown)
        if not shown and had_focus:
            self.focus_editor()

    def show_output(self, channel: str) -> None:
        """Show the panel with a channel of the output."""
        self.panel.show_channel(channel)
        self.show_panel(True)

    def toggle_page(self, page_id: str) -> None:
        """Show a page of the side bar; hide the side bar if it shows that already."""
        body = self.window.body
        if body.side_bar_shown and body.side_bar.active == page_id:
            body.show_side_bar(False)
            self.focus_editor()
            return
        self.show_page(page_id)

    def show_page(self, page_id: str, *, focus: bool = False) -> None:
        body = self.window.body
        body.show_side_bar(True)
        body.side_bar.show_page(page_id)
        page = body.side_bar.pages.get(page_id)
        if focus and page is not None and page.sections:
            page.sections[0].tree.setFocus()

    def focus_editor(self) -> None:
        widget = self.editors.active_widget or self.editors.welcome
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _body_changed(self) -> None:
        body = self.window.body
        self.kernel.context.update(
            {"sideBarVisible": body.side_bar_shown, "panelVisible": body.panel_shown}
        )
        if body.side_bar_shown and self.extensions is not None:
            self.extensions.views.shown()

    def _place_overlays(self) -> None:
        self.notifications.place(self.window.status_bar.height() + 4)
        self.dialogs.resized()
        if self._pick is not None and self._pick.isVisible():
            self._pick.place(self.window.top + 6)

    def _place_find_bar(self) -> None:
        if self._find_bar is not None and self._find_bar.isVisible():
            self._find_bar.place()
            self._find_bar.raise_()

    def _find_closed(self) -> None:
        self.kernel.context.update(
            {"findVisible": False, "findFocus": False, "replaceVisible": False}
        )
        self.focus_editor()

    def _caret_offset(self) -> int:
        view = self.editors.active_view
        return view.state.selection.primary.start if view is not None else 0

    # What happens

    def _view_changed(self, update: ViewUpdate, view: View) -> None:
        self.editor_context.selection_changed(view)
        self.editor_status.position_changed(view)
        if self.extensions is not None:
            self.extensions.selection_changed(view)

    def _editor_focus(self, widget: EditorWidget, focused: bool) -> None:
        self.kernel.context.update({"editorFocus": focused, "textInputFocus": focused})

    def _editor_menu(self, widget: EditorWidget, point: QPoint) -> None:
        self.menu_maker.popup(widget, "editor/context", point)

    def _active_changed(self, tab: Tab | None) -> None:
        self._update_title()
        if self._find_bar is not None:
            self.finder.attach(tab.widget if tab is not None else None)
            if tab is None or tab.widget is None:
                self._find_bar.close_bar()

    def _described(self, tab: Tab) -> None:
        if tab is self.editors.active:
            self.editor_context.refresh()
            self._update_title()

    def _tab_closed(self, tab: Tab) -> None:
        self.session.changed()

    def _show_manage_menu(self) -> None:
        bar = self.window.body.activity_bar
        point = bar.mapToGlobal(QPoint(bar.width(), bar.height() - 8))
        self.menu_maker.popup(bar, "activityBar/manage", point, above=True)

    def _close_tab(self, key: str) -> None:
        tab = self.editors.tab(key)
        if tab is not None:
            self.documents.close([tab])

    def _tab_menu(self, key: str, point: QPoint) -> None:
        tab = self.editors.tab(key)
        if tab is not None:
            self.menu_maker.popup(self.editors, "editor/title", point, arguments={"tab": key})

    def _update_title(self) -> None:
        tab = self.editors.active
        folders = self.kernel.workspace.folders
        parts = []
        if tab is not None:
            parts.append(("● " if tab.dirty else "") + tab.name)
        if folders:
            parts.append(folders[0].name or str(folders[0]))
        parts.append("Pith")
        self.window.setWindowTitle(" — ".join(parts))

    def _show_pending(self, keys: str) -> None:
        text = f"({keys}) was pressed. Waiting for the next key…" if keys else ""
        self.pending_keys.set_content(text)

    def _show_bell(self) -> None:
        unread = self.notifications.unread
        icon = "bell-dot" if unread else "bell"
        tip = f"{unread} unread notifications" if unread else "Notifications"
        self.bell.set_content(f"$({icon})", tip)
        self.kernel.context.set("notificationsVisible", bool(self.notifications.shown))

    def _show_problems(self) -> None:
        problems = self.user_files.problems
        if not problems:
            self.problem_item.set_content("")
            return
        count = len(problems)
        text = f"$(warning) {count} problem{'s' * (count > 1)} in settings and keys"
        self.problem_item.set_content(text, "\n".join(map(str, problems)))
        for problem in problems:
            self.log.warning(str(problem))

    def _repaint_welcome(self) -> None:
        if self.editors.welcome is not None:
            self.editors.welcome.update()

    def _log_level(self) -> None:
        self.log.level = str(self.kernel.settings.get("log.level"))

    def _zoom_changed(self, factor: float) -> None:
        self.factory.family = self.appearance.mono_family
        self.factory.zoom = factor
        self.factory.refresh()

    def _hints(self) -> list[tuple[str, str, str]]:
        hints = []
        for command_id, title in _HINTS:
            keys = self.kernel.keymap.keys_for(command_id)
            hints.append((command_id, title, keys.for_people() if keys is not None else ""))
        return hints

    # Ending

    def _may_close(self) -> bool:
        """Whether the window may go now; if there is something to ask first, that is begun."""
        if self._may_end:
            return True
        if not self._asking:
            self._asking = True
            self.quit()
        return False

    def quit(self) -> Future[bool]:
        """Ask about what is not saved, keep the session, and end."""
        self._asking = True

        def settled(fine: bool) -> bool:
            self._asking = False
            if fine:
                self.end()
            return fine

        return self.documents.settle(self.editors.tabs).then(settled)

    def end(self) -> None:
        """End without asking: the session is kept, unsaved text is not."""
        if self._may_end:
            return
        self._may_end = True
        self.session.save_now()
        self.window.close()
        if self.kernel.workspace.busy:
            self._end_when_saved()
        else:
            self.application.quit()

    def _end_when_saved(self) -> None:
        if self.kernel.workspace.busy:
            self.scheduler.call_later(0.02, self._end_when_saved)
        else:
            self.application.quit()

    def dispose(self) -> None:
        """Take everything down; the process may go on, as tests do."""
        self.faults.show = None
        self.log.sink = None
        self.session.dispose()
        if self.extensions is not None:
            self.extensions.dispose()
        self.scope.dispose()
        self.notifications.close_all()
        if self._finder is not None:
            self._finder.attach(None)
        if self._pick is not None:
            self._pick.dispose()
        if self._find_bar is not None:
            self._find_bar.dispose()
        if self._panel is not None:
            self._panel.dispose()
        self.documents.dispose()
        self.editor_context.dispose()
        self.editor_status.dispose()
        self.editors.dispose()
        if isinstance(self.editors.welcome, Welcome):
            self.editors.welcome.dispose()
        self.factory.dispose()
        self.highlighters.dispose()
        self.appearance.dispose()
        self.user_files.dispose()
        self.index.dispose()
        self.window.status_bar.dispose()
        self.window.body.dispose()
        self.kernel.dispose()
        self.start_worker.dispose()
        self.window.hide()
        self.window.deleteLater()
        self.scheduler.dispose()


def _import_host(token: CancelToken) -> None:
    """On a worker, while the window is used already."""
    import pith_app._extension_side

    del pith_app

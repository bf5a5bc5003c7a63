"""The extension host of a window, and what it fills: made when the text is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractEventDispatcher, QObject, Qt

from pith.base import CancelToken, Future, Scope
from pith.host import CHANNEL, ExtensionHost, KernelRegistries, ViewContribution
from pith.workspace import View
from pith_app._chosen_keymap import ChosenKeymap
from pith_app._developing import Developing
from pith_app._extension_page import CardDelegate, ExtensionIcons, ExtensionPages
from pith_app._extensions import (
    DocumentEvents,
    Openers,
    ProgramServices,
    StatusItems,
    ViewContainers,
)
from pith_app._extensions._decorations import DecorationAdapter
from pith_app._extensions._documents import WorkspaceAdapter
from pith_app._extensions._icon_themes import IconThemes
from pith_app._extensions._installer import Installer, is_extension
from pith_app._extensions._keeping import qt_ending, stray_widgets
from pith_app._extensions._list_view import VIEW as EXTENSION_LIST
from pith_app._extensions._list_view import ExtensionList
from pith_app._extensions._services import OutputAdapter, SettingsAdapter, WindowAdapter
from pith_app._folders import host_folders
from pith_app._window._pages import PageHolder
from pith_app._window._view_section import ViewSection

if TYPE_CHECKING:
    from pith_app._kernel import Kernel
    from pith_app._program import Program


class ExtensionSide:
    """Everything of the window that has to do with extensions."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._scope = Scope("extensions of the window")
        kernel = program.kernel
        self.status = StatusItems(program.window.status_bar, kernel.context, program.run)
        self.views = self._view_containers()
        self.openers = Openers(program.look, program.editors, self._fire)
        self.decorations = DecorationAdapter(kernel.workspace, program.factory)
        self._folders = host_folders(kernel.user, kernel.data, program.options.everywhere)
        self.host = ExtensionHost(
            self._folders,
            self._services(),
            _registries(kernel),
            kernel.scheduler,
            kernel.worker,
            kernel.watcher,
        )
        self._count_turns()
        self._scope.add(ChosenKeymap(kernel))
        self.icon_themes = self._scope.add(IconThemes(kernel, program.look))
        self.host.keepers.append(qt_ending)
        self.host.stray_finders.append(stray_widgets)
        self.icons = ExtensionIcons(program.look, kernel.worker)
        self._scope.add(self.icons.changed.connect(self._icons_came))
        self.pages = self._scope.add(self._extension_pages())
        self.installer = Installer(program, self.host, self._folders)
        self.installer.show_page = self.pages.show
        self._events: DocumentEvents | None = None
        self._list: ExtensionList | None = None
        self._states: dict[str, str] = {}
        self._developing: Developing | None = None
        if (folder := program.options.everywhere.develop) is not None:
            self._developing = Developing(program, self.host, folder, self.pages.show)
            self._scope.add(self._developing)
        self._scope.add(self.host.changed.connect(self._log_changes))
        self._scope.add(self.host.changed.connect(self._explain_views))
        program.outputs.title_of = self._channel_title

    # Building

    def _view_containers(self) -> ViewContainers:
        program, kernel = self._program, self._program.kernel
        body = program.window.body
        views = ViewContainers(
            body.side_bar,
            body.activity_bar,
            self._make_section,
            kernel.menus,
            kernel.bus,
            program.parts.menu_maker,
            program.run,
            self._fire,
            program.show_output,
        )
        views.wanted = program.page_wanted
        views.restore_states(program.view_states)
        return views

    def _services(self) -> ProgramServices:
        """What the contexts of extensions reach of the program."""
        program = self._program
        return ProgramServices(
            WindowAdapter(program.notifications, program.dialogs, lambda: program.pick),
            OutputAdapter(program.outputs, program.show_output),
            self.status,
            self.views,
            self.openers,
            WorkspaceAdapter(program.kernel.workspace, program.editors, program.documents),
            SettingsAdapter(program.user_files),
            self.decorations,
        )

    def _extension_pages(self) -> ExtensionPages:
        program, kernel = self._program, self._program.kernel
        pages = ExtensionPages(
            self.host,
            self._folders,
            self.icons,
            program.look,
            program.editors,
            kernel.worker,
            lambda command, **arguments: program.run(command, arguments),
            self._keys_of,
        )
        pages.workspace_folder = lambda: next(iter(kernel.workspace.folders), None)
        return pages

    # Starting

    def start(self) -> Future[None]:
        """Declare what extensions contribute, and tell them what is open; settles when all of it
        is there."""
        program = self._program
        host = self.host
        if program.parts.panel_if_made is not None:
            self.views.take_panel(program.parts.panel_if_made)
        host.add_point("statusItems", self.status)
        host.add_point("viewContainers", self.views.take_containers)
        host.add_point("iconThemes", self.icon_themes)
        host.add_point("openers", self.openers)
        host.add_point("decorations", self.decorations.take_kinds)
        host.add_point("views", self.views.take_views)
        workspace = program.kernel.workspace
        host.set_folders(workspace.folders)
        self._scope.add(workspace.folders_changed.connect(host.set_folders))
        if program.options.everywhere.safe_mode:
            return Future.of(None).then(self._list_them)
        held = self._scope.add(self.views.hold())
        starting = host.start_in_pieces()
        starting.on_done(lambda _: held.dispose())
        return starting.then(self._list_them)

    def _list_them(self, _: None) -> None:
        program, host, kernel = self._program, self.host, self._program.kernel
        self._list = ExtensionList(
            host, self.views, kernel.data, program.options.everywhere.safe_mode
        )
        self.views.settle()
        self._events = DocumentEvents(
            host.events, kernel.workspace, program.editors, kernel.settings
        )

    def finish_start(self) -> None:
        """The rest, when all of it can be seen: activation at leisure, and watching."""
        if not self._program.options.everywhere.safe_mode:
            self.host.fire("onStartupFinished")
            self.host.watch()
            if self._developing is not None:
                self._developing.start()
            self._program.kernel.worker.submit(self._recover, "putting extensions right")

    def _recover(self, token: CancelToken) -> None:
        """Finish or take back what a process left in the middle of installing; that is seen."""
        from pith.host.manage import recover

        recover(self._folders)

    def selection_changed(self, view: View) -> None:
        if self._events is not None:
            self._events.selection_changed(view)

    def _count_turns(self) -> None:
        """Let the host know when the event loop turns, also in the middle of a call."""
        loop = self.host.loop
        dispatcher = QAbstractEventDispatcher.instance()

        def count() -> None:
            loop.turns += 1

        connection = dispatcher.awake.connect(count)
        self._scope.on_dispose(lambda: QObject.disconnect(connection), "turns of the loop")

    def _log_changes(self, ids: frozenset[str]) -> None:
        """Say in the log which extensions came, went, started or failed."""
        for extension_id in sorted(ids):
            record = self.host.record(extension_id)
            state = "removed"
            if record is not None:
                run = f" (load {record.generation})" if record.generation > 1 else ""
                state = f"{record.version} {record.summary}{run}"
            if self._states.get(extension_id) != state:
                self._states[extension_id] = state
                if record is None or (record.state != "failed" and not record.problems):
                    self._program.runner.forget_failures(extension_id)
                self._program.log.info(f"extension {extension_id}: {state}")

    def _explain_views(self, ids: frozenset[str]) -> None:
        """Say in the views of extensions that could not be started why they are empty."""
        for record in filter(None, map(self.host.record, ids)):
            reason = ""
            if record.state == "failed" and record.problems:
                reason = f"{record.name} could not be started.\n{record.problems[0].message}"
            for item in record.manifest.items("views") if record.manifest is not None else ():
                assert isinstance(item, ViewContribution)
                self.views.explain(item.id, reason)

    def _icons_came(self) -> None:
        section = self._program.window.body.side_bar.section(EXTENSION_LIST)
        if section is not None:
            section.tree.viewport().update()

    def _keys_of(self, command_id: str) -> str:
        keys = self._program.kernel.keymap.keys_for(command_id)
        return str(keys) if keys is not None else ""

    def _fire(self, event: str) -> None:
        self.host.fire(event)

    def _channel_title(self, name: str) -> str:
        if name == CHANNEL:
            return "Extensions"
        record = self.host.record(name)
        return record.name if record is not None else name

    def _make_section(self, view: ViewContribution, holder: PageHolder) -> ViewSection:
        program, view_id = self._program, view.id
        section = ViewSection(
            program.look,
            view_id,
            view.title,
            program.press,
            program.run,
            holder,
            holder.background,
            view.kind,
        )
        if view_id == EXTENSION_LIST:
            tree = section.tree
            tree.setItemDelegate(CardDelegate(program.look, tree, self.icons, self.host.record))
            section.take_drops(is_extension, self.installer.install)
        section.content.focus_changed.connect(lambda on: self._focused(section, holder, on))
        if section.kind == "tree":
            section.tree.opened.connect(program.opening.item)
        return section

    def _focused(self, section: ViewSection, holder: PageHolder, on: bool) -> None:
        """A view got the keyboard, or lost it."""
        context = self._program.kernel.context
        place = "sideBarFocus" if holder is self._program.window.body.side_bar else "panelFocus"
        is_list = section.kind == "tree"
        now = self._program.window.focusWidget()
        if on:
            context.update({"focusedView": section.view_id, place: True, "listFocus": is_list})
        elif context.get("focusedView") == section.view_id:
            # The output may have said that it has it before a widget is known to have lost it.
            kept = now is getattr(holder, "view", None) and not is_list
            context.update({"focusedView": "", place: kept, "listFocus": False})
        elif holder.section(str(context.get("focusedView") or "")) is None:
            context.set(place, False)
        if not is_list:
            takes_text = now is not None and now.testAttribute(
                Qt.WidgetAttribute.WA_InputMethodEnabled
            )
            context.set("textInputFocus", takes_text)

    def dispose(self) -> None:
        if self._events is not None:
            self._events.dispose()
        if self._list is not None:
            self._list.dispose()
        self.host.dispose()
        self.openers.dispose()
        self.views.dispose()
        self.status.dispose()
        self.decorations.dispose()
        self._scope.dispose()


def _registries(kernel: Kernel) -> KernelRegistries:
    """What extensions contribute to."""
    return KernelRegistries(
        kernel.bus,
        kernel.keymap,
        kernel.menus,
        kernel.settings,
        kernel.languages,
        kernel.themes,
        kernel.snippets,
        kernel.keymaps,
    )

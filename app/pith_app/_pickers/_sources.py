"""What the list to pick from shows, made from the program as it is when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pith.api import MessageAction
from pith.base import Problem
from pith.text import LineEnding, Point
from pith.workspace import Document, detect_indentation
from pith_app._chosen_keymap import SETTING as KEYMAP
from pith_app._pickers._editing import (
    encoding_source,
    encodings_source,
    indentation_source,
    language_source,
    line_ending_source,
)
from pith_app._pickers._files import GoToLine, QuickOpen
from pith_app._pickers._palette import CommandPalette
from pith_app._theming import file_icon
from pith_app._window._pick import PickItem, PickSource, StaticSource
from pith_app._window._tab import Place, Tab

if TYPE_CHECKING:
    from pith_app._program import Program


class Sources:
    """Makes what the list shows, from the program as it is now."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def palette(self) -> PickSource:
        program = self._program
        return CommandPalette(
            program.kernel.bus,
            program.kernel.keymap,
            program.recent_commands,
            program.run,
            self.quick_open,
        )

    def quick_open(self) -> PickSource:
        program = self._program
        active = program.editors.active
        open_paths = [tab.path for tab in program.editors.recent if tab is not active]
        seen: dict[Path, None] = {path: None for path in open_paths if path is not None}
        for path in program.session.recent:
            if path.suffix or path not in program.kernel.workspace.folders:
                seen.setdefault(path)
        if active is not None and active.path is not None:
            seen.pop(active.path, None)
            seen[active.path] = None
        return QuickOpen(
            program.index,
            [path for path in seen if not path.is_dir()][:30],
            program.kernel.workspace.folders,
            lambda path, place: program.documents.open(path, place),
            self.palette,
            self.go_to_line,
        )

    def go_to_line(self) -> PickSource | None:
        program = self._program
        tab = program.editors.active
        if tab is None or tab.view is None or tab.widget is None:
            return None
        view, widget = tab.view, tab.widget
        scroll = widget.scroll_state()
        text = view.state.text
        row = text.row_at(view.state.selection.primary.head)

        def show(place: Place | None) -> None:
            if view.disposed:
                return
            if place is None:
                widget.set_decorations("goToLine", ())
                widget.restore_scroll(scroll)
                return
            text = view.state.text
            at = min(place.row, text.line_count - 1)
            widget.set_decorations(
                "goToLine", [(text.line_start(at), text.line_end(at), "highlight")]
            )
            widget.reveal(text.offset_at(Point(at, place.column or 0)), centre=True)

        def go(place: Place) -> None:
            widget.set_decorations("goToLine", ())
            program.editors.go_to(tab, place)
            program.focus_editor()

        return GoToLine(text.line_count, row, show, go, self.quick_open)

    # The active document

    def language(self, document: Document) -> PickSource:
        languages = self._program.kernel.languages

        def detect() -> None:
            first = document.text.slice(0, min(document.text.line_end(0), 1000))
            language = languages.detect(document.file.path, first)
            document.set_language(language.id, chosen=False)

        return language_source(languages, document, detect)

    def encoding(self, document: Document) -> PickSource:
        """First what to do; a document that is not on the disk can only be saved."""
        saving = self.save_with(document)
        if document.file.path is None:
            return saving
        return encoding_source(self.reopen_with(document), saving, self._program.pick.open)

    def reopen_with(self, document: Document) -> PickSource:
        return encodings_source(
            document.file.encoding_label,
            lambda name: self._program.documents.reopen_with(document, name),
            "Select the encoding to reopen with",
        )

    def save_with(self, document: Document) -> PickSource:
        return encodings_source(
            document.file.encoding_label,
            lambda name: self._program.documents.save_with(document, name),
            "Select the encoding to save with",
        )

    def open_with(self, tab: Tab) -> PickSource:
        """For a file that was not opened, because it is not text."""
        return encodings_source(
            "",
            lambda name: self._program.editors.open_as(tab, name),
            f"Select the encoding to open {tab.name} with",
        )

    def open_in(self, tab: Tab) -> PickSource | None:
        """What shows the tab's file beside an editor; None if nothing does."""
        program = self._program
        path, side = tab.path, program.extensions
        openers = side.openers.matching(path) if path is not None and side is not None else []
        if path is None or side is None or not openers:
            return None
        items = [PickItem("", "Text", "An editor", checked=tab.opened is None)]
        items += [PickItem(each.id, each.title, icon=file_icon(path.name)) for each in openers]

        def choose(item: PickItem) -> None:
            for opener in openers:
                if opener.id == item.id:
                    page = side.openers.open_by(opener, path, program.editors.group)
                    page.open_as_text = lambda: program.documents.open(path)
                    page.explain()
                    program.editors.show_page(page, path.name, path.name)
            if not item.id and tab.binary is not None:
                program.editors.open_as(tab, "utf-8")

        return StaticSource(items, choose, placeholder=f"Select what to show {tab.name} with")

    def indentation(self, document: Document) -> PickSource:
        def detect() -> None:
            size = document.options.tab_size
            document.set_indentation(detect_indentation(document.text, size))

        return indentation_source(document, self._program.run, detect)

    def line_ending(self, document: Document) -> PickSource:
        view = self._program.editors.active_view

        def apply(ending: LineEnding) -> None:
            self._program.documents.set_line_ending(document, ending, view)

        return line_ending_source(document, apply)

    # The window

    def theme(self) -> PickSource:
        program = self._program
        appearance = program.appearance
        current = program.look.theme_name.casefold()
        items: list[PickItem] = []
        for kind in ("dark", "light"):
            found = [theme for theme in program.kernel.themes.all() if theme.kind == kind]
            items += [
                PickItem(
                    theme.name,
                    theme.name,
                    group=f"{kind} themes" if not number else "",
                    checked=theme.name.casefold() == current,
                )
                for number, theme in enumerate(found)
            ]
        items.append(PickItem("auto", "Follow the System", group="automatic"))

        def choose(item: PickItem) -> None:
            appearance.preview(None if item.id == "auto" else item.id)
            appearance.choose_in_settings(item.id, program.user_files)

        def preview(item: PickItem) -> None:
            appearance.preview(None if item.id == "auto" else item.id)

        return StaticSource(
            items,
            choose,
            placeholder="Select a color theme (arrow keys show it)",
            on_highlight=preview,
            on_dismiss=lambda: appearance.preview(None),
        )

    def settings(self) -> PickSource:
        from pith_app._pickers._settings import settings_source

        return settings_source(self._program)

    def keymap(self) -> PickSource:
        """The keymaps there are, the program's own first."""
        program = self._program
        current = str(program.kernel.settings.get(KEYMAP)).casefold()
        own = PickItem("", "Pith", "The keys of the program", checked=not current)
        items = [own] + [
            PickItem(
                each.name, each.name, each.description, checked=each.name.casefold() == current
            )
            for each in program.kernel.keymaps.all()
        ]
        return StaticSource(
            items,
            lambda item: program.user_files.write_settings({KEYMAP: item.id or None}),
            placeholder="Select whose keys to use",
        )

    def icon_theme(self) -> PickSource:
        """The icon themes there are, the program's own first."""
        program = self._program
        current = str(program.kernel.settings.get("window.iconTheme")).casefold()
        side = program.extensions
        names = side.icon_themes.names() if side is not None else []
        items = [PickItem("", "Pith", "The icons of the program", checked=not current)]
        items += [PickItem(name, name, checked=name.casefold() == current) for name in names]
        return StaticSource(
            items,
            lambda item: program.user_files.write_settings({"window.iconTheme": item.id or None}),
            placeholder="Select the icons of files and folders",
        )

    def tabs(self) -> PickSource:
        editors = self._program.editors
        items = []
        for tab in editors.group.recent:
            where = str(tab.path.parent) if tab.path is not None else ""
            label = tab.name + (" ●" if tab.dirty else "")
            items.append(PickItem(tab.key, label, where, file_icon(tab.name), value=tab))

        class Switch(StaticSource):
            """Begins with the tab before this one: Ctrl+Tab, Enter goes back and forth."""

            while_control_held = True

            def initial(self, items: Sequence[PickItem], query: str) -> int:
                return 1 if not query and len(items) > 1 else 0

        return Switch(
            items,
            lambda item: editors.activate(item.value),
            placeholder="Select an editor",
        )

    def channels(self) -> PickSource:
        program = self._program
        shown = program.panel.view.channel
        items = [
            PickItem(channel.name, channel.title, checked=channel.name == shown)
            for channel in program.outputs.channels.values()
        ]
        return StaticSource(
            items,
            lambda item: program.show_output(item.id),
            placeholder="Select an output channel",
        )

    def notifications(self) -> PickSource:
        program = self._program
        icons = {"info": "info", "warning": "warning", "error": "error"}
        items = []
        for number, note in enumerate(program.notifications.history):
            message = " ".join(note.message.split())
            when = note.clock
            beside = " · ".join(part for part in (note.source, when) if part)
            items.append(PickItem(str(number), message, beside, icons[note.severity], value=note))
        if items:
            items.append(PickItem("clear", "Clear All Notifications", icon="clear-all"))

        def choose(item: PickItem) -> None:
            if item.value is None:
                program.notifications.clear()
            else:
                again = item.value
                program.notifications.notify(
                    again.message,
                    again.severity,
                    [MessageAction("log", "Show Log")],
                    again.source,
                ).on_done(lambda answer: program.show_output("log") if answer.result() else None)

        program.notifications.read()
        source = StaticSource(items, choose, placeholder="Notifications")
        source.empty = "No notifications"
        return source

    def problems(self) -> PickSource:
        program = self._program

        def open_it(item: PickItem) -> None:
            problem: Problem = item.value
            line = (problem.line or 1) - 1
            column = problem.column - 1 if problem.column is not None else None
            program.opening.place(Path(problem.source), line, column)

        items = [
            PickItem(
                str(number),
                problem.message,
                f"{Path(problem.source).name}:{problem.line or ''} {problem.advice}",
                problem.severity.value,
                value=problem,
            )
            for number, problem in enumerate(program.user_files.problems)
        ]
        source = StaticSource(items, open_it, placeholder="Problems in settings and key bindings")
        source.empty = "No problems in settings and key bindings"
        return source

"""The window's session: brought back at the start, kept while it changes and when it closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isfinite
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from pith.base import Disposable, Future, Scope
from pith_app._arguments import Target
from pith_app._recovery import Recovery, session_entry
from pith_app._session import SessionStore
from pith_app._start_worker import is_folder, is_quick
from pith_app._window._tab import Place, Tab

if TYPE_CHECKING:
    from pith_app._program import Program
    from pith_app._window._group import EditorGroup

_DELAY = 2.0
_MOST_RECENT = 50
_MOST_GROUPS = 50


class SessionKeeper:
    """Knows what belongs to a session. One folder has one session; no folder has one, too."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._store = SessionStore(program.kernel.user.state_dir)
        self._scope = Scope("session")
        self._recovery = Recovery(program)
        self._later: Disposable | None = None
        self._unwritten: dict[str, dict[str, Any]] = {}
        self._writing = Lock()
        self._restored = False
        self._key = ""
        self.bookmarks: dict[str, Any] = {}
        """Rows by path, as they were when the folder was left."""
        self.recent: list[Path] = []
        """Files and folders, the one that was opened last first."""

    def dispose(self) -> None:
        if self._later is not None:
            self._later.dispose()
        self._scope.dispose()

    # Bringing it back

    def restore(self, targets: Sequence[Target]) -> None:
        """Take the session of the folder among `targets`, or else the last one, and add them."""
        program = self._program
        shared = self._store.read_shared()
        self.recent = [Path(str(each)) for each in shared.get("recent", ())]
        folder = next((target.path for target in targets if is_folder(target.path)), None)
        wanted = str(program.kernel.settings.get("window.restore"))
        key = str(folder) if folder is not None else ""
        if folder is None and wanted != "none":
            key = str(shared.get("last", ""))
            if key and not is_folder(Path(key)):
                key = ""
        session = self._store.read(key)
        self.bookmarks = _bookmarks_of(session)
        program.editors.left_states.take_up(session.get("left"))
        window = session.get("window") or shared.get("window") or {}
        self._restore_window(window, session)
        if key:
            program.opening.set_folder(Path(key), remember=folder is not None)
        self._key = key
        self._recovery.begin()
        active = self._restore_tabs(session) if wanted == "all" else None
        recovered = self._recovery.place()
        active = active or recovered
        self._open_targets([target for target in targets if target.path != folder], active)
        self._restored = True
        self._follow()

    def _restore_window(self, window: dict[str, Any], session: dict[str, Any]) -> None:
        program = self._program
        program.window.restore(window.get("size"), bool(window.get("maximized")))
        body = program.window.body
        usual = program.look.usual
        side_bar = _length(window, "sideBarLength", "sideBarWidth", usual)
        panel = _length(window, "panelLength", "panelHeight", usual)
        body.side_bar_width = side_bar or body.side_bar_width
        body.panel_height = panel or body.panel_height
        body.side_bar_shown = bool(session.get("sideBar", True))
        body.side_bar.expected_title = str(session.get("pageTitle", "Explorer"))
        program.page_wanted = str(session.get("page", "")) or None
        program.view_states = dict(session.get("views", {}))
        program.recent_commands.ids = [str(each) for each in session.get("commands", ())]
        if page := session.get("panelPage"):
            program.parts.panel_page = (str(page), str(session.get("panelTitle", "")))
        if session.get("panel"):
            program.show_panel(True)
            program.panel.show_channel(str(session.get("channel", "log")))

    def _restore_tabs(self, session: dict[str, Any]) -> Tab | None:
        """Make the groups and tabs that were there; returns the tab that was active.

        No file is opened yet but those in front of other groups.
        """
        editors = self._program.editors
        entries = [entry for entry in session.get("tabs", ()) if isinstance(entry, dict)]
        groups = self._restore_groups(session, entries)
        front: dict[EditorGroup, Tab] = {}
        active: Tab | None = None
        for entry in entries:
            number = entry.get("group", 0)
            group = groups[number if isinstance(number, int) and number < len(groups) else 0]
            tab: Tab | None = None
            if "path" in entry:
                tab = editors.add_path(
                    Path(str(entry["path"])),
                    entry.get("state"),
                    preview=bool(entry.get("preview")),
                    group=group,
                )
            elif "journal" in entry:
                tab = self._recovery.tab_for(str(entry["journal"]), group)
            if tab is not None and entry.get("front"):
                front[group] = tab
            if tab is not None and entry.get("active"):
                active = tab
        if active is None and editors.tabs:
            active = editors.tabs[0]
        if active is not None and len(groups) > 1:
            editors.drop_empty_groups()
            for group in editors.groups:
                if group is not active.group:
                    editors.activate(front.get(group, group.tabs[0]), focus=False)
            if active.group is not None:
                editors.take_up(active.group)  # where what is asked for besides opens
        return active

    def _restore_groups(
        self, session: dict[str, Any], entries: Sequence[dict[str, Any]]
    ) -> list[EditorGroup]:
        """The groups for the tabs of a session, in their order; one if it had one."""
        editors = self._program.editors
        numbers = [entry.get("group", 0) for entry in entries]
        wanted = 1 + max((each for each in numbers if isinstance(each, int)), default=0)
        if editors.tabs or not 1 < wanted <= _MOST_GROUPS:
            return [editors.group]
        return editors.restore_layout(session.get("layout"), wanted)

    def _open_targets(self, targets: Sequence[Target], active: Tab | None) -> None:
        """Open what was asked for, the last of it in front; without any, what was in front."""
        program = self._program
        for target in targets:
            active = program.editors.add_path(target.path)
            active.create = True
            active.preview = False
            self.opened(target.path)
            if target.row is not None:
                active.place = Place(target.row, target.column)
        if active is None:
            program.editors.active_changed.emit(None)
            program.editors.update_tabs()
            return
        shown = active
        if shown.path is not None and is_quick(shown.path):
            program.start_worker.run_at_once(lambda: program.editors.activate(shown))
        else:
            program.editors.activate(shown)

    # Keeping it

    def _follow(self) -> None:
        program = self._program
        add = self._scope.add
        for signal in (
            program.editors.changed,
            program.window.resized,
            program.window.body.changed,
            program.window.state_changed,
        ):
            add(signal.connect(self.changed))
        program.documents.opened_path = self.opened

    def opened(self, path: Path) -> None:
        """A file or folder was opened: it is the most recent one."""
        if path in self.recent:
            self.recent.remove(path)
        self.recent.insert(0, path)
        del self.recent[_MOST_RECENT:]
        self.changed()

    def clear_recent(self) -> Future[None]:
        self.recent.clear()
        return self._program.kernel.worker.submit(
            lambda token: self._store.forget_recent(), "forget recent files"
        )

    def changed(self) -> None:
        """Something of the session is different: keep it soon."""
        if self._restored and self._later is None:
            self._later = self._program.scheduler.call_later(_DELAY, self._save_soon)

    def _save_soon(self) -> None:
        self._later = None
        self.save()

    def save(self) -> Future[None]:
        """Keep the session as it is now."""
        self._unwritten[self._key] = self.session()
        saving = self._program.kernel.worker.submit(lambda token: self._write(), "session")
        saving.on_done(self._saved)
        return saving

    def _write(self) -> None:
        """Write what is to be written, on whichever thread: the newest comes last."""
        with self._writing:
            while self._unwritten:
                key, session = self._unwritten.popitem()
                self._store.write(key, session)

    def _saved(self, done: Future[None]) -> None:
        error = done.exception()
        if error is not None:
            self._program.log.warning(f"the session was not kept: {error}")

    def save_now(self) -> None:
        """Keep the session before the process ends."""
        if self._later is not None:
            self._later.dispose()
            self._later = None
        self._unwritten[self._key] = self.session()
        try:
            self._write()
        except OSError as error:
            self._program.log.warning(f"the session was not kept: {error}")

    def take_up(self, folder: Path | None) -> None:
        """The window is about another folder from now on: open what was open in that."""
        program = self._program
        self._key = str(folder) if folder is not None else ""
        session = self._store.read(self._key)
        self.bookmarks = _bookmarks_of(session)
        program.editors.left_states.take_up(session.get("left"))
        program.at_caret.places.bookmarks.take_up(
            self.bookmarks, program.kernel.workspace.documents
        )
        program.opening.set_folder(folder)
        if program.kernel.settings.get("window.restore") == "all":
            active = self._restore_tabs(session)
            if active is not None:
                program.editors.activate(active)
        self.changed()

    def session(self) -> dict[str, Any]:
        """The window as plain data."""
        program = self._program
        body = program.window.body
        editors = program.editors
        side_bar = body.side_bar
        tabs = []
        for number, group in enumerate(editors.groups):
            for tab in group.tabs:
                entry = session_entry(program, tab)
                if entry is not None:
                    tabs.append(
                        {
                            **entry,
                            "state": tab.save_state(),
                            "preview": tab.preview,
                            "active": tab is editors.active,
                            "front": tab is group.active,
                            "group": number,
                        }
                    )
        panel = program.parts.panel_if_made
        panel_states = panel.save_state() if panel is not None else {}
        panel_page, panel_title = program.parts.panel_to_keep or ("", "")
        return {
            "window": {
                **program.window.geometry_to_keep(),
                "sideBarLength": round(body.side_bar_width),
                "panelLength": round(body.panel_height),
            },
            "tabs": tabs,
            "layout": editors.layout_data(),
            "left": editors.left_states.data(),
            "sideBar": body.side_bar_shown,
            "page": side_bar.active or program.page_wanted or "",
            "pageTitle": side_bar.expected_title,
            "views": {**program.view_states, **side_bar.save_state(), **panel_states},
            "panel": body.panel_shown,
            "panelPage": panel_page,
            "panelTitle": panel_title,
            "channel": program.parts.output_channel,
            "commands": program.recent_commands.ids,
            "bookmarks": program.at_caret.bookmarks_to_keep(),
            "recent": [str(path) for path in self.recent],
        }


def _length(
    window: dict[str, Any], name: str, in_pixels: str, usual: Callable[[float], float]
) -> float:
    """A length for text of the usual size; 0: it says none. It was kept in pixels once, under
    another name, which `usual` makes such a length of."""
    try:
        length = float(window.get(name, 0)) or usual(float(window.get(in_pixels, 0)))
    except (TypeError, ValueError, OverflowError):
        return 0.0  # written by another version
    return float(round(length)) if isfinite(length) else 0.0


def _bookmarks_of(session: dict[str, Any]) -> dict[str, Any]:
    bookmarks = session.get("bookmarks")
    return bookmarks if isinstance(bookmarks, dict) else {}

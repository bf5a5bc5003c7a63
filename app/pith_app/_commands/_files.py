"""Commands of the File menu."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from pith.commands import NOT_HANDLED
from pith_app._commands._handling import Handlers, handles, on_tab
from pith_app._window._tab import Place

if TYPE_CHECKING:
    from pith_app._program import Program
    from pith_app._window._pick import PickItem, PickSource
    from pith_app._window._tab import Tab


class FileCommands(Handlers):
    @handles("app.quit")
    def quit(self) -> Any:
        return self.program.ending.quit()

    # Opening

    @handles("file.new")
    def new(self, language: str = "plaintext", text: str = "") -> str:
        return self.program.documents.new(language, text).key

    @handles("file.open")
    def open(
        self,
        path: str = "",
        line: int | None = None,
        column: int | None = None,
        preview: bool = False,
    ) -> Any:
        """Open the file at `path`, going to `line` and `column` (from 1); ask without a path."""
        documents = self.program.documents
        if not path:
            return documents.ask_for_files()
        place = Place(line - 1, column - 1 if column else None) if line else None
        return documents.open(Path(path), place, preview=preview, create=True)

    @handles("file.openFolder")
    def open_folder(self, path: str = "") -> Any:
        if path:
            return _open_folder(self.program, Path(path))
        ask = self.program.file_dialogs.folder
        return ask(lambda chosen: _open_folder(self.program, chosen))

    @handles("file.closeFolder")
    def close_folder(self) -> Any:
        return _open_folder(self.program, None)

    @handles("file.openRecent")
    def open_recent(self) -> Any:
        return self.program.pick.open(_recent_source(self.program))

    @handles("file.clearRecent")
    def clear_recent(self) -> Any:
        return self.program.session.clear_recent()

    @handles("file.reopenClosed")
    def reopen_closed(self) -> Any:
        return None if self.program.documents.reopen_closed() else NOT_HANDLED

    # Saving

    @handles("file.save")
    @on_tab
    def save(self, tab: Tab) -> Any:
        return self.program.documents.save(tab)

    @handles("file.saveAs")
    @on_tab
    def save_as(self, tab: Tab) -> Any:
        return self.program.documents.save_as(tab)

    @handles("file.saveAll")
    def save_all(self) -> Any:
        return self.program.documents.save_all()

    @handles("file.revert")
    @on_tab
    def revert(self, tab: Tab) -> Any:
        return self.program.documents.revert(tab)

    # Comparing

    @handles("file.compareWithSaved")
    @on_tab
    def compare_with_saved(self, tab: Tab) -> Any:
        if tab.document is None or tab.document.file.path is None:
            return NOT_HANDLED
        return self.program.parts.comparisons.open(tab.document).then(lambda shown: shown.key)

    @handles("compare.next")
    def next_difference(self) -> Any:
        return None if self.program.parts.comparisons.step(1) else NOT_HANDLED

    @handles("compare.previous")
    def previous_difference(self) -> Any:
        return None if self.program.parts.comparisons.step(-1) else NOT_HANDLED

    # Closing

    @handles("file.close")
    @on_tab
    def close(self, tab: Tab) -> Any:
        return self.program.documents.close([tab])

    @handles("file.closeOthers")
    @on_tab
    def close_others(self, tab: Tab) -> Any:
        return self.program.documents.close([each for each in _beside(tab) if each is not tab])

    @handles("file.closeToRight")
    @on_tab
    def close_to_right(self, tab: Tab) -> Any:
        tabs = _beside(tab)
        return self.program.documents.close(tabs[tabs.index(tab) + 1 :])

    @handles("file.closeSaved")
    @on_tab
    def close_saved(self, tab: Tab) -> Any:
        return self.program.documents.close([each for each in _beside(tab) if not each.dirty])

    @handles("file.closeAll")
    def close_all(self, tab: str | None = None) -> Any:
        return self.program.documents.close(list(self.program.editors.tabs))

    @handles("file.keepOpen")
    @on_tab
    def keep_open(self, tab: Tab) -> Any:
        return self.program.editors.keep(tab)

    # Paths

    @handles("file.copyPath")
    @on_tab
    def copy_path(self, tab: Tab) -> Any:
        if tab.path is None:
            return NOT_HANDLED
        QGuiApplication.clipboard().setText(str(tab.path))
        return None

    @handles("file.copyRelativePath")
    @on_tab
    def copy_relative_path(self, tab: Tab) -> Any:
        """Relative to the folder that it lies in; of a file in none of them, the whole path."""
        if tab.path is None:
            return NOT_HANDLED
        text = str(tab.path)
        for folder in self.program.kernel.workspace.folders:
            if tab.path.is_relative_to(folder):
                text = str(tab.path.relative_to(folder))
        QGuiApplication.clipboard().setText(text)
        return None


def _beside(tab: Tab) -> list[Tab]:
    """The tabs of its group."""
    return tab.group.tabs if tab.group is not None else []


def _open_folder(program: Program, folder: Path | None) -> Any:
    """Work in another folder: its session takes the place of this one's."""
    if folder is not None and not folder.is_dir():
        program.notifications.notify(f"There is no folder {folder}.", "error")
        return None
    return program.opening.change_folder(folder)


def _recent_source(program: Program) -> PickSource:
    from pith_app._theming import file_icon
    from pith_app._window._pick import PickItem, StaticSource

    home = str(Path.home())
    folders: list[PickItem] = []
    files: list[PickItem] = []
    for path in program.session.recent:
        where = str(path.parent)
        if where.startswith(home):
            where = "~" + where[len(home) :]
        # Whether it is a folder is asked when the list is opened: a few dozen paths.
        is_folder = path.is_dir()
        icon = "folder" if is_folder else file_icon(path.name)
        item = PickItem(str(path), path.name or str(path), where, icon, value=path)
        (folders if is_folder else files).append(item)
    if folders:
        folders[0] = folders[0]._replace(group="folders")
    if files:
        files[0] = files[0]._replace(group="files")

    def open_it(item: PickItem) -> None:
        if item.value.is_dir():
            _open_folder(program, item.value)
        else:
            program.documents.open(item.value)

    return StaticSource([*folders, *files], open_it, placeholder="Open a recent file or folder")

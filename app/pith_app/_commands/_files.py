"""Commands of the File menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication

from pith.commands import NOT_HANDLED
from pith_app._window._tab import Place, Tab

if TYPE_CHECKING:
    from pith_app._program import Program
    from pith_app._window._pick import PickItem, PickSource


def handlers(program: Program) -> Mapping[str, Callable[..., Any]]:
    """What handles each command. `tab` is the key of a tab; without it the active one is meant."""
    editors, documents = program.editors, program.documents

    def tab_of(key: str | None) -> Tab | None:
        return editors.tab(key) if key is not None else editors.active

    def on_tab(function: Callable[[Tab], Any]) -> Callable[..., Any]:
        def run(tab: str | None = None) -> Any:
            found = tab_of(tab)
            return function(found) if found is not None else NOT_HANDLED

        return run

    def open_path(
        path: str = "", line: int | None = None, column: int | None = None, preview: bool = False
    ) -> Any:
        """Open the file at `path`, going to `line` and `column` (from 1); ask without a path."""
        if not path:
            return documents.ask_for_files()
        place = Place(line - 1, column - 1 if column else None) if line else None
        return documents.open(Path(path), place, preview=preview, create=True)

    def open_folder(path: str = "") -> Any:
        if path:
            return _open_folder(program, Path(path))
        return documents.ask_for_folder(lambda chosen: _open_folder(program, chosen))

    def close_others(tab: Tab) -> Any:
        return documents.close([each for each in _beside(tab) if each is not tab])

    def close_to_right(tab: Tab) -> Any:
        tabs = _beside(tab)
        return documents.close(tabs[tabs.index(tab) + 1 :])

    def close_saved(tab: Tab) -> Any:
        return documents.close([each for each in _beside(tab) if not each.dirty])

    def save_as(tab: Tab) -> Any:
        return documents.save_as(tab)

    def compare(tab: Tab) -> Any:
        if tab.document is None or tab.document.file.path is None:
            return NOT_HANDLED
        return program.parts.comparisons.open(tab.document).then(lambda shown: shown.key)

    def next_difference(by: int) -> Callable[[], Any]:
        return lambda: None if program.parts.comparisons.step(by) else NOT_HANDLED

    def copy(relative: bool) -> Callable[[Tab], Any]:
        def run(tab: Tab) -> Any:
            if tab.path is None:
                return NOT_HANDLED
            text = str(tab.path)
            if relative:
                for folder in program.kernel.workspace.folders:
                    if tab.path.is_relative_to(folder):
                        text = str(tab.path.relative_to(folder))
            QGuiApplication.clipboard().setText(text)
            return None

        return run

    def reopen() -> Any:
        return None if documents.reopen_closed() else NOT_HANDLED

    return {
        "app.quit": program.quit,
        "file.new": lambda language="plaintext", text="": documents.new(language, text).key,
        "file.open": open_path,
        "file.openFolder": open_folder,
        "file.openRecent": lambda: program.pick.open(_recent_source(program)),
        "file.clearRecent": program.session.clear_recent,
        "file.closeFolder": lambda: _open_folder(program, None),
        "file.save": on_tab(documents.save),
        "file.saveAs": on_tab(save_as),
        "file.saveAll": documents.save_all,
        "file.revert": on_tab(documents.revert),
        "file.compareWithSaved": on_tab(compare),
        "compare.next": next_difference(1),
        "compare.previous": next_difference(-1),
        "file.close": on_tab(lambda tab: documents.close([tab])),
        "file.closeOthers": on_tab(close_others),
        "file.closeToRight": on_tab(close_to_right),
        "file.closeSaved": on_tab(close_saved),
        "file.closeAll": lambda tab=None: documents.close(list(editors.tabs)),
        "file.reopenClosed": reopen,
        "file.keepOpen": on_tab(editors.keep),
        "file.copyPath": on_tab(copy(False)),
        "file.copyRelativePath": on_tab(copy(True)),
    }


def _beside(tab: Tab) -> list[Tab]:
    """The tabs of its group."""
    return tab.group.tabs if tab.group is not None else []


def _open_folder(program: Program, folder: Path | None) -> Any:
    """Work in another folder: its session takes the place of this one's."""
    if folder is not None and not folder.is_dir():
        program.notifications.notify(f"There is no folder {folder}.", "error")
        return None
    return program.change_folder(folder)


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

"""What a person opens in a window, a file or a folder, and from where: a link, a row of a tree, the
file manager."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pith.base import Future
from pith_app._window._tab import Place

if TYPE_CHECKING:
    from pith.api import TreeItem
    from pith_app._program import Program


class Opening:
    """Files become tabs of one program; it works in one folder, or in none."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def place(self, path: Path, row: int | None, column: int | None) -> None:
        """Open what a link in the output names."""
        if path.is_dir():
            self._program.run("view.focusSideBar")
        else:
            at = Place(row, column) if row is not None else None
            self._program.documents.open(path, at)

    def item(self, item: TreeItem, keep: bool) -> None:
        """A row of a tree was clicked (or, `keep`, chosen)."""
        program = self._program
        if item.command:
            program.run(item.command, item.arguments)
        elif item.resource_path is not None and item.collapsible == "none":
            program.documents.open(item.resource_path, preview=not keep, focus=keep)

    def dropped(self, paths: Sequence[Path]) -> None:
        """They were let go over the window."""
        for path in paths:
            if path.is_dir():
                self.change_folder(path)
            else:
                self._program.documents.open(path)

    def change_folder(self, folder: Path | None) -> Future[bool]:
        """Leave this folder with its tabs, asking about changes, and take up another's session."""
        program = self._program
        tabs = [tab for tab in program.editors.tabs if tab.path is not None]

        def changed(settled: bool) -> bool:
            if settled:
                program.session.save()
                program.documents.close_settled(tabs)
                program.session.take_up(folder)
            return settled

        return program.documents.settle(tabs).then(changed)

    def set_folder(self, folder: Path | None, *, remember: bool = True) -> None:
        """Work in another folder, or in none."""
        program = self._program
        folders = () if folder is None else (folder,)
        program.kernel.workspace.set_folders(folders)
        program.index.set_folders(folders)
        program.kernel.context.set("workspaceFolderCount", len(folders))
        if folder is not None and remember:
            program.session.opened(folder)

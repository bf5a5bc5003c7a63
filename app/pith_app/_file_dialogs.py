"""The system's dialogs in which files and folders are chosen, or Qt's where it has none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pith.workspace import Workspace
from pith_app._window._editors import Editors

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog, QWidget


class FileDialogs:
    """Opens them without a loop of their own: `take` is called when something was chosen, and
    nothing is where the person thinks better of it."""

    def __init__(self, window: QWidget, editors: Editors, workspace: Workspace) -> None:
        self._window = window
        self._editors = editors
        self._workspace = workspace

    def files(
        self,
        title: str,
        take: Callable[[Sequence[Path]], object],
        *,
        start: Path | None = None,
        filters: Sequence[str] = (),
    ) -> None:
        """Let files be chosen: of those whose names match one of `filters`, as Qt writes them."""
        dialog = self._dialog(title, start or self.start_folder())
        dialog.setFileMode(dialog.FileMode.ExistingFiles)
        if filters:
            dialog.setNameFilters(filters)
        dialog.filesSelected.connect(lambda names: take([Path(name) for name in names]))
        _show(dialog)

    def folder(self, take: Callable[[Path], object]) -> None:
        """Let a folder be chosen."""
        dialog = self._dialog("Open Folder", self.start_folder())
        dialog.setFileMode(dialog.FileMode.Directory)
        dialog.setOption(dialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: take(Path(name)))
        _show(dialog)

    def name_to_save(
        self,
        path: Path,
        take: Callable[[Path], object],
        given_up: Callable[[], object],
    ) -> None:
        """Let a name be chosen to save under, `path` or another. Of a file that is there already
        the dialog asks whether it may go."""
        dialog = self._dialog("Save As", self.start_folder())
        dialog.setAcceptMode(dialog.AcceptMode.AcceptSave)
        dialog.selectFile(str(path))
        dialog.fileSelected.connect(lambda name: take(Path(name)))
        dialog.rejected.connect(given_up)
        _show(dialog)

    def start_folder(self) -> Path:
        """Where most of them begin: beside the active file."""
        active = self._editors.active
        if active is not None and active.path is not None:
            return active.path.parent
        folders = self._workspace.folders
        return folders[0] if folders else Path.home()

    def _dialog(self, title: str, start: Path) -> QFileDialog:
        from PySide6.QtWidgets import QFileDialog

        return QFileDialog(self._window, title, str(start))


def _show(dialog: QFileDialog) -> None:
    _make_room(dialog)
    dialog.finished.connect(lambda _: dialog.deleteLater())
    dialog.open()


def _make_room(dialog: QFileDialog) -> None:
    """Where the system has no dialog of its own, give Qt's room for names."""
    from PySide6.QtWidgets import QHeaderView, QTreeView

    dialog.setViewMode(dialog.ViewMode.Detail)
    dialog.resize(860, 540)
    tree = dialog.findChild(QTreeView, "treeView")
    if isinstance(tree, QTreeView):
        header = tree.header()
        header.hideSection(2)  # the kind, which the name tells
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)

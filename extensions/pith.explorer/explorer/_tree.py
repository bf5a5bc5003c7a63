"""The tree: what it shows, and when it looks again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from explorer._listing import Entry, list_folder
from pith.api import Disposable, ExtensionContext, FileEvent, Future, TreeItem

NOTHING_OPEN = "No folder is open.\n[Open Folder](command:file.openFolder)"


class FolderTree:
    """The window's folders. An item's id is its path."""

    def __init__(self, context: ExtensionContext) -> None:
        self._context = context
        self._watches: list[Disposable] = []
        self._shown: set[Path] = set()
        self.handle = context.views.provide_tree("explorer", self)
        context.settings.on_change("files.exclude", lambda patterns: self.refresh())
        self._take_folders()

    # -- the folders

    def folders_changed(self) -> None:
        self._take_folders()
        self.refresh()

    def _take_folders(self) -> None:
        for watch in self._watches:
            watch.dispose()
        workspace = self._context.workspace
        self._watches = [workspace.watch(folder, self._changed) for folder in workspace.folders]
        folders = workspace.folders
        self.handle.set_title(folders[0].name or str(folders[0]) if len(folders) == 1 else "")
        self.handle.set_message("" if folders else NOTHING_OPEN)

    def top_of(self, path: Path) -> Path | None:
        """The window's folder that `path` is or lies in; the innermost, if several."""
        around = [each for each in self._context.workspace.folders if path.is_relative_to(each)]
        return max(around, key=lambda folder: len(folder.parts), default=None)

    # -- what is shown

    def children(self, item_id: str | None) -> Sequence[TreeItem] | Future[Sequence[TreeItem]]:
        folders = self._context.workspace.folders
        if item_id is not None:
            folder = Path(item_id)
            top = self.top_of(folder)
        elif len(folders) == 1:
            folder = top = folders[0]
        else:
            return [_top_item(each) for each in folders]
        if top is None:
            return []
        self._shown.add(folder)
        exclude = self._context.settings.get("files.exclude", {})
        return self._context.tasks.run(lambda token: _items(folder, top, exclude), "list a folder")

    def refresh(self, **arguments: object) -> None:
        """Look at everything again."""
        self._shown.clear()
        self.handle.refresh()

    def refresh_folder(self, folder: Path) -> None:
        if folder in self._context.workspace.folders and len(self._context.workspace.folders) == 1:
            self.handle.refresh()
        else:
            self.handle.refresh(str(folder))

    def _changed(self, events: Sequence[FileEvent]) -> None:
        """Look again at the folders that have other entries than before."""
        folders: set[Path] = set()
        for kind, path, target in events:
            if path in self._context.workspace.folders:
                self.refresh()  # it came, went, or some of what happened was lost
                return
            if kind != "changed":
                folders.update(each.parent for each in (path, target) if each is not None)
        for folder in sorted(folders & self._shown):
            self.refresh_folder(folder)

    def collapse_all(self, **arguments: object) -> None:
        self.handle.collapse_all()

    # -- where something is

    def reveal_active_if_wanted(self) -> None:
        if self._context.settings.get("explorer.autoReveal", True):
            self.reveal_active()

    def reveal_active(self, **arguments: object) -> None:
        document = self._context.workspace.active_document()
        if document is not None and document.path is not None:
            self.reveal(document.path)

    def reveal(self, path: Path) -> None:
        """Select a file or folder, if it lies in one of the window's folders."""
        top = self.top_of(path)
        if top is None or path == top:
            return
        around = [each for each in path.parents if each.is_relative_to(top)]
        if len(self._context.workspace.folders) == 1:
            around.remove(top)
        self.handle.reveal(str(path), [str(each) for each in reversed(around)])


def _top_item(folder: Path) -> TreeItem:
    return TreeItem(
        id=str(folder),
        label=folder.name or str(folder),
        collapsible="expanded",
        icon="root-folder",
        tooltip=str(folder),
        context_value="top",
        resource_path=folder,
    )


def _items(folder: Path, top: Path, exclude: dict[str, bool]) -> list[TreeItem]:
    try:
        entries = list_folder(folder, top, exclude)
    except FileNotFoundError:
        return []  # it went while it was asked for
    except OSError as error:
        reason = error.strerror or str(error)
        return [TreeItem(id=f"{folder}\0", label=f"Cannot be read: {reason}", icon="warning")]
    return [_item(entry) for entry in entries]


def _item(entry: Entry) -> TreeItem:
    return TreeItem(
        id=str(entry.path),
        label=entry.path.name,
        icon="folder" if entry.is_folder else "",
        collapsible="collapsed" if entry.is_folder else "none",
        tooltip=str(entry.path),
        context_value="folder" if entry.is_folder else "file",
        resource_path=entry.path,
        description="↪" if entry.is_link else "",
    )

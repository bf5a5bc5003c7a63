"""Watching the folders of extensions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pith.api import FileEvent
from pith.base import Disposable, Scope
from pith.host._discovery import Root

if TYPE_CHECKING:
    from pith.workspace import FileWatcher

DEBOUNCE: Final = 0.05  # seconds from the first event of a save to looking

_IGNORED: Final = frozenset({"__pycache__", ".git", "node_modules", ".venv"})
_IGNORED_ENDS: Final = ("~", ".swp", ".swx", ".swo", ".tmp", ".pyc", ".bak", ".orig", ".part")
_IGNORED_STARTS: Final = (".#", "#", ".~", "4913", ".goutputstream-")


class FolderWatches:
    """The watches of everything in which extensions are."""

    def __init__(self, watcher: FileWatcher, touched: Callable[[set[Path], bool], object]) -> None:
        """`touched(folders, everything)` is told in which extensions' folders something has
        changed, and whether something may have changed in others."""
        self._watcher = watcher
        self._touched = touched
        self._links: dict[Path, Disposable] = {}
        self._scope = Scope("watches of extensions")

    def watch_roots(self, roots: Iterable[Root]) -> None:
        """Watch folders that have extensions in them."""
        for root in roots:
            only = root.folder / root.only if root.only else None
            self._scope.add(self._watch(root.folder, only), f"watch of {only or root.folder}")

    def watch_links(self, links: Sequence[Path]) -> None:
        """Watch these folders of extensions, not what lies beside them, and no others before."""
        for folder in self._links.keys() - set(links):
            watch = self._links.pop(folder)
            self._scope.discard(watch)
            watch.dispose()
        for folder in links:
            if folder not in self._links:
                watch = self._watch(folder.parent, folder)
                self._links[folder] = self._scope.add(watch, f"watch of {folder}")

    def dispose(self) -> None:
        self._scope.dispose()

    def _watch(self, root: Path, only: Path | None) -> Disposable:
        def listen(events: Sequence[FileEvent]) -> None:
            folders: set[Path] = set()
            everything = False
            for event in events:
                for path in (event.path, event.target):
                    if path is not None:
                        folder = extension_folder(root, path)
                        if folder == root:
                            everything = True
                        elif folder is not None:
                            folders.add(folder)
            if folders or everything:
                self._touched(folders, everything)

        return self._watcher.watch(
            only or root, listen, recursive=True, debounce=DEBOUNCE, tells_start=True
        )


def extension_folder(root: Path, path: Path) -> Path | None:
    """The extension's folder in `root` that a change of `path` is about: `root` itself if it may be
    about any, None if it is about none."""
    try:
        parts = path.relative_to(root).parts
    except ValueError:
        return root  # moved out of the folder, or lost events
    if not parts:
        return root
    if parts[0].startswith(".") or is_noise(parts[1:]):
        return None
    return root / parts[0]


def is_noise(parts: Sequence[str]) -> bool:
    """Whether a path below an extension's folder is of what editors and tools leave about."""
    if not parts:
        return False
    name = parts[-1]
    return (
        not _IGNORED.isdisjoint(parts)
        or parts[0] == "tests"
        or name.startswith(_IGNORED_STARTS)
        or name.endswith(_IGNORED_ENDS)
        or name.isdecimal()
    )

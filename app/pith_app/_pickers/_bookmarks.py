"""The bookmarks, to go to one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pith_app._places import Places
from pith_app._places._bookmarks import Bookmark, line_of
from pith_app._window._pick import PickItem, PickSource
from pith_app._window._pick._items import filtered


class BookmarkList(PickSource):
    """Every bookmark, file by file."""

    placeholder = "Go to a bookmark"
    empty = "No bookmarks"

    def __init__(self, places: Places, folders: Sequence[Path]) -> None:
        self._places = places
        self._bookmarks = places.bookmarks.all()
        self._items = [
            PickItem(
                str(index),
                line_of(each) or f"Line {each.row + 1}",
                f"{_shown(each.path, folders) if each.path else _name(each)}:{each.row + 1}",
                "bookmark",
            )
            for index, each in enumerate(self._bookmarks)
        ]

    def items(self, query: str) -> Sequence[PickItem]:
        return filtered(self._items, query)

    def accept(self, item: PickItem | None, query: str) -> PickSource | None:
        if item is not None:
            self._places.go_to_bookmark(*self._bookmarks[int(item.id)])
        return None


def _name(bookmark: Bookmark) -> str:
    document = bookmark.document
    return document.name if document is not None else ""


def _shown(path: Path, folders: Sequence[Path]) -> str:
    for folder in folders:
        if path.is_relative_to(folder):
            return str(path.relative_to(folder))
    return str(path)

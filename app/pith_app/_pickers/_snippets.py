"""Snippets to pick from, and the files they are written in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pith.syntax import SnippetEntry
from pith_app._window._pick import PickItem, PickSource
from pith_app._window._pick._items import filtered


class SnippetList(PickSource):
    """Snippets by prefix, name and what they say of themselves."""

    placeholder = "Insert a snippet"
    empty = "No snippets for this language"

    def __init__(
        self, entries: Sequence[SnippetEntry], take: Callable[[SnippetEntry], object]
    ) -> None:
        self._entries = entries
        self._take = take
        self._items = [
            PickItem(
                str(index),
                " ".join((*entry.prefixes[:1], entry.name)),
                entry.description or entry.body.partition("\n")[0].strip(),
                "symbol-snippet",
            )
            for index, entry in enumerate(entries)
        ]

    def items(self, query: str) -> Sequence[PickItem]:
        return filtered(self._items, query)

    def accept(self, item: PickItem | None, query: str) -> PickSource | None:
        if item is not None:
            self._take(self._entries[int(item.id)])
        return None


class SnippetFileList(PickSource):
    """The files of snippets that there are, and those that could be."""

    placeholder = "Edit snippets"

    def __init__(
        self,
        there: Sequence[Path],
        possible: Sequence[tuple[str, str, Path]],
        take: Callable[[Path, str], object],
    ) -> None:
        """`possible`: titles of new files with their languages and paths."""
        self._take = take
        self._rows = [(path.name, "", path, str(path.parent)) for path in there]
        self._rows += [
            (title, language, path, path.name)
            for title, language, path in possible
            if path not in there
        ]
        self._items = [
            PickItem(str(index), title, description, "symbol-snippet")
            for index, (title, _, _, description) in enumerate(self._rows)
        ]

    def items(self, query: str) -> Sequence[PickItem]:
        return filtered(self._items, query)

    def accept(self, item: PickItem | None, query: str) -> PickSource | None:
        if item is not None:
            _, language, path, _ = self._rows[int(item.id)]
            self._take(path, language)
        return None

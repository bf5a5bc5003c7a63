"""Opening files by a few letters, and going to a line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pith.base import Future
from pith.workspace import FileIndex, FileMatch
from pith_app._pickers._palette import PREFIX
from pith_app._theming import file_icon
from pith_app._window._pick import PickItem, PickSource, fuzzy_match
from pith_app._window._tab import Place

_MOST = 100


def split_place(query: str) -> tuple[str, Place | None]:
    """`name:12:3` is what to look for, and where to go in it."""
    name, colon, rest = query.partition(":")
    if not colon:
        return query, None
    row, _, column = rest.partition(":")
    if not row.strip().isdecimal():
        return name, None
    at = max(0, int(column) - 1) if column.strip().isdecimal() else None
    return name, Place(max(0, int(row) - 1), at)


class QuickOpen(PickSource):
    """Files: those opened recently first, then what the index finds."""

    placeholder = "Search files by name (type > for commands, : to go to a line)"
    empty = "No matching files"

    def __init__(
        self,
        index: FileIndex,
        recent: Sequence[Path],
        folders: Sequence[Path],
        open_file: Callable[[Path, Place | None], object],
        palette: Callable[[], PickSource],
        go_to_line: Callable[[], PickSource | None],
    ) -> None:
        self._index = index
        self._recent = tuple(recent)
        self._folders = tuple(folders)
        self._open_file = open_file
        self._palette = palette
        self._go_to_line = go_to_line
        if not folders:
            self.empty = "No folder is open. Open one to search its files."

    def redirect(self, query: str) -> PickSource | None:
        if query.startswith(PREFIX):
            return self._palette()
        if query.startswith(":"):
            return self._go_to_line()
        return None

    def items(self, query: str) -> Sequence[PickItem] | Future[Sequence[PickItem]]:
        name, _ = split_place(query)
        if not name.strip():
            recent = [self._item(path) for path in self._recent[:_MOST]]
            if recent:
                recent[0] = recent[0]._replace(group="recently opened")
            return recent
        used = self._fitting(name)
        if not self._folders:
            return used
        return self._index.search(name, _MOST).then(lambda found: self._merged(used, found))

    def _fitting(self, name: str) -> list[PickItem]:
        """Recent files whose names fit."""
        ranked = []
        for number, path in enumerate(self._recent):
            found = fuzzy_match(name, path.name)
            if found is not None:
                item = self._item(path)._replace(positions=found.positions)
                ranked.append((-found.score, number, item))
        ranked.sort(key=lambda entry: entry[:2])
        return [item for _, _, item in ranked[:8]]

    def _merged(self, used: Sequence[PickItem], found: Sequence[FileMatch]) -> list[PickItem]:
        first = {item.id for item in used}
        others = []
        for match in found:
            if str(match.path) in first:
                continue
            name = match.path.name
            start = len(match.label) - len(name)
            others.append(
                self._item(match.path, match.label)._replace(
                    positions=tuple(at - start for at in match.positions if at >= start),
                    description_positions=tuple(at for at in match.positions if at < start - 1),
                )
            )
        if used and others:
            others[0] = others[0]._replace(group="files")
        return [*used, *others]

    def _item(self, path: Path, label: str = "") -> PickItem:
        where = label.rpartition("/")[0] if label else self._where(path)
        return PickItem(str(path), path.name, where, file_icon(path.name), value=path)

    def _where(self, path: Path) -> str:
        for folder in self._folders:
            if path.is_relative_to(folder):
                inside = path.parent.relative_to(folder)
                return "" if inside == Path() else str(inside)
        home = Path.home()
        if path.is_relative_to(home):
            return str(Path("~") / path.parent.relative_to(home))
        return str(path.parent)

    def accept(self, item: PickItem | None, query: str) -> PickSource | None:
        if item is not None:
            self._open_file(item.value, split_place(query)[1])
        return None


class GoToLine(PickSource):
    """`:12:3`: previewed while it is typed."""

    accepts_text = True
    placeholder = "Type a line, and a column after a colon"

    def __init__(
        self,
        line_count: int,
        row: int,
        show: Callable[[Place | None], object],
        go: Callable[[Place], object],
        quick_open: Callable[[], PickSource],
    ) -> None:
        self._lines = line_count
        self._row = row
        self._show = show
        self._go = go
        self._quick_open = quick_open

    def redirect(self, query: str) -> PickSource | None:
        return None if query.startswith(":") else self._quick_open()

    def place(self, query: str) -> Place | None:
        """Where the query leads; a negative line counts from the end."""
        text = query.removeprefix(":").strip()
        if text.startswith("-") and text[1:].isdecimal():
            return Place(max(0, self._lines - int(text[1:])))
        return split_place("x:" + text)[1]

    def items(self, query: str) -> Sequence[PickItem]:
        return ()

    def message(self, query: str) -> tuple[str, bool]:
        place = self.place(query)
        self._show(place)
        if query.strip() in ("", ":"):
            return f"Line {self._row + 1:,} of {self._lines:,}. Type where to go.", False
        if place is None:
            return f"Type a line from 1 to {self._lines:,}, and a column after a colon.", True
        row = min(place.row, self._lines - 1) + 1
        if place.column is None:
            return f"Go to line {row:,}", False
        return f"Go to line {row:,}, column {place.column + 1:,}", False

    def accept(self, item: PickItem | None, query: str) -> PickSource | None:
        place = self.place(query)
        if place is not None:
            self._go(place)
        else:
            self._show(None)
        return None

    def dismiss(self) -> None:
        self._show(None)

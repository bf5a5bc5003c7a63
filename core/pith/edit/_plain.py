"""A context without a window, for tests and for the command line."""

from __future__ import annotations

from pith.edit._context import Clipboard, ClipboardContent
from pith.edit._line_kinds import ALL_CODE, LineKinds
from pith.edit._options import EditOptions, LanguageRules
from pith.edit._selection import ROW_END
from pith.text import Text, cell_width, cells_to_column


class PlainLayout:
    """Every line is one row, and columns are cells of a fixed-width font."""

    def __init__(self, text: Text, tab_size: int = 4, page_rows: int = 20) -> None:
        self._text = text
        self._tab_size = tab_size
        self.page_rows = page_rows

    def move_rows(self, offset: int, goal: float | None, rows: int) -> tuple[int, float]:
        text = self._text
        row = text.row_at(offset)
        if goal is None or goal == ROW_END:
            goal = cell_width(text.slice(text.line_start(row), offset), self._tab_size)
        row = min(max(row + rows, 0), text.line_count - 1)
        column = cells_to_column(text.line(row), int(goal), self._tab_size)
        return text.line_start(row) + column, goal

    def row_start(self, offset: int, goal: float | None = None) -> int:
        return self._text.line_start(self._text.row_at(offset))

    def row_end(self, offset: int) -> int:
        return self._text.line_end(self._text.row_at(offset))

    def end_of_row(self, offset: int, goal: float | None) -> tuple[int, float | None]:
        return self.row_end(offset), None


class MemoryClipboard:
    """A clipboard of the process's own."""

    def __init__(self, content: ClipboardContent | None = None) -> None:
        self.content = content or ClipboardContent("")

    def read(self) -> ClipboardContent:
        return self.content

    def write(self, content: ClipboardContent) -> None:
        self.content = content


class PlainContext:
    """An EditContext for `text`, with unwrapped lines and nothing known of its syntax."""

    def __init__(
        self,
        text: Text,
        options: EditOptions | None = None,
        rules: LanguageRules | None = None,
        clipboard: Clipboard | None = None,
        page_rows: int = 20,
    ) -> None:
        self.options = options or EditOptions()
        self.rules = rules or LanguageRules()
        self.clipboard: Clipboard = clipboard or MemoryClipboard()
        self.layout = PlainLayout(text, self.options.tab_size, page_rows)

    def in_string_or_comment(self, offset: int) -> bool:
        return False

    def rules_at(self, offset: int) -> LanguageRules:
        return self.rules

    def line_kinds(self, *, to_keep: bool = False) -> LineKinds:
        return ALL_CODE

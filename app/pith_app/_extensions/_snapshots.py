"""Documents as extensions see them: what they are like at one moment, and their text."""

from __future__ import annotations

from collections.abc import Sequence

from pith.api import DocumentInfo
from pith.text import Text
from pith.workspace import Document


def document_info(document: Document) -> DocumentInfo:
    return DocumentInfo(
        document.uri,
        document.file.path,
        document.name,
        document.language_id,
        document.version,
        document.dirty,
        document.text.line_count,
    )


MOST_AT_ONCE = 32_000_000
"""Characters that an extension is given at once: a file may be larger than memory."""


class Snapshot:
    """A document's text at one version: immutable, as the text itself is."""

    def __init__(self, text: Text, version: int) -> None:
        self._text = text
        self._version = version

    @property
    def version(self) -> int:
        return self._version

    @property
    def line_count(self) -> int:
        return self._text.line_count

    @property
    def length(self) -> int:
        return len(self._text)

    def lines(
        self, start: int, end: int, first_column: int = 0, last_column: int | None = None
    ) -> Sequence[str]:
        text = self._text
        first, last = max(0, start), min(end, text.line_count)
        if first >= last:
            return []
        columns = slice(max(0, first_column), last_column)
        wanted = text.line_end(last - 1) - text.line_start(first)
        if last_column is None:
            if wanted > MOST_AT_ONCE:
                raise ValueError(
                    f"rows {start} to {end} hold more than {MOST_AT_ONCE:,} characters: "
                    "ask for fewer, or for some of their columns"
                )
            lines = text.lines(first, last)
            return [line[columns] for line in lines] if columns.start else lines
        width = max(0, last_column - columns.start)
        if wanted <= min(max(width, 100) * (last - first), MOST_AT_ONCE):
            return [line[columns] for line in text.lines(first, last)]
        if width * (last - first) > MOST_AT_ONCE:
            raise ValueError(
                f"{last - first} rows of {width} columns may be more than {MOST_AT_ONCE:,} "
                "characters: ask for fewer"
            )
        return [self._part(row, columns.start, columns.start + width) for row in range(first, last)]

    def _part(self, row: int, first_column: int, last_column: int) -> str:
        start, end = self._text.line_start(row), self._text.line_end(row)
        return self._text.slice(min(start + first_column, end), min(start + last_column, end))

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

    def lines(self, start: int, end: int) -> Sequence[str]:
        text = self._text
        first, last = max(0, start), min(end, text.line_count)
        if first < last and text.line_end(last - 1) - text.line_start(first) > MOST_AT_ONCE:
            raise ValueError(
                f"rows {start} to {end} hold more than {MOST_AT_ONCE:,} characters: ask for fewer"
            )
        return text.lines(first, last)

"""Leaves no two empty lines in a row, before a Markdown file is written."""

from __future__ import annotations

from collections.abc import Sequence

from pith.api import (
    CancelToken,
    DocumentInfo,
    ExtensionContext,
    Future,
    TextEdit,
    TextRange,
    TextSnapshot,
    hook,
)

this: ExtensionContext


def activate(context: ExtensionContext) -> None:
    global this
    this = context


@hook
def will_save(
    document: DocumentInfo, text: TextSnapshot, token: CancelToken
) -> Future[Sequence[TextEdit]] | None:
    if document.language_id != "markdown" or not this.settings.get("tidy.onSave"):
        return None
    return this.tasks.run(lambda _: tidied(text, token), "tidying")


def tidied(text: TextSnapshot, token: CancelToken) -> Sequence[TextEdit]:
    """Edits that leave no two empty lines in a row. Runs on a worker's thread."""
    token.raise_if_cancelled()
    lines = text.lines(0, text.line_count)
    kept = [
        line
        for row, line in enumerate(lines)
        # The last line is empty wherever the one before it has a line break.
        if line.strip() or row == 0 or row == len(lines) - 1 or lines[row - 1].strip()
    ]
    return [TextEdit(TextRange.whole(text), "\n".join(kept))]

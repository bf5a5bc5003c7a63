"""A document that waits to be written, while extensions may still edit it."""

from __future__ import annotations

from collections.abc import Sequence

from pith.api import DocumentInfo, Point, TextEdit, TextSnapshot
from pith.edit import ChangeSet, Transaction
from pith.text import Edit, Text
from pith.workspace import Document, Drift, edits_between
from pith_app._extensions._snapshots import Snapshot, document_info

_MOST_COMPARED = 2_000_000  # code points; comparing more takes longer than carets are worth


class BeingSaved:
    """The host's SavingDocument. What is typed while an extension works is kept."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._drift: Drift | None = None

    def describe(self) -> tuple[DocumentInfo, TextSnapshot]:
        self.dispose()
        document = self._document
        self._drift = Drift(document)
        return document_info(document), Snapshot(document.text, document.version)

    def edit(self, edits: Sequence[TextEdit]) -> bool:
        drift = self._drift
        if drift is None:
            return False
        text = drift.text
        ending = self._document.file.line_ending.value
        wanted = [_edit(text, each, ending) for each in edits]
        # Checked before they are made smaller: afterwards nobody would know what is wrong.
        ChangeSet.of(len(text), wanted)
        changes = ChangeSet.of(len(text), [small for each in wanted for small in _less(text, each)])
        changes = drift.rebase(changes)
        if changes.edits:
            self._document.apply(Transaction(changes, event="save.edit", reveal=False))
        return bool(changes.edits)

    def dispose(self) -> None:
        if self._drift is not None:
            self._drift.dispose()
            self._drift = None


def _edit(text: Text, edit: TextEdit, ending: str) -> Edit:
    start, end = (_offset(text, point) for point in edit.range)
    insert = edit.text.replace("\r\n", "\n").replace("\n", ending)
    return Edit(start, end, insert)


def _offset(text: Text, point: Point) -> int:
    row, column = point
    if not 0 <= row < text.line_count:
        raise ValueError(f"there is no row {row} in a text of {text.line_count} lines")
    start = text.line_start(row)
    if not 0 <= column <= text.line_end(row) - start:
        raise ValueError(f"there is no column {column} in row {row}")
    return start + column


def _less(text: Text, edit: Edit) -> list[Edit]:
    """The same with as little as possible replaced, so that carets stay with their lines.

    A formatter usually gives the whole text anew.
    """
    if max(edit.end - edit.start, len(edit.insert)) > _MOST_COMPARED:
        return [edit]
    return [
        Edit(edit.start + start, edit.start + end, insert)
        for start, end, insert in edits_between(text.slice(edit.start, edit.end), edit.insert)
    ]

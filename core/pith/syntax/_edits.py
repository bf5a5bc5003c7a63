"""The edits of a text as edits of its rows."""

from __future__ import annotations

from typing import Final

from pith.edit import ChangeSet
from pith.syntax._store import RowEdit
from pith.text import Text

_LONGEST_WORD: Final = 40

# What ends strings and comments.
_CLOSING: Final = frozenset("\"'`*/>")


def row_edits(before: Text, changes: ChangeSet) -> list[RowEdit]:
    """The edits as edits of rows, those that share rows put together."""
    edits: list[RowEdit] = []
    for start, end, insert in changes.edits:
        first, column = before.point_at(start)
        last, end_column = before.point_at(end)
        breaks = insert.count("\n")
        inserted = len(insert) - insert.rfind("\n") - 1 if breaks else len(insert)
        if edits and first <= edits[-1].last:
            above = edits.pop()
            # Where the tokens of a row with several edits end up is not worth working out.
            edits.append(
                RowEdit(
                    above.first,
                    last,
                    above.new_last + breaks,
                    above.column,
                    end_column,
                    inserted if breaks else above.inserted + inserted + column - above.end_column,
                )
            )
        else:
            joins = 0 < inserted <= _LONGEST_WORD and _is_word(insert) and _follows(before, start)
            edits.append(RowEdit(first, last, first + breaks, column, end_column, inserted, joins))
    return edits


def _is_word(text: str) -> bool:
    return text.replace("_", "a").isalnum()


def _follows(text: Text, offset: int) -> bool:
    """Whether a word ends there."""
    return offset > 0 and _is_word(text.slice(offset - 1, offset))


def may_close(before: Text, changes: ChangeSet) -> bool:
    """Whether an edit inserts or removes what ends strings and comments."""
    return any(
        not _CLOSING.isdisjoint(edit.insert[:64])
        or not _CLOSING.isdisjoint(before.slice(edit.start, min(edit.end, edit.start + 64)))
        for edit in changes.edits[:4]
    )

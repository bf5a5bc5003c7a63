"""Making every line of a document end in the same way, and how the history calls that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.base import Problem, ProblemError
from pith.edit import ChangeSet, Transaction
from pith.text import LineEnding, Text, many_edits
from pith.workspace._applied import Applied

if TYPE_CHECKING:
    from pith.workspace._document import Document
    from pith.workspace._view import View

LINE_ENDING_EVENT = "lineEnding"
"""How a step of the history is called that changed the ends of lines; where it exchanged the text
of a huge document for another one, what they end with follows, so that it can be done again."""


def end_lines(
    document: Document,
    line_ending: LineEnding,
    view: View | None = None,
    applied: Applied | None = None,
) -> None:
    """Make every line end so, as one change that can be undone.

    `applied` is what does it, if somebody has found that already: on a long text that takes a
    while (Conversions.convert does it). Raises ProblemError for a large document.
    """
    if document.large:
        raise ProblemError(
            Problem(
                "the file is too large to change the ends of all its lines",
                source=str(document.file.path or document.name),
                advice="change those that matter, or convert the file with another program",
            )
        )
    if applied is None:
        applied = Applied.of(document.text, line_ending_changes(document.text, line_ending))
    transaction = Transaction(applied.changes, event=LINE_ENDING_EVENT, reveal=False)
    document.apply(transaction, view, applied)
    document.file.set_line_ending(line_ending)


def line_ending_changes(text: Text, line_ending: LineEnding) -> ChangeSet:
    """The changes to `text` after which every line ends so. Takes a while for a long text."""
    crlf = line_ending is LineEnding.CRLF
    places: list[int] = []
    start = 0
    after_return = False
    for piece in text.chunks():
        at = piece.find("\n")
        while at >= 0:
            has_return = piece[at - 1] == "\r" if at else after_return
            if has_return != crlf:
                places.append(start + at)
            at = piece.find("\n", at + 1)
        start += len(piece)
        after_return = piece.endswith("\r")
    if crlf:
        edits = many_edits(places, places, ["\r"] * len(places))
    else:
        edits = many_edits([at - 1 for at in places], places, [""] * len(places))
    return ChangeSet.of_ordered(len(text), tuple(edits))


def event_of_line_ending(line_ending: LineEnding) -> str:
    """What a step is called that exchanged a text for one whose lines all end so."""
    return f"{LINE_ENDING_EVENT}.{line_ending.name}"


def line_ending_of_event(event: str) -> LineEnding | None:
    """What the lines ended with after a step that is called so; None: it was another one."""
    kind, _, name = event.partition(".")
    known = kind == LINE_ENDING_EVENT and name in LineEnding.__members__
    return LineEnding[name] if known else None

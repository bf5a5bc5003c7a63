"""Documents from journals that other processes left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pith.base import Problem, ProblemError
from pith.edit import Selection
from pith.text import LineEnding, Text, read_all
from pith.workspace._document import Document
from pith.workspace._document_values import SavePoint
from pith.workspace._indentation import Indentation

if TYPE_CHECKING:
    from pith.workspace._configuration import Configuration
    from pith.workspace._journal import Recovered
    from pith.workspace._journal._values import Facts, SavedState


class RestoredDocument(NamedTuple):
    """A document with unsaved work of a process that is no more.

    `journal` is what its journal is called. `seen` is plain data of the window: how the document
    was looked at last, {} if it was edited since. `time` is when it was edited last, in seconds
    since 1970; None if that is not known. `in_pieces`: it is not the document itself, which is
    lost, but what could be found of it.
    """

    document: Document
    journal: str
    selection: Selection
    seen: dict[str, Any]
    time: float | None
    in_pieces: bool


class Restored(NamedTuple):
    """What came back, and what is wrong with the rest."""

    documents: tuple[RestoredDocument, ...] = ()
    problems: tuple[Problem, ...] = ()


def text_of_file(facts: Facts, saved: SavedState) -> Text | None:
    """The text of the file that a journal's document belongs to; for a worker."""
    if facts.path is None:
        return None
    try:
        return read_all(facts.path, saved.encoding).text
    except ProblemError:
        return None


def restored_document(
    recovered: Recovered,
    configuration: Configuration,
    clock: Callable[[], float],
    name: str,
    path: Path | None,
) -> Document:
    """The document of a journal, as one of `path`, or else as an untitled one called `name`."""
    journal = recovered.journal
    facts, saved = journal.facts, journal.saved
    own = path is not None
    point = SavePoint(
        journal.saved_text if journal.saved_text is not None else Text.EMPTY,
        saved.state if own or facts.path is None else -1,
        1,
        saved.encoding,
        saved.bom,
    )
    document = Document.restored(
        journal.text,
        journal.history,
        point,
        saved.stamp if own else None,
        path=path,
        name=name,
        encoding=(facts.encoding, facts.bom),
        line_ending=(LineEnding(facts.line_ending), facts.mixed_line_endings),
        language_id=facts.language,
        language_chosen=facts.language_chosen,
        options=configuration.edit_options(facts.language),
        clock=clock,
    )
    if facts.indentation is not None:
        document.set_indentation(Indentation(*facts.indentation))
    return document

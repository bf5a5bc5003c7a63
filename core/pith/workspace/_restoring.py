"""Documents from journals that other processes left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pith.base import CancelToken, Problem, ProblemError, report_exception
from pith.edit import Selection
from pith.text import LineEnding, Text, read_all
from pith.workspace._document import Document
from pith.workspace._document_values import SavePoint
from pith.workspace._indentation import Indentation

if TYPE_CHECKING:
    from pith.workspace._configuration import Configuration
    from pith.workspace._journal import Journal, Recovered, Recovery
    from pith.workspace._journal._values import Facts, SavedState
    from pith.workspace._workspace import Workspace


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


class Restoring:
    """Opens documents in a workspace from what its journal finds. For the window's thread, but
    for `read`."""

    def __init__(
        self,
        workspace: Workspace,
        journal: Journal,
        configuration: Configuration,
        clock: Callable[[], float],
    ) -> None:
        self._workspace = workspace
        self._journal = journal
        self._configuration = configuration
        self._clock = clock

    def read(self, token: CancelToken) -> Recovery:
        """For a worker: what processes have left that are no more."""
        return self._journal.recover(_text_of_file)

    def take(self, recovery: Recovery) -> Restored:
        """Open it."""
        taken: list[RestoredDocument] = []
        problems = list(recovery.problems)
        for each in recovery.found:
            try:
                taken.append(self._take(each))
            except Exception as error:
                report_exception(error, "while unsaved work was brought back")
                problems.append(self._journal.leave(each))
        self._workspace.disk.check([each.document for each in taken])
        return Restored(tuple(taken), tuple(problems))

    def _take(self, recovered: Recovered) -> RestoredDocument:
        journal, workspace = recovered.journal, self._workspace
        path, name = journal.facts.path, workspace.untitled_name(journal.facts.name)
        if path is not None and (journal.pieces or self._is_open(path, recovered.real_path)):
            path, name = None, workspace.untitled_name(f"{journal.facts.name} (recovered)")
        document = _restored_document(recovered, self._configuration, self._clock, name, path)
        self._journal.adopt(document, recovered)
        workspace.enter(document, recovered.real_path if path is not None else None)
        if journal.waiting and not journal.pieces:
            from pith.workspace._waiting import do_again

            do_again(document, journal.waiting, journal.selection)
        return RestoredDocument(
            document,
            recovered.name,
            journal.selection,
            journal.seen,
            journal.time,
            journal.pieces,
        )

    def _is_open(self, path: Path, real_path: Path | None) -> bool:
        find = self._workspace.find
        return find(path) is not None or (real_path is not None and find(real_path) is not None)


def _text_of_file(facts: Facts, saved: SavedState) -> Text | None:
    """The text of the file that a journal's document belongs to; for a worker."""
    if facts.path is None:
        return None
    try:
        return read_all(facts.path, saved.encoding).text
    except ProblemError:
        return None


def _restored_document(
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

"""Making every line of a document end in the same way, away from the window's thread if need be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.base import CancelToken, Future, Problem, ProblemError, Signal
from pith.workspace._applied import Applied
from pith.workspace._document import AT_ONCE, Document
from pith.workspace._drift import Drift
from pith.workspace._line_ends import end_lines, event_of_line_ending, line_ending_changes
from pith.workspace._replacing import exchange

if TYPE_CHECKING:
    from pith.base import Worker
    from pith.text import LineEnding, Text
    from pith.workspace._pages import PageService
    from pith.workspace._view import View


class Conversion:
    """The ends of all lines of a huge document are being changed; `done` settles when they are,
    or are not going to be. For the window's thread."""

    def __init__(self, document: Document, line_ending: LineEnding) -> None:
        self.document = document
        self.line_ending = line_ending
        self.fraction = 0.0
        """How far it is, from 0 to 1."""
        self.done: Future[None] = Future()

    def tell(self, fraction: float) -> None:
        """On the thread that works: it is so far."""
        self.fraction = fraction

    def cancel(self) -> None:
        """Leave the lines as they are."""
        self.done.cancel()


class Conversions:
    """Gives documents other line endings. For the window's thread only."""

    def __init__(self, worker: Worker, pages: PageService) -> None:
        self._worker = worker
        self._pages = pages
        self.started: Signal[Conversion] = Signal("Conversions.started")
        """The ends of all lines of a huge document are going to be changed."""

    def convert(
        self, document: Document, line_ending: LineEnding, view: View | None = None
    ) -> Future[None]:
        """Make every line of a document end so, as one change that can be undone; what is typed
        meanwhile is kept. A large document is written anew, into a file without a name, and
        nothing may be typed meanwhile. Fails with ProblemError."""
        text = document.text
        if document.large:
            return self._convert_all(document, line_ending, view)
        if len(text) <= AT_ONCE:
            end_lines(document, line_ending, view)
            return Future.of(None)
        document.file.prefer_line_ending(line_ending)
        drift = Drift(document)

        def found(applied: Applied) -> None:
            shown = view if view is not None and not view.disposed else None
            end_lines(document, line_ending, shown, drift.catch_up(applied))

        finding = self._worker.submit(
            lambda _: Applied.of(text, line_ending_changes(text, line_ending)).to_keep(),
            "line ends",
        )
        after = finding.then(found)
        after.on_done(lambda _: drift.dispose())
        return after

    def _convert_all(
        self, document: Document, line_ending: LineEnding, view: View | None
    ) -> Future[None]:
        source = str(document.file.path or document.name)
        if not document.file.whole:
            problem = Problem(
                "only a part of it was read",
                source=source,
                advice="wait until all of it is there, or reload it",
            )
            return Future.failed(ProblemError(problem))
        from pith.text import with_line_ending

        text = document.text
        conversion = Conversion(document, line_ending)

        def convert(token: CancelToken) -> Text:
            try:
                return with_line_ending(text, line_ending, token, conversion.tell)
            except OSError as error:
                problem = Problem(
                    f"the ends of its lines cannot be changed: {error.strerror}",
                    source=source,
                    advice="make room for temporary files",
                )
                raise ProblemError(problem) from None

        def found(after: Text) -> None:
            if document.text is not text:
                raise ProblemError(
                    Problem(
                        "it was edited while the ends of its lines were being changed",
                        source=source,
                        advice="try again; the ends of its lines are what they were",
                    )
                )
            shown = view if view is not None and not view.disposed else None
            exchange(document, after, event_of_line_ending(line_ending), shown)
            document.file.set_line_ending(line_ending)
            self._pages.serve(document)

        conversion.done = self._worker.submit(convert, "line ends").then(found)
        self.started.emit(conversion)
        return conversion.done

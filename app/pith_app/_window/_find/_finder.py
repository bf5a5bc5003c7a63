"""Finding in one editor: where the matches are, which is the current one, what replaces them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import islice
from typing import NamedTuple

from pith.base import (
    Cancelled,
    CancelToken,
    Disposable,
    Future,
    ProblemError,
    Scheduler,
    Signal,
    Worker,
)
from pith.edit import (
    ChangeSet,
    Range,
    SearchQuery,
    Selection,
    Transaction,
    find_matches,
    replacement_edits,
)
from pith.qt import EditorWidget
from pith.text import Edit, Text
from pith.workspace import ViewUpdate
from pith_app._window._revealing import show_offset

MOST = 20_000
"""Matches that are listed; replacing all knows no such limit."""

_AT_ONCE = 200_000
"""Code points that are searched without leaving the turn; longer texts are searched in a thread."""


class Found(NamedTuple):
    """Sorted, disjoint spans (start, end), and whether there are more than were listed."""

    spans: tuple[tuple[int, int], ...]
    truncated: bool


_NOTHING = Found((), False)


def find_all(text: Text, query: SearchQuery, token: CancelToken | None = None) -> Found:
    """The first MOST matches. Raises ProblemError, and Cancelled."""
    spans: list[tuple[int, int]] = []
    stop = (lambda _: token.cancelled) if token is not None else None
    for match in find_matches(text, query, should_stop=stop):
        if len(spans) == MOST:
            return Found(tuple(spans), True)
        spans.append((match.start, match.end))
    if token is not None:
        token.raise_if_cancelled()
    return Found(tuple(spans), False)


class Finder:
    """Looks in whatever editor is attached, and again when its text has changed."""

    def __init__(self, scheduler: Scheduler, worker: Worker) -> None:
        self._scheduler = scheduler
        self._worker = worker
        self._editor: EditorWidget | None = None
        self._listening: Disposable | None = None
        self._job: Future[Found] | None = None
        self._later: Disposable | None = None
        self._then: list[Callable[[], object]] = []
        self._query = SearchQuery("")
        self._found = _NOTHING
        self._fault = ""
        self._active = False
        self.changed: Signal[()] = Signal("finder.changed")

    # What it looks in and for

    def attach(self, editor: EditorWidget | None) -> None:
        """Look in another editor; None: in none."""
        if editor is self._editor:
            return
        self._clear_marks()
        if self._listening is not None:
            self._listening.dispose()
            self._listening = None
        self._editor = editor
        self._found = _NOTHING
        if editor is not None:
            self._listening = editor.view.changed.connect(self._on_view)
            self._search()
        self.changed.emit()

    def set_active(self, active: bool) -> None:
        """Mark matches only while the bar is open; the query stays for `next` without it."""
        self._active = active
        if active:
            self._search()
        else:
            self._clear_marks()

    def detach_from(self, editor: EditorWidget) -> None:
        """That editor is going away."""
        if editor is self._editor:
            self.attach(None)

    @property
    def query(self) -> SearchQuery:
        return self._query

    def set_query(self, query: SearchQuery) -> None:
        if query != self._query:
            self._query = query
            self._search()

    @property
    def fault(self) -> str:
        """What is wrong with the query, or ""."""
        return self._fault

    @property
    def busy(self) -> bool:
        return self._job is not None

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        return self._found.spans

    @property
    def truncated(self) -> bool:
        return self._found.truncated

    @property
    def current(self) -> int | None:
        """The index of the match that is selected."""
        editor = self._editor
        if editor is None:
            return None
        primary = editor.view.state.selection.primary
        at = bisect_left(self.spans, (primary.start, primary.end))
        if at < len(self.spans) and self.spans[at] == (primary.start, primary.end):
            return at
        return None

    # Searching

    def _search(self) -> None:
        self._stop()
        editor = self._editor
        if editor is None or not self._query.pattern:
            self._take(_NOTHING, "")
            return
        text, query = editor.view.state.text, self._query
        # A regular expression may take its time on any text.
        if len(text) <= _AT_ONCE and not query.regex:
            self._take(find_all(text, query), "")
            return
        job = self._worker.submit(lambda token: find_all(text, query, token), "find")
        self._job = job
        job.on_done(self._arrived)
        self.changed.emit()

    def _arrived(self, done: Future[Found]) -> None:
        if done is not self._job:
            return
        self._job = None
        try:
            self._take(done.result(), "")
        except ProblemError as error:
            self._take(_NOTHING, error.problems[0].message)
        except Cancelled:
            pass

    def _stop(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        if self._later is not None:
            self._later.dispose()
            self._later = None

    def _take(self, found: Found, fault: str) -> None:
        self._found, self._fault = found, fault
        self._mark()
        waiting, self._then = self._then, []
        for function in waiting:
            function()
        self.changed.emit()

    def _mark(self) -> None:
        if self._editor is not None and self._active:
            current = self.current
            self._editor.set_decorations(
                "find",
                [
                    (start, end, "find.current" if number == current else "find")
                    for number, (start, end) in enumerate(self.spans)
                ],
            )

    def _clear_marks(self) -> None:
        if self._editor is not None:
            self._editor.set_decorations("find", ())

    def _on_view(self, update: ViewUpdate) -> None:
        if update.changes is not None:
            self._found = Found(tuple(_mapped(self.spans, update.changes)), self._found.truncated)
            self._stop()
            self._scheduler.call_soon(self.changed.emit)
            # The letter that was typed comes first; then the marks.
            self._later = self._scheduler.call_later(0.12, self._search)
        elif update.after.text is not update.before.text:
            self._text_became_another(update.event)
        elif self._active:
            self._scheduler.call_soon(self._selection_moved)

    def _text_became_another(self, event: str) -> None:
        """It has grown, and what was found stays where it was; or nothing is known of it."""
        if event == "reload":
            self._found = _NOTHING
            self._stop()
        if self._later is None and event != "save":
            self._later = self._scheduler.call_later(0.5, self._search)

    def _selection_moved(self) -> None:
        self._mark()
        self.changed.emit()

    # Moving

    def when_searched(self, function: Callable[[], object]) -> None:
        """Call `function` when the matches are those of the query and the text."""
        if self._later is not None:
            self._search()
        if self._job is None:
            function()
        else:
            self._then.append(function)

    def select_next(self, backwards: bool = False) -> None:
        """Select the match after the selection (before it), round the ends."""
        self.when_searched(lambda: self._step(backwards))

    def select_near(self, offset: int) -> None:
        """Select the first match at or after `offset`: while a person types what to find."""
        self.when_searched(lambda: self._select_from(offset))

    def _step(self, backwards: bool) -> None:
        editor, spans = self._editor, self.spans
        if editor is None or not spans:
            return
        primary = editor.view.state.selection.primary
        if backwards:
            at = bisect_left(spans, (primary.start, primary.start)) - 1
        else:
            at = bisect_left(spans, (primary.end, -1))
            if primary.is_empty and at < len(spans) and spans[at] == (primary.end, primary.end):
                at += 1  # a match of no length: it is the one that is selected
        self._select(at % len(spans))

    def _select_from(self, offset: int) -> None:
        if self._editor is not None and self.spans:
            self._select(bisect_left(self.spans, (offset, -1)) % len(self.spans))

    def _select(self, index: int) -> None:
        assert self._editor is not None
        start, end = self.spans[index]
        view = self._editor.view
        view.select(Selection.of([Range(start, end)]), event="select.find", reveal=False)
        show_offset(self._editor, start)
        self._mark()
        self.changed.emit()

    # Replacing

    def replace(self, replacement: str) -> None:
        """Replace the match that is selected, and select the next; else only select it."""
        self.when_searched(lambda: self._replace(replacement))

    def _replace(self, replacement: str) -> None:
        editor, current = self._editor, self.current
        if editor is None or current is None:
            self._step(False)
            return
        view, query = editor.view, self._query
        text, span = view.state.text, self.spans[current]
        ending = view.document.line_ending.value

        def find(token: CancelToken) -> list[Edit]:
            matches = find_matches(text, query, span[0], should_stop=lambda _: token.cancelled)
            match = next(islice(matches, 1), None)
            if match is None or (match.start, match.end) != span:
                return []
            return replacement_edits([match], replacement, query, ending)

        def apply(edits: list[Edit]) -> None:
            if view.disposed or view.state.text is not text:
                return
            for edit in edits:
                after = edit.start + len(edit.insert)
                changes = ChangeSet.of(len(text), [edit])
                view.apply(Transaction(changes, Selection.caret(after), "replace"))
                self._search()
                self.select_near(after)

        if query.regex:
            self._worker.submit(find, "replace").then(apply)
        else:
            apply(find(CancelToken()))

    def replace_all(self, replacement: str) -> Future[int]:
        """Replace every match as one change; settles with how many there were."""
        editor = self._editor
        if editor is None or not self._query.pattern:
            return Future.of(0)
        view, query = editor.view, self._query
        text = view.state.text

        ending = view.document.line_ending.value

        def find(token: CancelToken) -> list[Edit]:
            matches = list(find_matches(text, query, should_stop=lambda _: token.cancelled))
            token.raise_if_cancelled()
            return replacement_edits(matches, replacement, query, ending)

        def apply(edits: list[Edit]) -> int:
            # Typed into meanwhile: the places are not those that were found.
            if view.disposed or view.state.text is not text or not edits:
                return 0
            changes = ChangeSet.of(len(text), edits)
            view.apply(Transaction(changes, None, "replace.all", reveal=False))
            return len(edits)

        return self._worker.submit(find, "replace all").then(apply)


def _mapped(spans: tuple[tuple[int, int], ...], changes: ChangeSet) -> list[tuple[int, int]]:
    """The spans after `changes`, those that were touched left out."""
    mapped: list[tuple[int, int]] = []
    for start, end in spans:
        new_start, new_end = changes.map(start, 1), changes.map(end, -1)
        if new_end - new_start == end - start:
            mapped.append((new_start, new_end))
    return mapped

"""Finding in one editor: where the matches are, which is the current one, what replaces them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TypeVar

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
    replacement_edits,
)
from pith.qt import EditorWidget
from pith.text import Edit, Text
from pith.workspace import Applied, Drift, ViewUpdate
from pith_app._window._find._jobs import (
    Found,
    Scope,
    Span,
    find_all,
    find_at,
    find_few_spans,
    find_next,
    find_previous,
    replacements,
)
from pith_app._window._revealing import show_span

T = TypeVar("T")

_AT_ONCE = 200_000
"""Code points that are searched without leaving the turn; longer texts are searched in a thread."""

_FEW = 2_000
"""Matches that are moved along with what is typed until they have been looked for again."""

MARKS, CURRENT, SCOPE = "find", "find.current", "find.scope"


class Finder:
    """Looks in whatever editor is attached, and again when its text has changed."""

    def __init__(self, scheduler: Scheduler, worker: Worker) -> None:
        self._scheduler = scheduler
        self._worker = worker
        self._editor: EditorWidget | None = None
        self._listening: Disposable | None = None
        self._job: Future[Found] | None = None
        self._seeking: Future[Span | None] | None = None
        self._replacing: Future[tuple[Applied, int]] | None = None
        self._later: Disposable | None = None
        self._query = SearchQuery("")
        self._scope: Scope = ()
        self._found = Found()
        self._progress: float | None = None
        self._fault = ""
        self._active = False
        self.changed: Signal[()] = Signal("finder.changed")

    # What it looks in and for

    def attach(self, editor: EditorWidget | None) -> None:
        """Look in another editor; None: in none."""
        if editor is self._editor:
            return
        self._stop()
        self._clear_marks()
        if self._listening is not None:
            self._listening.dispose()
            self._listening = None
        self._editor = editor
        self._found = Found()
        self._scope = ()
        if editor is not None:
            self._listening = editor.view.changed.connect(self._on_view)
            if self._active:
                self._search()
        self.changed.emit()

    def set_active(self, active: bool) -> None:
        """Mark matches only while the bar is open; the query stays for `next` without it."""
        was_active, self._active = self._active, active
        if active and not was_active:
            self._search()
        elif not active:
            self._stop()
            self._scope = ()
            self._clear_marks()

    @property
    def query(self) -> SearchQuery:
        return self._query

    def set_query(self, query: SearchQuery) -> None:
        if query != self._query:
            self._query = query
            self._search()

    @property
    def scope(self) -> Scope:
        """Where it looks, if not everywhere."""
        return self._scope

    def look_in_selection(self, wanted: bool) -> bool:
        """Look only in what is selected now; False if nothing is."""
        editor = self._editor
        ranges = editor.view.state.selection.ranges if editor is not None and wanted else ()
        scope = tuple((each.start, each.end) for each in ranges if not each.is_empty)
        if scope != self._scope:
            self._scope = scope
            self._search()
        return bool(scope)

    @property
    def fault(self) -> str:
        """What is wrong with the query, or ""."""
        return self._fault

    @property
    def busy(self) -> bool:
        return self._job is not None or self._replacing is not None

    @property
    def progress(self) -> float | None:
        """How much of the text has been searched, from 0 to 1; None when that is not known."""
        return self._progress

    @property
    def spans(self) -> tuple[Span, ...]:
        """The matches that are listed: the first 20,000."""
        return self._found.spans

    @property
    def total(self) -> int:
        """How many matches there are (so far, while it is busy)."""
        return self._found.total

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
            self._take(Found(), "")
            return
        text, query, scope = editor.view.state.text, self._query, self._scope
        if self._is_short(text, query):
            self._take(find_all(text, query, scope), "")
            return
        schedule = self._scheduler.call_soon

        def report(found: Found, fraction: float) -> None:
            schedule(lambda: self._reported(job, found, fraction))

        job = self._worker.submit(lambda token: find_all(text, query, scope, token, report), "find")
        self._job = job
        self._found = Found()
        job.on_done(self._arrived)
        self.changed.emit()

    def _is_short(self, text: Text, query: SearchQuery) -> bool:
        # A regular expression may take its time on any text.
        return len(text) <= _AT_ONCE and not query.regex

    def _reported(self, job: Future[Found], found: Found, fraction: float) -> None:
        if job is self._job:
            more = len(found.spans) > len(self._found.spans)
            self._found, self._progress = found, fraction
            self._fault = ""  # of what was looked for before: shown until then, or it flickers
            if more and len(found.spans) <= _FEW:  # thousands are marked once, at the end
                self._mark()
            self.changed.emit()

    def _arrived(self, done: Future[Found]) -> None:
        if done is not self._job:
            return
        self._job = None
        try:
            self._take(done.result(), "")
        except ProblemError as error:
            self._take(Found(), error.problems[0].message)
        except Cancelled:
            pass

    def _stop(self) -> None:
        job, self._job = self._job, None
        seeking, self._seeking = self._seeking, None
        for each in (job, seeking):
            if each is not None:
                each.cancel()
        self._progress = None
        if self._later is not None:
            self._later.dispose()
            self._later = None

    def _take(self, found: Found, fault: str) -> None:
        self._found, self._fault, self._progress = found, fault, None
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        editor = self._editor
        if editor is not None and self._active:
            if self._scope:
                # Layers are painted in the order they come in.
                editor.set_decorations(MARKS, ())
                editor.set_decorations(CURRENT, ())
            editor.set_decorations(SCOPE, [(start, end, SCOPE) for start, end in self._scope])
            editor.set_decorations(MARKS, [(start, end, MARKS) for start, end in self.spans])
            self._mark_current()

    def _mark_current(self) -> None:
        editor, current = self._editor, self.current
        if editor is not None and self._active:
            marked = () if current is None else ((*self.spans[current], CURRENT),)
            editor.set_decorations(CURRENT, marked)

    def _clear_marks(self) -> None:
        if self._editor is not None:
            for layer in (MARKS, CURRENT, SCOPE):
                self._editor.set_decorations(layer, ())

    def _on_view(self, update: ViewUpdate) -> None:
        changes = update.changes
        if changes is not None:
            self._stop()
            self._scope = tuple(
                (changes.map(start, -1), changes.map(end, 1)) for start, end in self._scope
            )
            if not self._active:
                self._found = Found()
                return
            if len(self.spans) <= _FEW:
                spans = tuple(_mapped(self.spans, changes))
                self._found = Found(spans, self.total - len(self.spans) + len(spans))
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
            self._found = Found()
            self._scope = ()
            self._stop()
        if self._active and self._later is None and event != "save":
            self._later = self._scheduler.call_later(0.5, self._search)

    def _selection_moved(self) -> None:
        self._mark_current()
        self.changed.emit()

    # Moving

    def select_next(self, backwards: bool = False) -> None:
        """Select the match after the selection (before it), round the ends."""
        editor = self._editor
        if editor is None:
            return
        primary = editor.view.state.selection.primary
        if backwards:
            self._seek(primary.start, backwards=True)
        elif primary.is_empty and self._is_match(primary):
            self._seek(primary.end + 1)  # a match of no length: it is the one that is selected
        else:
            self._seek(primary.end, beyond=True)

    def select_near(self, offset: int) -> None:
        """Select the first match at or after `offset`: while a person types what to find."""
        self._seek(offset)

    def select_all(self) -> Future[int]:
        """Select every match; settles with how many there are. Fails with ProblemError for too
        many."""
        editor, query, scope = self._editor, self._query, self._scope
        if editor is None or not query.pattern:
            return Future.of(0)
        view = editor.view
        text = view.state.text

        def select(spans: list[Span]) -> int:
            if not spans or not self._is_shown(editor, text):
                return 0
            view.select(Selection.of([Range(*span) for span in spans]), "select.matches")
            return len(spans)

        if self._is_short(text, query):
            return Future.of(select(find_few_spans(text, query, scope, CancelToken())))
        finding = self._worker.submit(
            lambda token: find_few_spans(text, query, scope, token), "select all matches"
        )
        return finding.then(select)

    def _is_match(self, primary: Range) -> bool:
        at = bisect_left(self.spans, (primary.start, primary.end))
        return at < len(self.spans) and self.spans[at] == (primary.start, primary.end)

    def _seek(self, offset: int, *, backwards: bool = False, beyond: bool = False) -> None:
        """Select the match at or after `offset`, or the one before it. `beyond`: not one without
        length that is selected already."""
        editor, query, scope = self._editor, self._query, self._scope
        if editor is None or not query.pattern:
            return
        text = editor.view.state.text
        find = find_previous if backwards else find_next
        if self._active:
            if self._later is not None:
                self._search()  # the text is another one by now
            span = self._listed(offset, backwards)
            if span is not None:
                self._select(span)
                return
            if self._job is None and not self._found.truncated:
                return  # all are listed, and there is none
        elif self._is_short(text, query):  # nothing is listed while the bar is closed
            found = find(text, query, scope, offset, CancelToken())
            if found is not None:
                self._select(found)
            return
        if self._seeking is not None:
            self._seeking.cancel()
        seeking = self._seeking = self._worker.submit(
            lambda token: find(text, query, scope, offset, token), "find next"
        )

        def arrived(done: Future[Span | None]) -> None:
            if done is not self._seeking:
                return
            self._seeking = None
            # What is wrong with the query is said by the search for all matches.
            if done.exception() is not None or not self._is_shown(editor, text):
                return
            found = done.result()
            primary = editor.view.state.selection.primary
            if found is None:
                return
            if beyond and found == (offset, offset) == (primary.start, primary.end):
                self._seek(offset + 1)
            else:
                self._select(found)

        seeking.on_done(arrived)

    def _listed(self, offset: int, backwards: bool) -> Span | None:
        """What the list says is next, if it can say."""
        spans = self.spans
        if not spans:
            return None
        whole = self._job is None and not self._found.truncated
        if backwards:
            at = bisect_left(spans, (offset, offset)) - 1
            inside = whole or 0 <= at < len(spans) - 1
        else:
            at = bisect_left(spans, (offset, -1))
            inside = whole or at < len(spans)
        return spans[at % len(spans)] if inside else None

    def _is_shown(self, editor: EditorWidget, text: Text) -> bool:
        return editor is self._editor and editor.view.state.text is text

    def _select(self, span: Span) -> None:
        assert self._editor is not None
        view = self._editor.view
        view.select(Selection.of([Range(*span)]), event="select.find", reveal=False)
        show_span(self._editor, *span)
        self._mark_current()
        self.changed.emit()

    # Replacing

    def replace(self, template: str) -> None:
        """Replace the match that is selected, and select the next; else only select it."""
        editor, query, scope = self._editor, self._query, self._scope
        if editor is None or not query.pattern:
            return
        view = editor.view
        text, primary = view.state.text, view.state.selection.primary
        ending = view.document.file.line_ending.value

        def find(token: CancelToken) -> list[Edit]:
            match = find_at(text, query, scope, (primary.start, primary.end))
            return replacement_edits([match], template, query, ending) if match else []

        def apply(edits: list[Edit]) -> None:
            # What is looked for as one types selects by itself, before this or after it: going on
            # from there would skip it.
            if not self._is_shown(editor, text) or view.state.selection.primary != primary:
                return
            if not edits and self._seeking is None:
                self.select_next()
            for edit in edits:
                after = edit.start + len(edit.insert)
                changes = ChangeSet.of(len(text), [edit])
                view.apply(Transaction(changes, Selection.caret(after), "replace"))
                self._search()
                self.select_near(after)

        if self._is_short(text, query):
            apply(find(CancelToken()))
        else:
            self._worker.submit(find, "replace").then(apply)

    def replace_all(self, template: str) -> Future[int]:
        """Replace every match as one change; settles with how many there were.

        What is typed meanwhile is kept. Fails with ProblemError, or Cancelled if the person has
        gone on to something else.
        """
        editor, query, scope = self._editor, self._query, self._scope
        if editor is None or not query.pattern or self._replacing is not None:
            return Future.of(0)
        view = editor.view
        text, ending = view.state.text, view.document.file.line_ending.value
        drift = Drift(view.document)

        def find(token: CancelToken) -> tuple[Applied, int]:
            edits = replacements(text, query, scope, template, ending, token)
            return Applied.of(text, ChangeSet.of(len(text), edits)).to_keep(), len(edits)

        def apply(found: tuple[Applied, int]) -> int:
            if view.disposed:
                raise Cancelled
            applied, count = drift.catch_up(found[0]), found[1]
            if applied.changes.edits:
                transaction = Transaction(applied.changes, None, "replace.all", reveal=False)
                view.apply(transaction, applied)
            return count

        finding = self._replacing = self._worker.submit(find, "replace all")
        after = finding.then(apply)

        def done(_: object) -> None:
            self._replacing = None
            drift.dispose()
            self._search()

        after.on_done(done)
        self.changed.emit()
        return after

    def cancel_replacing(self) -> None:
        """Change nothing after all."""
        if self._replacing is not None:
            self._replacing.cancel()


def _mapped(spans: tuple[Span, ...], changes: ChangeSet) -> list[Span]:
    """The spans after `changes`, those that were touched left out."""
    mapped: list[Span] = []
    for start, end in spans:
        new_start, new_end = changes.map(start, 1), changes.map(end, -1)
        if new_end - new_start == end - start:
            mapped.append((new_start, new_end))
    return mapped

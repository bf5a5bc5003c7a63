"""One highlighter for each document that is shown, told of its edits."""

from __future__ import annotations

from collections.abc import Callable

from pith.base import Disposable, OnDispose, Scheduler, Signal, Worker
from pith.syntax import Highlighter, Languages, highlighter_for
from pith.workspace import Document, DocumentChange


class Highlighters:
    """Makes highlighters when `start` was called, and anew when a document changes language."""

    def __init__(self, languages: Languages, scheduler: Scheduler, worker: Worker) -> None:
        self._languages = languages
        self._scheduler = scheduler
        self._worker = worker
        self._entries: dict[Document, _Entry] = {}
        self._started = False

    def start(self) -> None:
        """From now on there are colours: the text has been painted once without."""
        if not self._started:
            self._started = True
            for entry in self._entries.values():
                entry.renew()

    def follow(
        self, document: Document, take: Callable[[Highlighter | None], object]
    ) -> Disposable:
        """Give `take` the document's highlighter, now and whenever it is another one."""
        entry = self._entries.get(document)
        if entry is None:
            entry = self._entries[document] = _Entry(self, document)
        known = entry
        listening = known.changed.connect(take)
        take(known.highlighter)

        def leave() -> None:
            listening.dispose()
            if not len(known.changed):
                known.dispose()
                self._entries.pop(document, None)

        return OnDispose(leave)

    def of(self, document: Document) -> Highlighter | None:
        """The highlighter of a document that is shown, if it has one yet."""
        entry = self._entries.get(document)
        return entry.highlighter if entry is not None else None

    def are_coming(self, document: Document) -> bool:
        """Whether more of a document that is shown is going to have colours."""
        highlighter = self.of(document)
        if highlighter is None:
            return not self._started and has_colors(document)
        return highlighter.working

    def make(self, document: Document) -> Highlighter | None:
        """A highlighter for the document as it is now; None before the start, and if it is too
        large."""
        if not self._started:
            return None
        if not has_colors(document):
            return None
        language = self._languages.get(document.language_id)
        highlighter = highlighter_for(language, self._scheduler, self._worker)
        highlighter.set_text(document.text)
        return highlighter

    def dispose(self) -> None:
        for entry in self._entries.values():
            entry.dispose()
        self._entries.clear()


def has_colors(document: Document) -> bool:
    """Whether the document is small enough to be coloured."""
    return not document.large


class _Entry:
    """A document's highlighter, and who uses it."""

    def __init__(self, owner: Highlighters, document: Document) -> None:
        self._owner = owner
        self._document = document
        self.changed: Signal[Highlighter | None] = Signal("highlighter.changed")
        self.highlighter = owner.make(document)
        self._listening = (
            document.changed.connect(self._edited),
            document.language_changed.connect(lambda _: self.renew()),
            document.grown.connect(lambda _: self._lengthened()),
            document.replaced.connect(lambda _: self.renew()),
        )

    def renew(self) -> None:
        before, self.highlighter = self.highlighter, self._owner.make(self._document)
        self.changed.emit(self.highlighter)
        if before is not None:
            before.dispose()

    def _lengthened(self) -> None:
        """A file that is still being read gets its colours when all of it is there."""
        if self._document.file.whole or self.highlighter is not None:
            self.renew()

    def _edited(self, change: DocumentChange) -> None:
        if self.highlighter is not None:
            self.highlighter.edited(change.before, change.changes, change.after)

    def dispose(self) -> None:
        for listening in self._listening:
            listening.dispose()
        if self.highlighter is not None:
            self.highlighter.dispose()
            self.highlighter = None

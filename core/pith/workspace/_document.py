"""An open file: its content, how it came to be, and the one door to change it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from pith.base import Signal
from pith.edit import ChangeSet, EditOptions, EditorState, History, Selection, Transaction
from pith.text import FileContent, FileStamp, LineEnding, Text
from pith.workspace._applied import Applied
from pith.workspace._document_file import DocumentFile
from pith.workspace._document_values import DocumentChange, SavePoint
from pith.workspace._indentation import Indentation
from pith.workspace._queue import DocumentQueue
from pith.workspace._save_points import SavePoints
from pith.workspace._travel import Travel

if TYPE_CHECKING:
    from pith.base import Worker
    from pith.text import PageReader
    from pith.workspace._growth import Growth
    from pith.workspace._view import View

PLAIN_TEXT = "plaintext"
RELOAD_EVENT = "reload"

LARGE = 32_000_000
"""Code points from which on nothing goes over a whole text on the window's thread."""

AT_ONCE = 200_000
"""Code points that are gone over without leaving the turn; of longer texts a worker does it."""

_numbers = count(1)


class Document:
    """A text with its history, its file and the views that show it.

    `apply` is the one door for edits, `travel` goes through their history. Each of them first
    brings the document and all its views to the new state, then tells: `changed`, each view's
    `changed`, `dirty_changed`. A listener may change the document; what that brings about is told
    when everybody has been told of what came before. For the window's thread only.

    What it is as a file is its `file`, what was last saved its `save_points`; what is asked of it
    waits in its `queue` if it must.
    """

    def __init__(
        self,
        text: Text | str = "",
        *,
        path: Path | None = None,
        name: str = "",
        language_id: str = PLAIN_TEXT,
        options: EditOptions | None = None,
        encoding: str = "utf-8",
        clock: Callable[[], float] = monotonic,
        read_only: bool = False,
    ) -> None:
        """A document that is no file's yet, though it may have been given the `path` of one.

        `read_only`: it is to be looked at; edits are dropped.
        """
        self.read_only = read_only
        self.id = next(_numbers)
        self._name = name or f"Untitled-{self.id}"
        self._uri: tuple[Path | None, str] = (None, "")
        self._text = Text.of(text) if isinstance(text, str) else text
        self._version = 1
        self._language_id = language_id
        self._options = options or EditOptions()
        self._indentation: Indentation | None = None
        self._language_chosen = False
        self._views: tuple[View, ...] = ()
        self._untold: deque[Callable[[], None]] = deque()
        self._telling = False
        self.clock = clock
        """The times that are in the history, in seconds."""
        self.page_reader: PageReader | None = None
        """What reads pages of a huge file for those who show it; None: it has none."""
        self.worker: Worker | None = None
        """What does that which takes long; None: the window's thread has to."""
        self.growth: Growth | None = None
        """What is still reading the file, if something is."""
        self.history = History()
        self.travel = Travel(self)
        self.queue = DocumentQueue(self)
        self.file = DocumentFile(self, path, encoding, LineEnding(self._options.line_ending))
        self.save_points = SavePoints(self)
        self._was_dirty = False
        self.changed: Signal[DocumentChange] = Signal("Document.changed")
        self.dirty_changed: Signal[Document] = Signal("Document.dirty_changed")
        self.language_changed: Signal[Document] = Signal("Document.language_changed")
        self.options_changed: Signal[Document] = Signal("Document.options_changed")
        self.grown: Signal[Document] = Signal("Document.grown")
        """The text has become longer at its end by more than is told as a change, or it will
        not any more: nobody edited it, and no offset means anything else than before."""
        self.replaced: Signal[Document] = Signal("Document.replaced")
        """The text is another as a whole, and nothing is known of how the one became the other."""

    @classmethod
    def of_file(
        cls,
        path: Path,
        content: FileContent,
        language_id: str = PLAIN_TEXT,
        options: EditOptions | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> Document:
        """The document for a file as it was read. The content of a binary one is refused."""
        if content.binary:
            raise ValueError(f"{path} is not text")
        document = cls(
            content.text, path=path, language_id=language_id, options=options, clock=clock
        )
        file = document.file
        file.encoding, file.bom = content.encoding, content.bom
        if content.text.line_count > 1:
            file.set_line_ending(content.line_ending, content.mixed_line_endings)
        document.save_points.last = document.save_points.now()
        file.stamp = content.stamp
        file.whole = content.rest is None
        return document

    @classmethod
    def restored(
        cls,
        text: Text,
        history: History,
        saved: SavePoint,
        stamp: FileStamp | None,
        *,
        path: Path | None,
        name: str,
        encoding: tuple[str, bool],
        line_ending: tuple[LineEnding, bool],
        language_id: str = PLAIN_TEXT,
        language_chosen: bool = False,
        options: EditOptions | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> Document:
        """A document as it was in another process: `history` ends with `text`, its file held
        `saved` when it had `stamp`. The second of `line_ending`: whether both kinds occur."""
        document = cls(
            text, path=path, name=name, language_id=language_id, options=options, clock=clock
        )
        document._language_chosen = language_chosen
        document.file.encoding, document.file.bom = encoding
        document.file.set_line_ending(*line_ending)
        history.limit = document.history.limit
        document.history = history
        document.save_points.last = saved
        document.file.stamp = stamp
        document._was_dirty = document.dirty
        return document

    def __repr__(self) -> str:
        return f"<Document {self.name!r} version {self._version}{' dirty' * self.dirty}>"

    # What it is

    @property
    def text(self) -> Text:
        return self._text

    @property
    def version(self) -> int:
        """Rises with every change of the text."""
        return self._version

    @property
    def name(self) -> str:
        """What a tab shows."""
        path = self.file.path
        return path.name if path is not None else self._name

    @property
    def uri(self) -> str:
        path = self.file.path
        if path is None:
            return f"untitled:{self._name}"
        if self._uri[0] is not path:  # making it takes a while, and every key asks
            self._uri = (path, path.as_uri())
        return self._uri[1]

    @property
    def views(self) -> tuple[View, ...]:
        return self._views

    @property
    def dirty(self) -> bool:
        """Whether saving would write something else than what was last read or written, or may: it
        does what waits first."""
        saved, file = self.save_points.last, self.file
        return (
            self.history.state != saved.state
            or file.encoding != saved.encoding
            or file.bom != saved.bom
            or self.queue.edit_waits
        )

    @property
    def large(self) -> bool:
        """Whether going over all of the text would take longer than anybody should wait."""
        return not self.file.whole or len(self._text) > LARGE

    @property
    def language_id(self) -> str:
        return self._language_id

    @property
    def language_chosen(self) -> bool:
        """Whether a person chose the language: it is not detected any more."""
        return self._language_chosen

    @property
    def options(self) -> EditOptions:
        """How it is edited: settings, and what the file was found to use."""
        return self._options

    @property
    def indentation(self) -> Indentation | None:
        """What was found in the file or chosen by a person; None: what the settings say."""
        return self._indentation

    # Changing what it is

    def set_language(self, language_id: str, *, chosen: bool = True) -> None:
        self._language_chosen = chosen
        if language_id != self._language_id:
            self._language_id = language_id
            self.language_changed.emit(self)

    def set_options(self, options: EditOptions) -> None:
        """Edit it as the settings say. Its line ending and indentation are its own and stay."""
        options = options._replace(line_ending=self.file.line_ending.value)
        if self._indentation is not None:
            options = options._replace(**self._indentation._asdict())
        if options != self._options:
            self._options = options
            self.options_changed.emit(self)

    def set_indentation(self, indentation: Indentation | None) -> None:
        """Indent so from now on, whatever the settings say; the text stays."""
        self._indentation = indentation
        if indentation is not None:
            self.set_options(self._options)

    # Changing the text

    def apply(
        self, transaction: Transaction, view: View | None = None, applied: Applied | None = None
    ) -> None:
        """Make the transaction's changes, which are to the text as it is now.

        The selection of `view` becomes the transaction's, those of other views are mapped.
        `applied` is what comes of them, if somebody knows already.
        Raises ValueError when the changes do not fit the text.
        """
        if self._make(transaction, view, applied):
            if transaction.then is not None:
                self._make(transaction.then, view, None)
            self.tell()

    def _make(self, transaction: Transaction, view: View | None, applied: Applied | None) -> bool:
        """Make and record a transaction, and tell nobody yet; False: there is nothing to make."""
        changes = transaction.changes
        if changes.edits and self.read_only:
            return False
        if view is None and not changes.edits:
            return False
        before = view.state.selection if view is not None else self.some_selection()
        selection = transaction.selection
        if selection is None:
            selection = before.map(changes)
        selection = selection.following(before)
        if applied is None or applied.before is not self._text or applied.changes is not changes:
            applied = Applied.of(self._text, changes)
        self.history.record(
            changes,
            applied.inverse,
            before,
            selection,
            transaction.event,
            self.clock(),
            transaction.undo_group,
            text_before=self._text if applied.inverse is None else None,
            packed=applied.packed,
        )
        event, reveal = transaction.event, transaction.reveal
        self._change(changes, applied.after, selection, event, reveal, view)
        return True

    def change(
        self,
        changes: ChangeSet,
        after: Text,
        selection: Selection,
        event: str,
        reveal: bool,
        origin: View | None,
    ) -> None:
        """For this package: make a change that the history knows of already."""
        self._change(changes, after, selection, event, reveal, origin)
        self.tell()

    def _change(
        self,
        changes: ChangeSet,
        after: Text,
        selection: Selection,
        event: str,
        reveal: bool,
        origin: View | None,
    ) -> None:
        before = self._text
        if changes.edits:
            self._text = after
            self._version += 1
            change = DocumentChange(self, before, changes, after, origin, event, self._version)
            self._untold.append(lambda: self.changed.emit(change))
        for view in self._views:
            if view is origin:
                state = EditorState(self._text, selection)
                view.take(state, changes if changes.edits else None, event, reveal)
            elif changes.edits:
                mapped = view.state.selection.map(changes)
                view.take(EditorState(self._text, mapped), changes, event, False)

    def put(
        self,
        after: Text,
        event: str,
        seen: Callable[[View], tuple[Selection, bool]],
        changes: ChangeSet | None = None,
        version: int | None = None,
    ) -> None:
        """For this package: take a text that no edit has made of the one there is.

        `seen` says of each view what is selected in it then, and whether that is scrolled to.
        `changes` is what views are told, `version` the one of `after`, None: the next. `tell` is
        still to be called.
        """
        self._text = after
        self._version = version if version is not None else self._version + 1
        for view in self._views:
            selection, reveal = seen(view)
            view.take(EditorState(after, selection), changes, event, reveal)

    def some_selection(self) -> Selection:
        """For this package: what is selected, if anybody shows it."""
        return self._views[0].state.selection if self._views else Selection.caret(0)

    # Telling

    def tell_later(self, function: Callable[[], None]) -> None:
        """For this package: have `tell` call `function` when all before it have been told."""
        self._untold.append(function)

    def tell(self) -> None:
        """For this package: tell what has happened, unless somebody is being told already."""
        if self._telling:
            return
        self._telling = True
        try:
            while self._untold:
                self._untold.popleft()()
            self.tell_dirty()
        finally:
            self._telling = False

    def tell_dirty(self) -> None:
        """For this package: something has happened that may make it dirty, or clean."""
        dirty = self.dirty
        if dirty != self._was_dirty:
            self._was_dirty = dirty
            self.dirty_changed.emit(self)

    # Who shows it

    def attach(self, view: View) -> None:
        """For View: it shows this document."""
        self._views = (*self._views, view)

    def detach(self, view: View) -> None:
        """For View: it does not any more."""
        self._views = tuple(each for each in self._views if each is not view)

    def let_go(self) -> None:
        """For Workspace, when it is closed: a text that lies in a file holds that open, and who
        still refers to the document should not."""
        self.queue.dispose()
        saved = self.save_points.last
        if self._text.has_pages or saved.text.has_pages:
            self._text = Text.EMPTY
            self.save_points.last = saved._replace(text=Text.EMPTY)
            self.history = History()

"""An open file: its content, how it came to be, and the one door to change it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from pith.base import Disposable, OnDispose, Problem, ProblemError, Signal
from pith.edit import (
    ChangeSet,
    EditOptions,
    EditorState,
    History,
    HistoryStep,
    Range,
    Selection,
    Transaction,
)
from pith.text import (
    Edit,
    FileContent,
    FileStamp,
    LineEnding,
    LineEndings,
    Text,
    encoding_label,
    line_endings_of,
    split_encoding,
)
from pith.workspace._applied import Applied
from pith.workspace._asked import Asked
from pith.workspace._document_values import DocumentChange, SavePoint
from pith.workspace._indentation import Indentation
from pith.workspace._kept_rows import Points, points_of, selection_at
from pith.workspace._line_ends import line_ending_changes
from pith.workspace._travel import Found, changes_to, pages_to, travel

if TYPE_CHECKING:
    from pith.base import Worker
    from pith.text import Page, PagePart, PageReader, Relocation
    from pith.workspace._growth import Growth
    from pith.workspace._long_work import LongWork
    from pith.workspace._turns import Turns
    from pith.workspace._view import View
    from pith.workspace._waiting import Waiting

PLAIN_TEXT = "plaintext"
LINE_ENDING_EVENT = "lineEnding"
"""How a step of the history is called that changed the ends of lines; where it exchanged the text
of a huge document for another one, what they end with follows, so that it can be done again."""
RELOAD_EVENT = "reload"

LARGE = 32_000_000
"""Code points from which on nothing goes over a whole text on the window's thread."""

_SAMPLED = 65_536  # code points that say how the lines of a large text end
_TOLD_AS_CHANGE = 1_000_000  # code points of a growth that listeners are given to read

_numbers = count(1)


class Document:
    """A text with its history, its file and the views that show it.

    `apply`, `undo` and `redo` are the only ways the text changes. Each of them first brings the
    document and all its views to the new state, then tells: `changed`, each view's `changed`,
    `dirty_changed`. A listener may change the document; what that brings about is told when
    everybody has been told of what came before. For the window's thread only.
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
        self.path = path
        self._name = name or f"Untitled-{self.id}"
        self._uri: tuple[Path | None, str] = (None, "")
        self._text = Text.of(text) if isinstance(text, str) else text
        self._version = 1
        self._language_id = language_id
        self._options = options or EditOptions()
        self._indentation: Indentation | None = None
        self._language_chosen = False
        self._clock = clock
        self._encoding, self._bom = split_encoding(encoding)
        self._line_ending, self._mixed = LineEnding(self._options.line_ending), False
        self._views: tuple[View, ...] = ()
        self._untold: deque[Callable[[], None]] = deque()
        self._telling = False
        self.history = History()
        self.stamp: FileStamp | None = None
        """What the file was when it was last read or written; None if it never was."""
        self._missing = False
        self._whole = True
        self.page_reader: PageReader | None = None
        """What reads pages of a huge file for those who show it; None: it has none."""
        self.worker: Worker | None = None
        """What does that which takes long; None: the window's thread has to."""
        self.working: Signal[LongWork[Any]] = Signal("Document.working")
        """Something takes long; what is asked for meanwhile is done after it."""
        self.waiting_changed: Signal[Document] = Signal("Document.waiting_changed")
        """What is still to be done to it is another."""
        self._turns: Turns | None = None
        self.growth: Growth | None = None
        """What is still reading the file, if something is."""
        self._saved = self.save_point()
        self._was_dirty = False
        self.changed: Signal[DocumentChange] = Signal("Document.changed")
        self.dirty_changed: Signal[Document] = Signal("Document.dirty_changed")
        self.saved: Signal[Document] = Signal("Document.saved")
        self.language_changed: Signal[Document] = Signal("Document.language_changed")
        self.save_point_changed: Signal[Document] = Signal("Document.save_point_changed")
        """What its file holds was read or written (again)."""
        self.meta_changed: Signal[Document] = Signal("Document.meta_changed")
        """Path, encoding, line ending, editing options, or whether the file is missing."""
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
        document._encoding, document._bom = content.encoding, content.bom
        if content.text.line_count > 1:
            document._take_line_ending(content.line_ending, content.mixed_line_endings)
        document._saved = document.save_point()
        document.stamp = content.stamp
        document._whole = content.rest is None
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
        document._encoding, document._bom = encoding
        document._take_line_ending(*line_ending)
        history.limit = document.history.limit
        document.history = history
        document._saved = saved
        document.stamp = stamp
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
        return self.path.name if self.path is not None else self._name

    @property
    def uri(self) -> str:
        path = self.path
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
        saved = self._saved
        return (
            self.history.state != saved.state
            or self._encoding != saved.encoding
            or self._bom != saved.bom
            or (self._turns is not None and self._turns.any_edit_waits)
        )

    @property
    def saved_point(self) -> SavePoint:
        """What was last read or written."""
        return self._saved

    @property
    def saved_version(self) -> int:
        """The version that was last read or written."""
        return self._saved.version

    @property
    def saved_text(self) -> Text:
        """The text that was last read or written."""
        return self._saved.text

    @property
    def whole(self) -> bool:
        """Whether all of its file is here. Of a huge one, some may still be missing at the end
        (see `growth`), or may be left out for good because reading it was cancelled."""
        return self._whole

    @property
    def large(self) -> bool:
        """Whether going over all of the text would take longer than anybody should wait."""
        return not self._whole or len(self._text) > LARGE

    def when_at_hand(self, offset: int, function: Callable[[], object]) -> Disposable:
        """Call `function` when what is around an offset is in memory, which nearly always is at
        once; disposing the result is not wanting that any more."""
        if self.page_reader is None:
            function()
            return OnDispose()
        return self.page_reader.when_read([self._text.leaf_at(offset)], function)

    def in_turn(
        self,
        job: Callable[[], object],
        needs: Callable[[], Sequence[Page | PagePart]] = tuple,
        asked: Callable[[], Asked] | None = None,
    ) -> object:
        """Do a job that looks at what `needs` says of the text when that is in memory, and after
        all that waits already: nearly always at once, and then what it returns; True: later.

        Commands of a view, undo and redo come through here, so that the window's thread does not
        wait for a disk and nothing overtakes what was asked for before. A job may return LongWork,
        of which a worker does the most. `asked` says what the job is, for the journal: what waits
        is to survive the end of the process.
        """
        if self._turns is None and self.page_reader is None:
            done = job()
            if done is None or isinstance(done, bool):  # as a key in most documents does
                return done
            return self._take_turns().finish(done, asked)
        return self._take_turns().take(needs, job, asked)

    def _take_turns(self) -> Turns:
        if self._turns is None:
            from pith.workspace._turns import Turns

            self._turns = Turns(self)
        return self._turns

    @property
    def waits(self) -> bool:
        """Whether something is still to be done to it when it has been read."""
        return self._turns is not None and self._turns.any_waits

    def waiting(self) -> tuple[Waiting, ...]:
        """What that is, as far as it can be said."""
        return self._turns.waiting() if self._turns is not None else ()

    def tell_waiting(self) -> None:
        """For this package: something waits, or does not any more."""
        self.waiting_changed.emit(self)
        self._tell_dirty()

    @property
    def missing(self) -> bool:
        """Whether the file was deleted (or moved away) by somebody else."""
        return self._missing

    @property
    def language_id(self) -> str:
        return self._language_id

    @property
    def encoding(self) -> str:
        """The name of the codec that the next save uses."""
        return self._encoding

    @property
    def bom(self) -> bool:
        """Whether the next save begins with a byte order mark."""
        return self._bom

    @property
    def encoding_label(self) -> str:
        return encoding_label(self._encoding, self._bom)

    @property
    def line_ending(self) -> LineEnding:
        """What new lines end with: what most lines did when the file was read."""
        return self._line_ending

    @property
    def mixed_line_endings(self) -> bool:
        """Whether both kinds occurred when that was last looked at."""
        return self._mixed

    @property
    def options(self) -> EditOptions:
        """How it is edited: settings, and what the file was found to use."""
        return self._options

    @property
    def indentation(self) -> Indentation | None:
        """What was found in the file or chosen by a person; None: what the settings say."""
        return self._indentation

    @property
    def language_chosen(self) -> bool:
        """Whether a person chose the language: it is not detected any more."""
        return self._language_chosen

    # Changing what it is

    def set_language(self, language_id: str, *, chosen: bool = True) -> None:
        self._language_chosen = chosen
        if language_id != self._language_id:
            self._language_id = language_id
            self.language_changed.emit(self)

    def set_options(self, options: EditOptions) -> None:
        """Edit it as the settings say. Its line ending and indentation are its own and stay."""
        options = options._replace(line_ending=self._line_ending.value)
        if self._indentation is not None:
            options = options._replace(**self._indentation._asdict())
        if options != self._options:
            self._options = options
            self.meta_changed.emit(self)

    def set_indentation(self, indentation: Indentation | None) -> None:
        """Indent so from now on, whatever the settings say; the text stays."""
        self._indentation = indentation
        if indentation is not None:
            self.set_options(self._options)

    def set_encoding(self, name: str, bom: bool | None = None) -> None:
        """Save with this encoding from now on, one of text.ENCODINGS. The text stays.

        `bom` None: as is usual in that encoding. Raises ProblemError for an unknown name.
        """
        encoding, usual = split_encoding(name)
        self._encoding, self._bom = encoding, usual if bom is None else bom
        self.meta_changed.emit(self)
        self._tell_dirty()

    def set_line_ending(
        self, line_ending: LineEnding, view: View | None = None, applied: Applied | None = None
    ) -> None:
        """Make every line end so, as one change that can be undone.

        `applied` is what does it, if somebody has found that already: on a long text that takes a
        while (Workspace.set_line_ending does it). Raises ProblemError for a large document.
        """
        self.require_small_for_line_endings()
        if applied is None:
            applied = Applied.of(self._text, line_ending_changes(self._text, line_ending))
        transaction = Transaction(applied.changes, event=LINE_ENDING_EVENT, reveal=False)
        self.apply(transaction, view, applied)
        self._take_line_ending(line_ending, False)

    def require_small_for_line_endings(self) -> None:
        """Raise ProblemError for a large document."""
        if self.large:
            raise ProblemError(
                Problem(
                    "the file is too large to change the ends of all its lines",
                    source=str(self.path or self.name),
                    advice="change those that matter, or convert the file with another program",
                )
            )

    def set_found_line_ending(self, line_ending: LineEnding) -> None:
        """Every line ends so already."""
        self._take_line_ending(line_ending, False)

    def prefer_line_ending(self, line_ending: LineEnding) -> None:
        """End new lines so, whatever the others end with."""
        self._take_line_ending(line_ending, self._mixed or line_ending != self._line_ending)

    def set_path(self, path: Path) -> None:
        """It is the document of another file from now on: renamed, or saved elsewhere."""
        if path != self.path:
            self.path = path
            self.meta_changed.emit(self)

    def set_missing(self, missing: bool) -> None:
        if missing != self._missing:
            self._missing = missing
            self.meta_changed.emit(self)

    def _take_line_ending(self, line_ending: LineEnding, mixed: bool) -> None:
        if (line_ending, mixed) != (self._line_ending, self._mixed):
            self._line_ending, self._mixed = line_ending, mixed
            self._options = self._options._replace(line_ending=line_ending.value)
            self.meta_changed.emit(self)

    # Saving, as seen from here

    def save_point(self) -> SavePoint:
        """What would be saved now. What is typed from here on is a step of its own."""
        self.history.end_step()
        return SavePoint(self._text, self.history.state, self._version, self._encoding, self._bom)

    def mark_saved(self, point: SavePoint, stamp: FileStamp | None) -> None:
        """`point` is what the file holds now; edits made since keep the document dirty."""
        self._saved = point
        self.stamp = stamp
        self.set_missing(False)
        self._tell_dirty()
        self.save_point_changed.emit(self)
        self.saved.emit(self)

    def mark_found(self, stamp: FileStamp) -> None:
        """The file is there and holds what it did, though it may have been touched."""
        changed, self.stamp = stamp != self.stamp, stamp
        self.set_missing(False)
        if changed:
            self.save_point_changed.emit(self)

    def mark_reloaded(self, content: FileContent) -> None:
        """The text, which has just been made that of the file, is what the file holds."""
        before = (self._encoding, self._bom)
        self._whole = content.rest is None
        self._encoding, self._bom = content.encoding, content.bom
        self._take_line_ending(content.line_ending, content.mixed_line_endings)
        self.stamp = content.stamp
        self._saved = self.save_point()
        self.set_missing(False)
        if before != (self._encoding, self._bom):
            self.meta_changed.emit(self)
        self._tell_dirty()
        self.save_point_changed.emit(self)

    def _tell_dirty(self) -> None:
        dirty = self.dirty
        if dirty != self._was_dirty:
            self._was_dirty = dirty
            self.dirty_changed.emit(self)

    # Changing the text

    def apply(
        self, transaction: Transaction, view: View | None = None, applied: Applied | None = None
    ) -> None:
        """Make the transaction's changes, which are to the text as it is now.

        The selection of `view` becomes the transaction's, those of other views are mapped.
        `applied` is what comes of them, if somebody knows already.
        Raises ValueError when the changes do not fit the text.
        """
        changes = transaction.changes
        if changes.edits and self.read_only:
            return
        if view is None and not changes.edits:
            return
        before = view.state.selection if view is not None else self._some_selection()
        selection = transaction.selection
        if selection is None:
            selection = before.map(changes)
        if applied is None or applied.before is not self._text or applied.changes is not changes:
            applied = Applied.of(self._text, changes)
        self.history.record(
            changes,
            applied.inverse,
            before,
            selection,
            transaction.event,
            self._clock(),
            transaction.undo_group,
            text_before=self._text if applied.inverse is None else None,
            packed=applied.packed,
        )
        self._change(changes, applied.after, selection, transaction.event, transaction.reveal, view)

    def undo(self, view: View | None = None) -> bool:
        """Take back the last step, and select in `view` what was selected before it."""

        def undo(found: Found | None) -> bool:
            return self._step(self.history.undo(), "undo", view, found)

        return bool(
            self.in_turn(
                lambda: travel(self, "Undo", self.history.undo_state, undo),
                lambda: pages_to(self, self.history.undo_state),
                lambda: Asked(view, "edit.undo", {}),
            )
        )

    def redo(self, view: View | None = None) -> bool:
        """Make again what was undone last."""

        def redo(found: Found | None) -> bool:
            return self._step(self.history.redo(), "redo", view, found)

        return bool(
            self.in_turn(
                lambda: travel(self, "Redo", self.history.redo_state, redo),
                lambda: pages_to(self, self.history.redo_state),
                lambda: Asked(view, "edit.redo", {}),
            )
        )

    def seconds_since(self, time: float) -> float:
        """How long a time of the history is past."""
        return max(0.0, self._clock() - time)

    def state_before(self, seconds: float) -> int:
        """The state of the history that the text was in so long ago."""
        return self.history.state_at(self._clock() - seconds)

    def go_to(self, state: int, view: View | None = None, *, remember: bool = True) -> bool:
        """Make the text what it was in a state of the history, on whichever branch.

        It is one change, however many steps lie between. Without `remember`, redo goes where it
        would have gone before. False if that state is the current one. Raises KeyError for a
        state that the history does not hold any more.
        """
        if state not in self.history:
            raise KeyError(state)

        def go(found: Found | None) -> bool:
            return self._go_to(state, view, remember, found)

        return bool(
            self.in_turn(
                lambda: travel(self, "Going back in time", state, go),
                lambda: pages_to(self, state),
            )
        )

    def _go_to(self, state: int, view: View | None, remember: bool, found: Found | None) -> bool:
        changes = found.changes if found is not None else changes_to(self.history, state)
        steps = self.history.go_to(state, remember=remember)
        if not steps:
            return False
        last = steps[-1]
        if view is None and self._views:
            view = self._views[0]
        if changes is None:
            after = self._text
            for step in steps:
                after = step.apply(after)
            self._exchange(after, last.selection, "undo.goTo", view)
            return True
        after = found.after if found is not None else changes.apply(self._text)
        self._change(changes, after, last.selection, "undo.goTo", True, view)
        if any(step.event.startswith(LINE_ENDING_EVENT) for step in steps) and not self.large:
            self._take_line_ending(*line_endings_of(self._text.chunks(), self._line_ending))
        return True

    def _step(
        self, step: HistoryStep | None, event: str, view: View | None, found: Found | None
    ) -> bool:
        if step is None:
            return False
        if view is None and self._views:
            view = self._views[0]
        if step.text is not None:
            self._exchange(step.text, step.selection, event, view)
            if step.event.startswith(LINE_ENDING_EVENT):
                start = self._text.slice(0, _SAMPLED)
                self._take_line_ending(*line_endings_of(start, self._line_ending))
            return True
        changes = found.changes if found is not None else step.changes
        after = found.after if found is not None else changes.apply(self._text)
        self._change(changes, after, step.selection, event, True, view)
        if step.event.startswith(LINE_ENDING_EVENT):
            self._take_line_ending(*line_endings_of(self._text.chunks(), self._line_ending))
        return True

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
        self._tell()

    def exchange(self, after: Text, event: str, view: View | None = None) -> None:
        """Take another text with the same rows in the place of the one there is, as a step of the
        history. Carets stay in their rows and columns."""
        text = self._text
        before = view.state.selection if view is not None else self._some_selection()
        kept = {each: points_of(each.state.selection, text) for each in self._views}
        selection = selection_at(points_of(before, text), before.primary_index, after)
        self.history.exchange(text, after, before, selection, event, self._clock())
        self._exchange(after, selection, event, view, kept)

    def _exchange(
        self,
        after: Text,
        selection: Selection,
        event: str,
        origin: View | None,
        kept: Mapping[View, Points] | None = None,
    ) -> None:
        """Take another text in the place of the one there is; there are no changes between them
        that could be told. `kept`: where views have their carets."""
        self._text = after
        self._version += 1
        for view in self._views:
            mine = view.state.selection
            if view is origin:
                taken = selection
            elif kept is not None:
                taken = selection_at(kept[view], mine.primary_index, after)
            else:
                taken = _within(mine, len(after))
            view.take(EditorState(after, taken), None, event, view is origin)
        self._untold.append(lambda: self.replaced.emit(self))
        self._tell()

    # Growing and being replaced

    def grow(self, tail: Text, *, follow: bool = False) -> None:
        """The file goes on with `tail`, which nobody has typed: it is no step of the history, and
        is part of what was last read or written.

        `follow`: a caret at the end of the text goes to the new end.
        """
        if not tail:
            return
        before, saved = self._text, self._saved
        after = before.grown(tail)
        self._text = after
        self._version += 1
        self.history.grow(len(tail), tail)
        self._saved = saved._replace(
            text=after if saved.text is before else saved.text.grown(tail),
            version=self._version if saved.version == self._version - 1 else saved.version,
        )
        changes = None
        end = len(before)
        if len(tail) <= _TOLD_AS_CHANGE:
            changes = ChangeSet.of(end, [Edit(end, end, str(tail))])
            change = DocumentChange(self, before, changes, after, None, "grow", self._version)
            self._untold.append(lambda: self.changed.emit(change))
        else:
            self._untold.append(lambda: self.grown.emit(self))
        for view in self._views:
            selection = view.state.selection
            follows = follow and selection.is_caret and selection.primary.head == end
            if follows:
                selection = Selection.caret(len(after))
            view.take(EditorState(after, selection), changes, "grow", follows)
        self._tell()

    def end_growth(self, whole: bool, line_endings: LineEndings | None) -> None:
        """For Growth: nothing more comes; `whole`: because all is there."""
        self._whole = whole
        self.growth = None
        if line_endings is not None:
            self._take_line_ending(*line_endings)
        self._untold.append(lambda: self.grown.emit(self))
        self._tell()

    def replace(self, content: FileContent) -> None:
        """Take what was read of the file instead of the text, which was too large to find out
        how the one became the other. Carets stay in their rows; there is nothing to undo."""
        before, after = self._text, content.text
        self._text = after
        self._version += 1
        self.history = History(self.history.limit)
        for view in self._views:
            old = view.state.selection

            def place(offset: int) -> int:
                return after.offset_at(before.point_at(offset))

            ranges = [Range(place(each.anchor), place(each.head)) for each in old.ranges]
            selection = Selection.of(ranges, old.primary_index)
            view.take(EditorState(after, selection), None, "reload", False)
        self._untold.append(lambda: self.replaced.emit(self))
        self.mark_reloaded(content)
        self._tell()

    def relocate(self, relocation: Relocation) -> None:
        """What lies in a file lies in the one that was just written from now on."""
        before = self._text
        self._text = relocation.moved(before)
        saved = self._saved.text
        moved = self._text if saved is before else relocation.moved(saved)
        self._saved = self._saved._replace(text=moved)
        self.history.move_texts(relocation.moved)
        for view in self._views:
            view.take(EditorState(self._text, view.state.selection), None, "save", False)
        self._tell()

    def let_go(self) -> None:
        """For Workspace, when it is closed: a text that lies in a file holds that open, and who
        still refers to the document should not."""
        if self._turns is not None:
            self._turns.dispose()
        if self._text.has_pages or self._saved.text.has_pages:
            self._text = Text.EMPTY
            self._saved = self._saved._replace(text=Text.EMPTY)
            self.history = History()

    def _some_selection(self) -> Selection:
        return self._views[0].state.selection if self._views else Selection.caret(0)

    def tell_later(self, function: Callable[[], None]) -> None:
        """For this package's views: call `function` when all before it have been told."""
        self._untold.append(function)

    def _tell(self) -> None:
        if self._telling:
            return
        self._telling = True
        try:
            while self._untold:
                self._untold.popleft()()
            self._tell_dirty()
        finally:
            self._telling = False

    def attach(self, view: View) -> None:
        """For View: it shows this document."""
        self._views = (*self._views, view)

    def detach(self, view: View) -> None:
        """For View: it does not any more."""
        self._views = tuple(each for each in self._views if each is not view)


def event_of_line_ending(line_ending: LineEnding) -> str:
    """What a step is called that exchanged a text for one whose lines all end so."""
    return f"{LINE_ENDING_EVENT}.{line_ending.name}"


def line_ending_of_event(event: str) -> LineEnding | None:
    """What the lines ended with after a step that is called so; None: it was another one."""
    kind, _, name = event.partition(".")
    known = kind == LINE_ENDING_EVENT and name in LineEnding.__members__
    return LineEnding[name] if known else None


def _within(selection: Selection, length: int) -> Selection:
    """The selection as far as it goes in a text of that length."""
    ranges = [Range(min(each.anchor, length), min(each.head, length)) for each in selection.ranges]
    return Selection.of(ranges, selection.primary_index)

"""What the program tells extensions of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pith.api import Completion, DocumentInfo, Point, SelectionInfo, SignatureHelp, TextSnapshot
from pith.base import Future, Scheduler
from pith.host._before_save import BeforeSave, SavingDocument

if TYPE_CHECKING:
    from pith.host._hooks import Hooks


class HostEvents:
    """The program calls these on the window's thread; extensions that want them are told.

    `fire(event)` activates what waits for it. What happens often is told once a turn, with the
    state it has come to.
    """

    def __init__(self, hooks: Hooks, scheduler: Scheduler, fire: Callable[[str], object]) -> None:
        self._hooks = hooks
        self._scheduler = scheduler
        self._fire = fire
        self._changed: dict[str, DocumentInfo] = {}
        self._selection: SelectionInfo | None = None
        self._scheduled = False

    def wants(self, hook: str) -> bool:
        """Whether anybody implements the hook: to save making its arguments."""
        return self._hooks.has(hook)

    def document_opened(self, document: DocumentInfo) -> None:
        self._fire(f"onScheme:{document.uri.partition(':')[0]}")
        self._fire(f"onLanguage:{document.language_id}")
        self._hooks.call("document_opened", document=document)

    def document_closed(self, document: DocumentInfo) -> None:
        self._changed.pop(document.uri, None)
        self._hooks.call("document_closed", document=document)

    def document_changed(self, document: DocumentInfo) -> None:
        if self._hooks.has("document_changed"):
            self._changed[document.uri] = document
            self._schedule()

    def will_save(self, document: SavingDocument) -> Future[None] | None:
        """Ask extensions what to change before a document is written, and change it.

        None: there is nobody to ask. Cancelling the Future asks no further, and fails it with
        Cancelled. Extensions that fail or take too long are reported, and do not fail it.
        """
        guards = self._hooks.guards("will_save")
        if not guards:
            return None
        self.flush()
        return BeforeSave(guards, document, self._scheduler).answer

    def completions(
        self, document: DocumentInfo, text: TextSnapshot, position: Point, word_characters: str = ""
    ) -> Future[Sequence[Completion]] | None:
        """Ask extensions what could stand at a place. None: there is nobody to ask.

        `word_characters`: what words have besides letters, digits and `_`.

        Cancelling the Future tells them that nobody wants to know. Extensions that fail or take
        too long are reported, and the others' answers come.
        """
        guards = self._hooks.guards("completions")
        if not guards:
            return None
        from pith.host._asking import ask_for_completions

        self.flush()
        asking = ask_for_completions(
            guards, document, text, position, word_characters, self._scheduler
        )
        return asking.answer

    def hover(
        self, document: DocumentInfo, text: TextSnapshot, position: Point
    ) -> Future[Sequence[str]] | None:
        """Ask extensions what is to be said of a place, as `completions` does."""
        guards = self._hooks.guards("hover")
        if not guards:
            return None
        from pith.host._asking import ask_about

        self.flush()
        return ask_about(guards, document, text, position, self._scheduler).answer

    def signature_help(
        self, document: DocumentInfo, text: TextSnapshot, position: Point
    ) -> Future[Sequence[SignatureHelp]] | None:
        """Ask extensions how what is called at a place is called, as `completions` does: what each
        that knows says, in their order."""
        guards = self._hooks.guards("signature_help")
        if not guards:
            return None
        from pith.host._asking import ask_for_signatures

        self.flush()
        return ask_for_signatures(guards, document, text, position, self._scheduler).answer

    def document_saved(self, document: DocumentInfo) -> None:
        self.flush()
        self._hooks.call("document_saved", document=document)

    def language_changed(self, document: DocumentInfo) -> None:
        """A document is of another language now: extensions see it closed and opened."""
        self.document_closed(document)
        self.document_opened(document)

    def active_document_changed(self, document: DocumentInfo | None) -> None:
        self._hooks.call("active_document_changed", document=document)

    def selection_changed(self, selection: SelectionInfo) -> None:
        if self._hooks.has("selection_changed"):
            self._selection = selection
            self._schedule()

    def folders_changed(self, folders: Sequence[Path]) -> None:
        self._hooks.call("folders_changed", folders=tuple(folders))

    def settings_changed(self, keys: frozenset[str]) -> None:
        self._hooks.call("settings_changed", keys=keys)

    def _schedule(self) -> None:
        if not self._scheduled:
            self._scheduled = True
            self._scheduler.call_soon(self.flush)

    def flush(self) -> None:
        """Tell at once what would be told at the end of this turn."""
        self._scheduled = False
        changed, self._changed = self._changed, {}
        selection, self._selection = self._selection, None
        for document in changed.values():
            self._hooks.call("document_changed", document=document)
        if selection is not None:
            self._hooks.call("selection_changed", selection=selection)

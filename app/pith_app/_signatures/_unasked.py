"""Signatures that come by themselves while somebody types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.base import Disposable
from pith.workspace import View, ViewUpdate

if TYPE_CHECKING:
    from pith_app._program import Program

_TYPED = frozenset(("input.type", "completion", "snippet"))
_SECONDS = 0.04
"""From the key until it is asked: its pixels come first, and mostly those of the next key."""


class UnaskedSignatures:
    """Asks how something is called when its parenthesis is opened, or the comma behind an argument
    is typed, as the settings say. A key leaves no more than a note."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._view: View | None = None
        self._waiting: Disposable | None = None
        self._following = program.factory.view_changed.connect(self._view_changed)

    def dispose(self) -> None:
        self._following.dispose()
        if self._waiting is not None:
            self._waiting.dispose()

    def _view_changed(self, update: ViewUpdate, view: View) -> None:
        if update.event in _TYPED and update.changes is not None:
            if view is not self._program.editors.active_view:
                return  # it shows what was typed elsewhere
            head = update.after.selection.primary.head
            if update.after.text.slice(max(0, head - 1), head) in ("(", ","):
                self._view = view
                if self._waiting is None:
                    self._waiting = self._program.scheduler.call_later(_SECONDS, self._look)

    def _look(self) -> None:
        self._waiting = None
        view, self._view = self._view, None
        program = self._program
        extensions = program.extensions
        if view is None or view.disposed or view is not program.editors.active_view:
            return
        if extensions is None or not extensions.host.events.wants("signature_help"):
            return
        if not program.kernel.settings.get("editor.signatureHelp", view.document.language_id):
            return
        primary = view.selection.primary
        if primary.is_empty and not view.context_factory().in_string_or_comment(primary.head):
            program.at_caret.signatures.ask(view)

"""Snippets that are being filled in: one session at a time in each view."""

from __future__ import annotations

from collections.abc import Callable

from pith.base import Signal
from pith.commands import ContextKeys
from pith.edit.snippets import Snippet, SnippetSession, Surroundings, insert_snippet
from pith.workspace import View, ViewUpdate


class Filling:
    """Starts sessions, moves them along with edits, and says in context keys what is possible.

    A session ends after its last stop, with Escape, when a caret leaves the snippet, and when undo
    takes the snippet back; redo does not begin it again.
    """

    def __init__(self, context: ContextKeys) -> None:
        self._context = context
        self._sessions: dict[View, SnippetSession] = {}
        self._active: View | None = None
        self._held: View | None = None
        self.changed: Signal[View] = Signal("Filling.changed")
        """The session of a view is another one, or its places are elsewhere."""
        self.offer: Callable[[View, tuple[str, ...]], object] = lambda view, choices: None
        """Called when a stop is come to that has choices."""

    def insert(self, view: View, snippet: Snippet, around: Surroundings, prefix: str = "") -> None:
        """Put a snippet at every caret of the view, with `prefix` before carets replaced."""
        transaction, session = insert_snippet(
            view.state,
            view.context_factory(),
            snippet,
            around,
            prefix=prefix,
            outer=self._sessions.get(view),
        )
        view.document.history.end_step()
        self._held = view
        view.apply(transaction)
        self._held = None
        if session is not None and session.since < 0:
            session = session._replace(since=view.document.history.state)
        self._arrive(view, session)

    def step(self, view: View, by: int) -> bool:
        """On to the next stop (1) or back (-1); False if there is none."""
        session = self._sessions.get(view)
        found = session.step(view.state, by) if session is not None else None
        if found is None:
            return False
        transaction, after = found
        self._held = view
        view.apply(transaction)
        self._held = None
        self._arrive(view, after)
        return True

    def _arrive(self, view: View, session: SnippetSession | None) -> None:
        self._set(view, session)
        choices = session.choices.get(session.active) if session is not None else None
        if choices:
            self.offer(view, choices)

    def choose(self, view: View, by: int) -> bool:
        """Put the next of the choices of the stop; False if it has none."""
        session = self._sessions.get(view)
        transaction = session.choose(view.state, by) if session is not None else None
        if transaction is None:
            return False
        view.apply(transaction)
        return True

    def leave(self, view: View) -> bool:
        """Fill in nothing more; False if nothing was."""
        if view not in self._sessions:
            return False
        self._set(view, None)
        return True

    def session_of(self, view: View) -> SnippetSession | None:
        return self._sessions.get(view)

    # What happens

    def updated(self, update: ViewUpdate, view: View) -> None:
        """Something happened in a view."""
        session = self._sessions.get(view)
        if session is None or self._held is view:
            return
        if update.changes is not None:
            session = session.mapped(update.changes)
        elif update.before.text is not update.after.text and update.event not in ("grow", "save"):
            self._set(view, None)
            return
        state = view.document.history.state
        kept: SnippetSession | None = session
        while kept is not None and not (
            kept.since <= state and kept.holds(update.after.selection)  # a lower one is older
        ):
            kept = kept.outer
        self._set(view, kept)

    def active_changed(self, view: View | None) -> None:
        """Another view is looked at."""
        self._active = view
        self._tell()

    def forget(self, view: View) -> None:
        """The view is gone."""
        self._sessions.pop(view, None)

    def _set(self, view: View, session: SnippetSession | None) -> None:
        if session is None:
            self._sessions.pop(view, None)
        else:
            self._sessions[view] = session
        if view is self._active:
            self._tell()
        self.changed.emit(view)

    def _tell(self) -> None:
        session = self._sessions.get(self._active) if self._active is not None else None
        self._context.update(
            {
                "inSnippet": session is not None,
                "snippetHasNext": session is not None and session.has_next,
                "snippetHasPrevious": session is not None and session.has_previous,
                "snippetHasChoices": session is not None and session.active in session.choices,
            }
        )

"""What there is at the caret of an editor, or under the pointer, to help who types. None of it is
in the first paint."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pith.base import Scope

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from pith.qt import EditorWidget
    from pith_app._completion import Completing
    from pith_app._hovering import Hovering
    from pith_app._places import Places
    from pith_app._program import Program
    from pith_app._signatures import Signatures
    from pith_app._snippets import WindowSnippets


class AtCaret:
    """Each is made when somebody first asks for it, and taken down with `scope`."""

    def __init__(self, program: Program, scope: Scope) -> None:
        self._program = program
        self._scope = scope
        self._places: Places | None = None
        self._snippets: WindowSnippets | None = None
        self._completing: Completing | None = None
        self._signatures: Signatures | None = None
        self._hovering: Hovering | None = None

    @property
    def snippets(self) -> WindowSnippets:
        """Snippets, from when the text was on the screen."""
        if self._snippets is None:
            from pith_app._snippets import WindowSnippets

            self._snippets = self._scope.add(WindowSnippets(self._program))
        return self._snippets

    @property
    def completing(self) -> Completing:
        """The list of completions."""
        if self._completing is None:
            from pith_app._completion import Completing

            self._completing = self._scope.add(Completing(self._program))
        return self._completing

    @property
    def signatures(self) -> Signatures:
        """How what is called at the caret is called."""
        if self._signatures is None:
            from pith_app._signatures import Signatures

            self._signatures = self._scope.add(Signatures(self._program))
        return self._signatures

    @property
    def places(self) -> Places:
        """Where carets were, from when the text was on the screen, and bookmarks."""
        if self._places is None:
            from pith_app._places import Places

            program = self._program
            self._places = self._scope.add(Places(program))
            documents = program.kernel.workspace.documents
            self._places.bookmarks.take_up(program.session.bookmarks, documents)
        return self._places

    def bookmarks_to_keep(self) -> dict[str, Any]:
        """Rows by path; what was read, if nobody has looked at it yet."""
        if self._places is None:
            return self._program.session.bookmarks
        return self._places.bookmarks.to_keep()

    def ask_about(self, widget: EditorWidget, offset: int, at: QPoint) -> None:
        """The pointer rests on a place of an editor."""
        if self._hovering is None:
            from pith_app._hovering import Hovering

            self._hovering = self._scope.add(Hovering(self._program))
        self._hovering.ask(widget, offset, at)

    def help_unasked(self) -> None:
        """From now on completions and signatures come by themselves, where the settings want it."""
        from pith_app._completion import Unasked
        from pith_app._signatures import UnaskedSignatures

        self._scope.add(Unasked(self._program))
        self._scope.add(UnaskedSignatures(self._program))

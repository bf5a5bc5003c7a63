"""What extensions have to say of the place that the pointer rests on, or the caret."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from pith.api import Point
from pith.base import Future, Scope
from pith.qt import EditorWidget
from pith_app._extensions._snapshots import Snapshot, document_info

if TYPE_CHECKING:
    from pith_app._program import Program


class Hovering:
    """Asks about one place at a time, and shows what comes while it is still asked for."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._scope = Scope("hovering")
        self._asked: Future[Sequence[str]] | None = None
        self._scope.add(program.factory.view_changed.connect(lambda update, view: self.cancel()))

    def dispose(self) -> None:
        self.cancel()
        self._scope.dispose()

    def cancel(self) -> None:
        """Want to know no more."""
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.cancel()

    def ask(self, widget: EditorWidget, offset: int, at: QPoint) -> None:
        """Ask about an offset of a widget's text, and show the answers there."""
        self.cancel()
        extensions = self._program.extensions
        if extensions is None or not extensions.host.events.wants("hover"):
            return
        document, text = widget.view.document, widget.view.state.text
        asked = extensions.host.events.hover(
            document_info(document),
            Snapshot(text, document.version),
            Point(*text.point_at(offset)),
        )
        if asked is None:
            return

        def answered(done: Future[Sequence[str]]) -> None:
            if done is not self._asked:
                return
            self._asked = None
            if done.exception() is None and done.result():
                widget.add_to_hover(at, "\n\n".join(done.result()))

        self._asked = asked
        asked.on_done(answered)

"""Asking how what is called at the caret is called, and showing it while one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from pith.api import Point, Signature, SignatureHelp
from pith.base import Disposable, Future, OnDispose, Scope
from pith.qt import announce
from pith.workspace import View, ViewUpdate
from pith_app._extensions._snapshots import Snapshot, document_info
from pith_app._signatures._box import SignatureBox

if TYPE_CHECKING:
    from pith.qt import EditorWidget
    from pith_app._program import Program

_PAUSE = 0.05
"""Seconds after which it is asked again, when something was typed or the caret has moved."""


class Signatures:
    """One box at a time, for the active editor.

    It stays where it was first shown as long as the same is called, in the row of the caret, and
    is asked for again behind what is typed: no key waits for that.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._scope = Scope("signatures")
        self._box: SignatureBox | None = None
        self._asked: Future[Sequence[SignatureHelp]] | None = None
        self._again: Disposable | None = None
        self._view: View | None = None
        self._shown: Sequence[Signature] = ()
        self._index = 0
        self._chosen = False
        """Whether somebody has chosen which of them is shown."""
        self._start = 0
        self._said = ""
        self._scrolled: Disposable = OnDispose()
        add = self._scope.add
        add(program.factory.view_changed.connect(self._view_changed))
        add(program.factory.focus_changed.connect(lambda widget, on: on or self.close()))
        add(program.editors.active_changed.connect(lambda tab: self.close()))

    def dispose(self) -> None:
        self.close()
        self._scope.dispose()
        if self._box is not None:
            self._box.dispose()

    @property
    def shown(self) -> str:
        """What the box says; "" if there is none."""
        return "" if self._box is None or self._box.isHidden() else self._box.text

    # Asking

    def ask(self, view: View) -> None:
        """Show how what is called at the caret of the active editor is called, as soon as it is
        known."""
        if self._view is not view:
            self.close()
        self._view = view
        if self._asked is None:
            self._ask(view)
        else:
            self._ask_later()

    def _ask(self, view: View) -> None:
        extensions = self._program.extensions
        document, text = view.document, view.state.text
        asked = None
        if extensions is not None:
            asked = extensions.host.events.signature_help(
                document_info(document),
                Snapshot(text, document.version),
                Point(*text.point_at(view.selection.primary.head)),
            )
        if asked is None:
            self.close()
            return
        self._asked = asked
        asked.on_done(self._answered)

    def _ask_later(self) -> None:
        if self._again is None:
            self._again = self._program.scheduler.call_later(_PAUSE, self._ask_again)

    def _ask_again(self) -> None:
        self._again = None
        if self._asked is not None:  # an answer that comes late is better than none
            self._ask_later()
        elif self._view is not None:
            self._ask(self._view)

    def _answered(self, done: Future[Sequence[SignatureHelp]]) -> None:
        if done is not self._asked:
            return
        self._asked = None
        widget, view = self._program.editors.active_widget, self._view
        found = () if done.exception() is not None else done.result()
        if view is None or widget is None or widget.view is not view or not found:
            self.close()
            return
        help_ = found[0]
        labels = [each.label for each in help_.signatures]
        if labels != [each.label for each in self._shown]:
            self._start = view.selection.primary.head
            self._chosen = False
        self._shown = help_.signatures
        if not self._chosen:
            self._index = help_.active
        self._show(widget)

    # Showing

    def _show(self, widget: EditorWidget) -> None:
        if not self._is_seen(widget):
            self.close()
            return
        if self._box is None:
            self._box = SignatureBox(self._program.look, self._program.editors, self.move)
        count = len(self._shown)
        self._box.show_at(self._shown[self._index], self._index, count, *self._place(widget))
        self._scrolled.dispose()
        self._scrolled = widget.scrolled.connect(lambda first, last: self._follow(widget))
        context = self._program.kernel.context
        context.set("signatureHelpVisible", True)
        context.set("signatureHelpHasSeveral", count > 1)
        if self._box.text != self._said:
            self._said = self._box.text
            announce(widget, self._said)

    def _place(self, widget: EditorWidget) -> tuple[QPoint, int]:
        """Where the box ends above the row of the caret, and where it begins below."""
        caret = widget.caret_area()
        start = widget.point_of(self._start)
        left = start.x() if start is not None and abs(start.y() - caret.top()) < 1 else caret.left()
        corner = widget.mapTo(self._program.editors, QPoint(0, 0))
        above = QPoint(corner.x() + int(left), corner.y() + int(caret.top()) - 2)
        return above, corner.y() + int(caret.bottom()) + 2

    @staticmethod
    def _is_seen(widget: EditorWidget) -> bool:
        return widget.caret_area().intersects(widget.text_area())

    def _follow(self, widget: EditorWidget) -> None:
        """Stay at the caret, which was scrolled; where that is not seen, there is no box."""
        if self._box is None or self._box.isHidden():
            return
        if self._is_seen(widget):
            self._box.place(*self._place(widget))
        else:
            self.close()

    def _view_changed(self, update: ViewUpdate, view: View) -> None:
        if view is not self._view:
            return
        if update.changes is not None:
            self._start = update.changes.map(self._start, -1)
        elif len(update.after.text) != len(update.before.text):
            self.close()
            return
        if update.changes is not None or update.after.selection != update.before.selection:
            self._ask_later()

    def close(self) -> bool:
        """Show nothing and wait for nothing; False if nothing was shown."""
        asked, self._asked = self._asked, None
        if asked is not None:
            asked.cancel()
        if self._again is not None:
            self._again.dispose()
            self._again = None
        was_shown = bool(self.shown)
        self._view = None
        self._shown, self._chosen, self._said = (), False, ""
        if was_shown and self._box is not None:
            self._scrolled.dispose()
            self._box.hide()
            self._program.kernel.context.set("signatureHelpVisible", False)
            self._program.kernel.context.set("signatureHelpHasSeveral", False)
        return was_shown

    def move(self, steps: int) -> bool:
        """Show another of several signatures; False if there is no other."""
        widget = self._program.editors.active_widget
        if not self.shown or len(self._shown) < 2 or widget is None:
            return False
        self._chosen = True
        self._index = (self._index + steps) % len(self._shown)
        self._show(widget)
        return True

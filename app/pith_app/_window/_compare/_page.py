"""Two versions of a text side by side, to be looked at: rows against rows, scrolled together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pith.base import Scope, Signal
from pith.edit import Selection
from pith.qt import EditorWidget, guarded
from pith.workspace import Comparison, Document, Side, View
from pith_app._theming import Look
from pith_app._window._compare._header import CompareHeader
from pith_app._window._tab_page import TabPage

MakeEditor = Callable[[Scope, View, QWidget], EditorWidget]


class Half(NamedTuple):
    """One side: what is shown, and the widget that shows it."""

    view: View
    widget: EditorWidget


class ComparePage(TabPage):
    """Shows a Comparison. Both sides can be scrolled, searched and copied from, not edited."""

    def __init__(self, look: Look, make_editor: MakeEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._make_editor = make_editor
        self._scope = Scope("comparison")
        self._halves: tuple[Half, Half] | None = None
        self._differences: list[int] = []
        self._following = False
        self.header = CompareHeader(look, self)
        self.header.step = self.step
        self.focused: Signal[Half] = Signal("compare.focused")
        """Another side has the keyboard."""

    def dispose(self) -> None:
        self._clear()
        self.header.dispose()

    @property
    def halves(self) -> tuple[Half, Half] | None:
        """Left and right."""
        return self._halves

    def show_comparison(
        self, comparison: Comparison, language_id: str, left: str, right: str
    ) -> None:
        """Show another comparison, at the place where the last one was; the titles are given."""
        before = self._halves
        scroll = before[1].widget.scroll_state() if before is not None else None
        had_focus = before is not None and any(half.widget.hasFocus() for half in before)
        self._clear()
        self._differences = comparison.differences
        self._halves = (
            self._half(comparison.left, "diff.removed", language_id),
            self._half(comparison.right, "diff.inserted", language_id),
        )
        for index, (_, widget) in enumerate(self._halves):
            other = self._halves[1 - index].widget
            self._scope.add(widget.scrolled.connect(self._follower(widget, other)))
            widget.show()
        self.header.describe(left, right, self._count(None, comparison), bool(self._differences))
        self._place()
        main = self._halves[1].widget
        self.setFocusProxy(main)
        if had_focus:
            main.setFocus()
        if scroll is not None:
            main.restore_scroll(scroll)
        self.focused.emit(self._halves[1])

    def _half(self, side: Side, kind: str, language_id: str) -> Half:
        document = Document(side.content, language_id=language_id, read_only=True)
        view = View(document)
        self._scope.add(view)
        widget = self._make_editor(self._scope, view, self)
        widget.set_line_numbers(side.numbers)
        widget.set_decorations(
            "diff",
            [
                *((start, end, kind) for start, end in side.changed),
                *((start, end, "diff.absent") for start, end in side.absent),
            ],
        )
        widget.set_decorations("words", [(*span, f"{kind}Text") for span in side.words])
        half = Half(view, widget)
        self._scope.add(
            widget.focus_changed.connect(lambda on: self.focused.emit(half) if on else None)
        )
        return half

    def _follower(self, widget: EditorWidget, other: EditorWidget) -> Callable[[int, int], None]:
        def follow(first: int, last: int) -> None:
            if not self._following:
                self._following = True
                try:
                    other.restore_scroll(widget.scroll_state())
                finally:
                    self._following = False

        return follow

    def _clear(self) -> None:
        halves, self._halves = self._halves, None
        self._scope.dispose()
        self._scope = Scope("comparison")
        for half in halves or ():
            half.widget.dispose()
            half.widget.hide()
            half.widget.deleteLater()

    # Going from one difference to the next

    def step(self, by: int) -> None:
        """Go to the next difference (the one before), round the ends."""
        if self._halves is None or not self._differences:
            return
        view, _ = self._halves[1]
        row = view.state.text.row_at(view.state.selection.primary.head)
        rows = self._differences
        at = bisect_right(rows, row) if by > 0 else bisect_left(rows, row) - 1
        self.go_to(at % len(rows))

    def go_to(self, index: int) -> None:
        """Go to a difference, by its number."""
        if self._halves is None or not self._differences:
            return
        row = self._differences[index]
        for view, widget in self._halves:
            offset = view.state.text.line_start(row)
            view.select(Selection.caret(offset), event="select.difference", reveal=False)
            widget.reveal(offset, centre=True)
        self.header.show_count(self._count(index))

    def _count(self, index: int | None, comparison: Comparison | None = None) -> str:
        total = len(self._differences)
        if not total:
            alike = comparison is not None and comparison.same_but_for_breaks
            return "Only line endings differ" if alike else "No differences"
        if index is not None:
            return f"{index + 1:,} of {total:,}"
        return f"{total:,} difference{'s' * (total > 1)}"

    # Laying out

    def _place(self) -> None:
        header = self.header.height()
        self.header.setGeometry(0, 0, self.width(), header)
        half = self.width() // 2
        if self._halves is not None:
            left, right = self._halves
            left.widget.setGeometry(0, header, half, self.height() - header)
            right.widget.setGeometry(
                half + 1, header, self.width() - half - 1, self.height() - header
            )

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colors["editorGroup.border"])
        painter.end()

"""The editor, as assistive technology sees it: a text of many lines that can be edited."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget
from shiboken6 import Shiboken, VoidPtr

from pith.qt._guard import guarded_with
from pith.qt._text_mirror import TextMirror

if TYPE_CHECKING:
    from pith.qt._widget import EditorWidget


class AccessibleEditor(QAccessibleWidget):
    """Made when somebody asks for it; whoever needs no such help never pays for it."""

    def __init__(self, widget: EditorWidget) -> None:
        super().__init__(widget, QAccessible.Role.EditableText)
        self._widget = weakref.ref(widget)
        self.mirror: TextMirror | None = None
        self._answers: QAccessibleInterface | None = None
        self._disposed = False

    @guarded_with(VoidPtr(0))
    def interface_cast(self, kind: QAccessible.InterfaceType) -> VoidPtr:  # type: ignore[override]
        if self._disposed:
            return VoidPtr(0)
        if kind == QAccessible.InterfaceType.TextInterface:
            return _pointer(self._mirrored().textInterface())
        if kind == QAccessible.InterfaceType.EditableTextInterface:
            return _pointer(self._mirrored().editableTextInterface())
        return VoidPtr(0)  # None is no answer: Qt would follow it

    def _mirrored(self) -> QAccessibleInterface:
        if self._answers is None:
            # Not before Qt knows this object: a new widget makes it ask for that of its parent.
            widget = self._widget()
            assert widget is not None  # whose this is, and who is alive therefore
            self.mirror = TextMirror(widget)
            self._answers = QAccessible.queryAccessibleInterface(self.mirror)
        return self._answers

    @guarded_with(QAccessible.State())
    def state(self) -> QAccessible.State:
        state = super().state()
        widget = self._widget()
        state.multiLine = state.selectableText = 1
        state.readOnly = int(widget is not None and widget.view.document.read_only)
        state.editable = 1 - state.readOnly
        return state

    @guarded_with("")
    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Value:
            widget = self._widget()
            if widget is None:
                return ""
            text, selection = widget.view.state
            row = text.row_at(selection.primary.head)
            start = text.line_start(row)
            return text.slice(start, min(text.line_end(row), start + 1000))
        return super().text(kind)

    # Scroll bars and what lies over the text are parts of the picture, not of the text.

    def childCount(self) -> int:
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def dispose(self) -> None:
        """The widget shows no view any more."""
        self._disposed = True
        # Qt deletes it without telling its binding, which would take what is put in its place in
        # memory for it as long as somebody holds it.
        self._answers = None
        if self.mirror is not None:
            self.mirror.dispose()
            self.mirror = None


def _pointer(interface: object) -> VoidPtr:
    return VoidPtr(Shiboken.getCppPointer(interface)[0])  # type: ignore[arg-type]

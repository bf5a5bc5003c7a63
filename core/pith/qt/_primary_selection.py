"""What is selected, for the middle button of the mouse: here, and in other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from pith.base import Disposable, OnDispose
from pith.edit import ClipboardContent, EditorState, Selection
from pith.qt._clipboard import QtClipboard
from pith.qt._guard import guarded

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from pith.qt._widget import EditorWidget

_LARGEST = 1_000_000  # code points: the window waits for them
_REST_MILLISECONDS = 100


class PrimarySelection:
    """One editor's side of the primary selection, where the desktop has one."""

    def __init__(self, widget: EditorWidget) -> None:
        self._widget = widget
        self._clipboard = QtClipboard(primary=True)
        self._reading: Disposable = OnDispose()
        self._timer = QTimer(widget)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MILLISECONDS)
        self._timer.timeout.connect(self.publish)

    def soon(self) -> None:
        """Something else may be selected: give it out when that has come to rest."""
        if self._clipboard.supported:
            self._timer.start()

    def stop(self) -> None:
        """Give out nothing any more."""
        self._timer.stop()
        self._reading.dispose()

    def flush(self) -> None:
        """Give out now what was to be given out soon: somebody may ask for it."""
        if self._timer.isActive():
            self.publish()

    @guarded
    def publish(self) -> None:
        """Give out what is selected. Where nothing is, or more than anybody pastes so, what was
        selected before stays; what is not in memory of a huge file is read first."""
        self.stop()
        state, document = self._widget.view.state, self._widget.view.document
        chosen = [(each.start, each.end) for each in state.selection.ranges if not each.is_empty]
        size = sum([end - start for start, end in chosen])
        if not 0 < size <= _LARGEST or not self._clipboard.supported:
            return
        reader = document.page_reader
        if reader is None:
            self._write(state, chosen)
            return
        from pith.text import pages_needed

        leaves = pages_needed(state.text, chosen, whole=True, rows=False)
        self._reading = reader.when_read(leaves, lambda: self._write(state, chosen))

    def _write(self, state: EditorState, chosen: list[tuple[int, int]]) -> None:
        pieces = [state.text.slice(start, end) for start, end in chosen]
        self._clipboard.write(ClipboardContent("\n".join(pieces)))

    def paste_at(self, point: QPointF) -> bool:
        """Put it at a point of the widget; False if that means nothing there."""
        widget = self._widget
        if not self._clipboard.supported or widget.in_gutter(point):
            return False
        self.flush()
        text = self._clipboard.read().text
        offset = widget.offset_at_point(point)
        widget.select(Selection.caret(offset), "select.pointer")
        if text:  # not as if it was typed: a bracket would be closed, and typed over what follows
            widget.drag.insert(text, offset, selected=False)
        return True

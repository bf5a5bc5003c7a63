"""Bringing a place of a text into sight."""

from __future__ import annotations

from pith.qt import EditorWidget


def show_span(widget: EditorWidget, start: int, end: int) -> None:
    """As show_offset for the start of a span; what of it is in that row is seen as well, if there
    is room for it."""
    text = widget.view.state.text
    show_offset(widget, start)
    widget.reveal(min(end, text.line_end(text.row_at(start))))
    widget.reveal(start)


def show_offset(widget: EditorWidget, offset: int) -> None:
    """Scroll to the middle of the editor what cannot be seen; what can, stays where it is."""
    viewport = widget.viewport_in_use
    row = widget.view.state.text.row_at(offset)
    seen = viewport.first_row <= row < viewport.last_row
    widget.reveal(offset, centre=not seen)

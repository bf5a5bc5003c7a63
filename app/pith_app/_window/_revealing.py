"""Bringing a place of a text into sight."""

from __future__ import annotations

from pith.qt import EditorWidget


def show_offset(widget: EditorWidget, offset: int) -> None:
    """Scroll to the middle of the editor what cannot be seen; what can, stays where it is."""
    viewport = widget.viewport_in_use
    row = widget.view.state.text.row_at(offset)
    seen = viewport.first_row <= row < viewport.last_row
    widget.reveal(offset, centre=not seen)

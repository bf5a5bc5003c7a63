"""Giving the keyboard back to where it was."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid


def give_focus(widget: QWidget | None) -> bool:
    """Focus `widget`, unless it was deleted or hidden meanwhile; whether that was done."""
    if widget is None or not isValid(widget) or not widget.isVisible():
        return False
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    return True

"""What a tab may show instead of an editor."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class TabPage(QWidget):
    """A widget that is disposed with its tab."""

    def dispose(self) -> None:
        raise NotImplementedError

"""Letting archives of extensions be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pith_app._program import Program


def choose_archives(program: Program, take: Callable[[Sequence[Path]], object]) -> None:
    """Let archives be chosen, in a dialog without a loop of its own."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(program.window, "Install Extensions", str(Path.home()))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters(["Extensions (*.pithext *.zip *.whl)", "All files (*)"])
    dialog.filesSelected.connect(lambda names: take([Path(name) for name in names]))
    program.documents.show_dialog(dialog)

"""Files, folders and names are chosen in dialogs that nothing waits for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit

from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


def shown(window: Window) -> list[QFileDialog]:
    found = window.program.window.findChildren(QFileDialog)
    return [each for each in found if each.isVisible()]


def dialog_of(window: Window) -> QFileDialog:
    window.until(lambda: len(shown(window)) == 1)
    return shown(window)[0]


def choose(window: Window, path: Path) -> None:
    """Type a path into the dialog that is open, and take it."""
    dialog = dialog_of(window)
    field = dialog.findChild(QLineEdit, "fileNameEdit")
    assert isinstance(field, QLineEdit)
    field.setText(str(path))
    dialog.accept()
    window.until(lambda: not shown(window))


def test_a_file_is_chosen_and_opened(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project / "notes.txt")
    window.run("file.open")
    assert dialog_of(window).directory().absolutePath() == str(project)  # beside the active file
    choose(window, project / "README.md")
    window.until(lambda: [tab.name for tab in window.program.editors.tabs][1:] == ["README.md"])


def test_who_thinks_better_of_it_opens_nothing(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project / "notes.txt")
    window.run("file.open")
    dialog_of(window).reject()
    window.until(lambda: not shown(window))
    assert len(window.program.editors.tabs) == 1


def test_a_folder_is_chosen_and_worked_in(
    open_window: OpenWindow, project: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    window = open_window(project)
    window.run("file.openFolder")
    choose(window, other)
    window.until(lambda: window.program.kernel.workspace.folders == (other,))


def test_a_name_is_chosen_to_save_under(
    open_window: OpenWindow, project: Path, tmp_path: Path
) -> None:
    window = open_window(project / "notes.txt")
    tab = window.program.editors.tabs[0]
    saving = window.program.documents.save_as(tab)
    dialog_of(window).reject()
    assert window.result(saving) is False
    saving = window.program.documents.save_as(tab)
    dialog = dialog_of(window)
    assert dialog.selectedFiles() == [str(project / "notes.txt")]
    dialog.fileSelected.emit(str(tmp_path / "elsewhere.txt"))
    dialog.done(QFileDialog.DialogCode.Accepted)
    assert window.result(saving) is True
    assert (tmp_path / "elsewhere.txt").read_text() == (project / "notes.txt").read_text()
    assert tab.path == tmp_path / "elsewhere.txt"


def test_archives_of_extensions_are_what_is_offered(open_window: OpenWindow, project: Path) -> None:
    window = open_window(project)
    window.run("extensions.installArchive")
    dialog = dialog_of(window)
    assert "*.pithext" in dialog.nameFilters()[0]
    dialog.reject()
    window.until(lambda: not shown(window))

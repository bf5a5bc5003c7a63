"""What goes wrong is contained, logged and told."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from pith.base import report_exception
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window


@pytest.fixture
def window(open_window: OpenWindow, project: Path) -> Window:
    """A window whose faults go where they go in the program."""
    opened = open_window(project / "notes.txt", safe_mode=True)
    opened.hook_faults()
    return opened


def logged(window: Window) -> str:
    window.program.outputs.flush()
    return "\n".join(window.program.outputs.channels["log"].lines)


def test_a_reported_exception_is_logged_and_told(window: Window) -> None:
    try:
        raise KeyError("lost")
    except KeyError as error:
        report_exception(error, "in a test")
    window.until(lambda: bool(window.notes()))
    assert window.notes() == ["KeyError: 'lost' — in a test"]
    assert "test_faults.py" in logged(window)


def test_an_exception_in_a_callback_of_qt_does_not_end_the_window(window: Window) -> None:
    def fail() -> None:
        raise RuntimeError("in a timer")

    QTimer.singleShot(0, fail)
    window.until(lambda: any("in a timer" in note for note in window.notes()))
    assert window.program.window.isVisible()
    window.type("still here ")
    assert window.text.startswith("still here")


def test_an_exception_in_an_override_does_not_end_the_window(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window.program.look.icons, "paint", lambda *_, **__: 1 / 0)
    window.program.window.status_bar.update()
    window.program.editors.bar.update()
    window.until(lambda: bool(window.notes()) or "ZeroDivisionError" in logged(window))
    monkeypatch.undo()
    window.type("x")
    assert window.text.startswith("x")


def test_an_exception_in_a_thread_is_told(window: Window) -> None:
    def fail() -> None:
        raise OSError("elsewhere")

    thread = threading.Thread(target=fail, name="far away")
    thread.start()
    thread.join()
    window.until(lambda: any("elsewhere" in note for note in window.notes()))
    assert "far away" in window.notes()[0]


def test_the_same_fault_again_and_again_is_told_thrice(window: Window) -> None:
    for _ in range(50):
        report_exception(ValueError("again"), "in a test")
    window.settle()
    [note] = window.program.notifications.shown
    assert note.times == 3
    assert logged(window).count("ValueError: again") >= 50


def test_an_unknown_command_is_told(window: Window) -> None:
    window.program.run("no.such.command")
    window.until(lambda: bool(window.notes()))
    assert "no.such.command" in window.notes()[0]


def test_the_log_names_places_that_can_be_opened(window: Window, project: Path) -> None:
    window.program.log.warning(f"look at {project / 'README.md'}:3:1, please")
    window.run("view.log")
    view = window.program.panel.view
    window.until(lambda: "please" in view.toPlainText())
    cursor = view.document().find("README.md")
    href = cursor.charFormat().anchorHref()
    view.open_link(href)
    window.until(lambda: window.tabs == ["notes.txt", "README.md"])
    window.until(lambda: window.status("Position") == "Ln 3, Col 1")

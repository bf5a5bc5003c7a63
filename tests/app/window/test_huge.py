"""Huge files in the window: used while they are read, to the end, and saved byte for byte."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication

from pith.base import CancelToken
from pith.qt import encodable
from pith.text import LineEnding, Text, _converting, _files, _page_scan
from pith.text._page_scan import Scan
from pith.text._positioned import write_at
from pith.workspace import _document
from pith_app import _start_worker
from pith_app._window import _watched
from tests.app.window.conftest import OpenWindow
from tests.support.open_files import open_below
from tests.support.window import Window

LINES = "".join(f"{number:06d} a line of a log, été\n" for number in range(3000)).encode()
LINES = LINES.replace(b"001234 a line", b"001234 \xff line")


class Gate:
    """Reading goes on, a few pages at a time, only while it is open."""

    def __init__(self) -> None:
        self.opened = threading.Event()

    def open(self) -> None:
        self.opened.set()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    gate = Gate()
    read_on = Scan.read_on

    def gated(
        scan: Scan,
        token: CancelToken | None = None,
        *,
        seconds: float | None = None,
        pages: int = 0,
    ) -> Text:
        if seconds is None:
            return read_on(scan, token, seconds=seconds, pages=pages)
        gate.opened.wait(5)
        return read_on(scan, token, pages=20)

    monkeypatch.setattr(Scan, "read_on", gated)
    monkeypatch.setattr(_start_worker, "_LARGEST", 50_000)
    monkeypatch.setattr(_files, "PAGED_FROM", 50_000)
    monkeypatch.setattr(_page_scan, "PAGE_SIZE", 2_000)
    monkeypatch.setattr(_document, "LARGE", 60_000)
    monkeypatch.setattr(_watched, "PATIENCE", 0.05)
    yield gate
    gate.open()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "huge.log"
    path.write_bytes(LINES)
    return path


def document_of(window: Window) -> Any:
    tab = window.program.editors.active
    assert tab is not None
    assert tab.document is not None
    return tab.document


def finish(window: Window, gate: Gate) -> None:
    gate.open()
    window.until(lambda: document_of(window).growth is None, "all is read")
    window.settle()


def test_it_is_used_while_it_is_read(open_window: OpenWindow, file: Path, gate: Gate) -> None:
    window = open_window(file)
    assert window.text.startswith("000000 a line of a log, été")
    assert window.status("Size").startswith("Reading, ")
    window.type("typed ")
    window.key("ctrl+end")
    window.until(
        lambda: (
            [note.message for note in window.program.notifications.shown] == ["Reading huge.log"]
        )
    )
    assert window.status("Position") == "Ln 1, Col 7"
    finish(window, gate)
    window.until(lambda: window.status("Position") == "Ln 3,001, Col 1")
    assert window.status("Size") == "Large file"
    assert window.program.notifications.shown == []
    widget = window.program.editors.active_widget
    assert widget is not None
    assert widget.viewport_in_use.last_row == 3000
    window.type("end")
    assert window.text == "typed " + LINES.decode("utf-8", "surrogateescape") + "end"
    window.key("ctrl+s")
    window.until(lambda: not document_of(window).dirty)
    assert file.read_bytes() == b"typed " + LINES + b"end"
    while document_of(window).history.can_undo:
        window.key("ctrl+z")
    window.key("ctrl+s")
    window.until(lambda: not document_of(window).dirty)
    assert file.read_bytes() == LINES


def test_closing_its_tab_closes_the_file(open_window: OpenWindow, file: Path, gate: Gate) -> None:
    gate.open()
    window = open_window(file)
    finish(window, gate)
    window.key("ctrl+end")
    assert open_below(file.parent) == [str(file)]
    window.program.documents.close(window.program.editors.tabs)
    window.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    window.settle()
    gc.collect()
    window.until(lambda: open_below(file.parent) == [])


def test_who_moves_on_meanwhile_is_not_taken_to_the_end(
    open_window: OpenWindow, file: Path, gate: Gate
) -> None:
    window = open_window(file)
    window.key("ctrl+end")
    window.key("down")
    finish(window, gate)
    assert window.status("Position") == "Ln 2, Col 1"


def test_reading_is_cancelled_at_the_notification(
    open_window: OpenWindow, file: Path, gate: Gate
) -> None:
    window = open_window(file)
    notifications = window.program.notifications
    window.until(lambda: bool(notifications.shown))
    notifications.cancel(notifications.shown[0])
    gate.open()
    window.until(lambda: document_of(window).growth is None)
    assert window.status("Size") == "Read in part"
    window.type("x")
    window.key("ctrl+s")
    window.until(
        lambda: any(
            "only a part of huge.log was read" in note.message for note in notifications.history
        )
    )
    assert file.read_bytes() == LINES


def test_a_line_far_down_is_gone_to_when_it_is_there(
    open_window: OpenWindow, file: Path, gate: Gate
) -> None:
    window = open_window(f"{file}:2500:3")
    assert window.status("Position") == "Ln 1, Col 1"
    finish(window, gate)
    window.until(lambda: window.status("Position") == "Ln 2,500, Col 3")


def test_where_one_was_is_gone_to_at_the_next_start(
    open_window: OpenWindow, file: Path, gate: Gate
) -> None:
    gate.open()
    window = open_window(file)
    finish(window, gate)
    window.key("ctrl+end")
    window.key("up")
    window.until(lambda: window.status("Position") == "Ln 3,000, Col 1")
    window.program.session.save_now()
    window.close()
    gate.opened.clear()
    again = open_window()
    assert again.status("Position") == "Ln 1, Col 1"
    finish(again, gate)
    again.until(lambda: again.status("Position") == "Ln 3,000, Col 1")


def test_where_one_was_is_known_though_it_is_closed_while_it_is_read(
    open_window: OpenWindow, file: Path, gate: Gate
) -> None:
    gate.open()
    window = open_window(file)
    finish(window, gate)
    window.key("ctrl+end")
    left = window.status("Position")
    window.run("file.close")
    window.settle()
    gate.opened.clear()
    window.result(window.program.documents.open(file))
    window.settle()
    assert window.status("Position") == "Ln 1, Col 1"
    tab = window.program.editors.active
    assert tab is not None
    assert tab.save_state()["ranges"][0][0] > 0  # what a session would store
    window.run("file.close")
    window.settle()
    window.result(window.program.documents.open(file))
    finish(window, gate)
    assert window.status("Position") == left
    gate.opened.clear()
    window.run("file.close")
    window.result(window.program.documents.open(file))
    window.key("down")  # who moves on is elsewhere
    window.run("file.close")
    window.result(window.program.documents.open(file))
    finish(window, gate)
    assert window.status("Position") == "Ln 2, Col 1"


def test_a_view_at_the_end_of_a_log_follows(
    open_window: OpenWindow, file: Path, gate: Gate
) -> None:
    gate.open()
    window = open_window(file)
    finish(window, gate)
    window.key("ctrl+end")
    for number in range(5):
        with file.open("ab") as log:
            log.write(b"appended %d\n" % number * 20)
        count = 3001 + 20 * (number + 1)
        window.until(lambda count=count: document_of(window).text.line_count == count)  # type: ignore[misc]
    window.settle()
    widget = window.program.editors.active_widget
    assert widget is not None
    assert widget.viewport_in_use.last_row == 3100
    assert not document_of(window).dirty
    window.until(lambda: window.status("Position") == "Ln 3,101, Col 1")


def test_too_much_is_refused_with_what_to_do(
    open_window: OpenWindow, file: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pith.edit import _limits
    from pith_app._editing import _copying

    monkeypatch.setattr(_limits, "MOST", 60_000)
    monkeypatch.setattr(_copying, "MOST_COPIED", 70_000)
    gate.open()
    window = open_window(file)
    finish(window, gate)
    window.key("ctrl+a")
    for key, said in (
        ("ctrl+]", "are too many for that; 60,000 are the most"),
        ("ctrl+c", "are too many for the clipboard; 70,000 are the most"),
        ("ctrl+x", "are too many for the clipboard; 70,000 are the most"),
    ):
        window.key(key)
        window.until(lambda said=said: any(said in note for note in window.notes()))  # type: ignore[misc]
        for note in window.program.notifications.shown:
            window.program.notifications.close(note)
    assert window.text == LINES.decode("utf-8", "surrogateescape")


@pytest.mark.parametrize("how", ["copy", "cut", "edited", "cancelled"])
def test_much_is_copied_by_a_worker(
    how: str, open_window: OpenWindow, file: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """How far it is is shown, and it can be cancelled; a cut goes if nobody edited meanwhile."""
    from pith.edit import _limits
    from pith_app._editing import _copying

    goes_on = threading.Event()
    pieces = 0

    def slowly(text: str) -> str:
        nonlocal pieces
        pieces += 1
        if pieces == 10:
            goes_on.wait(10)
        return encodable(text)

    monkeypatch.setattr(_limits, "MOST", 60_000)
    monkeypatch.setattr(_copying, "encodable", slowly)
    gate.open()
    window = open_window(file)
    finish(window, gate)
    content = window.text
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("before")
    window.key("ctrl+a")
    window.key("ctrl+c" if how in ("copy", "cancelled") else "ctrl+x")
    notifications = window.program.notifications
    window.until(lambda: bool(window.notes()) and window.notes()[0].startswith("Copying 8"))
    [note] = notifications.shown
    assert note.progress is not None
    assert 0 < note.progress < 0.5
    if how == "edited":
        window.key("ctrl+home")
        window.type("typed")
    if how == "cancelled":
        notifications.cancel(note)
    goes_on.set()
    if how == "cancelled":
        window.until(lambda: note not in notifications.shown)
        window.settle()
        assert clipboard.text() == "before"
        assert window.text == content
        return
    window.until(lambda: clipboard.text() == content.replace("\udcff", "\ufffd"))
    if how == "copy":
        assert window.text == content
    elif how == "cut":
        window.until(lambda: window.text == "")
        window.key("ctrl+z")
        assert window.text == content
    else:
        window.until(lambda: any("it was edited meanwhile" in each for each in window.notes()))
        assert window.text == "typed" + content


def test_all_of_it_is_typed_over_and_comes_back(
    open_window: OpenWindow, file: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pith.edit import _limits

    monkeypatch.setattr(_limits, "MOST", 60_000)
    gate.open()
    window = open_window(file)
    finish(window, gate)
    window.key("ctrl+a")
    window.type("x(")
    assert window.text == "x()"
    window.key("ctrl+s")
    window.until(lambda: not document_of(window).dirty)
    assert file.read_bytes() == b"x()"
    while document_of(window).history.can_undo:
        window.key("ctrl+z")
    assert window.text == LINES.decode("utf-8", "surrogateescape")
    assert window.program.editors.active_widget is not None
    window.until(lambda: window.status("Position").startswith("Ln 3,001"))
    window.key("ctrl+s")
    window.until(lambda: not document_of(window).dirty)
    assert file.read_bytes() == LINES


def test_it_is_compared_with_its_file(open_window: OpenWindow, file: Path, gate: Gate) -> None:
    from pith_app._window._compare import ComparePage

    window = open_window(file)
    finish(window, gate)
    window.type("mine ")
    window.key("ctrl+end")
    window.type("and mine")
    window.run("file.compareWithSaved")
    window.until(lambda: window.program.kernel.context.get("comparing") is True)
    tab = window.program.editors.active
    assert tab is not None
    assert isinstance(tab.page, ComparePage)
    assert tab.page.halves is not None
    left, right = [str(half.view.state.text).split("\n") for half in tab.page.halves]
    assert left[0] == "000000 a line of a log, été"
    assert right[0] == "mine 000000 a line of a log, été"
    assert (left[-1], right[-1]) == ("", "and mine")
    assert len(left) == len(right) < 60
    assert tab.page.header.count == "2 differences"


@pytest.mark.parametrize("cancelled", [True, False])
def test_changing_the_ends_of_all_lines_is_shown(
    cancelled: bool,
    open_window: OpenWindow,
    file: Path,
    gate: Gate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window(file)
    finish(window, gate)
    goes_on = threading.Event()

    def slowly(number: int, data: bytes, at: int) -> None:
        if at > 30_000:
            goes_on.wait(10)
        write_at(number, data, at)

    monkeypatch.setattr(_converting, "write_at", slowly)
    monkeypatch.setattr(_converting, "_BUFFER", 1000)
    notifications = window.program.notifications
    document, view = document_of(window), window.program.editors.active_view
    window.program.documents.set_line_ending(document, LineEnding.CRLF, view)
    title = "Changing the ends of all lines of huge.log"
    window.until(lambda: [note.message for note in notifications.shown] == [title])
    [note] = notifications.shown
    window.until(lambda: 0.2 < (note.progress or 0.0) < 0.5)
    before = document.text
    if cancelled:
        notifications.cancel(note)
    goes_on.set()
    window.until(lambda: note not in notifications.shown)
    assert window.notes() == []
    if cancelled:
        window.settle()
        assert document.text is before
        return
    assert document.file.line_ending is LineEnding.CRLF
    assert window.text == LINES.decode("utf-8", "surrogateescape").replace("\n", "\r\n")

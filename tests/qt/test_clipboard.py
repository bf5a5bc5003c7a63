"""The desktop's clipboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from pith.edit import ClipboardContent
from pith.qt import QtClipboard
from tests.qt.conftest import MakeEditor


@pytest.mark.parametrize(
    "content",
    [
        ClipboardContent("plain"),
        ClipboardContent("a\nb", pieces=("a", "b")),
        ClipboardContent("line\n", whole_line=True),
        ClipboardContent("bad \udc80 byte"),
        ClipboardContent("\ud83d alone, 😀 together"),
    ],
)
def test_what_is_written_is_read(qapp: QApplication, content: ClipboardContent) -> None:
    QtClipboard().write(content)
    assert QtClipboard().read() == content


def test_other_programs_see_text(qapp: QApplication) -> None:
    QtClipboard().write(ClipboardContent("bad \udc80 byte", whole_line=True))
    assert QApplication.clipboard().text() == "bad \ufffd byte"


def test_text_of_other_programs(qapp: QApplication) -> None:
    QtClipboard().write(ClipboardContent("ours", whole_line=True))
    QApplication.clipboard().setText("theirs\r\nof two\rlines")
    assert QtClipboard().read() == ClipboardContent("theirs\nof two\nlines")


@pytest.mark.parametrize("junk", [b"", b"{", b"[1, 2, 3]", b'"text"', b'["a"]', b"\xff"])
def test_junk_under_our_name(qapp: QApplication, junk: bytes) -> None:
    data = QMimeData()
    data.setText("text")
    data.setData("application/x-pith-clipboard", junk)
    QApplication.clipboard().setMimeData(data)
    assert QtClipboard().read() == ClipboardContent("text")


def test_an_empty_clipboard(qapp: QApplication) -> None:
    QApplication.clipboard().clear()
    assert QtClipboard().read() == ClipboardContent("")


def test_pieces_go_to_as_many_carets(make_editor: MakeEditor) -> None:
    editor = make_editor("one two\n\n")
    editor.select((0, 3), (4, 7))
    editor.press("ctrl+c")
    editor.select(8, 9)
    editor.press("ctrl+v")
    assert editor.text == "one two\none\ntwo"

"""Encodings, line endings and files that are not text, in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest

from pith_app._window._binary_page import BinaryPage, _for_people
from tests.app.window.conftest import OpenWindow
from tests.support.window import Window

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\xff\xfe text \n" * 20


def pick(window: Window, label: str) -> None:
    """Choose a row of the list."""
    picker = window.program.pick
    window.type(label, picker.input)
    window.until(lambda: window.picked()[:1] == [label], f"{label} in {window.picked()}")
    window.key("enter", picker.input)


def page(window: Window) -> BinaryPage:
    pages = [each for each in window.program.editors.findChildren(BinaryPage) if each.isVisible()]
    assert len(pages) == 1
    return pages[0]


class TestEncodings:
    def test_reopening_reads_the_bytes_anew(self, open_window: OpenWindow, tmp_path: Path) -> None:
        file = tmp_path / "greek.txt"
        file.write_bytes("Καλημέρα κόσμε\n".encode("cp1253"))
        window = open_window(file)
        window.run("encoding.reopen")
        pick(window, "Greek (Windows 1253)")
        window.until(lambda: window.text == "Καλημέρα κόσμε\n")
        assert window.status("Encoding") == "Greek (Windows 1253)"
        view = window.program.editors.active_view
        assert view is not None
        assert not view.document.dirty

    def test_saving_with_another_encoding(self, open_window: OpenWindow, tmp_path: Path) -> None:
        file = tmp_path / "a.txt"
        file.write_text("Grüße\n")
        window = open_window(file)
        window.run("encoding.save")
        pick(window, "UTF-16 LE")
        window.until(lambda: file.read_bytes() == b"\xff\xfe" + "Grüße\n".encode("utf-16-le"))
        assert window.status("Encoding") == "UTF-16 LE"

    def test_a_character_the_encoding_lacks_is_shown_and_nothing_is_written(
        self, open_window: OpenWindow, tmp_path: Path
    ) -> None:
        file = tmp_path / "a.txt"
        file.write_text("plain\nfive €\n")
        window = open_window(file)
        window.run("encoding.save")
        pick(window, "Western (ISO 8859-1)")
        window.until(lambda: bool(window.notes()))
        [said] = window.notes()
        assert said == (
            "a.txt was not saved: line 2, column 6: Western (ISO 8859-1) has no € (U+20AC); nothing"
            " was saved (replace the character, or save with encoding UTF-8)"
        )
        assert file.read_text() == "plain\nfive €\n"
        assert window.status("Encoding") == "UTF-8"
        [note] = window.program.notifications.shown
        window.program.notifications.choose(note, "show")
        window.settle()
        view = window.program.editors.active_view
        assert view is not None
        assert view.state.text.point_at(view.state.selection.primary.head) == (1, 5)
        assert not view.document.dirty

    def test_the_status_bar_leads_to_both(self, open_window: OpenWindow, tmp_path: Path) -> None:
        file = tmp_path / "a.txt"
        file.write_bytes(b"a\xe9\n" * 3)
        window = open_window(file)
        window.run("encoding.select")
        assert window.picked() == ["Reopen with Encoding", "Save with Encoding"]
        pick(window, "Reopen with Encoding")
        pick(window, "Western (Mac Roman)")
        window.until(lambda: window.text.startswith("aÈ"))

    def test_line_endings_are_shown_and_changed(
        self, open_window: OpenWindow, tmp_path: Path
    ) -> None:
        file = tmp_path / "a.txt"
        file.write_bytes(b"one\r\ntwo\nthree\r\nfour")
        window = open_window(file)
        assert window.status("Line Ending") == "CRLF (mixed)"
        window.run("caret.documentEnd")
        window.type("!")
        window.run("file.save")
        window.until(lambda: file.read_bytes() == b"one\r\ntwo\nthree\r\nfour!")
        window.run("lineEnding.select")
        pick(window, "LF")
        assert window.status("Line Ending") == "LF"
        window.run("file.save")
        window.until(lambda: file.read_bytes() == b"one\ntwo\nthree\nfour!")
        window.run("edit.undo")
        assert window.status("Line Ending") == "CRLF (mixed)"

    def test_one_line_of_a_broken_file_is_mended(
        self, open_window: OpenWindow, tmp_path: Path
    ) -> None:
        file = tmp_path / "broken.txt"
        lines = [
            b"Gr\xc3\xbc\xc3\x9fe, Gr\xc3\xbc\xc3\x9fe\n",
            b"bad \xff\xfe\xc3 line\r\n",
            b"wr\xf0ng",
        ]
        file.write_bytes(b"".join(lines))
        window = open_window(file)
        window.run("edit.insertText", text="ok ")
        window.run("file.save")
        window.until(lambda: file.read_bytes() == b"ok " + b"".join(lines))


class TestBinaryFiles:
    def test_a_calm_page_says_what_it_is(self, open_window: OpenWindow, tmp_path: Path) -> None:
        file = tmp_path / "picture.bin"
        file.write_bytes(PICTURE)
        window = open_window(file)
        window.until(lambda: bool(window.program.kernel.context.get("resourceIsBinary")))
        assert window.tabs == ["picture.bin"]
        shown = page(window)
        assert shown.accessibleName() == "picture.bin is not a text file"
        assert not window.notes()
        assert window.status("Encoding") == ""

    def test_it_opens_as_text_and_keeps_every_byte(
        self, open_window: OpenWindow, tmp_path: Path
    ) -> None:
        file = tmp_path / "picture.bin"
        file.write_bytes(PICTURE)
        window = open_window()
        window.program.documents.open(file)
        window.until(lambda: window.tabs == ["picture.bin"])
        page(window).text_button.click()
        window.until(lambda: window.program.editors.active_view is not None)
        assert not window.program.kernel.context.get("resourceIsBinary")
        window.run("caret.documentEnd")
        window.type("!")
        window.run("file.save")
        window.until(lambda: file.read_bytes() == PICTURE + b"!")

    def test_it_opens_with_an_encoding(self, open_window: OpenWindow, tmp_path: Path) -> None:
        file = tmp_path / "data.bin"
        file.write_bytes(b"\x00\x01\x02\xe9\n" * 100)
        window = open_window(file)
        window.until(lambda: bool(window.program.kernel.context.get("resourceIsBinary")))
        page(window).encoding_button.click()
        pick(window, "Western (ISO 8859-1)")
        window.until(lambda: window.program.editors.active_view is not None)
        assert "é" in window.text
        assert window.status("Encoding") == "Western (ISO 8859-1)"

    def test_an_encoding_that_does_not_fit_leaves_the_page(
        self, open_window: OpenWindow, tmp_path: Path
    ) -> None:
        file = tmp_path / "data.bin"
        file.write_bytes(b"\x00\x01\x02" * 7)
        window = open_window(file)
        window.until(lambda: bool(window.program.kernel.context.get("resourceIsBinary")))
        window.run("encoding.reopen")
        pick(window, "UTF-32 LE")
        window.until(lambda: bool(window.notes()))
        assert "cannot be read as UTF-32 LE without loss" in window.notes()[0]
        assert page(window).isVisible()
        window.run("file.openAsText")
        window.until(lambda: window.program.editors.active_view is not None)

    def test_a_preview_gives_way_to_the_next(self, open_window: OpenWindow, tmp_path: Path) -> None:
        for name in ("a.png", "b.png"):
            (tmp_path / name).write_bytes(PICTURE)
        (tmp_path / "c.txt").write_text("text\n")
        window = open_window()
        for name in ("a.png", "b.png", "c.txt"):
            window.program.documents.open(tmp_path / name, preview=True)
            window.until(lambda name=name: window.tabs == [name])  # type: ignore[misc]
        assert window.text == "text\n"


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1234, "1.2 kB"),
        (24_000, "24 kB"),
        (999_400, "999 kB"),
        (999_900, "1.0 MB"),
        (5_000_000_000, "5.0 GB"),
        (5_000_000_000_000, "5,000 GB"),
    ],
)
def test_sizes_for_people(size: int, said: str) -> None:
    assert _for_people(size) == said

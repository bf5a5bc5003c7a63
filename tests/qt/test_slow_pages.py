"""A huge file on a slow disk: what is not read yet is stood in for until it is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pith.qt import EditorWidget
from pith.text import PageReader, Text
from pith.text._page_cache import DEFAULT_LIMIT, PAGES
from pith.workspace import Document, View
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor
from tests.support.paged import paged_text, tiny_leaves
from tests.support.slow_disk import SlowDisk

NESTED = [f"class A{number}:\n" + "    some = text\n" * 200 for number in range(20)]
LINES = [f"{number:05} some line of a log" for number in range(3000)]
CONTENT = "\n".join(LINES)
START = [sum(len(line) + 1 for line in LINES[:row]) for row in (0, 1500)]


@pytest.fixture
def editor(make_editor: MakeEditor, reader: PageReader, tmp_path: Path) -> Editor:
    """An editor on a text in pages of 5,000 bytes."""
    return editor_on(paged_text(tmp_path / "log", CONTENT.encode(), 5000), make_editor, reader)


def editor_on(text: Text, make_editor: MakeEditor, reader: PageReader) -> Editor:
    editor = make_editor("")
    document = Document(text)
    document.page_reader = reader
    editor.show(document)
    editor.settle()
    return editor


def seen(widget: EditorWidget) -> list[str]:
    """What the seen rows are, in words."""
    viewport = widget.viewport_in_use
    return [viewport.text.line(row) for row in viewport.rows]


def test_scrolling_to_what_is_not_read(
    editor: Editor, disk: SlowDisk, make_editor: MakeEditor, qtbot: QtBot
) -> None:
    disk.hold()
    editor.widget._scrolling.to_position(1500)
    waiting = editor.on_screen()
    assert "MainThread" not in disk.readers, "the window's thread must not read"
    disk.go_on()
    qtbot.waitUntil(lambda: not editor.widget._pages.awaited)
    assert editor.on_screen() != waiting
    assert seen(editor.widget)[:3] == LINES[1500:1503]
    editor.assert_screen_is_right()
    expected = make_editor(CONTENT)
    expected.widget._scrolling.to_position(1500)
    expected.assert_screen_is_right()
    assert editor.painted_anew() == expected.painted_anew()


def test_showing_a_caret_that_is_not_read(editor: Editor, disk: SlowDisk, qtbot: QtBot) -> None:
    disk.hold()
    offset = START[1] + 5
    editor.select(offset)
    editor.settle()
    assert "MainThread" not in disk.readers
    disk.go_on()
    qtbot.waitUntil(lambda: not editor.widget._pages.awaited)
    assert editor.widget.point_of(offset) is not None
    assert LINES[1500] in seen(editor.widget)
    editor.assert_screen_is_right()
    editor.type("x")
    assert editor.document.text.line(1500) == LINES[1500][:5] + "x" + LINES[1500][5:]


def test_the_pages_around_are_read_ahead(editor: Editor, disk: SlowDisk, qtbot: QtBot) -> None:
    editor.widget._scrolling.to_position(1500)
    reader = editor.document.page_reader
    assert reader is not None
    text = editor.document.text
    around = text.leaves_of_rows(1500, 1510, 1)
    ends = [text.leaf_at(0), text.leaf_at(len(text))]
    qtbot.waitUntil(lambda: not any(leaf.paged and leaf.absent for leaf in around + ends))
    disk.readers.clear()
    disk.hold()
    editor.widget.scroll_page(1)
    editor.press("ctrl+end")
    editor.settle()
    assert not editor.widget._pages.awaited
    assert seen(editor.widget)[-1] == LINES[-1]


def test_of_a_long_line_only_what_is_near_is_read(
    make_editor: MakeEditor, reader: PageReader, tmp_path: Path, qtbot: QtBot
) -> None:
    text = paged_text(tmp_path / "line", b"0123456789" * 100_000, 5000)
    editor = editor_on(text, make_editor, reader)
    PAGES.set_limit(0)
    PAGES.set_limit(DEFAULT_LIMIT)
    editor.press("ctrl+end")
    qtbot.waitUntil(
        lambda: editor.document.queue.waits is False and not editor.widget._pages.awaited
    )
    editor.type("x")
    qtbot.waitUntil(lambda: not editor.document.queue.waits)
    editor.settle()
    assert editor.document.text.slice(999_999, 1_000_001) == "9x"
    qtbot.waitUntil(lambda: not reader._ready)
    there = sum(not leaf.absent for leaf in text.leaves() if leaf.paged)
    assert 1 <= there <= 20  # of 200
    editor.assert_screen_is_right()


def test_wrapped_lines_and_a_caret_in_sight(editor: Editor, disk: SlowDisk, qtbot: QtBot) -> None:
    editor.widget.set_options(editor.widget.options._replace(wrap="on"))
    disk.hold()
    editor.widget._scrolling.to_position(1500)
    for _ in range(5):
        editor.widget.scroll_page(2)
    editor.settle()
    assert "MainThread" not in disk.readers
    disk.go_on()
    qtbot.waitUntil(lambda: not editor.widget._pages.awaited)
    first = editor.widget.viewport_in_use.first_row
    assert seen(editor.widget)[0] == LINES[first]
    editor.assert_screen_is_right()


def test_an_undo_and_keys_far_from_what_is_seen(
    editor: Editor, disk: SlowDisk, qtbot: QtBot
) -> None:
    """They wait for what they are about, in order, and the window does not."""
    with tiny_leaves():  # an edit then leaves parts of pages
        editor.select(START[1] + 5)
        qtbot.waitUntil(lambda: not editor.widget._pages.awaited)
        editor.type("x")
        qtbot.waitUntil(lambda: not editor.document.queue.waits)
        editor.press("ctrl+home")
        editor.settle()
        qtbot.waitUntil(
            lambda: not editor.document.queue.waits and not editor.widget._pages.awaited
        )
        reader = editor.document.page_reader
        assert reader is not None
        reader.let_go()
        for leaf in editor.document.text.leaves():
            if leaf.paged:
                leaf.forget()
                leaf.page.forget()
        disk.readers.clear()
        disk.hold()
        assert editor.view.undo()
        assert editor.view.redo()
        assert editor.view.undo()
        editor.press("backspace")
        editor.settle()
        assert editor.document.queue.waits
        disk.go_on()
        qtbot.waitUntil(
            lambda: not editor.document.queue.waits and not editor.widget._pages.awaited,
            timeout=10_000,
        )
        editor.settle()
        assert "MainThread" not in disk.readers, "the window's thread must not read"
        text = editor.document.text
        assert text.line(1500) == LINES[1500][:4] + LINES[1500][5:]
        assert seen(editor.widget).count(text.line(1500)) == 1
        editor.assert_screen_is_right()


def test_an_editor_that_goes_while_it_waits(editor: Editor, disk: SlowDisk, qtbot: QtBot) -> None:
    disk.hold()
    editor.widget._scrolling.to_position(1500)
    editor.widget.set_view(View(Document("another text"), editor.widget.edit_context))
    disk.go_on()
    qtbot.wait(50)
    assert seen(editor.widget) == ["another text"]
    other = editor.widget.view
    editor.widget.set_view(editor.view)
    other.dispose()


def test_lines_stay_at_the_top_edge_once_what_is_above_was_read(
    make_editor: MakeEditor, reader: PageReader, tmp_path: Path, disk: SlowDisk, qtbot: QtBot
) -> None:
    """They are found in pages that are in memory, and have none read."""
    text = paged_text(tmp_path / "code", "".join(NESTED).encode(), 1000)
    editor = editor_on(text, make_editor, reader)
    editor.widget.set_options(editor.widget.options._replace(sticky_lines=5))

    def stay() -> list[str]:
        editor.settle()
        lines = editor.widget._display.top_edge.lines
        assert lines is not None
        return [text.line(row) for row, _ in lines._lines]

    # Some rows below the start of a class, which is two pages above.
    row = 201 * 10 + 150
    editor.widget.restore_scroll({"row": row})
    qtbot.waitUntil(lambda: not editor.widget._pages.awaited)
    qtbot.wait(50)
    assert stay() == []
    reader.ahead(text.leaves_of_rows(201 * 10, row))
    qtbot.waitUntil(lambda: stay() == ["class A10:"])
    editor.assert_screen_is_right()
    # What is under them comes out when the caret goes there.
    editor.select(text.line_start(row + 1))
    covered = editor.widget.style_in_use.row_height
    assert editor.widget.caret_area().top() >= covered


def test_who_scrolls_away_from_what_is_being_read_is_not_brought_back(
    editor: Editor, disk: SlowDisk, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: not editor.widget._pages.awaited)
    disk.hold()
    editor.widget.reveal(START[1])
    assert editor.widget._pages.awaited
    editor.widget.scroll_by(0, 10_000)
    row = editor.widget.viewport_in_use.first_row
    assert row > 1600
    disk.go_on()
    qtbot.waitUntil(lambda: not editor.widget._pages.awaited)
    assert editor.widget.viewport_in_use.first_row == row

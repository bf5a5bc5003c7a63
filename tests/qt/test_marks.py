"""Other places of a word, and what differs from the file: marked when nobody types."""

from __future__ import annotations

from itertools import pairwise
from math import inf
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from pith.edit import Fold, Folds, Range, Selection
from pith.qt import Mark
from pith.qt._occurrences import OccurrenceSearch
from pith.text import WORD_SEPARATORS, Text, word_at, words_from
from pith.workspace import Document
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor

CONTENT = "one two one\nonetwo one\n(two)\n"


def wait_for_idle(editor: Editor) -> None:
    QTest.qWait(20)
    while editor.widget._rest.due:
        QTest.qWait(20)


def marked(editor: Editor) -> list[str]:
    spans = editor.widget._canvas.decorations.all()
    return [editor.text[start:end] + f"@{start}" for start, end, kind in spans]


def test_the_word_at_the_caret_is_marked_as_a_word(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT)
    editor.select(1)
    wait_for_idle(editor)
    assert marked(editor) == ["one@0", "one@8", "one@19"]
    editor.assert_screen_is_right()
    assert len(editor.widget._display.bars.upright._marks) > 0
    editor.type("x")
    assert marked(editor) == []
    editor.assert_screen_is_right()
    wait_for_idle(editor)
    assert marked(editor) == []  # there is no other


def test_what_is_selected_is_marked_wherever_it_is(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT)
    editor.select((4, 7))
    wait_for_idle(editor)
    assert marked(editor) == ["two@15", "two@24"]
    editor.select((3, 12))  # over a line's end
    wait_for_idle(editor)
    assert marked(editor) == []


def test_marking_can_be_off(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT, occurrences=False)
    editor.select(1)
    wait_for_idle(editor)
    assert marked(editor) == []


def test_a_long_text_is_looked_through_near_what_is_seen() -> None:
    text = Text.of("word x\n" * 200_000)
    search = OccurrenceSearch(text, Selection.of([Range(0, 4)]), WORD_SEPARATORS, 700, 1400)
    assert search.go_on(inf)
    assert len(search.found) == 100
    assert search.found[0][:2] == (700, 704)


SENTENCE = "这是一个很长的句子，里面有标点。我们的编辑器应该很快。"


def test_words_that_are_hard_to_find_are_looked_for_bit_by_bit(make_editor: MakeEditor) -> None:
    editor = make_editor((2 * SENTENCE + "\n") * 100)
    editor.select(SENTENCE.index("子") + 1)
    editor.settle()
    editor.widget._rest.idle()
    assert marked(editor) == []
    assert editor.widget._rest.due
    wait_for_idle(editor)
    assert len(marked(editor)) == 200
    editor.widget._rest.idle()
    editor.type("x")  # what was looked for before is not wanted any more
    assert not editor.widget._rest.marks.searching
    assert marked(editor) == []


@pytest.mark.parametrize(
    "content",
    ["a b-a a' ça a̰ a á a", "😀😀 👨‍👩‍👧😀", "字字中字 字", "x́x x", "", "-- - é"],
)
def test_the_places_are_those_of_the_same_word(content: str) -> None:
    text = Text.of(content)
    for head in range(len(text) + 1):
        search = OccurrenceSearch(text, Selection.caret(head), WORD_SEPARATORS, 0, len(text))
        assert search.go_on(inf)
        around = word_at(text, head)
        words = list(words_from(text, 0, len(text)))
        wanted = text.slice(*around) if around is not None else None
        same = [each for each in words if text.slice(*each) == wanted]
        assert [span[:2] for span in search.found] == (same if len(same) > 1 else []), head


def test_bars_show_what_is_not_in_the_file(make_editor: MakeEditor) -> None:
    editor = make_editor("one\ntwo\nthree\n", occurrences=False)
    editor.document.file.set_path(Path("/nowhere/file.txt"))
    editor.select(4)
    plain = editor.painted_anew()
    editor.type("x")
    editor.press("end", "enter")
    wait_for_idle(editor)
    marks = editor.widget._canvas.scene.changes
    assert [tuple(each) for each in marks] == [(1, 1, "modified"), (2, 2, "added")]
    editor.assert_screen_is_right()
    editor.document.save_points.mark_saved(editor.document.save_points.now(), None)
    wait_for_idle(editor)
    assert editor.widget._canvas.scene.changes == []
    editor.assert_screen_is_right()
    editor.edit(0, 4, "")
    wait_for_idle(editor)
    assert [each.kind for each in editor.widget._canvas.scene.changes] == ["removed"]
    editor.assert_screen_is_right()
    assert editor.painted_anew() != plain


def test_where_something_is_missing_is_shown_on_the_row_above(make_editor: MakeEditor) -> None:
    editor = make_editor("word\n" * 100, height=200, occurrences=False)
    editor.document.file.set_path(Path("/nowhere/file.txt"))
    for row in (30, 20, 8, 0):
        editor.edit(5 * row, 5 * row + 5, "")
    wait_for_idle(editor)
    editor.assert_screen_is_right()
    for rows in (1, 1, 3, 7, -2, -9, 20):
        editor.widget.scroll_rows(rows)
        editor.assert_screen_is_right()
    editor.view.set_folds(Folds([Fold(25, 40)]))
    editor.assert_screen_is_right()
    editor.edit(5 * 90, len(editor.text), "")
    wait_for_idle(editor)
    editor.widget.reveal(len(editor.text))
    editor.edit(len(editor.text), len(editor.text), "\nmore")
    editor.assert_screen_is_right()


def test_what_is_in_the_gutter_does_not_leave_it(make_editor: MakeEditor) -> None:
    lines = "word\n" * 12
    for size in (4, 8, 14):
        editor = make_editor(lines, height=200, line_numbers="off", font_size=size)
        editor.document.file.set_path(Path("/nowhere/file.txt"))
        editor.edit(0, 0, "x\n" * 3)
        editor.edit(12, 15, "")
        editor.edit(30, 40, "")
        wait_for_idle(editor)
        editor.widget.set_decorations("a", [(0, 1, "bookmark"), (8, 9, Mark(gutter="dot"))])
        for offset in (8, 0, 20, 8):
            editor.select(offset)  # the rows are painted again, but for the gutter
            editor.widget.update(int(editor.widget.text_area().left()) - 1, 0, 99, 200)
            editor.assert_screen_is_right()


RED, GREEN, BLUE = "#ff0000", "#00ff00", "#0000ff"


def _signs(editor: Editor, row: int) -> list[tuple[int, str]]:
    """From the left, what is painted beside a row: the x at which each colour begins."""
    image = editor.painted_anew()
    viewport, style = editor.widget.viewport_in_use, editor.widget.style_in_use
    top = int(viewport.tops[viewport.rows.index(row)])
    names = {QColor(each).rgb(): each for each in (RED, GREEN, BLUE)}
    names[style.colors.bookmark.rgb()] = "bookmark"
    found: dict[str, int] = {}
    for x in range(int(editor.widget.text_area().left())):
        for y in range(top, top + int(style.row_height)):
            name = names.get(image.pixel(x, y))
            if name is not None:
                found.setdefault(name, x)
    return [(x, name) for name, x in found.items()]


@pytest.mark.parametrize("numbers", ["on", "off"])
def test_all_signs_of_a_row_are_seen_side_by_side(make_editor: MakeEditor, numbers: str) -> None:
    editor = make_editor("one\ntwo\nthree\n" + "x\n" * 1000, line_numbers=numbers)
    widget = editor.widget
    before = widget.text_area().left()
    red, green, blue = (Mark(gutter="dot", gutter_color=each) for each in (RED, GREEN, BLUE))
    widget.set_decorations("one", [(0, 1, red), (4, 5, red), (5, 6, red), (8, 9, red)])
    assert [name for _, name in _signs(editor, 0)] == [RED]
    assert widget.text_area().left() == before
    widget.set_decorations("two", [(4, 5, green), (2000, 2001, blue)])
    assert [name for _, name in _signs(editor, 1)] == [RED, GREEN]
    wider = widget.text_area().left()
    assert wider > before
    widget.set_decorations("bookmarks", [(8, 8, "bookmark")])
    assert [name for _, name in _signs(editor, 2)] == ["bookmark", RED]
    assert widget.text_area().left() == wider
    widget.set_decorations("bookmarks", [(4, 4, "bookmark")])
    signs = _signs(editor, 1)
    assert [name for _, name in signs] == ["bookmark", RED, GREEN]
    assert all(b[0] - a[0] > widget.style_in_use.column_width for a, b in pairwise(signs))
    editor.assert_screen_is_right()
    # The text does not move to and fro while marks come and go.
    widest = widget.text_area().left()
    widget.set_decorations("two", ())
    assert widget.text_area().left() == widest
    editor.show(Document("another"))
    assert widget.text_area().left() < wider


def test_signs_that_are_scrolled_to_find_room(make_editor: MakeEditor) -> None:
    editor = make_editor("word\n" * 500, wrap="on")
    before = editor.widget.text_area().left()
    marks = [(1000, 1001, Mark(gutter="dot", gutter_color=each)) for each in (RED, GREEN, BLUE)]
    editor.widget.set_decorations("a", [*marks, (1000, 1000, "bookmark")])
    assert editor.widget.text_area().left() == before
    editor.widget.reveal(1000)
    assert [name for _, name in _signs(editor, 200)] == ["bookmark", RED, GREEN]
    editor.assert_screen_is_right()


def test_a_document_without_a_file_has_no_bars(make_editor: MakeEditor) -> None:
    editor = make_editor("")
    editor.type("abc")
    wait_for_idle(editor)
    assert editor.widget._canvas.scene.changes == []

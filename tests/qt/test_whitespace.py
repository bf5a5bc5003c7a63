"""Blanks that can be seen: dots, arrows and squares for them, and boxes around odd spaces."""

from __future__ import annotations

import pytest

from tests.qt.conftest import MakeEditor


def inked(make_editor: MakeEditor, content: str, **shown: object) -> set[int]:
    """The columns in which options put ink into the first row."""
    editor = make_editor(content, current_line=False, indent_guides=False, **shown)
    editor.widget.clearFocus()
    images = [editor.painted_anew()]
    off = editor.widget.options._replace(render_whitespace="none", boxed_spaces=False)
    editor.widget.set_options(off)
    images.append(editor.painted_anew())
    height = round(editor.widget.style_in_use.row_height)
    left = editor.widget.text_area().left()
    width = editor.widget.style_in_use.column_width
    return {
        int((x - left) / width)
        for x in range(images[0].width())
        if any(images[0].pixel(x, y) != images[1].pixel(x, y) for y in range(height))
    }


def test_whitespace(make_editor: MakeEditor) -> None:
    content = "a b\tc  d"
    none = make_editor(content, render_whitespace="none").painted_anew()
    all_of_it = make_editor(content, render_whitespace="all").painted_anew()
    selected = make_editor(content, render_whitespace="selection")
    assert all_of_it != none
    assert selected.painted_anew() == none
    selected.select((0, 4))
    shown = selected.painted_anew()
    selected.widget.set_options(selected.widget.options._replace(render_whitespace="none"))
    assert selected.painted_anew() != shown


@pytest.mark.parametrize(
    ("content", "boundary", "trailing"),
    [
        ("  a b  c d ", {0, 1, 5, 6, 10}, {10}),
        ("a b", set(), set()),
        ("   ", {0, 1, 2}, {0, 1, 2}),
        ("a\u3000b", {1}, set()),
    ],
)
def test_some_of_the_blanks_are_shown(
    make_editor: MakeEditor, content: str, boundary: set[int], trailing: set[int]
) -> None:
    assert inked(make_editor, content, render_whitespace="trailing") == trailing
    found = inked(make_editor, content, render_whitespace="boundary")
    # A wide space is two columns wide.
    assert found == boundary or (boundary == {1} and found <= {1, 2} and found)


@pytest.mark.parametrize("shown", ["boundary", "trailing"])
@pytest.mark.parametrize("wrap", ["on", "off"])
def test_some_of_the_blanks_of_a_line_that_is_edited(
    make_editor: MakeEditor, shown: str, wrap: str
) -> None:
    editor = make_editor("word " * 30, render_whitespace=shown, wrap=wrap)
    editor.press("ctrl+end")
    for key in ("x", "  ", " ", "\u3000", "y"):
        editor.type(key) if key.isascii() else editor.edit(150, 150, key)
        editor.assert_screen_is_right()
    editor.press("backspace")
    editor.assert_screen_is_right()
    editor = make_editor("word  " * 5000, render_whitespace=shown, wrap=wrap)
    editor.press("ctrl+end")
    editor.assert_screen_is_right()


def test_odd_spaces_are_in_boxes(make_editor: MakeEditor) -> None:
    # Its left edge may lie on a pixel that is the letter's as well.
    assert inked(make_editor, "a\u00a0b c", render_whitespace="none") in ({1}, {0, 1})
    assert not inked(make_editor, "a b\u3000c", render_whitespace="none")
    assert inked(make_editor, "a\u202fb", render_whitespace="none")
    assert not inked(make_editor, "a\u00a0b", render_whitespace="none", boxed_spaces=False)
    for wrap in ("on", "off"):
        editor = make_editor("no\u00a0break\u2009thin " * 20, wrap=wrap)
        editor.select((3, 70))
        editor.assert_screen_is_right()
        editor.press("right", "backspace", "end")
        editor.assert_screen_is_right()


def test_whitespace_in_a_line_that_goes_both_ways(make_editor: MakeEditor) -> None:
    editor = make_editor("j/ b'א> ab שלום עולם", render_whitespace="all")
    editor.settle()
    for left in range(60, 200, 10):
        editor.widget.update(left, 0, 20, 40)
        editor.assert_screen_is_right()


@pytest.mark.parametrize("content", ["ab\tאב\tגד\tcd", "אב\tגד", "\tא\tב\t\tג x\t12\tד"])
def test_arrows_of_tabs_stand_in_their_tabs_where_a_line_goes_both_ways(
    make_editor: MakeEditor, content: str
) -> None:
    editor = make_editor(content, render_whitespace="all")
    images = [editor.widget.grab().toImage()]
    editor.widget.set_options(editor.widget.options._replace(render_whitespace="none"))
    images.append(editor.widget.grab().toImage())
    ratio = images[0].devicePixelRatioF()
    row = range(round(editor.widget.style_in_use.row_height * ratio))
    inked = {
        x / ratio
        for x in range(images[0].width())
        if any(images[0].pixel(x, y) != images[1].pixel(x, y) for y in row)
    }
    left = editor.widget.text_area().left()
    shape = editor.widget.viewport_in_use.shapes[0]
    blanks = [
        (left + shape.place(column).x, left + shape.place(column + 1).x)
        for column, character in enumerate(content)
        if character in "\t "
    ]
    assert all(any(start <= x <= end for x in inked) for start, end in blanks)
    assert all(any(start - 1 <= x <= end + 1 for start, end in blanks) for x in inked)


@pytest.mark.parametrize("shown", ["selection", "all"])
@pytest.mark.parametrize("wrap", ["on", "off"])
def test_blanks_of_a_long_line_are_looked_at_where_they_are_seen(
    make_editor: MakeEditor, shown: str, wrap: str
) -> None:
    editor = make_editor("so it goes\t" * 20_000, render_whitespace=shown, wrap=wrap)
    editor.widget.scroll_by(0.0, 3000.0)
    editor.select((0, len(editor.text)))
    editor.settle()
    assert len(editor.widget.viewport_in_use.shaper._fragments) < 100
    editor.widget.update(80, 33, 40, 50)
    editor.assert_screen_is_right()


@pytest.mark.parametrize("character", ["\u0085", "\u200b", "\x1b"])
def test_a_block_caret_covers_the_whole_name_in_a_box(
    make_editor: MakeEditor, character: str
) -> None:
    """And shows all of its letters in the colour of what is behind the text."""
    editor = make_editor(f"ab{character}cd", caret_style="block", current_line=False)
    color = editor.widget.style_in_use.colors.placeholder
    editor.select(2)
    area = editor.widget.caret_area()
    right_half = range(int(area.center().x()), int(area.right()) - 2)  # without the frame
    height = range(3, round(area.height()) - 3)

    def colored() -> bool:
        picture = editor.painted_anew()
        return any(picture.pixelColor(x, y) == color for x in right_half for y in height)

    assert not colored()
    editor.select(5)
    assert colored()

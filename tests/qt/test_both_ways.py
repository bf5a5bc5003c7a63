"""Text that is partly written from right to left: what is chosen of it is what is lit."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF
from PySide6.QtGui import QImage

from pith.qt import Mark
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor, plain_theme

MIXED = "Hebrew: שלום עולם (abc)"
PIECES = ["abc", " ", "שלום", "עולם", "\t", "12", "مرحبا", "(", ")", "😀", "שָׁ", "\u200e", "日本"]


@pytest.fixture
def make(make_editor: MakeEditor) -> MakeEditor:
    colors = {"editor.background": "#101010", "editor.selectionBackground": "#0000c8"}
    theme = plain_theme(**{name.replace(".", "_"): color for name, color in colors.items()})

    def made(content: str, **settings: object) -> Editor:
        return make_editor(content, theme=theme, current_line=False, **settings)

    return made


def different(one: QImage, other: QImage, left: float, rows: range) -> set[int]:
    """The x in which two pictures differ, from `left` on."""
    width = range(round(left), one.width() - 20)
    return {x for x in width if any(one.pixel(x, y) != other.pixel(x, y) for y in rows)}


def lit_and_inked(
    editor: Editor, start: int, end: int, row: int = 0
) -> tuple[set[int], set[int], set[int]]:
    """Of a seen row of pixels: x that the selection from `start` to `end` lights, x where letters
    in it have ink, and x where the others have."""
    widget = editor.widget
    left = widget.text_area().left()
    height = round(widget.style_in_use.row_height)
    rows = range(row * height, (row + 1) * height)

    def ink(*spans: tuple[int, int]) -> set[int]:
        marks = [(*span, Mark(foreground="#00ff00")) for span in spans if span[0] < span[1]]
        widget.set_decorations("test", marks)
        found = different(editor.painted_anew(), plain, left, rows)
        widget.set_decorations("test", [])
        return found

    editor.select(0)
    plain = editor.painted_anew()
    own, others = ink((start, end)), ink((0, start), (end, len(editor.text)))
    editor.select((start, end))
    edge = range(rows.start + 1, rows.start + 2)  # above all letters
    return different(editor.painted_anew(), plain, left, edge), own, others


def assert_lit(editor: Editor, start: int, end: int) -> None:
    lit, own, others = lit_and_inked(editor, start, end)
    said = f"{editor.text!r} from {start} to {end}"
    near = {x + by for x in lit for by in (-2, -1, 0, 1, 2)}  # letters hang over, corners are soft
    assert own <= near, f"{said}: not lit at {sorted(own - near)}"
    inner = {x for x in lit if all(x + by in lit for by in (-2, -1, 1, 2))}
    assert not others & inner, f"{said}: lit at {sorted(others & inner)}"


@pytest.mark.parametrize(("start", "end"), [(8, 10), (10, 13), (5, 9), (12, 20), (0, 23)])
def test_the_letters_that_are_selected_are_lit(make: MakeEditor, start: int, end: int) -> None:
    assert_lit(make(MIXED), start, end)


def test_random_selections_light_what_they_hold(make: MakeEditor) -> None:
    rng = random.Random(4)
    for _ in range(12):
        editor = make("".join(rng.choice(PIECES) for _ in range(12)))
        length = len(editor.text)
        layout = editor.widget.viewport_in_use.shapes[0]._layout  # type: ignore[attr-defined]
        display = editor.widget.viewport_in_use.shapes[0].display  # type: ignore[attr-defined]
        whole = [at for at in range(length) if layout.isValidCursorPosition(display.position(at))]
        for _ in range(3):
            start, end = sorted(rng.sample([*whole, length], 2))
            assert_lit(editor, start, end)


def test_a_drag_lights_what_it_selects(make: MakeEditor) -> None:
    editor = make("abc שלום עולם def")
    left = editor.widget.text_area().left()
    editor.mouse(QEvent.Type.MouseButtonPress, QPointF(left + 74, 8))
    editor.mouse(QEvent.Type.MouseMove, QPointF(left + 44, 8))
    editor.mouse(QEvent.Type.MouseButtonRelease, QPointF(left + 44, 8))
    (chosen,) = editor.view.selection.ranges
    assert 4 <= chosen.start < chosen.end <= 13
    assert_lit(editor, chosen.start, chosen.end)


def test_a_selection_over_rows_goes_to_the_end_of_each(make: MakeEditor) -> None:
    editor = make(f"{MIXED}\nשלום\n\nabc", rounded_selection=False)
    style = editor.widget.style_in_use
    editor.select(0)
    plain = editor.painted_anew()
    editor.select((10, len(editor.text)))
    shown = editor.painted_anew()
    left = editor.widget.text_area().left()
    for row, shape in enumerate(editor.widget.viewport_in_use.shapes[:3]):
        y = round(row * style.row_height) + 1
        lit = different(shown, plain, left, range(y, y + 1))
        end = left + shape.sub_row_edges(0)[1]
        assert end + 1 <= max(lit) <= end + style.column_width
    editor.assert_screen_is_right()


def test_marks_and_underlines_are_where_the_letters_are(make: MakeEditor) -> None:
    editor = make(MIXED)
    left = editor.widget.text_area().left()
    height = round(editor.widget.style_in_use.row_height)
    plain = editor.painted_anew()
    for kind in ("find", "find.current", "error"):
        editor.widget.set_decorations("test", [(8, 10, kind)])
        found = different(editor.painted_anew(), plain, left, range(height))
        middle = left + 127.0
        assert min(found) >= middle - 10
        assert max(found) <= middle + 11
        assert len(found) > 14


def test_a_block_caret_and_a_bracket_stand_on_their_letter(make: MakeEditor) -> None:
    editor = make("(שלום)", caret_style="block")
    editor.select(6)  # beside a bracket: both are framed
    editor.settle()
    scene = editor.widget._canvas.scene
    assert scene.overlays[0].brackets
    shape = editor.widget.viewport_in_use.shapes[0]
    left = editor.widget.text_area().left()
    for column in range(6):
        ((start, end),) = shape.covered(0, column, column + 1, 0.0, 900.0)
        rect = scene.caret_rect(0, column)
        assert rect.left() - left == pytest.approx(start, abs=0.6)
        assert rect.width() == pytest.approx(end - start, abs=0.6)
    editor.assert_screen_is_right()


@pytest.mark.parametrize("wrap", ["off", "on"])
def test_a_long_line_that_goes_both_ways(make: MakeEditor, wrap: str) -> None:
    editor = make("שלום עולם abc def " * 400, wrap=wrap)
    editor.widget.scroll_by(3000.0 if wrap == "off" else 0.0, 60.0)
    editor.select((100, 7000))
    editor.assert_screen_is_right()
    editor.select((5, 3), (90, 97), (2000, 2007))
    editor.assert_screen_is_right()
    assert len(editor.widget.viewport_in_use.shaper._fragments) < 100


@pytest.mark.parametrize("line", ["של\u200fום abc", "\u2067שלום\u2069 x", "x \u200fעולם\u200f y"])
def test_the_name_of_what_cannot_be_shown_stands_in_one_box(make: MakeEditor, line: str) -> None:
    editor = make(line)
    shape = editor.widget._viewport.shapes[0]
    boxes = list(shape.box_rects(0, 0, QRectF(editor.widget.rect())))
    names = [column for column, each in enumerate(line) if each in "\u200f\u2067\u2069"]
    assert len(boxes) == len(names)
    for column, box in zip(names, sorted(boxes, key=lambda box: box.left()), strict=True):
        assert box.width() == pytest.approx(4 * editor.widget.style_in_use.column_width, abs=2)
        letters = [index for index in range(len(line)) if index not in names]
        for index in letters:
            for left, right in shape.covered(0, index, index + 1, 0, 1e6):
                assert right <= box.left() + 1 or left >= box.right() - 1, (column, index)

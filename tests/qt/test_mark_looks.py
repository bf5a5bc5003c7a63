"""Marks that say themselves how they look: what is painted, and where carets are beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pith.edit import Selection
from pith.qt import Mark
from tests.qt.editors import Editor

MakeEditor = Callable[..., Editor]


def image(editor: Editor) -> QImage:
    QApplication.processEvents()
    return editor.widget.grab().toImage()


def has_color(picture: QImage, color: str, area: tuple[int, int, int, int]) -> bool:
    """Whether that colour, or nearly, is somewhere in left, top, right, bottom."""
    wanted = QColor(color)
    left, top, right, bottom = area
    return any(
        _near(picture.pixelColor(x, y), wanted)
        for y in range(top, min(bottom, picture.height()))
        for x in range(left, min(right, picture.width()))
    )


def _near(one: QColor, other: QColor) -> bool:
    return all(
        abs(a - b) < 90
        for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    )


def row_area(editor: Editor, row: int) -> tuple[int, int, int, int]:
    height = int(editor.widget.style_in_use.row_height)
    top = int(editor.widget.viewport_in_use.tops[row])
    return (0, top, editor.widget.width(), top + height)


@pytest.mark.parametrize(
    "mark",
    [
        Mark(background="#ff0000"),
        Mark(foreground="#ff0000"),
        Mark(underline="solid", underline_color="#ff0000"),
        Mark(background="#ff0000", whole_line=True),
        Mark(gutter="dot", gutter_color="#ff0000"),
        Mark(before="███", text_color="#ff0000"),
        Mark(after="███", text_color="#ff0000"),
        Mark(line_end="███", text_color="#ff0000"),
        Mark(before="  ", text_background="#ff0000"),
    ],
    ids=lambda mark: next(
        name for name, value in mark._asdict().items() if value not in ("", "none")
    ),
)
def test_each_part_is_painted_on_its_row_and_gone_again(
    make_editor: MakeEditor, mark: Mark
) -> None:
    editor = make_editor("one\ntwo\nthree", width=400, height=200)
    plain = image(editor)
    editor.widget.set_decorations("layer", [(4, 7, mark)])
    marked = image(editor)
    assert has_color(marked, "#ff0000", row_area(editor, 1))
    for other in (0, 2):
        assert not has_color(marked, "#ff0000", row_area(editor, other))
    editor.widget.set_decorations("layer", ())
    assert image(editor) == plain


def test_a_whole_line_is_filled_from_edge_to_edge(make_editor: MakeEditor) -> None:
    editor = make_editor("one\ntwo\nthree", width=400, height=200)
    editor.widget.set_decorations("layer", [(4, 5, Mark(background="#ff0000", whole_line=True))])
    picture = image(editor)
    _, top, right, bottom = row_area(editor, 1)
    middle = (top + bottom) // 2
    assert picture.pixel(1, middle) == QColor("#ff0000").rgb()
    assert picture.pixel(right - 30, middle) == QColor("#ff0000").rgb()


def test_parts_of_several_rows(make_editor: MakeEditor) -> None:
    editor = make_editor("one\ntwo\nthree", width=400, height=200)
    mark = Mark(gutter="dot", gutter_color="#ff0000", line_end="██", text_color="#00ff00")
    editor.widget.set_decorations("layer", [(1, 10, mark)])
    picture = image(editor)
    red = [has_color(picture, "#ff0000", row_area(editor, row)) for row in range(3)]
    green = [has_color(picture, "#00ff00", row_area(editor, row)) for row in range(3)]
    assert red == [True, False, False]
    assert green == [False, False, True]


def test_text_within_a_line_moves_what_is_behind_it(make_editor: MakeEditor) -> None:
    editor = make_editor("one two", width=400, height=200)
    widget = editor.widget
    width = widget.style_in_use.column_width

    def x(offset: int) -> float:
        point = widget.point_of(offset)
        assert point is not None
        return point.x()

    before = [x(offset) for offset in range(8)]
    widget.set_decorations("layer", [(4, 7, Mark(before="ab ", after="!"))])
    after = [x(offset) for offset in range(8)]
    # A caret stands before such a text: what is typed there comes before it.
    assert after[:5] == pytest.approx(before[:5])
    assert after[5:] == pytest.approx([each + 3 * width for each in before[5:]], abs=0.5)
    for offset in (*range(5), 6, 7):
        assert widget.offset_at_point(QPointF(after[offset] + 0.5, 10)) == offset
    widget.view.select(Selection.caret(7))
    widget.set_decorations("layer", ())
    assert [x(offset) for offset in range(8)] == pytest.approx(before)


def test_marks_go_along_with_what_is_typed(make_editor: MakeEditor) -> None:
    editor = make_editor("one\ntwo", width=400, height=200)
    editor.widget.set_decorations("layer", [(4, 7, Mark(before="██", text_color="#ff0000"))])
    editor.widget.view.select(Selection.caret(0))
    editor.edit(0, 0, "x\n")
    assert has_color(image(editor), "#ff0000", row_area(editor, 2))
    assert not has_color(image(editor), "#ff0000", row_area(editor, 1))


def test_wrapped_lines_have_room_for_text_within(make_editor: MakeEditor) -> None:
    content = "word " * 30
    editor = make_editor(content, width=300, height=300, wrap="on")
    before = editor.widget.viewport_in_use.shapes[0].sub_rows
    editor.widget.set_decorations("layer", [(5, 9, Mark(before="x" * 200))])
    assert editor.widget.viewport_in_use.shapes[0].sub_rows > before
    end = editor.widget.point_of(len(content))
    assert end is not None
    assert editor.widget.offset_at_point(QPointF(end.x(), end.y() + 2)) == len(content)


def test_a_long_line_does_without_text_within(make_editor: MakeEditor) -> None:
    editor = make_editor("a" * 30_000, width=300, height=200)
    mark = Mark(before="██", foreground="#ff0000", background="#00ff00")
    editor.widget.set_decorations("layer", [(2, 5, mark)])
    assert has_color(image(editor), "#00ff00", row_area(editor, 0))


def test_what_marks_say_is_shown_where_they_are(make_editor: MakeEditor) -> None:
    editor = make_editor("one two three\nfour", width=500, height=200)
    widget = editor.widget
    marks = [
        (4, 7, Mark(hover="about two")),
        (5, 7, Mark(hover="more")),
        (14, 18, Mark(hover="<b>plain</b>", gutter="dot", line_end="see")),
    ]
    widget.set_decorations("layer", marks)

    def at(offset: int, right: float = 2, down: float = 5) -> str:
        point = widget.point_of(offset)
        assert point is not None
        return widget.hover_text_at(point + QPointF(right, down))

    assert at(4) == "about two"
    assert at(6) == "about two\n\nmore"
    assert at(1) == ""
    assert at(9) == ""
    assert at(18, right=40) == "<b>plain</b>"
    assert at(13, right=40) == ""
    row_height = widget.style_in_use.row_height
    assert widget.hover_text_at(QPointF(4, row_height + 5)) == "<b>plain</b>"
    assert widget.hover_text_at(QPointF(4, 5)) == ""
    point = widget.point_of(15)
    assert point is not None
    place = (point + QPointF(0, 4)).toPoint()
    QApplication.sendEvent(
        widget, QHelpEvent(QHelpEvent.Type.ToolTip, place, widget.mapToGlobal(place))
    )
    assert widget.said == "<b>plain</b>"
    QApplication.sendEvent(
        widget, QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(60, 90), widget.mapToGlobal(QPoint()))
    )
    assert widget.said == ""


def test_a_key_paints_one_row_beside_marked_ones(make_editor: MakeEditor) -> None:
    editor = make_editor("\n".join(f"line {n}" for n in range(30)), width=400, height=500)
    widget = editor.widget
    text = widget.view.state.text
    marks = [
        (text.line_start(row), text.line_start(row) + 4, Mark(background="#ff0000"))
        for row in range(0, 30, 2)
    ]
    widget.set_decorations("layer", marks)
    widget.view.select(Selection.caret(text.line_end(3)))
    image(editor)
    QApplication.processEvents()
    before = widget.rows_painted
    editor.type("x")
    assert widget.rows_painted == before + 1
    shown = image(editor)
    widget.set_theme(None)
    assert image(editor) == shown


def test_what_marks_say_is_shown_at_the_caret(make_editor: MakeEditor) -> None:
    editor = make_editor("one two\nthree\n")
    editor.widget.show_hover()
    marks = [
        (4, 7, Mark(hover="about two")),
        (8, 9, Mark(hover="about the row", gutter="dot")),
        (8, 8, Mark(hover="behind it", line_end="x")),
    ]
    editor.widget.set_decorations("a", marks)
    editor.select(2)
    editor.widget.show_hover()
    assert editor.widget.said == ""
    editor.select(5)
    editor.widget.show_hover()
    assert editor.widget.said == "about two"
    editor.press("left")
    assert editor.widget.said == ""
    editor.select(12)
    editor.widget.show_hover()
    assert editor.widget.said == "behind it\n\nabout the row"
    QTest.keyRelease(editor.widget, Qt.Key.Key_I)
    assert editor.widget.said
    editor.press("escape")
    assert editor.widget.said == ""


def test_what_is_behind_a_line_ends_with_dots_where_it_has_no_room(make_editor: MakeEditor) -> None:
    editor = make_editor("one\n" * 3, current_line=False)
    editor.widget.set_decorations("test", [(0, 3, Mark(line_end="█" * 300, text_color="#ff0000"))])
    _, top, right, bottom = row_area(editor, 0)
    edge = int(editor.widget.text_area().right())
    width = int(editor.widget.style_in_use.column_width)
    picture = image(editor)
    assert has_color(picture, "#ff0000", (edge - 5 * width, top, edge - 4 * width, bottom))
    middle = (top + bottom) // 2
    assert not has_color(picture, "#ff0000", (edge - 2 * width, top, right, middle))
    assert has_color(picture, "#ff0000", (edge - 3 * width, middle, edge - width, bottom))
    editor.assert_screen_is_right()
    editor.widget.set_decorations(
        "test",
        [
            (0, 3, Mark(line_end="█" * 300, text_color="#ff0000")),
            (4, 7, Mark(line_end="and " * 40)),
            (8, 9, Mark(after="x" * 300)),
        ],
    )
    for x in (40, 7, -20, 300):
        editor.widget.scroll_by(x, 0)
        editor.assert_screen_is_right()
    editor.widget.resize(500, 300)
    editor.assert_screen_is_right()


GHOST = "def f(a):\n    return a\n\ndef g(b):\n    return b\n" + "x\n" * 40


@pytest.mark.parametrize("wrap", ["off", "on"])
def test_text_of_several_lines_has_rows_of_its_own(make_editor: MakeEditor, wrap: str) -> None:
    editor = make_editor(GHOST, wrap=wrap)
    widget = editor.widget
    height = widget.style_in_use.row_height
    end = GHOST.index("\n\n")  # of the second line
    mark = Mark(after=" + 1\n    # second\n███", text_color="#ff0000")
    plain = editor.painted_anew()
    widget.set_decorations("test", [(end, end, mark)])
    viewport = widget.viewport_in_use
    assert viewport.shapes[1].sub_rows == 3
    assert viewport.tops[2] - viewport.tops[1] == 3 * height
    left = int(widget.text_area().left())
    third = (left, int(3 * height), left + 20, int(4 * height))
    assert has_color(image(editor), "#ff0000", third), "its last line begins where lines begin"
    editor.assert_screen_is_right()

    # Carets go by them, wherever they come from.
    heads = []
    editor.select(4)
    for key in ["down"] * 4 + ["up"] * 4:
        editor.press(key)
        heads.append(editor.view.state.text.point_at(editor.ranges[0][1])[0])
        editor.assert_screen_is_right()
    assert heads == [1, 2, 3, 4, 3, 2, 1, 0]
    editor.select(end)
    editor.press("end")
    assert editor.ranges == [(end, end)]
    editor.press("down")
    assert editor.view.state.text.point_at(editor.ranges[0][1])[0] == 2
    point = QPointF(left + 30, 2.5 * height)
    editor.mouse(QEvent.Type.MouseButtonPress, point)
    editor.mouse(QEvent.Type.MouseButtonRelease, point)
    assert editor.ranges == [(end, end)]

    # Scrolling goes over every row of it, there and back, and to the end.
    for pixels in (height, height / 2, height, 3 * height, -2 * height, -height / 2, -height):
        widget.scroll_by(0.0, pixels)
        editor.assert_screen_is_right()
    widget.scroll_by(0.0, 9999.0)
    widget.scroll_by(0.0, -9999.0)
    assert viewport.anchor == (0, 0, 0)
    widget.scroll_by(0.0, 2 * height)
    assert (viewport.anchor.row, viewport.anchor.sub_row) == (1, 1)

    # Text is edited before, in and behind its row; then it goes.
    for at in (0, end, end + 3):
        editor.edit(at, at, "y")
        editor.assert_screen_is_right()
    editor.edit(0, 0, "new\n")
    editor.assert_screen_is_right()
    editor.edit(0, len("new\n"), "")
    widget.set_decorations("test", [])
    assert viewport.anchor.sub_row == 0
    assert viewport.shapes[0].sub_rows == 1
    editor.assert_screen_is_right()
    for at in (end + 3, end, 0):
        editor.edit(at, at + 1, "")
    assert editor.text == GHOST
    editor.select(0)
    widget.reveal(0)
    widget.scroll_by(0.0, -9999.0)
    assert image(editor) == plain


@pytest.mark.parametrize("wrap", ["off", "on"])
def test_a_line_goes_on_behind_text_of_several_lines(make_editor: MakeEditor, wrap: str) -> None:
    editor = make_editor("call(one, two)\nnext\nlast", wrap=wrap)
    widget = editor.widget
    widget.set_decorations("test", [(5, 5, Mark(before="a\nb\nlong text ", text_color="#ff0000"))])
    shape = widget.viewport_in_use.shapes[0]
    assert [shape.place(column).sub_row for column in (4, 5, 6, 14)] == [0, 0, 2, 2]
    editor.select(8)
    editor.press("down")
    assert editor.view.state.text.point_at(editor.ranges[0][1])[0] == 1
    editor.press("up", "up", "up")
    assert editor.view.state.text.point_at(editor.ranges[0][1])[0] == 0
    editor.press("end")
    assert editor.view.state.text.point_at(editor.ranges[0][1])[0] == 0
    point = editor.point(9)
    editor.mouse(QEvent.Type.MouseButtonPress, point)
    editor.mouse(QEvent.Type.MouseButtonRelease, point)
    assert editor.ranges == [(9, 9)]
    editor.select((3, 20))
    editor.assert_screen_is_right()
    editor.press("right")
    editor.type("abc")
    editor.assert_screen_is_right()

"""Lines as they are shown: places, columns, wrapping, and lines too long for one layout."""

from __future__ import annotations

import random
from itertools import accumulate, pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from pith.qt import EditorOptions
from pith.qt._colors import EditorColors
from pith.qt._long_line import LONG_LINE, LongLine
from pith.qt._shaped_line import UNBOUNDED, ShapedLine
from pith.qt._shaper import Preedit, Shaper
from pith.qt._style import Style
from pith.text import Edit, Text, graphemes


@pytest.fixture
def style(qapp: QApplication) -> Style:
    return Style(EditorOptions(), EditorColors(None))


def test_columns_are_where_they_are_placed(style: Style) -> None:
    shape = Shaper(style).shape("ab\tc😀d")
    column = style.column_width
    xs = [shape.place(at).x for at in range(7)]
    assert xs[:5] == pytest.approx([0, column, 2 * column, 4 * column, 5 * column], abs=0.6)
    assert xs == sorted(xs)
    for at, x in enumerate(xs):
        assert shape.column_at(0, x + 0.1) == at
    assert shape.column_at(0, -50) == 0
    assert shape.column_at(0, 9999) == 6


def test_a_box_is_one_column(style: Style) -> None:
    shape = Shaper(style).shape("a\x00b")
    assert shape.place(2).x == pytest.approx(4 * style.column_width, abs=0.6)
    assert shape.column_at(0, 2.2 * style.column_width) == 1
    boxes = list(shape.box_rects(0.0, 0.0, QRectF(0, 0, 1000, 100)))
    assert len(boxes) == 1
    assert boxes[0].width() == pytest.approx(3 * style.column_width, abs=0.6)


@pytest.mark.parametrize("line", ["abq\u0303cdef", "ab y\u0306 cd", "x\u0332y s\u030a\u030an more"])
def test_a_letter_with_marks_is_hit_in_both_of_its_halves(style: Style, line: str) -> None:
    shape = Shaper(style).shape(line)
    places = sorted({shape.place(column).x for column in range(len(line) + 1)})
    for left, right in pairwise(places):
        for part, nearest in ((0.2, left), (0.8, right)):
            column = shape.column_at(0, left + part * (right - left))
            assert shape.place(column).x == nearest, (column, left, right)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "e\u0301\u0302",
            "xe\u0301\u0302y",
            "abc e\u0301\u0302\u0303 def",
            "e\u0301\u0302\u3000x",
        ),
        *(
            "นี่ น้ำ",
            "क्षि x",
            "👩‍👩‍👧🇩🇪é̂\tz",
            "שe\u0301\u0302 e\u0301\u0302\u0303ש",
            "한한",
            "a\x00e\u0301\u0302",
        ),
    ],
)
@pytest.mark.parametrize("shown", ["a line", "rows", "segments"])
def test_no_place_is_within_a_character(style: Style, line: str, shown: str) -> None:
    if shown != "a line":
        line *= 20 if shown == "rows" else 400
    shaper = Shaper(style, 30 * style.column_width if shown == "rows" else UNBOUNDED)
    shape = shaper.shape_row(Text.of(line), 0)
    begin = set(accumulate(map(len, graphemes(line)), initial=0))
    for sub_row in range(shape.sub_rows):
        for step in range(-4, 160):
            column = shape.column_at(sub_row, step * style.column_width / 5)
            assert column in begin, (sub_row, step, column)


@pytest.mark.parametrize("letter", ["e\u0301\u0302", "นี่", "क्षि"])
def test_the_right_half_of_a_letter_with_several_marks_leads_behind_it(
    style: Style, letter: str
) -> None:
    shape = Shaper(style).shape(f"x{letter}y")
    left, right = shape.place(1).x, shape.place(1 + len(letter)).x
    assert shape.column_at(0, left + 0.3 * (right - left)) == 1
    assert shape.column_at(0, left + 0.7 * (right - left)) == 1 + len(letter)


def test_lines_are_shaped_once(style: Style) -> None:
    shaper = Shaper(style)
    assert shaper.shape("same") is shaper.shape("same")
    keyword = ((0, 4, "keyword"),)
    assert shaper.shape("same", keyword) is not shaper.shape("same")
    for number in range(4000):
        shaper.shape(f"line {number}")
    assert len(shaper._cache) <= 3000


def test_wrapping(style: Style) -> None:
    line = "    some words that go over the edge of it"
    shaper = Shaper(style, 20 * style.column_width + 1, "same")
    shape = shaper.shape(line)
    starts = [shape.sub_row_start(sub_row) for sub_row in range(shape.sub_rows + 1)]
    parts = [line[a:b] for a, b in pairwise(starts)]
    assert parts == ["    some words that ", "go over the edge ", "of it"]
    # Wrapped rows start where the first one's text does.
    assert shape.sub_row_edges(1)[0] == pytest.approx(4 * style.column_width, abs=0.6)
    place = shape.place(len("    some words that go"))
    assert place.sub_row == 1
    assert shape.column_at(1, 0.0) == starts[1]
    # Past the end of a wrapped row is its last place, not the first of the next row.
    assert shape.column_at(0, 9999) == starts[1] - 1
    assert shape.column_at(2, 9999) == len(line)


@pytest.mark.parametrize(("hanging", "columns"), [("none", 0), ("same", 2), ("indent", 6)])
def test_hanging_indent(style: Style, hanging: str, columns: int) -> None:
    shape = Shaper(style, 30 * style.column_width, hanging).shape("  " + "word " * 12)
    left, _ = shape.sub_row_edges(1)
    assert left == pytest.approx(columns * style.column_width, abs=0.6)


def test_deep_indentation_leaves_room_for_words(style: Style) -> None:
    shape = Shaper(style, 30 * style.column_width, "same").shape(" " * 26 + "word " * 12)
    assert shape.sub_row_edges(1)[0] == 0.0


def test_wrapping_random_lines(style: Style) -> None:
    rng = random.Random(3)
    shaper = Shaper(style, 25 * style.column_width, "indent")
    for _ in range(200):
        line = "".join(
            rng.choice(["a", " ", "word ", "日", "😀", "\t", "\x00", "xyzxyz"]) for _ in range(30)
        )
        shape = shaper.shape(line)
        starts = [shape.sub_row_start(sub_row) for sub_row in range(shape.sub_rows + 1)]
        assert starts[0] == 0
        assert starts[-1] == len(line)
        assert starts == sorted(set(starts)) or shape.sub_rows == 1
        for column in range(len(line)):
            sub_row, x = shape.place(column)
            assert starts[sub_row] <= column <= starts[sub_row + 1]
            assert x >= 0
        for sub_row in range(shape.sub_rows):
            for x in (0.0, 60.0, 500.0):
                column = shape.column_at(sub_row, x)
                assert shape.place(column).sub_row == sub_row


def long_line(content: str, shaper: Shaper) -> LongLine:
    text = Text.of(content)
    return LongLine(shaper, text, 0, len(text), ())


def test_a_long_line_is_where_a_short_one_would_be(style: Style) -> None:
    rng = random.Random(5)
    shaper = Shaper(style)
    for alphabet in ("abc def{}", "ab日\t😀"):
        content = "".join(rng.choice(alphabet) for _ in range(3000))
        long, short = (
            long_line(content, shaper),
            ShapedLine(shaper.shape(content).display, (), style),
        )
        if alphabet[0:2] == "ab" and "\t" not in alphabet:
            assert long.width == pytest.approx(short.width, rel=0.001)
            for column in range(0, 3001, 37):
                assert long.place(column).x == pytest.approx(
                    short.place(column).x, rel=0.001, abs=1
                )
        for column in range(0, 3000, 37):
            x = long.place(column).x
            assert abs(long.column_at(0, x) - column) <= 1


def test_only_what_is_seen_of_a_long_line_is_shaped(style: Style) -> None:
    shaper = Shaper(style)
    line = long_line("x" * 1_000_000, shaper)
    image = QImage(800, 20, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    line.draw(painter, -4_000_000.0, 0.0, QRectF(0, 0, 800, 20))
    painter.end()
    assert 1 <= len(shaper._fragments) <= 3


def test_a_long_line_keeps_what_was_measured_before_an_edit(style: Style) -> None:
    shaper = Shaper(style)
    text = Text.of("日" * 20_000)
    line = LongLine(shaper, text, 0, len(text), ())
    x = line.place(15_000).x
    after = text.edited([Edit(15_001, 15_001, "x")])
    measured = len(shaper._widths)
    edited = shaper.shape_row(after, 0, (), line, 15_001)
    assert isinstance(edited, LongLine)
    assert edited.place(15_000).x == x
    assert len(shaper._widths) == measured


def test_a_wrapped_long_line_counts_its_rows(style: Style) -> None:
    shaper = Shaper(style, 50 * style.column_width + 1)
    text = Text.of("x" * 10_030)
    shape = shaper.shape_row(text, 0)
    assert isinstance(shape, LongLine)
    assert shape.sub_rows == 201
    assert shape.place(10_029).sub_row == 200
    assert shape.sub_row_start(3) == 150
    assert shape.sub_row_start(201) == 10_030
    assert shape.column_at(7, 9999) == 399
    assert shape.column_at(200, 9999) == 10_030


def test_where_lines_become_long(style: Style) -> None:
    shaper = Shaper(style)
    assert isinstance(shaper.shape_row(Text.of("x" * LONG_LINE), 0), ShapedLine)
    assert isinstance(shaper.shape_row(Text.of("x" * (LONG_LINE + 1)), 0), LongLine)


def test_preedit_is_shown_inside_of_its_line(style: Style) -> None:
    shaper = Shaper(style)
    tokens = ((0, 3, "keyword"), (4, 7, "name"))
    preedit = Preedit(0, 5, "にほ😀", None)
    shape = shaper.shape_with_preedit("def\x00abc", tokens, preedit)
    assert shape.display.text == "defNULaにほ😀bc"
    places = [shape.place(column).x for column in range(8)]
    assert places == sorted(places)
    # The column of the preedit is its start; the next one comes after it.
    assert places[6] - places[5] > 3 * style.column_width
    assert shape.display.boxes == ((3, 6),)


def test_row_heights_are_whole_device_pixels(qapp: QApplication) -> None:
    for ratio in (1.0, 1.25, 1.5, 1.75, 2.0, 3.0):
        for size in (8.0, 10.5, 13.0, 27.5):
            style = Style(EditorOptions(font_size=size), EditorColors(None), None, ratio)
            for length in (style.row_height, style.baseline, style.caret_width, style.hairline):
                assert length * ratio == pytest.approx(round(length * ratio))
            assert style.row_height >= style.ascent + style.descent - 1 / ratio
            assert 0 < style.baseline < style.row_height


def test_unbounded_is_wider_than_any_line_laid_out_at_once() -> None:
    assert LONG_LINE * 100 < UNBOUNDED


@pytest.mark.parametrize(
    "content",
    [
        "\t".join(f"cell{number}" for number in range(900)),
        "wörter und wörter, " * 300,
        "wörter und wörter, " * 110 + "漢字かな交じり文" * 300,
        "漢字かな交じり文" * 400,
        "\x00\x01 a" * 900,
    ],
)
def test_a_wrapped_long_line_lies_between_the_edges(style: Style, content: str) -> None:
    shaper = Shaper(style, 40 * style.column_width + 1)
    line = LongLine(shaper, Text.of(content), 0, len(content), ())
    widths = [line.sub_row_edges(row)[1] for row in range(line.sub_rows)]
    assert max(widths) <= shaper.wrap_width + 1
    assert max(widths[:-1]) >= shaper.wrap_width * 0.8  # and fills the room that there is
    column = line.sub_row_start(1)
    assert line.place(column - 1).sub_row == 0
    for row in range(0, line.sub_rows - 1, 7):
        for column in range(line.sub_row_start(row), line.sub_row_start(row + 1)):
            place = line.place(column)
            assert place.sub_row == row
            assert line.column_at(row, place.x + 0.1) == column

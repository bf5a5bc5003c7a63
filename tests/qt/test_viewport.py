"""The geometry of what is seen: scrolling, revealing, and holding still through edits."""

from __future__ import annotations

import random

import pytest
from PySide6.QtWidgets import QApplication

from pith.edit import ChangeSet
from pith.qt import EditorOptions, _kept_rows
from pith.qt._colors import EditorColors
from pith.qt._scroll_anchor import ScrollAnchor
from pith.qt._shaped_line import UNBOUNDED, ShapedLine
from pith.qt._shaper import Shaper
from pith.qt._style import Style
from pith.qt._viewport import Viewport
from pith.text import Edit, Text


@pytest.fixture
def style(qapp: QApplication) -> Style:
    return Style(EditorOptions(), EditorColors(None))


def make(content: str, style: Style, rows: float = 10, columns: int | None = None) -> Viewport:
    wrap_width = UNBOUNDED if columns is None else columns * style.column_width + 1
    viewport = Viewport(Text.of(content), Shaper(style, wrap_width), lambda row: ())
    viewport.height = rows * style.row_height
    viewport.width = 60 * style.column_width
    viewport.fill()
    return viewport


def numbered(count: int) -> str:
    return "\n".join(f"line {number}" for number in range(count))


def test_only_seen_rows_are_shaped(style: Style) -> None:
    viewport = make(numbered(100_000), style)
    assert (viewport.first_row, viewport.last_row) == (0, 9)
    assert len(viewport.shaper._cache) == 10
    viewport.scroll_by(50_000 * style.row_height)
    viewport.fill()
    assert viewport.first_row == 50_000
    assert len(viewport.shaper._cache) <= 21


def test_scrolling_by_pixels(style: Style) -> None:
    viewport = make(numbered(50), style)
    height = style.row_height
    viewport.scroll_by(2.5 * height)
    assert viewport.anchor == ScrollAnchor(2, 0, height / 2)
    viewport.scroll_by(-0.75 * height)
    assert viewport.anchor[:2] == (1, 0)
    assert viewport.anchor.pixels == pytest.approx(0.75 * height)
    viewport.scroll_by(-1e9)
    assert viewport.anchor == ScrollAnchor(0, 0, 0)
    viewport.scroll_by(1e9)
    assert viewport.anchor == ScrollAnchor(49, 0, 0)
    viewport.scroll_beyond_end = False
    viewport.scroll_by(0)
    assert viewport.anchor == ScrollAnchor(40, 0, 0)


def test_a_place_in_a_row_that_is_not_wrapped_any_more_is_its_start(style: Style) -> None:
    viewport = make("word " * 40 + "\n" + numbered(20), style)
    viewport.scroll_to(ScrollAnchor(0, 3, 7.0))
    assert viewport.anchor == ScrollAnchor(0, 0, 0.0)


def test_a_short_text_does_not_scroll(style: Style) -> None:
    viewport = make("one\ntwo", style)
    viewport.scroll_beyond_end = False
    viewport.scroll_by(500)
    assert viewport.anchor == ScrollAnchor(0, 0, 0)
    assert viewport.last_position == 0


def test_scrolling_over_wrapped_rows(style: Style) -> None:
    content = "\n".join("x" * (10 * (number % 4) + 5) for number in range(40))
    viewport = make(content, style, columns=10)
    down = []
    for _ in range(30):
        down.append(viewport.anchor)
        viewport.scroll_by(0.5 * style.row_height)
    for anchor in reversed(down):
        viewport.scroll_by(-0.5 * style.row_height)
        assert viewport.anchor == anchor


def test_position_and_back(style: Style) -> None:
    content = "\n".join("word " * (number % 7) for number in range(60))
    for columns in (None, 10):
        viewport = make(content, style, columns=columns)
        for position in (0.0, 3.5, 17.25, 41.0):
            viewport.scroll_to_position(position)
            assert viewport.position == pytest.approx(position, abs=0.06)


def test_reveal_scrolls_as_little_as_it_can(style: Style) -> None:
    viewport = make(numbered(200), style)
    text = viewport.text
    assert not viewport.reveal(text.line_start(5))
    assert viewport.reveal(text.line_start(10))
    viewport.fill()
    assert viewport.anchor.row == 1
    assert viewport.reveal(text.line_start(0))
    viewport.fill()
    assert viewport.anchor.row == 0
    viewport.reveal(text.line_start(11), margin=2)
    viewport.fill()
    assert viewport.anchor.row == 4


def test_reveal_of_what_is_far_away_goes_to_the_middle(style: Style) -> None:
    viewport = make(numbered(200), style)
    viewport.reveal(viewport.text.line_start(100))
    viewport.fill()
    assert viewport.first_row < 100 - 3
    assert viewport.last_row > 100 + 3


def test_reveal_sideways(style: Style) -> None:
    viewport = make("short\n" + "x" * 300, style)
    viewport.reveal(6 + 200)
    viewport.fill()
    spot = viewport.spot_of(206)
    assert spot is not None
    assert 0 < spot.x < viewport.width
    viewport.reveal(0)
    assert viewport.x == 0


def test_points_and_offsets(style: Style) -> None:
    rng = random.Random(9)
    content = "".join(rng.choice(["ab ", "\n", "日本", "\t", "word"]) for _ in range(300))
    for columns in (None, 12):
        viewport = make(content, style, rows=30, columns=columns)
        viewport.scroll_by(37)
        viewport.fill()
        text = viewport.text
        for row in range(viewport.first_row, viewport.last_row):
            for offset in range(text.line_start(row), text.line_end(row) + 1):
                spot = viewport.spot_of(offset)
                assert spot is not None
                found = viewport.offset_at(spot.x + 0.1, spot.y + 1)
                if found != offset:
                    # Only blanks squeezed in at the end of a wrapped row share a place.
                    other = viewport.spot_of(found)
                    assert other is not None
                    assert text.slice(min(offset, found), max(offset, found)).isspace()
                    assert (other.x, other.y) == pytest.approx((spot.x, spot.y), abs=1.1)


def edited(viewport: Viewport, *edits: Edit) -> None:
    changes = ChangeSet.of(len(viewport.text), edits)
    viewport.edit(changes, changes.apply(viewport.text))


def test_edits_above_do_not_move_what_is_seen(style: Style) -> None:
    viewport = make(numbered(100), style)
    viewport.scroll_by(40.5 * style.row_height)
    viewport.fill()
    seen = viewport.text.line(viewport.first_row)
    edited(viewport, Edit(0, 0, "new\nlines\n"))
    assert viewport.anchor == ScrollAnchor(42, 0, style.row_height / 2)
    assert viewport.text.line(viewport.first_row) == seen
    edited(viewport, Edit(0, viewport.text.line_start(10), ""))
    assert viewport.text.line(viewport.first_row) == seen


def test_what_the_top_row_was_in_is_deleted(style: Style) -> None:
    viewport = make(numbered(100), style)
    viewport.scroll_by(40 * style.row_height)
    viewport.fill()
    text = viewport.text
    edited(viewport, Edit(text.line_start(30), text.line_start(60), ""))
    assert viewport.first_row == 30
    edited(viewport, Edit(0, len(viewport.text), ""))
    assert viewport.anchor == ScrollAnchor(0, 0, 0)


def test_untouched_rows_keep_their_shapes(style: Style) -> None:
    viewport = make(numbered(30), style)
    before = list(viewport.shapes)
    edited(viewport, Edit(viewport.text.line_start(3), viewport.text.line_start(3), "x"))
    assert [new is old for new, old in zip(viewport.shapes, before, strict=True)].count(False) == 1
    edited(viewport, Edit(viewport.text.line_start(2), viewport.text.line_start(2), "\n"))
    kept = {id(shape) for shape in before}
    assert [id(shape) in kept for shape in viewport.shapes].count(False) == 2


def test_rows_lie_below_each_other_when_new_colours_wrap_some_anew(
    style: Style, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewport = make("word " * 12 + "\n" + "word " * 14 + "\nend", style, rows=5, columns=20)
    assert [shape.sub_rows for shape in viewport.shapes[:2]] == [3, 4]
    narrow, wide = viewport.shaper, Shaper(style, 15 * style.column_width + 1)
    assert (wide.shape("word " * 14).sub_rows, narrow.shape("word ").sub_rows) == (5, 1)

    def shape(row: int, spans: object, *more: object) -> ShapedLine:
        """Bold is wider, and what is cut off there is not wrapped at all."""
        content = str(viewport.text).split("\n")[row]
        return wide.shape(content) if row else narrow.shape(content[: 25 if spans else None])

    viewport.tokens_of = lambda row: ((0, 4, "keyword"),) if row < 2 else ()
    monkeypatch.setattr(viewport, "_shape", shape)
    assert viewport.retoken(0, 2) == [0, 1]  # one is shorter by what the other is longer
    assert [shape.sub_rows for shape in viewport.shapes[:2]] == [2, 5]
    assert viewport.tops == [0, 2 * style.row_height]
    viewport.scroll_to(ScrollAnchor(0, 1, 0.0))
    viewport.fill()
    monkeypatch.setattr(viewport, "_shape", lambda row, *more: narrow.shape("one"))
    viewport.tokens_of = lambda row: ()
    assert viewport.retoken(0, 2) == [0, 1, 2]
    assert viewport.anchor == ScrollAnchor(0, 0, 0.0)


def test_random_edits_leave_what_starting_over_gives(
    style: Style, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_by_one = random_edits(style)
    monkeypatch.setattr(_kept_rows, "_MANY_EDITS", 0)
    assert random_edits(style) == one_by_one


def random_edits(style: Style) -> list[ScrollAnchor]:
    """What was at the top edge after each."""
    rng = random.Random(11)
    anchors: list[ScrollAnchor] = []
    for columns in (None, 14):
        viewport = make(numbered(40), style, columns=columns)
        for _ in range(300):
            length = len(viewport.text)
            edits, at = [], 0
            for _ in range(rng.randint(1, 3)):
                start = rng.randint(at, length)
                end = min(length, start + rng.choice([0, 0, 3, 30]))
                insert = rng.choice(["", "x", "\n", "some words of text\nand\n", "\r\n", "\r"])
                edits.append(Edit(start, end, insert))
                at = end + 1
                if at > length:
                    break
            edited(viewport, *edits)
            if rng.random() < 0.4:
                viewport.scroll_by(rng.randint(-200, 200))
                viewport.fill()
            fresh = Viewport(viewport.text, viewport.shaper, lambda row: ())
            fresh.height, fresh.width = viewport.height, viewport.width
            fresh.scroll_to(viewport.anchor)
            assert fresh.anchor == viewport.anchor
            fresh.fill()
            assert fresh.tops == viewport.tops
            assert fresh.shapes == viewport.shapes
            anchors.append(viewport.anchor)
    return anchors


def test_without_room_for_anything_a_row_is_at_the_top_edge(style: Style) -> None:
    viewport = make(numbered(6), style, rows=0)
    viewport.scroll_beyond_end = False
    viewport.scroll_by(1000 * viewport.row_height)
    viewport.fill()
    assert viewport.anchor.row == viewport.text.line_count - 1
    assert viewport.tops[0] + viewport.row_height > 0

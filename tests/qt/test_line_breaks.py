"""Where lines are wrapped: between words and pieces of code, and never within a character."""

from __future__ import annotations

import random
from itertools import accumulate, pairwise

import pytest
from PySide6.QtWidgets import QApplication

from pith.qt import EditorOptions, _long_line
from pith.qt._colors import EditorColors
from pith.qt._long_line import LongLine
from pith.qt._segments import Grid, WordRows
from pith.qt._shaped_line import Shape
from pith.qt._shaper import Shaper
from pith.qt._style import Style
from pith.text import Edit, Text, graphemes
from tests.support.reading import counts_what_is_read


@pytest.fixture
def style(qapp: QApplication) -> Style:
    return Style(EditorOptions(), EditorColors(None))


AFTER, BEFORE = " \t})]?|/&.,;", "([{+"


def may_break(before: str, after: str) -> bool:
    """Whether a row may end between two of the characters in PIECES."""
    alone = any(each >= "\u2e80" and not "\uac00" <= each <= "\ud7a3" for each in (before, after))
    return (
        after not in AFTER
        and before not in BEFORE
        and (before in AFTER or after in BEFORE or alone)
    )


def rows(line: str, style: Style, columns: int = 20) -> list[str]:
    """What of a line is on each row."""
    shaper = Shaper(style, columns * style.column_width + 1, "none")
    shape = shaper.shape_row(Text.of(line), 0)
    return [line[start:end] for start, end in pairwise(starts(shape))]


def starts(shape: Shape) -> list[int]:
    return [shape.sub_row_start(sub_row) for sub_row in range(shape.sub_rows + 1)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("painter.drawLine(style.hairline)", ["painter.drawLine", "(style.hairline)"]),
        ("f(argument_one=1, argument_two=2)", ["f(argument_one=1, ", "argument_two=2)"]),
        ("status_code,requests.get(alpha)", ["status_code,", "requests.get(alpha)"]),
        ("some words that go on over it", ["some words that go ", "on over it"]),
        ("/usr/share/fonts/truetype/dejavu", ["/usr/share/fonts/", "truetype/dejavu"]),
        ("x" * 45, ["x" * 20, "x" * 20, "x" * 5]),
        ("    " + "x" * 30, ["    " + "x" * 16, "x" * 14]),
        ("foo(bar)), [1, 2, (3)]", ["foo(bar)), [1, 2, ", "(3)]"]),
        ("x שלום עולם, abc def שלום (abc) עולם", ["x שלום עולם, abc def ", "שלום (abc) עולם"]),
    ],
)
def test_rows_end_where_one_would_end_them(style: Style, line: str, expected: list[str]) -> None:
    assert rows(line, style) == expected


def test_tabs_among_what_is_written_in_both_directions_tear_no_words(style: Style) -> None:
    pieces = ["word ", "a.b(c)", "שלום ", "مرحبا ", "\t", "dog's ", "12,345 ", "\u200f", "[1,2] "]
    for seed in range(150):
        r = random.Random(seed)
        line = "".join(r.choice(pieces) for _ in range(r.randrange(4, 30)))
        for before, after in pairwise(rows(line, style, r.randrange(12, 40))):
            torn = before[-1].isalnum() and after[0].isalnum()
            assert not torn, f"seed {seed}: {before!r} and {after!r}"


def test_ideographs_are_words_but_no_row_begins_with_what_closes(style: Style) -> None:
    found = rows("漢字「かな」、交じり文。" * 4, style, 24)
    assert len(found) > 3
    assert not any(row[0] in "」、。" or row[-1] in "「" for row in found)


PIECES = [
    *("word ", "a.b(c)", ", ", "👨‍👩‍👧", "e\u0301", "日本", "\t", "שלום ", "q\u0303", "\x00", "-"),
    *("x" * 25, "🇩🇪", "👍🏽", "한국", "=", "ก\u0e34"),
]

# Each of them wider than a row may be, or longer.
LONG_CHARACTERS = ["क" + "\u093f" * 50, "\u1100" * 45, "e" + "\u0301" * 90, "ก" + "\u0e34" * 30]


@pytest.mark.parametrize("times", [1, 60])
def test_random_lines_are_broken_at_places_between_characters(style: Style, times: int) -> None:
    rng = random.Random(7)
    for _ in range(60 if times == 1 else 6):
        line = "".join(rng.choice(PIECES) for _ in range(30 * times))
        shaper = Shaper(style, 30 * style.column_width, "none")
        shape = shaper.shape_row(Text.of(line), 0)
        found = starts(shape)
        assert found[0] == 0
        assert found[-1] == len(line)
        assert found == sorted(set(found)), ascii(line)
        edges = {0}
        for cluster in graphemes(line):
            edges.add(max(edges) + len(cluster))
        assert set(found) <= edges, (ascii(line), sorted(set(found) - edges))
        for sub_row, (start, end) in enumerate(pairwise(found)):
            assert shape.sub_row_edges(sub_row)[1] <= shaper.wrap_width + 1
            row = line[start:end]
            if end < len(line) and "\t" not in row and not may_break(row[-1], line[end]):
                # Only what has no good place: all of it is one word.
                inner = range(start + 1, end)
                assert not any(may_break(line[at - 1], line[at]) and at in edges for at in inner)


def huge(content: str, style: Style, columns: int) -> LongLine:
    """A line of which nobody looks at all."""
    text = Text.of(content)
    shaper = Shaper(style, columns * style.column_width + 1)
    line = LongLine(shaper, text, 0, len(text), ())
    assert isinstance(line._segments, Grid)
    return line


@pytest.fixture
def none_is_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_long_line, "_LOOKED_THROUGH", 0)


@pytest.mark.usefixtures("none_is_looked_through")
def test_rows_of_a_huge_line_end_behind_words(style: Style) -> None:
    rng = random.Random(2)
    content = " ".join("x" * rng.randint(1, 15) for _ in range(5000))
    line = huge(content, style, 80)
    found = starts(line)
    for start, end in pairwise(found):
        assert end == len(content) or content[end - 1] == " "
        assert 0 < end - start <= 80
    assert len(found) < len(content) / 50


@pytest.mark.usefixtures("none_is_looked_through")
def test_rows_of_a_huge_line_are_where_they_are_whatever_is_asked_first(style: Style) -> None:
    rng = random.Random(8)
    content = "".join(rng.choice(PIECES) for _ in range(3000))
    expected = starts(huge(content, style, 30))
    assert expected == sorted(set(expected))
    edges = {0}
    at = 0
    for cluster in graphemes(content):
        at += len(cluster)
        edges.add(at)
    assert set(expected) <= edges
    line = huge(content, style, 30)
    for _ in range(300):
        column = rng.randrange(len(content) + 1)
        sub_row = line.sub_row_of(column)
        assert expected[sub_row] <= column <= expected[sub_row + 1]
        assert line.place(column).sub_row == sub_row
        x = rng.uniform(-10, 300)
        assert line.sub_row_of(line.column_at(sub_row, x)) == sub_row


def test_a_huge_line_is_not_looked_through(style: Style) -> None:
    line = huge("words in a line " * 100_000, style, 80)
    assert line.sub_rows > 20_000
    line.place(800_000)
    line.column_at(15_000, 40.0)
    assert len(line._segments._starts) < 20  # type: ignore[attr-defined]
    assert len(line._shaper._fragments) < 4


@pytest.mark.parametrize("seed", range(12))
def test_rows_after_an_edit_are_those_of_the_text_anew(seed: int) -> None:
    rng = random.Random(seed)
    pieces = [*PIECES, *LONG_CHARACTERS] if seed % 3 == 2 else PIECES
    text = Text.of("".join(rng.choice(pieces) for _ in range(rng.choice([20, 900]))))
    known = WordRows(text, 0, len(text), 30)
    for _ in range(25):
        start = rng.randrange(len(text) + 1)
        end = min(len(text), start + rng.choice([0, 0, 1, 3, 200]))
        insert = "".join(rng.choice(pieces) for _ in range(rng.choice([0, 1, 1, 40])))
        edits = [Edit(start, end, insert)]
        if rng.random() < 0.3 and end < len(text):
            edits.append(Edit(len(text), len(text), "more "))
        text = text.edited(edits)
        anew = WordRows(text, 0, len(text), 30)
        known = WordRows(text, 0, len(text), 30, known, start)
        assert known._starts == anew._starts, (seed, start, end, insert)


@pytest.mark.parametrize(
    "pieces", [["🇩🇪"], ["😀"], ["👨‍👩‍👧"], [*PIECES, "😀", "a"], [*PIECES, *LONG_CHARACTERS]]
)
def test_rows_of_long_lines_never_start_within_a_character(pieces: list[str]) -> None:
    rng = random.Random(5)
    content = "".join(rng.choice(pieces) for _ in range(900))
    text = Text.of(f"before\n{content}\nbehind")
    found = WordRows(text, 7, 7 + len(content), 20)._starts
    assert found == sorted(set(found))
    assert set(found) <= set(accumulate(map(len, graphemes(content)), initial=0)) - {len(content)}


@pytest.mark.parametrize("unit", ["😀", "🇩🇪", "👨‍👩‍👧", "e\u0301\u0302"])
def test_rows_are_found_without_going_back_in_the_line(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = Text.of(unit * 2000)
    read = counts_what_is_read(monkeypatch)
    WordRows(text, 0, len(text), 40)
    assert sum(read) < 2 * len(text)


def test_segments_of_a_line_that_is_not_wrapped_cut_no_character(style: Style) -> None:
    family = "👨‍👩‍👧"
    text = Text.of("a" + family * 800)
    line = LongLine(Shaper(style), text, 0, len(text), ())
    grid = line._segments
    assert all((grid.start(index) - 1) % 5 == 0 for index in range(1, grid.count))
    xs = [line.place(1 + at * 5).x for at in range(800)]
    widths = [after - before for before, after in pairwise(xs)]
    assert max(widths) - min(widths) < 1.0

"""What is on the screen, and how little of it is painted for a key."""

from __future__ import annotations

import gc
import sys

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest

from pith.edit import Range, Selection
from pith.workspace import fold
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor, FixedHighlighter, plain_theme

COLORS = {
    "editor.background": "#101010",
    "editor.foreground": "#e0e0e0",
    "editorCursor.foreground": "#00ff00",
    "editor.selectionBackground": "#0000c8",
    "editor.inactiveSelectionBackground": "#000064",
    "editor.lineHighlightBackground": "#203020",
    "editorLineNumber.foreground": "#646464",
    "editorLineNumber.activeForeground": "#ffff00",
    "editor.findMatchHighlightBackground": "#c86400",
    "editor.findMatchBackground": "#ff9600c0",
    "editorBracketMatch.border": "#ff00ff",
    "editorIndentGuide.background1": "#305030",
    "editorIndentGuide.activeBackground1": "#00ffff",
    "editorRuler.foreground": "#ff8080",
    "editorUnicodeHighlight.border": "#ff0080",
    "editorError.foreground": "#ff2020",
    "editor.snippetTabstopHighlightBackground": "#404080",
    "editor.snippetFinalTabstopHighlightBorder": "#80ff40",
}
GUIDES = ("background", "activeBackground")
PARTS = (0.1, 0.5, 0.9)
PYTHON = "def f(x):\n    if x:\n        return (1)\n\n    return 2\n"


@pytest.fixture
def make(make_editor: MakeEditor) -> MakeEditor:
    def themed(content: str, **settings: object) -> Editor:
        return make_editor(content, theme=plain_theme(**COLORS), **settings)

    return themed


def columns_of(image: QImage, y: float, color: str) -> list[int]:
    """The x of the pixels of a colour in a row of pixels."""
    wanted = QColor(color).rgb()
    row = round(y)
    return [x for x in range(image.width()) if image.pixel(x, row) == wanted]


def has(image: QImage, color: str, top: float = 0, bottom: float | None = None) -> bool:
    rows = range(round(top), round(image.height() if bottom is None else bottom))
    return any(columns_of(image, y, color) for y in rows)


def test_the_caret_is_where_it_belongs(make: MakeEditor) -> None:
    editor = make("hello world\nsecond")
    style = editor.widget.style_in_use
    for column in (0, 5, 11):
        editor.select(column)
        image = editor.painted_anew()
        found = columns_of(image, style.row_height - 2, COLORS["editorCursor.foreground"])
        place = editor.widget._canvas.scene.gutter_width + column * style.column_width
        assert len(found) == 2
        assert found[0] <= place <= found[1] + 1
        assert not has(image, COLORS["editorCursor.foreground"], style.row_height)


def test_several_carets(make: MakeEditor) -> None:
    editor = make("one\ntwo\nthree")
    editor.select(1, 5, 10)
    image = editor.painted_anew()
    for row in range(3):
        y = (row + 0.5) * editor.widget.style_in_use.row_height
        assert len(columns_of(image, y, COLORS["editorCursor.foreground"])) == 2


def test_no_caret_without_focus(make: MakeEditor) -> None:
    editor = make("one")
    editor.select((0, 2))
    assert has(editor.painted_anew(), COLORS["editorCursor.foreground"])
    assert has(editor.painted_anew(), COLORS["editor.selectionBackground"])
    editor.widget.clearFocus()
    image = editor.painted_anew()
    assert not has(image, COLORS["editorCursor.foreground"])
    assert not has(image, COLORS["editor.selectionBackground"])
    assert has(image, COLORS["editor.inactiveSelectionBackground"])
    editor.assert_screen_is_right()


def test_a_selection_covers_its_text_and_its_line_breaks(make: MakeEditor) -> None:
    editor = make("abcdef\n\nxy", render_whitespace="none")
    editor.select((2, 9))
    style = editor.widget.style_in_use
    image = editor.painted_anew()
    left = editor.widget._canvas.scene.gutter_width
    extents = []
    for row in range(3):
        found = columns_of(image, row * style.row_height + 2, COLORS["editor.selectionBackground"])
        extents.append(
            ((found[0] - left) / style.column_width, (found[-1] + 1 - left) / style.column_width)
        )
    assert extents[0] == pytest.approx((2, 6.6), abs=0.4)
    assert extents[1] == pytest.approx((0, 0.6), abs=0.4)
    assert extents[2] == pytest.approx((0, 1), abs=0.4)


def test_the_current_line(make: MakeEditor) -> None:
    editor = make("one\ntwo\nthree")
    style = editor.widget.style_in_use
    editor.select(5)
    image = editor.painted_anew()
    assert (
        len(columns_of(image, 1.5 * style.row_height, COLORS["editor.lineHighlightBackground"]))
        > 400
    )
    assert not has(image, COLORS["editor.lineHighlightBackground"], 0, style.row_height)
    editor.select((4, 5))
    assert not has(editor.painted_anew(), COLORS["editor.lineHighlightBackground"])
    assert not has(
        make("one", current_line=False).painted_anew(), COLORS["editor.lineHighlightBackground"]
    )


def test_of_a_wrapped_line_only_the_caret_s_row_is_current(make: MakeEditor) -> None:
    editor = make("word " * 100, wrap="on", width=400)
    style = editor.widget.style_in_use
    editor.select(editor.widget.viewport_in_use.shapes[0].sub_row_start(2) + 2)
    image = editor.painted_anew()
    highlighted = [
        row
        for row in range(5)
        if columns_of(image, row * style.row_height + 1, COLORS["editor.lineHighlightBackground"])
    ]
    assert highlighted == [2]


def test_line_numbers(make: MakeEditor) -> None:
    editor = make("one\ntwo\nthree")
    style = editor.widget.style_in_use
    editor.select(4)
    image = editor.painted_anew().copy(0, 0, int(editor.widget._canvas.scene.gutter_width), 60)
    assert not has(image, COLORS["editorLineNumber.activeForeground"], 0, style.row_height)
    assert has(
        image, COLORS["editorLineNumber.activeForeground"], style.row_height, 2 * style.row_height
    )


def test_every_tenth_line_number(make: MakeEditor) -> None:
    editor = make("\n" * 12, line_numbers="interval", current_line=False)
    height = round(editor.widget.style_in_use.row_height)
    width = int(editor.widget._canvas.scene.gutter_width) - 4

    def numbered() -> list[int]:
        image = editor.on_screen()
        background = image.pixel(0, 0)
        return [
            row
            for row in range(13)
            if any(
                image.pixel(x, y) != background
                for y in range(row * height, (row + 1) * height)
                for x in range(width)
            )
        ]

    editor.select(2)
    assert numbered() == [2, 9]
    editor.press("down")
    assert numbered() == [3, 9]
    editor.select(0, 5)
    assert numbered() == [0, 5, 9]
    editor.assert_screen_is_right()


def test_a_selection_that_goes_on_in_a_fold_ends_with_the_last_row_that_is_seen(
    make: MakeEditor,
) -> None:
    editor = make("first\n    second\n    third\n    fourth")
    assert fold(editor.view, [0])
    editor.view.select(Selection.of([Range(2, len(editor.text))]), "select.all", reveal=False)
    editor.settle()
    style = editor.widget.style_in_use
    image = editor.on_screen()
    colors = COLORS["editor.selectionBackground"], COLORS["editor.inactiveSelectionBackground"]
    assert any(has(image, color, bottom=style.row_height) for color in colors)
    assert not any(has(image, color, top=style.row_height) for color in colors)


def test_what_was_scrolled_beneath_the_gutter_stays_there(make: MakeEditor) -> None:
    """Also where only its last pixels are painted anew."""
    editor = make("a line that is wide\n" * 5 + "wide " * 100)
    editor.settle()
    editor.widget.scroll_by(3, 0)
    editor.view.select(Selection.of([Range(0, len(editor.text))]), reveal=False)
    editor.settle()
    style = editor.widget.style_in_use
    edge = int(editor.widget.text_area().left()) - int(style.caret_width)
    for left in range(edge - 3, edge + 2):
        editor.widget.update(QRect(left, 0, 2, 100))
        editor.settle()
        editor.assert_screen_is_right()


def test_the_gutter_grows_with_the_number_of_lines(make: MakeEditor) -> None:
    editor = make("\n" * 998)
    before = editor.widget._canvas.scene.gutter_width
    editor.edit(0, 0, "\n")
    assert editor.widget._canvas.scene.gutter_width > before
    editor.assert_screen_is_right()


def test_find_matches_follow_edits(make: MakeEditor) -> None:
    editor = make("one two one")
    editor.widget.set_decorations("find", [(8, 11, "find")])
    style = editor.widget.style_in_use
    left = editor.widget._canvas.scene.gutter_width

    def found() -> float:
        row = columns_of(
            editor.on_screen(), style.row_height - 1, COLORS["editor.findMatchHighlightBackground"]
        )
        return (row[0] - left) / style.column_width

    # One pixel in: the corners are soft.
    assert found() == pytest.approx(8, abs=0.6)
    editor.edit(0, 0, "xx")
    assert found() == pytest.approx(10, abs=0.6)
    editor.widget.set_decorations("find", [])
    assert not has(editor.on_screen(), COLORS["editor.findMatchHighlightBackground"])


def test_the_current_match_is_not_painted_over(make: MakeEditor) -> None:
    """What was found last is selected as well."""
    editor = make("one two one", render_whitespace="none")
    editor.select((8, 11))
    editor.widget.set_decorations("find", [(0, 3, "find"), (8, 11, "find.current")])
    style = editor.widget.style_in_use
    image = editor.painted_anew()
    x = round(editor.widget._canvas.scene.gutter_width + 9.5 * style.column_width)
    current, selection = image.pixelColor(x, 2), QColor(COLORS["editor.selectionBackground"])
    assert current.red() > 120 > selection.red()
    editor.assert_screen_is_right()


def test_a_match_that_is_an_occurrence_as_well_is_shown_as_a_match(make: MakeEditor) -> None:
    editor = make("one two one", occurrences=False)
    editor.widget.set_decorations("find", [(8, 11, "find")])
    alone = editor.painted_anew()
    editor.widget.set_decorations("mine", [(8, 11, "occurrence")])
    text = alone.rect().adjusted(0, 0, -40, 0)  # without the scroll bar, which shows both
    assert editor.painted_anew().copy(text) == alone.copy(text)


@pytest.mark.parametrize("length", [40, 5000], ids=["short", "long"])
def test_text_is_in_the_colours_for_what_it_lies_on(make_editor: MakeEditor, length: int) -> None:
    """A theme's own for what is selected, a match, and the current one, which comes over both."""
    colors = {
        **COLORS,
        "editor.selectionForeground": "#00ffff",
        "editor.findMatchHighlightForeground": "#ffff00",
        "editor.findMatchForeground": "#ff00ff",
    }
    editor = make_editor(
        "█" * length, theme=plain_theme(**colors), render_whitespace="none", occurrences=False
    )
    editor.widget.set_decorations("find", [(0, 10, "find"), (4, 6, "find.current")])
    editor.select((2, 12))
    style = editor.widget.style_in_use
    image = editor.painted_anew()
    left = editor.widget._canvas.scene.gutter_width
    y = round(style.baseline - style.ascent / 3)

    def color(column: int) -> str:
        return image.pixelColor(round(left + (column + 0.5) * style.column_width), y).name()

    wanted = {0: "#ffff00", 3: "#00ffff", 5: "#ff00ff", 9: "#00ffff", 11: "#00ffff"}
    assert {column: color(column) for column in wanted} == wanted
    assert color(14) == COLORS["editor.foreground"]
    editor.assert_screen_is_right()


def test_squiggles_and_boxes(make: MakeEditor) -> None:
    editor = make("bad \x00 word")
    assert has(editor.painted_anew(), COLORS["editorUnicodeHighlight.border"])
    editor.widget.set_decorations("problems", [(0, 3, "error")])
    image = editor.painted_anew()
    red = [
        x
        for y in range(10, 21)
        for x in range(image.width())
        if QColor(image.pixel(x, y)).red() > 150 and QColor(image.pixel(x, y)).green() < 60
    ]
    assert red


def test_a_bracket_that_is_far_away_is_looked_for_bit_by_bit(
    make: MakeEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pith.qt._resting_marks._STEP", 0.0)
    content = "[" + "[]," * 200 + "]"
    editor = make(content)
    editor.select(0)
    marks = editor.widget._rest.marks
    editor.widget._rest.settle()
    assert marks.searching
    assert editor.widget._canvas.brackets == ()
    editor.type("x")  # what was looked for is elsewhere now
    assert not marks.searching
    editor.widget._rest.settle()
    while marks.searching:
        QTest.qWait(5)
    assert editor.widget._canvas.brackets == (1, len(content))


def test_matching_brackets(make: MakeEditor) -> None:
    editor = make(PYTHON)
    editor.select(PYTHON.index("(1)"))
    editor.settle()
    assert editor.widget._canvas.brackets == (PYTHON.index("(1)"), PYTHON.index(")\n\n"))
    editor.assert_screen_is_right()
    editor.select(0)
    editor.settle()
    assert editor.widget._canvas.brackets == ()
    editor.assert_screen_is_right()


def test_indent_guides(make: MakeEditor) -> None:
    editor = make(PYTHON)
    style = editor.widget.style_in_use
    editor.select(PYTHON.index("return (1)"))
    image = editor.painted_anew()
    plain, active = (
        COLORS["editorIndentGuide.background1"],
        COLORS["editorIndentGuide.activeBackground1"],
    )

    def guides(row: int) -> tuple[int, int]:
        y = (row + 0.5) * style.row_height
        return len(columns_of(image, y, plain)), len(columns_of(image, y, active))

    assert [guides(row) for row in range(5)] == [(0, 0), (1, 0), (1, 1), (1, 0), (1, 0)]
    assert not has(make(PYTHON, indent_guides=False).painted_anew(), plain)


def test_rulers(make: MakeEditor) -> None:
    editor = make("one", rulers=(10, 20))
    style = editor.widget.style_in_use
    found = columns_of(editor.painted_anew(), 300, COLORS["editorRuler.foreground"])
    left = editor.widget._canvas.scene.gutter_width
    assert [(x - left) / style.column_width for x in found] == pytest.approx([10, 20], abs=0.1)


@pytest.mark.parametrize(
    "caret_style",
    ["line", "block", "underline", "line-thin", "block-outline", "underline-thin"],
)
def test_caret_styles(make: MakeEditor, caret_style: str) -> None:
    editor = make("wide日 x", caret_style=caret_style)
    for column in (0, 4, 7):
        editor.select(column)
        assert has(editor.on_screen(), COLORS["editorCursor.foreground"])
        editor.assert_screen_is_right()


def test_how_much_of_a_caret_is_painted(make: MakeEditor) -> None:
    editor = make("word", caret_width=3, current_line=False)
    style = editor.widget.style_in_use
    size = round(style.row_height), round(style.column_width)
    color = QColor(COLORS["editorCursor.foreground"])
    found = {}
    for caret_style in ("line", "line-thin", "underline", "underline-thin", "block-outline"):
        editor.widget.set_options(editor.widget.options._replace(caret_style=caret_style))
        picture = editor.painted_anew()
        pixels = [(x, y) for x in range(picture.width()) for y in range(size[0])]
        found[caret_style] = sum([picture.pixelColor(x, y) == color for x, y in pixels])
    assert found["line"] == 3 * size[0]
    assert found["line-thin"] == size[0]
    assert found["underline"] == 3 * found["underline-thin"]
    assert abs(found["block-outline"] - 2 * sum(size)) <= 6


def test_highlighting(make_editor: MakeEditor) -> None:
    highlighter = FixedHighlighter()
    editor = make_editor("def f", highlighter=highlighter, theme=plain_theme(**COLORS))
    assert not has(editor.on_screen(), "#ff0000")
    highlighter.set_text(editor.view.state.text)
    highlighter.changed.emit(0, 0)
    assert has(editor.on_screen(), "#ff0000")
    assert highlighter.wanted[-1] == (0, 0)
    editor.widget.set_highlighter(None)
    assert not has(editor.on_screen(), "#ff0000")


def test_tokens_that_change_before_the_view_knows_of_the_edit(make_editor: MakeEditor) -> None:
    """A highlighter may say that other rows changed while the widget has the text before."""
    highlighter = FixedHighlighter()
    editor = make_editor("a\nb\nc", highlighter=highlighter, theme=plain_theme(**COLORS))
    highlighter.set_text(editor.view.state.text)

    def follow(change: object) -> None:
        highlighter.set_text(editor.document.text)
        highlighter.words.append(("c", "keyword"))
        highlighter.changed.emit(3, 3)

    editor.document.changed.connect(follow)
    editor.edit(0, 0, "new\n")
    assert has(editor.on_screen(), "#ff0000", 3 * editor.widget.style_in_use.row_height)
    editor.assert_screen_is_right()


def test_set_theme_paints_everything(make: MakeEditor) -> None:
    editor = make("one\ntwo")
    editor.widget.set_theme(plain_theme("light", **{"editor.background": "#ffeeff"}))
    image = editor.on_screen()
    assert image.pixelColor(600, 350) == QColor("#ffeeff")
    editor.assert_screen_is_right()


def painted(editor: Editor, *keys: str) -> int:
    editor.settle()
    before = editor.widget.rows_painted
    editor.press(*keys)
    return editor.widget.rows_painted - before


def test_a_key_paints_one_row(make: MakeEditor) -> None:
    editor = make("line of text\n" * 100)
    editor.select(5)
    editor.type("x")
    assert painted(editor, "y") == 1
    assert painted(editor, "backspace") == 1
    assert painted(editor, "right") == 1


def test_moving_the_caret_paints_two_rows(make: MakeEditor) -> None:
    editor = make("line of text\n" * 100)
    assert painted(editor, "down") == 2


def test_scrolling_paints_what_comes_into_sight(make: MakeEditor) -> None:
    editor = make("line of text\n" * 100)
    seen = editor.widget.viewport_in_use.last_row + 1
    editor.settle()
    before = editor.widget.rows_painted
    editor.widget.scroll_rows(1)
    editor.on_screen()
    assert editor.widget.rows_painted - before <= 3 < seen
    editor.assert_screen_is_right()


def test_a_blink_paints_no_more_than_the_row(make: MakeEditor) -> None:
    editor = make("line of text\n" * 100, caret_blink=True)
    editor.settle()
    before = editor.widget.rows_painted
    editor.widget._blink._last_input -= 1
    editor.widget._blink._tick()
    editor.on_screen()
    assert editor.widget.rows_painted - before == 1


def test_the_same_state_paints_nothing(make: MakeEditor) -> None:
    editor = make("line of text\n" * 10)
    editor.settle()
    before = editor.widget.rows_painted
    editor.view.select(editor.view.selection)
    editor.widget.set_options(editor.widget.options)
    editor.settle()
    assert editor.widget.rows_painted == before


def test_painting_leaves_no_garbage(make: MakeEditor) -> None:
    """No cycles: what a key or a paint makes goes away by itself."""
    editor = make(PYTHON * 20)
    editor.press("down", "x", "backspace")
    gc.collect()
    gc.disable()
    try:
        for _ in range(20):
            editor.press("x", "backspace", "down", "right")
            editor.on_screen()
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_ten_thousand_paints_keep_the_count_of_none(make: MakeEditor) -> None:
    editor = make("x = 1")
    editor.select((0, 3))
    image = QImage(640, 40, QImage.Format.Format_RGB32)
    rect = QRect(0, 0, 640, 20)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(10_000):
        editor.widget._canvas.painter.paint(painter, rect)
    after = sys.getrefcount(None)
    painter.end()
    assert abs(after - before) < 1000


def test_what_one_key_changes_and_then_scrolls(make_editor: MakeEditor) -> None:
    editor = make_editor("word\n" * 100, height=200)
    editor.select(len("word\n") * 8)
    editor.settle()

    canvas = editor.widget._canvas
    canvas.hold()
    editor.select(len("word\n") * 3)
    editor.widget.scroll_rows(2)
    editor.select(len("word\n") * 7)
    canvas.paint_now()
    editor.assert_screen_is_right()


@pytest.mark.parametrize(("hanging", "rows"), [("none", 1), ("same", 3)])
def test_indent_guides_run_beside_wrapped_text_and_not_through_it(
    make: MakeEditor, hanging: str, rows: int
) -> None:
    line = "        return " + "some_word, " * 14
    editor = make(line, width=500, wrap="on", hanging_indent=hanging, minimap=False)
    style = editor.widget.style_in_use
    assert editor.widget.viewport_in_use.shapes[0].sub_rows >= 3
    image = editor.painted_anew()
    x = round(editor.widget._canvas.scene.guide_x(1))
    colors = {QColor(COLORS[f"editorIndentGuide.{name}1"]).rgb() for name in GUIDES}
    lit = [
        row
        for row in range(3)
        if all(image.pixel(x, round((row + part) * style.row_height)) in colors for part in PARTS)
    ]
    assert lit == list(range(rows))
    editor.assert_screen_is_right()


def test_a_mark_on_an_emoji_stays_in_its_row(make_editor: MakeEditor) -> None:
    editor = make_editor("one\n\U0001f600\u0301 two\nthree", font_size=8)
    for offset in (0, 5, 0, 9):
        editor.select(offset)
        editor.assert_screen_is_right()


def test_places_of_a_snippet_are_seen_even_where_nothing_stands(make: MakeEditor) -> None:
    editor = make("f(name, )\nend\n")
    editor.select(13)
    plain = editor.painted_anew()
    assert not has(plain, "#404080")
    editor.widget.set_decorations("snippet", [(2, 6, "snippet.stop"), (8, 8, "snippet.stop")])
    editor.assert_screen_is_right()
    tinted = columns_of(
        editor.painted_anew(), editor.widget.style_in_use.row_height * 0.2, "#404080"
    )
    width = editor.widget.style_in_use.column_width
    assert len(tinted) >= 4 * width - 4 + 2
    assert tinted[-1] - tinted[0] > 5 * width  # the empty one is apart
    editor.widget.set_decorations("snippet", [(9, 9, "snippet.final")])
    editor.assert_screen_is_right()
    image = editor.painted_anew()
    assert not has(image, "#404080")
    assert image != plain  # a line as thin as lines are, so that its colour is blended

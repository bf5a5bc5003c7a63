"""The text in miniature beside an editor."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFont, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pith.edit import Fold, Folds
from pith.qt._in_memory import in_memory
from pith.qt._minimap import Minimap
from pith.qt._minimap._cells import OTHER, WIDE, letters_of
from pith.qt._minimap._glyphs import Glyphs
from pith.qt._minimap._track import Track
from pith.qt._minimap_side import MARGIN
from pith.text import PageReader, Text
from pith.text._page_cache import DEFAULT_LIMIT, PAGES
from pith.workspace import Document, View
from tests.qt.conftest import MakeEditor
from tests.qt.editors import Editor, FixedHighlighter, plain_theme
from tests.support.paged import paged_text
from tests.support.slow_disk import SlowDisk

LINES = [f"{'    ' * (row % 3)}def line_{row}(some, words):" for row in range(1000)]
CONTENT = "\n".join(LINES)
RED = QColor("#ff0000")


def minimap_of(editor: Editor) -> Minimap:
    """The minimap, once it shows all that it is going to."""
    editor.settle()
    minimap = editor.widget._display.minimap.minimap
    assert minimap is not None
    while minimap.isVisible() and not minimap.complete:
        QApplication.processEvents()
    return minimap


def picture(editor: Editor) -> QImage:
    return minimap_of(editor).grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def inked_rows(image: QImage, background: QColor) -> list[int]:
    """The rows of pixels in which there are letters or marks."""
    empty = background.rgb()
    wide, high = range(MARGIN, image.width()), range(image.height())
    return [y for y in high if any(image.pixel(x, y) != empty for x in wide)]


def background(editor: Editor) -> QColor:
    return editor.widget.style_in_use.colors.background


def send(
    minimap: Minimap,
    kind: QEvent.Type,
    y: float,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
) -> None:
    point = QPointF(10, y)
    none = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(kind, point, minimap.mapToGlobal(point), button, button, none)
    QApplication.sendEvent(minimap, event)


PRESS, MOVE, RELEASE = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonRelease,
)


# Arithmetic


def test_a_text_that_fits_stays_where_it_is() -> None:
    for position in (0.0, 10.0, 99.0):
        track = Track(height=400, row=2, position=position, last=99, page=30)
        assert track.start == 0
        assert track.slider_top == pytest.approx(position * 2)
        assert track.dragged(position, 4) == pytest.approx(min(position + 2, 99))


def test_a_longer_one_slides_from_edge_to_edge() -> None:
    tracks = [Track(400, 2, position, 9999, 30) for position in (0.0, 5000.0, 9999.0)]
    assert tracks[0].start == tracks[0].slider_top == 0
    assert tracks[-1].slider_top + tracks[-1].slider_height == pytest.approx(400)
    assert tracks[-1].end == pytest.approx(9999 + 30)
    for track in tracks:
        # The slider lies over the rows that the editor shows.
        assert track.start + track.slider_top / 2 == pytest.approx(track.position)
        assert track.dragged(0, track.free) == pytest.approx(9999)


def test_it_begins_to_slide_without_a_jump() -> None:
    fitting, longer = Track(400, 2, 100, 170, 30), Track(400, 2, 100, 170.001, 30)
    assert not fitting.slides
    assert longer.slides
    assert longer.start == pytest.approx(fitting.start, abs=0.01)
    assert longer.slider_top == pytest.approx(fitting.slider_top, abs=0.01)


def test_nothing_to_scroll() -> None:
    track = Track(400, 2, 0, 0, 30)
    assert track.slider_top == track.free == track.start == 0
    assert track.dragged(0, 50) == track.centred(300) == 0


# Rows


def test_letters_and_where_columns_are() -> None:
    assert letters_of("a b", 4, 120) == (b"a b", None)
    assert letters_of("abcdef", 4, 3) == (b"abc", None)
    assert letters_of("\tx\ty", 4, 120) == (b"    x   y", [0, 4, 5, 8, 9])
    assert letters_of("日é", 4, 120) == (bytes((WIDE, WIDE, OTHER)), [0, 2, 3])
    assert letters_of("e\u0301x", 4, 120) == (b"ex", [0, 1, 1, 2])
    assert letters_of("a\u3000b", 4, 120)[0] in (b"a b", b"a" + bytes((WIDE, WIDE)) + b"b")
    assert letters_of("\t\t", 8, 10)[0] == b" " * 10


def test_letters_have_the_shape_of_the_font_s(qapp: QApplication) -> None:
    for scale in (1, 2, 3):
        glyphs = Glyphs(QFont("monospace"), scale, 1.0)
        pixels = {letter: glyphs.inked(letter.encode()) for letter in " .'xlM_"}
        assert all(len(ink) == 2 * scale * scale for ink in pixels.values())
        assert not any(pixels[" "])
        top, bottom = (
            {letter: sum(ink[part]) for letter, ink in pixels.items()}
            for part in (slice(None, scale * scale), slice(scale * scale, None))
        )
        assert top["'"] > bottom["'"]
        assert top["_"] < bottom["_"]
        assert top["."] < bottom["."] < bottom["M"]
        # Side by side, as lines of pixels over all letters.
        assert glyphs.inked(b"x ")[:scale] == pixels["x"][:scale]
        assert not any(glyphs.inked(b"x ")[scale : 2 * scale])


# The widget


def test_there_is_none_until_it_is_wanted(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT)
    assert editor.widget._display.minimap.minimap is None
    right = editor.widget.text_area().right()
    editor.widget.set_options(editor.widget.options._replace(minimap=True))
    minimap = minimap_of(editor)
    assert minimap.isVisible()
    assert editor.widget.text_area().right() == minimap.geometry().left() < right
    editor.assert_screen_is_right()
    editor.widget.set_options(editor.widget.options._replace(minimap=False))
    assert not minimap.isVisible()
    assert editor.widget.text_area().right() == right
    editor.assert_screen_is_right()


def test_it_leaves_a_narrow_editor_alone(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT, minimap=True, width=160)
    editor.settle()
    assert editor.widget._display.minimap.minimap is None
    editor.widget.resize(900, 300)
    assert minimap_of(editor).isVisible()
    widest = minimap_of(editor).width()
    editor.widget.set_options(editor.widget.options._replace(minimap_columns=30))
    assert minimap_of(editor).width() < widest
    editor.widget.resize(160, 300)
    assert not minimap_of(editor).isVisible()
    editor.assert_screen_is_right()


def test_rows_have_their_text_and_colours(make_editor: MakeEditor) -> None:
    highlighter = FixedHighlighter([("def", "keyword")])
    content = "def\n\n    text\n"
    highlighter.set_text(Text.of(content))
    editor = make_editor(content, minimap=True, highlighter=highlighter, theme=plain_theme())
    shown = picture(editor)
    assert inked_rows(shown, background(editor)) == [0, 1, 4, 5]
    minimap = minimap_of(editor)
    assert minimap._colors.letters[1:] == [RED]
    reddest = max((shown.pixelColor(x, y) for x in range(20) for y in (0, 1)), key=QColor.red)
    assert reddest.red() > 3 * reddest.green()
    highlighter.words = []
    highlighter.changed.emit(0, 0)
    other = picture(editor)
    assert inked_rows(other, background(editor)) == [0, 1, 4, 5]
    assert other != shown


def test_a_long_line_is_cut_and_not_gone_through(make_editor: MakeEditor) -> None:
    editor = make_editor("x" * 3_000_000 + "\nend", minimap=True)
    assert inked_rows(picture(editor), background(editor)) == [0, 1, 2, 3]


@pytest.mark.parametrize("seed", range(4))
def test_after_edits_and_folds_it_is_as_if_made_anew(make_editor: MakeEditor, seed: int) -> None:
    """Bit by bit what was kept is what is drawn of the text as it is."""
    rng = random.Random(seed)
    editor = make_editor("\n".join(LINES[:400]), minimap=True, minimap_slider="always")
    minimap_of(editor)
    log: list[Any] = []
    for _ in range(40):
        size, rows = len(editor.view.state.text), editor.view.state.text.line_count
        match rng.randrange(6):
            case 0:
                at = rng.randint(0, size)
                insert = rng.choice(("\n", "x", "one\ntwo\n", "\t", "日本"))
                log.append(("insert", at, insert))
                editor.edit(at, at, insert)
            case 1:
                at = rng.randint(0, size)
                end = min(size, at + rng.choice((1, 3, 200, 3000)))
                log.append(("delete", at, end))
                editor.edit(at, end, "")
            case 2:
                first = rng.randrange(rows)
                fold = Fold(first, min(rows - 1, first + rng.randint(1, 30)))
                folds = editor.view.folds
                folds = folds.adding([fold]) if rng.random() < 0.7 else Folds()
                log.append(("folds", folds))
                editor.view.set_folds(folds)
            case 3:
                row = rng.randrange(rows)
                log.append(("scroll", row))
                editor.widget.restore_scroll({"row": row})
            case 4:
                ends = rng.randint(0, size), rng.randint(0, size)
                log.append(("select", ends))
                editor.select(ends)
                spans = [(at, min(size, at + 50), "find") for at in range(0, size, 997)]
                editor.widget.set_decorations("test", spans if rng.random() < 0.5 else ())
            case _:
                places = [rng.randint(0, size) for _ in range(rng.choice((2, 4, 60)))]
                log.append(("select and type", places))
                editor.select(*places)
                editor.type("y")
        if rng.random() < 0.3:
            kept = picture(editor)
            minimap_of(editor).start_over()
            assert kept == picture(editor), log


def test_folded_rows_are_not_in_it(make_editor: MakeEditor) -> None:
    editor = make_editor("a\nb\nc\nd", minimap=True)
    assert len(inked_rows(picture(editor), background(editor))) == 8
    editor.view.set_folds(Folds([Fold(0, 2)]))
    assert len(inked_rows(picture(editor), background(editor))) == 4


def test_a_click_leads_there_and_a_drag_scrolls(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT, minimap=True)
    minimap = minimap_of(editor)
    viewport = editor.widget.viewport_in_use
    send(minimap, PRESS, 150)
    middle = viewport.position + viewport.rows_seen / 2
    assert middle == pytest.approx(75, abs=1)
    before = viewport.position
    send(minimap, MOVE, 190)
    track = minimap._track
    assert viewport.position == pytest.approx(before + 40 * track.last / track.free, abs=1)
    send(minimap, MOVE, 10_000)
    assert viewport.position == pytest.approx(viewport.last_position)
    send(minimap, MOVE, -10_000)
    assert viewport.position == 0
    send(minimap, RELEASE, 0)
    send(minimap, MOVE, 300)
    assert viewport.position == 0
    # Taken at the slider, it does not jump.
    send(minimap, PRESS, 3)
    assert viewport.position == 0
    send(minimap, MOVE, 43)
    assert viewport.position == pytest.approx(minimap._track.last * 40 / minimap._track.free, abs=1)
    send(minimap, RELEASE, 43)
    send(minimap, PRESS, 390, Qt.MouseButton.RightButton)
    assert viewport.position < 300
    editor.assert_screen_is_right()
    assert editor.ranges == [(0, 0)]


def test_the_wheel_scrolls_the_editor(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT, minimap=True)
    minimap = minimap_of(editor)
    window = editor.widget.windowHandle()
    QTest.wheelEvent(window, QPointF(minimap.x() + 5, 50), QPoint(0, -120))
    QApplication.processEvents()
    assert editor.widget.viewport_in_use.position > 0


def test_the_slider_shows_while_the_pointer_is_there_or_always(make_editor: MakeEditor) -> None:
    editor = make_editor("x\n" * 300, minimap=True)
    without = picture(editor)
    minimap = minimap_of(editor)
    point = QPointF(5, 5)
    QApplication.sendEvent(minimap, QEnterEvent(point, point, minimap.mapToGlobal(point)))
    hovered = picture(editor)
    assert hovered != without
    send(minimap, MOVE, 5, Qt.MouseButton.NoButton)
    assert picture(editor) not in (without, hovered)
    QApplication.sendEvent(minimap, QEvent(QEvent.Type.Leave))
    assert picture(editor) == without
    editor.widget.set_options(editor.widget.options._replace(minimap_slider="always"))
    assert picture(editor) == hovered


def test_what_is_selected_and_found_is_marked(make_editor: MakeEditor) -> None:
    editor = make_editor(CONTENT, minimap=True, occurrences=False)
    plain = picture(editor)

    def differing(shown: QImage) -> set[int]:
        rows = range(shown.height())
        wide = range(shown.width())
        return {y // 2 for y in rows if any(shown.pixel(x, y) != plain.pixel(x, y) for x in wide)}

    start = editor.view.state.text.line_start
    editor.select((start(5) + 2, start(8) + 3))
    assert differing(picture(editor)) == {5, 6, 7, 8}
    editor.select((start(5) + 2, start(8)))
    assert differing(picture(editor)) == {5, 6, 7}
    editor.select(0)
    assert picture(editor) == plain
    editor.widget.set_decorations("test", [(start(20), start(20) + 3, "find")])
    assert differing(picture(editor)) == {20}
    editor.edit(0, 0, "\n")
    editor.edit(0, 1, "")
    assert differing(picture(editor)) == {20}
    editor.widget.set_decorations("test", ())
    assert picture(editor) == plain


def test_its_shadow_lies_on_text_that_goes_on_beneath(make_editor: MakeEditor) -> None:
    editor = make_editor("short", minimap=True)
    left = editor.on_screen().pixelColor(minimap_of(editor).x(), 200)
    assert left == background(editor)
    editor.edit(0, 0, "x" * 200)
    assert editor.on_screen().pixelColor(minimap_of(editor).x(), 200) != left
    editor.assert_screen_is_right()
    editor.widget.scroll_by(100_000, 0)
    assert editor.on_screen().pixelColor(minimap_of(editor).x(), 200) == left
    editor.assert_screen_is_right()


def test_an_edit_in_another_view_shows(make_editor: MakeEditor) -> None:
    editor = make_editor("a\nb\nc", minimap=True)
    other = View(editor.document)
    editor.edit(0, 0, "\n\n", other)
    assert inked_rows(picture(editor), background(editor)) == [4, 5, 6, 7, 8, 9]
    other.dispose()


def test_another_view_and_another_theme(
    make_editor: MakeEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = make_editor("a\nb\nc", minimap=True, theme=plain_theme())
    view = View(Document("\nx"))
    before = editor.view
    editor.widget.set_view(view)
    assert inked_rows(picture(editor), background(editor)) == [2, 3]
    light = plain_theme("light", minimap_background="#00ff00")
    editor.widget.set_theme(light)
    assert picture(editor).pixelColor(2, 50) == QColor("#00ff00")
    # Every pixel is painted, before there is a picture as well.
    editor.edit(0, 0, CONTENT)
    editor.widget.restore_scroll({"row": 900})
    minimap = minimap_of(editor)
    monkeypatch.setattr(minimap, "_show", lambda: None)
    editor.widget.set_theme(plain_theme("light", minimap_background="#0000ff"))
    image = minimap.grab().toImage()
    assert {image.pixelColor(20, y).name() for y in range(image.height())} == {"#0000ff"}
    monkeypatch.undo()
    editor.widget.set_theme(light)
    assert minimap.grab().toImage() == picture(editor)  # at once
    editor.widget.set_view(before)
    view.dispose()


def test_keys_do_not_wait_for_it(make_editor: MakeEditor, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is painted when a key is pressed is the row, and the minimap when keys rest."""
    painted = 0
    editor = make_editor(CONTENT, minimap=True)
    refresh = minimap_of(editor)._refresh

    def counted() -> None:
        nonlocal painted
        painted += 1
        refresh()

    monkeypatch.setattr(minimap_of(editor), "_refresh", counted)
    for key in "abc":
        editor.press(key)
    editor.press("enter")
    assert not painted
    minimap_of(editor)
    assert painted


# Huge files


def test_pages_that_were_not_read_are_blank_and_stay_unread(
    make_editor: MakeEditor, reader: PageReader, tmp_path: Path, disk: SlowDisk, qtbot: QtBot
) -> None:
    text = paged_text(tmp_path / "log", CONTENT.encode(), 2000)
    PAGES.set_limit(0)
    PAGES.set_limit(DEFAULT_LIMIT)
    assert all(leaf.paged and leaf.absent for leaf in text.leaves())
    # In a text as short as this, a word's other places are looked for everywhere.
    editor = make_editor("", minimap=True, occurrences=False)
    document = Document(text)
    document.page_reader = reader
    editor.show(document)
    qtbot.waitUntil(lambda: not editor.widget._pages.awaited)
    minimap = minimap_of(editor)
    qtbot.wait(50)
    read = {leaf for leaf in text.leaves() if not (leaf.paged and leaf.absent)}
    shown = set(range(200)) & set(minimap._drawn._rows)
    assert shown
    # Around what is seen, the caret and the end: the minimap has nothing read.
    assert len(read) < len(list(text.leaves())) / 2
    assert len(shown) < 200
    runs = list(in_memory(text, 0, 1000))
    assert runs[0][0] == 0
    assert shown == set(range(200)) & set(range(*runs[0]))
    # What is scrolled to has been read, and shows.
    editor.widget.restore_scroll({"row": 150})
    qtbot.waitUntil(lambda: not editor.widget._pages.awaited)
    qtbot.waitUntil(lambda: 160 in minimap_of(editor)._drawn._rows)
    editor.widget.set_view(View(Document("")))


@pytest.mark.parametrize("scale", ["1.25", "1.5", "1.75"])
def test_every_pixel_is_painted_where_one_is_not_one_of_the_device_s(
    scale: str, repository: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.qt.scaled_minimap"],
        cwd=repository,
        env={**os.environ, "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "\n"), done.stdout + done.stderr

"""What must hold after every event, and what must be on the screen."""

from __future__ import annotations

import traceback
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from pith.base import Disposable, OnDispose
from pith.edit import Selection
from pith.qt import EditorWidget
from pith.qt._display_text import display_text
from pith.qt._minimap import Minimap
from pith.qt._scroll_bars import ScrollBars
from pith.qt._shaped_line import ShapedLine
from pith.qt._shaper import Shaper
from tests.monkey.events import Event
from tests.monkey.session import MonkeySession
from tests.qt.editors import different_rows


def check(session: MonkeySession, event: Event) -> None:
    """After any event. Raises AssertionError with what is wrong."""
    for error, during in session.reported:
        raise AssertionError(f"reported {during}: {''.join(traceback.format_exception(error))}")
    for document, expected in zip(session.documents, session.expected, strict=True):
        assert str(document.text) == expected, f"{document.name} is not what the changes made"
        for view in document.views:
            assert view.state.text is document.text, "a view has another text than its document"
            _check_selection(view.state.selection, len(document.text))
            for each in view.state.selection.ranges:
                row = document.text.row_at(each.head)
                assert not view.folds.hides(row) or event == ("command", "select.all"), (
                    f"a caret is in the hidden row {row} of {view.folds}"
                )
    for widget in session.widgets():
        _check_viewport(widget)
    if event[0] in ("click", "drag", "select") and not session.text_changed:
        _check_graphemes(session)
    if (
        event[0] == "type"
        and session.first.hasFocus()
        and session.text_changed
        and session.holds_still  # what has become lower since a letter was typed may hide it
        and session.first.height() > 0
    ):
        area = session.first.caret_area()
        text_area = session.first.text_area()
        assert area.height() > 0, "the caret is not seen after typing"
        row_height = session.first.style_in_use.row_height
        if text_area.height() >= row_height and text_area.width() > 3 * area.width():
            # A block is as wide as what it stands on, which may be a tab.
            area.setWidth(min(area.width(), session.first.style_in_use.column_width))
            if session.first.viewport_in_use.wrapped:
                area.setWidth(1)  # behind the blanks that a row ends with, as far as the edge
            assert text_area.adjusted(-2, -1, 2, 1).contains(area), (
                f"the caret at {area} is outside of {text_area} after typing"
            )


def _check_selection(selection: Selection, length: int) -> None:
    assert Selection.of(selection.ranges, selection.primary_index) == selection
    assert selection.ranges[0].start >= 0, selection
    assert selection.ranges[-1].end <= length, selection


def _check_graphemes(session: MonkeySession) -> None:
    for widget in session.widgets():
        text = widget.view.state.text
        for each in widget.view.state.selection.ranges:
            for offset in (each.anchor, each.head):
                assert text.slice(offset - 1, offset + 1) != "\r\n" or not offset, (
                    f"a line break is cut at {offset}"
                )


def _check_viewport(widget: EditorWidget) -> None:
    viewport = widget.viewport_in_use
    view = widget.view
    text = view.state.text
    folds = view.folds
    assert viewport.text is text, "the widget shows another text than its view has"
    assert viewport.folds == folds
    assert viewport.shapes
    assert viewport.first_row == viewport.anchor.row == viewport.rows[0]
    rows = list(viewport.rows)
    assert not any(folds.hides(row) for row in rows), "a hidden row is shown"
    for row, below in pairwise(rows):
        assert folds.next_row(row) == below, f"{below} is shown below {row}"
    height = viewport.row_height
    y = viewport.tops[0]
    for top, shape in zip(viewport.tops, viewport.shapes, strict=True):
        assert abs(top - y) < 0.01
        y += shape.sub_rows * height
    at_the_end = folds.next_row(rows[-1]) >= text.line_count
    assert y >= viewport.height or at_the_end, "there is room below the last row that is shown"
    assert viewport.tops[0] <= viewport.padding_top
    assert not viewport.x or viewport.shaper.wrap_width > viewport.width, "scrolled to nothing"
    assert viewport.tops[0] + viewport.shapes[0].sub_rows * height > 0
    assert abs(widget.text_area().left() - _gutter(widget)) < 0.01


def _gutter(widget: EditorWidget) -> float:
    """How wide the gutter has to be."""
    return widget._canvas.painter.gutter_width_for(widget.view.state.text.line_count)


def check_pictures(session: MonkeySession) -> None:
    """What is painted is the text, and bit by bit what is painted anew."""
    session.settle()
    for widget in session.widgets():
        widget._rest.settle()  # brackets that match and arrows come a moment after
    session.settle()
    for widget in session.widgets():
        _await_brackets(session, widget)
        _check_viewport(widget)  # colours that came meanwhile may have wrapped rows elsewhere
        if widget.isVisible() and widget.width() > 10 and widget.height() > 10:
            _check_shapes(widget)
            _complete_minimap(session, widget)
            _check_picture(session, widget)
            _check_minimap(session, widget)


def _await_brackets(session: MonkeySession, widget: EditorWidget) -> None:
    session.window.until(lambda: not widget._display.tokens.awaits_brackets)


def _check_shapes(widget: EditorWidget) -> None:
    """Every row that is shown has the text, the colours and the size it has when made anew."""
    viewport = widget.viewport_in_use
    text, shaper = viewport.text, viewport.shaper
    fresh = Shaper(widget.style_in_use, shaper.wrap_width, shaper.hanging_indent)
    for row, shape, tokens in zip(viewport.rows, viewport.shapes, viewport.tokens, strict=True):
        assert tokens == widget._display.tokens(row), f"row {row} has old colours"
        if viewport.preedit is not None and viewport.preedit.row == row:
            continue
        if not isinstance(shape, ShapedLine):
            continue  # a long line is cut by what is known of the text around it
        line = text.slice(text.line_start(row), text.line_end(row))
        anew = fresh.shape_row(text, row, tokens)
        inlays = bool(tokens) and not isinstance(tokens[-1][2], str)  # of an extension's marks
        expected = anew.display if inlays and isinstance(anew, ShapedLine) else display_text(line)
        assert shape.display == expected, f"row {row} shows {shape.display!r}, not {expected!r}"
        assert type(anew) is type(shape)
        assert anew.sub_rows == shape.sub_rows
        assert anew.sub_row_start(anew.sub_rows) == len(line)
        assert abs(anew.width - shape.width) < 1, f"row {row} is {shape.width} wide"
        for column in (0, len(line) // 2, len(line)):
            assert anew.place(column) == shape.place(column), f"column {column} of row {row}"


def _check_picture(session: MonkeySession, widget: EditorWidget) -> None:
    top = widget.window()
    # Colours may have come in the last turn, behind its paints: what was asked for is painted
    # now, and nothing else happens.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateRequest)
    shown = top.screen().grabWindow(top.winId()).toImage()
    ratio = shown.devicePixelRatioF()
    corner = widget.mapTo(top, QPoint(0, 0))
    area = QRect(corner, widget.size()).intersected(top.rect())
    shown = shown.copy(QRect((area.topLeft() * ratio), area.size() * ratio))
    anew = widget.grab(QRect(area.topLeft() - corner, area.size())).toImage()
    images = [image.convertToFormat(QImage.Format.Format_RGB32) for image in (shown, anew)]
    for image in images:
        image.setDevicePixelRatio(1.0)
        painter = QPainter(image)
        for covered in _covering(widget, top):
            painter.fillRect(covered.translated(-area.topLeft()), QColor("black"))
        painter.end()
    if images[0] != images[1] and (rows := different_rows(*images)):
        which = "one beside the window" if widget is session.second else "one in the window"
        raise AssertionError(
            f"pixel rows {rows[:20]} of an editor, {which}, are not as painted anew; "
            f"rows are {widget.style_in_use.row_height} high"
        )


def _complete_minimap(session: MonkeySession, widget: EditorWidget) -> Minimap | None:
    """The minimap, if there is one, once it shows all there is."""
    side = widget._display.minimap
    session.window.until(lambda: not side.due)  # an editor that was made meanwhile
    minimap = side.minimap
    if minimap is None or not minimap.isVisible():
        assert widget.text_area().right() + ScrollBars.THICKNESS >= widget.width() - 1
        return None
    assert abs(widget.text_area().right() - minimap.geometry().left()) <= 1
    # A setting that is still being written may take it away meanwhile.
    session.window.until(lambda: minimap.complete or not minimap.isVisible())
    return minimap if minimap.isVisible() else None


def _check_minimap(session: MonkeySession, widget: EditorWidget) -> None:
    minimap = _complete_minimap(session, widget)
    if minimap is None:
        return
    highlighter = widget._display.tokens.highlighter
    renewed: list[tuple[int, int]] = []
    listening: Disposable = OnDispose()
    if highlighter is not None:
        listening = highlighter.changed.connect(lambda *rows: renewed.append(rows))
    shown = _beside_text(widget)
    kept = minimap.grab().toImage()
    minimap.start_over()
    minimap.rest()
    session.window.until(lambda: minimap.complete)
    listening.dispose()
    # Colours and marks may have come meanwhile, which are not in what was kept.
    if not renewed and _beside_text(widget) == shown:
        assert minimap.grab().toImage() == kept, "the minimap is not as drawn anew"


def _beside_text(widget: EditorWidget) -> object:
    """What else the minimap shows."""
    canvas, viewport = widget._canvas, widget.viewport_in_use
    marks = list(canvas.decorations.all()), list(canvas.scene.changes)
    return marks, viewport.anchor, viewport.sideways.widest, widget.view.selection


def _covering(widget: EditorWidget, top: QWidget) -> list[QRect]:
    """What lies over the editor, in the window's pixels."""
    found: list[QRect] = []
    below: QWidget = widget
    while below is not top:
        parent = below.parentWidget()
        assert parent is not None
        beside = [each for each in parent.children() if isinstance(each, QWidget)]
        found += (
            QRect(each.mapTo(top, QPoint(0, 0)), each.size())
            for each in beside[beside.index(below) + 1 :]
            if each.isVisible() and not each.isWindow()
        )
        below = parent
    return found

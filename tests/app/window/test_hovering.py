"""What extensions have to say of a place, shown where the pointer rests and at the caret."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication

from pith.qt import EditorWidget
from tests.app.window.conftest import OpenWindow
from tests.support.extension_host import command, manifest, write_extension
from tests.support.window import Window

MANIFEST = manifest(command("sample.answer"), activation=["onStartupFinished"])
MODULE = dedent(
    """\
    from pith.api import hook
    from pith.base import Future

    waiting = []

    def activate(context):
        def answer():
            for each, said in waiting:
                if not each.done:
                    each.set_result(said)
            return [each.token.cancelled for each, said in waiting]
        context.commands.handle("sample.answer", answer)

    @hook
    def hover(document, text, position, token):
        line = text.lines(position.row, position.row + 1)[0]
        if line == "one":
            return "<b>" + line
        if line == "three":
            return "\\n".join(f"row {n} " + "x" * 300 for n in range(300))
        future = Future()
        waiting.append((future, line))
        return future
    """
)


@pytest.fixture
def window(open_window: OpenWindow, project: Path, tmp_path: Path) -> Window:
    write_extension(tmp_path / "more" / "sample", {"extension.toml": MANIFEST, "sample.py": MODULE})
    window = open_window(project / "notes.txt", extensions_dirs=(tmp_path / "more",))

    def wanted() -> bool:
        extensions = window.program.extensions
        return extensions is not None and extensions.host.events.wants("hover")

    window.until(wanted)
    return window


def editor(window: Window) -> EditorWidget:
    widget = window.program.editors.active_widget
    assert widget is not None
    return widget


def rest_on(window: Window, offset: int, right: float = 1.0) -> None:
    widget = editor(window)
    point = widget.point_of(offset)
    assert point is not None
    place = (point + QPointF(right, 5)).toPoint()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    window.settle()


def test_where_the_pointer_rests(window: Window) -> None:
    rest_on(window, 1)
    assert editor(window).said == "<b>one"
    rest_on(window, 3, right=60.0)  # behind the line
    assert window.program.at_caret._hovering is not None
    assert window.program.at_caret._hovering._asked is None
    rest_on(window, 5)
    window.run("sample.answer")
    assert editor(window).said == "two"


def test_at_the_caret(window: Window) -> None:
    window.run("caret.down")
    window.run("view.showHover")
    window.run("sample.answer")
    assert editor(window).said == "two"
    window.run("view.showHover")
    window.run("caret.down")  # nobody wants to know any more
    assert window.run("sample.answer") == [False, True]
    assert editor(window).said == ""


def test_what_is_said_stays_on_the_screen_and_clear_of_its_row(window: Window) -> None:
    window.run("caret.down")
    window.run("caret.down")
    window.run("view.showHover")
    window.until(lambda: editor(window).said.startswith("row 0 "))
    assert editor(window).said.endswith("x" * 300)  # all of it, for assistive technology
    hover_box = editor(window)._hover_box
    assert hover_box is not None
    assert hover_box.screen().availableGeometry().contains(hover_box.geometry())
    caret = editor(window).caret_area().toRect()
    caret.moveTo(editor(window).mapToGlobal(caret.topLeft()))
    assert not hover_box.geometry().intersects(caret)

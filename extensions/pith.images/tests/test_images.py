"""Pictures in tabs: shown, zoomed, followed, and given back when the extension goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pith_app._window._buttons import TextButton
from pith_app._window._opened import OpenedFile
from tests.support.window import Window

ID = "pith.images"


def paint(path: Path, color: str, width: int = 40, height: int = 20) -> Path:
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(color))
    assert image.save(str(path))
    return path


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    made = Window(qapp, tmp_path / "user")
    yield made
    made.close()


def shown(window: Window) -> QWidget | None:
    """What the extension shows in the active tab."""
    window.settle()
    tab = window.program.editors.active
    assert tab is not None
    opened = tab.opened or tab.page
    return getattr(opened, "widget", None)


def about(window: Window) -> str:
    widget = shown(window)
    return widget.accessibleName() if widget is not None else ""


def color_in_the_middle(widget: QWidget) -> str:
    image = widget.grab().toImage()
    return image.pixelColor(image.width() // 2, image.height() // 2 - 14).name()


def open_file(window: Window, path: Path) -> None:
    window.program.documents.open(path)
    window.until(lambda: window.program.editors.active is not None)


def test_pictures_are_shown(window: Window, tmp_path: Path) -> None:
    for kind in ("png", "jpg", "bmp", "ico", "webp"):
        open_file(window, paint(tmp_path / f"a.{kind}", "#0000ff"))
        window.until(lambda: f"a.{kind}" in window.tabs)  # noqa: B023
        window.until(lambda: about(window).startswith("40 × 20, "))
        widget = shown(window)
        assert widget is not None
        assert widget.isVisible()
        assert QColor(color_in_the_middle(widget)).blue() > 240
        window.run("file.close")
    host = window.program.extensions.host  # type: ignore[union-attr]
    record = host.record(ID)
    assert record is not None
    assert record.activated_by == "onOpener:images.picture"


def test_it_is_zoomed_and_moved(window: Window, tmp_path: Path) -> None:
    open_file(window, paint(tmp_path / "a.png", "red"))
    window.until(lambda: about(window) != "")
    widget = shown(window)
    assert widget is not None
    QTest.keyClicks(widget, "++")
    assert widget.scale == pytest.approx(1.25**2)  # type: ignore[attr-defined]
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=widget.rect().center())
    QTest.mouseMove(widget, widget.rect().center() * 1.1)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton)
    QTest.keyClicks(widget, "0f")
    assert widget.scale == 1.0  # type: ignore[attr-defined]


def test_it_follows_the_file(window: Window, tmp_path: Path) -> None:
    path = paint(tmp_path / "a.png", "red")
    open_file(window, path)
    window.until(lambda: about(window).startswith("40 × 20"))
    paint(path, "lime", 30, 30)
    window.until(lambda: about(window).startswith("30 × 30"))
    path.write_bytes(b"\0no picture")
    window.until(lambda: "a.png cannot be shown" in about(window))
    path.unlink()
    window.until(lambda: "a.png cannot be read" in about(window))


def test_an_svg_is_text_until_it_is_asked_for(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"><rect width="64" {}/></svg>'
    )
    path.write_text(svg.format('height="32" fill="red"'))
    open_file(window, path)
    assert window.text.startswith("<svg")
    window.program.kernel.bus.execute("file.openWith")
    window.until(lambda: window.picked() == ["Text", "Picture"])
    window.key("down", window.program.pick.input)
    window.key("enter", window.program.pick.input)
    window.until(lambda: about(window).startswith("64 × 32, SVG"))
    widget = shown(window)
    assert widget is not None
    assert color_in_the_middle(widget) == "#ff0000"
    path.write_text("<svg")
    window.until(lambda: "it is no SVG" in about(window))


def test_without_the_extension_it_is_no_text(window: Window, tmp_path: Path) -> None:
    open_file(window, paint(tmp_path / "a.png", "red"))
    window.until(lambda: about(window) != "")
    side = window.program.extensions
    assert side is not None
    window.result(side.host.choices.set_enabled(ID, False))
    window.until(lambda: shown(window) is None)
    page = window.program.editors.group._binary_page
    assert page is not None
    window.until(page.isVisible)
    window.result(side.host.choices.set_enabled(ID, True))
    window.until(lambda: about(window).startswith("40 × 20"))
    assert not page.isVisible()
    before = id(shown(window))
    window.result(side.host.reload(ID))
    window.until(lambda: about(window).startswith("40 × 20") and id(shown(window)) != before)
    leaks = side.host._lifecycle.leaks
    window.until(lambda: not leaks._ended and leaks._search is not None and leaks._search.done)
    assert not any("held by" in line for line in window.program.outputs.channel(ID).lines)


def test_open_as_text_ends_it(window: Window, tmp_path: Path) -> None:
    open_file(window, paint(tmp_path / "a.png", "red"))
    window.until(lambda: about(window) != "")
    window.run("file.openAsText")
    window.until(lambda: window.program.editors.active_view is not None)
    assert "PNG" in window.text


def test_what_was_asked_for_says_that_its_extension_is_gone(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="32"/>')
    open_file(window, path)
    window.until(lambda: window.program.editors.active_widget is not None)
    window.program.kernel.bus.execute("file.openWith")
    window.until(lambda: window.picked() == ["Text", "Picture"])
    window.key("down", window.program.pick.input)
    window.key("enter", window.program.pick.input)
    window.until(lambda: about(window).startswith("64 × 32, SVG"))
    tab = window.program.editors.active
    assert tab is not None
    page = tab.page
    assert isinstance(page, OpenedFile)
    button = page.findChild(TextButton)
    assert isinstance(button, TextButton)
    assert not button.isVisible()
    side = window.program.extensions
    assert side is not None
    window.result(side.host.choices.set_enabled(ID, False))
    window.until(button.isVisible)
    assert page.accessibleDescription() == "What showed a.svg is gone with its extension."
    window.result(side.host.choices.set_enabled(ID, True))
    window.until(lambda: about(window).startswith("64 × 32, SVG"))
    assert not button.isVisible()
    window.result(side.host.choices.set_enabled(ID, False))
    window.until(button.isVisible)
    button.click()
    window.until(lambda: window.program.editors.active_widget is not None)
    assert window.text.startswith("<svg")

"""Texts on as many rows as they take."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pith.qt import Lit, WrappedText

RED, BLACK = QColor("#ff0000"), QColor("#000000")


@pytest.fixture
def text(qtbot: QtBot) -> Iterator[WrappedText]:
    parent = QWidget()
    qtbot.addWidget(parent)
    yield WrappedText(parent)
    parent.close()


def row_height(font: QFont) -> float:
    return QFontMetricsF(font).height()


def show(text: WrappedText, what: str, widest: int = 200, most_rows: int = 5) -> tuple[int, int]:
    """Its width, and its height in rows."""
    font = QFont()
    font.setPixelSize(13)
    text.show_text(what, font, BLACK, widest, most_rows)
    return text.width(), round(text.height() / row_height(font))


def drawn(text: WrappedText) -> str:
    return text._layout.text()


def test_it_is_as_wide_as_what_it_says(text: WrappedText) -> None:
    short, rows = show(text, "add")
    longer, _ = show(text, "add(a, b)")
    assert 10 < short < longer < 200
    assert rows == 1


@pytest.mark.parametrize("what", ["one two three four five six seven", "x" * 60])
def test_it_is_no_wider_than_there_is_room(text: WrappedText, what: str) -> None:
    width, rows = show(text, what, widest=120)
    assert width <= 120
    assert rows > 1


def test_line_breaks_begin_rows(text: WrappedText) -> None:
    assert show(text, "one\n\ntwo")[1] == 3


@pytest.mark.parametrize("what", ["one two " * 50, "𝄞" * 300, "one\n" * 30, "\ud800" * 300])
def test_what_is_too_long_ends_in_dots(text: WrappedText, what: str) -> None:
    _, rows = show(text, what, most_rows=3)
    assert rows in (3, 4)  # the dots may take one more
    assert drawn(text).endswith(" …")
    assert text.accessibleName() == what.replace("\ud800", "\ufffd")


@pytest.mark.parametrize("before", ["", "ab ", "𝄞𝄞", "e\u0301 ", "word " * 60])
def test_what_is_lit_is_seen(text: WrappedText, before: str) -> None:
    what = f"{before}MMM after {'and after ' * 40}"
    show(text, what)
    assert reddish(text) == 0
    at = len(before)
    text.show_text(what, text._layout.font(), BLACK, 200, 5, Lit(at, at + 3, RED))
    assert reddish(text) > 20
    assert round(text.height() / row_height(text._layout.font())) == 5
    (lit,) = text._layout.formats()
    units = drawn(text).encode("utf-16-le")
    assert units[2 * lit.start : 2 * (lit.start + lit.length)].decode("utf-16-le") == "MMM"


def reddish(text: WrappedText) -> int:
    image = QImage(text.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    text.render(image)
    colors = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(1 for each in colors if each.red() > 180 and each.green() < 90)

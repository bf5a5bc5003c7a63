"""Reading pictures, on a worker's thread: nothing here touches a widget."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

#: More pixels than this are not kept: what is larger is read smaller.
MOST: Final = 40_000_000
#: What an SVG is drawn in at least, so that it can be looked at closely.
SVG_SIDE: Final = 1024


class Picture(NamedTuple):
    """A picture, or why there is none."""

    image: QImage | None
    #: The size it says it has, in pixels.
    size: QSize
    #: Of what kind it is and how large, or what is wrong.
    about: str


def read(path: Path) -> Picture:
    """What is in a file."""
    try:
        length = path.stat().st_size
    except OSError as error:
        return Picture(None, QSize(), f"{path.name} cannot be read: {error.strerror}")
    if path.suffix.lower() == ".svg":
        return _read_svg(path, length)
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    pixels = size.width() * size.height()
    if pixels > MOST:
        reader.setScaledSize(size * (MOST / pixels) ** 0.5)
    image = reader.read()
    if image.isNull():
        return Picture(None, QSize(), f"{path.name} cannot be shown: {reader.errorString()}")
    kind = bytes(reader.format().data()).decode("ascii", "replace").upper()
    shown = size if size.isValid() else image.size()
    return Picture(image, shown, f"{_measures(shown)}, {kind}, {_bytes(length)}")


def _read_svg(path: Path, length: int) -> Picture:
    from PySide6.QtSvg import QSvgRenderer

    try:
        renderer = QSvgRenderer(QByteArray(path.read_bytes()))
    except OSError as error:
        return Picture(None, QSize(), f"{path.name} cannot be read: {error.strerror}")
    size = renderer.defaultSize()
    if not renderer.isValid() or size.isEmpty():
        return Picture(None, QSize(), f"{path.name} cannot be shown: it is no SVG")
    drawn = size.scaled(SVG_SIDE, SVG_SIDE, Qt.AspectRatioMode.KeepAspectRatio)
    if drawn.width() < size.width():
        drawn = size.boundedTo(QSize(4096, 4096))
    image = QImage(drawn, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return Picture(image, size, f"{_measures(size)}, SVG, {_bytes(length)}")


def _measures(size: QSize) -> str:
    return f"{size.width():,} × {size.height():,}"


def _bytes(length: int) -> str:
    return f"{length:,} bytes" if length < 10_000 else f"{length / 1000:,.0f} kB"

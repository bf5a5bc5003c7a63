"""The icons of extensions, read away from the window's thread; a letter until they are there."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from zlib import crc32

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPixmap

from pith.base import CancelToken, Future, Signal, Worker
from pith.host import ExtensionRecord
from pith_app._theming import Look

_LARGEST: Final = 500_000  # bytes
_HUES: Final = (158, 205, 262, 18, 40, 330, 185, 96)


class ExtensionIcons:
    """Paints the icon of an extension. `changed` says that one has come."""

    def __init__(self, look: Look, worker: Worker) -> None:
        self._look = look
        self._worker = worker
        self._sources: dict[tuple[Path, str], bytes | None] = {}
        self._pixmaps: dict[tuple[Path, str, int, int], QPixmap] = {}
        self.changed: Signal[()] = Signal("extension_icons.changed")

    def paint(self, painter: QPainter, record: ExtensionRecord, field: QRectF) -> None:
        """Paint the icon of `record` into the square `field`."""
        pixmap = self._pixmap(record, round(field.width()), painter.device().devicePixelRatioF())
        if pixmap is not None:
            painter.drawPixmap(field.topLeft(), pixmap)
        else:
            self._paint_letter(painter, record, field)

    def forget(self) -> None:
        """Read icons anew when they are wanted: extensions have changed."""
        self._sources.clear()
        self._pixmaps.clear()

    def _pixmap(self, record: ExtensionRecord, size: int, ratio: float) -> QPixmap | None:
        name = record.manifest.icon if record.manifest is not None else ""
        if not name:
            return None
        source_key = (record.folder, name)
        key = (*source_key, size, round(ratio * 100))
        found = self._pixmaps.get(key)
        if found is None and source_key not in self._sources:
            self._read(source_key)
            return None
        data = self._sources.get(source_key)
        if found is None and data:
            found = self._pixmaps[key] = _drawn(data, size, ratio)
        return found if found is not None and not found.isNull() else None

    def _read(self, key: tuple[Path, str]) -> None:
        self._sources[key] = None
        folder, name = key

        def read(token: CancelToken) -> bytes:
            with open(folder / name, "rb") as file:
                return file.read(_LARGEST)

        def came(done: Future[bytes]) -> None:
            if done.exception() is None:
                self._sources[key] = done.result()
                self.changed.emit()

        self._worker.submit(read, "reading an icon").on_done(came)

    def _paint_letter(self, painter: QPainter, record: ExtensionRecord, field: QRectF) -> None:
        hue = _HUES[crc32(record.id.encode()) % len(_HUES)]
        dark = self._look.colors.dark
        ground = QColor.fromHsl(hue, 90, 62 if dark else 222)
        letter = QColor.fromHsl(hue, 130, 200 if dark else 84)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(field, field.width() * 0.22, field.width() * 0.22)
        painter.fillPath(path, ground)
        font = self._look.font(bold=True)
        font.setPixelSize(max(9, round(field.width() * 0.46)))
        painter.setFont(font)
        painter.setPen(letter)
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, record.name.strip()[:1].upper())
        painter.restore()


def _drawn(data: bytes, size: int, ratio: float) -> QPixmap:
    """An SVG or PNG as a square pixmap; a null one for what is neither."""
    pixels = round(size * ratio)
    if data.lstrip()[:1] == b"<":
        from PySide6.QtSvg import QSvgRenderer

        renderer = QSvgRenderer(QByteArray(data))
        if not renderer.isValid():
            return QPixmap()
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        renderer.render(painter)
        painter.end()
    else:
        image = QImage.fromData(data)
        if image.isNull():
            return QPixmap()
        smooth = Qt.TransformationMode.SmoothTransformation
        keep = Qt.AspectRatioMode.KeepAspectRatio
        pixmap = QPixmap.fromImage(image.scaled(pixels, pixels, keep, smooth))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap

"""Icons from SVG files, in any colour, size and resolution.

The engine that draws SVG is loaded after the window has shown its text: until then a pixmap is
empty, and `ready` says when it is worth painting again.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from pith.base import Signal
from pith_app._theming._file_icons import FILE, OPEN_FOLDER, own_icon
from pith_app._theming._icon_theme import PATH, IconTheme


class Icons:
    """The pictures in the program's folder of icons.

    A name is that of a codicon, `folder-opened` for instance, which takes the colour it is asked
    for; `files/python` is the picture of a kind of file and has its own colours.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, int, int, int], QPixmap] = {}
        self._loaded = False
        self.theme: IconTheme | None = None
        """Which icons files and folders have; where it has none, the program's own."""
        self.on_light = False
        """Whether icons stand on a light ground: some have a picture of their own for that."""
        self.ready: Signal[()] = Signal("icons.ready")

    def set_theme(self, theme: IconTheme | None) -> None:
        """Have other icons for files and folders; files of it are read anew."""
        self.theme = theme
        self._sources = {key: value for key, value in self._sources.items() if PATH not in key}
        self._pixmaps = {key: value for key, value in self._pixmaps.items() if PATH not in key[0]}

    def load(self) -> None:
        """Load what draws SVG. Call it when the text is on the screen."""
        if not self._loaded:
            import PySide6.QtSvg

            del PySide6
            self._loaded = True
            self.ready.emit()

    def exists(self, name: str) -> bool:
        return bool(self._source(self._resolved(name)))

    def _resolved(self, name: str) -> str:
        """The icon that stands for a file or a folder now, where `name` is of such."""
        kind, colon, rest = name.partition(":")
        if not colon or kind == "path":
            return name
        found = ""
        if self.theme is not None and f"{kind}:" == FILE:
            found = self.theme.for_file(rest, self.on_light)
        elif self.theme is not None:
            found = self.theme.for_folder(rest, f"{kind}:" == OPEN_FOLDER, self.on_light)
        return found if found and self._source(found) else own_icon(name)

    def pixmap(self, name: str, size: int, color: QColor, ratio: float) -> QPixmap:
        """The icon as a square of `size` device-independent pixels; null if there is none."""
        name = self._resolved(name)
        if self.on_light and name.startswith("files/") and self._source(f"{name}_light"):
            name = f"{name}_light"
        key = (name, size, color.rgba(), round(ratio * 100))
        found = self._pixmaps.get(key)
        if found is None:
            if not self._loaded:
                return QPixmap()
            found = self._pixmaps[key] = self._draw(name, size, color, ratio)
        return found

    def paint(
        self, painter: QPainter, name: str, x: float, y: float, size: int, color: QColor
    ) -> None:
        """Paint the icon with its upper left corner at (x, y)."""
        ratio = painter.device().devicePixelRatioF()
        pixmap = self.pixmap(name, size, color, ratio)
        if not pixmap.isNull():
            # On whole device pixels, or it is smeared over two of them.
            painter.drawPixmap(
                QRectF(round(x * ratio) / ratio, round(y * ratio) / ratio, size, size).topLeft(),
                pixmap,
            )

    def paint_into(self, painter: QPainter, name: str, area: QRectF, color: QColor) -> None:
        """Paint the icon into a square."""
        self.paint(painter, name, area.x(), area.y(), round(area.width()), color)

    def icon(self, name: str, color: QColor, size: int = 16) -> QIcon:
        """The icon for a menu or a button of Qt's."""
        made = QIcon()
        for ratio in (1.0, 2.0):
            pixmap = self.pixmap(name, size, color, ratio)
            if not pixmap.isNull():
                made.addPixmap(pixmap)
        return made

    def _source(self, name: str) -> str:
        source = self._sources.get(name)
        if source is None:
            part = name if "/" in name else f"codicons/{name}"
            file = self._folder / f"{part}.svg"
            if name.startswith(PATH):
                file = Path(name.removeprefix(PATH))
            try:
                # A few kB, in the file system's cache; read once.
                source = file.read_text(encoding="utf-8")
            except (OSError, ValueError):
                source = ""
            self._sources[name] = source
        return source

    def _draw(self, name: str, size: int, color: QColor, ratio: float) -> QPixmap:
        source = self._source(name)
        if not source:
            return QPixmap()
        from PySide6.QtSvg import QSvgRenderer

        if "/" not in name:
            source = source.replace("currentColor", color.name())
            if "fill=" not in source:
                source = source.replace("<svg ", f'<svg fill="{color.name()}" ', 1)
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.fill(Qt.GlobalColor.transparent)
        renderer = QSvgRenderer(QByteArray(source.encode()))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if "/" not in name:
            painter.setOpacity(color.alphaF())
        renderer.render(painter)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

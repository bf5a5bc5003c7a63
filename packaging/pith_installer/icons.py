"""The program's icon in the sizes and formats that desktops take."""

from __future__ import annotations

import os
import shutil
import struct
from pathlib import Path

SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)


def draw(svg: Path, size: int) -> bytes:
    """The picture as PNG, `size` pixels wide and high."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def write_hicolor(svg: Path, icons: Path) -> None:
    """Below `icons`, as freedesktop.org's specification of icon themes has it."""
    for size in SIZES:
        folder = icons / "hicolor" / f"{size}x{size}" / "apps"
        folder.mkdir(parents=True)
        (folder / "pith.png").write_bytes(draw(svg, size))
    folder = icons / "hicolor" / "scalable" / "apps"
    folder.mkdir(parents=True)
    shutil.copyfile(svg, folder / "pith.svg")


def write_ico(svg: Path, file: Path) -> None:
    """For Windows: a directory of PNG pictures (the format of Windows Vista and later)."""
    sizes = (16, 24, 32, 48, 64, 128, 256)
    pictures = [draw(svg, size) for size in sizes]
    start = 6 + 16 * len(sizes)
    head = struct.pack("<HHH", 0, 1, len(sizes))
    for size, picture in zip(sizes, pictures, strict=True):
        side = size % 256
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), start)
        start += len(picture)
    file.write_bytes(head + b"".join(pictures))


def write_icns(svg: Path, file: Path) -> None:
    """For macOS: Apple's icon container, each picture a PNG under the type of its size."""
    kinds = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
    body = b""
    for size, kind in kinds.items():
        picture = draw(svg, size)
        body += kind + struct.pack(">I", len(picture) + 8) + picture
    file.write_bytes(b"icns" + struct.pack(">I", len(body) + 8) + body)

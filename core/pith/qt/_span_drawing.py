"""Drawing a QTextLayout with other formats for some of its text."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QRegion, QTextLayout


def draw_spans(
    layout: QTextLayout, painter: QPainter, at: QPointF, spans: list[QTextLayout.FormatRange]
) -> None:
    """Draw all of it at a point. The spans are disjoint and in order.

    Of two that touch Qt draws the second as if it were not there: such ones come by themselves.
    """
    apart: list[QTextLayout.FormatRange] = []
    touching: list[QTextLayout.FormatRange] = []
    end = -1
    for span in spans:
        (touching if span.start == end else apart).append(span)
        end = span.start + span.length if span.start != end else -1
    if not touching:
        layout.draw(painter, at, spans)
        return
    regions = [_region(layout, at, span) for span in touching]
    rest = QRegion(_outward(layout.boundingRect().translated(at)))
    for region in regions:
        rest -= region
    for clip, shown in zip([rest, *regions], [apart, *([each] for each in touching)], strict=True):
        painter.save()
        painter.setClipRegion(clip, Qt.ClipOperation.IntersectClip)
        layout.draw(painter, at, shown)
        painter.restore()


def _region(layout: QTextLayout, at: QPointF, span: QTextLayout.FormatRange) -> QRegion:
    """The pixels of a span."""
    region = QRegion()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first, last = line.textStart(), line.textStart() + line.textLength()
        start, end = max(span.start, first), min(span.start + span.length, last)
        if start < end:
            edges: list[float] = [
                line.cursorToX(start)[0],  # type: ignore[index]
                line.cursorToX(end)[0],  # type: ignore[index]
            ]
            left, right = sorted(round(at.x() + edge) for edge in edges)
            top = QRectF(0, at.y() + line.y(), 1, line.height()).toAlignedRect()
            region |= QRect(QPoint(left, top.top()), QPoint(right - 1, top.bottom()))
    return region


def _outward(rect: QRectF) -> QRect:
    return rect.adjusted(-64, -64, 64, 64).toAlignedRect()  # letters lean out

"""Painting an editor: what there is to paint, and the parts that do it, each from that alone."""

from pith.qt._painting._line_numbers import LineNumbers
from pith.qt._painting._painter import EditorPainter
from pith.qt._painting._scene import Scene

__all__ = ["EditorPainter", "LineNumbers", "Scene"]

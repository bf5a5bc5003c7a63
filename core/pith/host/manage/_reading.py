"""The manifest of one folder."""

from __future__ import annotations

from pathlib import Path

from pith.base import ProblemError
from pith.host import _discovery
from pith.host._manifest import Manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest in `folder`, whose files are there. Raises ProblemError. Blocks."""
    manifest, _ = _discovery.read_manifest(folder)
    return manifest


def declared_line(folder: Path, point: str, name: str) -> int:
    """The line, from 1, where the manifest in `folder` declares something by its id; 1 if it does
    not. Blocks."""
    try:
        manifest, places = _discovery.read_manifest(folder)
    except ProblemError:
        return 1
    for index, item in enumerate(manifest.items(point)):
        if getattr(item, item.unique_field, None) == name:
            return places.line(("contributes", point, index)) or 1
    return 1

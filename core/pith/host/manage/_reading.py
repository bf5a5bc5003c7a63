"""The manifest of one folder."""

from __future__ import annotations

from pathlib import Path

from pith.host import _discovery
from pith.host._manifest import Manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest in `folder`, whose files are there. Raises ProblemError. Blocks."""
    manifest, _ = _discovery.read_manifest(folder)
    return manifest

"""Puts the bundled extensions and the resources into wheels.

A hook and not a plain force-include in pyproject.toml, because that one copies them into
editable installs as well, where the copies go stale.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("extensions", "resources")
# What has a use in the checkout only.
LEFT_OUT = {"tests", "__pycache__"}


class BundledDataHook(BuildHookInterface[BuilderConfig]):
    """What pith_app.paths.bundled_data finds."""

    PLUGIN_NAME = "pith-bundled-data"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "standard":
            return
        root = Path(self.root)
        for name in FOLDERS:
            for path in sorted((root / name).rglob("*")):
                parts = path.relative_to(root).parts
                if path.is_file() and not any(
                    part in LEFT_OUT or part.startswith(".") for part in parts
                ):
                    build_data["force_include"][str(path)] = "/".join(("pith_app/_data", *parts))

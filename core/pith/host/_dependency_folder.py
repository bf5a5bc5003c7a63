"""Where in an extension's folder the distributions lie that it imports."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from importlib.metadata import Distribution
    from types import FrameType

#: Made by installing; no name of a module, so that nothing of the extension's own can be in it.
DEPENDENCIES: Final = "site-packages"


def distributions_of_caller(folders: dict[str, Path], context: Any) -> Iterable[Distribution]:
    """What `importlib.metadata` finds for the extension that asks, and for nobody else.

    `folders` are those of living generations by the prefix of their modules' names; `context` has
    `name`, as find_distributions is given it.
    """
    from importlib.metadata import DistributionFinder, MetadataPathFinder

    frame: FrameType | None = sys._getframe(1)
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        prefix = ".".join(name.split(".", 3)[:3]) if isinstance(name, str) else ""
        if prefix in folders:
            path = str(folders[prefix] / DEPENDENCIES)
            found = DistributionFinder.Context(name=context.name, path=[path])
            return MetadataPathFinder.find_distributions(found)
        frame = frame.f_back
    return ()

"""Importing, on a worker's thread, what an extension is about to import of the standard library.

Its own modules run on the window's thread, where they may touch the window. What they need of the
standard library touches nothing, and can take far longer than a frame: then it is there already.
"""

from __future__ import annotations

import importlib
import sys
from typing import Final

from pith.host._import_names import imported_by
from pith.host._sources import Sources

#: What does something when it is imported, or is not there everywhere.
_LEFT_OUT: Final = frozenset(
    ("__future__", "__main__", "antigravity", "idlelib", "this", "tkinter", "turtle", "turtledemo")
)


def preload(sources: Sources) -> None:
    """Import what the extension's module, and the dependencies that it imports, name at their top.

    Raises nothing: what fails here fails again where it is imported, and is told there.
    """
    wanted: dict[str, None] = {}
    for each in sources.modules.values():
        if each.code is not None:  # those that are going to be imported
            for piece in each.code:
                wanted.update(dict.fromkeys(imported_by(piece.code)))
    for name in wanted:
        top = name.partition(".")[0]
        is_standard = top in sys.stdlib_module_names and top not in _LEFT_OUT
        if is_standard and top not in sources.top_level and name not in sys.modules:
            try:
                importlib.import_module(name)
            except Exception:
                continue

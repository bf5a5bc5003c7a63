"""Importing, on a worker's thread, what an extension is about to import of the standard library.

Its own modules run on the window's thread, where they may touch the window. What they need of the
standard library touches nothing, and can take far longer than a frame: then it is there already.
"""

from __future__ import annotations

import dis
import importlib
import sys
from types import CodeType
from typing import Final

from pith.host._sources import Sources

#: What does something when it is imported, or is not there everywhere.
_LEFT_OUT: Final = frozenset(
    ("__future__", "__main__", "antigravity", "idlelib", "this", "tkinter", "turtle", "turtledemo")
)

_IMPORT_NAME: Final = dis.opmap["IMPORT_NAME"]


def preload(sources: Sources, module: str) -> None:
    """Import what the modules of the package `module` name at their top. Raises nothing: what
    fails here fails again where it is imported, and is told there."""
    wanted: dict[str, None] = {}
    for name, each in sources.modules.items():
        if each.code is not None and (name == module or name.startswith(module + ".")):
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


def imported_by(code: CodeType) -> list[str]:
    """The modules that a module's own code imports absolutely, not that of its functions."""
    if _IMPORT_NAME not in code.co_code[::2]:
        return []  # most pieces of a module; looking closer takes a hundred times as long
    instructions = list(dis.get_instructions(code))
    return [
        str(each.argval)
        for level, _, each in zip(instructions, instructions[1:], instructions[2:], strict=False)
        if each.opname == "IMPORT_NAME" and level.argval == 0
    ]

"""What an extension set going or left about without its context: found, not owned.

It cannot be taken back when the extension ends, so it is named.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

#: Names what of the program's (widgets, for instance) is of classes of the modules below a prefix.
StrayFinder = Callable[[str], Iterator[str]]


def strays(prefix: str, folder: Path, finders: list[StrayFinder]) -> Iterator[str]:
    """What there is of the generation whose modules begin with `prefix`, one description each.

    A generator, so that the window can go on in between; it yields "" where there is nothing.
    """
    start = prefix + "."
    yield from _threads(start)
    for finder in finders:
        yield from finder(start)
    inside = str(folder) + os.sep
    yield from (f"sys.path entry {each}" for each in sys.path if (each + os.sep).startswith(inside))
    for name, module in list(sys.modules.items()):
        if name == prefix or name.startswith("pith_ext"):
            continue
        file = getattr(module, "__file__", None) if isinstance(module, ModuleType) else None
        if isinstance(file, str) and file.startswith(inside):
            yield f"module {name} in sys.modules"
        yield from _replaced(name, module, start)


def _threads(start: str) -> Iterator[str]:
    for thread in threading.enumerate():
        function = getattr(thread, "_target", None) or type(thread).run
        # A method or a partial leads to the function.
        function = getattr(function, "func", function)
        function = getattr(function, "__func__", function)
        if _is_of(function, start) or _is_of(type(thread), start):
            yield f"thread {thread.name}"


def _replaced(name: str, module: object, start: str) -> Iterator[str]:
    names = getattr(module, "__dict__", None)
    if type(names) is dict:
        found = [key for key, value in list(names.items()) if _is_of(value, start)]
        yield from (f"{name}.{key}, which it replaced" for key in found)
        if not found:
            yield ""


def _is_of(value: object, start: str) -> bool:
    # Not getattr of anything: that may run code.
    if not isinstance(value, (type, _FUNCTION)):
        return False
    module = value.__module__
    return isinstance(module, str) and module.startswith(start)


_FUNCTION = type(_is_of)

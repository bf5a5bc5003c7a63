"""Importing Qt without the parts of its Python binding that only error messages need.

Importing PySide6 compiles its signature parser, layout and stub generator from source, imports
inspect, argparse, logging and zipfile for them, and replaces `__import__` by a function that reads
the source of every module imported later. Together that is a third of what importing QtWidgets
takes. All of it serves texts: the message of a TypeError for a wrong argument, `__signature__`,
`help()`, and `from __feature__ import …`, which this program does not use.

The binding looks for these modules in a folder `files.dir` beside shiboken6's `__init__.py` before
it unpacks the copy it carries. `prepare()` makes it find the folder beside this file instead,
whose loader fetches the binding's own modules when the first of those texts is wanted.

Only versions of the binding this was tried with are touched; any other imports as it always does.
The classes of its enums are made a shorter way, too: see `_enums`.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType
from typing import Any

from pith_app._quick_qt import _enums

TRIED = ((6, 10), (6, 11))

# What the binding's first module imports and has no use for when it finds files.dir.
UNUSED = ("base64", "traceback", "zipfile")


def prepare() -> bool:
    """Import shiboken6 the short way; False if it must be left to import as it always does.

    Call it before anything imports PySide6.
    """
    if "shiboken6" in sys.modules or os.environ.get("PITH_QUICK_QT") == "0":
        return False
    for entry in sys.path:
        folder = f"{entry}/shiboken6"
        try:
            with open(f"{folder}/__init__.py", encoding="utf-8") as file:
                versions = _versions(file.read())
        except OSError:
            continue
        if versions.get("__version_info__", ())[:2] not in TRIED:
            return False
        _import_shiboken(folder, versions)
        _enums.install()
        return True
    return False


def _versions(source: str) -> dict[str, Any]:
    """What the lines `__name__ = literal` say, with which the file begins."""
    found: dict[str, Any] = {}
    for line in source.splitlines():
        if not line.startswith("__"):
            break
        # Lines that importing the package would run as well.
        exec(line, {"__builtins__": {}}, found)
    return found


def _import_shiboken(folder: str, versions: dict[str, Any]) -> None:
    from importlib.machinery import ModuleSpec

    spec = ModuleSpec("shiboken6", None, origin=f"{folder}/__init__.py", is_package=True)
    module = ModuleType("shiboken6")
    module.__spec__ = spec
    module.__path__ = spec.submodule_search_locations = [folder]
    module.__dict__.update(versions)
    # Where the binding looks for files.dir.
    module.__file__ = __file__
    sys.modules["shiboken6"] = module
    placeholders = {name: ModuleType(name) for name in UNUSED if name not in sys.modules}
    sys.modules.update(placeholders)
    try:
        from importlib import import_module

        native = import_module("shiboken6.Shiboken")
    except BaseException:
        del sys.modules["shiboken6"]
        raise
    finally:
        for name in placeholders:
            del sys.modules[name]
    module.__file__ = spec.origin
    for name in dir(native):
        if not name.startswith("__"):
            setattr(module, name, getattr(native, name))

"""What is different in the installed program, which a freezer made of us.

`sys.executable` is then the program itself. So that code which takes it for a Python (much of the
standard library's, and of what extensions bring) is right, there is a second name for the program,
`pith-python`, under which it is one: see `_as_python`.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Any

PYTHON_FLAG = "--as-python"
"""The first argument that makes the program a Python, where a second name cannot be had."""

PYTHON_NAME = "pith-python"
_FORK_FLAG = "--multiprocessing-fork"


def prepare() -> None:
    """Hide from ourselves and from child processes that there is a freezer's loader."""
    _restore_environment()
    _choose_locale()
    # The program's folder is not ours to write in, not even when root runs it.
    sys.dont_write_bytecode = True
    main = sys.modules["__main__"]
    # It names a file that is not there, and multiprocessing would run that in every child.
    with contextlib.suppress(AttributeError):
        del main.__file__
    folder = os.path.dirname(os.path.realpath(sys.executable))  # noqa: PTH120
    python = os.path.join(folder, PYTHON_NAME)  # noqa: PTH118
    if os.path.exists(python):  # noqa: PTH110
        sys.executable = python


def wants_python(arguments: list[str]) -> bool:
    """Whether this process was started to be a Python; `arguments` are all of the process."""
    name = os.path.basename(arguments[0]) if arguments else ""  # noqa: PTH119
    return name == PYTHON_NAME or arguments[1:2] in ([PYTHON_FLAG], [_FORK_FLAG])


def python_arguments(arguments: list[str]) -> list[str]:
    """What the Python is given of them."""
    return arguments[2:] if arguments[1:2] == [PYTHON_FLAG] else arguments[1:]


def _restore_environment() -> None:
    """Take back what the loader set for itself: a child would load our libraries, not its own."""
    for name in [name for name in os.environ if name.startswith("_PYI_")]:
        del os.environ[name]
    for name in ("LD_LIBRARY_PATH", "LIBPATH", "DYLD_LIBRARY_PATH"):
        before = os.environ.pop(f"{name}_ORIG", None)
        if before is not None:
            os.environ[name] = before
        else:
            os.environ.pop(name, None)


def _choose_locale() -> None:
    """Do as a Python does that is started without a locale: take UTF-8, and tell the children."""
    chosen = (os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    locale = next((each for each in chosen if each), "C")
    if os.name == "posix" and locale in ("C", "POSIX") and not os.environ.get("LC_ALL"):
        os.environ["LC_CTYPE"] = "C.UTF-8"


def hold_modules() -> None:
    """Keep what modules are imported from, so that replacing the program harms no running one.

    The loader opens its archives by name for every module, and after an upgrade those are other
    files, with other modules at the same places. Not for children: they live short lives, and some
    close every file that they did not open.
    """
    if not sys.platform.startswith("linux"):
        return
    import pyimod02_importers  # type: ignore[import-not-found,unused-ignore]

    _hold(pyimod02_importers.pyz_archive, "_filename")
    for importer in list(sys.path_importer_cache.values()):
        if type(importer).__name__ == "zipimporter":
            _hold(importer, "archive")


def _hold(reader: Any, attribute: str) -> None:
    """Let a reader that opens the file in an attribute of it open that one file only."""
    try:
        held = _Held(getattr(reader, attribute))
    except (OSError, AttributeError):
        return  # it goes on as it is
    kind = type(reader)
    members = {attribute: property(lambda self: held.path)}
    reader.__class__ = type(kind.__name__, (kind,), members)


class _Held:
    """An open file, under a name that leads to it whatever happens to its own."""

    def __init__(self, path: str) -> None:
        import fcntl

        self._path = path
        opened = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            # Away from the numbers of standard streams, which may be closed and opened again.
            self._number = fcntl.fcntl(opened, fcntl.F_DUPFD_CLOEXEC, 100)
        finally:
            os.close(opened)
        self._file = os.fstat(self._number)

    @property
    def path(self) -> str:
        """Where to read it: its own path again, should somebody have closed it."""
        held = f"/proc/self/fd/{self._number}"
        try:
            if os.path.samestat(os.stat(held), self._file):  # noqa: PTH116
                return held
        except OSError:
            pass
        return self._path

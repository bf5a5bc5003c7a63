"""The installed program as a Python: what child processes of extensions are started with.

Understands what people and the standard library start a Python with: `-m MODULE`, `-c CODE`, a
script, a folder or zip file with a `__main__`, `-` for standard input, nothing at a terminal, and
the flags before them. Flags that change how the interpreter itself is set up (`-O`, `-S`, `-X …`)
are taken and have no effect: it runs already. Of the variables PYTHON… it knows PYTHONPATH,
PYTHONUNBUFFERED and PYTHONWARNINGS.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NamedTuple

_TAKING_A_WORD = "WX"
_PLAIN = "BEIOPRSbdqsuv"
_HELP = """\
The Python inside Pith, for child processes of its extensions:
  pith-python [-uEIP] [-W FILTER] -m MODULE | -c CODE | SCRIPT | - [ARGUMENT…]
"""


class Run(NamedTuple):
    """What is to be run. `arguments` becomes `sys.argv`."""

    kind: str
    """"module", "code", "path", "input", "version", "help" or "multiprocessing"."""
    what: str
    arguments: list[str]
    flags: str
    warnings: tuple[str, ...] = ()


class WrongUseError(Exception):
    """Says what of the arguments is not understood."""


def read(words: Sequence[str], fork_flag: str = "--multiprocessing-fork") -> Run:
    """What a Python is to do that is given these arguments. Raises WrongUseError."""
    flags = ""
    warnings: tuple[str, ...] = ()
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word == fork_flag:
            return Run("multiprocessing", "", list(words[at:]), flags)
        if word in ("--version", "-V", "-VV"):
            return Run("version", "", [], flags)
        if word in ("--help", "-h", "-?"):
            return Run("help", "", [], flags)
        if word == "--":
            break
        if not word.startswith("-") or word == "-":
            at -= 1
            break
        for index, letter in enumerate(word[1:], 2):
            value = word[index:]
            if letter in "mc" or letter in _TAKING_A_WORD:
                if not value:
                    if at == len(words):
                        raise WrongUseError(f"an argument is expected after -{letter}")
                    value = words[at]
                    at += 1
                if letter == "m":
                    return Run("module", value, ["-m", *words[at:]], flags, warnings)
                if letter == "c":
                    return Run("code", value, ["-c", *words[at:]], flags, warnings)
                if letter == "W":
                    warnings += (value,)
                break
            if letter not in _PLAIN:
                raise WrongUseError(f"unknown option -{letter}")
            flags += letter
    rest = list(words[at:])
    if not rest or rest[0] == "-":
        return Run("input", "", rest or [""], flags, warnings)
    return Run("path", rest[0], rest, flags, warnings)


def run(words: Sequence[str]) -> int:
    """Do it: the exit status, unless what is run ends the process itself."""
    try:
        wanted = read(words)
    except WrongUseError as error:
        print(f"pith-python: {error}", file=sys.stderr)
        return 2
    if wanted.kind == "version":
        print(f"Python {sys.version.split()[0]}")
        return 0
    if wanted.kind == "help":
        print(_HELP, end="")
        return 0
    _add_builtins()
    if wanted.kind == "multiprocessing":
        return _run_fork(wanted.arguments)
    if "u" in wanted.flags or ("E" not in wanted.flags and os.environ.get("PYTHONUNBUFFERED")):
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.reconfigure(write_through=True)  # type: ignore[union-attr]
    _filter_warnings(wanted)
    sys.argv[:] = wanted.arguments
    _extend_path(wanted)
    try:
        return _RUNNERS[wanted.kind](wanted)
    except SystemExit:
        raise
    except BaseException as error:
        _show(error)
        return 130 if isinstance(error, KeyboardInterrupt) else 1


def _add_builtins() -> None:
    """What a Python adds to the built-in names at its start, for people and for scripts."""
    import site

    site.setquit()
    site.setcopyright()
    site.sethelper()


def _filter_warnings(wanted: Run) -> None:
    listed = (
        () if set("EI") & set(wanted.flags) else os.environ.get("PYTHONWARNINGS", "").split(",")
    )
    options = [each for each in (*listed, *wanted.warnings) if each]
    if options:
        import warnings

        sys.warnoptions += options
        warnings._processoptions(options)  # type: ignore[attr-defined]


def _show(error: BaseException) -> None:
    """The traceback as a Python has it: from the first line that is not of the program."""
    ours = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120
    frames = error.__traceback__
    while frames is not None:
        name = frames.tb_frame.f_code.co_filename
        if not (
            name.endswith("entry.py")
            or name.startswith(("pith_app/", "<frozen runpy", "runpy.py", ours))
        ):
            break
        frames = frames.tb_next
    sys.excepthook(type(error), error.with_traceback(frames), frames)


def _current_folder() -> str:
    try:
        return os.getcwd()  # noqa: PTH109
    except OSError:  # it was deleted
        return ""


def _extend_path(wanted: Run) -> None:
    """Put first in `sys.path` what a Python puts there."""
    first: list[str] = []
    isolated = "I" in wanted.flags
    if not isolated and "P" not in wanted.flags:
        if wanted.kind == "module":
            first.append(_current_folder())
        elif wanted.kind in ("code", "input"):
            first.append("")
    if not isolated and "E" not in wanted.flags:
        listed = os.environ.get("PYTHONPATH", "")
        first += [each or _current_folder() for each in listed.split(os.pathsep)] if listed else []
    sys.path[:0] = first


def _run_module(wanted: Run) -> int:
    import runpy
    from importlib.util import find_spec

    if wanted.what == "venv":
        print(
            "pith-python: this Python is a part of Pith, and environments cannot be made of it",
            file=sys.stderr,
        )
        return 1
    try:
        found = find_spec(wanted.what)
    except ModuleNotFoundError as error:
        # A package above it is not there; or one of them imports what is not.
        if not f"{wanted.what}.".startswith(f"{error.name}."):
            raise
        found = None
    except ValueError:  # it has no spec
        found = None
    if found is None:
        print(f"pith-python: No module named {wanted.what}", file=sys.stderr)
        return 1
    runpy.run_module(wanted.what, run_name="__main__", alter_sys=True)
    return 0


def _run_code(wanted: Run) -> int:
    _execute(compile(wanted.what, "<string>", "exec"))
    return 0


def _run_path(wanted: Run) -> int:
    import runpy

    path = wanted.what
    if not os.path.exists(path):  # noqa: PTH110
        print(f"pith-python: there is no file {path}", file=sys.stderr)
        return 2
    if os.path.isfile(path) and "I" not in wanted.flags:  # noqa: PTH113
        sys.path.insert(0, os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120
    runpy.run_path(path, run_name="__main__")
    return 0


def _run_input(wanted: Run) -> int:
    if sys.stdin is None:
        return 0
    if sys.stdin.isatty():
        from code import interact

        interact(exitmsg="")
        return 0
    _execute(compile(sys.stdin.read(), "<stdin>", "exec"))
    return 0


def _run_fork(arguments: list[str]) -> int:
    """A child that multiprocessing started: its arguments are `name=value`."""
    from multiprocessing.spawn import spawn_main

    values = dict(argument.split("=", 1) for argument in arguments)
    spawn_main(**{name: None if value == "None" else int(value) for name, value in values.items()})  # type: ignore[arg-type]
    return 0


def _execute(code: object) -> None:
    main = sys.modules["__main__"]
    for name in [name for name in vars(main) if not name.startswith("__")]:
        delattr(main, name)
    exec(code, vars(main))  # type: ignore[arg-type]  # noqa: S102, RUF100


_RUNNERS = {
    "module": _run_module,
    "code": _run_code,
    "path": _run_path,
    "input": _run_input,
}

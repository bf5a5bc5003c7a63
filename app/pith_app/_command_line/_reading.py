"""What stands before a sub-command, and the paths if there is none. Every start runs this."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from pith_app._arguments import GlobalOptions, Target, UsageError, parse_target

SUB_COMMANDS: Final = ("extension", "command", "screenshot")

_FLAGS: Final = ("--safe-mode", "--version", "--help", "-h")
_FOLDERS: Final = ("--user-dir", "--extensions-dir")


class Request(NamedTuple):
    """What the command line asks for."""

    what: str
    """`window`, `help`, `version` or the name of a sub-command."""
    words: tuple[str, ...] = ()
    """The paths for the window; the sub-command's own arguments."""
    everywhere: GlobalOptions = GlobalOptions()


def read(arguments: Sequence[str]) -> Request:
    """Read the arguments of `pith`. Raises UsageError.

    The first word that is no option decides: it is a sub-command or a path, and then all words
    are paths. After `--` everything is a path.
    """
    everywhere = GlobalOptions()
    paths: list[str] = []
    rest = iter(arguments)
    for word in rest:
        if word == "--":
            paths += rest
        elif not word.startswith("-"):
            if word in SUB_COMMANDS and not paths:
                return Request(word, tuple(rest), everywhere)
            paths.append(word)
        elif word in ("-h", "--help"):
            return Request("help")
        elif word == "--version":
            return Request("version")
        elif word == "--safe-mode":
            everywhere = everywhere._replace(safe_mode=True)
        else:
            option, equals, value = word.partition("=")
            if option not in _FOLDERS:
                raise UsageError(_unknown(word, option, equals))
            folder = _folder(option, value if equals else next(rest, ""))
            if option == "--user-dir":
                everywhere = everywhere._replace(user_dir=folder)
            else:
                folders = (*everywhere.extensions_dirs, folder)
                everywhere = everywhere._replace(extensions_dirs=folders)
    return Request("window", tuple(paths), everywhere)


def read_targets(paths: Sequence[str]) -> tuple[Target, ...]:
    """The files and the folder to open. Raises UsageError."""
    if "" in paths:
        raise UsageError("a path is empty (type: pith PATH)")
    targets = tuple(parse_target(path) for path in paths)
    if len(targets) > 1 and sum(target.path.is_dir() for target in targets) > 1:
        raise UsageError("a window has one folder, and these are several (type: pith FOLDER)")
    return targets


def _folder(option: str, value: str) -> Path:
    if not value:
        raise UsageError(f"{option} needs a folder (type: pith {option} DIR)")
    return Path(os.path.abspath(os.path.expanduser(value)))  # noqa: PTH100, PTH111


def _unknown(word: str, option: str, equals: str) -> str:
    if word == "-":
        return "a text cannot be read from a pipe (type: pith ./- for a file of that name)"
    if equals and option in _FLAGS:
        return f"{option} takes no value (type: pith {option})"
    from pith_app._command_line._words import nearest

    advice = nearest(option, (*_FLAGS, *_FOLDERS)) or "--help"
    return f"there is no option {option} (type: pith {advice})"

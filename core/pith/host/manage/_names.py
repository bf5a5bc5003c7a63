"""Names of files that every system can hold, so that what was packed here unpacks anywhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

_RESERVED: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$", "clock$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)
_FORBIDDEN: Final = frozenset('<>:"|?*')
_LONGEST_NAME: Final = 255  # bytes, on most systems
_LONGEST_PATH: Final = 180  # characters: below a person's folder, where Windows takes 260


class WrongName(NamedTuple):
    """A path that is refused: what it is, and what to do about it."""

    path: str
    message: str
    advice: str


def check_path(path: str) -> WrongName | None:
    """What is wrong with a path, from the top of an extension, with `/` between its parts."""

    def wrong(message: str, advice: str = "give it another name") -> WrongName:
        return WrongName(path, message, advice)

    relative = "write it from the extension's folder"
    if path.startswith(("/", "\\")) or (len(path) > 1 and path[1] == ":" and path[0].isalpha()):
        return wrong("is an absolute path", relative)
    if "\\" in path:
        return wrong("has a backslash in its name", "write / between folders")
    parts = path.split("/")
    if ".." in parts:
        return wrong("leads out of the extension", relative)
    if "" in parts or "." in parts:
        return wrong("is no name of a file", relative)
    if len(path) > _LONGEST_PATH:
        return wrong(f"has a path of {len(path)} characters", f"keep it to {_LONGEST_PATH}")
    for part in parts:
        if any(each < " " or each == "\x7f" or "\ud800" <= each <= "\udfff" for each in part):
            return wrong("has a character in its name that is none")
        if len(part.encode()) > _LONGEST_NAME:
            return wrong("has a name that is too long")
        if not _FORBIDDEN.isdisjoint(part):
            return wrong('has one of < > : " | ? * in its name, which Windows cannot hold')
        if part.endswith((".", " ")):
            return wrong("has a name that ends in a dot or a space, which Windows cannot hold")
        if part.partition(".")[0].rstrip().casefold() in _RESERVED:
            return wrong("has the name of a device on Windows")
    return None


def collisions(paths: Iterable[tuple[str, bool]]) -> Iterator[WrongName]:
    """Paths that are one and the same somewhere. Takes (path, is a folder)."""
    seen: dict[str, tuple[str, bool]] = {}
    for path, is_folder in paths:
        parts = path.split("/")
        for count in range(1, len(parts) + 1):
            part = "/".join(parts[:count])
            whole = count == len(parts)
            folder = is_folder or not whole
            before = seen.setdefault(_folded(part), (part, folder))
            if before[0] != part:
                message = f"and {before[0]} are one file where case makes no difference"
                yield WrongName(part, message, "give one of them another name")
                break
            if before[1] != folder:
                yield WrongName(part, "is a file and a folder at once", "take one of them out")
                break


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())

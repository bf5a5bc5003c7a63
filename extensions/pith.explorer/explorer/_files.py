"""Changing files and folders. Everything here blocks: for tasks."""

from __future__ import annotations

import os
import sys
from pathlib import Path

#: What names on Windows cannot hold; elsewhere only the slash is impossible.
_FORBIDDEN = '<>:"|?*' if sys.platform == "win32" else ""


class ChangeError(Exception):
    """Something could not be done; the message is for the person."""


def name_fault(name: str) -> str | None:
    """What is wrong with a name for a file, which may lie in new folders: `new/folder/file.txt`."""
    parts = name.replace(os.sep, "/").split("/")
    if not name.strip():
        return "Type a name."
    if name.startswith("/") or any(not part for part in parts[:-1]):
        return "A name is expected between two slashes, and before the first."
    if any(part in (".", "..") for part in parts):
        return "“.” and “..” are no names."
    if any(character in _FORBIDDEN or ord(character) < 32 for character in name):
        return "A name cannot hold that character."
    if any(len(part.encode()) > 255 for part in parts):
        return "That name is too long."
    return None


def single_name_fault(name: str) -> str | None:
    """What is wrong with a name without folders."""
    if "/" in name or os.sep in name:
        return "A name holds no slash."
    return name_fault(name)


def create_file(path: Path) -> Path:
    """Make an empty file and the folders it lies in."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.open("x").close()
    except OSError as error:
        raise _said(error, path) from None
    return path


def create_folder(path: Path) -> Path:
    """Make a folder and those it lies in."""
    try:
        path.mkdir(parents=True)
    except OSError as error:
        raise _said(error, path) from None
    return path


def rename(path: Path, name: str) -> Path:
    """Give a file or folder another name. Nothing that has this name is replaced."""
    target = path.with_name(name)
    try:
        # Another case of letters is another name, also where the system finds both.
        if os.path.lexists(target) and not target.samefile(path):
            raise FileExistsError
        path.rename(target)
    except OSError as error:
        raise _said(error, target) from None
    return target


def to_trash(paths: list[Path]) -> None:
    """Move files and folders to the trash."""
    from send2trash import send2trash

    for path in paths:
        try:
            send2trash(path)
        except OSError as error:
            raise _said(error, path) from None


def delete(paths: list[Path]) -> None:
    """Delete files and folders for good."""
    import shutil

    for path in paths:
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        except OSError as error:
            raise _said(error, path) from None


def outermost(paths: list[Path]) -> list[Path]:
    """`paths` without those that lie in another of them."""
    chosen = set(paths)
    return [path for path in dict.fromkeys(paths) if chosen.isdisjoint(path.parents)]


def _said(error: OSError, path: Path) -> ChangeError:
    if isinstance(error, FileExistsError):
        return ChangeError(f"{path.name} is there already.")
    if isinstance(error, FileNotFoundError):
        return ChangeError(f"{path.name} is not there any more.")
    return ChangeError(f"{path.name}: {error.strerror or error}.")

"""Icon themes: which picture stands for which file, in VS Code's JSON format."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pith.base import Problem, ProblemError

PATH = "path:"
"""Begins the name of an icon that is a file of its own."""


class Associations(NamedTuple):
    """Which icon stands for what, each an icon's name."""

    file: str = ""
    folder: str = ""
    folder_expanded: str = ""
    file_names: Mapping[str, str] = {}
    file_extensions: Mapping[str, str] = {}
    folder_names: Mapping[str, str] = {}
    folder_names_expanded: Mapping[str, str] = {}


class IconTheme(NamedTuple):
    """The icons of files and folders. What it has no icon for has Pith's."""

    on_dark: Associations
    on_light: Associations

    def for_file(self, name: str, on_light: bool) -> str:
        """The icon for a file of this name (without its folder), "" for none."""
        found, name = self.on_light if on_light else self.on_dark, name.lower()
        if name in found.file_names:
            return found.file_names[name]
        _, dot, extension = name.partition(".")
        while dot:  # of a.d.ts the longest that is known
            if extension in found.file_extensions:
                return found.file_extensions[extension]
            _, dot, extension = extension.partition(".")
        return found.file

    def for_folder(self, name: str, expanded: bool, on_light: bool) -> str:
        """The icon for a folder of this name, "" for none."""
        found = self.on_light if on_light else self.on_dark
        names = found.folder_names_expanded if expanded else found.folder_names
        return names.get(name.lower()) or (found.folder_expanded if expanded else found.folder)


def load_icon_theme(path: Path) -> IconTheme:
    """Read an icon theme. Icons that are no SVG files count as missing. Blocks.

    Raises ProblemError for what is no icon theme, and OSError.
    """
    import json

    try:
        data = json.loads(path.read_bytes())
    except ValueError as error:
        line = getattr(error, "lineno", None)
        raise ProblemError(Problem(f"this is not JSON: {error}", str(path), line)) from None
    definitions = data.get("iconDefinitions") if isinstance(data, dict) else None
    if not isinstance(definitions, dict):
        message = "this is no icon theme: it has no `iconDefinitions`"
        raise ProblemError(Problem(message, str(path), advice="see VS Code's file icon themes"))
    icons = {
        str(name): f"{PATH}{path.parent / each['iconPath']}"
        for name, each in definitions.items()
        if isinstance(each, dict)
        and isinstance(each.get("iconPath"), str)
        and each["iconPath"].lower().endswith(".svg")
    }
    on_dark = _associations(data, icons, Associations())
    light = data.get("light")
    on_light = _associations(light, icons, on_dark) if isinstance(light, dict) else on_dark
    return IconTheme(on_dark, on_light)


def _associations(
    data: Mapping[str, Any], icons: Mapping[str, str], behind: Associations
) -> Associations:
    def one(key: str, default: str) -> str:
        return icons.get(str(data.get(key)), default)

    def many(key: str, default: Mapping[str, str]) -> Mapping[str, str]:
        given = data.get(key)
        if not isinstance(given, dict):
            return default
        known = {str(name).lower(): icons[each] for name, each in given.items() if each in icons}
        return {**default, **known}

    return Associations(
        one("file", behind.file),
        one("folder", behind.folder),
        one("folderExpanded", behind.folder_expanded),
        many("fileNames", behind.file_names),
        many("fileExtensions", behind.file_extensions),
        many("folderNames", behind.folder_names),
        many("folderNamesExpanded", behind.folder_names_expanded),
    )

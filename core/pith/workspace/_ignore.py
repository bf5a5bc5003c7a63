"""Which files and folders are passed over: .gitignore and the settings' patterns.

pathspec knows the whole grammar and asks one regular expression for each pattern and file. Most
patterns are a name or an ending, which a set answers at once; only the others go to pathspec.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_SPECIAL = frozenset("*?[\\")


class IgnoreRules:
    """Patterns in the grammar of .gitignore, for what lies below one folder."""

    def __init__(self, lines: Iterable[str]) -> None:
        patterns = [line.rstrip("\r\n") for line in lines]
        patterns = [line for line in patterns if line.strip() and not line.startswith("#")]
        self._names: set[str] = set()
        self._folder_names: set[str] = set()
        self._endings: tuple[str, ...] = ()
        self._others: Any = None
        # "!" takes back what stands before it: then the order counts.
        if not any(line.startswith("!") for line in patterns):
            patterns = [line for line in patterns if not self._take_simple(line)]
        if patterns:
            from pathspec import GitIgnoreSpec

            self._others = GitIgnoreSpec.from_lines(patterns)

    def _take_simple(self, pattern: str) -> bool:
        name = pattern.rstrip()
        for_folders = name.endswith("/")
        name = name.removesuffix("/")
        name = name.removeprefix("**/")
        ending = name[1:] if name.startswith("*") else ""
        if not name or "/" in name or not _SPECIAL.isdisjoint(ending or name):
            return False
        if ending:
            if for_folders:
                return False
            self._endings = (*self._endings, ending)
        else:
            (self._folder_names if for_folders else self._names).add(name)
        return True

    def ignores(self, path: str, name: str, is_folder: bool) -> bool | None:
        """Whether the file or folder is passed over; None: nothing is said of it.

        `path` is relative to the rules' folder, with "/" between its parts; `name` is the last.
        """
        if name in self._names or (is_folder and name in self._folder_names):
            return True
        if self._endings and name.endswith(self._endings):
            return True
        if self._others is not None:
            verdict: bool | None = self._others.check_file(
                f"{path}/" if is_folder else path
            ).include
            return verdict
        return None

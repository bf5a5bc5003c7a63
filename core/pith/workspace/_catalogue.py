# ruff: noqa: PTH110, PTH118, PTH120
# Paths are strings here: there may be a hundred thousand of them.
"""The files below some folders, folder by folder, so that what changed can be looked at again."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import NamedTuple

from pith.base import CancelToken
from pith.workspace._ignore import IgnoreRules

GITIGNORE = ".gitignore"


class _Layer(NamedTuple):
    """Rules, and the folder that the paths they see are relative to (with "/" at its end)."""

    base: str
    rules: IgnoreRules


class _Listing(NamedTuple):
    files: tuple[str, ...]
    folders: tuple[str, ...]
    layers: tuple[_Layer, ...]
    """What counts inside the folder, the nearest .gitignore first."""
    top: str


class Catalogue:
    """What lies below `tops`, without what is ignored. Used by one thread at a time.

    Symbolic links to folders are not followed. Folders that cannot be read count as empty.
    """

    def __init__(
        self,
        tops: Iterable[str],
        excluded: Iterable[str] = (),
        *,
        respect_gitignore: bool = True,
        ignored_folders: frozenset[str] = frozenset(),
        limit: int = 500_000,
    ) -> None:
        self.tops = tuple(tops)
        self._excluded = IgnoreRules(excluded)
        self._respect_gitignore = respect_gitignore
        self._ignored_folders = ignored_folders
        self._limit = limit
        self._listings: dict[str, _Listing] = {}
        self.count = 0
        self.truncated = False
        """Whether there are more than `limit` files, of which some are left out."""

    def scan(self, token: CancelToken) -> None:
        """Look at everything. Raises Cancelled, and is then to be thrown away."""
        self._listings.clear()
        self.count = 0
        self.truncated = False
        for top in self.tops:
            self._scan_below(top, top, self._layers_above(top), token)

    def update(
        self, folders: Iterable[str], token: CancelToken, rules_changed: Iterable[str] = ()
    ) -> None:
        """Look at these folders again, where they belong to the catalogue; and at all that is
        below those in which the .gitignore changed. Raises Cancelled, as scan() does."""
        for folder in sorted(rules_changed):
            listing = self._listings.get(folder)
            if listing is not None:
                layers = self._layers_around(folder)
                self._forget(folder)
                self._scan_below(folder, listing.top, layers, token)
        for folder in sorted(folders):
            listing = self._listings.get(folder)
            if listing is None:
                continue  # ignored, or found by looking at the folder above it
            again = self._list(folder, listing.top, self._layers_around(folder))
            self.count += len(again.files) - len(listing.files)
            self._listings[folder] = again
            for name in set(listing.folders) - set(again.folders):
                self._forget(os.path.join(folder, name))
            for name in set(again.folders) - set(listing.folders):
                below = os.path.join(folder, name)
                self._scan_below(below, listing.top, again.layers, token)

    def labels(self, labels_of_tops: dict[str, str]) -> tuple[list[str], list[str]]:
        """All files as (labels for people, paths), in step and sorted as they were found.

        A label is the path relative to its top with "/" between the parts, after what
        `labels_of_tops` has for that top.
        """
        labels: list[str] = []
        paths: list[str] = []
        for folder, listing in self._listings.items():
            outer = _inside(folder)
            inner = outer[len(_inside(listing.top)) :].replace(os.sep, "/")
            inner = labels_of_tops[listing.top] + inner
            labels += [inner + name for name in listing.files]
            paths += [outer + name for name in listing.files]
        return labels, paths

    def _scan_below(
        self, start: str, top: str, layers: tuple[_Layer, ...], token: CancelToken
    ) -> None:
        waiting = [(start, layers)]
        while waiting:
            token.raise_if_cancelled()
            folder, layers = waiting.pop()
            if folder in self._listings:
                continue  # a top inside another
            if self.count >= self._limit:
                self.truncated = True
                return
            listing = self._list(folder, top, layers)
            self._listings[folder] = listing
            self.count += len(listing.files)
            inside = _inside(folder)
            waiting += [(inside + name, listing.layers) for name in reversed(listing.folders)]

    def _list(self, folder: str, top: str, layers: tuple[_Layer, ...]) -> _Listing:
        files: list[str] = []
        folders: list[str] = []
        try:
            with os.scandir(folder) as scanned:
                entries = list(scanned)
        except OSError:
            return _Listing((), (), layers, top)
        inside = _inside(folder)
        if self._respect_gitignore and any(entry.name == GITIGNORE for entry in entries):
            rules = _read_rules(inside + GITIGNORE)
            if rules is not None:
                layers = (_Layer(inside, rules), *layers)
        excluded, top_length = self._excluded.ignores, len(_inside(top))
        for entry in entries:
            name = entry.name
            try:
                is_folder = entry.is_dir(follow_symlinks=False)
                if not is_folder and entry.is_symlink() and entry.is_dir():
                    continue
            except OSError:
                continue
            if is_folder and name in self._ignored_folders:
                continue
            path = inside + name
            if layers and _ignored(layers, path, name, is_folder):
                continue
            if excluded(path[top_length:], name, is_folder):
                continue
            (folders if is_folder else files).append(name)
        files.sort()
        folders.sort()
        return _Listing(tuple(files), tuple(folders), layers, top)

    def _layers_around(self, folder: str) -> tuple[_Layer, ...]:
        """What counts in a folder that is known, without its own .gitignore."""
        above = self._listings.get(os.path.dirname(folder))
        return above.layers if above is not None else self._layers_above(folder)

    def _layers_above(self, top: str) -> tuple[_Layer, ...]:
        """The rules of the repository that `top` is a folder of, from outside it."""
        layers: list[_Layer] = []
        if not self._respect_gitignore:
            return ()
        folder = top
        while True:
            inside = _inside(folder)
            rules = _read_rules(inside + GITIGNORE) if folder != top else None
            if rules is not None:
                layers.append(_Layer(inside, rules))
            if os.path.exists(inside + ".git"):
                rules = _read_rules(inside + ".git/info/exclude")
                if rules is not None:
                    layers.append(_Layer(inside, rules))
                return tuple(layers)
            above = os.path.dirname(folder)
            if above == folder:
                return ()  # no repository: what lies around is nobody's rule
            folder = above

    def _forget(self, top: str) -> None:
        prefix = _inside(top)
        for folder in [each for each in self._listings if each == top or each.startswith(prefix)]:
            self.count -= len(self._listings.pop(folder).files)


def _inside(folder: str) -> str:
    """What the paths in a folder begin with."""
    return folder if folder.endswith(os.sep) else folder + os.sep


def _ignored(layers: tuple[_Layer, ...], path: str, name: str, is_folder: bool) -> bool:
    for base, rules in layers:
        verdict = rules.ignores(path[len(base) :], name, is_folder)
        if verdict is not None:
            return verdict
    return False


def _read_rules(path: str) -> IgnoreRules | None:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return IgnoreRules(file)
    except OSError:
        return None
    except Exception:  # a pattern that pathspec refuses: git, too, passes over those
        return None

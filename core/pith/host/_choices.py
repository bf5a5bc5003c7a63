"""What the person has chosen of extensions: which may run, and where; and which folders are linked.

A file that several processes may change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import msgspec

from pith.base import Problem, ProblemError
from pith.host._lock import locked
from pith.host._writing import write_atomically


class FolderChoices(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is otherwise while the window shows one folder."""

    enabled: frozenset[str] = frozenset()
    disabled: frozenset[str] = frozenset()


class Choices(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """All of it; ids are those of extensions that may not be there any more."""

    disabled: frozenset[str] = frozenset()
    #: Folders of extensions that are used where they are, as absolute paths.
    linked: tuple[str, ...] = ()
    #: By the folder's absolute path.
    folders: dict[str, FolderChoices] = {}  # msgspec copies it

    def disabled_in(self, folders: Iterable[Path]) -> frozenset[str]:
        """What may not run while the window shows `folders`."""
        disabled = self.disabled
        for folder in folders:
            here = self.folders.get(str(folder))
            if here is not None:
                disabled = (disabled - here.enabled) | here.disabled
        return disabled

    def links(self) -> tuple[Path, ...]:
        return tuple(map(Path, self.linked))

    def with_enabled(self, extension_id: str, enabled: bool, folder: Path | None) -> Choices:
        """With an extension enabled or disabled, everywhere or in one folder.

        In a folder only what is otherwise than everywhere is kept. Everywhere is everywhere: what
        was chosen in folders is forgotten.
        """
        one = frozenset((extension_id,))
        if folder is None:
            disabled = self.disabled - one if enabled else self.disabled | one
            return self.without_folders_of(one, disabled=disabled)
        here = self.folders.get(str(folder), FolderChoices())
        is_usual = enabled != (extension_id in self.disabled)
        changed = FolderChoices(
            here.enabled | one if enabled and not is_usual else here.enabled - one,
            here.disabled | one if not enabled and not is_usual else here.disabled - one,
        )
        return msgspec.structs.replace(
            self, folders=_filled({**self.folders, str(folder): changed})
        )

    def with_disabled(self, ids: frozenset[str]) -> Choices:
        """With other extensions disabled everywhere."""
        return msgspec.structs.replace(self, disabled=ids)

    def encode(self) -> bytes:
        """What the file holds."""
        data = msgspec.json.encode(self, order="sorted")
        return msgspec.json.format(data, indent=2) + b"\n"

    def without(self, extension_id: str) -> Choices:
        """As if nothing had ever been chosen of an extension."""
        one = frozenset((extension_id,))
        return self.without_folders_of(one, disabled=self.disabled - one)

    def without_folders_of(self, ids: frozenset[str], *, disabled: frozenset[str]) -> Choices:
        folders = {
            folder: FolderChoices(here.enabled - ids, here.disabled - ids)
            for folder, here in self.folders.items()
        }
        return msgspec.structs.replace(self, disabled=disabled, folders=_filled(folders))

    def with_link(self, folder: Path, linked: bool) -> Choices:
        others = tuple(each for each in self.linked if each != str(folder))
        return msgspec.structs.replace(self, linked=(*others, str(folder)) if linked else others)


def _filled(folders: dict[str, FolderChoices]) -> dict[str, FolderChoices]:
    return {folder: here for folder, here in folders.items() if here != FolderChoices()}


NOTHING_CHOSEN: Final = Choices()


def read_choices(file: Path) -> Choices:
    """What the file says. Raises ProblemError for one that is something else."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:  # most people choose nothing, and then there is none
        return NOTHING_CHOSEN
    except OSError as error:
        problem = Problem(f"cannot be read: {error.strerror}", str(file))
        raise ProblemError(problem) from None
    try:
        return msgspec.json.decode(content, type=Choices)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ProblemError(
            Problem(
                f"is not the list of disabled extensions it should be: {error}",
                str(file),
                advice='write {"disabled": []}, or remove it',
            )
        ) from None


def change_choices(file: Path, lock: Path, change: Callable[[Choices], Choices]) -> Choices:
    """Replace the choices by `change(choices)`, while nobody else does; returns those.

    No choice is no file. Raises ProblemError.
    """
    with locked(lock):
        before = read_choices(file)
        after = change(before)
        if after == before:
            return after
        try:
            if after == NOTHING_CHOSEN:
                file.unlink(missing_ok=True)
            else:
                write_atomically(file, after.encode())
        except OSError as error:
            problem = Problem(f"cannot be written: {error.strerror}", str(file))
            raise ProblemError(problem) from None
        return after

"""A disk under a journal: what a machine that stops at any moment may have left of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pith.workspace._journal import JournalFiles


class Call(NamedTuple):
    """One thing that was done. `handle` is a number that no two files share."""

    what: str
    name: str = ""
    handle: int = -1
    data: bytes = b""
    target: str = ""


class RecordingFiles(JournalFiles):
    """Does what is asked on the real disk, and remembers it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.calls: list[Call] = []
        self._numbers: dict[int, int] = {}
        self._count = 0

    def create(self, name: str) -> int:
        handle = super().create(name)
        self._count += 1
        self._numbers[handle] = self._count
        self.calls.append(Call("create", name, self._count))
        return handle

    def append(self, handle: int, data: bytes) -> None:
        super().append(handle, data)
        self.calls.append(Call("append", handle=self._numbers[handle], data=data))

    def duplicate(self, handle: int) -> int:
        copy = super().duplicate(handle)
        self._numbers[copy] = self._numbers[handle]
        return copy

    def sync(self, handle: int) -> None:
        self.calls.append(Call("sync", handle=self._numbers[handle]))

    def sync_folder(self) -> None:
        self.calls.append(Call("sync_folder"))

    def replace(self, name: str, target: str) -> None:
        super().replace(name, target)
        self.calls.append(Call("replace", name, target=target))

    def remove(self, name: str) -> None:
        super().remove(name)
        self.calls.append(Call("remove", name))


class _File:
    def __init__(self) -> None:
        self.content = b""
        self.synced = 0


def killed(calls: list[Call]) -> dict[str, bytes]:
    """The folder when the process is killed after these calls: the system has everything."""
    names, _ = _replay(calls)
    return {name: file.content for name, file in names.items()}


def powerless(calls: list[Call], rng: random.Random) -> Iterator[dict[str, bytes]]:
    """Folders that a power loss after these calls may leave.

    What was synced is there. Of what was not, nothing, a part, all, or blocks of zeros; and of
    the names that were not synced either all or none, as far as they may be.
    """
    for names in _replay(calls):
        for chance in ("nothing", "part", "all", "zeros"):
            folder: dict[str, bytes] = {}
            for name, file in names.items():
                extra = file.content[file.synced :]
                kept = {
                    "nothing": b"",
                    "part": extra[: rng.randrange(len(extra) + 1)],
                    "all": extra,
                    "zeros": bytes(len(extra)),
                }[chance]
                folder[name] = file.content[: file.synced] + kept
            yield folder


def _replay(calls: list[Call]) -> tuple[dict[str, _File], dict[str, _File]]:
    """The names as the system has them, and as they are known to be on the disk."""
    files: dict[int, _File] = {}
    names: dict[str, _File] = {}
    durable: dict[str, _File] = {}
    for call in calls:
        match call.what:
            case "create":
                files[call.handle] = names[call.name] = _File()
            case "append":
                files[call.handle].content += call.data
            case "sync":
                files[call.handle].synced = len(files[call.handle].content)
            case "replace":
                names[call.target] = names.pop(call.name)
            case "remove":
                names.pop(call.name, None)
            case "sync_folder":
                durable = dict(names)
    return names, durable


def write_folder(folder: Path, content: dict[str, bytes]) -> None:
    """Make a folder hold these files and no others."""
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    for name, data in content.items():
        (folder / name).write_bytes(data)

"""Bisecting from outside: extensions are disabled for as long as it takes, and put back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pith.host._bisect import Bisection
from pith.host._choices import Choices, change_choices, read_choices
from pith.host._folders import HostFolders
from pith.host._writing import write_atomically
from pith.host.manage._listing import list_extensions


class DisabledForNow:
    """Disables extensions beside those that the person disabled, in the person's file.

    What was disabled before is kept beside that file: should this process be killed, the next
    one puts it back first.
    """

    def __init__(self, folders: HostFolders) -> None:
        self._folders = folders
        self._kept = folders.state.with_name(f"{folders.state.name}.before-bisect")
        #: Whether another process was ended in the middle, and what it disabled was put back.
        self.recovered = self._kept.exists()
        if self.recovered:
            self.put_back()
        self._before = read_choices(folders.state)

    def disable(self, ids: frozenset[str]) -> None:
        """Disable these, and of the others only those that the person disabled."""
        if not self._kept.exists():
            write_atomically(self._kept, self._before.encode())

        def change(choices: Choices) -> Choices:
            return choices.with_disabled(self._before.disabled | ids)

        change_choices(self._folders.state, self._folders.lock, change)

    def put_back(self) -> None:
        """Enable what this disabled."""
        if self._kept.exists():
            before = read_choices(self._kept)

            def change(choices: Choices) -> Choices:
                return choices.with_disabled(before.disabled)

            change_choices(self._folders.state, self._folders.lock, change)
            self._kept.unlink(missing_ok=True)


@contextmanager
def bisecting(folders: HostFolders) -> Iterator[tuple[Bisection, DisabledForNow]]:
    """A bisection among the extensions that can run. Everything is put back at the end.

    Raises ProblemError.
    """
    disabled = DisabledForNow(folders)
    running = {
        record.id: tuple(record.manifest.requires)
        for record in list_extensions(folders)
        if record.state == "installed" and record.manifest is not None
    }
    try:
        yield Bisection(running), disabled
    finally:
        disabled.put_back()

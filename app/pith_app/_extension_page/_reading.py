"""What a page shows of an extension's folder: read on a worker's thread."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from pith.host import ExtensionRecord, HostFolders

_LARGEST: Final = 400_000  # bytes of a text


class Texts(NamedTuple):
    """The texts an extension comes with, "" for what it has not."""

    readme: str = ""
    changelog: str = ""
    #: The version that rolling back would bring.
    previous: str = ""


def read_texts(record: ExtensionRecord, folders: HostFolders) -> Texts:
    """Read them. What cannot be read is not there. Blocks."""
    from pith.host.manage import previous_version

    previous = previous_version(record.id, folders) if record.origin == "user" else None
    return Texts(
        _read(record.folder, "readme"),
        _read(record.folder, "changelog"),
        previous.version if previous is not None else "",
    )


def _read(folder: Path, stem: str) -> str:
    try:
        names = sorted(path.name for path in folder.iterdir())
        for name in names:
            if name.casefold() in (f"{stem}.md", f"{stem}.markdown", stem, f"{stem}.txt"):
                with open(folder / name, "rb") as file:
                    return file.read(_LARGEST).decode("utf-8", "replace")
    except OSError:
        pass
    return ""

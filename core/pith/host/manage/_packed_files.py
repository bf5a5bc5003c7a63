"""Which files of an extension go into an archive of it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pith.base import Problem, ProblemError
from pith.host._dependency_folder import DEPENDENCIES
from pith.host.manage._archives import SUFFIX
from pith.host.manage._copying import Entry, examine
from pith.host.manage._names import check_path, collisions

#: Beside what no extension consists of: what is of use to its author only.
_AUTHORS: Final = frozenset({DEPENDENCIES, "node_modules", "dist", "build", ".idea", ".vscode"})


def packed_files(folder: Path, leaving_out: Path | None = None) -> list[Path]:
    """The files that go into an archive, sorted, as paths from `folder`.

    Raises ProblemError for what no archive may hold. Blocks.
    """
    entries: list[Entry] = [
        entry
        for entry in examine(folder)
        if _AUTHORS.isdisjoint(entry.path.parts)
        and entry.path.suffix != SUFFIX
        and folder / entry.path != leaving_out
    ]
    for entry in entries:
        name = entry.path.as_posix()
        wrong = check_path(name)
        if entry.kind == "link":
            message, advice = "is a link, which an archive does not hold", "put a copy there"
            raise ProblemError(Problem(message, str(folder / name), advice=advice))
        if wrong is not None:
            raise ProblemError(Problem(wrong.message, str(folder / name), advice=wrong.advice))
    for wrong in collisions((each.path.as_posix(), each.kind == "folder") for each in entries):
        raise ProblemError(Problem(wrong.message, str(folder / wrong.path), advice=wrong.advice))
    return sorted(entry.path for entry in entries if entry.kind == "file")

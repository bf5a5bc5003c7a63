"""Whether extensions that are to be installed find there what they require."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pith.base import Problem, ProblemError
from pith.host._choices import read_choices
from pith.host._choosing import choose
from pith.host._discovery import find_extension, find_extensions
from pith.host._folders import HostFolders
from pith.host._requirements import cycles
from pith.host._versions import VersionRange


def check_requirements(folders: HostFolders, staged: Sequence[Path]) -> None:
    """Raise ProblemError with everything that is missing, has the wrong version, or goes round in
    circles, among the extensions in the folders `staged` and those that are there.

    What is disabled counts as there: it can be enabled.
    """
    roots = folders.roots(read_choices(folders.state).links())
    there, _ = choose(roots, {each.folder: each for each in find_extensions(roots)})
    new = {}
    for folder in staged:
        found = find_extension(folder, "user")
        assert found is not None  # it was checked when it was copied
        new[found.id] = found
    there |= new
    problems = []
    for found in new.values():
        for required, wanted in found.manifest.requires.items() if found.manifest else ():
            other = there.get(required)
            if other is None:
                problems.append(
                    Problem(
                        f"{found.id} requires {required} {wanted}".rstrip()
                        + ", which is not installed",
                        advice="install it first, or name it in the same command",
                    )
                )
            elif other.manifest is not None and other.version not in VersionRange(wanted):
                problems.append(
                    Problem(
                        f"{found.id} requires {required} {wanted}, and its version is "
                        f"{other.version}",
                        advice=f"update {required}",
                    )
                )
    for circle in cycles(there):
        if not new.keys().isdisjoint(circle):
            message = f"they require each other in a circle: {' → '.join((*circle, circle[0]))}"
            problems.append(Problem(message, advice="take one of these requirements out"))
    if problems:
        raise ProblemError(*problems)

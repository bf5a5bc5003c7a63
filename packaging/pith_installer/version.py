"""What a commit is called, so that a package manager sorts it right."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from pith_installer.errors import InstallerError, output_of


class Version(NamedTuple):
    """`number` as in 0.1.0; `before` for what comes before it, as in dev.141; and the commit."""

    number: str
    before: str
    commit: str
    epoch: int
    """When it was committed, in seconds since 1970: the time of every file in the packages."""

    def __str__(self) -> str:
        """As semantic versioning has it."""
        before = f"-{self.before}" if self.before else ""
        return f"{self.number}{before}"

    @property
    def debian(self) -> str:
        """As Debian and rpm sort it: a tilde sorts before the end."""
        before = f"~{self.before}" if self.before else ""
        return f"{self.number}{before}"


def version_of(checkout: Path) -> Version:
    """The version of what is in `checkout`: tag `v1.2.3`, or so many commits on the way to it."""
    declared = re.search(
        r'__version__: Final = "([^"]+)"', (checkout / "core/pith/__init__.py").read_text("utf-8")
    )
    if declared is None:
        raise InstallerError("core/pith/__init__.py says no __version__")
    number = declared[1]

    def git(*words: str) -> str:
        return output_of(["git", "-C", checkout, *words]).strip()

    commit = git("rev-parse", "--short=10", "HEAD")
    epoch = int(git("log", "-1", "--format=%ct"))
    tags = git("tag", "--points-at", "HEAD").split()
    changed = bool(git("status", "--porcelain", "--untracked-files=no"))
    if f"v{number}" in tags and not changed:
        return Version(number, "", commit, epoch)
    if f"v{number}" in git("tag", "--list").split():
        raise InstallerError(
            f"{number} has been released (tag v{number}), and this is another commit.\n"
            "Raise __version__ in core/pith/__init__.py: a package has to be newer than that."
        )
    count = git("rev-list", "--count", "HEAD")
    before = f"dev.{count}"
    return Version(number, before, commit + ("-changed" if changed else ""), epoch)

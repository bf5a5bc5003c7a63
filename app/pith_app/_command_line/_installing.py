"""`pith extension install`: what is said and asked before somebody's code may run."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from pith.base import ProblemError
from pith_app._command_line._saying import complain, finish, printable, say
from pith_app._command_line._surroundings import Surroundings
from pith_app._command_line._words import Given, Syntax

if TYPE_CHECKING:
    from pith.host import ExtensionRecord

INSTALL: Final = Syntax(
    "extension install", needs=("SOURCE",), flags=("--update", "--yes"), and_more=True
)


def install(given: Given, surroundings: Surroundings) -> int:
    """Put extensions from folders and archives among the person's: all of them, or none.

    Trusted ones are asked about where somebody can answer: standard input is a terminal, and
    `--yes` was not given. Elsewhere, in scripts, the notice is printed and they are installed.
    """
    from pith.host.manage import install_extensions, list_extensions

    sources = [Path(os.path.abspath(each)) for each in given.arguments]  # noqa: PTH100
    if not _is_accepted(sources, ask="--yes" not in given.flags):
        complain("nothing was installed")
        return 1
    folders = surroundings.folders
    with Showing() as progress:
        installed = install_extensions(
            sources, folders, update="--update" in given.flags, progress=progress
        )
    records = {record.id: record for record in list_extensions(folders)}
    for done in installed:
        manifest = done.manifest
        was = f" (it was {done.replaced})" if done.replaced else ""
        say(f"installed {manifest.id} {manifest.version}{was} in {done.folder}")
        if done.dependencies:
            say(f"with {', '.join(done.dependencies)}")
        complain_of(records[manifest.id])
    return 0


def complain_of(record: ExtensionRecord) -> None:
    """Say what keeps an extension from working: it is there, as was asked, and this is told now
    and not at the next start."""
    from pith.host.manage import check_folder

    if record.state == "disabled":
        complain(f"it is disabled (type: pith extension enable {record.id})")
    problems = [each for each in check_folder(record.folder) if each.severity.value == "error"]
    for problem in dict.fromkeys((*problems, *record.problems)):
        complain(str(problem))


class Showing:
    """A Progress on one line of the terminal, if standard error is one."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr is not None and sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._write("")

    def report(self, fraction: float | None, message: str = "") -> None:
        self._write(message[:78])

    def _write(self, line: str) -> None:
        if self._is_shown:
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.write(f"\r\x1b[K{printable(line)}")
                sys.stderr.flush()


def _is_accepted(sources: Sequence[Path], ask: bool) -> bool:
    from pith.host.manage import read_source_manifest

    has_trusted = False
    for source in sources:
        try:
            manifest = read_source_manifest(source)
        except ProblemError:
            continue  # installing refuses it, and says it better
        if manifest.tier == "trusted":
            has_trusted = True
            complain(
                f"{manifest.name} ({manifest.id}) is trusted: it runs inside the editor's "
                "process, unprotected, and may do whatever you may"
            )
            if manifest.permissions:
                complain(f"it says that it uses: {', '.join(manifest.permissions)}")
        if manifest.dependencies:
            complain(f"{manifest.name} brings {', '.join(manifest.dependencies)}, fetched by pip")
    if has_trusted and ask and _somebody_can_answer():
        return _asked("Install? [y/N] ")
    return True


def _somebody_can_answer() -> bool:
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr is not None


def _asked(question: str) -> bool:
    """Ask on standard error: standard output may go elsewhere."""
    finish()
    sys.stderr.write(question)
    sys.stderr.flush()
    answer = sys.stdin.readline()
    if not answer:
        sys.stderr.write("\n")
    return answer.strip().lower() in ("y", "yes")

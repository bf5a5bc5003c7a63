"""`pith extension install`: what is said and asked before somebody's code may run."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from pith.base import ProblemError
from pith_app._command_line._saying import complain, finish, say
from pith_app._command_line._surroundings import Surroundings
from pith_app._command_line._words import Given, Syntax

INSTALL: Final = Syntax("extension install", needs=("FOLDER",), flags=("--update", "--yes"))


def install(given: Given, surroundings: Surroundings) -> int:
    """Copy an extension among the person's.

    A trusted one is asked about where somebody can answer: standard input is a terminal, and
    `--yes` was not given. Elsewhere, in scripts, the notice is printed and it is installed.
    """
    from pith.host.manage import check_folder, install_folder, list_extensions

    source = Path(given.arguments[0])
    if not _is_accepted(source, ask="--yes" not in given.flags):
        complain("nothing was installed")
        return 1
    folders = surroundings.folders
    done = install_folder(source.absolute(), folders, update="--update" in given.flags)
    manifest = done.manifest
    was = f" (it was {done.replaced})" if done.replaced else ""
    say(f"installed {manifest.id} {manifest.version}{was} in {done.folder}")
    # It is there, as was asked; what keeps it from working is told now and not at the next start.
    problems = check_folder(done.folder)
    for record in list_extensions(folders):
        if record.id == manifest.id:
            if record.state == "disabled":
                complain(f"it is disabled (type: pith extension enable {manifest.id})")
            problems += record.problems
    for problem in dict.fromkeys(problems):
        complain(str(problem))
    return 0


def _is_accepted(source: Path, ask: bool) -> bool:
    from pith.host.manage import read_manifest

    try:
        manifest = read_manifest(source.absolute())
    except ProblemError:
        return True  # install_folder refuses it, and says it better
    if manifest.tier != "trusted":
        return True
    complain(
        f"{manifest.name} ({manifest.id}) is trusted: it runs inside the editor's process, "
        "unprotected, and may do whatever you may"
    )
    if ask and _somebody_can_answer():
        return _asked("Install it? [y/N] ")
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

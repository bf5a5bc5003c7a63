"""`pith extension new|check|test|link|unlink|pack`: for those who write extensions."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from shlex import quote
from typing import Final

from pith.base import Problem, ProblemError, Severity
from pith_app._command_line._installing import Showing
from pith_app._command_line._saying import complain, finish, say
from pith_app._command_line._surroundings import Surroundings
from pith_app._command_line._words import Given, Syntax


def _new(given: Given, surroundings: Surroundings) -> int:
    from pith.host.manage import new_extension

    extension_id, *where = given.arguments
    parent = _absolute(where[0] if where else ".")
    folder = new_extension(extension_id, parent, given.values.get("--template", "command"))
    say(f"made {folder}")
    say(f"try it with: pith extension link {quote(str(folder))}")
    return 0


def _check(given: Given, surroundings: Surroundings) -> int:
    from pith.host.manage import check_folder, measure

    folder = _folder(given.arguments[0])
    problems = check_folder(folder)
    for problem in problems:
        is_warning = problem.severity is Severity.WARNING
        say(f"{problem.location}: warning: {_rest(problem)}" if is_warning else str(problem))
    if any(problem.severity is Severity.ERROR for problem in problems):
        return 1
    if not problems:
        say("no problems")
    size = measure(folder)
    say(f"{size.files} files, {size.size / 1000:,.1f} kB; packed {size.packed / 1000:,.1f} kB")
    return 0


def _rest(problem: Problem) -> str:
    return str(problem._replace(source="", line=None, column=None))


def _test(given: Given, surroundings: Surroundings) -> int:
    """Run pytest with our plugin, in a process of its own: it is the author's Python that does."""
    from pith.host.manage import read_manifest

    folder = _folder(given.arguments[0])
    read_manifest(folder)
    if find_spec("pytest") is None:
        raise ProblemError(
            Problem(
                f"there is no pytest for this Python, {sys.executable}",
                advice="use a Python that has both: python -m pip install pith pytest",
            )
        )
    command = [
        sys.executable, "-m", "pytest", "-p", "pith_app.testing", "-p", "no:cacheprovider",
        "--import-mode=importlib", f"--rootdir={folder}", "-c", os.devnull,
        *given.arguments[1:], str(folder),
    ]  # fmt: skip
    finish()
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1", **os.environ}
    status = subprocess.run(command, cwd=folder, env=environment, check=False).returncode
    if status == 5:  # pytest's word for none
        complain(f"there are no tests in {folder} (put them into tests/test_….py)")
    return min(status, 1)


def _link(given: Given, surroundings: Surroundings) -> int:
    from pith.host.manage import link, list_extensions
    from pith_app._command_line._installing import complain_of

    folder = _folder(given.arguments[0])
    with Showing() as progress:
        done = link(folder, surroundings.folders, progress=progress)
    say(f"linked {done.manifest.id} {done.manifest.version} in {done.folder}")
    if done.dependencies:
        say(f"with {', '.join(done.dependencies)}, in its folder site-packages")
    for record in list_extensions(surroundings.folders):
        if record.id == done.manifest.id:
            complain_of(record)
    return 0


def _unlink(given: Given, surroundings: Surroundings) -> int:
    from pith.host.manage import unlink

    folder = unlink(given.arguments[0], surroundings.folders)
    say(f"unlinked {folder}, which is as it was")
    return 0


def _pack(given: Given, surroundings: Surroundings) -> int:
    from pith.host.manage import pack

    source, *where = given.arguments
    archive = pack(_folder(source), _absolute(where[0]) if where else None)
    say(f"packed {archive} ({archive.stat().st_size / 1000:,.1f} kB)")
    return 0


def _develop(given: Given, surroundings: Surroundings) -> int:
    """Show a window with the extension's folder, in which what is saved there runs at once."""
    from pith.host import MANIFEST_NAME
    from pith.host.manage import read_manifest
    from pith_app._arguments import Target, WindowOptions
    from pith_app._run import run_window

    folder = _folder(given.arguments[0])
    if not (folder / MANIFEST_NAME).is_file():
        read_manifest(folder)  # which says so
    finish()
    return run_window(
        WindowOptions((Target(folder),), surroundings.options._replace(develop=folder))
    )


def _folder(given: str) -> Path:
    folder = _absolute(given)
    if not folder.is_dir():
        message = "is a file" if folder.is_file() else "is not there"
        raise ProblemError(Problem(message, given, advice="name an extension's folder"))
    return folder


def _absolute(given: str) -> Path:
    return Path(os.path.abspath(given))  # noqa: PTH100  # links stay as they were named


AUTHORING: Final = (
    (
        Syntax(
            "extension new",
            needs=("ID",),
            may_have=("FOLDER",),
            values=(("--template", "NAME"),),
        ),
        _new,
    ),
    (Syntax("extension check", needs=("FOLDER",)), _check),
    (Syntax("extension develop", needs=("FOLDER",)), _develop),
    (Syntax("extension test", needs=("FOLDER",), may_have=("WORD",), and_more=True), _test),
    (Syntax("extension link", needs=("FOLDER",)), _link),
    (Syntax("extension unlink", needs=("ID",)), _unlink),
    (Syntax("extension pack", needs=("FOLDER",), may_have=("TARGET",)), _pack),
)

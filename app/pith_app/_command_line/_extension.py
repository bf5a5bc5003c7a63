"""`pith extension …`: extensions seen and changed from outside, beside a window or without one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pith.base import Problem
from pith_app._command_line._authoring import AUTHORING
from pith_app._command_line._bisecting import BISECT, bisect
from pith_app._command_line._installing import INSTALL, complain_of, install
from pith_app._command_line._saying import complain, say, say_json, table
from pith_app._command_line._surroundings import Surroundings
from pith_app._command_line._words import Given, Syntax

if TYPE_CHECKING:
    from pith.host import ExtensionRecord, HostFolders


def _list(given: Given, surroundings: Surroundings) -> int:
    from pith.host.manage import list_extensions, recover

    folders = surroundings.folders
    recover(folders)
    records = list_extensions(folders)
    for problem in _unreadable_roots(folders):
        complain(str(problem))
    if "--json" in given.flags:
        say_json([_as_data(record) for record in records])
    elif not records:
        say(f"no extensions; yours go to {folders.user}")
    else:
        _show(records)
    return 0


def _show(records: list[ExtensionRecord]) -> None:
    table(
        ("ID", "VERSION", "TIER", "STATE", "NAME"),
        ((each.id, each.version, each.tier or "-", _state(each), each.name) for each in records),
    )
    lines = [f"{each.id}: {problem}" for each in records for problem in each.problems]
    lines += [
        f"{each.id}: {each.folder} stands before {other}"
        for each in records
        for other in each.overrides
    ]
    if lines:
        say()
    for line in lines:
        say(line)


def _state(record: ExtensionRecord) -> str:
    return f"{record.state}, linked" if record.origin == "linked" else record.state


def _as_data(record: ExtensionRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "name": record.name,
        "version": record.version,
        "description": record.description,
        "tier": record.tier,
        "origin": record.origin,
        "folder": str(record.folder),
        "state": record.state,
        "problems": [_problem_as_data(problem) for problem in record.problems],
        "overrides": [str(folder) for folder in record.overrides],
    }


def _problem_as_data(problem: Problem) -> dict[str, Any]:
    return {
        "message": problem.message,
        "file": problem.source,
        "line": problem.line,
        "column": problem.column,
        "advice": problem.advice,
        "severity": problem.severity.value,
    }


def _unreadable_roots(folders: HostFolders) -> Iterator[Problem]:
    """Folders for extensions of which nobody can say what is in them."""
    for root in folders.roots():
        try:
            os.listdir(root.folder)  # noqa: PTH208
        except FileNotFoundError:
            if root.origin == "extra":
                yield Problem("is not there", str(root.folder), advice="check --extensions-dir")
        except OSError as error:
            yield Problem(f"cannot be read: {error.strerror}", str(root.folder))


def _uninstall(given: Given, surroundings: Surroundings) -> int:
    from pith.host.manage import uninstall

    (extension_id,) = given.arguments
    uninstall(extension_id, surroundings.folders)
    say(f"uninstalled {extension_id}")
    _complain_of_users(extension_id, surroundings.folders)
    return 0


def _complain_of_users(extension_id: str, folders: HostFolders, *shown: Path) -> None:
    """Name those that require an extension and do not run without it."""
    from pith.host.manage import list_extensions

    for record in list_extensions(folders, shown):
        needed = record.manifest.requires if record.manifest is not None else ()
        if record.state == "unavailable" and extension_id in needed:
            complain(f"{record.id} is {record.state}: {record.problems[0]}")


def _roll_back(given: Given, surroundings: Surroundings) -> int:
    from pith.host.manage import list_extensions, roll_back

    (extension_id,) = given.arguments
    was, now = roll_back(extension_id, surroundings.folders)
    say(f"{extension_id} is {now} again (it was {was}, which is kept)")
    for record in list_extensions(surroundings.folders):
        if record.id == extension_id:
            complain_of(record)
    return 0


def _enable(given: Given, surroundings: Surroundings) -> int:
    return _set_enabled(given, True, surroundings)


def _disable(given: Given, surroundings: Surroundings) -> int:
    return _set_enabled(given, False, surroundings)


def _set_enabled(given: Given, enabled: bool, surroundings: Surroundings) -> int:
    from pith.host.manage import list_extensions, set_enabled

    (extension_id,) = given.arguments
    folders = surroundings.folders
    folder = given.values.get("--folder")
    where = Path(os.path.abspath(folder)) if folder else None  # noqa: PTH100
    set_enabled(extension_id, enabled, folders, where)
    place = f" in {where}" if where else ""
    say(f"{'enabled' if enabled else 'disabled'} {extension_id}{place}")
    for record in list_extensions(folders, (where,) if where else ()) if enabled else ():
        if record.id == extension_id:
            for problem in record.problems:
                complain(f"{extension_id} is {record.state}: {problem}")
    if not enabled:
        _complain_of_users(extension_id, folders, *((where,) if where else ()))
    return 0


_IN: Final = ("--folder", "DIR")

ACTIONS: Final = (
    (Syntax("extension list", flags=("--json",)), _list),
    (INSTALL, install),
    (Syntax("extension uninstall", needs=("ID",)), _uninstall),
    (Syntax("extension rollback", needs=("ID",)), _roll_back),
    (Syntax("extension enable", needs=("ID",), values=(_IN,)), _enable),
    (Syntax("extension disable", needs=("ID",), values=(_IN,)), _disable),
    (BISECT, bisect),
    *AUTHORING,
)

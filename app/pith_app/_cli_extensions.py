"""`pith extension …`: extensions seen and changed from outside, beside a window or without one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from pith.base import Problem, ProblemError
from pith_app._arguments import GlobalOptions, UsageError

if TYPE_CHECKING:
    from pith.host import ExtensionRecord, HostFolders

_ACTIONS = "list, install, uninstall, enable, disable, new or check"


def run_extension(arguments: list[str], everywhere: GlobalOptions) -> int:
    """Do what `extension` is asked to; failures are one line each on standard error."""
    if not arguments:
        raise UsageError(f"extension: say {_ACTIONS}")
    action, *rest = arguments
    actions: dict[str, Callable[[list[str], HostFolders], int]] = {
        "list": _list,
        "install": _install,
        "uninstall": _uninstall,
        "enable": lambda rest, folders: _set_enabled(rest, folders, True),
        "disable": lambda rest, folders: _set_enabled(rest, folders, False),
        "new": _new,
        "check": _check,
    }
    if action not in actions:
        raise UsageError(f"extension: there is no {action}; say {_ACTIONS}")
    from pith_app._folders import host_folders
    from pith_app._run import user_paths
    from pith_app.paths import bundled_data

    folders = host_folders(user_paths(everywhere), bundled_data(), everywhere)
    try:
        return actions[action](rest, folders)
    except ProblemError as error:
        for problem in error.problems:
            print(f"pith: {problem}", file=sys.stderr)
        return 1


def _only(rest: Sequence[str], action: str, *options: str) -> tuple[list[str], set[str]]:
    """What is given, and which of `options` are. Raises UsageError for any other option."""
    given = [each for each in rest if not each.startswith("-")]
    chosen = {each for each in rest if each.startswith("-")}
    for option in sorted(chosen - set(options)):
        raise UsageError(f"extension {action} takes no {option}")
    return given, chosen


def _one(rest: Sequence[str], action: str, what: str, *options: str) -> tuple[str, set[str]]:
    given, chosen = _only(rest, action, *options)
    if len(given) != 1:
        _wrong_count(action, what, given)
    return given[0], chosen


def _wrong_count(action: str, what: str, given: Sequence[str]) -> NoReturn:
    if not given:
        raise UsageError(f"extension {action} needs {what}")
    raise UsageError(f"extension {action} takes one {what.split()[-1]}, and got {len(given)}")


def _list(rest: list[str], folders: HostFolders) -> int:
    from pith.host.manage import list_extensions

    given, options = _only(rest, "list", "--json")
    if given:
        raise UsageError(f"extension list takes no {given[0]}")
    records = list_extensions(folders)
    if "--json" in options:
        print(json.dumps([_as_data(record) for record in records], indent=2))
    elif not records:
        print(f"no extensions; yours go to {folders.user}")
    else:
        widths = [
            max(len(text) for text in column)
            for column in zip(*((each.id, each.version) for each in records), strict=True)
        ]
        for record in records:
            print(
                f"{record.id:{widths[0]}}  {record.version:{widths[1]}}  {record.origin:7}  "
                f"{record.summary}"
            )
    sys.stdout.flush()
    return 0


def _as_data(record: ExtensionRecord) -> dict[str, object]:
    return {
        "id": record.id,
        "name": record.name,
        "version": record.version,
        "description": record.description,
        "tier": record.tier,
        "origin": record.origin,
        "folder": str(record.folder),
        "state": record.state,
        "problems": [str(problem) for problem in record.problems],
    }


def _install(rest: list[str], folders: HostFolders) -> int:
    from pith.host.manage import install_folder

    folder, options = _one(rest, "install", "a FOLDER", "--update")
    done = install_folder(Path(folder).absolute(), folders, update="--update" in options)
    manifest = done.manifest
    was = f" (was {done.replaced})" if done.replaced else ""
    print(f"installed {manifest.id} {manifest.version}{was} in {done.folder}")
    if manifest.tier == "trusted":
        print("It is trusted: its code runs inside the editor, with all you may do.")
    return 0


def _uninstall(rest: list[str], folders: HostFolders) -> int:
    from pith.host.manage import uninstall

    extension_id, _ = _one(rest, "uninstall", "an ID")
    uninstall(extension_id, folders)
    print(f"uninstalled {extension_id}")
    return 0


def _set_enabled(rest: list[str], folders: HostFolders, enabled: bool) -> int:
    from pith.host.manage import set_enabled

    action = "enable" if enabled else "disable"
    extension_id, _ = _one(rest, action, "an ID")
    set_enabled(extension_id, enabled, folders)
    print(f"{action}d {extension_id}")
    return 0


def _new(rest: list[str], folders: HostFolders) -> int:
    from pith.host.manage import new_extension

    given, _ = _only(rest, "new")
    if not given or len(given) > 2:
        raise UsageError("extension new needs an ID, and takes a FOLDER to make it in")
    parent = Path(given[1]).absolute() if len(given) == 2 else Path.cwd()
    made = new_extension(given[0], parent)
    print(f"made {made}")
    print(f"Try it: pith --extensions-dir {parent}")
    return 0


def _check(rest: list[str], folders: HostFolders) -> int:
    from pith.host.manage import check_folder

    folder, _ = _one(rest, "check", "a FOLDER")
    problems: list[Problem] = check_folder(Path(folder))
    for problem in problems:
        print(problem)
    if not problems:
        print("no problems found")
    return 1 if problems else 0

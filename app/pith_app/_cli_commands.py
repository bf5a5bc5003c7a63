"""`pith command …`: the commands there are."""

from __future__ import annotations

import json
import sys

from pith.base import ManualScheduler, ThreadWorker
from pith_app._arguments import GlobalOptions, UsageError


def run_command(arguments: list[str], everywhere: GlobalOptions) -> int:
    """List every command with its title and keys: the program's and those of extensions."""
    if not arguments:
        raise UsageError("command: say list")
    action, *rest = arguments
    if action != "list":
        raise UsageError(f"command: there is no {action}; say list")
    as_json = "--json" in rest
    unknown = [each for each in rest if each != "--json"]
    if unknown:
        raise UsageError(f"command list takes no {unknown[0]}")
    rows = _rows(everywhere)
    if as_json:
        print(json.dumps(rows, indent=2))
    else:
        widths = [max((len(row[key]) for row in rows), default=0) for key in ("id", "keys")]
        for row in rows:
            print(f"{row['id']:{widths[0]}}  {row['keys']:{widths[1]}}  {row['title']}".rstrip())
    sys.stdout.flush()
    return 0


def _rows(everywhere: GlobalOptions) -> list[dict[str, str]]:
    from pith_app._commands._declared import declare_all
    from pith_app._folders import host_folders
    from pith_app._kernel import Kernel
    from pith_app._log import Log
    from pith_app._run import user_paths
    from pith_app._user_files import UserFiles
    from pith_app.paths import bundled_data

    scheduler = ManualScheduler()
    user, data = user_paths(everywhere), bundled_data()
    kernel = Kernel(user, data, scheduler, Log(), ThreadWorker(scheduler))
    declare_all(kernel.bus)
    UserFiles(kernel).load_at_start()
    scheduler.run()
    if not everywhere.safe_mode:
        from pith.commands import Command
        from pith.host.manage import list_extensions

        for record in list_extensions(host_folders(user, data, everywhere)):
            if record.manifest is None or record.state not in ("installed", "active"):
                continue
            for item in record.manifest.contributes.get("commands", ()):
                if kernel.bus.find(item.id) is None:
                    kernel.bus.declare(Command(item.id, item.title, item.category), record.id)
    rows = []
    for command in sorted(kernel.bus.commands(), key=lambda each: each.id):
        keys = kernel.keymap.keys_for(command.id)
        rows.append(
            {
                "id": command.id,
                "title": command.label,
                "keys": keys.for_people() if keys is not None else "",
                "owner": kernel.bus.owner_of(command.id) or "",
            }
        )
    kernel.dispose()
    return rows

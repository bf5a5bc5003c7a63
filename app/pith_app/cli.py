"""The command line: what it asks for is found here, and done elsewhere.

Read by hand: importing argparse takes longer than reading what most starts are called with.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pith_app._arguments import GlobalOptions, UsageError, WindowOptions, parse_target

HELP = """\
Pith, a code editor whose extensions can be changed while it runs.

Usage:
  pith [OPTION…] [PATH[:LINE[:COLUMN]]…]     open files or a folder in a window
  pith [OPTION…] COMMAND …

Without a path the window comes back as it was left. A path need not exist yet; a folder comes
back with the files that were open in it.

Options:
  --user-dir DIR         keep everything of yours below DIR: settings, extensions, session, log
  --extensions-dir DIR   take extensions from DIR as well (may be given several times)
  --safe-mode            start without any extension
  --version              say which version this is
  -h, --help             say this

Commands:
  extension list [--json]        what is installed, and how it stands
  extension install FOLDER       copy an extension among yours [--update: over a newer one]
  extension uninstall ID         remove one of yours, with all it kept
  extension enable ID            let one run again
  extension disable ID           keep one from running
  extension new ID [FOLDER]      make a small extension to begin with
  extension check FOLDER         say what is wrong with one, without running it
  command list [--json]          every command: its id, keys and title
  screenshot OUT.png [PATH] [--size WxH] [--theme NAME]
                                 a picture of the window, with PATH open

Beside a running window, what is changed here is noticed there at once.
"""

_COMMANDS = ("extension", "command", "screenshot")


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; the result is the exit status."""
    try:
        return _run(list(arguments))
    except UsageError as error:
        print(f"pith: {error} (see pith --help)", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # Whoever reads has seen enough. Python would complain once more when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _run(arguments: list[str]) -> int:
    everywhere = GlobalOptions()
    paths: list[str] = []
    while arguments:
        argument = arguments.pop(0)
        if argument == "--":
            paths += arguments
            break
        if argument in ("-h", "--help"):
            sys.stdout.write(HELP)
            sys.stdout.flush()
            return 0
        if argument == "--version":
            from pith import __version__

            print(f"pith {__version__}", flush=True)
            return 0
        if argument == "--safe-mode":
            everywhere = everywhere._replace(safe_mode=True)
        elif argument.partition("=")[0] in ("--user-dir", "--extensions-dir"):
            everywhere = _with_folder(everywhere, argument, arguments)
        elif argument.startswith("-") and argument != "-":
            raise UsageError(f"there is no option {argument}")
        elif argument in _COMMANDS and not paths and not os.path.lexists(argument):
            return _run_command(argument, arguments, everywhere)
        else:
            paths.append(argument)
    if "" in paths:
        raise UsageError("a path is empty")
    targets = tuple(parse_target(path) for path in paths)
    if sum(target.path.is_dir() for target in targets) > 1:
        raise UsageError("one window shows one folder: give only one")
    from pith_app._run import run_window

    return run_window(WindowOptions(targets, everywhere))


def _with_folder(everywhere: GlobalOptions, argument: str, arguments: list[str]) -> GlobalOptions:
    option, equals, value = argument.partition("=")
    if not equals:
        if not arguments:
            raise UsageError(f"{option} needs a folder")
        value = arguments.pop(0)
    if not value:
        raise UsageError(f"{option} needs a folder")
    folder = Path(os.path.abspath(os.path.expanduser(value)))  # noqa: PTH100, PTH111
    if option == "--user-dir":
        return everywhere._replace(user_dir=folder)
    return everywhere._replace(extensions_dirs=(*everywhere.extensions_dirs, folder))


def _run_command(command: str, arguments: list[str], everywhere: GlobalOptions) -> int:
    if command == "extension":
        from pith_app._cli_extensions import run_extension

        return run_extension(arguments, everywhere)
    if command == "command":
        from pith_app._cli_commands import run_command

        return run_command(arguments, everywhere)
    from pith_app._cli_screenshot import run_screenshot

    return run_screenshot(arguments, everywhere)

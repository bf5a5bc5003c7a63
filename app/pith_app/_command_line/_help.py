"""`pith --help`."""

from __future__ import annotations

from typing import Final

HELP: Final = """\
Pith, a code editor whose extensions can be changed while it runs.

Usage:
  pith [OPTION…] [PATH[:LINE[:COLUMN]]…]       open files and a folder in a window
  pith [OPTION…] SUB-COMMAND …

Without a path the window comes back as it was left. A path need not be there yet; a folder comes
back with the files that were open in it. Lines and columns count from 1.

Options:
  --user-dir DIR         keep everything of yours in DIR: settings, extensions, session, log
  --extensions-dir DIR   take extensions from DIR as well (may be given several times)
  --safe-mode            without any extension
  --version              say which version this is
  -h, --help             say this; after a sub-command: what that takes
  --                     what follows are paths, such as a file called `extension`

Sub-commands:
  extension list         every extension: version, tier, state, problems  [--json]
  extension install SOURCE…
                         put extensions among yours, from folders, .pithext or .zip archives
                         or wheels: all of them, or none
                           --update  also over the same version, or back to an older one
                           --yes     ask nothing
  extension rollback ID  go back to the version before the last update
  extension uninstall ID remove one of yours, and all it kept
  extension enable ID    let one run again
  extension disable ID   keep one from running
                           --folder DIR  both: only while a window shows that folder
  extension bisect       find the one that is to blame for something, with questions
  extension new ID [FOLDER]
                         make a small extension to start from, in a folder below FOLDER
                           --template NAME  command, language, theme, view or formatter
  extension develop FOLDER
                         a window on one while it is written: what is saved runs at once, and
                         what became of it stays in sight
  extension check FOLDER say what is wrong with one, without running it, and how large it is
  extension test FOLDER [-- WORD…]
                         run its tests; the words are for pytest
  extension link FOLDER  use one from where it is: what is saved there runs at once
  extension unlink ID    use it no more; its folder stays as it was
  extension pack FOLDER [TARGET]
                         make a .pithext archive of one, for others to install
  command list           every command: id, keys, title  [--json]
  screenshot OUT.png [PATH] [PATH]
                         a picture of the window with a file, a folder or both open
                           --size WxH    in pixels; 1400x900
                           --theme NAME  `Pith Light`, for instance

Trusted extensions run inside the editor's process and may do whatever you may: at a terminal,
`install` asks first; elsewhere it says so and goes on.

Beside a running window, what is changed here takes effect there at once.
The exit status is 0, 1 if something failed, 2 if the arguments were wrong.
"""


def about(sub_command: str) -> list[str]:
    """What HELP says of one sub-command, below its name."""
    found: list[str] = []
    lines = iter(HELP.splitlines())
    for line in lines:
        words = line.split()
        if line.startswith(f"  {sub_command}") and " ".join(words[:2]).startswith(sub_command):
            if line[24:25] == " ":
                found.append(line[25:])
            for more in lines:
                if not more.startswith(" " * 25):
                    return found
                found.append(more[25:])
    return found

"""What all templates have."""

from __future__ import annotations

from typing import Final


def manifest(description: str, more: str, *, module: bool = True) -> str:
    """A manifest with `more` at its end."""
    code = (
        'module = "@module@"\ntier = "trusted"                       '
        "# runs inside the window's process\n"
    )
    return (
        f'schema = 1\nid = "@id@"\nname = "@name@"\nversion = "0.1.0"\n'
        f'description = "{description}"\napi = "@api@"\n{code if module else ""}\n{more}'
    )


def readme(text: str) -> str:
    return f"# @name@\n\n{text}\n\n{_COMMANDS}"


_COMMANDS: Final = """\
## Working on it

    pith extension link .       use it from here: what you save runs at once
    pith extension check .      say what is wrong with it
    pith extension test .       run its tests (pytest has to be there)
    pith extension pack .       make an archive of it, for others
"""

CONFTEST: Final = '''\
"""What the tests may ask for: the extension in a kernel, and in a window."""

from pith_app.testing import extension_folder, kernel, window

__all__ = ["extension_folder", "kernel", "window"]
'''

CHANGELOG: Final = "# Changelog\n\n## 0.1.0\n\nThe first version.\n"

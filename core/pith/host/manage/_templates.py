"""A new extension that runs, to be changed into what it shall be."""

from __future__ import annotations

import re
from pathlib import Path

from pith.api import API_VERSION
from pith.base import Problem, ProblemError
from pith.host._manifest import ID_PATTERN, MANIFEST_NAME
from pith.host.manage._copying import remove
from pith.host.manage._saga import Saga

_MANIFEST = """\
schema = 1
id = "{id}"
name = "{name}"
version = "0.1.0"
description = "Says hello"
api = "{api}"
module = "{module}"
tier = "trusted"                       # runs inside the window's process

[[contributes.commands]]
id = "{prefix}.hello"
title = "Say Hello"
category = "{name}"

[[contributes.keybindings]]
key = "ctrl+alt+h"
command = "{prefix}.hello"
"""

_MODULE = '''\
"""{name}. Save this file while Pith runs, and the window has what you wrote."""

from __future__ import annotations

from pith.api import ExtensionContext


def activate(context: ExtensionContext) -> None:
    """Register what the extension does. Pith calls this when the command is first run."""

    def hello() -> None:
        document = context.workspace.active_document()
        context.window.notify(greeting(document.name if document else None))

    context.commands.handle("{prefix}.hello", hello)


def greeting(name: str | None) -> str:
    return f"Hello from {{name}}" if name else "Hello"
'''

_TEST = '''\
"""Run with: python -m pytest"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from {module} import greeting


def test_greeting_names_the_document() -> None:
    assert greeting("notes.md") == "Hello from notes.md"


def test_greeting_without_a_document() -> None:
    assert greeting(None) == "Hello"
'''

_README = """\
# {name}

Says hello: `Ctrl+Alt+H`.

    pith extension check .      say what is wrong with it
    pith extension install .    install it
    python -m pytest            run its tests (with the Python that Pith is installed in)
"""


def new_extension(extension_id: str, parent: Path) -> Path:
    """Write a new extension into `parent`/`extension_id`, which must not be there yet.

    Returns the folder. Raises ProblemError. Blocks.
    """
    if not re.match(ID_PATTERN, extension_id, re.ASCII):
        raise ProblemError(
            Problem(
                f"`{extension_id}` cannot be the id of an extension",
                advice="use lower-case letters, digits and hyphens in two or more parts joined "
                "by dots: acme.word-count",
            )
        )
    folder = parent / extension_id
    if folder.exists():
        advice = "choose another id, or remove it"
        raise ProblemError(Problem("is there already", str(folder), advice=advice))
    own = extension_id.rpartition(".")[2]
    words = own.split("-")
    values = {
        "id": extension_id,
        "name": " ".join(word.capitalize() for word in words),
        "module": _identifier("_".join(words)),
        "prefix": _identifier(words[0] + "".join(word.capitalize() for word in words[1:])),
        "api": _compatible(API_VERSION),
    }
    with Saga() as saga:
        saga.undo(lambda: remove(folder))
        module = values["module"]
        try:
            for name, template in (
                (MANIFEST_NAME, _MANIFEST),
                (f"{module}/__init__.py", _MODULE),
                (f"tests/test_{module}.py", _TEST),
                ("README.md", _README),
            ):
                file = folder / name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(template.format_map(values), "utf-8")
        except OSError as error:
            message = f"cannot be written: {error.strerror}"
            raise ProblemError(Problem(message, str(error.filename or folder))) from None
    return folder


def _identifier(name: str) -> str:
    import keyword

    return f"x{name}" if name[0].isdigit() or keyword.iskeyword(name) else name


def _compatible(version: str) -> str:
    """The range of contracts that an extension written for this one works with."""
    major, minor, *_ = version.split(".")
    return f">={major}.{minor},<{int(major) + 1}"

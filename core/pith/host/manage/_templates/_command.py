"""A command with a key."""

from __future__ import annotations

from typing import Final

from pith.host.manage._templates._parts import CHANGELOG, CONFTEST, manifest, readme

FILES: Final = {
    "extension.toml": manifest(
        "Says hello",
        """\
[[contributes.commands]]
id = "@prefix@.hello"
title = "Say Hello"
category = "@name@"

[[contributes.keybindings]]
key = "ctrl+alt+h"
command = "@prefix@.hello"
""",
    ),
    "@module@/__init__.py": '''\
"""@name@. Save this file while Pith runs, and the window has what you wrote."""

from __future__ import annotations

from pith.api import ExtensionContext


def activate(context: ExtensionContext) -> None:
    """Register what the extension does. Pith calls this when the command is first run."""

    def hello() -> None:
        document = context.workspace.active_document()
        context.window.notify(greeting(document.name if document else None))

    context.commands.handle("@prefix@.hello", hello)


def greeting(name: str | None) -> str:
    return f"Hello from {name}" if name else "Hello"
''',
    "tests/conftest.py": CONFTEST,
    "tests/test_@module@.py": '''\
"""Run with: pith extension test ."""

from __future__ import annotations

from pith_app.testing import Kernel, Window


def test_it_greets_the_document(kernel: Kernel) -> None:
    """The extension against a real kernel, without a window."""
    kernel.open("notes.md", "some text")
    kernel.execute("@prefix@.hello")
    assert kernel.notes() == ["Hello from notes.md"]


def test_it_greets_in_a_window(window: Window) -> None:
    """The extension in the real window, off screen."""
    window.execute("@prefix@.hello")
    assert window.notes() == ["Hello"]
''',
    "README.md": readme("Says hello: `Ctrl+Alt+H`."),
    "CHANGELOG.md": CHANGELOG,
}

"""Shows how many targets the folder's Makefile has, and goes to one of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pith.api import CancelToken, DocumentInfo, ExtensionContext, Future, QuickPickItem, hook

TARGET = re.compile(r"([\w./-]+)\s*:(?!=)")

Targets = Mapping[str, tuple[Path, int]]


def read(folders: tuple[Path, ...]) -> Targets:
    """The targets by name, each with its file and row. Runs on a worker."""
    found: dict[str, tuple[Path, int]] = {}
    for folder in folders:
        for file in (folder / "Makefile", folder / "makefile"):
            if file.is_file():
                for row, line in enumerate(file.read_text(errors="replace").splitlines()):
                    if match := TARGET.match(line):
                        found.setdefault(match[1], (file, row))
    return found


class Make:
    """Knows the targets, as of the last look."""

    def __init__(self, context: ExtensionContext) -> None:
        self.context = context

    def look(self) -> Future[Targets]:
        folders = self.context.workspace.folders

        def run(token: CancelToken) -> Targets:
            return read(folders)

        return self.context.tasks.run(run, "reading the Makefile").then(self.show)

    def show(self, targets: Targets) -> Targets:
        text = f"$(tools) {len(targets)} targets" if targets else ""
        self.context.status.update("make.targets", text=text)
        return targets

    def go_to(self) -> Future[None]:
        def ask(targets: Targets) -> Future[None]:
            def go(name: str | None) -> None:
                if name is not None:
                    self.context.workspace.open(*targets[name])

            items = [QuickPickItem(name, name) for name in targets]
            return self.context.window.pick(items, "A target").then(go)

        return self.look().then(ask)


make: Make


def activate(context: ExtensionContext) -> None:
    global make
    make = Make(context)
    context.commands.handle("make.goTo", make.go_to)


def started() -> None:
    make.look()


@hook
def document_saved(document: DocumentInfo) -> None:
    if document.name.casefold() == "makefile":
        make.look()


@hook
def folders_changed() -> None:
    make.look()

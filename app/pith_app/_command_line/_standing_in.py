"""Until the host has them: what `pith.host.manage` is to export."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pith.base import Problem, ProblemError
from pith.commands import Binding, Command, CommandBus, Keymap, KeymapLayer, KeySequence, When
from pith.host import ExtensionRecord, Manifest, _discovery


def declare_contributions(
    records: Iterable[ExtensionRecord], commands: CommandBus, keymap: Keymap
) -> list[Problem]:
    problems: list[Problem] = []
    for record in records:
        if record.manifest is None or record.state != "installed":
            continue
        for item in record.manifest.contributes.get("commands", ()):
            command = Command(
                item.id, item.title, item.category, item.when, item.icon, item.description
            )
            try:
                commands.declare(command, record.id, item.overrides)
            except ProblemError as error:
                problems += error.problems
        keymap.add(
            [
                Binding(
                    KeySequence.parse(item.key),
                    item.command,
                    item.args,
                    When.parse(item.when) if item.when else None,
                    record.id,
                    str(record.folder / "extension.toml"),
                )
                for item in record.manifest.contributes.get("keybindings", ())
            ],
            KeymapLayer.EXTENSION,
        )
    return problems


def read_manifest(folder: Path) -> Manifest:
    found: Any = _discovery.read_manifest(folder)
    manifest: Manifest = found if isinstance(found, Manifest) else found[0]
    return manifest

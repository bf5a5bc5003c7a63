"""The list of extensions, and what can be done with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.host import CHANNEL, ExtensionRecord
from pith_app._window._pick import PickItem, PickSource, StaticSource

if TYPE_CHECKING:
    from pith_app._program import Program

_ICONS = {
    "active": "pass",
    "installed": "circle-outline",
    "disabled": "circle-slash",
    "failed": "error",
    "invalid": "error",
    "incompatible": "warning",
    "unavailable": "warning",
}


def extensions_source(program: Program) -> PickSource:
    """Every extension with its state; choosing one shows what can be done with it."""
    records = program.extensions.host.records() if program.extensions is not None else []
    items = []
    for record in records:
        beside = " · ".join(
            part for part in (record.version, record.origin, record.summary) if part
        )
        items.append(
            PickItem(record.id, record.name, beside, _ICONS.get(record.state, ""), value=record)
        )
    source = StaticSource(
        items,
        lambda item: program.pick_from(_actions(program, item.value), ""),
        placeholder="Extensions",
    )
    if program.options.everywhere.safe_mode:
        source.empty = "Safe mode: no extensions are running"
    else:
        source.empty = f"No extensions. Put one into {program.kernel.user.extensions_dir}"
    return source


def _actions(program: Program, record: ExtensionRecord) -> PickSource:
    assert program.extensions is not None
    host = program.extensions.host
    disabled = record.state == "disabled"
    items = [
        PickItem("toggle", "Enable" if disabled else "Disable", icon="power"),
        PickItem("reload", "Reload", icon="refresh"),
        PickItem("output", "Show Output", icon="output"),
        PickItem("manifest", "Open Manifest", str(record.folder), "go-to-file"),
    ]
    for number, problem in enumerate(record.problems):
        items.append(
            PickItem(
                f"problem{number}",
                problem.message,
                problem.location,
                "error",
                group="" if number else "problems",
                value=problem,
            )
        )

    def choose(item: PickItem) -> None:
        from pathlib import Path

        if item.id == "toggle":
            host.set_enabled(record.id, disabled)
        elif item.id == "reload":
            host.reload(record.id)
        elif item.id == "output":
            known = record.id in program.outputs.channels
            program.show_output(record.id if known else CHANNEL)
        elif item.id == "manifest":
            program.documents.open(record.folder / "extension.toml")
        elif item.value is not None:
            problem = item.value
            line = problem.line - 1 if problem.line else None
            program.open_place(Path(problem.source), line, None)

    return StaticSource(items, choose, placeholder=f"{record.name} {record.version}")

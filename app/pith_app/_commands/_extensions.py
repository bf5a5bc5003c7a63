"""Commands on extensions: on the one that is named, or on one that is picked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED

if TYPE_CHECKING:
    from pith.host import ExtensionHost, ExtensionRecord
    from pith_app._extension_side import ExtensionSide
    from pith_app._program import Program


def handlers(program: Program) -> Mapping[str, Callable[..., Any]]:
    """What handles each command. `item_id` is an extension's id; without it, one is picked."""

    def on_extension(
        placeholder: str,
        act: Callable[[ExtensionHost, ExtensionRecord], Any],
        applies: Callable[[ExtensionRecord], bool] = lambda record: True,
    ) -> Callable[..., Any]:
        def run(item_id: str = "", item_ids: Sequence[str] = ()) -> Any:
            if program.extensions is None:
                return NOT_HANDLED
            host = program.extensions.host
            if not item_id:
                records = [each for each in host.records() if applies(each)]
                return _pick(program, records, placeholder, lambda record: act(host, record))
            record = host.record(item_id.partition("#")[0])
            return act(host, record) if record is not None else NOT_HANDLED

        return run

    def show_output(host: ExtensionHost, record: ExtensionRecord) -> None:
        known = record.id in program.outputs.channels
        program.show_output(record.id if known else "extensions")

    def show_holdings(host: ExtensionHost, record: ExtensionRecord) -> None:
        held = host.holdings(record.id)
        lines = [f"{record.name} holds {len(held)} things:", *(f"    {each}" for each in held)]
        if not record.generation:
            lines = [f"{record.name} holds nothing: it is {record.state}"]
        for line in lines:
            program.outputs.write(record.id, line)
        program.show_output(record.id)

    def refresh() -> Any:
        return program.extensions.host.refresh() if program.extensions is not None else None

    def folder() -> Path | None:
        return next(iter(program.kernel.workspace.folders), None)

    def reveal_folder(host: ExtensionHost, record: ExtensionRecord) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(record.folder)))

    def side() -> ExtensionSide:
        assert program.extensions is not None  # or there would be no record
        return program.extensions

    def install(path: str, choose: Callable[[], None]) -> Any:
        if program.extensions is None:
            return NOT_HANDLED
        return program.extensions.installer.install([Path(path)]) if path else choose()

    def choose_archive() -> None:
        from pith_app._extensions._choosing import choose_archives

        choose_archives(program, lambda paths: side().installer.install(paths))

    def choose_folder() -> None:
        program.documents.ask_for_folder(lambda path: side().installer.install([path]))

    def is_enabled(record: ExtensionRecord) -> bool:
        return record.state != "disabled"

    def is_disabled(record: ExtensionRecord) -> bool:
        return record.state == "disabled"

    def reveal_source(command_id: str = "", view_id: str = "") -> Any:
        from pith_app._extensions._sources import pick_source, reveal_source, reveal_view

        if view_id:
            return reveal_view(program, view_id)
        return reveal_source(program, command_id) if command_id else pick_source(program)

    return {
        "extensions.show": on_extension(
            "Select the extension to show",
            lambda host, record: side().pages.show(record.id),
        ),
        "extensions.installArchive": lambda path="": install(path, choose_archive),
        "extensions.installFolder": lambda path="": install(path, choose_folder),
        "extensions.uninstall": on_extension(
            "Select the extension to uninstall",
            lambda host, record: side().installer.uninstall(record.id),
            lambda record: record.origin == "user",
        ),
        "extensions.unlink": on_extension(
            "Select the linked extension to use no more",
            lambda host, record: side().installer.unlink(record.id),
            lambda record: record.origin == "linked",
        ),
        "extensions.rollBack": on_extension(
            "Select the extension to go back with",
            lambda host, record: side().installer.roll_back(record.id),
            lambda record: record.origin == "user",
        ),
        "extensions.enableInFolder": on_extension(
            "Select the extension to enable in this folder",
            lambda host, record: host.set_enabled(record.id, True, folder()),
            is_disabled,
        ),
        "extensions.disableInFolder": on_extension(
            "Select the extension to disable in this folder",
            lambda host, record: host.set_enabled(record.id, False, folder()),
            is_enabled,
        ),
        "extensions.revealFolder": on_extension(
            "Select the extension whose folder to open", reveal_folder
        ),
        "extensions.revealSource": reveal_source,
        "extensions.enable": on_extension(
            "Select the extension to enable",
            lambda host, record: host.set_enabled(record.id, True),
            is_disabled,
        ),
        "extensions.disable": on_extension(
            "Select the extension to disable",
            lambda host, record: host.set_enabled(record.id, False),
            is_enabled,
        ),
        "extensions.reload": on_extension(
            "Select the extension to reload",
            lambda host, record: host.reload(record.id),
            is_enabled,
        ),
        "extensions.showOutput": on_extension(
            "Select the extension whose output to show", show_output
        ),
        "extensions.openManifest": on_extension(
            "Select the extension whose manifest to open",
            lambda host, record: program.documents.open(record.folder / "extension.toml"),
        ),
        "extensions.showHoldings": on_extension(
            "Select the extension whose possessions to list",
            show_holdings,
            lambda record: record.state == "active",
        ),
        "extensions.refresh": refresh,
        "view.extensions": lambda: program.show_page("extensions", focus=True),
    }


def _pick(
    program: Program,
    records: Sequence[ExtensionRecord],
    placeholder: str,
    act: Callable[[ExtensionRecord], Any],
) -> None:
    from pith_app._window._pick import PickItem, StaticSource

    items = [
        PickItem(record.id, record.name, f"{record.version} · {record.summary}", value=record)
        for record in records
    ]
    source = StaticSource(items, lambda item: act(item.value), placeholder=placeholder)
    source.empty = "There is none"
    program.pick_from(source, "")

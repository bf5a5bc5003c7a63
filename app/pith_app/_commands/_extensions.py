"""Commands on extensions: on the one that is named, or on one that is picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith_app._commands._handling import Handlers, handles

if TYPE_CHECKING:
    from pith.host import ExtensionRecord
    from pith_app._extension_side import ExtensionSide
    from pith_app._program import Program

Method = Callable[["ExtensionCommands", "ExtensionSide", "ExtensionRecord"], Any]


_ARCHIVES = ("Extensions (*.pithext *.zip *.whl)", "All files (*)")


def _is_enabled(record: ExtensionRecord) -> bool:
    return record.state != "disabled"


def _is_disabled(record: ExtensionRecord) -> bool:
    return record.state == "disabled"


def _is_active(record: ExtensionRecord) -> bool:
    return record.state == "active"


def _is_installed(record: ExtensionRecord) -> bool:
    return record.origin == "user"


def _is_linked(record: ExtensionRecord) -> bool:
    return record.origin == "linked"


def _any(record: ExtensionRecord) -> bool:
    return True


def _on_extension(
    question: str, applies: Callable[[ExtensionRecord], bool] = _any
) -> Callable[[Method], Callable[..., Any]]:
    """The method is for an extension: the one whose id is the command's argument `item_id`, or
    else one that the person picks of those it `applies` to."""

    def decorate(method: Method) -> Callable[..., Any]:
        @wraps(method)
        def run(self: ExtensionCommands, item_id: str = "", item_ids: Sequence[str] = ()) -> Any:
            side = self.program.extensions
            if side is None:
                return NOT_HANDLED
            if not item_id:
                records = [each for each in side.host.records() if applies(each)]
                return _pick(self.program, records, question, partial(method, self, side))
            record = side.host.record(item_id.partition("#")[0])
            return method(self, side, record) if record is not None else NOT_HANDLED

        return run

    return decorate


class ExtensionCommands(Handlers):
    @handles("view.extensions")
    def view(self) -> Any:
        return self.program.show_page("extensions", focus=True)

    @handles("extensions.show")
    @_on_extension("Select the extension to show")
    def show(self, side: ExtensionSide, record: ExtensionRecord) -> Any:
        return side.pages.show(record.id)

    @handles("extensions.refresh")
    def refresh(self) -> Any:
        side = self.program.extensions
        return side.host.looks.refresh() if side is not None else None

    # Which there are

    @handles("extensions.installArchive")
    def install_archive(self, path: str = "") -> Any:
        def choose(side: ExtensionSide) -> None:
            self.program.file_dialogs.files(
                "Install Extensions", side.installer.install, start=Path.home(), filters=_ARCHIVES
            )

        return self._install(path, choose)

    @handles("extensions.installFolder")
    def install_folder(self, path: str = "") -> Any:
        def choose(side: ExtensionSide) -> None:
            install = side.installer.install
            self.program.file_dialogs.folder(lambda chosen: install([chosen]))

        return self._install(path, choose)

    def _install(self, path: str, choose: Callable[[ExtensionSide], None]) -> Any:
        side = self.program.extensions
        if side is None:
            return NOT_HANDLED
        return side.installer.install([Path(path)]) if path else choose(side)

    @handles("extensions.uninstall")
    @_on_extension("Select the extension to uninstall", _is_installed)
    def uninstall(self, side: ExtensionSide, record: ExtensionRecord) -> Any:
        return side.installer.uninstall(record.id)

    @handles("extensions.unlink")
    @_on_extension("Select the linked extension to use no more", _is_linked)
    def unlink(self, side: ExtensionSide, record: ExtensionRecord) -> Any:
        return side.installer.unlink(record.id)

    @handles("extensions.rollBack")
    @_on_extension("Select the extension to go back with", _is_installed)
    def roll_back(self, side: ExtensionSide, record: ExtensionRecord) -> Any:
        return side.installer.roll_back(record.id)

    # Which are used

    @handles("extensions.enable")
    @_on_extension("Select the extension to enable", _is_disabled)
    def enable(self, side: ExtensionSide, record: ExtensionRecord) -> Any:
        return side.host.choices.set_enabled(record.id, True)

    @handles("extensions.disable")
    @_on_extension("Select the extension to disable", _is_enabled)
    def disable(self, side: ExtensionSide, record: ExtensionRecord) -> Any:
        return side.host.choices.set_enabled(record.id, False)

    @handles("extensions.enableInFolder")
    @_on_extension("Select the extension to enable in this folder", _is_disabled)
    def enable_in_folder(self, side: ExtensionSide, record: ExtensionRecord) -> Any:
        return side.host.choices.set_enabled(record.id, True, self._folder())

    @handles("extensions.disableInFolder")
    @_on_extension("Select the extension to disable in this folder", _is_enabled)
    def disable_in_folder(self, side: ExtensionSide, record: ExtensionRecord) -> Any:
        return side.host.choices.set_enabled(record.id, False, self._folder())

    def _folder(self) -> Path | None:
        return next(iter(self.program.kernel.workspace.folders), None)

    @handles("extensions.reload")
    @_on_extension("Select the extension to reload", _is_enabled)
    def reload(self, side: ExtensionSide, record: ExtensionRecord) -> Any:
        return side.host.reload(record.id)

    # What is in them, and what they do

    @handles("extensions.openManifest")
    @_on_extension("Select the extension whose manifest to open")
    def open_manifest(self, side: ExtensionSide, record: ExtensionRecord) -> Any:
        return self.program.documents.open(record.folder / "extension.toml")

    @handles("extensions.revealFolder")
    @_on_extension("Select the extension whose folder to open")
    def reveal_folder(self, side: ExtensionSide, record: ExtensionRecord) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(record.folder)))

    @handles("extensions.revealSource")
    def reveal_source(self, command_id: str = "", view_id: str = "") -> Any:
        """Show where a command or a view is handled; ask without either."""
        from pith_app._extensions._sources import pick_source, reveal_source, reveal_view

        if view_id:
            return reveal_view(self.program, view_id)
        return reveal_source(self.program, command_id) if command_id else pick_source(self.program)

    @handles("extensions.showOutput")
    @_on_extension("Select the extension whose output to show")
    def show_output(self, side: ExtensionSide, record: ExtensionRecord) -> None:
        known = record.id in self.program.outputs.channels
        self.program.show_output(record.id if known else "extensions")

    @handles("extensions.showHoldings")
    @_on_extension("Select the extension whose possessions to list", _is_active)
    def show_holdings(self, side: ExtensionSide, record: ExtensionRecord) -> None:
        held = side.host.holdings(record.id)
        lines = [f"{record.name} holds {len(held)} things:", *(f"    {each}" for each in held)]
        if not record.generation:
            lines = [f"{record.name} holds nothing: it is {record.state}"]
        for line in lines:
            self.program.outputs.write(record.id, line)
        self.program.show_output(record.id)


def _pick(
    program: Program,
    records: Sequence[ExtensionRecord],
    question: str,
    act: Callable[[ExtensionRecord], Any],
) -> None:
    from pith_app._window._pick import PickItem, StaticSource

    items = [
        PickItem(record.id, record.name, f"{record.version} · {record.summary}", value=record)
        for record in records
    ]
    source = StaticSource(items, lambda item: act(item.value), placeholder=question)
    source.empty = "There is none"
    program.pick_from(source, "")

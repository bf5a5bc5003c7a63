"""The pages of extensions that are open, kept as the extensions are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pith.base import CancelToken, Future, Scope, Worker
from pith.host import ExtensionHost, ExtensionRecord, HostFolders
from pith_app._extension_page._icons import ExtensionIcons
from pith_app._extension_page._reading import Texts, read_texts
from pith_app._theming import Look
from pith_app._window._editors import Editors
from pith_app._window._tab import Tab

if TYPE_CHECKING:
    from pith_app._extension_page._page import ExtensionPage

Run = Callable[..., object]


class ExtensionPages:
    """Opens pages by an extension's id."""

    def __init__(
        self,
        host: ExtensionHost,
        folders: HostFolders,
        icons: ExtensionIcons,
        look: Look,
        editors: Editors,
        worker: Worker,
        run: Run,
        keys_of: Callable[[str], str],
    ) -> None:
        self._host = host
        self._folders = folders
        self._icons = icons
        self._look = look
        self._editors = editors
        self._worker = worker
        self._run = run
        self._keys_of = keys_of
        self.workspace_folder: Callable[[], Path | None] = lambda: None
        self._open: dict[str, tuple[Tab, ExtensionPage]] = {}
        self._texts: dict[str, Texts] = {}
        self._scope = Scope("pages of extensions")
        self._scope.add(host.changed.connect(self._changed))

    def dispose(self) -> None:
        self._scope.dispose()

    def page(self, extension_id: str) -> ExtensionPage | None:
        """The page of an extension, if it is open."""
        found = self._open.get(extension_id)
        return found[1] if found is not None else None

    def show(self, extension_id: str, tab: str = "") -> None:
        """Show an extension in its tab, or in a new one. Raises LookupError."""
        record = self._host.record(extension_id)
        if record is None:
            raise LookupError(f"there is no extension {extension_id}")
        found = self._open.get(extension_id)
        if found is None:
            # Most starts show no page.
            from pith_app._extension_page._page import ExtensionPage

            page = ExtensionPage(self._look, self._icons, self._keys_of, self._editors)
            opened = self._editors.show_page(page, record.name, "$extensions")
            self._open[extension_id] = (opened, page)
            opened.scope.on_dispose(lambda: self._open.pop(extension_id, None), "page")
            opened.scope.add(page.link_opened.connect(self._follow))
            self._show(record, page)
        else:
            page = found[1]
            self._editors.activate(found[0])
        if tab:
            page.show_tab(tab)
        self._read(record)

    def _follow(self, path: str, line: int) -> None:
        self._run("file.open", path=path, line=line)

    def _changed(self, ids: frozenset[str]) -> None:
        self._icons.forget()
        for extension_id, (tab, page) in list(self._open.items()):
            record = self._host.record(extension_id)
            if record is None:
                self._editors.remove(tab)
            else:
                self._show(record, page)
                if extension_id in ids:
                    self._read(record)

    def _read(self, record: ExtensionRecord) -> None:
        def read(token: CancelToken) -> Texts:
            return read_texts(record, self._folders)

        def came(done: Future[Texts]) -> None:
            found = self._open.get(record.id)
            if done.exception() is None and found is not None:
                self._texts[record.id] = done.result()
                now = self._host.record(record.id)
                if now is not None:
                    self._show(now, found[1])

        self._worker.submit(read, "reading about an extension").on_done(came)

    def _show(self, record: ExtensionRecord, page: ExtensionPage) -> None:
        texts = self._texts.get(record.id, Texts())
        page.show_record(record, texts, self._actions(record, texts))

    def _actions(
        self, record: ExtensionRecord, texts: Texts
    ) -> list[tuple[str, bool, Callable[[], object]]]:
        def run(command: str) -> Callable[[], object]:
            return lambda: self._run(command, item_id=record.id)

        actions: list[tuple[str, bool, Callable[[], object]]] = []
        is_disabled = record.state == "disabled"
        everywhere = self._host.choices.is_enabled_everywhere(record.id)
        here = self.workspace_folder() is not None
        if is_disabled and not everywhere:
            actions.append(("Enable", True, run("extensions.enable")))
        elif not is_disabled and everywhere:
            actions.append(("Disable", False, run("extensions.disable")))
        if here and is_disabled:
            actions.append(("Enable in Folder", everywhere, run("extensions.enableInFolder")))
        elif here:
            actions.append(("Disable in Folder", False, run("extensions.disableInFolder")))
        if not is_disabled:
            actions.append(("Reload", False, run("extensions.reload")))
        if texts.previous:
            label = f"Roll Back to {texts.previous}"
            actions.append((label, False, run("extensions.rollBack")))
        if record.origin == "user":
            actions.append(("Uninstall", False, run("extensions.uninstall")))
        elif record.origin == "linked":
            actions.append(("Unlink", False, run("extensions.unlink")))
        actions.append(("Show Output", False, run("extensions.showOutput")))
        actions.append(("Open Folder", False, run("extensions.revealFolder")))
        return actions

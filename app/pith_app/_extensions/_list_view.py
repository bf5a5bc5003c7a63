"""The page of the side bar that lists extensions: a view of the program's own."""

from __future__ import annotations

from pith.api import TreeItem
from pith.base import Future, Scope
from pith.host import (
    Contribution,
    ExtensionHost,
    ExtensionRecord,
    ViewContainerContribution,
    ViewContribution,
)
from pith_app._extension_page import cost_of, state_of
from pith_app._extensions._view_containers import ViewContainers
from pith_app.paths import BundledData

PAGE = "extensions"
VIEW = "extensions.list"
EMPTY = """\
Extensions add commands, languages, themes and views.
Install one from a folder or an archive, or drop it here.
[Install from Archive…](command:extensions.installArchive)
[Install from Folder…](command:extensions.installFolder)"""


class ExtensionList:
    """Shows the host's records, and follows them. A TreeSource."""

    def __init__(
        self, host: ExtensionHost, views: ViewContainers, data: BundledData, safe_mode: bool
    ) -> None:
        self._host = host
        self._safe_mode = safe_mode
        self._scope = Scope("list of extensions")
        container = ViewContainerContribution(
            id=PAGE, title="Extensions", icon="extensions", order=100
        )
        view = ViewContribution(id=VIEW, container=PAGE, title="Extensions")
        views.take_containers([Contribution("pith", "Pith", data.extensions, container)], [])
        views.take_views([Contribution("pith", "Pith", data.extensions, view)], [])
        self._handle = views.provide_tree(VIEW, self)
        self._scope.add(self._handle)
        self._scope.add(host.changed.connect(lambda ids: self._refresh()))
        self._refresh()

    def dispose(self) -> None:
        self._scope.dispose()

    def _refresh(self) -> None:
        if self._safe_mode:
            self._handle.set_message("Safe mode: no extension is running.")
        elif not self._host.records():
            self._handle.set_message(EMPTY)
        else:
            self._handle.set_message("")
        self._handle.refresh()

    def children(self, item_id: str | None) -> Future[tuple[TreeItem, ...]]:
        return Future.of(tuple(map(_row, self._host.records())) if item_id is None else ())


def _row(record: ExtensionRecord) -> TreeItem:
    """One extension; what it looks like is the delegate's affair."""
    words, _ = state_of(record)
    tooltip = "\n".join(
        part
        for part in (
            record.description,
            f"{record.id} {record.version}: {words}",
            cost_of(record),
            *map(str, (*record.problems, *record.declined)),
        )
        if part
    )
    kinds = ["disabled" if record.state == "disabled" else "enabled", record.origin]
    return TreeItem(
        record.id,
        record.name,
        tooltip=tooltip,
        description=f"{record.version}, {words}",
        command="extensions.show",
        arguments={"item_id": record.id},
        context_value=" ".join(kinds),
    )

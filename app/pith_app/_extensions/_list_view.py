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
from pith_app._extensions._points import ViewContainers
from pith_app.paths import BundledData

PAGE = "extensions"
VIEW = "extensions.list"

_ICONS = {
    "active": "pass",
    "installed": "circle-large",
    "disabled": "circle-slash",
    "failed": "error",
    "invalid": "error",
    "incompatible": "warning",
    "unavailable": "warning",
}


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
            self._handle.set_message("There are no extensions.")
        else:
            self._handle.set_message("")
        self._handle.refresh()

    def children(self, item_id: str | None) -> Future[tuple[TreeItem, ...]]:
        if item_id is None:
            return Future.of(tuple(map(_row, self._host.records())))
        record = self._host.record(item_id)
        if record is None:
            return Future.of(())
        return Future.of(tuple(_details(record)))


def _row(record: ExtensionRecord) -> TreeItem:
    state = "" if record.state == "active" and not record.problems else record.summary
    beside = " · ".join(part for part in (record.version, state) if part)
    tooltip = "\n".join(
        part
        for part in (
            record.description,
            f"{record.id} {record.version} ({record.origin}), {record.state}",
            *map(str, record.problems),
        )
        if part
    )
    troubled = bool(record.problems)
    icon = "error" if troubled and record.state == "active" else _ICONS.get(record.state, "")
    return TreeItem(
        record.id,
        record.name,
        icon=icon,
        collapsible="expanded" if troubled else "collapsed",
        tooltip=tooltip,
        description=beside,
        context_value="disabled" if record.state == "disabled" else "enabled",
    )


def _details(record: ExtensionRecord) -> list[TreeItem]:
    """What there is to say of one extension: its problems, linked; then facts."""
    rows = []
    for number, problem in enumerate(record.problems):
        rows.append(
            TreeItem(
                f"{record.id}#problem{number}",
                problem.message,
                icon="warning" if problem.severity.value == "warning" else "error",
                tooltip=str(problem),
                command="file.open" if problem.source else "",
                arguments={
                    "path": problem.source,
                    "line": problem.line,
                    "column": problem.column,
                },
                description=problem.location.rpartition("/")[2],
            )
        )
    facts = [("tag", record.id), ("folder", str(record.folder))]
    if record.description:
        facts.insert(0, ("comment", record.description))
    if record.state == "active":
        facts.append(("watch", f"activated in {record.activation_time * 1000:.1f} ms"))
    rows += [TreeItem(f"{record.id}#{icon}", text, icon=icon, tooltip=text) for icon, text in facts]
    return rows

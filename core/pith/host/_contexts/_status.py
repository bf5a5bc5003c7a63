"""`context.status`."""

from __future__ import annotations

from typing import TypedDict

from pith.base import Disposable, OnDispose
from pith.host._instance import Instance
from pith.host._points import StatusItemContribution
from pith.host._schema_errors import suggest


class _State(TypedDict):
    text: str | None
    tooltip: str | None
    command: str | None
    visible: bool | None


class InstanceStatus:
    """Remembers what each item was told, so that it can be told again."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._states: dict[str, _State] = {}

    def update(
        self,
        item_id: str,
        *,
        text: str | None = None,
        tooltip: str | None = None,
        command: str | None = None,
        visible: bool | None = None,
    ) -> None:
        if self._instance.disposed:
            return
        change = _State(text=text, tooltip=tooltip, command=command, visible=visible)
        known = self._states.get(item_id)
        if known is None:
            self._check(item_id)
            self._states[item_id] = change
            self._instance.register(f"status item {item_id}", lambda: self._connect(item_id))
            return
        if text is not None:
            known["text"] = text
        if tooltip is not None:
            known["tooltip"] = tooltip
        if command is not None:
            known["command"] = command
        if visible is not None:
            known["visible"] = visible
        if self._instance.live:
            self._instance.environment.services.status.update(item_id, **change)

    def _check(self, item_id: str) -> None:
        declared = [
            item.id
            for item in self._instance.manifest.items("statusItems")
            if isinstance(item, StatusItemContribution)
        ]
        if item_id not in declared:
            raise ValueError(
                f"the manifest declares no status item `{item_id}`; "
                + (suggest(item_id, declared) or "add it under [[contributes.statusItems]]")
            )

    def _connect(self, item_id: str) -> Disposable:
        status = self._instance.environment.services.status
        status.update(item_id, **self._states[item_id])
        return OnDispose(lambda: status.reset(item_id))

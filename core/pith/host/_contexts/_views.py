"""`context.views`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pith.api import TreeHandle, TreeProvider, ViewHandle
from pith.base import Disposable
from pith.host._contexts._trees import InstanceTree
from pith.host._instance import Instance
from pith.host._points import ViewContribution
from pith.host._schema_errors import suggest


class InstanceViews:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def provide_tree(self, view_id: str, provider: TreeProvider) -> TreeHandle:
        self._check(view_id, "tree")
        return InstanceTree(self._instance, view_id, provider)

    def provide_widget(self, view_id: str, function: Callable[[], object]) -> ViewHandle:
        from pith.host._contexts._widgets import InstanceWidget

        self._check(view_id, "widget")
        return InstanceWidget(self._instance, view_id, function)

    def provide_opener(self, opener_id: str, function: Callable[[Path], object]) -> Disposable:
        from pith.host._contexts._openers import provide_opener

        return provide_opener(self._instance, opener_id, function)

    def _check(self, view_id: str, kind: str) -> None:
        """Raise ValueError unless the manifest declares a view so."""
        declared = {
            item.id: item.kind
            for item in self._instance.manifest.items("views")
            if isinstance(item, ViewContribution)
        }
        if view_id not in declared:
            raise ValueError(
                f"the manifest declares no view `{view_id}`; "
                + (suggest(view_id, declared) or "add it under [[contributes.views]]")
            )
        if declared[view_id] != kind:
            raise ValueError(
                f"the manifest declares the view `{view_id}` as a {declared[view_id]}; "
                f'write kind = "{kind}" there, or call provide_{declared[view_id]}'
            )

"""`context.points`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pith.api import PointEntry
from pith.base import Disposable
from pith.host._extension_points import Follower
from pith.host._instance import Instance
from pith.host._points import ExtensionPointContribution
from pith.host._schema_errors import suggest


class InstancePoints:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def follow(
        self,
        point_id: str,
        function: Callable[[Sequence[PointEntry], Sequence[PointEntry]], object],
    ) -> Disposable:
        instance = self._instance
        declared = [
            item.id
            for item in instance.manifest.items("extensionPoints")
            if isinstance(item, ExtensionPointContribution)
        ]
        if point_id not in declared:
            raise ValueError(
                f"the manifest declares no point `{point_id}`; "
                + (suggest(point_id, declared) or "add it under [[contributes.extensionPoints]]")
            )
        what = f"entries of {point_id}"
        follower = Follower(point_id, instance.guarded(what, function))
        points = instance.environment.points
        registration = instance.register(what, lambda: points.follow(follower))
        # Before `started()`, and before the command that it may be activated for.
        instance.when_live(lambda: points.tell(follower))
        return registration

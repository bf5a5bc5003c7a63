"""`context.views.provide_opener`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pith.base import Disposable
from pith.host._instance import Instance
from pith.host._points import OpenerContribution
from pith.host._schema_errors import suggest


def provide_opener(
    instance: Instance, opener_id: str, function: Callable[[Path], object]
) -> Disposable:
    """Have the widgets of an opener made by `function`. Raises ValueError, TypeError."""
    declared = [
        item.id
        for item in instance.manifest.items("openers")
        if isinstance(item, OpenerContribution)
    ]
    if opener_id not in declared:
        raise ValueError(
            f"the manifest declares no opener `{opener_id}`; "
            + (suggest(opener_id, declared) or "add it under [[contributes.openers]]")
        )
    what = f"opener {opener_id}"
    make = instance.guarded(what, function)

    def refused(made: object) -> None:
        if made is not None:  # then it raised, which was reported
            kind = type(made).__name__
            instance.guard.failed(
                what, TypeError(f"it must return a QWidget, not {kind}"), function
            )

    services = instance.environment.services.openers
    return instance.register(what, lambda: services.provide_opener(opener_id, make, refused))

"""The functions an extension's module may have, beside its hooks.

They are plain functions of the module that the manifest names, found by their name. Only
`activate` is needed, and only where the extension does more than declare.
"""

from __future__ import annotations

from typing import Any, Protocol

from pith.api._context import ExtensionContext


class Activate(Protocol):
    """`def activate(context)`: register what the extension does. It starts nothing."""

    def __call__(self, context: ExtensionContext, /) -> None: ...


class Started(Protocol):
    """`def started()`: this version is live. The place for ports, processes and windows."""

    def __call__(self) -> None: ...


class Snapshot(Protocol):
    """`def snapshot()`: what the next version is to be given, before it replaces this one.

    Plain data: None, booleans, numbers, strings, bytes, and lists and dictionaries of these.
    """

    def __call__(self) -> Any: ...


class Restore(Protocol):
    """`def restore(state, from_version)`: take what `snapshot()` of the version before returned.

    Called after `activate`, before the new version is live. Raising refuses the reload.
    """

    def __call__(self, state: Any, from_version: str, /) -> None: ...


class Deactivate(Protocol):
    """`def deactivate()`: the extension ends; what it obtained is taken back after this."""

    def __call__(self) -> None: ...


#: The names of these functions, with what each is called with.
LIFECYCLE: dict[str, str] = {
    "activate": "activate(context)",
    "started": "started()",
    "snapshot": "snapshot()",
    "restore": "restore(state, from_version)",
    "deactivate": "deactivate()",
}

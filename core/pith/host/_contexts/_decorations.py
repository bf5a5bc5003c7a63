"""`context.decorations`."""

from __future__ import annotations

from collections.abc import Sequence

from pith.api import Decoration
from pith.base import Disposable, OnDispose
from pith.host._instance import Instance
from pith.host._points import DecorationContribution
from pith.host._schema_errors import suggest
from pith.host._services import DecorationHandle

_Shown = tuple[int, tuple[Decoration, ...]]


class InstanceDecorations:
    """Remembers what is to be shown until the version is live; from then on the program does."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._handle: DecorationHandle | None = None
        self._waiting: dict[str, _Shown] = {}
        self._registered = False

    def set(self, uri: str, version: int, decorations: Sequence[Decoration]) -> bool:
        instance = self._instance
        if instance.disposed:
            return False
        shown = tuple(decorations)
        self._check(shown)
        if self._handle is not None:
            return self._handle.set(uri, version, shown)
        self._waiting[uri] = (version, shown)
        if not self._registered:
            self._registered = True
            instance.scope.add(OnDispose(self._end), "decorations")
            instance.register("decorations in documents", self._connect)
        return True

    def _check(self, decorations: Sequence[Decoration]) -> None:
        declared = {
            item.id
            for item in self._instance.manifest.items("decorations")
            if isinstance(item, DecorationContribution)
        }
        for each in decorations:
            if not isinstance(each, Decoration):
                raise TypeError(f"{each!r} is no Decoration")
            if each.kind not in declared:
                raise ValueError(
                    f"the manifest declares no decorations `{each.kind}`; "
                    + (suggest(each.kind, declared) or "add it under [[contributes.decorations]]")
                )

    def _connect(self) -> Disposable:
        handle = self._handle
        if handle is None:
            services = self._instance.environment.services
            handle = self._handle = services.decorations.attach(self._instance.manifest.id)
            waiting, self._waiting = self._waiting, {}
            for uri, (version, shown) in waiting.items():
                handle.set(uri, version, shown)
        else:  # a reload failed at its end, and this version serves on
            handle.show(True)
        known = handle
        return OnDispose(lambda: known.show(False))

    def _end(self) -> None:
        handle, self._handle = self._handle, None
        self._waiting.clear()
        if handle is not None:
            handle.dispose()

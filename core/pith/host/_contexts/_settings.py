"""`context.settings`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pith.base import Disposable, Future
from pith.host._instance import Instance


class InstanceSettings:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance

    def get(self, key: str, default: Any = None, *, language: str | None = None) -> Any:
        try:
            return self._instance.environment.settings.get(key, language)
        except KeyError:
            return default

    def on_change(self, key: str, function: Callable[[Any], object]) -> Disposable:
        instance = self._instance
        guarded = instance.guarded(f"change of {key}", function)
        return instance.register(
            f"observer of {key}",
            lambda: instance.environment.settings.observe(key, guarded, now=False),
        )

    def set(self, key: str, value: object) -> Future[None]:
        instance = self._instance
        return instance.start(lambda: instance.environment.services.settings.write({key: value}))

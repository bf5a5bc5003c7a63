"""What handles of all views have in common: they outlive the view's being taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from pith.api import ViewHandle
from pith.base import Disposable, OnDispose
from pith.host._instance import Instance

Handle = TypeVar("Handle", bound=ViewHandle)


class InstanceView(Generic[Handle]):
    """The ViewHandle of an extension: what it said is said again when the view is given back."""

    def __init__(self, instance: Instance, view_id: str, provide: Callable[[], Handle]) -> None:
        """`provide` has the program fill the view; it is called whenever `instance` goes live."""
        self._provide = provide
        self._real: Handle | None = None
        self._title: str | None = None
        self._message: str | None = None
        self._registration = instance.register(f"view {view_id}", self._connect)

    def _connect(self) -> Disposable:
        real = self._real = self._provide()
        if self._title is not None:
            real.set_title(self._title)
        if self._message is not None:
            real.set_message(self._message)

        def disconnect() -> None:
            self._real = None
            real.dispose()

        return OnDispose(disconnect)

    def set_title(self, title: str) -> None:
        self._title = title
        if self._real is not None:
            self._real.set_title(title)

    def set_message(self, message: str) -> None:
        self._message = message
        if self._real is not None:
            self._real.set_message(message)

    def dispose(self) -> None:
        self._registration.dispose()

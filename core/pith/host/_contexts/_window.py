"""`context.window` and `context.clipboard`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pith.api import MessageAction, QuickPickItem, Severity
from pith.base import Future
from pith.host._instance import Instance


class InstanceWindow:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._window = instance.environment.services.window

    def notify(
        self, message: str, severity: Severity = "info", actions: Sequence[MessageAction] = ()
    ) -> Future[str | None]:
        source = self._instance.manifest.name
        return self._instance.start(
            lambda: self._window.notify(message, severity, tuple(actions), source)
        )

    def ask_text(
        self,
        prompt: str,
        value: str = "",
        placeholder: str = "",
        validate: Callable[[str], str | None] | None = None,
        selection: tuple[int, int] | None = None,
    ) -> Future[str | None]:
        check = self._instance.guarded("validation", validate) if validate is not None else None
        return self._instance.start(
            lambda: self._window.ask_text(
                prompt, value, placeholder, check, selection or (0, len(value))
            )
        )

    def confirm(self, message: str, detail: str = "", confirm_label: str = "OK") -> Future[bool]:
        return self._instance.start(lambda: self._window.confirm(message, detail, confirm_label))

    def pick(self, items: Sequence[QuickPickItem], placeholder: str = "") -> Future[str | None]:
        return self._instance.start(lambda: self._window.pick(tuple(items), placeholder))


class InstanceClipboard:
    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._window = instance.environment.services.window

    def read(self) -> Future[str]:
        return self._instance.start(lambda: Future.of(self._window.read_clipboard()))

    def write(self, text: str) -> Future[None]:
        def begin() -> Future[None]:
            self._window.write_clipboard(text)
            return Future.of(None)

        return self._instance.start(begin)

"""What the workspace asks of others, as Protocols. Imported for type checking only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from pith.base import Problem, Signal
from pith.workspace._file_events import RawEvent


class SettingsReader(Protocol):
    """What is asked of pith.settings.Settings."""

    @property
    def changed(self) -> Signal[frozenset[str]]: ...

    def get(self, key: str, language: str | None = None) -> Any: ...


class DetectedLanguage(Protocol):
    @property
    def id(self) -> str: ...


class LanguageDetector(Protocol):
    """What is asked of pith.syntax.Languages."""

    @property
    def changed(self) -> Signal[()]: ...

    def detect(self, path: Path | None, first_line: str = "") -> DetectedLanguage: ...


class WatchBackend(Protocol):
    """What hears of events. Every method is called on the watcher's own thread and may take long.

    `tell` and `complain` may be called on any thread.
    """

    def add(
        self,
        folder: str,
        recursive: bool,
        ignored: frozenset[str],
        tell: Callable[[RawEvent], None],
        complain: Callable[[Problem], None],
    ) -> Callable[[], None]:
        """Hear of what happens in a folder, which may appear later, until the result is called."""
        ...

    def close(self) -> None: ...

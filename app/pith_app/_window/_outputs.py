"""What the program and extensions have to say, as channels of lines."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from pith.base import Scheduler, Signal

MOST_LINES = 5000


class Channel:
    """The lines of one channel."""

    def __init__(self, name: str, title: str) -> None:
        self.name = name
        self.title = title
        self.lines: deque[str] = deque(maxlen=MOST_LINES)


class Outputs:
    """All channels. Writing is allowed on any thread; the rest on the window's."""

    def __init__(self, scheduler: Scheduler) -> None:
        self._scheduler = scheduler
        self.channels: dict[str, Channel] = {}
        self.written: Signal[str, tuple[str, ...]] = Signal("outputs.written")
        self.changed: Signal[()] = Signal("outputs.changed")
        self._arrived: deque[tuple[str, str]] = deque()
        self._awaited = False
        self.title_of: Callable[[str], str] = lambda name: name

    def write(self, channel: str, text: str) -> None:
        self._arrived.append((channel, text))
        if not self._awaited:
            self._awaited = True
            self._scheduler.call_soon(self.flush)

    def flush(self) -> None:
        """Take over what was written, in one go."""
        self._awaited = False
        batches: dict[str, list[str]] = {}
        for _ in range(len(self._arrived)):
            name, text = self._arrived.popleft()
            batches.setdefault(name, []).extend(text.rstrip("\n").split("\n"))
        for name, lines in batches.items():
            self.channel(name).lines.extend(lines)
            self.written.emit(name, tuple(lines))

    def channel(self, name: str) -> Channel:
        """The channel called `name`, which comes into being if it is not there."""
        found = self.channels.get(name)
        if found is None:
            found = self.channels[name] = Channel(name, self.title_of(name))
            self.changed.emit()
        return found

    def remove(self, name: str) -> None:
        if self.channels.pop(name, None) is not None:
            self.changed.emit()

    def clear(self, name: str) -> None:
        if name in self.channels:
            self.channels[name].lines.clear()
            self.changed.emit()

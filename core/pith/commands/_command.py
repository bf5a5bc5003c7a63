"""What a command is, and what can come of calling it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final, NamedTuple


class Command(NamedTuple):
    """A thing that can be done, as people see it in the palette and in menus.

    `enablement` is a when-expression: while it is false the command is shown greyed and refuses
    to run. `icon` names a codicon. `keywords` are other words (or whole titles) under which the
    palette finds it.
    """

    id: str
    title: str = ""
    category: str = ""
    enablement: str = ""
    icon: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """`Category: Title`, as the palette lists it."""
        title = self.title or self.id
        return f"{self.category}: {title}" if self.category else title


class NotHandled(Enum):
    """The type of NOT_HANDLED."""

    NOT_HANDLED = "not handled"

    def __repr__(self) -> str:
        return "NOT_HANDLED"

    def __bool__(self) -> bool:
        return False


NOT_HANDLED: Final = NotHandled.NOT_HANDLED
"""What a handler returns that finds the call is not for it: the next handler of the command is
tried, and when there is none, the next binding of the key."""


class Outcome(Enum):
    """How an execution stands: PENDING while its Future has no result."""

    DONE = "done"
    PENDING = "pending"
    NOT_HANDLED = "not handled"
    CANCELLED = "cancelled"
    FAILED = "failed"
    REFUSED = "refused"


class Execution(NamedTuple):
    """One call of a command, as observers see it.

    `source` says who called ("key", "menu", "palette", an extension's id, "" for code); `owner`
    whose handler ran last; `started` is in seconds since the epoch and `duration` in seconds.
    `depth` is 0 for a call from outside and 1 or more for one made by a running handler. `error`
    is what a FAILED or REFUSED call raised.
    """

    command: str
    arguments: Mapping[str, Any]
    source: str
    owner: str
    started: float
    duration: float
    outcome: Outcome
    depth: int
    error: Exception | None = None


class CommandError(Exception):
    """A command was not, or not successfully, executed. `owner` is whose it is, "" if nobody's."""

    def __init__(self, command: str, owner: str, message: str) -> None:
        super().__init__(message)
        self.command = command
        self.owner = owner


class UnknownCommand(CommandError):
    """Nobody declares and nobody handles the command."""


class UnhandledCommand(CommandError):
    """The command is declared, but nobody handles it, also after its owner was activated."""


class DisabledCommand(CommandError):
    """The command's enablement is false right now."""


class FailedCommand(CommandError):
    """The handler raised: `__cause__` is its exception."""

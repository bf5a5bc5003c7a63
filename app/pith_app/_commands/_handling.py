"""How commands are handled: each by a method that says above its name which one it is for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from pith.commands import NOT_HANDLED

if TYPE_CHECKING:
    from pith.workspace import View
    from pith_app._program import Program
    from pith_app._window._tab import Tab

Handler = Callable[..., Any]
"""What a command does: it is given the command's arguments, and may return a value or a Future."""

_COMMAND_ID = "_command_id"

H = TypeVar("H", bound="Handlers")
M = TypeVar("M", bound=Handler)


class Handlers:
    """A group of commands. A subclass has a method for each, and for families of commands that
    differ by one value a table in `all`."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def all(self) -> dict[str, Handler]:
        """What handles each command."""
        return {
            getattr(method, _COMMAND_ID): getattr(self, name)
            for name, method in vars(type(self)).items()
            if hasattr(method, _COMMAND_ID)
        }


def handles(command_id: str) -> Callable[[M], M]:
    """The method handles that command. It stands above all other decorators."""

    def mark(method: M) -> M:
        setattr(method, _COMMAND_ID, command_id)
        return method

    return mark


def on_view(method: Callable[[H, View], bool]) -> Callable[[H], Any]:
    """The method is for the view of the active editor. Without one, and where it returns False,
    the command is not handled."""

    @wraps(method)
    def run(self: H) -> Any:
        view = self.program.editors.active_view
        return None if view is not None and method(self, view) else NOT_HANDLED

    return run


def on_tab(method: Callable[[H, Tab], Any]) -> Callable[..., Any]:
    """The method is for a tab: the one whose key is the command's argument `tab`, or else the
    active one. Without either the command is not handled."""

    @wraps(method)
    def run(self: H, tab: str | None = None) -> Any:
        found = tab_of(self.program, tab)
        return method(self, found) if found is not None else NOT_HANDLED

    return run


def tab_of(program: Program, key: str | None) -> Tab | None:
    """The tab with that key; without a key, the active one."""
    return program.editors.tab(key) if key is not None else program.editors.active

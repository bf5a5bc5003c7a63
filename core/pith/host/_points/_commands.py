"""`commands`: what can be run, from the palette, keys, menus and the command line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, field

from pith.base import Disposable
from pith.host._points._handlers import RegisteringHandler
from pith.host._points._schema import (
    ICON,
    Contribution,
    ContributionItem,
    Fault,
    Id,
    condition_faults,
)

if TYPE_CHECKING:
    from pith.commands import CommandBus


class CommandContribution(ContributionItem, frozen=True):
    """A command. Running it activates the extension, which binds it: `context.commands.handle`."""

    id: Annotated[Id, Meta(description="Its name everywhere; starts with what it belongs to.")]
    title: Annotated[str, Meta(description="Its name for people.")]
    category: Annotated[str, Meta(description="Shown before the title in the palette.")] = ""
    description: Annotated[str, Meta(description="What it does, in a sentence.")] = ""
    icon: Annotated[str, ICON] = ""
    keywords: Annotated[
        list[str],
        Meta(description="Other words, or whole titles, under which the palette finds it."),
    ] = field(default_factory=list)
    when: Annotated[
        str,
        Meta(description="When it can be run: an expression over context keys; empty = always."),
    ] = ""
    overrides: Annotated[
        bool, Meta(description="Whether it replaces a command of that id which somebody else has.")
    ] = False

    def faults(self) -> Iterator[Fault]:
        return condition_faults("when", self.when)


class CommandsHandler(RegisteringHandler[CommandContribution]):
    """Declares commands on the bus."""

    def __init__(self, bus: CommandBus) -> None:
        super().__init__()
        self._bus = bus

    def register(self, contribution: Contribution[CommandContribution]) -> Disposable:
        from pith.commands import Command

        item = contribution.item
        command = Command(
            id=item.id,
            title=item.title,
            category=item.category,
            enablement=item.when,
            icon=item.icon,
            description=item.description,
            keywords=tuple(item.keywords),
        )
        return self._bus.declare(command, owner=contribution.extension_id, overrides=item.overrides)

"""`menus`: commands in menus."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from pith.base import Disposable
from pith.host._points._handlers import RegisteringHandler
from pith.host._points._schema import (
    CONDITION,
    Contribution,
    ContributionItem,
    Fault,
    condition_faults,
)

if TYPE_CHECKING:
    from pith.commands import Menus


class MenuContribution(ContributionItem, frozen=True):
    """A command in a menu, or a submenu."""

    unique_field: ClassVar[str] = ""

    menu: Annotated[
        str,
        Meta(
            min_length=1,
            description="`menubar/file` (edit, selection, view, go, help), `editor/context`, "
            "`editor/gutter`, `editor/minimap`, `editor/title`, `statusbar`, "
            "or `views/<view id>/title` and `views/<view id>/item`.",
        ),
    ]
    command: Annotated[str, Meta(description="The command's id; none for a submenu.")] = ""
    submenu: Annotated[
        str, Meta(description="The id of another menu, which opens here; none for a command.")
    ] = ""
    title: Annotated[
        str, Meta(description="The name of a submenu; a command has one of its own.")
    ] = ""
    group: Annotated[
        str,
        Meta(
            description="Entries of a group stand together, groups in the order of their names; "
            "`@2` after it is the place in the group. `navigation` comes first, and in a title "
            "is what shows as buttons."
        ),
    ] = ""
    when: Annotated[str, CONDITION] = ""

    def faults(self) -> Iterator[Fault]:
        if bool(self.command) == bool(self.submenu):
            yield Fault("command", "needs either a command or a submenu", "give one of the two")
        if self.submenu and not self.title:
            yield Fault("submenu", "a submenu needs a `title`")
        _, at, number = self.group.partition("@")
        if at and not number.isdecimal():
            yield Fault("group", f"`{number}` is no place in a group", "write it such as 1_edit@2")
        yield from condition_faults("when", self.when)


class MenusHandler(RegisteringHandler[MenuContribution]):
    """Adds entries to menus."""

    def __init__(self, menus: Menus) -> None:
        super().__init__()
        self._menus = menus

    def register(self, contribution: Contribution[MenuContribution]) -> Disposable:
        from pith.commands import MenuItem

        item = contribution.item
        entry = MenuItem(
            menu=item.menu,
            command=item.command,
            group=item.group,
            when=item.when,
            submenu=item.submenu,
            title=item.title,
        )
        return self._menus.add([entry], owner=contribution.extension_id)

"""`statusItems`: items of the status bar. The program shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from pith.host._points._schema import CONDITION, ContributionItem, Fault, Id, condition_faults


class StatusItemContribution(ContributionItem, frozen=True):
    """An item of the status bar; `context.status.update` changes it."""

    id: Annotated[Id, Meta(description="What `context.status.update` calls it.")]
    name: Annotated[str, Meta(description="What the menu that hides items calls it.")]
    alignment: Annotated[
        Literal["left", "right"], Meta(description="The end of the status bar it stands at.")
    ] = "left"
    priority: Annotated[int, Meta(description="The higher, the nearer to that end.")] = 0
    text: Annotated[
        str,
        Meta(
            description="What it shows until the extension says something else; `$(name)` is an "
            "icon. Nothing shows while it is empty."
        ),
    ] = ""
    tooltip: Annotated[str, Meta(description="Shown when the pointer rests on it.")] = ""
    command: Annotated[str, Meta(description="Run when it is clicked.")] = ""
    when: Annotated[str, CONDITION] = ""

    def faults(self) -> Iterator[Fault]:
        return condition_faults("when", self.when)

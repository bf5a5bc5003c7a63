"""`viewContainers`: pages of the side bar and the panel that hold views. The program shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from pith.host._points._schema import ICON, ContributionItem, Fault, Id


class ViewContainerContribution(ContributionItem, frozen=True):
    """A page of the side bar or the panel, with views in it."""

    id: Annotated[Id, Meta(description="What views name as their `container`.")]
    title: Annotated[str, Meta(min_length=1, description="Its heading.")]
    icon: Annotated[str, ICON] = ""
    location: Annotated[
        Literal["sidebar", "panel"],
        Meta(description="Beside the editors or, as a tab, below them."),
    ] = "sidebar"
    order: Annotated[int, Meta(description="Containers are sorted by it, then by title.")] = 0

    def faults(self) -> Iterator[Fault]:
        if self.location == "panel" and self.id == "output":
            yield Fault("id", "`output` is the panel's own page", "give the container another id")

"""`views`: views in view containers. The program shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from pith.host._points._schema import CONDITION, ICON, ContributionItem, Fault, Id, condition_faults


class ViewContribution(ContributionItem, frozen=True):
    """A view. Showing it activates the extension, which fills it: `context.views.provide_tree`,
    or `provide_widget`."""

    id: Annotated[Id, Meta(description="What `context.views` calls it.")]
    container: Annotated[str, Meta(min_length=1, description="The id of the container it is in.")]
    title: Annotated[str, Meta(min_length=1, description="Its heading.")]
    icon: Annotated[str, ICON] = ""
    kind: Annotated[
        Literal["tree", "widget"],
        Meta(description="What it shows: rows given as data, or (trusted only) a widget of Qt's."),
    ] = "tree"
    order: Annotated[int, Meta(description="Views of a container are sorted by it.")] = 0
    when: Annotated[str, CONDITION] = ""

    def faults(self) -> Iterator[Fault]:
        return condition_faults("when", self.when)

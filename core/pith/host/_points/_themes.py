"""`themes`: colours, in VS Code's JSON format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from msgspec import Meta

from pith.base import Disposable
from pith.host._points._handlers import RegisteringHandler
from pith.host._points._schema import Contribution, ContributionItem

if TYPE_CHECKING:
    from pith.syntax import Themes


class ThemeContribution(ContributionItem, frozen=True):
    """A colour theme."""

    unique_field: ClassVar[str] = "name"

    name: Annotated[
        str, Meta(min_length=1, description="Its name for people, and what the setting holds.")
    ]
    kind: Annotated[Literal["dark", "light"], Meta(description="What it goes with.")]
    path: Annotated[
        str, Meta(min_length=1, description="The theme's file, from the extension's folder.")
    ]

    def resources(self) -> Iterator[tuple[str, str]]:
        yield "path", self.path


class ThemesHandler(RegisteringHandler[ThemeContribution]):
    """Declares themes. Their files are read when they are used."""

    def __init__(self, themes: Themes) -> None:
        super().__init__()
        self._themes = themes

    def register(self, contribution: Contribution[ThemeContribution]) -> Disposable:
        item = contribution.item
        return self._themes.declare(
            item.name, item.kind, contribution.folder / item.path, owner=contribution.extension_id
        )

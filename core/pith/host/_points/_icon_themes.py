"""`iconThemes`: icons of files and folders, in VS Code's JSON format. The program shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from msgspec import Meta

from pith.host._points._schema import ContributionItem


class IconThemeContribution(ContributionItem, frozen=True):
    """Icons for files and folders. The setting `window.iconTheme` chooses one; what it has no icon
    for has Pith's."""

    unique_field: ClassVar[str] = "name"

    name: Annotated[
        str, Meta(min_length=1, description="Its name for people, and what the setting holds.")
    ]
    path: Annotated[
        str,
        Meta(
            min_length=1,
            description="The theme's file, from the extension's folder; its icons are SVG files.",
        ),
    ]

    def resources(self) -> Iterator[tuple[str, str]]:
        yield "path", self.path

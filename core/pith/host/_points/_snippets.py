"""`snippets`: text with places to fill in, in VS Code's JSON format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from pith.base import Disposable
from pith.host._points._handlers import RegisteringHandler
from pith.host._points._schema import Contribution, ContributionItem

if TYPE_CHECKING:
    from pith.syntax import Snippets


class SnippetsContribution(ContributionItem, frozen=True):
    """A file of snippets."""

    unique_field: ClassVar[str] = ""

    path: Annotated[str, Meta(min_length=1, description="The file, from the extension's folder.")]
    language: Annotated[
        str, Meta(description="The language all of them are for; empty = each has a `scope`.")
    ] = ""

    def resources(self) -> Iterator[tuple[str, str]]:
        yield "path", self.path


class SnippetsHandler(RegisteringHandler[SnippetsContribution]):
    """Declares files of snippets, which a worker reads."""

    def __init__(self, snippets: Snippets) -> None:
        super().__init__()
        self._snippets = snippets

    def register(self, contribution: Contribution[SnippetsContribution]) -> Disposable:
        item = contribution.item
        return self._snippets.declare(
            contribution.folder / item.path, item.language, contribution.extension_id
        )

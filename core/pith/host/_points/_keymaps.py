"""`keymaps`: all keys of another editor, for people to choose."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar

from msgspec import Meta

from pith.base import Disposable
from pith.host._points._handlers import RegisteringHandler
from pith.host._points._schema import Contribution, ContributionItem

if TYPE_CHECKING:
    from pith.commands import Keymaps


class KeymapContribution(ContributionItem, frozen=True):
    """A keymap. The setting `window.keymap` chooses one; its keys stand between the program's and
    those of `contributes.keybindings`."""

    unique_field: ClassVar[str] = "name"

    name: Annotated[
        str, Meta(min_length=1, description="Its name for people, and what the setting holds.")
    ]
    path: Annotated[
        str,
        Meta(
            min_length=1,
            description="The file, from the extension's folder, written as `keybindings.toml` is.",
        ),
    ]
    description: Annotated[str, Meta(description="Whose keys they are, in a sentence.")] = ""

    def resources(self) -> Iterator[tuple[str, str]]:
        yield "path", self.path


class KeymapsHandler(RegisteringHandler[KeymapContribution]):
    """Declares keymaps. The file of the one that is chosen is read by a worker."""

    def __init__(self, keymaps: Keymaps) -> None:
        super().__init__()
        self._keymaps = keymaps

    def register(self, contribution: Contribution[KeymapContribution]) -> Disposable:
        from pith.commands import DeclaredKeymap

        item = contribution.item
        return self._keymaps.declare(
            DeclaredKeymap(
                item.name,
                contribution.folder / item.path,
                item.description,
                contribution.extension_id,
                contribution.revision,
            )
        )

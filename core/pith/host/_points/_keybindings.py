"""`keybindings`: keys that run commands, below those of the person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from msgspec import Meta, field

from pith.base import Disposable, ProblemError
from pith.host._points._handlers import RegisteringHandler
from pith.host._points._schema import (
    CONDITION,
    Contribution,
    ContributionItem,
    Fault,
    condition_faults,
)

if TYPE_CHECKING:
    from pith.commands import Keymap


class KeybindingContribution(ContributionItem, frozen=True):
    """Keys for a command. What the person binds wins over it."""

    unique_field: ClassVar[str] = ""

    key: Annotated[str, Meta(min_length=1, description="Chords, `ctrl+k ctrl+w` for instance.")]
    command: Annotated[str, Meta(min_length=1, description="The command's id.")]
    args: Annotated[dict[str, Any], Meta(description="The command's arguments by name.")] = field(
        default_factory=dict
    )
    when: Annotated[str, CONDITION] = ""

    def faults(self) -> Iterator[Fault]:
        from pith.commands import KeySequence

        try:
            KeySequence.parse(self.key)
        except ProblemError as error:
            for problem in error.problems:
                yield Fault("key", problem.message, problem.advice)
        yield from condition_faults("when", self.when)


class KeybindingsHandler(RegisteringHandler[KeybindingContribution]):
    """Adds bindings to the keymap, in the layer of extensions."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap

    def register(self, contribution: Contribution[KeybindingContribution]) -> Disposable:
        from pith.commands import Binding, KeymapLayer, KeySequence, When

        item = contribution.item
        binding = Binding(
            keys=KeySequence.parse(item.key),
            command=item.command,
            args=item.args,
            when=When.parse(item.when) if item.when else None,
            owner=contribution.extension_id,
            source=str(contribution.folder / "extension.toml"),
        )
        return self._keymap.add([binding], KeymapLayer.EXTENSION)

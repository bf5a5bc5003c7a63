"""`keybindings`: keys that run commands, below those of the person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from msgspec import Meta, field

from pith.base import Disposable, OnDispose, ProblemError
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
    platform: Annotated[
        str,
        Meta(
            description="The systems that it is for, with spaces between: `linux`, `macos`,"
            " `windows`; empty = all."
        ),
    ] = ""

    def faults(self) -> Iterator[Fault]:
        from pith.commands import KeySequence, parse_platforms

        try:
            KeySequence.parse(self.key)
        except ProblemError as error:
            for problem in error.problems:
                yield Fault("key", problem.message, problem.advice)
        yield from condition_faults("when", self.when)
        if self.platform:
            try:
                parse_platforms(self.platform)
            except ProblemError as error:
                for problem in error.problems:
                    yield Fault("platform", problem.message, problem.advice)


class KeybindingsHandler(RegisteringHandler[KeybindingContribution]):
    """Adds bindings to the keymap, in the layer of extensions."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap

    def register(self, contribution: Contribution[KeybindingContribution]) -> Disposable:
        from pith.commands import (
            Binding,
            KeymapLayer,
            KeySequence,
            When,
            current_platform,
            parse_platforms,
        )

        item = contribution.item
        if item.platform and current_platform() not in parse_platforms(item.platform):
            return OnDispose()
        binding = Binding(
            keys=KeySequence.parse(item.key),
            command=item.command,
            args=item.args,
            when=When.parse(item.when) if item.when else None,
            owner=contribution.extension_id,
            source=str(contribution.folder / "extension.toml"),
        )
        return self._keymap.add([binding], KeymapLayer.EXTENSION)

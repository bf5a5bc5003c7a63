"""`settings`: settings of the extension, for people to change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from msgspec import Meta, field

from pith.base import Disposable, ProblemError
from pith.host._points._handlers import RegisteringHandler
from pith.host._points._schema import Contribution, ContributionItem, Fault, Id

if TYPE_CHECKING:
    from pith.settings import Setting, Settings


class SettingContribution(ContributionItem, frozen=True):
    """A setting; `context.settings.get` reads it."""

    unique_field: ClassVar[str] = "key"

    key: Annotated[Id, Meta(description="Its full name, `wordCount.showCharacters` for instance.")]
    type: Annotated[
        str,
        Meta(
            description="What kind of value it takes: `boolean`, `integer`, `number`, `string`, "
            "`array`, `object`, or several with `|` between."
        ),
    ]
    default: Annotated[Any, Meta(description="The value nobody has to write.")]
    description: Annotated[str, Meta(description="What it does, in a sentence.")] = ""
    enum: Annotated[list[Any], Meta(description="The only values it takes; empty = any.")] = field(
        default_factory=list
    )
    enum_descriptions: Annotated[
        list[str], Meta(description="What each value of `enum` means, in its order.")
    ] = field(default_factory=list)
    items: Annotated[
        str, Meta(description="The type of an array's elements or an object's values; empty = any.")
    ] = ""
    minimum: Annotated[float | None, Meta(description="The least number it takes.")] = None
    maximum: Annotated[float | None, Meta(description="The greatest number it takes.")] = None
    per_language: Annotated[
        bool, Meta(description="Whether a language may have a value of its own.")
    ] = False

    def faults(self) -> Iterator[Fault]:
        try:
            self.setting().check()
        except ProblemError as error:
            for problem in error.problems:
                yield Fault(_field_of(problem.message), problem.message, problem.advice)

    def setting(self) -> Setting:
        """The setting as the kernel has it."""
        from pith.settings import Setting

        return Setting(
            key=self.key,
            type=self.type,
            default=self.default,
            description=self.description,
            enum=tuple(self.enum),
            enum_descriptions=tuple(self.enum_descriptions),
            items=self.items,
            minimum=self.minimum,
            maximum=self.maximum,
            per_language=self.per_language,
        )


def _field_of(message: str) -> str:
    for name in ("default", "type"):
        if f" {name} " in message:
            return name
    return "key"


class SettingsHandler(RegisteringHandler[SettingContribution]):
    """Declares settings."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    def register(self, contribution: Contribution[SettingContribution]) -> Disposable:
        return self._settings.declare(
            [contribution.item.setting()], owner=contribution.extension_id
        )

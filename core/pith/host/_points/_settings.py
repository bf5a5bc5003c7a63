"""`settings`: settings of the extension, for people to change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from msgspec import Meta, field

from pith.base import Disposable
from pith.host._points._handlers import RegisteringHandler
from pith.host._points._schema import Contribution, ContributionItem, Fault, Id

if TYPE_CHECKING:
    from pith.settings import Settings

SettingType = Literal["boolean", "integer", "number", "string", "array", "object"]

_TYPES: dict[str, tuple[type, ...]] = {
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
    "array": (list,),
    "object": (dict,),
}


def _fits(value: object, kind: SettingType) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, _TYPES[kind])


class SettingContribution(ContributionItem, frozen=True):
    """A setting; `context.settings.get` reads it."""

    unique_field: ClassVar[str] = "key"

    key: Annotated[Id, Meta(description="Its full name, `wordCount.showCharacters` for instance.")]
    type: Annotated[SettingType, Meta(description="What kind of value it takes.")]
    default: Annotated[Any, Meta(description="The value nobody has to write.")]
    description: Annotated[str, Meta(description="What it does, in a sentence.")] = ""
    enum: Annotated[list[Any], Meta(description="The only values it takes; empty = any.")] = field(
        default_factory=list
    )
    minimum: Annotated[float | None, Meta(description="The least number it takes.")] = None
    maximum: Annotated[float | None, Meta(description="The greatest number it takes.")] = None
    per_language: Annotated[
        bool, Meta(description="Whether a language may have a value of its own.")
    ] = False

    def faults(self) -> Iterator[Fault]:
        if "." not in self.key:
            yield Fault("key", f"`{self.key}` has no section", "name it `section.name`")
        if not _fits(self.default, self.type):
            yield Fault("default", f"the default is no {self.type}: {self.default!r}")
            return
        if self.enum and self.default not in self.enum:
            yield Fault("default", f"the default {self.default!r} is not one of `enum`")
        if self.type in ("integer", "number"):
            if self.minimum is not None and self.default < self.minimum:
                yield Fault("default", f"the default is less than {self.minimum:g}")
            if self.maximum is not None and self.default > self.maximum:
                yield Fault("default", f"the default is greater than {self.maximum:g}")
        elif self.minimum is not None or self.maximum is not None:
            yield Fault("minimum", "only numbers have a minimum and a maximum")


class SettingsHandler(RegisteringHandler[SettingContribution]):
    """Declares settings."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    def register(self, contribution: Contribution[SettingContribution]) -> Disposable:
        from pith.settings import Setting

        item = contribution.item
        setting = Setting(
            key=item.key,
            type=item.type,
            default=item.default,
            description=item.description,
            enum=tuple(item.enum),
            minimum=item.minimum,
            maximum=item.maximum,
            per_language=item.per_language,
        )
        return self._settings.declare([setting], owner=contribution.extension_id)

"""`extensionPoints`: contribution points that an extension has for others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta, field

from pith.host._points._schema import ContributionItem, Fault, Id

if TYPE_CHECKING:
    from pith.settings import Setting

Kind = Literal["string", "integer", "number", "boolean", "array", "object"]


class PointField(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename="camel"
):
    """A field of what others contribute."""

    type: Annotated[Kind, Meta(description="What kind of value it takes.")]
    description: Annotated[str, Meta(description="What it is for, in a sentence.")] = ""
    default: Annotated[
        Any, Meta(description="The value nobody has to write; without one the field is needed.")
    ] = None
    enum: Annotated[list[Any], Meta(description="The only values it takes; empty = any.")] = field(
        default_factory=list
    )
    items: Annotated[
        Kind | Literal[""],
        Meta(description="The type of an array's elements or an object's values; empty = any."),
    ] = ""
    minimum: Annotated[float | None, Meta(description="The least number it takes.")] = None
    maximum: Annotated[float | None, Meta(description="The greatest number it takes.")] = None

    def rules(self, name: str) -> Setting:
        """What a value has to be: as of a setting."""
        from pith.settings import Setting

        return Setting(
            key=f"entry.{name}",
            type=self.type,
            default=self.default,
            enum=tuple(self.enum),
            items=self.items,
            minimum=self.minimum,
            maximum=self.maximum,
        )


class EntryFault(NamedTuple):
    """What is wrong with one field of an entry; "" where it is the entry itself."""

    field: str
    message: str
    advice: str = ""


class ExtensionPointContribution(ContributionItem, frozen=True):
    """A point of the extension's own: others contribute to it as to those of Pith, with
    `[[contributes."<id>"]]`. It hears of what they contribute through `context.points.follow`."""

    id: Annotated[
        Id, Meta(description="Its name; starts with the extension's id: `acme.greeter.languages`.")
    ]
    description: Annotated[str, Meta(description="What it is for, in a sentence.")] = ""
    fields: Annotated[
        dict[str, Any],
        Meta(
            description="The fields that an entry has, a table for each: `type` and, if wanted, "
            "`description`, `default` (without one it is needed), `enum`, `items`, `minimum` and "
            "`maximum`, as in `contributes.settings`."
        ),
    ] = field(default_factory=dict)

    def faults(self) -> Iterator[Fault]:
        from pith.host._schema_errors import explain

        for name, table in self.fields.items():
            try:
                declared = msgspec.convert(table, PointField)
            except msgspec.ValidationError as error:
                fault = explain(error, PointField, {})
                message = f"`{name}`: {fault.message}"
                if fault.path:
                    message = f"`{name}.{'.'.join(map(str, fault.path))}`: {fault.message}"
                yield Fault("fields", message, fault.advice)
                continue
            if declared.default is not None and not declared.rules(name).accepts(declared.default):
                wanted = declared.rules(name).expected()
                yield Fault("fields", f"`{name}` has a wrong default", f"expected {wanted}")

    def declared(self) -> dict[str, PointField]:
        """The fields by name; they were found right."""
        return {name: msgspec.convert(table, PointField) for name, table in self.fields.items()}

    def complete(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """An entry that was found right, with what nobody had to write."""
        defaults = {
            name: each.default for name, each in self.declared().items() if each.default is not None
        }
        return {**defaults, **entry}

    def entry_faults(self, entry: Mapping[str, Any]) -> Iterator[EntryFault]:
        """What is wrong with what another extension contributes."""
        from pith.host._schema_errors import suggest

        declared = self.declared()
        for name in entry:
            if name not in declared:
                yield EntryFault(name, f"`{name}` is unknown", suggest(name, declared))
        for name, each in declared.items():
            if name not in entry:
                if each.default is None:
                    advice = f"add it: {each.description}" if each.description else "add it"
                    yield EntryFault("", f"`{name}` is missing", advice)
                continue
            rules = each.rules(name)
            if not rules.accepts(entry[name]):
                yield EntryFault(
                    name, f"`{name}` has a wrong value", f"expected {rules.expected()}"
                )

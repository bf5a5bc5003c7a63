"""What all contribution points have in common: a schema, checks, and what is handed over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, ClassVar, Generic, NamedTuple, TypeVar

import msgspec
from msgspec import Meta

from pith.base import ProblemError


class Fault(NamedTuple):
    """Something wrong with one field of a contribution, which its type cannot say."""

    field: str
    message: str
    advice: str = ""


class ContributionItem(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, rename="camel"
):
    """One entry of a contribution point, as the manifest has it.

    Every field is described where it is declared, by `Meta(description=...)`: the reference is
    made from there. Values are plain (no structs inside), so that the manifest cache holds them.
    """

    #: The field whose value no two contributions may share, also of different extensions.
    unique_field: ClassVar[str] = "id"

    def faults(self) -> Iterator[Fault]:
        """What is wrong with the values although their types are right."""
        return iter(())

    def resources(self) -> Iterator[tuple[str, str]]:
        """The fields that name files, with the file: relative to the extension's folder."""
        return iter(())


Item = TypeVar("Item", bound=ContributionItem)


class Contribution(NamedTuple, Generic[Item]):
    """A contribution with the extension it is from. Equal ones need nothing done on a reload."""

    extension_id: str
    extension_name: str
    #: The extension's folder, which paths of the item are relative to.
    folder: Path
    item: Item
    #: Differs when the files have changed that contributions of this extension name.
    revision: int = 0


#: Takes the contributions that came (first) and those that went: first those that went go.
PointHandler = Callable[[Sequence[Contribution[Any]], Sequence[Contribution[Any]]], None]


Id = Annotated[str, Meta(pattern=r"^[A-Za-z][\w.-]*$", max_length=200)]
CONDITION = Meta(description="When it is there: an expression over context keys; empty = always.")
ICON = Meta(description="The name of a codicon, without `$()`.")


def condition_faults(field: str, source: str) -> Iterator[Fault]:
    """A fault if `source` is not an expression over context keys."""
    if source:
        from pith.commands import When

        try:
            When.parse(source)
        except ProblemError as error:
            for problem in error.problems:
                yield Fault(field, problem.message, problem.advice)

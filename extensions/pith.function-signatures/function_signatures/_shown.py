"""From definitions to what is shown at a place of a call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from function_signatures._calls import Call
from function_signatures._parameters import Given, Listed
from pith.api import Parameter, Signature, SignatureHelp

MOST = 30  # signatures


class Shown(NamedTuple):
    """How a function is called, whatever is given to it."""

    before: str
    parameters: Listed
    behind: str
    documentation: str = ""
    of_parameters: Mapping[str, str] = {}

    @property
    def label(self) -> str:
        return f"{self.before}{self.parameters.text}{self.behind}"


def help_with(call: Call, shown: Sequence[Shown]) -> SignatureHelp | None:
    """What is shown of functions of the name that is called, the most likely ones first."""
    by_label: dict[str, Shown] = {}
    for each in shown:
        known = by_label.get(each.label)
        if known is None or (each.documentation and not known.documentation):
            by_label[each.label] = each
    kept = list(by_label.values())[:MOST]
    if not kept:
        return None
    fitting = (index for index, each in enumerate(kept) if takes(each.parameters.parameters, call))
    return SignatureHelp([_signature(each, call) for each in kept], next(fitting, 0))


def _signature(shown: Shown, call: Call) -> Signature:
    offset = len(shown.before)
    parameters = [
        Parameter(offset + each.start, offset + each.end, shown.of_parameters.get(each.name, ""))
        for each in shown.parameters.parameters
    ]
    active = parameters_of(shown.parameters.parameters, call.arguments)[call.active]
    return Signature(shown.label, parameters, shown.documentation, active)


def takes(parameters: Sequence[Given], call: Call) -> bool:
    """Whether a function takes all arguments that are there."""
    if len(call.arguments) == 1 and call.blank:
        return True
    return None not in parameters_of(parameters, call.arguments)


def parameters_of(parameters: Sequence[Given], arguments: Sequence[str]) -> list[int | None]:
    """For each argument the index of the parameter that it is for, None if for none. `arguments`
    are the names that they are given by, "" for those that are given by their place."""
    by_name = {each.name: index for index, each in enumerate(parameters) if each.name}
    rest = next((index for index, each in enumerate(parameters) if each.rest), None)
    by_place = [index for index, each in enumerate(parameters) if not each.named and not each.rest]
    many = next((index for index in by_place if parameters[index].many), None)
    found: list[int | None] = []
    free = [index for index, each in enumerate(parameters) if not each.many and not each.rest]
    free.reverse()
    taken: set[int | None] = set()
    named = False
    for place, argument in enumerate(arguments):
        if argument:
            named = True
            index = by_name.get(argument, rest)
        elif named:  # as what follows is, whose name is still to be typed
            while free and free[-1] in taken:
                free.pop()
            index = free[-1] if free else rest
        elif many is not None and place >= many:
            index = many
        else:
            index = by_place[place] if place < len(by_place) else None
        taken.add(index)
        found.append(index)
    return found

"""What there is to say of a place in one document, with the others at hand."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from function_signatures._builtins import builtin
from function_signatures._calls import Call
from function_signatures._definition import Definition
from function_signatures._definitions import definitions_of
from function_signatures._documentation import documentation_of
from function_signatures._shown import Shown, help_with
from function_signatures._source import Source
from pith.api import SignatureHelp


class Functions:
    """The functions of a version of a document, found by their names when somebody asks for
    them."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._lock = Lock()  # two workers may be asked one after the other
        self._known: dict[str, list[tuple[Definition, Shown]]] = {}

    def called(self, name: str) -> list[tuple[Definition, Shown]]:
        with self._lock:
            found = self._known.get(name)
            if found is None:
                defined = definitions_of(self.source, name)
                found = self._known[name] = [(each, self._shown(each, name)) for each in defined]
            return found

    def _shown(self, definition: Definition, name: str) -> Shown:
        said = documentation_of(self.source, definition)
        return Shown(
            f"{definition.before}{name}(",
            definition.parameters,
            f"){definition.behind}",
            said.text,
            said.parameters,
        )


def help_at(
    call: Call, place: int, functions: Functions, others: Iterable[Functions], language_id: str
) -> SignatureHelp | None:
    """How what is called at an offset of a document is called: `call`."""
    here = functions.called(call.name)
    if any(definition.start == call.start for definition, _ in here):
        return None  # which is where it is defined
    near = sorted(here, key=lambda each: abs(each[0].start - place))
    shown = [each for _, each in near]
    for other in others:
        shown += [each for _, each in other.called(call.name)]
    if not shown and not call.member and language_id == "python":
        shown += builtin(call.name)
    return help_with(call, shown)

"""Which extensions can be used, given which others there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pith.base import Problem
from pith.host._discovery import Found
from pith.host._record import ExtensionState


class Verdict(NamedTuple):
    """What may become of an extension: `installed` if it can be used."""

    state: ExtensionState
    problems: tuple[Problem, ...] = ()

    @property
    def usable(self) -> bool:
        return self.state == "installed"


USABLE = Verdict("installed")


def judge(extensions: Mapping[str, Found], disabled: Iterable[str]) -> dict[str, Verdict]:
    """The verdict on each extension, by id."""
    disabled = frozenset(disabled)
    verdicts = {name: _alone(found, name in disabled) for name, found in extensions.items()}
    for cycle in cycles(extensions):
        message = f"requires itself: {' → '.join((*cycle, cycle[0]))}"
        for member in cycle:
            if verdicts[member].usable:
                advice = "take one of these requirements out"
                problem = extensions[member].problem(("requires",), message, advice)
                verdicts[member] = Verdict("invalid", (problem,))
    # One that cannot be used takes those along that need it, which may be needed in turn.
    changed = True
    while changed:
        changed = False
        for name, found in extensions.items():
            if verdicts[name].usable:
                problems = _unmet(found, extensions, verdicts)
                if problems:
                    verdicts[name] = Verdict("unavailable", problems)
                    changed = True
    return verdicts


def cycles(extensions: Mapping[str, Found]) -> list[tuple[str, ...]]:
    """The circles in what requires what, each starting at its smallest id."""
    found: set[tuple[str, ...]] = set()
    finished: set[str] = set()

    def visit(name: str, way: list[str]) -> None:
        if name in way:
            circle = way[way.index(name) :]
            first = circle.index(min(circle))
            found.add((*circle[first:], *circle[:first]))
            return
        if name in finished:
            return
        manifest = extensions[name].manifest
        for required in manifest.requires if manifest is not None else ():
            if required in extensions:
                visit(required, [*way, name])
        finished.add(name)

    for name in extensions:
        visit(name, [])
    return sorted(found)


def in_order(extensions: Mapping[str, Found]) -> list[str]:
    """The ids, each after those it requires."""
    ordered: dict[str, None] = {}

    def visit(name: str, way: frozenset[str]) -> None:
        if name in ordered or name in way or name not in extensions:
            return
        manifest = extensions[name].manifest
        for required in manifest.requires if manifest is not None else ():
            visit(required, way | {name})
        ordered[name] = None

    for name in extensions:
        visit(name, frozenset())
    return list(ordered)


def _alone(found: Found, is_disabled: bool) -> Verdict:
    """The verdict as far as it does not depend on others."""
    if is_disabled:
        return Verdict("disabled", found.problems)
    if found.incompatible:
        return Verdict("incompatible", found.problems)
    if found.manifest is None:
        return Verdict("invalid", found.problems)
    if found.manifest.tier == "isolated":
        message = "the isolated tier is not yet available"
        advice = 'until then: tier = "trusted" runs it inside the window\'s process'
        return Verdict("unavailable", (found.problem(("tier",), message, advice),))
    return USABLE


def _unmet(
    found: Found, extensions: Mapping[str, Found], verdicts: Mapping[str, Verdict]
) -> tuple[Problem, ...]:
    assert found.manifest is not None
    if not found.manifest.requires:
        return ()
    from pith.host._versions import VersionRange

    problems = []
    for required, source in found.manifest.requires.items():
        other = extensions.get(required)
        path = ("requires", required)
        if other is None:
            message = f"requires {required}, which is not installed"
            problems.append(found.problem(path, message, "install it"))
        elif not verdicts[required].usable:
            message = f"requires {required}, which is {verdicts[required].state}"
            problems.append(found.problem(path, message))
        elif other.version not in VersionRange(source):
            message = f"requires {required} {source}, and its version is {other.version}"
            problems.append(found.problem(path, message, f"update {required}"))
    return tuple(problems)

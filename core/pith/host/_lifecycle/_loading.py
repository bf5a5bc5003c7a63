"""Bringing a version of an extension up.

That happens in silence: it is imported and activated, with all it registers noted and not yet
live. Until everything of that has gone well the version before serves as if nothing happened.
Then the new one takes its place: see _transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, NamedTuple

from pith.base import Cancelled, Problem, ProblemError
from pith.host._contexts import Context
from pith.host._costs import IMPORTING, Cost
from pith.host._environment import Environment
from pith.host._errors import ExtensionFailure, RefusedError
from pith.host._generation import Generation
from pith.host._guard import SLOW, Guard
from pith.host._hooks import find_implementations
from pith.host._instance import Instance
from pith.host._manifest import Manifest
from pith.host._sources import Sources
from pith.host._tracebacks import Failure

_MOST_NAMED: Final = 3  # modules whose import was slow


class Candidate(NamedTuple):
    """A version that could run: what it declares, and its code."""

    manifest: Manifest
    folder: Path
    storage: Path
    sources: Sources


def bring_up(
    candidate: Candidate,
    number: int,
    environment: Environment,
    costs: dict[str, Cost],
    report: Callable[[Failure], object],
    complain: Callable[[str, float], object],
) -> Instance:
    """Import and activate a version, in silence. Raises RefusedError and leaves nothing.

    `complain(what, seconds)` is told of what holds up the window."""
    manifest = candidate.manifest
    assert manifest.module is not None
    failures: list[Failure] = []
    generation = Generation(manifest.id, number, candidate.sources)

    def slow(what: str, seconds: float) -> None:
        if environment.scheduler.on_window_thread:
            message = f"{what} held the window for {seconds * 1000:.0f} ms"
            if what == "loading":
                message += _slow_imports(generation, costs)
            environment.services.output.write(manifest.id, message)

    def held(what: str, seconds: float) -> None:
        if environment.scheduler.on_window_thread:
            complain(what, seconds)

    guard = Guard(
        manifest.id,
        candidate.folder,
        generation,
        costs,
        failures.append,
        slow,
        held,
        environment.loop,
    )
    instance = Instance(
        manifest, candidate.folder, candidate.storage, generation, guard, environment
    )
    try:
        module = guard.call("loading", generation.load, manifest.module)
        instance.module = module
        implementations = find_implementations(module)
        instance.register("hooks", lambda: environment.hooks.register(guard, implementations))
        activate = instance.function("activate")
        if activate is not None:
            guard.returning_nothing("activate", activate, Context(instance))
    except (ExtensionFailure, ProblemError, Cancelled) as error:
        problems = _problems_of(error, candidate)
        instance.discard()
    else:
        for failure in failures:  # of what it tried and caught
            report(failure)
        guard.report_to(report)
        _warn(manifest, implementations, environment)
        return instance
    raise RefusedError(problems, failures[-1] if failures else None, manifest.id)


def _warn(manifest: Manifest, hooks: Iterable[str], environment: Environment) -> None:
    """Say in the extension's output what it uses of the contract that will go."""
    from pith.host._deprecated import deprecated_hooks, deprecated_in_manifest

    for _, said in (*deprecated_in_manifest(manifest), *deprecated_hooks(hooks)):
        environment.services.output.write(manifest.id, said)


def _slow_imports(generation: Generation, costs: dict[str, Cost]) -> str:
    """Which modules the time went to, in words: the person can do something about those."""
    taken = sorted(generation.import_times.seconds.items(), key=lambda each: -each[1])
    for name, seconds in taken:
        if seconds > SLOW:
            costs.setdefault(f"{IMPORTING}{name}", Cost()).add(seconds)
    slowest = [
        f"{name} {seconds * 1000:.0f} ms"
        for number, (name, seconds) in enumerate(taken[:_MOST_NAMED])
        if number == 0 or seconds > SLOW
    ]
    return f" (modules: {', '.join(slowest)})" if slowest else ""


def _problems_of(error: Exception, candidate: Candidate) -> tuple[Problem, ...]:
    if isinstance(error, ExtensionFailure):
        return (error.problem,)
    if isinstance(error, ProblemError):
        return error.problems
    return (Problem("activate was cancelled", str(candidate.folder)),)

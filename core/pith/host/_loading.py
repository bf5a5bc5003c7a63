"""Bringing a version of an extension up, and putting it in the place of the one before.

A version is brought up in silence: imported and activated, with all it registers noted and not
yet live. Until everything of that has gone well the version before serves as if nothing
happened. Then, in one turn, state is handed over, registrations and contributions change hands,
and the version before ends.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from pith.base import Cancelled, Problem, ProblemError, report_exception
from pith.host._contexts import Context
from pith.host._contributions import Contributed, Contributions
from pith.host._costs import Cost
from pith.host._environment import Environment
from pith.host._errors import ExtensionFailure, RefusedError, SnapshotError
from pith.host._generation import Generation
from pith.host._guard import Guard
from pith.host._hooks import find_implementations
from pith.host._instance import Instance
from pith.host._manifest import Manifest
from pith.host._sources import Sources
from pith.host._tracebacks import Failure


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
) -> Instance:
    """Import and activate a version, in silence. Raises RefusedError and leaves nothing."""
    manifest = candidate.manifest
    assert manifest.module is not None
    failures: list[Failure] = []
    generation = Generation(manifest.id, number, candidate.sources)

    def slow(what: str, seconds: float) -> None:
        if environment.scheduler.on_window_thread:
            message = f"{what} held the window for {seconds * 1000:.0f} ms"
            environment.services.output.write(manifest.id, message)

    guard = Guard(manifest.id, candidate.folder, generation, costs, failures.append, slow)
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
            guard.call("activate", activate, Context(instance))
    except (ExtensionFailure, ProblemError, Cancelled) as error:
        problems = _problems_of(error, candidate)
        instance.discard()
    else:
        for failure in failures:  # of what it tried and caught
            report(failure)
        guard.report_to(report)
        return instance
    raise RefusedError(problems, failures[-1] if failures else None)


def _problems_of(error: Exception, candidate: Candidate) -> tuple[Problem, ...]:
    if isinstance(error, ExtensionFailure):
        return (error.problem,)
    if isinstance(error, ProblemError):
        return error.problems
    return (Problem("activate was cancelled", str(candidate.folder)),)


def take_over(
    new: Instance,
    old: Instance | None,
    contributions: Contributions,
    contributed: Contributed,
    *,
    with_state: bool = True,
) -> None:
    """Let `new`, which was brought up, serve in the place of `old`. In one turn, on the window's
    thread.

    Raises RefusedError if anything fails before `new` is live: then `new` is gone, and `old`
    serves with what it contributed, as if nothing had happened. `set_going` comes after this.
    """
    refused: RefusedError | None = None
    try:
        if old is not None and with_state:
            _hand_over(old, new)
        _swap(new, old, contributions, contributed)
    except RefusedError as error:
        refused = error
    if refused is not None:
        new.discard()
        raise refused
    if old is not None:
        old.dispose()


def set_going(new: Instance) -> None:
    """Begin what waited for `new` to be live, and call `started()`. What fails is reported."""
    new.release()
    started = new.function("started")
    if started is not None and new.live:
        new.guard.attempt("started", started)


def _hand_over(old: Instance, new: Instance) -> None:
    snapshot, restore = old.function("snapshot"), new.function("restore")
    if snapshot is None or restore is None:
        return
    failures: list[Failure] = []
    with old.guard.reporting_to(failures.append):
        try:
            state = old.guard.call("snapshot", lambda: plain_copy(snapshot()))
        except (ExtensionFailure, Cancelled) as error:
            problems = getattr(error, "problem", Problem("snapshot was cancelled"))
            raise SnapshotError((problems,), failures[-1] if failures else None) from None
    with new.guard.reporting_to(failures.append):
        try:
            new.guard.call("restore", restore, state, old.manifest.version)
        except (ExtensionFailure, Cancelled) as error:
            problems = getattr(error, "problem", Problem("restore was cancelled"))
            raise RefusedError((problems,), failures[-1] if failures else None) from None


def _swap(
    new: Instance, old: Instance | None, contributions: Contributions, contributed: Contributed
) -> None:
    before = contributions.of(new.manifest.id)
    if old is not None:
        old.suspend()
    applied = False
    try:
        contributions.apply({new.manifest.id: contributed})
        applied = True
        new.go_live()
    except Exception as error:
        failure = _refusal(error, new)
        _put_back(old, contributions, {new.manifest.id: before} if applied else {})
    else:
        return
    raise failure


def _refusal(error: Exception, new: Instance) -> RefusedError:
    """An error of the kernel's registries while they took what an extension gave them."""
    if isinstance(error, ProblemError):
        return RefusedError(error.problems)
    failures: list[Failure] = []
    with new.guard.reporting_to(failures.append):
        problem = new.guard.failed("going live", error).problem
    return RefusedError((problem,), failures[-1])


def _put_back(
    old: Instance | None, contributions: Contributions, before: dict[str, Contributed]
) -> None:
    try:
        contributions.apply(before)
        if old is not None:
            old.go_live()
    except Exception as error:
        report_exception(error, "while putting back the version before")


def plain_copy(state: Any) -> Any:
    """A copy of plain data that shares nothing with it. Raises TypeError for other data.

    What MessagePack holds crosses: a class of the version that ends would keep it alive, and
    would not be the class of that name in the next.
    """
    import msgspec

    try:
        return msgspec.msgpack.decode(msgspec.msgpack.encode(state))
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise TypeError(
            f"snapshot() must return plain data (None, booleans, numbers, strings, bytes, and "
            f"lists and dictionaries of these): {error}"
        ) from None

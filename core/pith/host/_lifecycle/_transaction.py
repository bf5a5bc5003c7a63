"""Putting new versions of extensions in the place of those that run, all of them or none.

Each was brought up in silence (see _loading). Here, in one turn of the event loop and on the
window's thread, state is handed over, registrations and contributions change hands, and the
versions before end. Whatever fails before the new versions are live leaves the old ones serving.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from pith.base import Cancelled, Problem, ProblemError, report_exception
from pith.host._contributions import Contributed, Contributions
from pith.host._errors import ExtensionFailure, RefusedError, SnapshotError
from pith.host._instance import Instance
from pith.host._tracebacks import Failure


class Change(NamedTuple):
    """What becomes of one extension: `new` takes the place of `old`, where there are any."""

    extension_id: str
    new: Instance | None
    old: Instance | None
    contributed: Contributed
    with_state: bool = True


def take_over(changes: Sequence[Change], contributions: Contributions) -> None:
    """Let what is new serve. `changes` are in order: each after those it requires.

    Raises RefusedError, with the extension that was to blame, if anything fails before all that
    is new is live: then none of it is left, and what is old serves with what it contributed, as
    if nothing had happened. What fails while the old versions end is reported. `set_going` comes
    after this.
    """
    refused: RefusedError | None = None
    try:
        for change in changes:
            if change.new is not None and change.old is not None and change.with_state:
                _hand_over(change.extension_id, change.old, change.new)
        _swap(changes, contributions)
    except RefusedError as error:
        refused = error
    if refused is not None:
        discard(change.new for change in changes)
        raise refused
    for change in reversed(changes):
        if change.old is not None:
            change.old.dispose()


def discard(instances: Any) -> None:
    """End versions that never were live, the last first."""
    for instance in reversed([each for each in instances if each is not None]):
        instance.discard()


def set_going(new: Instance) -> Problem | None:
    """Begin what waited for `new` to be live, and call `started()`; what is wrong if that fails,
    which was reported."""
    new.release()
    started = new.function("started")
    if started is not None and new.live:
        try:
            new.guard.call("started", started)
        except ExtensionFailure as failure:
            return failure.problem
        except Cancelled:
            pass
    return None


def _hand_over(extension_id: str, old: Instance, new: Instance) -> None:
    snapshot, restore = old.function("snapshot"), new.function("restore")
    if snapshot is None or restore is None:
        return
    failures: list[Failure] = []
    with old.guard.reporting_to(failures.append):
        try:
            state = old.guard.call("snapshot", lambda: plain_copy(snapshot()))
        except (ExtensionFailure, Cancelled) as error:
            raise SnapshotError(_said(error, "snapshot"), _last(failures), extension_id) from None
    with new.guard.reporting_to(failures.append):
        try:
            new.guard.returning_nothing("restore", restore, state, old.manifest.version)
        except (ExtensionFailure, Cancelled) as error:
            raise RefusedError(_said(error, "restore"), _last(failures), extension_id) from None


def _said(error: ExtensionFailure | Cancelled, what: str) -> tuple[Problem, ...]:
    if isinstance(error, ExtensionFailure):
        return (error.problem,)
    return (Problem(f"{what} was cancelled"),)


def _last(failures: Sequence[Failure]) -> Failure | None:
    return failures[-1] if failures else None


def _swap(changes: Sequence[Change], contributions: Contributions) -> None:
    before = {each.extension_id: contributions.of(each.extension_id) for each in changes}
    failed: tuple[BaseException, Change | None] | None = None
    for change in reversed(changes):
        if change.old is not None:
            change.old.suspend()
    try:
        contributions.apply({each.extension_id: each.contributed for each in changes})
    except BaseException as error:
        failed, before = (error, None), {}
    else:
        for change in changes:
            try:
                if change.new is not None:
                    change.new.go_live(on_trial=change.old is not None)
            except BaseException as error:
                failed = (error, change)
                break
    if failed is not None:
        refused = _refusal(*failed, changes)
        _put_back(changes, contributions, before)
        raise refused


def _refusal(
    error: BaseException, blamed: Change | None, changes: Sequence[Change]
) -> RefusedError:
    """An error of the kernel's registries while they took what extensions gave them."""
    change = blamed or changes[-1]
    if isinstance(error, RefusedError):
        return error
    if isinstance(error, ProblemError):
        return RefusedError(error.problems, None, change.extension_id)
    if change.new is None:
        problem = Problem(f"could not be declared: {type(error).__name__}: {error}")
        return RefusedError((problem,), None, change.extension_id)
    failures: list[Failure] = []
    with change.new.guard.reporting_to(failures.append):
        problem = change.new.guard.failed("going live", error).problem
    return RefusedError((problem,), _last(failures), change.extension_id)


def _put_back(
    changes: Sequence[Change], contributions: Contributions, before: dict[str, Contributed]
) -> None:
    for change in reversed(changes):
        if change.new is not None:
            change.new.suspend()
    try:
        contributions.apply(before)
    except Exception as error:
        report_exception(error, "while putting back what the versions before contributed")
    for change in changes:
        try:
            if change.old is not None:
                change.old.go_live()
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

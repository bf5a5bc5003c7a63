"""What the host holds of one extension: the state behind its record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from pith.base import Future, Problem
from pith.host._costs import Cost
from pith.host._discovery import Found
from pith.host._errors import ExtensionFailure, RefusedError
from pith.host._failures import FailureLog
from pith.host._record import ExtensionRecord, ExtensionState
from pith.host._requirements import Verdict

if TYPE_CHECKING:
    from pith.host._instance import Instance
    from pith.host._lifecycle._grouping import Wanted
    from pith.host._sources import Sources


STAYS: Final = "was not reloaded; the version before keeps running"


class Slot:
    """One extension, whatever becomes of its folder. Changed by the lifecycle only."""

    def __init__(
        self, found: Found, failures: FailureLog, touched: Callable[[str], object]
    ) -> None:
        """`touched(extension id)` is told when it is not what it was."""
        self._found = found
        self._touched = touched
        failures.name = found.name
        #: What was looked at last, and what was thought of it; it may not be served.
        self.seen: Found | None = None
        self.seen_sources: Sources | None = None
        self.verdict: Verdict | None = None
        self.overrides: tuple[Found, ...] = ()

        self.state: ExtensionState = "installed"
        self.problems: tuple[Problem, ...] = ()
        #: What it contributes to points of other extensions, and does not fit.
        self.declined: tuple[Problem, ...] = ()
        self.declared = False
        self.instance: Instance | None = None
        #: Of the activation under way.
        self.activation: Future[None] | None = None
        #: Rises when what is under way is overtaken.
        self.ticket = 0
        #: What it was last wanted for.
        self.reason = ""
        #: A change that waits for one that it belongs together with.
        self.held: Wanted | None = None
        #: What cannot be declared while others have what it names.
        self.blocked: Wanted | None = None
        #: The version that runs failed to hand over its state: next time it is not asked.
        self.without_state = False

        #: The version that is kept for going back to, "" if none is known.
        self.previous = ""
        self.failures = failures
        self.costs: dict[str, Cost] = {}
        self.activation_time = 0.0

    @property
    def found(self) -> Found:
        """What it is served as: the newest version that could be taken."""
        return self._found

    @found.setter
    def found(self, found: Found) -> None:
        self._found = found
        self.failures.name = found.name

    def touch(self) -> None:
        """Say that it is not what it was."""
        self._touched(self._found.id)

    def refuse(self, problems: tuple[Problem, ...], failure: Any = None, what: str = STAYS) -> None:
        """Note and say why it does not become what its folder says; `what` follows its name."""
        self.problems = problems
        self.failures.refused(what, problems, failure, self.previous)
        self.touch()

    def fail(self, error: RefusedError) -> None:
        """Note and say that it could not be started."""
        self.state = "failed"
        self.refuse(error.problems, error.failure, "could not be started")
        self.abandon(error.problems[0])

    def abandon(self, problem: Problem) -> None:
        """Fail the activation that is under way, if one is."""
        activation, self.activation = self.activation, None
        if activation is not None:
            activation.set_exception(ExtensionFailure(self._found.id, problem))

    def decline(self, problems: tuple[Problem, ...]) -> None:
        """Others' points do not take what it contributes; or they do again."""
        self.declined = problems
        self.touch()
        if problems:
            self.failures.refused("contributes what does not fit", problems, None)
        else:
            self.failures.settled()

    def tell_unusable(self, is_news: bool) -> None:
        """Say why it is not declared: in a notification where that is `is_news`, as somebody has
        just put it there or saved it."""
        if is_news and self.problems:
            self.failures.refused("cannot be used", self.problems, None)
        else:
            for problem in self.problems:
                self.failures.write(str(problem))

    def forget_seen(self) -> None:
        """Have it taken anew at the next look, whether or not it has changed."""
        self.seen = self.seen_sources = None

    def events(self) -> frozenset[str]:
        """What it is activated for."""
        manifest = self.found.manifest
        if manifest is None or manifest.module is None:
            return frozenset()
        events = set(manifest.activation)
        events.update(f"onView:{item.id}" for item in manifest.items("views"))  # type: ignore[attr-defined]
        events.update(f"onOpener:{item.id}" for item in manifest.items("openers"))  # type: ignore[attr-defined]
        if any(item.overrides for item in manifest.items("commands")):  # type: ignore[attr-defined]
            # Nobody would ask for it: the command that it replaces answers.
            events.add("onStartupFinished")
        return frozenset(events)

    def record(self) -> ExtensionRecord:
        found, instance = self.found, self.instance
        manifest = found.manifest
        return ExtensionRecord(
            id=found.id,
            name=found.name,
            version=found.version,
            description=manifest.description if manifest is not None else "",
            tier=manifest.tier if manifest is not None else None,
            origin=found.origin,
            folder=found.folder,
            state=self.state,
            problems=self.problems,
            declined=self.declined,
            overrides=tuple(other.folder for other in self.overrides),
            manifest=manifest,
            generation=instance.generation.number if instance is not None else 0,
            activated_by=self.reason if instance is not None else "",
            activation_time=self.activation_time,
            costs=self.costs,
            holds=tuple(instance.scope.entries()) if instance is not None else (),
        )

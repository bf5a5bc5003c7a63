"""What becomes of extensions: declared, activated, changed while they run, taken away.

Everything here happens on the window's thread. An extension's code may run a loop of its own
(a modal dialog does), in which more would happen in the middle of a change: that waits.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from pith.base import (
    Cancelled,
    CancelToken,
    Future,
    Problem,
    ProblemError,
    Signal,
    report_exception,
)
from pith.host._contributions import NOTHING, Contributions, contributed_by
from pith.host._discovery import Found
from pith.host._environment import Environment
from pith.host._errors import ExtensionFailure, RefusedError, SnapshotError
from pith.host._failures import FailureLog
from pith.host._folders import HostFolders
from pith.host._grouping import Wanted, groups, with_dependents
from pith.host._leaks import LeakWatch, ending
from pith.host._requirements import Verdict, in_order, judge
from pith.host._slot import Slot

# What it takes to load code is imported with the first extension that is: after the window shows.
if TYPE_CHECKING:
    from pith.host._instance import Instance
    from pith.host._sources import Sources

#: Events that stay true: an extension that comes later is activated for them as well.
LASTING = ("*", "onStartupFinished", "onLanguage:", "onScheme:", "onView:", "onOpener:")
STAYS = "was not reloaded; the version before keeps running"
#: So many extensions are declared in one go while the program starts.
AT_A_TIME = 4
_END: Final = object()


class Lifecycle:
    """All extensions by id, and every change of what they are."""

    def __init__(
        self,
        folders: HostFolders,
        environment: Environment,
        contributions: Contributions,
        act: Callable[[str, str], object],
    ) -> None:
        self._folders = folders
        self._environment = environment
        self._contributions = contributions
        self._act = act
        self._slots: dict[str, Slot] = {}
        #: Generations are numbered through, also when an extension goes and comes again.
        self._numbers: dict[str, int] = {}
        self._fired: set[str] = set()
        #: What comes from now on, or changes, is news to the person.
        self.has_started = False
        #: Rises with every look at all that was found.
        self._reconciled = 0
        self._busy = False
        self._queue: list[Callable[[], None]] = []
        self._afterwards: list[Callable[[], None]] = []
        self._touched: set[str] = set()
        self._wanted: dict[str, Wanted] = {}
        #: Versions that were brought up in the change under way, and do not serve yet.
        self._candidates: dict[str, Instance] = {}
        self.leaks = LeakWatch(environment.scheduler, self._tell, environment.stray_finders)
        self.changed: Signal[frozenset[str]] = Signal("extensions")

    # -- looking up

    @property
    def slots(self) -> Mapping[str, Slot]:
        return self._slots

    def _tell(self, extension_id: str, message: str) -> None:
        self._environment.services.output.write(extension_id, message)

    # -- one thing after the other

    def exclusively(self, function: Callable[[], None]) -> None:
        """Run `function` now, or when the change that is under way is done."""
        self._queue.append(function)
        if self._busy:
            return
        self._busy = True
        try:
            self._run_all(self._queue)
        finally:
            self._busy = False
            self._emit()
        self._run_all(self._afterwards)

    @staticmethod
    def _run_all(functions: list[Callable[[], None]]) -> None:
        while functions:
            try:
                functions.pop(0)()
            except Exception as error:
                report_exception(error, "in the extension host")

    def _emit(self) -> None:
        touched, self._touched = self._touched, set()
        if touched:
            self.changed.emit(frozenset(touched))

    # -- bringing what is there in line with what was found

    def reconcile(
        self,
        chosen: Mapping[str, Found],
        overrides: Mapping[str, tuple[Found, ...]],
        disabled: frozenset[str],
        code: Mapping[Path, Sources],
    ) -> set[Path]:
        """Take what was found; `code` has the modules of folders that were read.

        Returns the folders whose code is needed and was not read.
        """
        needed: set[Path] = set()
        for _ in self._reconciling(chosen, overrides, disabled, code, needed, len(chosen)):
            pass
        return needed

    def reconcile_in_pieces(
        self,
        chosen: Mapping[str, Found],
        overrides: Mapping[str, tuple[Found, ...]],
        disabled: frozenset[str],
    ) -> Generator[None, None, set[Path]]:
        """`reconcile`, some extensions at a time: between them, other changes may happen. One that
        takes all that was found leaves nothing to be done here."""
        needed: set[Path] = set()
        work = self._reconciling(chosen, overrides, disabled, {}, needed, AT_A_TIME)
        going_on = True
        while going_on:
            outcome: list[bool] = []

            def step(outcome: list[bool] = outcome) -> None:
                more = False
                try:
                    more = next(work, _END) is not _END
                finally:
                    outcome.append(more)

            self.exclusively(step)
            while not outcome:  # a change is under way, in a loop of its own
                yield
            going_on = outcome[0]
            yield
        return needed

    def _reconciling(
        self,
        chosen: Mapping[str, Found],
        overrides: Mapping[str, tuple[Found, ...]],
        disabled: frozenset[str],
        code: Mapping[Path, Sources],
        needed: set[Path],
        at_a_time: int,
    ) -> Iterator[None]:
        self._reconciled += 1
        this = self._reconciled
        verdicts = judge(chosen, disabled)
        for extension_id in self._ending_order():
            if extension_id not in chosen:
                self._remove(extension_id)
            elif not verdicts[extension_id].usable:
                found = chosen[extension_id]
                self._update(
                    self._slots[extension_id],
                    found,
                    verdicts[extension_id],
                    code.get(found.folder),
                )
        for number, extension_id in enumerate(in_order(chosen), 1):
            found = chosen[extension_id]
            slot = self._slots.get(extension_id) or self._new_slot(found)
            if slot.overrides != overrides.get(extension_id, ()):
                slot.overrides = overrides.get(extension_id, ())
                self._touched.add(extension_id)
            if not self._update(slot, found, verdicts[extension_id], code.get(found.folder)):
                needed.add(found.folder)
            if number % at_a_time == 0:
                self._change()
                yield
                if self._reconciled != this:
                    return
        self._change()

    def _new_slot(self, found: Found) -> Slot:
        environment = self._environment
        log = FailureLog(found.id, environment.services, environment.scheduler, self._act)
        slot = self._slots[found.id] = Slot(found, log)
        return slot

    def _ending_order(self) -> list[str]:
        """Every id before those it requires."""
        return list(reversed(in_order({name: slot.found for name, slot in self._slots.items()})))

    def forget_seen(self, extension_id: str) -> None:
        """Take the extension anew at the next look, whether or not it has changed."""
        slot = self._slots.get(extension_id)
        if slot is not None:
            slot.seen = slot.seen_sources = None

    def _update(self, slot: Slot, found: Found, verdict: Verdict, sources: Sources | None) -> bool:
        """Take what an extension's folder holds now; False if its code is needed for that."""
        is_same = slot.seen == found and (
            sources is None
            or (slot.seen_sources is not None and sources.same_as(slot.seen_sources))
        )
        if is_same and slot.verdict == verdict:
            return True
        if slot.instance is not None and verdict.usable and sources is None and not is_same:
            manifest = found.manifest
            if manifest is not None and manifest.module is not None:
                return False
        changed_itself = slot.seen is not None and not is_same
        is_new = slot.seen is None and self.has_started
        is_news = changed_itself or is_new or slot.instance is not None
        slot.held = slot.blocked = None
        slot.seen, slot.verdict = found, verdict
        slot.seen_sources = sources or slot.seen_sources
        self._touched.add(found.id)
        if not verdict.usable:
            if slot.declared and changed_itself and verdict.state != "disabled":
                self._refuse(slot, verdict.problems)
            else:
                self._take_down(slot)
                slot.found = found
                slot.state, slot.problems = verdict.state, verdict.problems
                self._tell_unusable(slot, is_news and verdict.state != "disabled")
        else:
            known = slot.seen_sources if slot.instance is not None else None
            self._wanted[found.id] = Wanted(slot, found, sources or known)
        return True

    def _tell_unusable(self, slot: Slot, is_news: bool) -> None:
        """Say why an extension is not declared: in a notification where that is `is_news`, as
        somebody has just put it there or saved it."""
        if is_news and slot.problems:
            slot.failures.refused("cannot be used", slot.problems, None)
        else:
            for problem in slot.problems:
                slot.failures.write(str(problem))

    def _change(self) -> None:
        """Let extensions become what they are wanted to be, and those that had to wait for what
        others give up."""
        while self._wanted or self._free():
            self._change_wanted()

    def _free(self) -> bool:
        """Want what was blocked and is no longer; whether there is such."""
        for extension_id, slot in self._slots.items():
            blocked = slot.blocked
            if blocked is not None and not any(self._contributions.conflicts(blocked.found)):
                slot.blocked = None
                self._wanted[extension_id] = blocked
                return True
        return False

    def _change_wanted(self) -> None:
        """What belongs together changes at once."""
        wanted, self._wanted = self._wanted, {}
        for extension_id, slot in self._slots.items():
            if slot.held is not None:
                wanted.setdefault(extension_id, slot.held)
        wanted = with_dependents(wanted, self._slots)
        for group in groups(wanted, self._contributions.gives_up):
            if len(group) == 1 and group[0].slot.instance is None:
                self._declare(*group[0][:3])
            else:
                self._change_together(group)

    def _refuse(
        self, slot: Slot, problems: tuple[Problem, ...], failure: Any = None, what: str = STAYS
    ) -> None:
        slot.problems = problems
        slot.failures.refused(what, problems, failure, slot.previous)
        self._touched.add(slot.found.id)

    def declined(self, extension_id: str, problems: tuple[Problem, ...]) -> None:
        """Others' points do not take what an extension contributes; or they do again."""
        slot = self._slots.get(extension_id)
        if slot is None:
            return
        slot.declined = problems
        self._touched.add(extension_id)
        if problems:
            slot.failures.refused("contributes what does not fit", problems, None)
        else:
            slot.failures.settled()

    def _declare(self, slot: Slot, found: Found, sources: Sources | None) -> None:
        """Take what an extension that does not run contributes, and run it if it is wanted."""
        problems = tuple(self._contributions.conflicts(found))
        if problems and not slot.declared:
            from pith.host._grouping import Wanted

            slot.blocked = Wanted(slot, found, sources)
        if not problems:
            try:
                self._contributions.apply({found.id: contributed_by(found)})
            except ProblemError as error:
                problems = error.problems
            except Exception as error:
                report_exception(error, f"while declaring {found.id}")
                problems = (Problem(f"cannot be declared: {error}", str(found.folder)),)
        if problems:
            self._refuse_declaring(slot, found, problems)
        else:
            self._declared(slot, found, sources)

    def _refuse_declaring(
        self, slot: Slot, found: Found, problems: tuple[Problem, ...], failure: Any = None
    ) -> None:
        if slot.declared:
            self._refuse(slot, problems, failure)
            return
        slot.found, slot.state, slot.problems = found, "invalid", problems
        self._abandon(slot, problems[0])
        self._tell_unusable(slot, self.has_started)

    def _declared(self, slot: Slot, found: Found, sources: Sources | None) -> None:
        """What an extension that does not run contributes was taken: run it if it is wanted."""
        was_wanted = slot.state == "failed" or slot.activation is not None
        slot.found, slot.declared = found, True
        slot.state, slot.problems = "installed", ()
        if slot.instance is None:
            slot.failures.settled()
        slot.ticket += 1
        reason = next((event for event in slot.events() if self._holds(event)), "")
        if was_wanted or reason:
            slot.reason = slot.reason if was_wanted else reason
            if sources is not None:
                self._serve(slot, sources)
            else:
                self._begin(slot)
        elif sources is not None:
            self._show_syntax_errors(slot, sources)

    def _show_syntax_errors(self, slot: Slot, sources: Sources) -> None:
        """Say of code that is not loaded yet that it will not load."""
        from pith.host._tracebacks import describe_failure

        manifest = slot.found.manifest
        assert manifest is not None
        assert manifest.module is not None
        failures = [
            describe_failure(error, "compiling", slot.found.folder)
            for _, error in sources.errors(manifest.module)
        ]
        if failures:
            slot.problems = tuple(failure.problem for failure in failures)
            slot.failures.refused("will not start as it is", slot.problems, failures[0])

    def _remove(self, extension_id: str) -> None:
        slot = self._slots.pop(extension_id)
        self._take_down(slot)
        self._environment.services.output.remove(extension_id)
        self._touched.add(extension_id)

    def _take_down(self, slot: Slot) -> None:
        """End an extension and withdraw what it contributes."""
        self._end_slot(slot)
        self._withdraw([slot.found.id])

    def _end_slot(self, slot: Slot) -> None:
        slot.ticket += 1
        slot.failures.settled()
        instance, slot.instance = slot.instance, None
        if instance is not None:
            self._end(instance)
        self._abandon(slot, Problem(f"{slot.found.name} is gone", str(slot.found.folder)))
        slot.declared = False

    def _withdraw(self, ids: Sequence[str]) -> None:
        try:
            self._contributions.apply(dict.fromkeys(ids, NOTHING))
        except Exception as error:
            report_exception(error, f"while withdrawing what {', '.join(ids)} contributes")

    def _end(self, instance: Instance) -> None:
        generation = instance.generation
        self.leaks.expect(ending(instance))
        instance.dispose()
        generation.forget_line_cache()

    def _abandon(self, slot: Slot, problem: Problem) -> None:
        """Fail the activation that is under way, if one is."""
        activation, slot.activation = slot.activation, None
        if activation is not None:
            activation.set_exception(ExtensionFailure(slot.found.id, problem))

    # -- activation

    def fire(self, event: str) -> None:
        """Activate what waits for `event`."""
        if event.startswith(LASTING):
            if event in self._fired:
                return
            self._fired.add(event)
        for slot in list(self._slots.values()):
            if slot.declared and slot.instance is None and event in slot.events():
                self.activate(slot.found.id, event)

    def _holds(self, event: str) -> bool:
        """Whether what `event` tells of has happened and is still so."""
        kind, _, value = event.partition(":")
        if kind == "onExtension":
            other = self._slots.get(value)
            return other is not None and other.instance is not None
        return event in self._fired

    def waiting(self) -> Iterator[str]:
        """What extensions wait for that could be activated."""
        for slot in self._slots.values():
            if slot.state == "installed" and slot.declared and slot.activation is None:
                yield from slot.events()

    def activate(self, extension_id: str, reason: str) -> Future[None]:
        """Load and activate an extension, after those it requires, unless it runs.

        The Future fails with ExtensionFailure if it cannot be; that was reported.
        """
        slot = self._slots.get(extension_id)
        if slot is None:
            return Future.failed(LookupError(f"there is no extension {extension_id}"))
        if slot.instance is not None:
            return Future.of(None)
        if slot.activation is not None:
            return slot.activation
        manifest = slot.found.manifest
        if slot.state != "installed" or manifest is None:
            problem = slot.problems[0] if slot.problems else Problem(f"it is {slot.state}")
            message = f"{slot.found.name} is {slot.state}: {problem.message}"
            fault = Problem(message, problem.source, problem.line, advice=problem.advice)
            return Future.failed(ExtensionFailure(extension_id, fault))
        if manifest.module is None:
            return Future.of(None)
        activation: Future[None] = Future()
        slot.activation = activation
        slot.reason = reason
        self._begin(slot)
        return activation

    def _begin(self, slot: Slot) -> None:
        """Activate what it requires, read its code, and bring it up."""
        if slot.activation is None:
            slot.activation = Future()
        found, manifest, folder, ticket = (
            slot.found,
            slot.found.manifest,
            slot.found.folder,
            slot.ticket,
        )
        assert manifest is not None
        assert manifest.module is not None
        module = manifest.module
        for required in manifest.requires:
            before = self.activate(required, f"required by {manifest.id}")
            if not before.done or before.exception() is not None:
                before.on_done(lambda settled: self._required_came(slot, ticket, settled))
                return

        def read(token: CancelToken) -> tuple[Sources, str]:
            from pith.host._looking import previous_version, read_code
            from pith.host._preloading import preload

            sources = read_code(manifest.id, folder, module, self._folders, None)
            preload(sources)
            return sources, previous_version(found, self._folders)

        reading = self._environment.worker.submit(read, f"reading {manifest.id}")
        reading.on_done(lambda read: self.exclusively(lambda: self._code_came(slot, ticket, read)))

    def _required_came(self, slot: Slot, ticket: int, required: Future[None]) -> None:
        if slot.ticket != ticket:
            return
        error = required.exception()
        if error is None:
            self._begin(slot)
            return
        problem = Problem(f"what it requires could not start: {error}", str(slot.found.folder))

        def fail() -> None:
            self._failed(slot, RefusedError((problem,)))

        self.exclusively(fail)

    def _code_came(self, slot: Slot, ticket: int, read: Future[tuple[Sources, str]]) -> None:
        if slot.ticket != ticket or slot.instance is not None:
            return
        try:
            sources, slot.previous = read.result()
        except OSError as error:
            from pith.host._looking import unreadable

            self._failed(slot, RefusedError(unreadable(slot.found, error).problems))
        except Cancelled:
            self._abandon(slot, Problem("Pith is ending"))
        else:
            slot.seen_sources = sources
            self._serve(slot, sources)

    def _bring_up(self, slot: Slot, found: Found, sources: Sources) -> Instance:
        from pith.host._loading import Candidate, bring_up

        assert found.manifest is not None
        number = self._numbers[found.id] = self._numbers.get(found.id, 0) + 1
        return bring_up(
            Candidate(found.manifest, found.folder, self._folders.storage_of(found.id), sources),
            number,
            self._environment,
            slot.costs,
            slot.failures.report,
            slot.failures.held,
        )

    def _serve(self, slot: Slot, sources: Sources) -> None:
        """Bring up an extension that does not run."""
        from pith.host._transaction import Change, take_over

        if slot.activation is None:
            slot.activation = Future()  # for who asks meanwhile
        start = perf_counter()
        try:
            instance = self._bring_up(slot, slot.found, sources)
            change = Change(slot.found.id, instance, None, contributed_by(slot.found))
            take_over([change], self._contributions)
        except RefusedError as error:
            self._failed(slot, error)
            return
        slot.problems = ()
        self._runs(slot, instance, perf_counter() - start, f"activated ({slot.reason})")

    def _runs(self, slot: Slot, instance: Instance, seconds: float, what: str) -> None:
        slot.instance = instance
        slot.state = "active"
        slot.activation_time = seconds
        if not slot.problems:
            slot.failures.settled()
        slot.failures.write(
            f"{what}: version {instance.manifest.version}, g{instance.generation.number}, "
            f"in {slot.activation_time * 1000:.1f} ms"
        )
        self._touched.add(slot.found.id)
        activation, slot.activation = slot.activation, None

        def begin() -> None:
            from pith.host._transaction import set_going

            problem = set_going(instance)
            if problem is not None:
                slot.failures.half_started(problem)
            if activation is not None:
                activation.set_result(None)
            self.fire(f"onExtension:{slot.found.id}")

        # What begins now may run for long, in a dialog for instance: not within the change.
        self._afterwards.append(begin)

    def _failed(self, slot: Slot, error: RefusedError) -> None:
        slot.state = "failed"
        self._refuse(slot, error.problems, error.failure, "could not be started")
        self._abandon(slot, error.problems[0])

    # -- changing what runs

    def provider(self, extension_id: str, user: Instance) -> Instance | None:
        """Who exports to `user`: while it is brought up, what is brought up with it."""
        if not user.live and extension_id in self._candidates:
            return self._candidates[extension_id]
        slot = self._slots.get(extension_id)
        return slot.instance if slot is not None else None

    def _change_together(self, group: Sequence[Wanted]) -> None:
        """Put new versions in the place of those that run, or keep all of those."""
        from pith.host._transaction import Change, discard, take_over

        conflicts = list(self._contributions.conflicts_among([each.found for each in group]))
        if conflicts:
            blamed = conflicts[0][0]
            problems = tuple(problem for name, problem in conflicts if name == blamed)
            self._refuse_together(group, RefusedError(problems, None, blamed))
            return
        changes: list[Change] = []
        times: list[float] = []
        try:
            for slot, found, sources, _ in group:
                start = perf_counter()
                new = None
                has_code = found.manifest is not None and found.manifest.module is not None
                if slot.instance is not None and has_code and sources is not None:
                    new = self._candidates[found.id] = self._bring_up(slot, found, sources)
                contributed, with_state = contributed_by(found), not slot.without_state
                changes.append(Change(found.id, new, slot.instance, contributed, with_state))
                times.append(perf_counter() - start)
            start = perf_counter()
            endings = [ending(each.old) for each in changes if each.old is not None]
            take_over(changes, self._contributions)
        except RefusedError as error:
            discard(self._candidates.values())
            self._refuse_together(group, error)
            return
        finally:
            self._candidates.clear()
        for each in endings:
            self.leaks.expect(each)
        shared = (perf_counter() - start) / len(group)
        for (slot, found, sources, is_own), change, seconds in zip(
            group, changes, times, strict=True
        ):
            slot.found, slot.held, slot.without_state = found, None, False
            if is_own:
                slot.problems = ()
            if change.old is not None:
                slot.instance = None
            if change.new is not None:
                what = "reloaded" if is_own else "reloaded after what it requires"
                self._runs(slot, change.new, seconds + shared, what)
            else:
                self._declared(slot, found, sources if change.old is None else None)

    def _refuse_together(self, group: Sequence[Wanted], error: RefusedError) -> None:
        """Say of each whose folder changed that it stays as it was, and why."""
        is_state = isinstance(error, SnapshotError)
        blamed = next(each for each in group if each.found.id == error.extension_id)
        first = error.problems[0]
        told = blamed.is_own
        if is_state:
            blamed.slot.without_state = True
        for wanted in group:
            slot, found, _, is_own = wanted
            what = f"{STAYS}, and the next save goes without its state" if is_state else STAYS
            if wanted is blamed and is_own:
                if slot.instance is None:
                    self._refuse_declaring(slot, found, error.problems, error.failure)
                else:
                    self._refuse(slot, error.problems, error.failure, what)
            elif is_own:
                message = f"belongs together with {blamed.found.name}, which says: {first.message}"
                slot.held, slot.problems = wanted, (first._replace(message=message),)
                self._touched.add(found.id)
                if not told:
                    told = True
                    self._refuse(slot, slot.problems, error.failure, what)
                else:
                    slot.failures.write(f"{found.name} {STAYS}: it {message}")

    def end(self) -> None:
        """End every extension, those that require others first."""
        order = self._ending_order()
        for extension_id in order:
            self._end_slot(self._slots[extension_id])
        self._withdraw(order)
        self._slots.clear()
        self.leaks.dispose()

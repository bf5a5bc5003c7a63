"""Whether a version of an extension that ended is really gone, and if not, who holds it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pith.base import Disposable, Scheduler
from pith.host._slices import Slices

if TYPE_CHECKING:
    from pith.host._instance import Instance
    from pith.host._strays import StrayFinder

#: Long enough for a collection after a burst of saves.
DELAY: Final = 0.5  # seconds
#: What lives on then has this long to run out by itself: threads that end, for instance.
GRACE: Final = 0.7  # seconds
#: So many versions that have ended are not waited with any longer.
MANY: Final = 20
#: When it is looked again whether a survivor is gone, in seconds.
AGAIN: Final = 5.0


class Ended(NamedTuple):
    """A version that has ended, by nothing that would keep it alive."""

    extension_id: str
    number: int
    prefix: str
    folder: Path
    #: Each with what it is called.
    references: list[tuple[str, weakref.ref[Any]]]

    def alive(self) -> list[tuple[str, Any]]:
        return [(name, each) for name, ref in self.references if (each := ref()) is not None]


def ending(instance: Instance) -> Ended:
    """What to look for when a version has ended. To be called before it ends."""
    generation = instance.generation
    references: list[tuple[str, weakref.ref[Any]]] = [("its context", weakref.ref(instance))]
    for sentinel in generation.sentinels():
        alive = sentinel()
        if alive is not None:
            references.append((alive.module, sentinel))
    references += [
        (f"the class {each.__qualname__}", weakref.ref(each)) for each in generation.classes()
    ]
    return Ended(
        generation.extension_id, generation.number, generation.prefix, instance.folder, references
    )


class LeakWatch:
    """Looks some time after versions have ended, and reports what survived, with the chain of
    references that holds it.

    It collects garbage itself, on the window's thread: elsewhere the collector could delete Qt's
    objects on the wrong one. The search runs there as well, in pieces.
    """

    def __init__(
        self,
        scheduler: Scheduler,
        report: Callable[[str, str], object],
        stray_finders: list[StrayFinder],
    ) -> None:
        """`report(extension id, message)` is told of each version that lives on."""
        self._scheduler = scheduler
        self._report = report
        self._stray_finders = stray_finders
        self._ended: list[Ended] = []
        self._timer: Disposable | None = None
        self._search: Slices | None = None
        self._later: list[Disposable] = []

    def expect(self, ended: Ended) -> None:
        """Look later whether this one, which has ended, is gone."""
        self._ended.append(ended)
        if self._timer is not None:
            if len(self._ended) > MANY:
                return
            self._timer.dispose()
        self._timer = self._scheduler.call_later(DELAY, self.look)

    def look(self) -> None:
        """Collect garbage and report survivors."""
        self._timer = None
        ended, self._ended = self._ended, []
        if not _alive(ended):
            self._begin([], ended)
            return
        self._later.append(
            self._scheduler.call_later(GRACE, lambda: self._begin(_alive(ended), ended))
        )

    def _begin(self, survivors: list[Ended], ended: list[Ended]) -> None:
        if self._search is not None and not self._search.done:
            # One at a time. What has died until then is not told.
            self._later.append(
                self._scheduler.call_later(
                    DELAY, lambda: self._begin([each for each in survivors if each.alive()], ended)
                )
            )
            return
        del self._later[:-MANY]  # of timers that have fired
        self._search = Slices(
            self._scheduler, self._examine(survivors, ended), "while looking who holds a version"
        )

    def _examine(self, survivors: list[Ended], ended: list[Ended]) -> Iterator[object]:
        from pith.host._strays import strays

        for each in {each.extension_id: each for each in ended}.values():  # the last of each
            for stray in strays(each.prefix, each.folder, self._stray_finders):
                if stray and "sys.path" not in stray and "sys.modules" not in stray:
                    self._report(
                        each.extension_id, f"version g{each.number} has ended and left {stray}"
                    )
                yield None
        for each in survivors:
            names = _names(each)
            if not names:
                continue
            chain: list[str] = []
            yield from self._chain(each, chain)
            held = f"version g{each.number} has ended, but something still holds {names}"
            if not each.alive():
                continue
            self._report(each.extension_id, held)
            self._report(each.extension_id, f"    held by {chain[0]}" if chain else NOBODY)
        if survivors:
            self._later.append(
                self._scheduler.call_later(AGAIN, lambda: self._look_again(survivors))
            )

    def _chain(self, ended: Ended, chain: list[str]) -> Iterator[object]:
        from pith.host._generation import Sentinel
        from pith.host._holders import Search, described

        alive = ended.alive()
        search = Search([each for _, each in alive], ignored=[alive])
        # Found by its id: what is looked for must not be held from here.
        del alive
        yield from search.steps()
        if search.chain:
            words = described([each for each in search.chain if type(each) is not Sentinel])
            chain.append(words.replace(f"{ended.prefix}.", ""))
        search.chain.clear()

    def _look_again(self, survivors: list[Ended]) -> None:
        for each in survivors:
            if each.references and not each.alive():
                self._report(each.extension_id, f"version g{each.number} is gone now")

    def dispose(self) -> None:
        for each in (self._timer, self._search, *self._later):
            if each is not None:
                each.dispose()
        self._ended.clear()


def _alive(ended: list[Ended]) -> list[Ended]:
    """Those that a collection of garbage leaves alive."""
    if any(each.alive() for each in ended):
        gc.collect()
    return [each for each in ended if each.alive()]


def _names(ended: Ended) -> str:
    """What is alive: modules, or else what of them is."""
    alive = sorted({name for name, _ in ended.alive()})
    modules = [name for name in alive if " " not in name]
    return ", ".join(modules or alive)


NOBODY: Final = (
    "    held by no Python object that could be found: a callback given to Qt or to another "
    "library, perhaps (context.connect takes such back)"
)

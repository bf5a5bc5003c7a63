"""Finding the extension that is to blame for something, by halving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Bisection:
    """Says which extensions to leave out, is told whether the trouble is still there, and has
    found the one when `culprit` is set. Nobody is to blame if `done` without one.

    That one extension alone causes the trouble is taken for granted.
    """

    def __init__(self, requires: Mapping[str, Iterable[str]]) -> None:
        """`requires` has every extension that runs, with the ids of those it requires; those that
        are required come first."""
        self._requires = {name: tuple(needed) for name, needed in requires.items()}
        self._suspects = list(self._requires)
        self._running: frozenset[str] = frozenset()
        self.steps = 0
        self.done = not self._suspects
        self.culprit = ""

    @property
    def left_out(self) -> frozenset[str]:
        """What must not run while the person looks: at first, everything."""
        return frozenset(self._requires) - self._running

    @property
    def steps_left(self) -> int:
        """About how many answers are still needed."""
        if self.done:
            return 0
        return max(1, (len(self._suspects) - 1).bit_length()) + (self.steps == 0)

    def answer(self, still_there: bool) -> None:
        """Take what the person saw with `left_out` left out."""
        if self.done:
            return
        self.steps += 1
        if self.steps == 1 and still_there:
            self.done = True  # without any extension as well
            return
        if self.steps > 1:
            self._suspects = [
                each for each in self._suspects if (each in self._running) == still_there
            ]
        if len(self._suspects) <= 1:
            self.done = True
            self.culprit = self._suspects[0] if self._suspects else ""
            self._running = frozenset()
            return
        half = self._suspects[: len(self._suspects) // 2]
        self._running = self._with_required(half)

    def _with_required(self, names: Iterable[str]) -> frozenset[str]:
        complete: set[str] = set()
        pending = list(names)
        while pending:
            name = pending.pop()
            if name not in complete and name in self._requires:
                complete.add(name)
                pending.extend(self._requires[name])
        return frozenset(complete)

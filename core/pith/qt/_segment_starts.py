"""Where the segments of a long line start, whoever jumps into its middle."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

BLOCK = 256
"""Segments that are counted together."""

_EXACT = 8
"""Blocks of a line in which everything is measured from its start on."""

_FAR = 16
"""Segments beyond those that were measured to which nobody measures on if all may be plain."""


class SegmentStarts:
    """Starts of segments, in pixels from the start of the line, found out when they are asked for.

    Segments are measured one by one from the start of the block that they are in. Of the blocks
    before it, those that are plain are as wide as they have columns, and nobody reads them. The
    others are measured as well, but in a line of more than a million columns only the first of them
    and those in sight (see settle()): the rest is taken to be as wide as that first one, so that
    no jump to the end goes over all of a line. When such a block comes into sight later, what is to
    its right moves.
    """

    __slots__ = (
        "_blocks",
        "_count",
        "_inside",
        "_is_plain",
        "_measure",
        "_offsets",
        "_plain",
        "_step",
        "_usual",
    )

    def __init__(
        self,
        count: int,
        step: float,
        measure: Callable[[int], float],
        is_plain: Callable[[int, int], bool],
        known: SegmentStarts | None = None,
    ) -> None:
        """`count` segments; a plain one, if it is full, is `step` pixels wide.

        `measure(index)` says how wide one is, `is_plain(first, last)` whether those up to before
        `last` are known to be plain. `known` has what is known of the first ones (see before()).
        """
        self._count = count
        self._blocks = -(-count // BLOCK)
        self._step = step
        self._measure = measure
        self._is_plain = is_plain
        self._inside: dict[int, list[float]] = {}  # by block, starts from its own start on
        self._offsets = [0.0]  # where blocks start
        self._plain: dict[int, bool] = {}
        self._usual = 0.0  # how wide a segment is in a block that is not plain
        if known is not None and known._step == step:
            self._inside, self._offsets = known._inside, known._offsets
            self._plain, self._usual = known._plain, known._usual

    def before(self, index: int) -> SegmentStarts:
        """What is known of the segments before one, for a line that has the same up to there."""
        kept = SegmentStarts(index, self._step, self._measure, self._is_plain)
        block, more = divmod(index, BLOCK)
        kept._offsets = self._offsets[: block + 1]
        kept._inside = {at: starts for at, starts in self._inside.items() if at < block}
        if self._plain.get(block):
            kept._inside[block] = [self._step * number for number in range(more + 1)]
        elif block in self._inside:
            kept._inside[block] = self._inside[block][: more + 1]
        kept._plain = {at: plain for at, plain in self._plain.items() if at < block}
        kept._usual = self._usual
        return kept

    @property
    def width(self) -> float:
        """Of all segments, the last one as if it were full; what nobody has asked for is counted as
        plain."""
        known = len(self._offsets) - 1
        inside = self._inside.get(known, (0.0,))
        rest = self._count - known * BLOCK - (len(inside) - 1)
        return self._offsets[-1] + inside[-1] + rest * self._step

    def start_of(self, index: int) -> float:
        """Where a segment starts."""
        block, inside = divmod(index, BLOCK)
        start = self._start_in(block, inside)
        return self._offset_of(block) + start

    def index_at(self, x: float) -> int:
        """The segment that is shown at `x`: the first or the last one beyond the ends."""
        offsets = self._offsets
        while len(offsets) < self._blocks and offsets[-1] <= x:
            offsets.append(offsets[-1] + self._width_of(len(offsets) - 1))
        block = max(0, bisect_right(offsets, x) - 1)
        x -= offsets[block]
        first = block * BLOCK
        last = min(BLOCK, self._count - first) - 1
        guess = min(int(x / self._step), last)
        if self._is_far(block, guess) and self._all_plain(block):
            return first + guess
        starts = self._inside.setdefault(block, [0.0])
        while len(starts) <= last and starts[-1] <= x:
            self._measure_to(block, len(starts))
        return first + max(0, min(bisect_right(starts, x) - 1, last))

    def settle(self, first: int, last: int) -> None:
        """Let the segments from `first` to `last` lie side by side: measure the blocks that end
        between them."""
        for block in range(max(first, 0) // BLOCK, last // BLOCK):
            if not self._all_plain(block):
                self._measure_to(block, BLOCK)

    def _start_in(self, block: int, inside: int) -> float:
        """Where a segment starts in its block."""
        if self._is_far(block, inside) and self._all_plain(block):
            return inside * self._step
        return self._measure_to(block, inside)

    def _measure_to(self, block: int, inside: int) -> float:
        """As _start_in, from what each segment before measures."""
        starts = self._inside.setdefault(block, [0.0])
        first = block * BLOCK
        while len(starts) <= inside:
            starts.append(starts[-1] + self._measure(first + len(starts) - 1))
        offsets = self._offsets
        if len(offsets) > block + 1:
            end, taken = offsets[block] + starts[-1], offsets[block + 1]
            if (end != taken) if len(starts) > BLOCK else (end >= taken):
                del offsets[block + 1 :]  # it is not as wide as it was taken to be
        return starts[inside]

    def _is_far(self, block: int, inside: int) -> bool:
        """Whether a segment is so far from what was measured that going there takes a while."""
        return inside >= len(self._inside.get(block, ())) + _FAR

    def _offset_of(self, block: int) -> float:
        """Where a block starts."""
        offsets = self._offsets
        while len(offsets) <= block:
            offsets.append(offsets[-1] + self._width_of(len(offsets) - 1))
        return offsets[block]

    def _width_of(self, block: int) -> float:
        """How wide a block is that is not the last."""
        starts = self._inside.get(block, [0.0])
        if len(starts) > BLOCK:
            return starts[BLOCK]
        if self._all_plain(block):
            return BLOCK * self._step
        if self._blocks <= _EXACT or not self._usual:
            width = self._start_in(block, BLOCK)
            self._usual = self._usual or width / BLOCK
            return width
        return starts[-1] + (BLOCK - len(starts) + 1) * self._usual

    def _all_plain(self, block: int) -> bool:
        plain = self._plain.get(block)
        if plain is None:
            first = block * BLOCK
            last = min(first + BLOCK, self._count)
            plain = self._plain[block] = self._is_plain(first, last)
        return plain

"""Which bracket closes which."""

from __future__ import annotations

import re

BRACKET = re.compile(r"[()\[\]{}]")
OPENING = "([{"


class Brackets:
    """The pairs of a mask that are not farther from each other than `farthest` characters. What is
    asked for in the order in which it stands there is found in one pass over all, however many are
    asked for, and whether they are closed or not."""

    def __init__(self, mask: str, farthest: int) -> None:
        self._mask = mask
        self._farthest = farthest
        self._closing: dict[int, int] = {}
        self._from = self._to = 0  # what the last look was at

    def closing(self, opening: int) -> int:
        """The offset of the bracket that closes the one at an offset; -1 if that is too far away,
        or there is none."""
        found = self._closing.get(opening)
        if found is not None:
            return found
        seen = self._to - opening if self._from <= opening else 0
        if seen <= self._farthest // 2 and not (seen > 0 and self._to == len(self._mask)):
            self._look(opening)
        return self._closing.get(opening, -1)

    def _look(self, start: int) -> None:
        stack: list[int] = []
        self._from = start
        self._to = min(len(self._mask), start + self._farthest)
        for match in BRACKET.finditer(self._mask, start, self._to):
            if match.group() in OPENING:
                stack.append(match.start())
            else:
                self._closing[stack.pop()] = match.start()
                if not stack:
                    self._to = match.end()
                    return

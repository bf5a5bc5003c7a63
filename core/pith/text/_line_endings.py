"""What ends a line, in a file and at the next press of Enter."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import NamedTuple


class LineEnding(Enum):
    """How a line ends; `value` is the break itself. A lone carriage return ends no line."""

    LF = "\n"
    CRLF = "\r\n"

    @property
    def label(self) -> str:
        """What people are shown: "LF" or "CRLF"."""
        return self.name


class LineEndings(NamedTuple):
    """What a content's lines end with: the more frequent kind, and whether both occur."""

    prevailing: LineEnding
    mixed: bool


def line_endings_of(
    content: str | Iterable[str], default: LineEnding = LineEnding.LF
) -> LineEndings:
    """Count the breaks of `content`, which may come in pieces; `default` is the answer where there
    are none."""
    breaks = carriage_returns = 0
    after_return = False
    for piece in (content,) if isinstance(content, str) else content:
        breaks += piece.count("\n")
        if after_return and piece.startswith("\n"):
            carriage_returns += 1
        if "\r" in piece:
            carriage_returns += piece.count("\r\n")
        if piece:
            after_return = piece.endswith("\r")
    return line_endings_from(breaks, carriage_returns, default)


def line_endings_from(
    breaks: int, carriage_returns: int, default: LineEnding = LineEnding.LF
) -> LineEndings:
    """What these counts say: of `breaks` in all, so many are "\\r\\n"."""
    if not breaks:
        return LineEndings(default, False)
    prevailing = LineEnding.CRLF if carriage_returns * 2 > breaks else LineEnding.LF
    return LineEndings(prevailing, 0 < carriage_returns < breaks)

"""What ends a line, in a file and at the next press of Enter."""

from __future__ import annotations

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


def line_endings_of(content: str, default: LineEnding = LineEnding.LF) -> LineEndings:
    """Count the breaks of `content`; `default` is the answer where there are none."""
    carriage_returns = content.count("\r\n") if "\r" in content else 0
    return line_endings_from(content.count("\n"), carriage_returns, default)


def line_endings_from(
    breaks: int, carriage_returns: int, default: LineEnding = LineEnding.LF
) -> LineEndings:
    """What these counts say: of `breaks` in all, so many are "\\r\\n"."""
    if not breaks:
        return LineEndings(default, False)
    prevailing = LineEnding.CRLF if carriage_returns * 2 > breaks else LineEnding.LF
    return LineEndings(prevailing, 0 < carriage_returns < breaks)

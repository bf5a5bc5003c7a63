"""What a snippet is made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias, Union

from pith.edit.commands._case import name_parts


class Literal(NamedTuple):
    """Text."""

    text: str


class FormatPart(NamedTuple):
    """What is put for a group of a match: the group, in another case if `case` names one, or
    `present` if it has matched something and `absent` if not. None: the group itself, nothing."""

    group: int
    case: str = ""
    present: str | None = None
    absent: str | None = None

    def value(self, match: re.Match[str] | None) -> str:
        """What it stands for; None: nothing has matched at all."""
        found = ""
        if match is not None and self.group <= (match.re.groups or 0):
            found = match.group(self.group) or ""
        if self.case:
            return _CASES[self.case](found)
        if found:
            return found if self.present is None else self.present
        return self.absent or ""


class Transform(NamedTuple):
    """A search and what its matches are replaced with; all of them, or only the first."""

    pattern: re.Pattern[str]
    parts: tuple[str | FormatPart, ...]
    every: bool

    def apply(self, text: str) -> str:
        """The text with its matches replaced. Where nothing matches it stays, unless the
        replacement says what then to put."""
        replaced, count = self.pattern.subn(self._replacement, text, 0 if self.every else 1)
        if not count and any(isinstance(part, FormatPart) and part.absent for part in self.parts):
            return self._replacement(None)
        return replaced

    def _replacement(self, match: re.Match[str] | None) -> str:
        return "".join(part if isinstance(part, str) else part.value(match) for part in self.parts)


class Stop(NamedTuple):
    """A place to fill in. `number` 0 is the last one. What it holds at first is `children`, or
    the first of `choices`, or what another place of the same number holds, transformed."""

    number: int
    children: tuple[Node, ...] = ()
    choices: tuple[str, ...] = ()
    transform: Transform | None = None


class Variable(NamedTuple):
    """What is known where the snippet is put; `default` where that is empty (None: nothing)."""

    name: str
    default: tuple[Node, ...] | None = None
    transform: Transform | None = None


Node: TypeAlias = Union[Literal, Stop, Variable]  # noqa: UP007 - refers to itself


class Snippet(NamedTuple):
    """A parsed body. Line breaks are "\\n", and a tab is one level of indentation."""

    nodes: tuple[Node, ...]


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(text: str, separator: str, capitals_from: int) -> str:
    """The words of a name; those from an index on with a capital."""
    parts = name_parts(text)
    return separator.join(
        part.capitalize() if index >= capitals_from else part.lower()
        for index, part in enumerate(parts)
    )


_NONE = 1_000_000
_CASES: dict[str, Callable[[str], str]] = {
    "upcase": str.upper,
    "downcase": str.lower,
    "capitalize": _capitalized,
    "camelcase": lambda text: _joined(text, "", 1),
    "pascalcase": lambda text: _joined(text, "", 0),
    "snakecase": lambda text: _joined(text, "_", _NONE),
    "kebabcase": lambda text: _joined(text, "-", _NONE),
}

CASES = frozenset(_CASES)

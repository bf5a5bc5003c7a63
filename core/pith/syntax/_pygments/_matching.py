"""Compiling regular expressions so that none of them can hold up the program."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from pith.syntax._pygments._ambiguity import is_ambiguous

# Anything with a Match's methods; None where there is no match.
Matcher = Callable[..., Any]

_LONGEST_MATCH: Final = 0.01  # seconds, for expressions that could take for ever

_matchers: dict[tuple[str, int], Matcher] = {}


def matcher(pattern: str, flags: int) -> Matcher:
    """The `match` of a compiled pattern: match(string, position[, end])."""
    key = (pattern, flags)
    found = _matchers.get(key)
    if found is None:
        found = _compiled(pattern, flags)
        _matchers[key] = found
    return found


def _compiled(pattern: str, flags: int) -> Matcher:
    if is_ambiguous(pattern, flags):
        limited = _limited(pattern, flags)
        if limited is not None:
            return limited
    return re.compile(pattern, flags).match


def _limited(pattern: str, flags: int) -> Matcher | None:
    """A match by the module `regex`, which gives up after some time and meanwhile lets other
    threads run. Slower, so that it is kept for what needs it; None if it cannot read the
    pattern."""
    import regex

    # The modules' flags have the same numbers but for one.
    own = flags & ~int(re.ASCII)
    if flags & re.ASCII:
        own |= int(regex.ASCII)
    try:
        match = regex.compile(pattern, own).match
    except regex.error:
        return None

    def limited(string: str, position: int = 0, end: int | None = None) -> Any:
        try:
            return match(string, position, end, timeout=_LONGEST_MATCH)
        except TimeoutError:
            return None

    return limited

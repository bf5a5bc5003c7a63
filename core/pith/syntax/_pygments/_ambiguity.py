"""Regular expressions that can take for ever.

`"(\\\\.|[^"])*"` can read each escaped character in two ways, as one thing or as two. Where the
closing quote is missing, Python's `re` tries all combinations: with thirty backslashes in the rest
of a file that is a billion, and nobody can interrupt it, not even from another thread, for it
holds the interpreter's lock all the while. An open quote is what every string begins as when it
is typed, and Pygments' lexers hold hundreds of such expressions.

Found here is the common kind of them: a repetition, with something behind it that can fail,
whose parts can divide the same text in several ways. That is decided by the sets of characters
that parts begin with, and errs on the side of caution.
"""

from __future__ import annotations

from typing import Any, Final

from pith.syntax._pygments._first import (
    NON_ASCII,
    Unknown,
    character_set,
    code,
    first_of,
    flags_inside,
    parse,
)

_MANY: Final = 12  # repetitions; fewer cannot be combined in enough ways
_GROUP_REPEATED: Final = (")*", ")+", "){")


def is_ambiguous(pattern: str, flags: int) -> bool:
    """Whether matching `pattern` may take exponentially long."""
    if not any(sign in pattern for sign in _GROUP_REPEATED) or parse is None:
        return False
    tree = parse(pattern, flags)
    try:
        return _in_sequence(tree, tree.state.flags, False)
    except Unknown:
        return True


def _in_sequence(items: Any, flags: int, fails_behind: bool) -> bool:
    """Whether there is such a repetition in a sequence; `fails_behind`: what follows the
    sequence can fail."""
    for operation, argument in reversed(list(items)):
        if operation in (code.MAX_REPEAT, code.MIN_REPEAT):
            least, most, inside = argument
            if most >= _MANY and fails_behind and _is_divisible(inside, flags):
                return True
            if _in_sequence(inside, flags, fails_behind):
                return True
            fails_behind = fails_behind or least > 0
            continue
        if operation is code.SUBPATTERN:
            within = flags_inside(argument, flags)
            if _in_sequence(argument[3], within, fails_behind):
                return True
            fails_behind = fails_behind or not first_of(argument[3], within)[1]
            continue
        if operation is code.BRANCH:
            if any(_in_sequence(branch, flags, fails_behind) for branch in argument[1]):
                return True
        elif operation in (code.ASSERT, code.ASSERT_NOT) and _in_sequence(
            argument[1], flags, False
        ):
            return True
        fails_behind = True
    return False


def _is_divisible(inside: Any, flags: int) -> bool:
    """Whether rounds of a repetition can divide one text in several ways."""
    # Of all characters beyond ASCII nothing is known but that they are there.
    beginnings = first_of(inside, flags)[0] & ~NON_ASCII
    shortest: list[list[int]] = []
    for items, within in _alternatives(list(inside), flags):
        if _could_end_earlier(items, within, beginnings):
            return True
        places = _places(items, within)
        if places:
            if any(_could_be_equal(places, other) for other in shortest):
                return True
            shortest.append(places)
    singles = 0
    for places in shortest:
        if len(places) == 1:
            singles |= places[0]
    return any(len(p) > 1 and all(singles & place for place in p) for p in shortest)


def _could_be_equal(one: list[int], other: list[int]) -> bool:
    return len(one) == len(other) and all(map(int.__and__, one, other))


def _alternatives(items: list[Any], flags: int) -> list[tuple[list[Any], int]]:
    """A sequence as the alternatives it is made of, groups around it taken off, and the flags
    inside of each."""
    if len(items) == 1:
        operation, argument = items[0]
        if operation is code.SUBPATTERN:
            return _alternatives(list(argument[3]), flags_inside(argument, flags))
        if operation is code.BRANCH:
            return [
                alternative
                for branch in argument[1]
                for alternative in _alternatives(list(branch), flags)
            ]
    return [(items, flags)]


def _could_end_earlier(items: list[Any], flags: int, beginnings: int) -> bool:
    """Whether a sequence ends in a repetition that could leave some of it to the next round."""
    for operation, argument in reversed(items):
        if operation in (code.MAX_REPEAT, code.MIN_REPEAT):
            least, most, inside = argument
            if most >= _MANY and first_of(inside, flags)[0] & beginnings:
                return True
            if least > 0:
                return False
        elif operation is code.SUBPATTERN:
            within = flags_inside(argument, flags)
            if _could_end_earlier(list(argument[3]), within, beginnings):
                return True
            if not first_of(argument[3], within)[1]:
                return False
        elif operation not in (code.AT, code.ASSERT, code.ASSERT_NOT):
            return False
    return False


def _places(items: list[Any], flags: int) -> list[int] | None:
    """The ASCII characters at each place of the shortest text that a sequence matches; None if
    that is not to be told."""
    found: list[int] = []
    for operation, argument in items:
        single = character_set(operation, argument, flags)
        if single is not None:
            found.append(single & ~NON_ASCII)
        elif operation is code.SUBPATTERN:
            inside = _places(list(argument[3]), flags_inside(argument, flags))
            if inside is None:
                return None
            found += inside
        elif operation in (code.MAX_REPEAT, code.MIN_REPEAT):
            inside = _places(list(argument[2]), flags)
            if inside is None or argument[0] > _MANY:
                return None
            found += inside * argument[0]
        elif operation not in (code.AT, code.ASSERT, code.ASSERT_NOT):
            return None
    return found

"""Which characters a regular expression's match can begin with.

A lexer state is a list of rules tried in order, up to a hundred of them at every token. Knowing
which of them can match at an "f" leaves four or five to try, which makes lexing several times as
fast and lets a rule that never gets its turn stay uncompiled.

The answer may name too many characters, never too few. It is a set of bits: bit c for the ASCII
character c, NON_ASCII for all others together, NOTHING where the match may be empty and so
succeed at the end of the text.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any, Final

NON_ASCII: Final = 1 << 128
NOTHING: Final = 1 << 129
ANY: Final = (1 << 129) - 1
EVERYTHING: Final = ANY | NOTHING

_IGNORE_CASE: Final = re.IGNORECASE.value
_DOT_ALL: Final = re.DOTALL.value
_ASCII: Final = re.ASCII.value
_NEWLINE: Final = 1 << ord("\n")

try:  # The standard library's own parser has moved before, and is nobody's promise.
    parse: Any = import_module("re._parser").parse
    code: Any = import_module("re._constants")
except ImportError:  # pragma: no cover
    parse = code = None


class Unknown(Exception):
    """An operation that this module has never heard of."""


def first_characters(pattern: str, flags: int) -> int:
    """The bits of the characters at which `pattern`, compiled with `flags`, may match."""
    if parse is None:  # pragma: no cover
        return EVERYTHING
    tree = parse(pattern, flags)
    try:
        bits, empty = first_of(tree, tree.state.flags)
        if empty:
            bits = EVERYTHING
        return bits & _looked_at(tree, tree.state.flags)
    except Unknown:
        return EVERYTHING


def first_of(items: Any, flags: int) -> tuple[int, bool]:
    """The first characters of a sequence of operations, and whether it may match nothing."""
    bits = 0
    for operation, argument in items:
        more, empty = _first_of_one(operation, argument, flags)
        bits |= more
        if not empty:
            return bits, False
    return bits, True


def flags_inside(argument: Any, flags: int) -> int:
    """The flags inside a group, whose argument this is."""
    _, added, removed, _ = argument
    return (flags | int(added)) & ~int(removed)


def _first_of_one(operation: Any, argument: Any, flags: int) -> tuple[int, bool]:
    single = character_set(operation, argument, flags)
    if single is not None:
        return single, False
    if operation in (code.AT, code.ASSERT, code.ASSERT_NOT):
        return 0, True
    if operation is code.BRANCH:
        bits, empty = 0, False
        for branch in argument[1]:
            more, may_be_empty = first_of(branch, flags)
            bits |= more
            empty = empty or may_be_empty
        return bits, empty
    if operation is code.SUBPATTERN:
        return first_of(argument[3], flags_inside(argument, flags))
    if operation in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
        least, _, items = argument
        bits, empty = first_of(items, flags)
        return bits, empty or least == 0
    if operation is code.ATOMIC_GROUP:
        return first_of(argument, flags)
    if operation in (code.GROUPREF, code.GROUPREF_EXISTS):
        return ANY, True
    raise Unknown(operation)


def _looked_at(tree: Any, flags: int) -> int:
    """What look-aheads at the very start leave possible."""
    bits = EVERYTHING
    for operation, argument in tree:
        if operation is code.ASSERT and argument[0] > 0:
            ahead, empty = first_of(argument[1], flags)
            if not empty:
                bits &= ahead
        elif operation not in (code.AT, code.ASSERT, code.ASSERT_NOT):
            break
    return bits


def character_set(operation: Any, argument: Any, flags: int) -> int | None:
    """The characters that an operation matches, if it always matches exactly one."""
    if operation is code.LITERAL:
        return _character(argument, flags)[0]
    if operation is code.NOT_LITERAL:
        return ANY & ~_character(argument, flags)[1]
    if operation is code.ANY:
        return ANY if flags & _DOT_ALL else ANY & ~_NEWLINE
    if operation is code.IN:
        return _set(argument, flags)
    return None


# Each of these gives the characters that may match, and those of them that do for certain: what
# is surely in a set is what is surely not in its negation.


def _character(number: int, flags: int) -> tuple[int, int]:
    if not flags & _IGNORE_CASE:
        return (1 << number, 1 << number) if number < 128 else (NON_ASCII, 0)
    if number >= 128:
        return ANY, 0  # "ſ" matches "s", "K" (the Kelvin sign) matches "k"
    character = chr(number)
    bits = 1 << ord(character.lower()) | 1 << ord(character.upper())
    return (bits | NON_ASCII if character.isalpha() else bits), bits


def _set(members: Any, flags: int) -> int:
    possible = certain = 0
    negated = False
    for operation, argument in members:
        if operation is code.NEGATE:
            negated = True
            continue
        if operation is code.LITERAL:
            may, does = _character(argument, flags)
        elif operation is code.RANGE:
            may, does = _range(argument[0], argument[1], flags)
        elif operation is code.CATEGORY:
            may, does = _category(argument, flags)
        else:
            raise Unknown(operation)
        possible |= may
        certain |= does
    return ANY & ~certain if negated else possible


def _range(low: int, high: int, flags: int) -> tuple[int, int]:
    top = min(high, 127)
    certain = ((1 << (top - low + 1)) - 1) << low if low <= top else 0
    if not flags & _IGNORE_CASE:
        return (certain | NON_ASCII if high >= 128 else certain), certain
    possible = certain = 0
    for number in range(low, top + 1):
        may, does = _character(number, flags)
        possible |= may
        certain |= does
    return (ANY if high >= 128 else possible), certain


_categories: dict[tuple[Any, int], int] = {}


def _category(category: Any, flags: int) -> tuple[int, int]:
    ascii_only = flags & _ASCII
    bits = _categories.get((category, ascii_only))
    if bits is None:
        escape = {
            code.CATEGORY_DIGIT: r"\d",
            code.CATEGORY_NOT_DIGIT: r"\D",
            code.CATEGORY_SPACE: r"\s",
            code.CATEGORY_NOT_SPACE: r"\S",
            code.CATEGORY_WORD: r"\w",
            code.CATEGORY_NOT_WORD: r"\W",
        }.get(category)
        if escape is None:
            raise Unknown(category)
        match = re.compile(escape, ascii_only).match
        bits = sum(1 << number for number in range(128) if match(chr(number)))
        _categories[category, ascii_only] = bits
    return bits | NON_ASCII, bits

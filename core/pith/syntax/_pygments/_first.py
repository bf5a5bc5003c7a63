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

_IGNORE_CASE = re.IGNORECASE.value

try:  # The standard library's own parser has moved before, and is nobody's promise.
    _parse: Any = import_module("re._parser").parse
    _code: Any = import_module("re._constants")
except ImportError:  # pragma: no cover
    _parse = _code = None


def first_characters(pattern: str, flags: int) -> int:
    """The bits of the characters at which `pattern`, compiled with `flags`, may match."""
    if _parse is None:  # pragma: no cover
        return EVERYTHING
    tree = _parse(pattern, flags)
    try:
        bits, empty = _sequence(tree, bool(tree.state.flags & _IGNORE_CASE))
        if empty:
            bits = EVERYTHING
        return bits & _looked_at(tree, bool(tree.state.flags & _IGNORE_CASE))
    except _Unknown:
        return EVERYTHING


class _Unknown(Exception):
    """An operation that this module has never heard of."""


def _sequence(items: Any, ignore_case: bool) -> tuple[int, bool]:
    """The first characters of a sequence of operations, and whether it may match nothing."""
    bits = 0
    for operation, argument in items:
        more, empty = _operation(operation, argument, ignore_case)
        bits |= more
        if not empty:
            return bits, False
    return bits, True


def _operation(operation: Any, argument: Any, ignore_case: bool) -> tuple[int, bool]:
    if operation is _code.LITERAL:
        return _character(argument, ignore_case), False
    if operation is _code.NOT_LITERAL:
        return (ANY if ignore_case or argument >= 128 else ANY & ~(1 << argument)), False
    if operation is _code.ANY:
        return ANY, False
    if operation is _code.IN:
        return _set(argument, ignore_case), False
    if operation in (_code.AT, _code.ASSERT, _code.ASSERT_NOT):
        return 0, True
    if operation is _code.BRANCH:
        return _branches(argument[1], ignore_case)
    if operation is _code.SUBPATTERN:
        _, added, removed, items = argument
        inside = (ignore_case or bool(added & _IGNORE_CASE)) and not removed & _IGNORE_CASE
        return _sequence(items, inside)
    if operation in (_code.MAX_REPEAT, _code.MIN_REPEAT, _code.POSSESSIVE_REPEAT):
        least, _, items = argument
        bits, empty = _sequence(items, ignore_case)
        return bits, empty or least == 0
    if operation is _code.ATOMIC_GROUP:
        return _sequence(argument, ignore_case)
    if operation in (_code.GROUPREF, _code.GROUPREF_EXISTS):
        return ANY, True
    raise _Unknown(operation)


def _branches(branches: Any, ignore_case: bool) -> tuple[int, bool]:
    bits, empty = 0, False
    for branch in branches:
        more, may_be_empty = _sequence(branch, ignore_case)
        bits |= more
        empty = empty or may_be_empty
    return bits, empty


def _looked_at(tree: Any, ignore_case: bool) -> int:
    """What look-aheads at the very start leave possible."""
    bits = EVERYTHING
    for operation, argument in tree:
        if operation is _code.ASSERT and argument[0] > 0:
            ahead, empty = _sequence(argument[1], ignore_case)
            if not empty:
                bits &= ahead
        elif operation not in (_code.AT, _code.ASSERT, _code.ASSERT_NOT):
            break
    return bits


def _character(code: int, ignore_case: bool) -> int:
    if not ignore_case:
        return 1 << code if code < 128 else NON_ASCII
    if code >= 128:
        return ANY  # "ſ" matches "s", "K" (the Kelvin sign) matches "k"
    character = chr(code)
    bits = 1 << ord(character.lower()) | 1 << ord(character.upper())
    return bits | NON_ASCII if character.isalpha() else bits


def _set(members: Any, ignore_case: bool) -> int:
    bits = 0
    negated = False
    for operation, argument in members:
        if operation is _code.NEGATE:
            negated = True
        elif operation is _code.LITERAL:
            bits |= _character(argument, ignore_case)
        elif operation is _code.RANGE:
            bits |= _range(argument[0], argument[1], ignore_case)
        elif operation is _code.CATEGORY:
            bits |= _category(argument)
        else:
            raise _Unknown(operation)
    if not negated:
        return bits
    # A set that reaches beyond ASCII, or whose cases fold into it, does not cover all of that.
    return ANY if ignore_case else (ANY & ~bits) | NON_ASCII


def _range(low: int, high: int, ignore_case: bool) -> int:
    bits = NON_ASCII if high >= 128 else 0
    if ignore_case:
        if high >= 128:
            return ANY
        for code in range(low, high + 1):
            bits |= _character(code, True)
        return bits
    top = min(high, 127)
    if low <= top:
        bits |= ((1 << (top - low + 1)) - 1) << low
    return bits


_categories: dict[Any, int] = {}


def _category(category: Any) -> int:
    bits = _categories.get(category)
    if bits is None:
        escape = {
            _code.CATEGORY_DIGIT: r"\d",
            _code.CATEGORY_NOT_DIGIT: r"\D",
            _code.CATEGORY_SPACE: r"\s",
            _code.CATEGORY_NOT_SPACE: r"\S",
            _code.CATEGORY_WORD: r"\w",
            _code.CATEGORY_NOT_WORD: r"\W",
        }.get(category)
        if escape is None:
            raise _Unknown(category)
        bits = NON_ASCII
        for flags in (re.ASCII, re.UNICODE):  # "\x1c" is a space in one of them only
            match = re.compile(escape, flags).match
            bits |= sum(1 << code for code in range(128) if match(chr(code)))
        _categories[category] = bits
    return bits

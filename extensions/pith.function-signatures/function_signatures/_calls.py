"""The call that somebody types in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from function_signatures._brackets import OPENING, Brackets
from function_signatures._classes import base_of_class_around
from function_signatures._definitions import is_being_defined
from function_signatures._fields import field_around
from function_signatures._source import LONGEST_LIST, Source

MOST_ROWS = 50  # above the place that are looked at
FARTHEST = 10_000  # characters before it
LONGEST_NAME = 200
DEEPEST = 3  # strings with code in them, within each other

SIGN = re.compile(r"[()\[\]{};,\n]")
BEFORE_CALL = re.compile(r"[\w)\]}\"][ \t]*\Z")
# A brace behind one of these is a value's, which may be an argument, and no block's.
VALUE_BEFORE = re.compile(r"(?:(?<!=)[(,=:\[{?&|!]|\breturn|\bnew|[)\]\w]\[\]\w*)\s*\Z")
TYPE_BEFORE = re.compile(r"(?<![\w.])(?!class\b|struct\b)[\w.:]*\b[A-Z]\w*(?:<[^<>\n]*>)?[ \t]*\Z")
TYPE_WORD = re.compile(r"(?:class|struct|interface|enum|trait|impl|extends|implements|object)\b")
# What types a call may have: `f<int>(`, `f::<u8>(`.
TYPES = r"(?:(?:::)?<[^<>()]*(?:<[^<>()]*(?:<[^<>()]*>[^<>()]*)*>[^<>()]*)*>)?"
# What stands before parentheses as a call does, and is none.
NO_CALL = (
    r"if|else|elif|elseif|unless|while|until|for|foreach|switch|match|when|case|return|catch|except"
    r"|throw|raise|assert|del|in|is|not|and|or|xor|as|new|delete|await|async|yield|lambda|typeof"
    r"|sizeof|alignof|decltype|instanceof|function|fn|fun|func|def|defp|try|static_assert"
)
# What stands before a name as a type does, and is none.
NO_TYPE = re.compile(rf"{NO_CALL}|co_return|co_await|co_yield|goto|do|echo")


class Call(NamedTuple):
    """A call, as far as it stands there."""

    name: str
    #: Where that stands.
    start: int
    #: Whether it is the name of something that another thing has: `text.strip(`.
    member: bool
    #: Of each argument the name of the parameter that it is for, "" where it has none.
    arguments: tuple[str, ...]
    #: The index of the argument that somebody types.
    active: int
    #: Whether that is empty.
    blank: bool


def call_at(source: Source, place: int, deep: int = 0) -> Call | None:
    """The innermost call whose parentheses are around an offset."""
    if source.in_comment(place):
        return None
    field = field_around(source, place) if deep < DEEPEST else None
    if field is not None:
        inner = Source.of(source.text[slice(*field)], source.language)
        call = call_at(inner, place - field[0], deep + 1)
        if call is not None:
            return call._replace(start=field[0] + call.start)
    mask = source.mask
    starts = source.starts
    row = max(0, source.row_of(place) - MOST_ROWS)
    begin = max(starts[row], place - FARTHEST)
    signs = list(SIGN.finditer(mask, begin, place))
    separators = source.language.argument_separators
    depth = 0
    found: list[int] = []  # separators of what may turn out to be arguments
    row_end = source.row_end(place)
    for match in reversed(signs):
        sign, at = match.group(), match.start()
        if sign == "\n":
            if not depth and source.language.statement.match(mask, at + 1, row_end):
                return None
            row_end = at
        elif sign in ")]}":
            depth += 1
        elif sign in OPENING:
            if depth:
                depth -= 1
                continue
            if sign == "{" and source.language.braces and not _is_value(source, at, begin):
                return None
            if sign == "(":
                named = _name_before(source, at)
                if named is not None:
                    return _call(source, named, at, place, found[::-1])
            found.clear()
        elif not depth:
            if sign in separators:
                found.append(at)
            elif sign == ";":
                return None
    return None


def _is_value(source: Source, at: int, begin: int) -> bool:
    """Whether a brace begins a value."""
    before = source.mask[max(begin, at - 200) : at]
    if VALUE_BEFORE.search(before):
        return True
    row = before.rpartition("\n")[2]
    return bool(TYPE_BEFORE.search(row)) and not TYPE_WORD.search(row)


def _name_before(source: Source, at: int) -> tuple[int, int] | None:
    """What is called with the parenthesis at an offset: its name's start and end. None where that
    parenthesis belongs to no call, but may be within another one's."""
    language = source.language
    before = source.before(at, LONGEST_NAME)
    more = re.escape(language.more_in_names)
    types = TYPES if language.angles else ""
    pattern = re.compile(rf"([\w{more}]+){types}{language.between}\Z")
    match = pattern.search(before)
    if match is None:
        # What is called has no name: `f(1)(2`, `table[1](2`.
        return (at, at) if BEFORE_CALL.search(before) else None
    start = at - len(before) + match.start(1)
    name = match[1]
    keywords = language.keywords or NO_CALL
    any_case = re.IGNORECASE if language.any_case else 0
    if re.fullmatch(keywords, name, any_case) and not _is_member(source.mask, start):
        return None
    return start, start + len(name)


def _is_member(mask: str, start: int) -> bool:
    before = mask[max(0, start - 3) : start].rstrip()
    return before.endswith((".", "->", "::")) and not before.endswith("..")


def _call(
    source: Source, named: tuple[int, int], opening: int, place: int, found: list[int]
) -> Call | None:
    mask = source.mask
    called = _called(source, *named)
    if called is None:
        return None
    apart = _apart(source, opening, place)
    starts = [opening + 1, *(each + 1 for each in found if not apart(each))]
    active = len(starts) - 1
    argument = mask[starts[-1] : place]
    blank = not argument.strip()
    # Those behind the place count as well, if the call has an end.
    close = Brackets(mask, LONGEST_LIST).closing(opening)
    if close >= place:
        blank = blank and not mask[place:close].strip()
        apart = _apart(source, opening, close)
        more = _separators(source, place, close)
        starts += (each + 1 for each in more if not apart(each))
    names = tuple(_named(source, each) for each in starts)
    return Call(called[0], named[0], called[1], names, active, blank)


def _called(source: Source, start: int, end: int) -> tuple[str, bool] | None:
    """What is to be looked for, and whether another thing has it. None if it is being defined, or
    nobody knows."""
    name = source.mask[start:end]
    language = source.language
    if not name or name[0].isdigit() or is_being_defined(source, start):
        return None
    if language.call_of_base is not None and language.call_of_base.search(source.before(end)):
        base = base_of_class_around(source, start)
        return (base, False) if base is not None else None
    if name == "new" and language.constructor == "initialize":  # Ruby's
        receiver = re.search(r"(\w+)\.\Z", source.before(start))
        return (receiver[1], False) if receiver is not None else None
    return None if _is_declared(source, start) else (name, _is_member(source.mask, start))


def _apart(source: Source, start: int, end: int) -> Callable[[int], bool]:
    """Whether an offset is in what has commas that separate no arguments."""
    found = [match.span() for match in source.language.apart.finditer(source.mask, start, end)]

    def is_apart(offset: int) -> bool:
        before = bisect_left(found, (offset, 0)) - 1
        return before >= 0 and offset < found[before][1]

    return is_apart


def _separators(source: Source, start: int, end: int) -> list[int]:
    found = []
    depth = 0
    for match in SIGN.finditer(source.mask, start, end):
        sign = match.group()
        if sign in OPENING:
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif not depth and sign in source.language.argument_separators:
            found.append(match.start())
    return found


def _named(source: Source, start: int) -> str:
    """What the argument that begins at an offset is called in it."""
    sign = source.language.named
    if not sign:
        return ""
    pattern = re.compile(rf"\s*(\w+)\s*{sign}(?![{sign}=~>])")
    match = pattern.match(source.mask, start, start + LONGEST_NAME)
    return match[1] if match is not None else ""


def _is_declared(source: Source, start: int) -> bool:
    """Whether it is a declaration that is being typed: `int add(int a`."""
    if not any(form.typed and "type" in form.before.groupindex for form in source.language.forms):
        return False
    before = source.before(start)
    match = re.search(r"([\w>\]])[ \t]+[*&]*\Z|\w[*&]+[ \t]+\Z", before)
    if match is None:
        return False
    word = re.search(r"(\w+)[ \t]*[*&]*[ \t]*\Z", before)
    return word is None or not NO_TYPE.fullmatch(word[1])

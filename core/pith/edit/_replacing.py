"""What replaces the places that were found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pith.edit._search import Match, SearchQuery, group_names
from pith.text import Edit


def replacement_edits(
    matches: Iterable[Match], template: str, query: SearchQuery, line_ending: str = "\n"
) -> list[Edit]:
    """The edits that put `template` in the place of each match.

    For a regular expression `$1`, `${1}` and `\\1` are a group, and so is `${name}`; `$&` and `$0`
    are the whole match, `$$` a dollar, and `\\n`, `\\t` and `\\\\` a line break, a tab and a
    backslash. `\\u` and `\\l` make the next letter of the group that follows a capital or a small
    one, `\\U` and `\\L` all of that group; with an `\\E` further on, these two reach up to it.
    Otherwise the template is meant literally. Line breaks become `line_ending`.
    """
    template = template.replace("\r\n", "\n")
    if not query.regex:
        insert = template.replace("\n", line_ending)
        return [Edit(match.start, match.end, insert) for match in matches]
    names = group_names(query) if "${" in template else {}
    parts = list(_parts(template.replace("\n", line_ending), line_ending, names))
    if not any(part.operations or part.group is not None for part in parts):
        insert = "".join(part.literal for part in parts)
        return [Edit(match.start, match.end, insert) for match in matches]
    return [Edit(match.start, match.end, _filled(parts, match.groups)) for match in matches]


class _Part(NamedTuple):
    """Something to put in: a text, or what a group matched; and what is done to its case.

    `operations` are of "u", "l", "U" and "L". The last two are for all of the part.
    """

    literal: str
    group: int | None
    operations: str
    whole: bool = False
    """Whether all digits are those of the group's number."""


_TOKEN = re.compile(r"\$(\$|&|\d{1,2})|\\([ntulULE\\])|(?:\$\{(\w+)\}|\\(\d))|[^$\\]+|.", re.DOTALL)


def _parts(template: str, line_ending: str, names: Mapping[str, int]) -> Iterator[_Part]:
    """The template, read once. A group's number is checked when it is known how many there are."""
    waiting = ""  # for the next group
    lasting = ""  # until \E
    for token in _TOKEN.finditer(template):
        dollar, backslash, *named = token.groups()
        group = named[0] or named[1]
        if group is not None and (group.isdecimal() or group in names):
            number = int(group) if group.isdecimal() else names[group]
            yield _Part(token[0], number, waiting + lasting, whole=True)
            waiting = ""
        elif backslash == "E":
            waiting = lasting = ""
        elif backslash in ("U", "L") and r"\E" in template[token.end() :]:
            lasting = backslash
        elif backslash is not None and backslash in "ulUL":
            waiting += backslash
        elif backslash is not None:
            literal = {"n": line_ending, "t": "\t", "\\": "\\"}[backslash]
            yield _Part(literal, None, "")
        elif dollar is None or dollar == "$":
            yield _Part("$" if dollar else token[0], None, lasting)
        else:
            yield _Part(token[0], 0 if dollar == "&" else int(dollar), waiting + lasting)
            waiting = ""


def _filled(parts: list[_Part], groups: tuple[str | None, ...]) -> str:
    return "".join(
        _cased(part.literal if part.group is None else _value(part, groups), part.operations)
        for part in parts
    )


def _value(part: _Part, groups: tuple[str | None, ...]) -> str:
    number = part.group or 0
    if number < len(groups):
        return groups[number] or ""
    if part.whole:
        return part.literal
    # Of `$12` with one group, the 2 is meant literally; of `$3`, all of it.
    first, rest = divmod(number, 10)
    return (groups[first] or "") + str(rest) if 0 < first < len(groups) else part.literal


def _cased(value: str, operations: str) -> str:
    """`value` with each of "u" and "l" done to one letter, and "U" or "L" to what is left."""
    done = ""
    for operation in operations:
        if operation in "UL":
            return done + (value.upper() if operation == "U" else value.lower())
        done += value[:1].upper() if operation == "u" else value[:1].lower()
        value = value[1:]
    return done + value

"""Classes, which are called as their constructor is, or with the fields they declare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from function_signatures._definition import Definition
from function_signatures._language import COMMENT
from function_signatures._parameters import Given, Listed, on_one_line
from function_signatures._source import LONGEST_BODY, Source

MOST_FIELDS = 200
DEEPEST = 5  # classes whose constructor is another one's
FIELD = re.compile(
    r"([^\W\d]\w*)[ \t]*:[ \t]*([^\n=]+?)[ \t]*(?:=[ \t]*(?!=)(?=\S)|$)", re.MULTILINE
)
NOT_GIVEN = re.compile(r"field\(.*\binit[ \t]*=[ \t]*False")
FACTORY = re.compile(r"field\((?!.*\bdefault(?:_factory)?[ \t]*=)")


class Find(Protocol):
    """Finds what a name is defined as between two offsets."""

    def __call__(
        self, source: Source, name: str, start: int, end: int, /
    ) -> Sequence[Definition]: ...


def constructors(
    source: Source, start: int, end: int, find: Find, deep: int = 0
) -> list[Definition]:
    """How the class is called whose name is at `start`, and ends before `end`."""
    if source.language.docstrings:
        return _of_python(source, start, end, find, deep)
    opening = source.mask.find("{", end, end + 1000)
    if source.language.indented:
        stop = _end_of_block(source, start)
    else:
        stop = source.bodies.closing(opening) if opening >= 0 else -1
        if stop < 0:
            return []
    name = source.language.constructor
    return [each._replace(outer=start, behind="") for each in find(source, name, end, stop)]


def _of_python(source: Source, start: int, end: int, find: Find, deep: int) -> list[Definition]:
    stop = _end_of_block(source, start)
    bases = _bases(source, end)
    head = end if bases is None else bases[1]
    depth = _depth_within(source, head, stop)
    for name in ("__init__", "__new__"):
        found = [
            each._replace(outer=start, behind="")
            for each in find(source, name, head, stop)
            if _indent(source, each.start) == depth
        ]
        if found:
            return found
    above = _decorators(source, start)
    names = source.mask[end + 1 : head].strip("() \t\n") if bases else ""
    if "dataclass" in above or re.search(r"\bNamedTuple\b", names):
        return [Definition(start, head, _fields(source, head, stop, depth), outer=None)]
    if not names:
        return [Definition(start, head, Listed("", ()))]
    if re.fullmatch(r"[\w.]+", names) and deep < DEEPEST:
        base = names.rpartition(".")[2]
        pattern = re.compile(
            rf"^[ \t]*class[ \t]+({re.escape(base)})\b(?=[ \t]*[:(\[])", re.MULTILINE
        )
        match = pattern.search(source.mask)
        if match is not None and match.start(1) != start:
            return [
                each._replace(outer=start)
                for each in constructors(source, match.start(1), match.end(1), find, deep + 1)
            ]
    return []


def base_of_class_around(source: Source, place: int) -> str | None:
    """The name of the first class that the one around an offset is made from."""
    found = None
    depth = _indent(source, place)
    for match in source.language.class_with_base.finditer(
        source.mask, max(0, place - LONGEST_BODY), place
    ):
        if "depth" not in match.re.groupindex or len(match["depth"]) < depth:
            found = match["base"]
    return found


def _bases(source: Source, end: int) -> tuple[int, int] | None:
    """Where the parentheses behind a class's name are, to behind the last one."""
    match = re.compile(r"[ \t]*(?:\[[^\]\n]*\][ \t]*)?\(").match(source.mask, end)
    if match is None:
        return None
    close = source.lists.closing(match.end() - 1)
    return None if close < 0 else (match.end() - 1, close + 1)


def _rows(source: Source, start: int, stop: int) -> Iterator[tuple[int, int, str]]:
    """Start, depth and text in the mask of the rows that begin there and have anything in them."""
    place = source.row_end(start) + 1
    while place < stop:
        end = source.row_end(place)
        row = source.mask[place:end]
        code = row.lstrip()
        if code:
            yield place, len(row) - len(code), code
        place = end + 1


def _indent(source: Source, offset: int) -> int:
    row = source.mask[source.row_start(offset) : offset]
    return len(row) - len(row.lstrip())


def _end_of_block(source: Source, start: int) -> int:
    """Where the first row begins that is no deeper than the one that `start` is in."""
    depth = _indent(source, start)
    limit = min(len(source.mask), start + LONGEST_BODY)
    for place, indent, code in _rows(source, start, limit):
        if indent <= depth and code[0] not in '")]}"':
            return place
    return limit


def _depth_within(source: Source, head: int, stop: int) -> int:
    return next((indent for _, indent, code in _rows(source, head, stop) if code[0] != '"'), 0)


def _decorators(source: Source, start: int) -> str:
    """The rows with `@` right above the one a definition begins in."""
    found = ""
    place = source.row_start(start)
    while place:
        above = source.row_start(place - 1)
        row = source.mask[above : place - 1]
        if not row.lstrip().startswith("@") or len(found) > 1000:
            break
        found += row + "\n"
        place = above
    return found


def _fields(source: Source, head: int, stop: int, depth: int) -> Listed:
    """What the class declares, as parameters."""
    text = ""
    found: list[Given] = []
    named = False
    for place, indent, _ in _rows(source, head, stop):
        match = FIELD.match(source.mask, place + indent)
        if indent != depth or match is None or len(found) >= MOST_FIELDS:
            continue
        name, kind = match[1], on_one_line(source, *match.span(2))
        if kind.endswith("KW_ONLY"):
            named = True
            text += ", *" if text else "*"
            continue
        if kind.startswith(("ClassVar", "typing.ClassVar")):
            continue
        end = source.row_end(match.end())
        value = source.text[match.end() : end].rstrip() if match.end() < end else ""
        code = source.mask[match.end() : end].replace(COMMENT, " ").rstrip()
        if NOT_GIVEN.match(code):
            continue
        value = value[: len(code)].rstrip()
        part = f"{name}: {kind}"
        if value and not FACTORY.match(code):
            simple = (
                len(value) <= 40 and "field(" not in value and value.count("(") == value.count(")")
            )
            part += f" = {value}" if simple else " = ..."
        text += ", " if text else ""
        found.append(Given(len(text), len(text) + len(part), name, named=named))
        text += part
    return Listed(text, tuple(found))

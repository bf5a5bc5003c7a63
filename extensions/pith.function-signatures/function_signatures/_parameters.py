"""Lists of parameters: where each one stands, and how it is given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from function_signatures._brackets import OPENING
from function_signatures._language import Language
from function_signatures._source import Source

# What a row of a list is made of: strings, which stay as they are, blanks, and the rest.
PIECE = re.compile(r'"+|\s+|[^\s"]+')
ANY_NUMBER = re.compile(
    r"(?:@\w+\s+)*(?:(?:private|protected|public|val|var|noinline|crossinline)\s+)*"
    r"(?:vararg|params)\b|[@%][A-Za-z_]|.*:\s*varargs\["
)
FIRST_WORD = re.compile(
    r"(?:@\w+\s+|\b(?:val|var|let|const|mut|final|private|protected|public|override|implicit|inout"
    r"|vararg|noinline|crossinline|readonly|in|out|ref)\s+)*[*&.@%]*([^\W\d]\w*|\$\w+)"
)
LAST_WORD = re.compile(r"([^\W\d]\w*)\s*(?:\[[^\]]*\]\s*)*$")


class Given(NamedTuple):
    """A parameter as it is written. `start` and `end` are places in the text of its list."""

    start: int
    end: int
    name: str
    #: Whether it stands for any number of arguments,
    many: bool = False
    #: whether for all that have a name that is not another parameter's,
    rest: bool = False
    #: and whether it is given by its name alone.
    named: bool = False


class Listed(NamedTuple):
    """All parameters of a function."""

    text: str
    parameters: tuple[Given, ...]


def separated(mask: str, start: int, end: int, separators: str, angles: bool) -> list[int]:
    """Where separators are between brackets. `angles`: whether `<` and `>` may be some."""
    found = []
    depth = inner = 0
    for match in re.finditer(rf"[()\[\]{{}}{'<>' if angles else ''}{separators}]", mask[start:end]):
        sign = match.group()
        place = start + match.start()
        if sign in OPENING:
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif sign == "<":
            inner += mask[place - 1].isalnum()
        elif sign == ">":
            inner -= mask[place - 1] not in "-="
        elif not depth and inner <= 0:
            found.append(place)
    if angles and inner:  # they compare
        return separated(mask, start, end, separators, False)
    return found


def on_one_line(source: Source, start: int, end: int) -> str:
    """What is written there, without comments, and with one blank for several. In strings there
    are as many as there were."""
    parts: list[str] = []
    blank = ""
    for match in PIECE.finditer(source.mask, start, end):
        piece = match.group()
        if piece.isspace():
            blank = piece if parts else ""
            continue
        if piece[0] == '"':
            piece = source.text[match.start() : match.end()]
        at_bracket = bool(blank) and (parts[-1][-1] in OPENING or piece[0] in ")]}")
        if blank and not ("\n" in blank and at_bracket):
            parts.append(" ")
        blank = ""
        parts.append(piece)
    return "".join(parts)


def listed(source: Source, start: int, end: int) -> Listed:
    """The list between two parentheses, of a definition: from behind one to before the other."""
    writing = _Writing(source, start)
    writing.write(start, end)
    return Listed(writing.text, () if writing.text == "void" else tuple(writing.found))


class _Writing:
    """A list that is put on one line."""

    def __init__(self, source: Source, start: int) -> None:
        self.source = source
        self._start = start
        self.text = ""
        self.found: list[Given] = []
        self._named = False  # whether one before was the last that is given by its place

    def write(self, start: int, end: int) -> None:
        language, mask = self.source.language, self.source.mask
        separator = ""
        for place, stop in _stretches(self.source, start, end):
            part = on_one_line(self.source, place, stop)
            if place == self._start and language.given is not None and language.given.match(part):
                continue
            if part:
                self.text += separator
                if language.optional and part[0] in "{[" and part[-1] in "]}":
                    self._named = part[0] == "{"
                    self.text += part[0]
                    self.write(mask.index(part[0], place) + 1, mask.rindex(part[-1], place, stop))
                    self.text += part[-1]
                else:
                    self._add(part)
            separator = f"{mask[stop]} " if self.text else ""

    def _add(self, part: str) -> None:
        language = self.source.language
        given = _given(part, language, len(self.text), self._named)
        self.text += part
        if given is not None:
            self.found.append(given)
        if part == "*" or (given is not None and given.many and language.stars):
            self._named = True


def _stretches(source: Source, start: int, end: int) -> Iterator[tuple[int, int]]:
    language = source.language
    for place in separated(source.mask, start, end, language.separators, language.angles):
        yield start, place
        start = place + 1
    yield start, end


def _given(part: str, language: Language, start: int, named: bool) -> Given | None:
    """`named`: whether one before it was the last that is given by its place."""
    end = start + len(part)
    if part in ("*", "/"):  # Python's
        return None
    if language.stars and part.startswith("**"):
        return Given(start, end, "", rest=True)
    before_default = part.split("=", 1)[0].rstrip()
    many = "..." in before_default or bool(ANY_NUMBER.match(part))
    scala = bool(language.named) and not language.name_last
    if (language.stars and part[0] == "*") or (scala and before_default.endswith("*")):
        many = True
    elif language.stars and language.named == ":":  # Ruby's `key: 1`
        named = named or bool(re.match(r"\w+:(?!:)", part))
    return Given(start, end, name_of(part, language), many=many, named=named and not many)


def name_of(part: str, language: Language) -> str:
    """The name of a parameter, "" where it has none."""
    if language.name_last:
        match = LAST_WORD.search(part.split("=", 1)[0].rstrip())
    else:
        match = FIRST_WORD.match(part)
    return match.group(1) if match is not None else ""

"""Reading TOML so that every complaint about it can name a line.

The standard library's reader gives values without places. Checkers give a path such as
`$.contributes.commands[1].id`; the scanner here, which reads only as much of the grammar as it
takes to know where keys and elements begin, finds the line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from pith.base._problems import Problem, ProblemError

TomlPath = tuple[str | int, ...]

# Compiled when they are first needed, which at most starts is never.
_BLANK = r"(?:[ \t\r\n]+|#[^\n]*)*"
_INLINE_BLANK = r"[ \t]*"
_BARE_KEY = r"[A-Za-z0-9_-]+"
_STRING = (
    r'"{3}(?:[^"\\]|\\[\s\S]|"(?!""))*"{3,5}'
    r"|'{3}(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
)
_SCALAR = r"[^,\]}#\n]+"
_PATH_STEP = r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]"
_ERROR_PLACE = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"
_ADVICE = {
    "Invalid value": 'texts need quotes: name = "text"',
    "Expected '=' after a key in a key/value pair": "write name = value",
    "Cannot overwrite a value": "it is given twice: remove one of them",
    "Cannot declare": "it is given twice: put both under one heading",
}


def parse_toml(source: str, name: str = "") -> dict[str, Any]:
    """The values of a TOML text; a byte order mark before it is overlooked.

    Raises ProblemError with `name` as the source, and the line and column of a fault.
    """
    import tomllib  # not needed where what was read before is cached

    try:
        return tomllib.loads(source.removeprefix("\ufeff"))
    except RecursionError:
        problem = Problem("arrays or tables stand too deep inside each other", name)
    except ValueError as error:
        problem = _syntax_problem(str(error), source, name)
    raise ProblemError(problem)


def _syntax_problem(text: str, source: str, name: str) -> Problem:
    place = re.search(_ERROR_PLACE, text)
    if place is not None:
        text = text[: place.start()]
    message = f"this is not TOML: {text[:1].lower()}{text[1:]}"
    if place is None:
        return Problem(message, name)
    if place[1] is None:
        # The end is not where to look for what has no end.
        scanner = _Scanner(source)
        scanner.scan()
        line = source.count("\n", 0, scanner.statement) + 1
        advice = "a quote, a bracket or a value is missing in what begins here"
        return Problem(message, name, line, advice=advice)
    advice = next((advice for start, advice in _ADVICE.items() if text.startswith(start)), "")
    return Problem(message, name, int(place[1]), int(place[2]), advice)


class TomlStatement(NamedTuple):
    """A heading, a pair, or a pair inside of an inline table; its offsets are of the whole text.

    `value` is where a pair's value begins, and for a heading the same as `end`, which is where
    the statement ends, without the comment and the line break behind it.
    """

    kind: str  # "table", "array", "pair" or "inline"
    path: TomlPath
    start: int
    value: int
    end: int


class TomlPositions:
    """Where the keys and the array elements of a TOML text begin.

    Scans the text when it is first asked. Of a text with a fault it knows what comes before.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self._scanned: _Scanner | None = None

    def statements(self) -> list[TomlStatement]:
        """All statements, by where they end."""
        return self._scan().statements

    def line(self, path: str | Sequence[str | int]) -> int | None:
        """The line, from 1, of what `path` names, or of the nearest thing around it.

        A path is a sequence of keys and indexes or is written `$.keybindings[3].key`. None if
        not even its first step is there: then the fault is that something is missing.
        """
        steps = _steps(path) if isinstance(path, str) else list(path)
        offset = self._nearest(steps)
        return None if offset is None else self._source.count("\n", 0, offset) + 1

    def _nearest(self, steps: list[str | int]) -> int | None:
        offsets = self._scan().offsets
        reached: TomlPath = ()
        while steps:
            # A key may have dots in it, which a written path does not tell from steps.
            for count in range(len(steps), 0, -1):
                taken = steps[:count]
                step = taken[0] if count == 1 else ".".join(map(str, taken))
                if (*reached, step) in offsets:
                    break
            else:
                break
            reached = (*reached, step)
            steps = steps[count:]
        return offsets.get(reached)

    def _scan(self) -> _Scanner:
        if self._scanned is None:
            self._scanned = _Scanner(self._source)
            self._scanned.scan()
        return self._scanned


def toml_line(source: str, path: str | Sequence[str | int]) -> int | None:
    """The line of `path` in the TOML text `source`: see TomlPositions.line."""
    return TomlPositions(source).line(path)


def _steps(path: str) -> list[str | int]:
    steps: list[str | int] = []
    for match in re.finditer(_PATH_STEP, path):
        if match[2] == "...":  # some value of a table: which one is not said
            break
        steps.append(match[1] if match[2] is None else int(match[2]))
    return steps


class _Fault(Exception):
    """The text is not TOML from here on."""


class _Scanner:
    def __init__(self, source: str) -> None:
        self.offsets: dict[TomlPath, int] = {}
        self.statements: list[TomlStatement] = []
        self.statement = 0  # where the one begins that was read last
        self._source = source
        self._position = 1 if source.startswith("\ufeff") else 0
        self._table_counts: dict[TomlPath, int] = {}  # of arrays of tables
        self._blank = re.compile(_BLANK)
        self._inline_blank = re.compile(_INLINE_BLANK)
        self._bare_key = re.compile(_BARE_KEY)
        self._string = re.compile(_STRING)
        self._scalar = re.compile(_SCALAR)

    def scan(self) -> None:
        try:
            self._document()
        except (_Fault, RecursionError):
            return

    def _document(self) -> None:
        table: TomlPath = ()
        while True:
            self._skip(self._blank)
            if self._position == len(self._source):
                return
            self.statement = self._position
            if self._peek() == "[":
                table = self._header()
            else:
                self._pair("pair", table)

    def _peek(self) -> str:
        return self._source[self._position : self._position + 1]

    def _skip(self, pattern: re.Pattern[str]) -> None:
        match = pattern.match(self._source, self._position)
        if match is None:
            raise _Fault
        self._position = match.end()

    def _expect(self, text: str) -> None:
        if not self._source.startswith(text, self._position):
            raise _Fault
        self._position += len(text)

    def _header(self) -> TomlPath:
        """`[a.b]` or `[[a.b]]`: the path of the table that the next pairs belong to."""
        start = self._position
        many = self._source.startswith("[[", start)
        self._position += 2 if many else 1
        keys = self._keys()
        self._expect("]]" if many else "]")
        path: TomlPath = ()
        for key in keys[:-1]:
            path = self._last_of((*path, key), start)
        path = (*path, keys[-1])
        if many:
            self.offsets.setdefault(path, start)
            index = self._table_counts.get(path, 0)
            self._table_counts[path] = index + 1
            path = (*path, index)
        self.offsets[path] = start
        kind, end = "array" if many else "table", self._position
        self.statements.append(TomlStatement(kind, path, start, end, end))
        return path

    def _last_of(self, path: TomlPath, start: int) -> TomlPath:
        """`path`, or its last element if it is an array of tables."""
        self.offsets.setdefault(path, start)
        count = self._table_counts.get(path)
        return path if count is None else (*path, count - 1)

    def _keys(self) -> list[str]:
        keys = []
        while True:
            self._skip(self._inline_blank)
            match = self._bare_key.match(self._source, self._position)
            if match is None:
                match = self._string.match(self._source, self._position)
                if match is None:
                    raise _Fault
                keys.append(_unquoted(match[0]))
            else:
                keys.append(match[0])
            self._position = match.end()
            self._skip(self._inline_blank)
            if self._peek() != ".":
                return keys
            self._position += 1

    def _pair(self, kind: str, table: TomlPath) -> None:
        start = self._position
        path = table
        for key in self._keys():
            path = (*path, key)
            self.offsets.setdefault(path, start)
        self._expect("=")
        self._skip(self._inline_blank)
        value = self._position
        self._value(path)
        self.statements.append(TomlStatement(kind, path, start, value, self._position))

    def _value(self, path: TomlPath) -> None:
        opening = self._peek()
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline_table(path)
        elif opening in "\"'":
            self._skip(self._string)
        else:
            start = self._position
            self._skip(self._scalar)
            self._position = start + len(self._source[start : self._position].rstrip())

    def _array(self, path: TomlPath) -> None:
        self._position += 1
        index = 0
        while True:
            self._skip(self._blank)
            if self._peek() == "]":
                break
            element = (*path, index)
            self.offsets[element] = self._position
            self._value(element)
            index += 1
            self._skip(self._blank)
            if self._peek() != "]":
                self._expect(",")
        self._position += 1

    def _inline_table(self, path: TomlPath) -> None:
        self._position += 1
        while True:
            self._skip(self._blank)
            if self._peek() == "}":
                break
            self._pair("inline", path)
            self._skip(self._blank)
            if self._peek() != "}":
                self._expect(",")
        self._position += 1


def _unquoted(key: str) -> str:
    if "\\" not in key:
        return key[1:-1]
    try:
        return next(iter(parse_toml(f"{key} = 0")))
    except ProblemError:
        raise _Fault from None

"""Changing a text of settings as a careful person would: nothing else in it moves.

The change is spliced into the text at the place that the scanner of TOML names, so that all
around it stays byte for byte. (A library that reads the text and writes it anew puts new keys
after the comments of the next section, and takes longer than a frame for a long file.) There are
several places where a new key can stand, and TOML has rules that make some of them wrong: each
result is read again, and the first that says what it should is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pith.base import Problem, ProblemError, TomlPositions, TomlStatement, parse_toml
from pith.settings._layers import LANGUAGE_SECTION
from pith.settings._setting import shown, shown_key

Steps = tuple[str, ...]


def edit_settings(source: str, changes: Mapping[str, object | None], path: str = "") -> str:
    """`source` with each key of `changes` set to its value, or taken out if that is None.

    Keys are those of settings, with `language.<id>.` before them for one language. All else in
    the text stays as it is. Raises ProblemError, with `path` as the source, if the text is not
    TOML, if a value cannot be written, or if a change cannot be made without touching more.
    """
    for key, value in changes.items():
        values = parse_toml(source, path)
        if value is not None and not _is_writable(value):
            advice = "expected a text, a number, true or false, a list or a table"
            message = f"{shown(value)} cannot be written as '{key}'"
            raise ProblemError(Problem(message, path, advice=advice))
        steps = _steps(values, key)
        source = _Edit(source, values, path, key).change(steps, value)
    return source


def _steps(values: Mapping[str, Any], key: str) -> Steps:
    """The way to `key`: as it is written now, if it is, otherwise section by section."""
    steps = key.split(".")
    head = steps[:2] if steps[0] == LANGUAGE_SECTION and len(steps) > 2 else []
    table: Any = values
    for step in head:
        table = table.get(step, {}) if isinstance(table, Mapping) else {}
    quoted = ".".join(steps[len(head) :])
    if isinstance(table, Mapping) and quoted in table:
        return (*head, quoted)
    return tuple(steps)


class _Edit:
    """One change of one text."""

    def __init__(self, source: str, values: dict[str, Any], path: str, key: str) -> None:
        self._source = source
        self._values = values
        self._path = path
        self._key = key
        self._statements = TomlPositions(source).statements()
        self._line_break = "\r\n" if "\r\n" in source else "\n"

    def change(self, steps: Steps, value: object | None) -> str:
        wanted = self._wanted(steps, value)
        if _same(_at(self._values, steps), value):
            return self._source
        for text in self._candidates(steps, value):
            try:
                result = parse_toml(text)
            except ProblemError:
                continue
            # A table with nothing in it is no setting, unless it is what is set.
            if _same(_at(result, steps), value) and _same(_pruned(result), _pruned(wanted)):
                return text
        message = f"'{self._key}' cannot be set without harm to the rest"
        raise ProblemError(Problem(message, self._path, advice="change the file by hand"))

    def _wanted(self, steps: Steps, value: object | None) -> dict[str, Any]:
        """The values that the changed text has to give."""
        wanted = table = dict(self._values)
        for index, step in enumerate(steps[:-1]):
            inner = table.get(step)
            if inner is None:
                if value is None:
                    return wanted
                inner = {}
            if not isinstance(inner, dict):
                name = ".".join(steps[: index + 1])
                advice = f"remove the line that sets '{name}'"
                message = f"'{self._key}' cannot be set: '{name}' is not a table"
                raise ProblemError(Problem(message, self._path, advice=advice))
            table[step] = table = dict(inner)
        if value is None:
            table.pop(steps[-1], None)
        else:
            table[steps[-1]] = value
        return wanted

    def _candidates(self, steps: Steps, value: object | None) -> Iterator[str]:
        if value is None:
            yield self._without(steps)
            return
        written = next((each for each in self._statements if _is_value_of(each, steps)), None)
        literal = shown(value, cut=False)
        if written is not None:
            yield self._spliced(written.value, written.end, literal)
            return
        if _at(self._values, steps) is not None:  # written as a table, line by line
            replaced = _Edit(self._without(steps), {}, self._path, self._key)
            yield from replaced._additions(steps, value)
        yield from self._additions(steps, value)

    # -- taking out

    def _without(self, steps: Steps) -> str:
        """The text without what is written at or below `steps`, nor the lines this leaves bare."""
        text, statements = self._source, self._statements
        while True:
            removed = [each for each in statements if each.path[: len(steps)] == steps]
            if not removed:
                return text
            # From the last to the first, since a heading says what those below it are; one at a
            # time, since a comma may belong to either of two.
            last = max(removed, key=lambda each: each.start)
            while enclosing := [each for each in removed if each.start < last.start < each.end]:
                last = enclosing[0]
            start, end = _extent(text, last)
            text = text[:start] + text[end:]
            statements = TomlPositions(text).statements()

    # -- putting in

    def _additions(self, steps: Steps, value: object) -> Iterator[str]:
        section, name = steps[:-1], steps[-1]
        line = f"{shown_key(name)} = {shown(value, cut=False)}"
        heading = self._heading(section)
        if heading is not None and not isinstance(value, dict):
            yield from self._below_its_comment(heading, name, line)
            yield self._after(self._last_of(heading), line)
        yield from self._beside_siblings(section, line)
        yield from self._inside_braces(section, line)
        yield self._at_the_end(steps, value)
        for count in range(len(section) - 1, 0, -1):
            outer, dotted = section[:count], _dotted(section[count:], line)
            yield from self._inside_braces(outer, dotted)
            heading = self._heading(outer)
            if heading is not None:
                yield self._after(self._last_of(heading), dotted)
        yield from self._above_headings(_dotted(section, line))

    def _heading(self, section: Steps) -> TomlStatement | None:
        for statement in self._statements:
            if statement.kind == "table" and statement.path == section:
                return statement
        return None

    def _last_of(self, heading: TomlStatement) -> TomlStatement:
        """The last pair below a heading, or the heading itself."""
        last = heading
        for statement in self._statements[self._statements.index(heading) + 1 :]:
            if statement.kind in ("table", "array"):
                break
            if statement.kind == "pair":
                last = statement
        return last

    def _below_its_comment(self, heading: TomlStatement, name: str, line: str) -> Iterator[str]:
        """Where the setting stands commented out, as in the template."""
        following = [
            each.start
            for each in self._statements
            if each.kind in ("table", "array") and each.start > heading.start
        ]
        end = min(following, default=len(self._source))
        pattern = re.compile(rf"^#[ \t]*{re.escape(name)}[ \t]*=[^\n]*", re.MULTILINE)
        match = pattern.search(self._source, heading.end, end)
        if match is not None:
            yield self._new_line(_end_of_line(self._source, match.end()), line)

    def _beside_siblings(self, section: Steps, line: str) -> Iterator[str]:
        """After `editor.tabSize = 4`, written so."""
        table: tuple[str | int, ...] = ()
        found: tuple[TomlStatement, Steps] | None = None
        for statement in self._statements:
            if statement.kind in ("table", "array"):
                table = statement.path
            elif statement.kind == "pair" and statement.path[:-1] == section != table:
                found = statement, section[len(table) :]
        if found is not None:
            yield self._after(found[0], _dotted(found[1], line))

    def _inside_braces(self, section: Steps, line: str) -> Iterator[str]:
        for statement in self._statements:
            if statement.path == section and self._source[statement.value :][:1] == "{":
                inside = self._source[statement.value + 1 : statement.end - 1].rstrip(" \t,")
                text = f"{inside}, {line} }}" if inside.strip() else f" {line} }}"
                yield self._spliced(statement.value + 1, statement.end, text)

    def _at_the_end(self, steps: Steps, value: object) -> str:
        lines = []
        if isinstance(value, dict) and value:
            lines.append(f"[{'.'.join(map(shown_key, steps))}]")
            lines += [f"{shown_key(key)} = {shown(value[key], cut=False)}" for key in value]
        else:
            lines.append(f"[{'.'.join(map(shown_key, steps[:-1]))}]")
            lines.append(f"{shown_key(steps[-1])} = {shown(value, cut=False)}")
        text = self._source
        if text.strip("\ufeff \t") and not text.endswith("\n"):
            text += self._line_break
        if text.strip("\ufeff \t\r\n"):
            text += self._line_break
        return text + self._line_break.join([*lines, ""])

    def _above_headings(self, line: str) -> Iterator[str]:
        last: TomlStatement | None = None
        for statement in self._statements:
            if statement.kind in ("table", "array"):
                break
            if statement.kind == "pair":
                last = statement
        if last is not None:
            yield self._after(last, line)

    # -- text

    def _spliced(self, start: int, end: int, text: str) -> str:
        return self._source[:start] + text + self._source[end:]

    def _after(self, statement: TomlStatement, line: str) -> str:
        """`line` below a statement, indented as it is."""
        begin = self._source.rfind("\n", 0, statement.start) + 1
        indentation = self._source[begin : statement.start].strip("\ufeff")
        return self._new_line(_end_of_line(self._source, statement.end), indentation + line)

    def _new_line(self, offset: int, line: str) -> str:
        before = self._source[:offset]
        gap = self._line_break if before.strip("\ufeff") and not before.endswith("\n") else ""
        return self._spliced(offset, offset, gap + line + self._line_break)


def _extent(text: str, statement: TomlStatement) -> tuple[int, int]:
    """What goes with a statement: its lines, or inside an inline table its comma."""
    start, end = statement.start, statement.end
    if statement.kind != "inline":
        return text.rfind("\n", 0, start) + 1, _end_of_line(text, end)
    after = re.compile(r"[ \t]*,[ \t]*").match(text, end)
    if after is not None:
        return start, after.end()
    before = text[:start].rstrip()
    return (len(before) - 1 if before.endswith(",") else start), end


def _end_of_line(text: str, offset: int) -> int:
    """Where the line after the one with `offset` begins."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def _at(values: object, steps: Steps) -> object:
    """What stands at `steps`, None if nothing does."""
    for step in steps:
        values = values.get(step) if isinstance(values, dict) else None
    return values


def _pruned(values: dict[str, Any]) -> dict[str, Any]:
    """`values` without tables that have nothing in them."""
    pruned: dict[str, Any] = {}
    for key, value in values.items():
        kept = _pruned(value) if isinstance(value, dict) else value
        if kept != {}:
            pruned[key] = kept
    return pruned


def _dotted(section: Steps, line: str) -> str:
    return ".".join([*map(shown_key, section), line])


def _is_value_of(statement: TomlStatement, steps: Steps) -> bool:
    return statement.kind in ("pair", "inline") and statement.path == steps


def _is_writable(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_writable(value[key]) for key in value)
    if isinstance(value, (list, tuple)):
        return all(map(_is_writable, value))
    if isinstance(value, str):
        return not any("\ud800" <= character <= "\udfff" for character in value)
    return isinstance(value, (bool, int, float))


def _same(one: object, other: object) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(_same, one, other))
    # NaN is not itself, and true is not 1.
    return type(one) is type(other) and (one == other or one != one)

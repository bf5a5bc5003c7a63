"""Key bindings as people write them: TOML, in two steps so that the first can be cached.

    [[keybindings]]
    key = "ctrl+k ctrl+c"
    command = "edit.toggleLineComment"
    when = "editorFocus"
    args = { }
    platform = "linux windows"

`platform` names the systems that a binding is for (linux, macos, windows); without it, it is for
all. `compile_keybindings` reads and checks; what it gives holds only tuples, lists, dicts, texts
and numbers, so that `marshal` writes and reads it. `bindings_from` makes Bindings of that, which
takes a tenth of the time.
"""

from __future__ import annotations

from typing import Any

from pith.base import Problem, ProblemError, Severity, TomlPositions, parse_toml
from pith.commands._chords import KeySequence
from pith.commands._key_names import current_platform
from pith.commands._keymap import Binding
from pith.commands._when import When

CompiledBinding = tuple[str, str, dict[str, Any], str, int]
"""keys (normalised; "" for none), command, args, when, line"""
CompiledProblem = tuple[str, int | None, int | None, str]
"""message, line, column, advice"""
CompiledKeybindings = tuple[list[CompiledBinding], list[CompiledProblem]]

_FIELDS = ("key", "command", "when", "args", "platform")
_PLATFORMS: tuple[str, ...] = ("linux", "macos", "windows")
_EXAMPLE = '[[keybindings]] with key = "ctrl+s" and command = "file.save"'


def load_keybindings(
    source: str, path: str, owner: str = "", platform: str | None = None
) -> tuple[list[Binding], list[Problem]]:
    """The bindings in a TOML text and what is wrong with it; a wrong entry stops no other."""
    try:
        compiled = compile_keybindings(source, platform)
    except ProblemError as error:
        return [], [problem._replace(source=path) for problem in error.problems]
    return bindings_from(compiled, path, owner)


def bindings_from(
    compiled: CompiledKeybindings, path: str, owner: str = ""
) -> tuple[list[Binding], list[Problem]]:
    """What compile_keybindings gave, as Bindings of `owner` and Problems of the file `path`."""
    entries, faults = compiled
    bindings = [
        Binding(
            KeySequence.parse(keys) if keys else KeySequence(),
            command,
            args,
            When.parse(when) if when else None,
            owner,
            f"{path}:{line}",
        )
        for keys, command, args, when, line in entries
    ]
    problems = [
        Problem(message, path, line, column, advice, Severity.ERROR)
        for message, line, column, advice in faults
    ]
    return bindings, problems


def compile_keybindings(source: str, platform: str | None = None) -> CompiledKeybindings:
    """Read and check a TOML text. `platform` says what `mod` is (see KeySequence.parse), and
    which bindings there are; None: the one this runs on.

    Raises ProblemError if it is not TOML at all.
    """
    reader = _Reader(source, platform)
    reader.read()
    return reader.bindings, reader.problems


def parse_platforms(source: str) -> tuple[str, ...]:
    """The systems that the `platform` of a binding names.

    Raises ProblemError for one that there is not, and if it names none.
    """
    names = tuple(source.split())
    problems = [f"there is no platform '{name}'" for name in names if name not in _PLATFORMS]
    if not names:
        problems = ["'platform' names none"]
    if problems:
        expected = f"expected {', '.join(_PLATFORMS)}, or several with spaces between"
        raise ProblemError(*(Problem(each, advice=expected) for each in problems))
    return names


class _Reader:
    def __init__(self, source: str, platform: str | None) -> None:
        self.bindings: list[CompiledBinding] = []
        self.problems: list[CompiledProblem] = []
        self._source = source
        self._platform = platform or current_platform()
        self._positions = TomlPositions(source)

    def read(self) -> None:
        values = parse_toml(self._source)
        for name in values:
            if name != "keybindings":
                self._complain(f"'{name}' is not expected here", [name], f"write {_EXAMPLE}")
        entries = values.get("keybindings", [])
        if not isinstance(entries, list):
            self._complain(
                "'keybindings' is not a list of tables", ["keybindings"], f"write {_EXAMPLE}"
            )
            return
        for index, entry in enumerate(entries):
            self._read_entry(["keybindings", index], entry)

    def _complain(
        self, message: str, path: list[str | int], advice: str = "", column: int | None = None
    ) -> None:
        self.problems.append((message, self._positions.line(path), column, advice))

    def _read_entry(self, path: list[str | int], entry: object) -> None:
        before = len(self.problems)
        if not isinstance(entry, dict):
            self._complain(f"this binding is {_kind(entry)}", path, f"write {_EXAMPLE}")
            return
        for name in entry:
            if name not in _FIELDS:
                self._complain(f"a binding has no '{name}'", [*path, name], _nearest_field(name))
        command = self._text(path, entry, "command")
        keys = self._text(path, entry, "key")
        when = self._text(path, entry, "when")
        args = entry.get("args", {})
        named = self._text(path, entry, "platform")
        platforms = _PLATFORMS
        if named is not None:
            try:
                platforms = parse_platforms(named)
            except ProblemError as error:
                for problem in error.problems:
                    self._complain(problem.message, [*path, "platform"], problem.advice)
        if command is not None:
            self._check_command(path, command, "key" in entry)
        keys = self._normalised_keys(path, keys)
        if when:
            self._check_when(path, when)
        if not isinstance(args, dict):
            self._complain(
                f"'args' is {_kind(args)}", [*path, "args"], 'expected a table: { name = "value" }'
            )
        elif not _is_plain(args):
            self._complain("'args' has a date or a time", [*path, "args"], "write it as a text")
        if len(self.problems) == before and self._platform in platforms:
            line = self._positions.line(path) or 0
            self.bindings.append((keys or "", command or "", args, when or "", line))

    def _text(self, path: list[str | int], entry: dict[str, Any], name: str) -> str | None:
        value = entry.get(name)
        if value is not None and not isinstance(value, str):
            self._complain(
                f"'{name}' is {_kind(value)}", [*path, name], "expected a text in quotes"
            )
            return None
        if name == "command" and value is None:
            self._complain("this binding has no command", path, f"write {_EXAMPLE}")
        return value

    def _check_command(self, path: list[str | int], command: str, has_key: bool) -> None:
        name = command.removeprefix("-")
        if not name or any(character.isspace() for character in name):
            self._complain(
                f"'{command}' is not a command",
                [*path, "command"],
                "expected an id such as file.save, or -file.save to take a binding away",
            )
        elif name == command and not has_key:
            self._complain(f"the binding of '{command}' has no key", path, f"write {_EXAMPLE}")

    def _normalised_keys(self, path: list[str | int], keys: str | None) -> str | None:
        if keys is None:
            return None
        try:
            return str(KeySequence.parse(keys, self._platform))
        except ProblemError as error:
            for problem in error.problems:
                self._complain(problem.message, [*path, "key"], problem.advice)
            return None

    def _check_when(self, path: list[str | int], when: str) -> None:
        try:
            When.parse(when)
        except ProblemError as error:
            line = self._positions.line([*path, "when"])
            for problem in error.problems:
                column = self._column(line, when, problem.column)
                self.problems.append((problem.message, line, column, problem.advice))

    def _column(self, line: int | None, value: str, column: int | None) -> int | None:
        """The column in the file of a column of `value`, if it is written out in that line."""
        if line is None or column is None:
            return None
        start = self._source.split("\n", line)[line - 1].find(value)
        return None if start < 0 else start + column


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text"}
    names |= {list: "a list", dict: "a table"}
    return names.get(type(value), "a date or a time")


def _nearest_field(name: str) -> str:
    import difflib

    near = difflib.get_close_matches(name, _FIELDS, 1)
    return f"did you mean '{near[0]}'?" if near else f"expected {', '.join(_FIELDS)}"


def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(_is_plain(each) for each in value.values())
    if isinstance(value, list):
        return all(_is_plain(each) for each in value)
    return isinstance(value, (bool, int, float, str))

"""One layer of settings: values as they were written, and where."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import IntEnum
from typing import Any, NamedTuple

from pith.base import Problem, Severity, TomlPositions, parse_toml
from pith.settings._setting import Setting, shown

LANGUAGE_SECTION = "language"
MOST_PROBLEMS = 100

Values = Mapping[str, Any]


class SettingsLayer(IntEnum):
    """Whose values: those of a higher layer win, and for one language those set for it."""

    DEFAULT = 0
    USER = 1
    FOLDER = 2


class LoadedSettings(NamedTuple):
    """What a text of settings holds: nested tables, and where each thing is written."""

    values: dict[str, Any]
    positions: TomlPositions


def load_settings(source: str, path: str = "") -> LoadedSettings:
    """Read a TOML text of settings. Raises ProblemError, with line and column, if it is none.

    `"editor.tabSize" = 4` at the top, as other editors write it, is taken for `editor.tabSize`.
    """
    return LoadedSettings(parse_toml(source, path), TomlPositions(source))


class LayerContent:
    """The values of a layer, sorted by declared setting, and what is wrong with them."""

    def __init__(
        self, values: Values, source: str = "", positions: TomlPositions | None = None
    ) -> None:
        self._values = values
        self._source = source
        self._positions = positions
        self._faults: list[_Fault] = []
        self._declared: Mapping[str, Setting] = {}
        self.by_language: dict[str, dict[str, Any]] = {}

    def may_have(self, key: str) -> bool:
        """Whether something is said of the setting `key`, or of what it lies in."""
        start = key.partition(".")[0]
        languages = self._values.get(LANGUAGE_SECTION, {})
        tables = list(languages.values()) if isinstance(languages, dict) else []
        return any(
            name.partition(".")[0] == start
            for table in (self._values, *tables)
            if isinstance(table, dict)
            for name in table
        )

    def sort(self, declared: Mapping[str, Setting], sections: Collection[str]) -> None:
        """Find the values of the `declared` settings, and all that is none of them.

        `by_language` then holds what is valid, "" being no language.
        """
        self._declared = declared
        self._faults = []
        self.by_language = {}
        plain = dict(self._values)
        languages = plain.pop(LANGUAGE_SECTION, {})
        self._sort_table(plain, sections, "")
        if not isinstance(languages, dict):
            advice = "write [language.python.editor] and below it tabSize = 4"
            self._complain([LANGUAGE_SECTION], "'language' is not a table", advice)
            return
        for language, values in languages.items():
            if isinstance(values, dict):
                self._sort_table(values, sections, language)
            else:
                advice = f"write [language.{language}.editor] and below it tabSize = 4"
                path: list[str | int] = [LANGUAGE_SECTION, language]
                self._complain(path, f"'language.{language}' is not a table", advice)

    def _sort_table(self, values: Values, sections: Collection[str], language: str) -> None:
        found = self.by_language.setdefault(language, {})
        start: list[str | int] = [LANGUAGE_SECTION, language] if language else []
        pending: list[tuple[str, list[str | int], Any]] = [
            (name, [*start, name], value) for name, value in values.items()
        ]
        while pending:
            key, path, value = pending.pop(0)
            setting = self._declared.get(key)
            if setting is not None:
                if self._check(setting, path, value, language):
                    found[key] = value
            elif key in sections and isinstance(value, dict):
                pending[:0] = [(f"{key}.{name}", [*path, name], value[name]) for name in value]
            elif key in sections:
                advice = f"write [{key}] and below it the settings of that section"
                self._complain(path, f"'{key}' is a section of settings, not a setting", advice)
            else:
                self._faults.append(_Fault(path, f"there is no setting '{key}'", unknown=key))

    def _check(self, setting: Setting, path: list[str | int], value: object, language: str) -> bool:
        if language and not setting.per_language:
            advice = "set it for all languages"
            self._complain(path, f"'{setting.key}' cannot differ between languages", advice)
            return False
        if not setting.accepts(value):
            self._complain(
                path, f"'{setting.key}' is {shown(value)}", f"expected {setting.expected()}"
            )
            return False
        return True

    def _complain(self, path: list[str | int], message: str, advice: str) -> None:
        self._faults.append(_Fault(path, message, advice))

    def problems(self) -> list[Problem]:
        """What `sort` found to be wrong, in the order of the text; not more than people read."""
        found = [self._problem(fault) for fault in self._faults[:MOST_PROBLEMS]]
        found.sort(key=lambda problem: problem.line or 0)
        rest = self._faults[MOST_PROBLEMS:]
        if rest:
            line = self._line(rest[0])
            found.append(Problem(f"{len(rest):,} more settings are wrong", self._source, line))
        return found

    def _problem(self, fault: _Fault) -> Problem:
        line = self._line(fault)
        if not fault.unknown:
            return Problem(fault.message, self._source, line, advice=fault.advice)
        advice = _nearest(fault.unknown, self._declared)
        return Problem(fault.message, self._source, line, None, advice, Severity.WARNING)

    def _line(self, fault: _Fault) -> int | None:
        return self._positions.line(fault.path) if self._positions is not None else None


class _Fault(NamedTuple):
    """What will be a Problem when somebody asks: at start, before extensions have declared
    theirs, many settings are unknown for a moment."""

    path: list[str | int]
    message: str
    advice: str = ""
    unknown: str = ""


def sections_of(key: str) -> list[str]:
    """The sections a setting stands in, outermost first."""
    return [key[:index] for index, character in enumerate(key) if character == "."]


def _nearest(key: str, declared: Mapping[str, Setting]) -> str:
    import difflib

    near = difflib.get_close_matches(key, declared, 1)
    return (
        f"did you mean '{near[0]}'?" if near else "it may belong to an extension that is not here"
    )

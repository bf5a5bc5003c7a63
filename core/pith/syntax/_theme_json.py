"""Reading VS Code's colour themes: JSON with comments and trailing commas, and `include`.

The format: https://code.visualstudio.com/api/extension-guides/color-theme
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from pith.base import Problem, ProblemError, Severity
from pith.syntax._colors import Color
from pith.syntax._theme import IncludeReader, Rule

# A string, or what JSON has no room for. Strings come first, so that "//" inside one stays.
_STRING = r'"(?:[^"\\\n]|\\.)*"'
_COMMENT = rf"(?s:{_STRING}|//[^\n]*|/\*.*?\*/)"
_TRAILING_COMMA = rf"(?s:{_STRING}|,(?=\s*[}}\]]))"
_LARGEST = 4_000_000
_DEEPEST_INCLUDE = 8


class ThemeData(NamedTuple):
    """A theme's file, checked, with what it includes."""

    name: str
    kind: str
    colors: dict[str, str]
    rules: list[Rule]
    problems: tuple[Problem, ...]


def parse_tolerant_json(source: str, path: str = "") -> Any:
    """What JSON with comments and trailing commas says. Raises ProblemError."""
    source = source.removeprefix("\ufeff")
    if len(source) > _LARGEST:
        raise ProblemError(Problem(f"larger than {_LARGEST} characters", path))
    try:
        return json.loads(source)
    except ValueError:
        pass
    except RecursionError as error:
        raise ProblemError(Problem("nested too deeply", path)) from error

    def blank(match: re.Match[str]) -> str:
        text = match[0]
        # Line breaks stay, so that later complaints name the right line and column.
        return text if text[0] == '"' else re.sub(r"[^\n]", " ", text)

    try:
        return json.loads(re.sub(_TRAILING_COMMA, blank, re.sub(_COMMENT, blank, source)))
    except json.JSONDecodeError as error:
        raise ProblemError(
            Problem(f"no valid JSON: {error.msg}", path, error.lineno, error.colno)
        ) from error
    except RecursionError as error:
        raise ProblemError(Problem("nested too deeply", path)) from error


def parse_theme(
    source: str, path: str = "", include: IncludeReader | None = None, _depth: int = 0
) -> ThemeData:
    """The theme in the text of a file.

    `include(name)` gives the text of another file, named from this one's folder. Raises
    ProblemError if the file is no theme at all; single faults are listed in `problems` and what
    they concern is left out.
    """
    data = parse_tolerant_json(source, path)
    if not isinstance(data, dict):
        raise ProblemError(
            Problem(
                "expected an object", path, 1, advice='write {"colors": {…}, "tokenColors": […]}'
            )
        )
    reader = _Reader(source, path)
    colors: dict[str, str] = {}
    rules: list[Rule] = []
    included = data.get("include")
    if isinstance(included, str):
        base = _included(included, reader, include, _depth)
        if base is not None:
            colors.update(base.colors)
            rules.extend(base.rules)
            reader.problems.extend(base.problems)
    reader.read_colors(data.get("colors", {}), colors)
    # Old themes hold the rules as `settings`, as TextMate's do.
    reader.read_rules(data.get("tokenColors", data.get("settings", [])), rules)
    kind = data.get("type")
    if kind not in ("dark", "light"):
        kind = {"hc": "dark", "hcDark": "dark", "hc-black": "dark", "hcLight": "light"}.get(
            str(kind), _kind_of(colors)
        )
    name = data.get("name")
    return ThemeData(
        name if isinstance(name, str) else "", kind, colors, rules, tuple(reader.problems)
    )


def _included(
    name: str, reader: _Reader, include: IncludeReader | None, depth: int
) -> ThemeData | None:
    if include is None or depth >= _DEEPEST_INCLUDE:
        reader.complain(f"`include` of {name!r} is not followed", "include")
        return None
    try:
        return parse_theme(include(name), name, include, depth + 1)
    except (OSError, UnicodeDecodeError) as error:
        reader.complain(f"cannot read what `include` names, {name!r}: {error}", "include")
    except ProblemError as error:
        reader.problems.extend(error.problems)
    return None


def _kind_of(colors: dict[str, str]) -> str:
    background = Color.parse(colors.get("editor.background", "#000000"))
    return "light" if background.luminance > 0.4 else "dark"


class _Reader:
    """Takes what is right and complains about the rest."""

    def __init__(self, source: str, path: str) -> None:
        self._source = source
        self._path = path
        self.problems: list[Problem] = []

    def complain(self, message: str, near: str, advice: str = "") -> None:
        at = self._source.find(json.dumps(near))
        line = self._source.count("\n", 0, at) + 1 if at >= 0 else None
        self.problems.append(
            Problem(message, self._path, line, advice=advice, severity=Severity.WARNING)
        )

    def _color(self, value: Any, what: str) -> str | None:
        if isinstance(value, str):
            try:
                return str(Color.parse(value))
            except ValueError:
                pass
        self.complain(
            f"{value!r} is no color of {what!r}",
            value if isinstance(value, str) else what,
            "write #rgb, #rgba, #rrggbb or #rrggbbaa",
        )
        return None

    def read_colors(self, value: Any, colors: dict[str, str]) -> None:
        if not isinstance(value, dict):
            self.complain("`colors` is no object", "colors")
            return
        for key, text in value.items():
            if text is None or text == "default":  # back to what an id is by default
                colors.pop(key, None)
                continue
            color = self._color(text, key)
            if color is not None:
                colors[key] = color

    def read_rules(self, value: Any, rules: list[Rule]) -> None:
        if isinstance(value, str):
            self.complain("`tokenColors` names a file of TextMate's, which is not read", value)
            return
        if not isinstance(value, list):
            self.complain("`tokenColors` is no list", "tokenColors")
            return
        for entry in value:
            settings = entry.get("settings") if isinstance(entry, dict) else None
            if not isinstance(settings, dict):
                self.complain("a rule of `tokenColors` has no `settings`", "tokenColors")
                continue
            scope = entry.get("scope", "")
            self._read_rule(scope, settings, rules)

    def _read_rule(self, scope: Any, settings: dict[str, Any], rules: list[Rule]) -> None:
        selectors = scope.split(",") if isinstance(scope, str) else scope
        if not isinstance(selectors, list) or not all(isinstance(s, str) for s in selectors):
            self.complain(f"{scope!r} is no scope", "scope", "write a string or a list of strings")
            return
        colors = [
            self._color(settings[key], key) if settings.get(key) else None
            for key in ("foreground", "background")
        ]
        font_style = settings.get("fontStyle")
        if not isinstance(font_style, str):
            font_style = None
        for text in selectors:
            for selector in text.split(","):
                name = selector.strip()
                # "a b" is b inside a, "a - b" is a but not b: a token here has one scope, and
                # what it stands in is not known.
                if " " not in name:
                    rules.append(Rule(name, colors[0], colors[1], font_style))

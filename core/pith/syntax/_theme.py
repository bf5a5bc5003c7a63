"""A theme: colours of the window by VS Code's ids, and styles of text by scope."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pith.base import Problem
from pith.syntax._colors import Color

ThemeKind = Literal["dark", "light"]
IncludeReader = Callable[[str], str]


class Rule(NamedTuple):
    """What a theme says of one scope; None: nothing. `font_style` holds words such as "italic"."""

    scope: str
    foreground: str | None
    background: str | None
    font_style: str | None


class Style(NamedTuple):
    """How text of a scope looks. A colour that is None is the editor's own."""

    foreground: str | None = None
    background: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strikethrough: bool = False


class Theme:
    """Colours are written "#rrggbb" or "#rrggbbaa". Immutable but for what it remembers."""

    def __init__(
        self,
        name: str,
        kind: ThemeKind,
        colors: dict[str, str],
        rules: list[Rule],
        problems: tuple[Problem, ...] = (),
    ) -> None:
        self.name = name
        self.kind = kind
        self.problems = problems
        """What of the theme's file was left out, and why."""
        self._set = colors
        self._colors: dict[str, str | None] = {}
        self._styles: dict[str, Style] = {}
        # The last rule for a scope wins, attribute by attribute.
        self._rules: dict[str, Rule] = {}
        for rule in rules:
            before = self._rules.get(rule.scope, rule)
            self._rules[rule.scope] = Rule(
                rule.scope,
                rule.foreground or before.foreground,
                rule.background or before.background,
                before.font_style if rule.font_style is None else rule.font_style,
            )
        everywhere = self._rules.get("")
        if everywhere is not None and everywhere.foreground is not None:
            colors.setdefault("editor.foreground", everywhere.foreground)
        if everywhere is not None and everywhere.background is not None:
            colors.setdefault("editor.background", everywhere.background)

    def __repr__(self) -> str:
        return f"<Theme {self.name!r}, {self.kind}>"

    @classmethod
    def load(
        cls,
        source: str,
        *,
        path: str = "",
        name: str | None = None,
        kind: ThemeKind | None = None,
        include: IncludeReader | None = None,
    ) -> Theme:
        """The theme in the text of a file in VS Code's format.

        `name` and `kind` are what a contribution says and come before what the file says;
        `include(name)` gives the text of a file that it includes. Raises ProblemError if the
        file is no theme; faults in single colours and rules are in `problems`.
        """
        from pith.syntax._theme_json import parse_theme

        data = parse_theme(source, path, include)
        return cls(
            name or data.name or Path(path).stem,
            kind or ("light" if data.kind == "light" else "dark"),
            data.colors,
            data.rules,
            data.problems,
        )

    def to_data(self) -> dict[str, Any]:
        """The theme as plain data, for `marshal` and a cache."""
        return {
            "name": self.name,
            "kind": self.kind,
            "colors": dict(self._set),
            "rules": [tuple(rule) for rule in self._rules.values()],
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Theme:
        """The theme that to_data() was called on."""
        return cls(
            data["name"], data["kind"], dict(data["colors"]), [Rule(*r) for r in data["rules"]]
        )

    def is_set(self, key: str) -> bool:
        """Whether the theme itself has a colour for this id."""
        return key in self._set

    def color(self, key: str) -> str | None:
        """The colour for an id of VS Code's: the theme's own, or what the id is by default
        (see _theme_defaults), or None where nothing is to be painted."""
        try:
            return self._colors[key]
        except KeyError:
            color = self._resolve(key)
            text = self._colors[key] = None if color is None else str(color)
            return text

    def _resolve(self, key: str) -> Color | None:
        own = self._set.get(key)
        if own is not None:
            return Color.parse(own)
        from pith.syntax._theme_defaults import DEFAULTS

        rule = DEFAULTS.get(key, "")
        if isinstance(rule, tuple):
            rule = rule[self.kind == "light"]
        return self._evaluate(rule)

    def _evaluate(self, rule: str) -> Color | None:
        if not rule:
            return None
        first, plus, rest = rule.partition("+")
        if plus:
            second, _, share = rest.partition(":")
            one, other = self._evaluate(first), self._evaluate(second)
            return one if one is None or other is None else one.mixed(other, float(share))
        if rule.startswith("#"):
            return Color.parse(rule)
        key, at, factor = rule.partition("@")
        color = self._resolve(key)
        return color.faded(float(factor)) if color is not None and at else color

    def style(self, scope: str) -> Style:
        """How text of a scope looks: of each attribute what the most special rule says.

        For "string.quoted.double" the rules of that scope come before those of "string.quoted"
        and those before "string". A rule of "string.quoted.double.python" does not concern it.
        """
        try:
            return self._styles[scope]
        except KeyError:
            style = self._styles[scope] = self._resolve_style(scope)
            return style

    def _resolve_style(self, scope: str) -> Style:
        foreground = background = font_style = None
        while scope:
            rule = self._rules.get(scope)
            if rule is not None:
                foreground = foreground or rule.foreground
                background = background or rule.background
                font_style = rule.font_style if font_style is None else font_style
            scope = scope.rpartition(".")[0]
        words = (font_style or "").split()
        return Style(
            foreground,
            background,
            "bold" in words,
            "italic" in words,
            "underline" in words,
            "strikethrough" in words,
        )


def load_theme(path: Path, name: str | None = None, kind: ThemeKind | None = None) -> Theme:
    """The theme in a file, with the files that it includes. Reads from disk: for a worker.

    Raises ProblemError and OSError. An included file must lie in the theme's folder or the one
    above it.
    """
    folder = path.resolve().parent

    def include(name: str) -> str:
        target = (folder / name).resolve()
        if not target.is_relative_to(folder.parent):
            raise PermissionError(f"{name!r} lies outside the theme's folder")
        return target.read_text(encoding="utf-8-sig")

    source = path.read_text(encoding="utf-8-sig", errors="replace")
    return Theme.load(source, path=str(path), name=name, kind=kind, include=include)

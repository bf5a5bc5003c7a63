"""What is set: declared settings and the layers of their values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pith.base import Disposable, OnDispose, Problem, ProblemError, Signal, TomlPositions
from pith.settings._layers import (
    LayerContent,
    SettingsLayer,
    Values,
    load_settings,
    sections_of,
)
from pith.settings._setting import Setting

_ABSENT = object()


class UnknownSetting(KeyError):
    """No setting of that key is declared."""

    def __str__(self) -> str:
        return f"no setting '{self.args[0]}' is declared"


class Settings:
    """All settings and the values that count. Used on the window's thread.

    A value is looked up, for a language, among what is set for that language, then among what is
    set for all; each time in the folder's layer, the user's, the program's own. Then the
    declared default counts. What is wrong counts as not set and is listed in `problems`.

    `changed` gives the keys whose value, for whatever language, differs from before, and those
    that are declared or withdrawn. `problems_changed` is emitted when `problems` may be others.
    """

    def __init__(self, declared: Iterable[Setting] = ()) -> None:
        self.changed: Signal[frozenset[str]] = Signal("settings")
        self.problems_changed: Signal[()] = Signal("problems of settings")
        self._declared: dict[str, Setting] = {}
        self._owners: dict[str, str] = {}
        self._sections: dict[str, str] = {}  # and a setting in each
        self._layers: dict[SettingsLayer, LayerContent] = {}
        self._syntax_problems: dict[SettingsLayer, tuple[Problem, ...]] = {}
        self._cache: dict[tuple[str, str], Any] = {}
        self.declare(tuple(declared))

    # -- declaring

    def declare(self, settings: Sequence[Setting], owner: str = "") -> Disposable:
        """Make settings known until it is disposed.

        Raises ProblemError, and declares none, if one is wrong in itself, is declared already,
        or if its key is also a section.
        """
        problems = [problem for each in settings for problem in _faults_of(each)]
        problems += self._collisions(settings, owner)
        if problems:
            raise ProblemError(*problems)
        keys = [each.key for each in settings]
        for each in settings:
            self._declared[each.key] = each
            self._owners[each.key] = owner
            self._sections.update(dict.fromkeys(sections_of(each.key), each.key))
        self._sort_again(keys)
        self._announce(frozenset(keys))

        def withdraw() -> None:
            for key in keys:
                del self._declared[key], self._owners[key]
            for start in {start for key in keys for start in sections_of(key)}:
                other = next((each for each in self._owners if each.startswith(f"{start}.")), None)
                if other is not None:
                    self._sections[start] = other
                else:
                    del self._sections[start]
            self._sort_again(keys)
            self._announce(frozenset(keys))

        return OnDispose(withdraw)

    def _collisions(self, settings: Sequence[Setting], owner: str) -> Iterable[Problem]:
        """Two settings of one key, and settings inside of settings."""
        owners, sections = dict(self._owners), dict(self._sections)
        advice = "choose another key"
        for setting in settings:
            key = setting.key
            if key in owners:
                message = f"{owners[key] or 'the program'} declares the setting '{key}' already"
                yield Problem(message, owner, advice=advice)
            around = [start for start in sections_of(key) if start in owners]
            within = [sections[key]] if key in sections else []
            for other in (*around, *within):
                message = f"the settings '{key}' and '{other}' cannot stand inside each other"
                yield Problem(message, owner, advice=advice)
            owners[key] = owner
            sections.update(dict.fromkeys(sections_of(key), key))

    def declared(self) -> list[Setting]:
        """All declared settings, by key."""
        return [self._declared[key] for key in sorted(self._declared)]

    def find(self, key: str) -> Setting | None:
        return self._declared.get(key)

    # -- values

    def get(self, key: str, language: str | None = None) -> Any:
        """The value that counts, for documents of `language` if it is given.

        Lists and tables are copies. Raises UnknownSetting.
        """
        value = self._lookup(key, language or "")
        return _copied(value) if isinstance(value, (list, tuple, dict)) else value

    def _lookup(self, key: str, language: str) -> Any:
        value = self._cache.get((key, language), _ABSENT)
        if value is _ABSENT:
            setting = self._declared.get(key)
            if setting is None:
                raise UnknownSetting(key)
            value = self._cache[key, language] = self._resolve(setting, language)
        return value

    def _resolve(self, setting: Setting, language: str) -> Any:
        for kind in (language, "") if language else ("",):
            for layer in reversed(SettingsLayer):
                content = self._layers.get(layer)
                if content is not None:
                    value = content.by_language.get(kind, {}).get(setting.key, _ABSENT)
                    if value is not _ABSENT:
                        return value
        return setting.default

    def is_set(self, key: str, layer: SettingsLayer, language: str | None = None) -> bool:
        """Whether the layer gives the setting a valid value."""
        content = self._layers.get(layer)
        return content is not None and key in content.by_language.get(language or "", {})

    def languages(self, layer: SettingsLayer) -> list[str]:
        """The ids of languages that the layer sets something for, known or not."""
        content = self._layers.get(layer)
        return sorted(set(content.by_language) - {""}) if content is not None else []

    def observe(
        self,
        key: str,
        function: Callable[[Any], object],
        now: bool = True,
        language: str | None = None,
    ) -> Disposable:
        """Call `function(value)` at each change of the value, and `now`. Raises UnknownSetting."""
        known = [self.get(key, language)]
        if now:
            function(self.get(key, language))

        def look(keys: frozenset[str]) -> None:
            if key not in keys or key not in self._declared:
                return
            value = self.get(key, language)
            if not _same(value, known[0]):
                known[0] = value
                function(self.get(key, language))

        return self.changed.connect(look)

    # -- layers

    def load(self, layer: SettingsLayer, text: str, path: str) -> bool:
        """Take a layer's values from a TOML text, read from `path`.

        If the text is not TOML the layer keeps the values it had, `problems` says why, and the
        result is False.
        """
        try:
            values, positions = load_settings(text, path)
        except ProblemError as error:
            self._syntax_problems[layer] = error.problems
            self.problems_changed.emit()
            return False
        self.set_layer(layer, values, path, positions)
        return True

    def set_layer(
        self,
        layer: SettingsLayer,
        values: Values,
        source: str = "",
        positions: TomlPositions | None = None,
    ) -> None:
        """Replace a layer. `values` are nested tables; `source` and `positions` are for problems.

        What is set for a language stands in `values["language"][language]`.
        """
        content = LayerContent(values, source, positions)
        content.sort(self._declared, self._sections)
        before = self._layers.get(layer)
        old = before.by_language if before is not None else {}
        touched = {
            (key, language)
            for by_language in (old, content.by_language)
            for language, found in by_language.items()
            for key in found
        }
        values_before = {each: self._lookup(*each) for each in touched}
        self._layers[layer] = content
        self._cache = {}
        self._syntax_problems.pop(layer, None)
        self._announce(
            frozenset(
                key
                for (key, language), value in values_before.items()
                if not _same(self._lookup(key, language), value)
            )
        )
        self.problems_changed.emit()

    @property
    def problems(self) -> list[Problem]:
        """All that is wrong in the layers now."""
        found: list[Problem] = []
        for layer in SettingsLayer:
            syntax = self._syntax_problems.get(layer)
            if syntax is not None:
                found += syntax
            elif layer in self._layers:
                found += self._layers[layer].problems()
        return found

    def _sort_again(self, keys: Sequence[str]) -> None:
        """Other settings of these keys are declared now: layers that say nothing of them stay."""
        self._cache = {}
        affected = [each for each in self._layers.values() if any(map(each.may_have, keys))]
        for content in affected:
            content.sort(self._declared, self._sections)
        if affected:
            self.problems_changed.emit()

    def _announce(self, keys: frozenset[str]) -> None:
        if keys:
            self.changed.emit(keys)


def _faults_of(setting: Setting) -> Sequence[Problem]:
    try:
        setting.check()
    except ProblemError as error:
        return error.problems
    return ()


def _same(one: object, other: object) -> bool:
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return list(one) == list(other)
    return type(one) is type(other) and one == other


def _copied(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_copied(each) for each in value]
    if isinstance(value, dict):
        return {key: _copied(each) for key, each in value.items()}
    return value

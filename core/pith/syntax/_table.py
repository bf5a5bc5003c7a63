"""The languages that come with the program, as JSON that packaging/make_languages.py makes.

    {"languages": {id: {"name", "lexer", "aliases", "extensions", "filenames", "patterns",
                        "first_line", "interpreters", "rules"}},
     "rules": {name: {the fields of LanguageRules}}}

What is empty is left out. No two languages name the same extension or file name. Reading it is
part of every start, so that it is a plain dictionary until somebody asks for a language.
"""

from __future__ import annotations

from typing import Any

from pith.base import Problem, ProblemError
from pith.edit import Labels, LanguageRules
from pith.syntax._language import PLAIN_TEXT, Language


class LanguageTable:
    """Languages by id, and the names that files of each have."""

    def __init__(self, languages: dict[str, Any], rules: dict[str, Any]) -> None:
        self._languages = languages
        self._rules = rules
        self._made: dict[str, Language] = {}
        self.extensions: dict[str, str] = {}
        self.filenames: dict[str, str] = {}
        self.interpreters: dict[str, str] = {}
        self.patterns: list[tuple[str, str]] = []
        self.first_lines: list[tuple[str, str]] = []
        for identifier, entry in languages.items():
            for extension in entry.get("extensions", ()):
                self.extensions[extension] = identifier
            for name in entry.get("filenames", ()):
                self.filenames[name] = identifier
            for name in entry.get("interpreters", ()):
                self.interpreters[name] = identifier
            for pattern in entry.get("patterns", ()):
                self.patterns.append((pattern, identifier))
            if "first_line" in entry:
                self.first_lines.append((entry["first_line"], identifier))

    @classmethod
    def parse(cls, source: str, path: str = "") -> LanguageTable:
        """The table in the text of the file. Raises ProblemError."""
        import json

        try:
            data = json.loads(source)
            return cls(data["languages"], data["rules"])
        except json.JSONDecodeError as error:
            problem = Problem(f"no valid JSON: {error.msg}", path, error.lineno, error.colno)
            raise ProblemError(problem) from error
        except (KeyError, TypeError, AttributeError) as error:
            problem = Problem(
                f"no table of languages: {error!r}", path, advice="make it with make_languages.py"
            )
            raise ProblemError(problem) from error

    def ids(self) -> list[str]:
        return list(self._languages)

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._languages

    def get(self, identifier: str) -> Language | None:
        language = self._made.get(identifier)
        if language is None:
            entry = self._languages.get(identifier)
            if entry is None:
                return None
            language = self._made[identifier] = Language(
                identifier,
                entry["name"],
                tuple(entry.get("aliases", ())),
                tuple(entry.get("extensions", ())),
                tuple(entry.get("filenames", ())),
                tuple(entry.get("patterns", ())),
                entry.get("first_line", ""),
                entry.get("lexer", ""),
                self._rules_of(entry.get("rules")),
            )
        return language

    def _rules_of(self, name: str | None) -> LanguageRules:
        if name is None:
            return LanguageRules()
        fields = {field: _as_tuples(value) for field, value in self._rules[name].items()}
        if fields.get("labels"):
            fields["labels"] = Labels(*fields["labels"])
        return LanguageRules(**fields)


def _as_tuples(value: Any) -> Any:
    return tuple(_as_tuples(each) for each in value) if isinstance(value, list) else value


EMPTY_TABLE = LanguageTable({PLAIN_TEXT.id: {"name": PLAIN_TEXT.name}}, {})

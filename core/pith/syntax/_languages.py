"""Which languages there are, and which one a file is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePath

from pith.base import OnDispose, Signal
from pith.edit import LanguageRules
from pith.syntax._language import PLAIN_TEXT, Language
from pith.syntax._table import EMPTY_TABLE, LanguageTable


class Languages:
    """The languages of a table, and those that contributors declare on top of it.

    A language declared under an id that exists adds its file names to it, and what else it says
    replaces what was said before; disposing the declaration takes all of it back.

    `associations` come before everything when a file's language is detected: from a glob pattern
    of a name (or of a path, if it has a slash) to a language's id, as the person has set them.
    """

    def __init__(self, table: LanguageTable | None = None) -> None:
        self._table = table or EMPTY_TABLE
        self._declared: tuple[tuple[Language, str], ...] = ()  # the newest first
        self._merged: dict[str, Language] = {}
        self._associations: tuple[tuple[str, str], ...] = ()
        self.changed: Signal[()] = Signal("Languages.changed")

    # What there is

    def declare(self, languages: Iterable[Language], owner: str = "") -> OnDispose:
        """Add languages; `owner` is who contributes them."""
        entries = tuple((language, owner) for language in languages)
        self._set_declared((*reversed(entries), *self._declared))

        def take_back() -> None:
            gone = {id(entry) for entry in entries}
            self._set_declared(tuple(e for e in self._declared if id(e) not in gone))

        return OnDispose(take_back)

    def _set_declared(self, declared: tuple[tuple[Language, str], ...]) -> None:
        self._declared = declared
        self._merged.clear()
        self.changed.emit()

    def get(self, identifier: str) -> Language:
        """The language with that id; one that nobody knows is plain text under that id."""
        language = self._merged.get(identifier)
        if language is None:
            language = self._table.get(identifier)
            for declared, _ in reversed(self._declared):
                if declared.id == identifier:
                    language = _extended(language, declared)
            if language is None:
                language = PLAIN_TEXT
                if identifier != PLAIN_TEXT.id:
                    language = PLAIN_TEXT._replace(id=identifier, name=identifier, extensions=())
            self._merged[identifier] = language
        return language

    def __contains__(self, identifier: str) -> bool:
        return (
            identifier == PLAIN_TEXT.id
            or identifier in self._table
            or any(language.id == identifier for language, _ in self._declared)
        )

    def all(self) -> list[Language]:
        """Every language, by name."""
        identifiers = dict.fromkeys((PLAIN_TEXT.id, *self._table.ids()))
        identifiers.update(dict.fromkeys(language.id for language, _ in self._declared))
        return sorted(map(self.get, identifiers), key=lambda language: language.name.casefold())

    def find(self, name: str) -> Language | None:
        """The language with this id, alias or name, in any case of letters."""
        wanted = name.casefold()
        if wanted in self:
            return self.get(wanted)
        for language in self.all():
            if wanted == language.name.casefold() or wanted in map(str.casefold, language.aliases):
                return language
        return None

    # Which one a file is in

    @property
    def associations(self) -> Mapping[str, str]:
        return dict(self._associations)

    def set_associations(self, associations: Mapping[str, str]) -> None:
        """Set from globs to language ids what comes before all else; the longest glob wins."""
        ordered = sorted(associations.items(), key=lambda pair: (-len(pair[0]), pair[0]))
        if tuple(ordered) != self._associations:
            self._associations = tuple(ordered)
            self.changed.emit()

    def detect(self, path: PurePath | str | None, first_line: str = "") -> Language:
        """The language of a file: by what the person has set, its whole name, the longest
        extension, a pattern, and last by its first line; plain text if nothing fits."""
        identifier = self._by_path(str(path).replace("\\", "/")) if path is not None else None
        if identifier is None and first_line:
            identifier = self._by_first_line(first_line)
        return self.get(identifier or PLAIN_TEXT.id)

    def _by_path(self, path: str) -> str | None:
        name = path.rpartition("/")[2]
        for pattern, identifier in self._associations:
            if _fits(pattern, path, name):
                return identifier
        # As written first, then in lower case: ".C" is not ".c", but "MAIN.PY" is Python.
        forms = (name,) if name == name.lower() else (name, name.lower())
        for form in forms:
            found = self._by_filename(form)
            if found is not None:
                return found
            extension, found = self._by_extension(form)
            if found is not None:
                # "tsconfig.*.json" knows better than ".json", but "Makefile.*" not than ".py".
                return self._by_pattern(path, name, extension) or found
        return self._by_pattern(path, name, "")

    def _by_filename(self, name: str) -> str | None:
        for language, _ in self._declared:
            if name in language.filenames:
                return language.id
        return self._table.filenames.get(name)

    def _by_extension(self, name: str) -> tuple[str, str | None]:
        """The longest extension that a language has, and that language."""
        dot = name.find(".")
        while dot >= 0:
            extension = name[dot:]
            for language, _ in self._declared:
                if extension in language.extensions:
                    return extension, language.id
            identifier = self._table.extensions.get(extension)
            if identifier is not None:
                return extension, identifier
            dot = name.find(".", dot + 1)
        return "", None

    def _by_pattern(self, path: str, name: str, ending: str) -> str | None:
        """The language of a pattern that fits and has that ending."""
        for language, _ in self._declared:
            for pattern in language.patterns:
                if pattern.endswith(ending) and _fits(pattern, path, name):
                    return language.id
        for pattern, identifier in self._table.patterns:
            if pattern.endswith(ending) and _fits(pattern, path, name):
                return identifier
        return None

    def _by_first_line(self, first_line: str) -> str | None:
        line = first_line.removeprefix("\ufeff")
        for language, _ in self._declared:
            if language.first_line and _search(language.first_line, line):
                return language.id
        interpreter = _interpreter(line)
        if interpreter:
            # "python3.11" is "python3" is "python".
            while interpreter:
                identifier = self._table.interpreters.get(interpreter)
                if identifier is not None:
                    return identifier
                if interpreter[-1] not in "0123456789.":
                    break
                interpreter = interpreter[:-1]
        mode = re.search(r"-\*-\s*(?:.*\bmode:\s*)?([\w+#-]+)\s*(?:;.*)?-\*-", line)
        if mode:
            language_found = self.find(mode[1])
            if language_found is not None:
                return language_found.id
        for pattern, identifier in self._table.first_lines:
            if _search(pattern, line):
                return identifier
        return None


def _extended(base: Language | None, more: Language) -> Language:
    """`base` with what `more` says put on top."""
    if base is None:
        return more
    return Language(
        base.id,
        more.name or base.name,
        tuple(dict.fromkeys((*base.aliases, *more.aliases))),
        tuple(dict.fromkeys((*base.extensions, *more.extensions))),
        tuple(dict.fromkeys((*base.filenames, *more.filenames))),
        tuple(dict.fromkeys((*base.patterns, *more.patterns))),
        more.first_line or base.first_line,
        more.lexer or base.lexer,
        base.rules if more.rules == LanguageRules() else more.rules,
    )


@lru_cache(maxsize=1024)
def _glob(pattern: str) -> re.Pattern[str]:
    from fnmatch import translate

    return re.compile(translate(pattern))


def _fits(pattern: str, path: str, name: str) -> bool:
    if "/" not in pattern:
        return _glob(pattern).match(name) is not None
    # A path pattern is anchored at the root or at any folder, as people expect of "docs/*.txt".
    return (
        _glob(pattern if pattern.startswith("/") else "*/" + pattern).match("/" + path) is not None
    )


def _search(pattern: str, line: str) -> bool:
    try:
        return re.search(pattern, line) is not None
    except re.error:  # whoever declared it was told
        return False


def _interpreter(line: str) -> str:
    """The program that a "#!" line names, without its folder, "" if there is none."""
    if not line.startswith("#!"):
        return ""
    words = line[2:].split()
    while words and words[0].rpartition("/")[2] == "env":
        del words[0]
        while words and (words[0].startswith("-") or "=" in words[0]):
            del words[0]
    return words[0].rpartition("/")[2] if words else ""

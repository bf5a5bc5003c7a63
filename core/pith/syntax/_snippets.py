"""The snippets there are, by language: from extensions, and from files of the person."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, TypeGuard

from pith.base import CancelToken, OnDispose, Problem, ProblemError, Severity, Signal, Worker

_LARGEST = 4_000_000  # bytes


class SnippetEntry(NamedTuple):
    """One snippet of a file. `prefixes` expand to it when they are typed; without one it can
    only be picked. `languages`: ids of those it is for; none: all."""

    name: str
    prefixes: tuple[str, ...]
    body: str
    description: str
    languages: tuple[str, ...]
    source: str


class SnippetFile(NamedTuple):
    """A file that snippets are read from. `language`: that of all of them; "": each says."""

    path: Path
    language: str
    owner: str


class Snippets:
    """Reads files of snippets, by a worker, as soon as they are declared.

    A file that cannot be taken brings nothing, and what is wrong in it is told once: by
    `problems`, with file and line. All else of it counts.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._files: list[SnippetFile] = []
        self._entries: dict[int, tuple[SnippetEntry, ...]] = {}
        self.changed: Signal[()] = Signal("Snippets.changed")
        self.problems: Signal[tuple[Problem, ...]] = Signal("Snippets.problems")

    def declare(self, path: Path, language: str = "", owner: str = "") -> OnDispose:
        """Take the snippets of a file until this is disposed."""
        file = SnippetFile(path, language, owner)
        self._files.append(file)
        reading = self._worker.submit(lambda token: _read(file, token), f"read {path.name}")

        def take(found: tuple[tuple[SnippetEntry, ...], tuple[Problem, ...]]) -> None:
            if not any(each is file for each in self._files):
                return  # gone meanwhile
            entries, problems = found
            self._entries[id(file)] = entries
            self.changed.emit()
            if problems:
                self.problems.emit(problems)

        reading.then(take)

        def take_back() -> None:
            self._files = [each for each in self._files if each is not file]
            if self._entries.pop(id(file), None):
                self.changed.emit()

        return OnDispose(take_back)

    def all(self) -> list[SnippetEntry]:
        """Every snippet, file by file as they were declared."""
        return [entry for file in self._files for entry in self._entries.get(id(file), ())]

    def of_language(self, language: str) -> list[SnippetEntry]:
        """Those that can be used in a language."""
        return [entry for entry in self.all() if not entry.languages or language in entry.languages]

    def at(self, language: str, before: str) -> tuple[str, list[SnippetEntry]]:
        """The longest prefix that `before`, the start of a line, ends with, and the snippets it
        stands for; "" and none if there is none. A prefix is not the end of a longer word."""
        longest, found = "", list[SnippetEntry]()
        for entry in self.of_language(language):
            for prefix in entry.prefixes:
                if len(prefix) < len(longest) or not before.endswith(prefix):
                    continue
                previous = before[: len(before) - len(prefix)][-1:]
                if _is_word(previous) and _is_word(prefix[0]):
                    continue
                if len(prefix) > len(longest):
                    longest, found = prefix, []
                found.append(entry)
        return longest, found


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _read(
    file: SnippetFile, token: CancelToken
) -> tuple[tuple[SnippetEntry, ...], tuple[Problem, ...]]:
    path = str(file.path)
    try:
        data = file.path.read_bytes()
        if len(data) > _LARGEST:
            return (), (Problem(f"larger than {_LARGEST:,} bytes", path),)
        return read_snippets(data.decode("utf-8"), path, file.language)
    except FileNotFoundError:
        return (), ()
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return (), (Problem("is not UTF-8", path, line, advice="save it as UTF-8"),)
    except OSError as error:
        reason = error.strerror or str(error)
        return (), (Problem(f"cannot be read: {reason}", path, advice="check that you may"),)
    except ProblemError as error:
        return (), error.problems


def read_snippets(
    source: str, path: str = "", language: str = ""
) -> tuple[tuple[SnippetEntry, ...], tuple[Problem, ...]]:
    """The snippets in the text of a file, and what is wrong with others in it.

    The format is VS Code's: JSON with comments, an object with one entry for each snippet, by
    name: `prefix`, `body`, `description` and `scope`. Raises ProblemError if it is nothing of
    the kind.
    """
    from pith.syntax._theme_json import parse_tolerant_json

    data = parse_tolerant_json(source, path) if source.strip() else {}
    if not isinstance(data, dict):
        advice = 'write {"Name": {"prefix": "…", "body": ["…"]}}'
        raise ProblemError(Problem("expected an object", path, 1, advice=advice))
    reader = _Reader(source, path, language)
    entries = [reader.entry(name, value) for name, value in data.items()]
    return tuple(entry for entry in entries if entry is not None), tuple(reader.problems)


class _Reader:
    def __init__(self, source: str, path: str, language: str) -> None:
        self._source = source
        self._path = path
        self._language = language
        self.problems: list[Problem] = []

    def entry(self, name: str, value: object) -> SnippetEntry | None:
        """The snippet of that name; None, and a problem more, if it is none."""
        if not isinstance(value, dict):
            self._wrong(name, "is no object", 'write {"prefix": "…", "body": ["…"]}')
            return None
        body = value.get("body")
        lines = [body] if isinstance(body, str) else body
        if not _are_strings(lines) or not lines:
            self._wrong(name, "has no `body`", "write a string, or a list of lines")
            return None
        prefixes = _as_list(value.get("prefix", []))
        if not _are_strings(prefixes):
            self._wrong(name, "has a `prefix` that is no string", "write one, or a list")
            return None
        scope = value.get("scope", "")
        description = _as_list(value.get("description", ""))
        if not isinstance(scope, str):
            self._wrong(name, "has a `scope` that is no string", 'write "python,c"')
            return None
        text = "\n".join(lines)
        fault = _fault_of(text)
        if fault is not None:
            line, message = fault
            self._wrong(name, f"line {line} of the body: {message}", "")
            return None
        languages = tuple(filter(None, (each.strip() for each in scope.split(","))))
        return SnippetEntry(
            name,
            tuple(filter(None, prefixes)),
            text,
            "\n".join(description) if _are_strings(description) else "",
            (self._language,) if self._language else languages,
            self._path,
        )

    def _wrong(self, name: str, message: str, advice: str) -> None:
        import json

        quoted = (json.dumps(name), json.dumps(name, ensure_ascii=False))
        at = max(self._source.find(each) for each in quoted)
        line = self._source.count("\n", 0, at) + 1 if at >= 0 else None
        problem = Problem(f"the snippet {name!r} {message}", self._path, line, advice=advice)
        self.problems.append(problem._replace(severity=Severity.WARNING))


def _fault_of(body: str) -> tuple[int, str] | None:
    """What makes a body one that cannot be used, and in which line of it."""
    from pith.edit.snippets import SnippetError, parse_snippet

    try:
        parse_snippet(body)
    except SnippetError as error:
        return body.count("\n", 0, error.offset) + 1, error.message
    return None


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _are_strings(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)

"""Changing a text of settings as a careful person would: nothing else in it moves."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from pith.base import Problem, ProblemError, parse_toml
from pith.settings._layers import LANGUAGE_SECTION


def edit_settings(source: str, changes: Mapping[str, object | None], path: str = "") -> str:
    """`source` with each key of `changes` set to its value, or taken out if that is None.

    Keys are those of settings, with `language.<id>.` before them for one language. Comments,
    order, line endings and a byte order mark stay. Raises ProblemError, with `path` as the
    source, if the text is not TOML, or if a change cannot be made without touching more.
    """
    wanted = parse_toml(source, path)
    keys = {key: _place(wanted, key) for key in changes}
    for key, value in changes.items():
        _apply(wanted, keys[key], value, key, path)
    mark = "\ufeff" if source.startswith("\ufeff") else ""
    crlf = source.count("\n") > 0 and source.count("\n") == source.count("\r\n")
    body = source.removeprefix(mark).replace("\r\n", "\n") if crlf else source.removeprefix(mark)

    import tomlkit  # takes tens of milliseconds to import, and is needed when something is set

    document = tomlkit.parse(body)
    for key, value in changes.items():
        _edit(document, keys[key], value)
    edited = tomlkit.dumps(document)
    # The editor's library has had its faults; a text that says something else is not written.
    if not _same(parse_toml(edited, path), wanted):
        advice = "change the file by hand"
        raise ProblemError(
            Problem(
                f"{', '.join(changes)} cannot be set without harm to the rest", path, advice=advice
            )
        )
    return mark + (edited.replace("\n", "\r\n") if crlf else edited)


def _place(values: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """The steps to `key`: as it is written now, if it is, otherwise section by section."""
    steps = key.split(".")
    head = steps[:2] if steps[0] == LANGUAGE_SECTION and len(steps) > 2 else []
    table: Any = values
    for step in head:
        table = table.get(step, {}) if isinstance(table, Mapping) else {}
    rest = steps[len(head) :]
    if isinstance(table, Mapping) and ".".join(rest) in table:
        return (*head, ".".join(rest))
    return tuple(steps)


def _apply(
    values: dict[str, Any], steps: tuple[str, ...], value: object, key: str, path: str
) -> None:
    """Make the change in plain values: what the edited text has to say."""
    table = values
    for index, step in enumerate(steps[:-1]):
        if value is None and step not in table:
            return
        inner = table.setdefault(step, {})
        if not isinstance(inner, dict):
            name = ".".join(steps[: index + 1])
            advice = f"remove the line that sets '{name}'"
            message = f"'{key}' cannot be set: '{name}' is not a table"
            raise ProblemError(Problem(message, path, advice=advice))
        table = inner
    if value is None:
        table.pop(steps[-1], None)
    else:
        table[steps[-1]] = value


def _edit(document: MutableMapping[str, Any], steps: tuple[str, ...], value: object) -> None:
    import tomlkit

    table = document
    for index, step in enumerate(steps[:-1]):
        if step not in table:
            if value is None:
                return
            # [language.python.editor] needs no headings of its parents.
            innermost = index == len(steps) - 2 and not isinstance(value, dict)
            table[step] = tomlkit.table(is_super_table=not innermost)
        table = table[step]
    name = steps[-1]
    if value is not None:
        table[name] = value
    elif name in table:
        del table[name]


def _same(one: object, other: object) -> bool:
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(_same, one, other))
    # NaN is not itself, and true is not 1.
    return type(one) is type(other) and (one == other or one != one)

"""The variables of snippets: those of VS Code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import NamedTuple
from uuid import UUID

from pith.edit._context import EditContext
from pith.edit._selection import Range
from pith.edit._transaction import EditorState
from pith.edit.commands._motion import word_separators
from pith.text import word_at

_LONGEST_LINE = 100_000


class Surroundings(NamedTuple):
    """What is known where a snippet is put, besides text and selection.

    `name` is the document's, `path` its file's if it has one; `folder` is the folder that is
    worked in, and `folder_name` what that is called. `now` has a time zone.
    """

    now: datetime
    random: Random
    name: str = ""
    path: Path | None = None
    folder: Path | None = None
    folder_name: str = ""


class _Place(NamedTuple):
    state: EditorState
    each: Range
    caret: int
    context: EditContext
    around: Surroundings


def _selected(place: _Place) -> str:
    return place.state.text.slice(place.each.start, place.each.end)


def _line(place: _Place) -> str:
    text = place.state.text
    row = text.row_at(place.each.head)
    start = text.line_start(row)
    return text.slice(start, min(text.line_end(row), start + _LONGEST_LINE))


def _word(place: _Place) -> str:
    word = word_at(place.state.text, place.each.head, word_separators(place.context))
    return place.state.text.slice(*word) if word is not None else ""


def _row(place: _Place) -> int:
    return place.state.text.row_at(place.each.head)


def _relative(place: _Place) -> str:
    path, folder = place.around.path, place.around.folder
    if path is None:
        return place.around.name
    if folder is not None and path.is_relative_to(folder):
        return str(path.relative_to(folder))
    return str(path)


def _file_name(place: _Place) -> str:
    return place.around.path.name if place.around.path is not None else place.around.name


def _base_name(place: _Place) -> str:
    name = _file_name(place)
    dot = name.rfind(".")
    return name[:dot] if dot > 0 else name


def _zone(place: _Place) -> str:
    offset = place.around.now.strftime("%z") or "+0000"
    return f"{offset[:3]}:{offset[3:5]}"


def _comment(index: int) -> Callable[[_Place], str]:
    def value(place: _Place) -> str:
        tokens = place.context.rules.block_comment
        return tokens[index] if tokens is not None else ""

    return value


def _time(pattern: str) -> Callable[[_Place], str]:
    return lambda place: place.around.now.strftime(pattern)


_VALUES: dict[str, Callable[[_Place], str]] = {
    "SELECTION": _selected,
    "TM_SELECTED_TEXT": _selected,
    "TM_CURRENT_LINE": _line,
    "TM_CURRENT_WORD": _word,
    "TM_LINE_INDEX": lambda place: str(_row(place)),
    "TM_LINE_NUMBER": lambda place: str(_row(place) + 1),
    "TM_FILENAME": _file_name,
    "TM_FILENAME_BASE": _base_name,
    "TM_DIRECTORY": lambda place: str(place.around.path.parent) if place.around.path else "",
    "TM_DIRECTORY_BASE": lambda place: place.around.path.parent.name if place.around.path else "",
    "TM_FILEPATH": lambda place: str(place.around.path or place.around.name),
    "RELATIVE_FILEPATH": _relative,
    "CLIPBOARD": lambda place: place.context.clipboard.read().text,
    "CURSOR_INDEX": lambda place: str(place.caret),
    "CURSOR_NUMBER": lambda place: str(place.caret + 1),
    "WORKSPACE_NAME": lambda place: place.around.folder_name,
    "WORKSPACE_FOLDER": lambda place: str(place.around.folder or ""),
    "CURRENT_YEAR": _time("%Y"),
    "CURRENT_YEAR_SHORT": _time("%y"),
    "CURRENT_MONTH": _time("%m"),
    "CURRENT_MONTH_NAME": _time("%B"),
    "CURRENT_MONTH_NAME_SHORT": _time("%b"),
    "CURRENT_DATE": _time("%d"),
    "CURRENT_DAY_NAME": _time("%A"),
    "CURRENT_DAY_NAME_SHORT": _time("%a"),
    "CURRENT_HOUR": _time("%H"),
    "CURRENT_MINUTE": _time("%M"),
    "CURRENT_SECOND": _time("%S"),
    "CURRENT_SECONDS_UNIX": lambda place: str(int(place.around.now.timestamp())),
    "CURRENT_TIMEZONE_OFFSET": _zone,
    "RANDOM": lambda place: f"{place.around.random.randrange(10**6):06d}",
    "RANDOM_HEX": lambda place: f"{place.around.random.randrange(16**6):06x}",
    "UUID": lambda place: str(UUID(int=place.around.random.getrandbits(128), version=4)),
    "LINE_COMMENT": lambda place: (place.context.rules.line_comment or "").rstrip(),
    "BLOCK_COMMENT_START": _comment(0),
    "BLOCK_COMMENT_END": _comment(1),
}

VARIABLES = frozenset(_VALUES)
"""Every variable there is."""


def variable_value(
    name: str,
    state: EditorState,
    each: Range,
    index: int,
    context: EditContext,
    around: Surroundings,
) -> str | None:
    """What a variable stands for at one range, the one with that index; None: there is no such
    variable. "" where it stands for nothing."""
    value = _VALUES.get(name)
    return None if value is None else value(_Place(state, each, index, context, around))

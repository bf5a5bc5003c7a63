"""What commands may be asked to go over at once, in a text that is larger than memory should be."""

from __future__ import annotations

from typing import NamedTuple

from pith.base import Problem, ProblemError
from pith.edit._transaction import EditorState
from pith.edit.commands._common import rows_of

MOST = 32_000_000
"""Code points that a command may copy or change: more takes longer than anybody should wait."""

_OVER_ALL = frozenset(("edit.trimTrailingSpace", "select.allOccurrences"))
_DELETING = frozenset(
    f"edit.{name}"
    for name in (
        "insertText",
        "newline",
        "deleteLeft",
        "deleteRight",
        "deleteWordLeft",
        "deleteWordRight",
        "deleteToLineStart",
        "deleteToLineEnd",
        "deleteLines",
        "paste",
    )
)
"""What puts something small in the place of what is selected, and looks no further than a few
thousand code points from where that starts and ends: what goes is neither copied nor read."""

_ROWS_GO = frozenset(("edit.deleteLines", "edit.deleteToLineStart", "edit.deleteToLineEnd"))
"""Of these, what may take whole rows out, which undo wants to have unless they are too long."""

_AT_CARETS = frozenset(("edit.tab", "edit.lineBelow", "edit.lineAbove"))
"""What looks no further than that from carets, but over all that is selected."""


LONG = 500_000
"""Code points from which on going over them is a worker's job, where a command allows it."""

_WHOLE_AT_A_CARET = frozenset(
    f"edit.{name}"
    for name in ("reverseLines", "sortLinesAscending", "sortLinesDescending", "uniqueLines")
)
_WHOLE = frozenset(f"edit.{name}" for name in ("indentationToSpaces", "indentationToTabs"))

_APART = (
    _WHOLE
    | _WHOLE_AT_A_CARET
    | frozenset(("edit.trimTrailingSpace",))
    | frozenset(
        f"edit.{name}"
        for name in (
            "addLineComment",
            "camelCase",
            "copyLinesDown",
            "copyLinesUp",
            "duplicateSelection",
            "indent",
            "joinLines",
            "kebabCase",
            "lowerCase",
            "moveLinesDown",
            "moveLinesUp",
            "outdent",
            "pascalCase",
            "removeLineComment",
            "snakeCase",
            "titleCase",
            "toggleLineComment",
            "upperCase",
        )
    )
)
"""What asks its context for options and rules alone, and goes over all that is selected."""

_NOWHERE = frozenset(("caret.documentEnd", "caret.documentStart", "select.all", "select.single"))
"""What looks at no text."""


def require_within_reach(command: str, state: EditorState) -> None:
    """Raise ProblemError if the command would go over more than MOST code points of the state."""
    text = state.text
    if len(text) <= MOST:
        return
    if command in _OVER_ALL:
        raise _too_much(len(text))
    if command in _DELETING or command.startswith(("caret.", "select.")):
        return
    if command in _AT_CARETS:
        reach = sum([each.end - each.start for each in state.selection.ranges])
    else:
        reach = _reach_in_rows(state)
    if reach > MOST:
        raise _too_much(reach)


def takes_long(command: str, state: EditorState) -> bool:
    """Whether the command goes over so much that a worker should, and asks nothing of the view."""
    if command not in _APART or len(state.text) < LONG:
        return False
    if command in _WHOLE or command in _OVER_ALL:
        return True
    if command in _WHOLE_AT_A_CARET and state.selection.is_caret:
        return True
    return _reach_in_rows(state) > LONG


def _reach_in_rows(state: EditorState) -> int:
    """Code points of the rows that are selected, and of those beside them: lines are moved over,
    and joined with, those."""
    text = state.text
    reach = 0
    for each in state.selection.ranges:
        first, last = rows_of(text, each)
        first, last = max(first - 1, 0), min(last + 1, text.line_count - 1)
        reach += text.line_end(last) - text.line_start(first)
    return reach


class Sight(NamedTuple):
    """What of a text a command looks at: around the ends of the `stretches`, which ascend; with
    `whole` all of them; with `rows` all of the rows they are in and of those beside them."""

    stretches: list[tuple[int, int]]
    whole: bool
    rows: bool


def sight_of(command: str, state: EditorState) -> Sight:
    """What of the state's text the command will look at, found without looking."""
    if command in _OVER_ALL:
        return Sight([(0, len(state.text))], True, True)
    if command in _NOWHERE:
        return Sight([], False, False)
    stretches = [(each.start, each.end) for each in state.selection.ranges]
    if command.startswith(("caret.", "select.")):
        return Sight(stretches, False, False)
    whole = is_within_reach(sum([end - start for start, end in stretches]))
    return Sight(stretches, whole, command not in _DELETING or command in _ROWS_GO)


def is_within_reach(length: int) -> bool:
    """Whether so many code points may be copied at once."""
    return length <= MOST


def _too_much(reach: int) -> ProblemError:
    return ProblemError(
        Problem(
            f"{reach:,} characters are too many for that; {MOST:,} are the most",
            advice="select less",
        )
    )

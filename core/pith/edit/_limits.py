"""What commands may be asked to go over at once, in a text that is larger than memory should be."""

from __future__ import annotations

from typing import NamedTuple

from pith.base import Problem, ProblemError
from pith.edit._context import EditingCommand
from pith.edit._reach import Reach
from pith.edit._transaction import EditorState
from pith.edit.commands._common import rows_of

MOST = 32_000_000
"""Code points that a command may copy or change: more takes longer than anybody should wait."""

LONG = 500_000
"""Code points from which on going over them is a worker's job, where a command allows it."""

_ADVICE = {
    Reach.ROWS_OR_TEXT: "select the lines it is meant for, but fewer",
    Reach.TEXT: "use Replace All, which goes over files of any size",
}
_NEARBY = frozenset((Reach.NOTHING, Reach.NEARBY, Reach.REPLACED, Reach.REPLACED_ROWS))


def require_within_reach(command: EditingCommand, state: EditorState) -> None:
    """Raise ProblemError if the command would go over more than MOST code points of the state."""
    length = _length(command.reach, state) if len(state.text) > MOST else 0
    if length > MOST:
        raise ProblemError(
            Problem(
                f"{length:,} characters are too many for that; {MOST:,} are the most",
                advice=_ADVICE.get(command.reach, "select less"),
            )
        )


def takes_long(command: EditingCommand, state: EditorState) -> bool:
    """Whether the command goes over so much that a worker should, and asks nothing of the view."""
    return command.may_run_apart and len(state.text) > LONG and _length(command.reach, state) > LONG


class Sight(NamedTuple):
    """What of a text a command looks at: around the ends of the `stretches`, which ascend; with
    `whole` all of them; with `rows` all of the rows they are in and of those beside them."""

    stretches: list[tuple[int, int]]
    whole: bool
    rows: bool


def sight_of(reach: Reach, state: EditorState) -> Sight:
    """What of the state's text a command of this reach looks at, found without looking."""
    if reach is Reach.NOTHING:
        return Sight([], False, False)
    if _is_over_all(reach, state):
        return Sight([(0, len(state.text))], True, True)
    stretches = [(each.start, each.end) for each in state.selection.ranges]
    if reach is Reach.NEARBY:
        return Sight(stretches, False, False)
    whole = is_within_reach(sum([end - start for start, end in stretches]))
    return Sight(stretches, whole, reach is not Reach.REPLACED)


def is_within_reach(length: int) -> bool:
    """Whether so many code points may be copied at once."""
    return length <= MOST


def _is_over_all(reach: Reach, state: EditorState) -> bool:
    if reach is Reach.ROWS_OR_TEXT:
        return state.selection.is_caret
    return reach is Reach.TEXT


def _length(reach: Reach, state: EditorState) -> int:
    """Code points that a command of this reach goes over; those nearby do not count."""
    if reach in _NEARBY:
        return 0
    if _is_over_all(reach, state):
        return len(state.text)
    if reach is Reach.SELECTED:
        return sum([each.end - each.start for each in state.selection.ranges])
    text = state.text
    length = 0
    for each in state.selection.ranges:
        first, last = rows_of(text, each)
        # Lines are moved over, and joined with, those beside them.
        first, last = max(first - 1, 0), min(last + 1, text.line_count - 1)
        length += text.line_end(last) - text.line_start(first)
    return length

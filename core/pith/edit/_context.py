"""What editing commands ask of what lies above them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Protocol

from pith.edit._line_kinds import LineKinds
from pith.edit._options import EditOptions, LanguageRules
from pith.edit._reach import Reach
from pith.edit._transaction import Transaction


class ClipboardContent(NamedTuple):
    """What was copied. `pieces` are the parts from several carets, when there were several;
    `whole_line`: it is whole lines, copied with nothing selected."""

    text: str
    pieces: tuple[str, ...] | None = None
    whole_line: bool = False


class Clipboard(Protocol):
    def read(self) -> ClipboardContent: ...

    def write(self, content: ClipboardContent) -> None: ...


class LineLayout(Protocol):
    """The rows a person sees: lines, or parts of lines that are wrapped.

    All offsets are those of the text of the state that the command was given.
    """

    @property
    def page_rows(self) -> int:
        """How many rows a page down goes."""
        ...

    def move_rows(self, offset: int, goal: float | None, rows: int) -> tuple[int, float]:
        """The offset that many rows further down (up if negative), and the goal to go on with.

        `goal` is what an earlier call returned, or None at the first. Past the first and last
        row it stays in them. A range's goal may be ROW_END, here and below.
        """
        ...

    def row_start(self, offset: int, goal: float | None = None) -> int: ...

    def row_end(self, offset: int) -> int:
        """The last offset that is in this row and in no other."""
        ...

    def end_of_row(self, offset: int, goal: float | None) -> tuple[int, float | None]:
        """The offset behind what is in the row, and the goal of a caret that stands there: it may
        be ROW_END, as what is wrapped goes on there."""
        ...


class EditContext(Protocol):
    """What a command may ask while it works on one state of one view."""

    @property
    def options(self) -> EditOptions: ...

    @property
    def rules(self) -> LanguageRules: ...

    @property
    def clipboard(self) -> Clipboard: ...

    @property
    def layout(self) -> LineLayout: ...

    def in_string_or_comment(self, offset: int) -> bool:
        """Whether what is typed at the offset becomes part of a string or a comment."""
        ...

    def rules_at(self, offset: int) -> LanguageRules:
        """The rules of the language that the offset is in: one may be within another."""
        ...

    def line_kinds(self, *, to_keep: bool = False) -> LineKinds:
        """What is string or comment in the lines of the state's text. `to_keep`: for a worker, or
        for longer than this turn of the event loop."""
        ...


class EditingCommand(NamedTuple):
    """A command of the editor: `function(state, context, **arguments)` is pure but for the
    clipboard, and returns None when it does not apply (the next key binding is tried then)."""

    id: str
    title: str
    function: Callable[..., Transaction | None]
    reach: Reach = Reach.ROWS
    may_run_apart: bool = False  # as APART

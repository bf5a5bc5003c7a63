"""What was asked of a document and is not done yet, as values that outlive the process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pith.base import report_exception
from pith.edit import EDITING_COMMANDS, Selection
from pith.workspace._view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pith.workspace._document import Document


class Waiting(NamedTuple):
    """A command of a view with its arguments, plain data; "" for what only selects.

    `selection`: what is selected in the view by then. None: what the one before leaves there.
    """

    command: str
    arguments: dict[str, Any]
    selection: Selection | None = None


def do_again(document: Document, waiting: Sequence[Waiting], selection: Selection) -> None:
    """Do what waited when the program ended; it may have to wait again."""
    selection = selection if selection.ranges[-1].end <= len(document.text) else Selection.caret(0)
    view = View(document, selection=selection)
    commands = {command.id: command for command in EDITING_COMMANDS}
    for command, arguments, selected in waiting:
        try:
            if selected is not None:
                view.select(selected)
            if command == "edit.undo":
                view.undo()
            elif command == "edit.redo":
                view.redo()
            elif command in commands:
                view.run(commands[command], **arguments)
        except Exception as error:  # the others are wanted all the same
            report_exception(error, f"while {command or 'a selection'} was done again")
    document.queue.do(view.dispose)

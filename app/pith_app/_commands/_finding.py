"""Commands that find in the active editor, and replace there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pith.commands import NOT_HANDLED
from pith.text import word_at
from pith_app._commands._handling import Handlers, handles

if TYPE_CHECKING:
    from pith.workspace import View
    from pith_app._program import Program

_MOST_SEEDED = 200


class FindCommands(Handlers):
    # The bar

    @handles("find.show")
    def show(self) -> None:
        self._open(replace=False)

    @handles("find.replace")
    def show_replace(self) -> None:
        self._open(replace=True)

    def _open(self, *, replace: bool) -> None:
        self.program.find_bar.open(_seed(self.program), replace=replace)
        self.program.kernel.context.update({"findVisible": True})

    @handles("find.close")
    def close(self) -> Any:
        if not self.program.find_bar.isVisible():
            return NOT_HANDLED
        self.program.find_bar.close_bar()
        return None

    @handles("find.toggleCaseSensitive")
    def toggle_case_sensitive(self) -> None:
        self.program.find_bar.toggles["case_sensitive"].toggle()

    @handles("find.toggleWholeWord")
    def toggle_whole_word(self) -> None:
        self.program.find_bar.toggles["whole_word"].toggle()

    @handles("find.toggleRegex")
    def toggle_regex(self) -> None:
        self.program.find_bar.toggles["regex"].toggle()

    @handles("find.toggleInSelection")
    def toggle_in_selection(self) -> None:
        self.program.find_bar.in_selection.toggle()

    # Going from place to place

    @handles("find.next")
    def next(self) -> Any:
        return self._find(backwards=False)

    @handles("find.previous")
    def previous(self) -> Any:
        return self._find(backwards=True)

    def _find(self, *, backwards: bool) -> Any:
        bar = self.program.find_bar
        if not bar.query.pattern:
            self._open(replace=False)
            return None
        self.program.finder.set_query(bar.query)
        self.program.finder.select_next(backwards)
        return None

    @handles("find.nextSelection")
    def next_selection(self) -> Any:
        return self._find_selection(backwards=False)

    @handles("find.previousSelection")
    def previous_selection(self) -> Any:
        return self._find_selection(backwards=True)

    def _find_selection(self, *, backwards: bool) -> Any:
        view = self.program.editors.active_view
        if view is None:
            return NOT_HANDLED
        seed = _seed(self.program) or _word_at_caret(view)
        if seed:
            self.program.find_bar.look_for(seed)
        return self._find(backwards=backwards)

    # All there is

    @handles("find.selectAll")
    def select_all(self) -> Any:
        program = self.program
        if program.editors.active_view is None or not program.finder.query.pattern:
            return NOT_HANDLED

        def selected(count: int) -> int:
            if count:
                program.find_bar.close_bar()
                program.focus_editor()
            return count

        return program.finder.select_all().then(selected)

    @handles("find.replaceOne")
    def replace_one(self) -> Any:
        return self.program.find_bar.replace_one()

    @handles("find.replaceAll")
    def replace_all(self) -> Any:
        return self.program.find_bar.replace_all()


def _seed(program: Program) -> str:
    """What is selected, if it lies in one line: most likely what is to be found."""
    view = program.editors.active_view
    if view is None:
        return ""
    text, selection = view.state
    primary = selection.primary
    if primary.is_empty or primary.end - primary.start > _MOST_SEEDED:
        return ""
    seed = text.slice(primary.start, primary.end)
    return "" if "\n" in seed else seed


def _word_at_caret(view: View) -> str:
    text, selection = view.state
    word = word_at(text, selection.primary.head, view.document.options.word_separators)
    return text.slice(*word) if word is not None else ""

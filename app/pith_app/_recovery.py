"""What was not saved when the program ended last: back in its tabs, and said."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import localtime, strftime, time
from typing import TYPE_CHECKING, Any

from pith.base import Future
from pith_app._window._tab import Tab

if TYPE_CHECKING:
    from pith.workspace import Document, Restored, RestoredDocument
    from pith_app._program import Program
    from pith_app._window._group import EditorGroup

_AT_ONCE = 1_000_000
"""Bytes of journals that are read before the window shows."""
_MOST_NAMED = 5


class Recovery:
    """Brings unsaved work back at the start."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._documents: dict[str, RestoredDocument] = {}
        self._unplaced: list[RestoredDocument] = []
        self._placing = False

    def begin(self) -> None:
        """Look for unsaved work, before tabs are made."""
        program = self._program
        size = program.kernel.journal.leftovers()
        if size is None:
            return

        def restore() -> None:
            program.kernel.workspace.restore().on_done(self._restored)

        if size <= _AT_ONCE:
            program.start_worker.run_at_once(restore)
        else:
            restore()

    def tab_for(self, journal: str, group: EditorGroup | None = None) -> Tab | None:
        """A tab at the end of a group for the untitled document of a journal, if that came back."""
        restored = self._documents.get(journal)
        if restored is None:
            return None
        if restored not in self._unplaced:  # it has a tab in another group
            return self._program.editors.add_document(restored.document, group)
        self._unplaced.remove(restored)
        return self._place(restored, group)

    def place(self) -> Tab | None:
        """Give what came back its tabs, those of the session or new ones; the first of the new.

        What comes later gets its tabs then.
        """
        self._placing = True
        unplaced, self._unplaced = self._unplaced, []
        tabs = [self._place(each) for each in unplaced]
        return tabs[0] if tabs else None

    def _place(self, restored: RestoredDocument, group: EditorGroup | None = None) -> Tab:
        editors = self._program.editors
        document = restored.document
        path = document.file.path
        tab = editors.tab_at(path) if path is not None else None
        if tab is None:
            tab = editors.add_document(document, group)
        tab.document = document
        tab.preview = False
        state = dict(restored.seen)
        if not state:
            ranges = [[each.anchor, each.head] for each in restored.selection.ranges[:100]]
            primary = min(restored.selection.primary_index, len(ranges) - 1)
            state = {**tab.state, "ranges": ranges, "primary": primary}
        tab.state = state
        return tab

    def _restored(self, done: Future[Restored]) -> None:
        error = done.exception()
        if error is not None:
            self._program.faults.report(error, "while unsaved work was recovered")
            return
        restored = done.result()
        self._documents = {each.journal: each for each in restored.documents}
        self._unplaced += restored.documents
        if self._placing:
            self.place()
            editors = self._program.editors
            if editors.active is None and editors.tabs:
                editors.activate(editors.tabs[0])
            editors.update_tabs()
        self._program.ready.on_done(lambda _: self._say(restored))

    # Saying it

    def _say(self, restored: Restored) -> None:
        from pith.api import MessageAction

        program = self._program
        for problem in restored.problems:
            program.log.error(str(problem))
            program.notifications.notify(str(problem), "warning")
        if not restored.documents:
            return
        message = recovered_message(restored.documents)
        program.log.info(message)
        actions = [MessageAction("show", "Show")]
        if any(each.document.file.path is not None for each in restored.documents):
            actions.append(MessageAction("compare", "Show Changes"))
        answer = program.notifications.notify(message, "warning", actions)
        answer.on_done(lambda done: self._act(done.result(), restored.documents))

    def _act(self, action: str | None, documents: Sequence[RestoredDocument]) -> None:
        still_open = self._program.kernel.workspace.documents
        there = [each.document for each in documents if each.document in still_open]
        if action == "compare":
            there = [document for document in there if document.file.path is not None]
        if action is None or not there:
            return
        take = self._show if action == "show" else self._program.documents.show_changes
        if len(there) == 1:
            take(there[0])
            return
        from pith_app._theming import file_icon
        from pith_app._window._pick import PickItem, StaticSource

        items = [
            PickItem(
                each.uri,
                each.name,
                str(path.parent) if (path := each.file.path) is not None else "",
                file_icon(each.name),
                value=each,
            )
            for each in there
        ]

        def choose(item: PickItem) -> Any:
            return take(item.value)

        self._program.pick_from(StaticSource(items, choose, placeholder="Recovered documents"))

    def _show(self, document: Document) -> None:
        self._program.editors.show_document(document)


def recovered_message(documents: Sequence[RestoredDocument]) -> str:
    """What a person is told: which documents, and from when."""
    names = [each.document.name for each in documents[:_MOST_NAMED]]
    if len(documents) > _MOST_NAMED:
        names.append(f"{len(documents) - _MOST_NAMED} more")
    named = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    times = [each.time for each in documents if each.time is not None]
    when = f", last edited {_when(max(times))}" if times else ""
    message = f"Recovered what was not saved of {named}{when}."
    lost = [each.document.name for each in documents if each.in_pieces]
    if lost:
        named = ", ".join(lost)
        message += f" Of {named} only what was typed was found: the file is another one now."
    return message


def _when(seconds: float) -> str:
    then, now = localtime(seconds), localtime(time())
    if then[:3] == now[:3]:
        return f"at {strftime('%H:%M', then)}"
    return f"on {strftime('%Y-%m-%d at %H:%M', then)}"


def session_entry(program: Program, tab: Tab) -> dict[str, Any] | None:
    """What a session keeps to find a tab's document again; None: nothing."""
    document = tab.document
    journal = program.kernel.journal.name_of(document) if document is not None else None
    if document is not None and journal is not None and document.dirty:
        program.kernel.journal.seen(document, tab.save_state())
    path: Path | None = tab.path
    if path is not None:
        return {"path": str(path)}
    return {"journal": journal} if journal is not None else None

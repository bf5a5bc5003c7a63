"""Opening, saving and closing as people do it: with questions where something could be lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from pith.base import Cancelled, Future, ProblemError, Scope
from pith.text import BinaryFileError, FileChangedError, FileMissingError, LineEnding
from pith.workspace import Document, View, Workspace
from pith_app._disk_conflicts import DiskConflicts
from pith_app._file_dialogs import FileDialogs
from pith_app._window._dialogs import Choice, Dialogs
from pith_app._window._editors import Editors
from pith_app._window._notifications import NotificationCentre
from pith_app._window._tab import Place, Tab

_MOST_NAMED = 8


class Documents:
    """What the commands of the File menu do."""

    def __init__(
        self,
        workspace: Workspace,
        editors: Editors,
        dialogs: Dialogs,
        file_dialogs: FileDialogs,
        notifications: NotificationCentre,
    ) -> None:
        self._workspace = workspace
        self._editors = editors
        self._dialogs = dialogs
        self._file_dialogs = file_dialogs
        self._notifications = notifications
        self.opened_path: Callable[[Path], object] = lambda path: None
        """Told of files and folders that were opened, for the list of recent ones."""
        self.compare: Callable[[Document], Future[Tab]] = lambda _: Future.failed(Cancelled())
        """Shows how a document differs from its file."""
        self._scope = Scope("documents")
        self._scope.add(DiskConflicts(workspace, notifications, self.show_changes, self._reload))
        self._scope.add(
            editors.refused.connect(lambda error: notifications.notify(str(error), "error"))
        )
        self._scope.add(
            workspace.problem.connect(lambda problem: notifications.notify(str(problem), "warning"))
        )

    def dispose(self) -> None:
        self._scope.dispose()

    # Opening

    def open(
        self,
        path: Path,
        place: Place | None = None,
        *,
        preview: bool = False,
        focus: bool = True,
        create: bool = False,
        encoding: str | None = None,
    ) -> Future[Tab]:
        """Show a file; settles with its tab. Fails as Workspace.open does, and says so."""
        opening = self._workspace.open(path, create=create, encoding=encoding)

        def show(document: Document) -> Tab:
            self.opened_path(path)
            return self._editors.show_document(document, preview=preview, focus=focus, place=place)

        def failed(done: Future[Tab]) -> None:
            error = done.exception()
            if isinstance(error, BinaryFileError):
                self._editors.show_binary(path, error.size, preview=preview, focus=focus)
            else:
                self._say_if_failed(path, error)

        shown = opening.then(show)
        if not shown.done or shown.exception() is not None:
            shown.on_done(failed)
        return shown

    def open_quietly(
        self, path: Path, create: bool, encoding: str | None = None
    ) -> Future[Document]:
        """For a tab that is looked at for the first time; the tab says what is wrong."""
        return self._workspace.open(path, create=create, encoding=encoding)

    def _say_if_failed(self, path: Path, error: BaseException | None) -> None:
        if isinstance(error, FileMissingError):
            self._notifications.notify(f"There is no file {path}.", "error")
        elif isinstance(error, ProblemError):
            self._notifications.notify(str(error), "error")

    def new(self, language: str = "plaintext", text: str = "") -> Tab:
        return self._editors.show_document(self._workspace.new_untitled(language, text))

    def ask_for_files(self) -> None:
        """Let files be chosen, and open them."""

        def chosen(paths: Sequence[Path]) -> None:
            for path in paths:
                self.open(path)

        self._file_dialogs.files("Open File", chosen)

    def reopen_closed(self) -> bool:
        closed = self._editors.take_closed()
        if closed is None:
            return False
        path, state = closed

        def show(document: Document) -> None:
            self._editors.show_document(document, state=state)

        opening = self._workspace.open(path).then(show)
        opening.on_done(lambda done: self._say_if_failed(path, done.exception()))
        return True

    # Saving

    def save(self, tab: Tab, *, overwrite: bool = False) -> Future[bool]:
        """Save a tab's document; settles with whether it is saved."""
        document = tab.document
        if document is None:
            return Future.of(False)
        self._editors.keep(tab)
        if document.file.path is None:
            return self.save_as(tab)
        return self._write(document, None, overwrite)

    def save_as(self, tab: Tab) -> Future[bool]:
        """Ask for a name and save under it."""
        document = tab.document
        if document is None:
            return Future.of(False)
        saved: Future[bool] = Future()

        def chosen(path: Path) -> None:
            # The dialog has asked about a file that is there already.
            self._write(document, path, overwrite=True).on_done(saved.follow)

        path = document.file.path or self._file_dialogs.start_folder() / document.name
        self._file_dialogs.name_to_save(path, chosen, lambda: saved.set_result(False))
        return saved

    def save_all(self, tabs: Sequence[Tab] | None = None) -> Future[bool]:
        """Save every document that has changes; settles with whether all are saved."""
        dirty = _one_a_document(tab for tab in (tabs or self._editors.tabs) if tab.dirty)
        return self._one_after_the_other(dirty)

    def _one_after_the_other(self, tabs: Sequence[Tab]) -> Future[bool]:
        if not tabs:
            return Future.of(True)

        def go_on(saved: bool) -> Future[bool]:
            return self._one_after_the_other(tabs[1:]) if saved else Future.of(False)

        return self.save(tabs[0]).then(go_on)

    def _write(self, document: Document, path: Path | None, overwrite: bool) -> Future[bool]:
        outcome: Future[bool] = Future()

        def written(done: Future[Document]) -> None:
            error = done.exception()
            if error is None:
                outcome.set_result(True)
            elif isinstance(error, FileChangedError):
                self._ask_about_change(document, path).on_done(outcome.follow)
            else:
                self._say_not_saved(document, path, error)
                outcome.set_result(False)

        try:
            saving = self._workspace.saves.save(document, path, overwrite=overwrite)
        except ProblemError as error:
            self._say_not_saved(document, path, error)
            return Future.of(False)
        saving.on_done(written)
        return outcome

    def _ask_about_change(self, document: Document, path: Path | None) -> Future[bool]:
        answer = self._dialogs.ask(
            f"{document.name} was changed by another program.",
            "Overwriting replaces what the other program wrote with what is in this window. "
            "Reloading can be undone.",
            [
                Choice("overwrite", "Overwrite"),
                Choice("reload", "Reload from Disk"),
                Choice("compare", "Compare"),
                Choice("", "Cancel", primary=True),
            ],
        )

        def decided(choice: str) -> Future[bool] | bool:
            if choice == "overwrite":
                return self._write(document, path, overwrite=True)
            if choice == "reload":
                return self._workspace.reloads.reload(document).then(lambda _: True)
            if choice == "compare":
                self.show_changes(document)
            return False

        return answer.then(decided)

    def _say_not_saved(self, document: Document, path: Path | None, error: BaseException) -> None:
        from pith.api import MessageAction

        if isinstance(error, Cancelled):
            return
        place = None
        if isinstance(error, ProblemError):
            text, place = _said(error)
        else:
            text = f"{type(error).__name__}: {error}"
        actions = [MessageAction("retry", "Retry"), MessageAction("as", "Save As…")]
        if place is not None:
            actions.insert(0, MessageAction("show", "Show It"))

        def act(answer: Future[str | None]) -> None:
            tab = self._editors.tab_of(document)
            if tab is None:
                return
            if answer.result() == "retry":
                self._write(document, path, overwrite=False)
            elif answer.result() == "as":
                self.save_as(tab)
            elif answer.result() == "show" and place is not None:
                self._editors.activate(tab)
                self._editors.go_to(tab, place)

        message = f"{document.name} was not saved: {text}"
        self._notifications.notify(message, "error", actions).on_done(act)

    def show_changes(self, document: Document) -> None:
        """Show what a document has that its file has not."""
        self.compare(document).on_done(self._say_problem)

    def revert(self, tab: Tab) -> Future[Document]:
        """Take over what is on the disk."""
        if tab.document is None:
            return Future.failed(Cancelled())
        return self._reload(tab.document)

    def _reload(self, document: Document, encoding: str | None = None) -> Future[Document]:
        reloading = self._workspace.reloads.reload(document, encoding)
        reloading.on_done(self._say_problem)
        return reloading

    def set_line_ending(
        self, document: Document, line_ending: LineEnding, view: View | None
    ) -> Future[None]:
        """Make every line end so."""
        converting = self._workspace.conversions.convert(document, line_ending, view)
        converting.on_done(self._say_problem)
        return converting

    def save_with(self, document: Document, encoding: str) -> Future[bool]:
        """Save in another encoding, which is the document's from then on if it can hold it."""
        file = document.file
        before = (file.encoding, file.bom)
        file.set_encoding(encoding)
        chosen = (file.encoding, file.bom)
        tab = self._editors.tab_of(document)
        if tab is None or file.path is None:
            return Future.of(False)

        def done(saved: bool) -> bool:
            if not saved and (file.encoding, file.bom) == chosen:
                file.set_encoding(*before)
            return saved

        return self.save(tab).then(done)

    def reopen_with(self, document: Document, encoding: str) -> Future[Document]:
        """Read the file again in another encoding."""
        return self._reload(document, encoding)

    def _say_problem(self, done: Future[Any]) -> None:
        error = done.exception()
        if isinstance(error, ProblemError):
            self._notifications.notify(str(error), "error")

    # Closing

    def close(self, tabs: Sequence[Tab]) -> Future[bool]:
        """Close tabs, asking what to do with changes; settles with whether they are closed."""
        return self.settle(tabs).then(lambda settled: settled and self.close_settled(tabs))

    def close_settled(self, tabs: Sequence[Tab]) -> bool:
        """Close tabs without asking: what is not saved is given up."""
        for tab in tabs:
            document = tab.document
            self._editors.remove(tab)
            if document is not None and self._editors.tab_of(document) is None:
                self._workspace.close(document)
        return True

    def settle(self, tabs: Sequence[Tab]) -> Future[bool]:
        """Have the changes in tabs saved or given up; settles with False if that was cancelled.

        What stays open in another tab is not lost, and not asked about.
        """
        staying = {each.document for each in self._editors.tabs if each not in tabs}
        dirty = _one_a_document(tab for tab in tabs if tab.dirty and tab.document not in staying)
        if not dirty:
            return Future.of(True)
        if len(dirty) == 1:
            message = f"Save the changes to {dirty[0].name}?"
            detail = "Otherwise they are lost."
            if dirty[0].path is not None:
                detail = f"{dirty[0].path.parent}\n{detail}"
            save = "Save"
        else:
            message = f"Save the changes to {len(dirty)} files?"
            names = [tab.name for tab in dirty[:_MOST_NAMED]]
            if len(dirty) > _MOST_NAMED:
                names.append(f"… and {len(dirty) - _MOST_NAMED} more")
            detail = "\n".join(names) + "\n\nOtherwise they are lost."
            save = "Save All"
        self._editors.activate(dirty[0], focus=False)
        answer = self._dialogs.ask(
            message,
            detail,
            [
                Choice("discard", "Don't Save"),
                Choice("", "Cancel"),
                Choice("save", save, primary=True),
            ],
        )

        def decided(choice: str) -> Future[bool] | bool:
            if choice == "save":
                return self._one_after_the_other(dirty)
            return choice == "discard"

        return answer.then(decided)


def _one_a_document(tabs: Iterable[Tab]) -> list[Tab]:
    """The tabs, of several that show one document the first."""
    return list({tab.document: tab for tab in reversed(list(tabs))}.values())[::-1]


def _said(error: ProblemError) -> tuple[str, Place | None]:
    """What to tell a person, who knows which file it is about, and the place it is about."""
    problem = error.problems[0]
    if len(error.problems) > 1 or problem.line is None:
        return str(error), None
    place = Place(problem.line - 1, (problem.column or 1) - 1)
    where = f"line {problem.line}, column {problem.column}" if problem.column else ""
    advice = f" ({problem.advice})" if problem.advice else ""
    return f"{where or f'line {problem.line}'}: {problem.message}{advice}", place

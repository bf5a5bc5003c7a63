"""What can be done with files and folders in the tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from explorer._files import (
    ChangeError,
    create_file,
    create_folder,
    delete,
    name_fault,
    outermost,
    rename,
    single_name_fault,
    to_trash,
)
from explorer._tree import FolderTree
from pith.api import ExtensionContext, Future


class Actions:
    """The handlers of commands. Menus give `item_id` and `item_ids`; without them the tree's
    selection counts."""

    def __init__(self, context: ExtensionContext, tree: FolderTree) -> None:
        self._context = context
        self._tree = tree

    # -- making

    def new_file(self, item_id: str | None = None, **more: object) -> None:
        self._ask_where(
            "file", item_id, create_file, lambda path: self._context.workspace.open(path)
        )

    def new_folder(self, item_id: str | None = None, **more: object) -> None:
        self._ask_where("folder", item_id, create_folder, lambda path: None)

    def _ask_where(
        self,
        what: str,
        item_id: str | None,
        create: Callable[[Path], Path],
        then: Callable[[Path], object],
    ) -> None:
        window, tasks = self._context.window, self._context.tasks
        start = self._chosen(item_id, ())
        folders = self._context.workspace.folders
        if not start and not folders:
            return

        def ask(folder: Path) -> Future[str | None]:
            prompt = f"New {what} in “{folder.name or folder}”"
            answer = window.ask_text(prompt, placeholder=f"name of the {what}", validate=name_fault)
            answer.then(lambda name: make(folder, name))
            return answer

        def make(folder: Path, name: str | None) -> None:
            if name is not None:
                path = folder / name.strip()
                self._change(lambda: create(path), lambda made: finish(folder, made))

        def finish(folder: Path, made: Path) -> None:
            self._tree.refresh_folder(folder)
            self._tree.reveal(made)
            then(made)

        path = start[0] if start else folders[0]
        tasks.run(lambda token: path if path.is_dir() else path.parent, "find a folder").then(ask)

    # -- changing

    def rename(self, item_id: str | None = None, **more: object) -> None:
        for path in self._chosen(item_id, ())[:1]:
            self._ask_name(path)

    def _ask_name(self, path: Path) -> None:
        if path in self._context.workspace.folders:
            return

        def go_on(name: str | None) -> None:
            if name is not None and name.strip() != path.name:
                self._change(
                    lambda: rename(path, name.strip()),
                    lambda renamed: self._after(path.parent, renamed),
                )

        def ask(is_file: bool) -> None:
            # Not the end of a file's name, which says what kind of file it is.
            changed = path.stem if is_file else path.name
            self._context.window.ask_text(
                f"New name of “{path.name}”",
                path.name,
                validate=single_name_fault,
                selection=(0, len(changed)),
            ).then(go_on)

        self._context.tasks.run(lambda token: path.is_file(), "look at a file").then(ask)

    def delete(
        self, item_id: str | None = None, item_ids: Sequence[str] = (), **more: object
    ) -> None:
        folders = self._context.workspace.folders
        paths = [each for each in self._chosen(item_id, item_ids) if each not in folders]
        if not paths:
            return
        paths = outermost(paths)
        what = f"“{paths[0].name}”" if len(paths) == 1 else f"{len(paths)} files and folders"

        def go_on(confirmed: bool) -> None:
            if confirmed:
                self._change(lambda: to_trash(paths), lambda _: self._gone(paths), offer_delete)

        def offer_delete(message: str) -> None:
            self._context.window.confirm(
                f"Delete {what} for good?", f"The trash did not take it. {message}", "Delete"
            ).then(delete_for_good)

        def delete_for_good(confirmed: bool) -> None:
            if confirmed:
                self._change(lambda: delete(paths), lambda _: self._gone(paths))

        if self._context.settings.get("explorer.confirmDelete", True):
            detail = "It can be brought back from there."
            self._context.window.confirm(
                f"Move {what} to the trash?", detail, "Move to Trash"
            ).then(go_on)
        else:
            go_on(True)

    # -- telling

    def copy_path(
        self, item_id: str | None = None, item_ids: Sequence[str] = (), **more: object
    ) -> None:
        self._copy(map(str, self._chosen_or_active(item_id, item_ids)))

    def copy_relative_path(
        self, item_id: str | None = None, item_ids: Sequence[str] = (), **more: object
    ) -> None:
        lines = []
        for path in self._chosen_or_active(item_id, item_ids):
            top = self._tree.top_of(path)
            lines.append(str(path.relative_to(top)) if top is not None else str(path))
        self._copy(lines)

    def _copy(self, lines: Sequence[str] | map[str]) -> None:
        text = "\n".join(lines)
        if text:
            self._context.clipboard.write(text)

    # -- helpers

    def _chosen(self, item_id: str | None, item_ids: Sequence[str]) -> list[Path]:
        ids = item_ids or ((item_id,) if item_id else self._tree.handle.selection)
        return [Path(each) for each in ids if "\0" not in each]

    def _chosen_or_active(self, item_id: str | None, item_ids: Sequence[str]) -> list[Path]:
        chosen = self._chosen(item_id, item_ids)
        document = self._context.workspace.active_document()
        if not chosen and document is not None and document.path is not None:
            return [document.path]
        return chosen

    def _change(
        self,
        change: Callable[[], object],
        done: Callable[..., object],
        refused: Callable[[str], object] | None = None,
    ) -> None:
        """Change the disk in a task; what the disk refuses is told, not raised."""

        def work(token: object) -> tuple[object, str]:
            try:
                return change(), ""
            except ChangeError as error:
                return None, str(error)

        def finish(outcome: tuple[object, str]) -> None:
            result, fault = outcome
            if not fault:
                done(result)
            elif refused is not None:
                refused(fault)
            else:
                self._context.window.notify(fault, "error")

        self._context.tasks.run(work, "change files").then(finish)

    def _after(self, folder: Path, renamed: Path) -> None:
        self._tree.refresh_folder(folder)
        self._tree.reveal(renamed)

    def _gone(self, paths: Sequence[Path]) -> None:
        for folder in {path.parent for path in paths}:
            self._tree.refresh_folder(folder)

"""The files and folders of the window, in the side bar."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from explorer._actions import Actions
from explorer._tree import FolderTree
from pith.api import DocumentInfo, ExtensionContext, Future, hook

tree: FolderTree


def activate(context: ExtensionContext) -> None:
    global tree
    tree = FolderTree(context)
    actions = Actions(context, tree)

    def focus() -> Future[Any]:
        return context.commands.execute("view.show", page="explorer")

    for name, action in (
        ("focus", focus),
        ("newFile", actions.new_file),
        ("newFolder", actions.new_folder),
        ("rename", actions.rename),
        ("delete", actions.delete),
        ("copyPath", actions.copy_path),
        ("copyRelativePath", actions.copy_relative_path),
        ("refresh", tree.refresh),
        ("collapseAll", tree.collapse_all),
        ("revealActiveFile", tree.reveal_active),
    ):
        context.commands.handle(f"explorer.{name}", action)


def started() -> None:
    tree.reveal_active_if_wanted()


@hook
def folders_changed(folders: Sequence[Path]) -> None:
    tree.folders_changed()


@hook
def active_document_changed(document: DocumentInfo | None) -> None:
    tree.reveal_active_if_wanted()

"""What the document says is to be done: a tree of two levels, by words and then by lines."""

from __future__ import annotations

from pith.api import DocumentInfo, ExtensionContext, hook
from todo.tree import Tree

tree: Tree


def activate(context: ExtensionContext) -> None:
    global tree
    tree = Tree(context)
    context.commands.handle("todo.refresh", tree.handle.refresh)
    context.commands.handle("todo.go", tree.go)


def snapshot() -> object:
    return {"seen": tree.seen}


def restore(state: dict[str, int], from_version: str) -> None:
    tree.seen = state["seen"]


@hook
def active_document_changed(document: DocumentInfo | None) -> None:
    tree.handle.refresh()


@hook
def document_changed(document: DocumentInfo) -> None:
    tree.refresh_soon()

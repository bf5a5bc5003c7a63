"""The list in the panel: open documents, and below each what is to be done in it."""

from __future__ import annotations

from collections.abc import Sequence

from pith.api import DocumentInfo, ExtensionContext, TreeItem
from todo_marks._find import Mark

MOST = 1000  # marks of one document that are listed
NOTHING = "Nothing to do in the open documents: no comment says TODO, FIXME or the like."


class MarkList:
    """Fills the view `todoMarks.list`. A TreeProvider."""

    def __init__(self, context: ExtensionContext) -> None:
        self.context = context
        self.documents: dict[str, tuple[DocumentInfo, Sequence[Mark]]] = {}
        self.handle = context.views.provide_tree("todoMarks.list", self)
        self.say()

    def take(self, document: DocumentInfo, found: Sequence[Mark]) -> None:
        """What there is to do in a document, which replaces what there was. Files only."""
        known = self.documents.get(document.uri)
        if document.path is None or (known is None and not found):
            return
        if known is not None and known[1] == found:
            return
        if found:
            self.documents[document.uri] = (document, found)
        else:
            del self.documents[document.uri]
        self.refresh()

    def forget(self, document: DocumentInfo) -> None:
        if self.documents.pop(document.uri, None) is not None:
            self.refresh()

    def refresh(self) -> None:
        self.say()
        self.handle.refresh()

    def say(self) -> None:
        count = sum(len(found) for _, found in self.documents.values())
        self.handle.set_message("" if count else NOTHING)

    def children(self, item_id: str | None) -> Sequence[TreeItem]:
        if item_id is not None:
            document, found = self.documents.get(item_id, (None, ()))
            if document is None:
                return ()
            return [
                self.row(document, number, found[number]) for number in range(min(len(found), MOST))
            ]
        known = sorted(self.documents.values(), key=lambda each: str(each[0].path).casefold())
        return [
            TreeItem(
                document.uri,
                document.name,
                icon="file",
                collapsible="expanded",
                description=str(len(found)),
                resource_path=document.path,
            )
            for document, found in known
        ]

    def row(self, document: DocumentInfo, number: int, mark: Mark) -> TreeItem:
        start = mark.place.range.start
        urgent = mark.place.kind == "todoMarks.fix"
        return TreeItem(
            f"{document.uri}#{number}",
            mark.text,
            icon="warning" if urgent else "checklist",
            description=f"Ln {start.row + 1}",
            command="todoMarks.go",
            arguments={"path": str(document.path), "row": start.row, "column": start.column},
        )

"""A document's text becomes another as a whole: nobody edited it, and no changes lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.edit import History, Range, Selection
from pith.workspace._kept_rows import points_of, selection_at

if TYPE_CHECKING:
    from pith.text import FileContent, Relocation, Text
    from pith.workspace._document import Document
    from pith.workspace._view import View


def exchange(document: Document, after: Text, event: str, view: View | None = None) -> None:
    """Take another text with the same rows in the place of the one there is, as a step of the
    history. Carets stay in their rows and columns."""
    text = document.text
    before = view.selection if view is not None else document.some_selection()
    kept = {each: points_of(each.selection, text) for each in document.views}
    selection = selection_at(points_of(before, text), before.primary_index, after)
    document.history.exchange(text, after, before, selection, event, document.clock())

    def seen(each: View) -> tuple[Selection, bool]:
        if each is view:
            return selection, True
        return selection_at(kept[each], each.selection.primary_index, after), False

    document.put(after, event, seen)
    document.tell_later(lambda: document.replaced.emit(document))
    document.tell()


def put_back(
    document: Document, after: Text, selection: Selection, event: str, view: View | None
) -> None:
    """Take a text that the history has kept; `selection` is what is selected in `view` then.
    Carets of other views stay where they are, as far as the text goes."""

    def seen(each: View) -> tuple[Selection, bool]:
        return (selection, True) if each is view else (_within(each.selection, len(after)), False)

    document.put(after, event, seen)
    document.tell_later(lambda: document.replaced.emit(document))
    document.tell()


def replace(document: Document, content: FileContent) -> None:
    """Take what was read of the file instead of the text, which was too large to find out
    how the one became the other. Carets stay in their rows; there is nothing to undo."""
    before, after = document.text, content.text
    document.history = History(document.history.limit)

    def seen(view: View) -> tuple[Selection, bool]:
        selection = view.selection
        points = points_of(selection, before)
        return selection_at(points, selection.primary_index, after), False

    document.put(after, "reload", seen)
    document.tell_later(lambda: document.replaced.emit(document))
    document.save_points.mark_reloaded(content)
    document.tell()


def relocate(document: Document, relocation: Relocation) -> None:
    """What lies in a file lies in the one that was just written from now on: the text is the
    same, and so is its version."""
    before, points = document.text, document.save_points
    after = relocation.moved(before)
    saved = points.last.text
    moved = after if saved is before else relocation.moved(saved)
    document.put(after, "save", lambda view: (view.selection, False), version=document.version)
    points.last = points.last._replace(text=moved)
    document.history.move_texts(relocation.moved)
    document.tell()


def _within(selection: Selection, length: int) -> Selection:
    """The selection as far as it goes in a text of that length."""
    ranges = [Range(min(each.anchor, length), min(each.head, length)) for each in selection.ranges]
    return Selection.of(ranges, selection.primary_index)

"""What extensions show at places of documents, in every editor that shows those."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count

from pith.api import Decoration, Point
from pith.base import Scope
from pith.edit import ChangeSet
from pith.host import Contribution, DecorationContribution
from pith.qt import Decorations, EditorWidget, Mark
from pith.text import Text
from pith.workspace import Document, DocumentChange, Workspace
from pith_app._editing import WidgetFactory

_OWN = "own"
_MOST_CHANGES = 200
"""Changes of a document that are remembered: so old may what an extension looked at be."""

_Placed = tuple[int, int, Decoration]


class DecorationAdapter:
    """DecorationServices, and the point `decorations`.

    While no extension declares a kind, nothing is listened to.
    """

    def __init__(self, workspace: Workspace, factory: WidgetFactory) -> None:
        self._workspace = workspace
        self._factory = factory
        self._kinds: dict[str, DecorationContribution] = {}
        self._handles: list[Handle] = []
        self._numbers = count(1)
        self._followed: dict[Document, Followed] = {}
        self._scope = Scope("decorations")

    def dispose(self) -> None:
        self._scope.dispose()
        for followed in self._followed.values():
            followed.dispose()
        self._followed.clear()

    def take_kinds(
        self,
        added: Sequence[Contribution[DecorationContribution]],
        removed: Sequence[Contribution[DecorationContribution]],
    ) -> None:
        """The point's handler."""
        for each in removed:
            self._kinds.pop(each.item.id, None)
        for each in added:
            self._kinds[each.item.id] = each.item
        if self._kinds and not self._followed:
            self._follow()
        for handle in self._handles:
            handle.show_all()

    def _follow(self) -> None:
        workspace, scope = self._workspace, self._scope
        scope.add(workspace.opened.connect(self._opened))
        scope.add(workspace.closed.connect(self._closed))
        scope.add(self._factory.made.connect(self._made))
        for document in workspace.documents:
            self._opened(document)

    def _opened(self, document: Document) -> None:
        if document not in self._followed:
            self._followed[document] = Followed(document, self._forget)

    def _closed(self, document: Document) -> None:
        followed = self._followed.pop(document, None)
        if followed is not None:
            followed.dispose()
        for handle in self._handles:
            handle.forget(document)

    def _forget(self, document: Document) -> None:
        """It has another text: nothing that was shown has a place in it."""
        for handle in self._handles:
            handle.forget(document)

    def _made(self, widget: EditorWidget, document: Document) -> None:
        for handle in self._handles:
            handle.show_in(widget, document)

    # For handles

    def attach(self, extension_id: str) -> Handle:
        handle = Handle(self, f"{extension_id} {next(self._numbers)}")
        self._handles.append(handle)
        return handle

    def detach(self, handle: Handle) -> None:
        self._handles.remove(handle)

    def document(self, uri: str) -> Followed | None:
        """A document that is open, and what happened to it lately."""
        return next((each for each in self._followed.values() if each.document.uri == uri), None)

    def widgets(self, document: Document) -> list[EditorWidget]:
        return self._factory.widgets_of(document)

    def mark(self, decoration: Decoration) -> Mark | None:
        """How a decoration looks; None while its kind is not there."""
        kind = self._kinds.get(decoration.kind)
        if kind is None:
            return None

        def color(named: str) -> str:
            words = [decoration.color if word == _OWN else word for word in named.split()]
            return " ".join(words)

        return Mark(
            color(kind.background),
            color(kind.foreground),
            kind.underline,
            color(kind.underline_color),
            kind.whole_line,
            kind.gutter,
            color(kind.gutter_color),
            color(kind.overview),
            decoration.before,
            decoration.after,
            _one_line(decoration.line_end),
            color(kind.text_color) or "editorInlayHint.foreground",
            color(kind.text_background),
            kind.italic,
            decoration.hover,
        )


class Handle:
    """DecorationHandle: the layer of one version of an extension."""

    def __init__(self, adapter: DecorationAdapter, layer: str) -> None:
        self._adapter = adapter
        self._layer = layer
        self._shown = True
        self._placed: dict[Document, _Layer] = {}

    def set(self, uri: str, version: int, decorations: Sequence[Decoration]) -> bool:
        followed = self._adapter.document(uri)
        if followed is None:
            return False
        placed = followed.place(version, decorations)
        if placed is None:
            return False
        document = followed.document
        before = self._placed.pop(document, None)
        if before is not None:
            before.dispose()
        if placed:
            self._placed[document] = _Layer(document, placed)
        self._show(document)
        return True

    def show(self, shown: bool) -> None:
        if shown != self._shown:
            self._shown = shown
            self.show_all()

    def show_all(self) -> None:
        """Show it anew in every editor."""
        for document in self._placed:
            self._show(document)

    def _show(self, document: Document) -> None:
        for widget in self._adapter.widgets(document):
            self.show_in(widget, document)

    def show_in(self, widget: EditorWidget, document: Document) -> None:
        placed = self._placed.get(document)
        widget.set_decorations(
            self._layer, list(self._marks(placed)) if placed is not None and self._shown else ()
        )

    def _marks(self, placed: _Layer) -> Iterator[tuple[int, int, Mark]]:
        for start, end, decoration in placed.now():
            mark = self._adapter.mark(decoration)
            if mark is not None:
                yield start, end, mark

    def forget(self, document: Document) -> None:
        """The document is closed, or has another text."""
        placed = self._placed.pop(document, None)
        if placed is not None:
            placed.dispose()
            self._show(document)

    def dispose(self) -> None:
        for document in list(self._placed):
            self.forget(document)
        self._adapter.detach(self)


class _Layer:
    """Where decorations of one document are, moved along with its edits when it is asked for."""

    def __init__(self, document: Document, placed: Sequence[_Placed]) -> None:
        self._placed = {number: each[2] for number, each in enumerate(placed)}
        self._places = Decorations()
        self._places.set("", [(start, end, str(n)) for n, (start, end, _) in enumerate(placed)])
        self._listening = document.changed.connect(
            lambda change: self._places.edited(change.changes)
        )

    def now(self) -> Iterator[_Placed]:
        for start, end, number in self._places.all():
            decoration = self._placed[int(str(number))]
            if start < end or decoration.range.is_empty:  # else it was deleted
                yield start, end, decoration

    def dispose(self) -> None:
        self._listening.dispose()


class Followed:
    """A document, and its last changes: what was looked at before them finds its place."""

    def __init__(self, document: Document, forget: Callable[[Document], object]) -> None:
        self.document = document
        self._changes: list[tuple[int, Text, ChangeSet]] = []
        """The version before, its text, and what was done to it."""
        self._listening = (
            document.changed.connect(self._changed),
            document.replaced.connect(lambda _: self._start_over(forget)),
        )

    def _changed(self, change: DocumentChange) -> None:
        if self.document.large:
            return  # its texts hold files open
        self._changes.append((change.version - 1, change.before, change.changes))
        del self._changes[:-_MOST_CHANGES]

    def _start_over(self, forget: Callable[[Document], object]) -> None:
        self._changes.clear()
        forget(self.document)

    def place(self, version: int, decorations: Sequence[Decoration]) -> list[_Placed] | None:
        """Where decorations are by now whose ranges are about the text at `version`; None if that
        is too long ago."""
        text = self.document.text
        since: list[ChangeSet] = []
        if version != self.document.version:
            at = next((n for n, each in enumerate(self._changes) if each[0] == version), None)
            if at is None:
                return None
            text = self._changes[at][1]
            since = [each[2] for each in self._changes[at:]]
        placed = []
        for each in decorations:
            start, end = _offset(text, each.range.start), _offset(text, each.range.end)
            collapses = start != end
            for changes in since:
                start, end = changes.map(start, 1), changes.map(end, -1)
            if start < end or not collapses:
                placed.append((start, max(start, end), each))
        return placed

    def dispose(self) -> None:
        for each in self._listening:
            each.dispose()


def _offset(text: Text, point: Point) -> int:
    """Where a point is, or the nearest there is."""
    row = max(0, min(point.row, text.line_count - 1))
    start = text.line_start(row)
    return min(start + max(0, point.column), text.line_end(row))


def _one_line(text: str) -> str:
    """Text behind a line has no line breaks."""
    return " ".join(text.split("\n"))

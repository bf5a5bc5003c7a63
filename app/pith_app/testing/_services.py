"""The host's services without a window: they remember what they were asked, and answer it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pith.api import (
    Decoration,
    DocumentInfo,
    MessageAction,
    QuickPickItem,
    SelectionInfo,
    Severity,
    TextSnapshot,
    TreeItem,
)
from pith.base import Disposable, Future, OnDispose
from pith.host import TreeSource, WidgetSource


class Notification(NamedTuple):
    message: str
    severity: Severity
    actions: tuple[str, ...]
    source: str
    answer: Future[str | None]


class FakeWindow:
    """Answers come from `answers`, first in first out; None where there is none."""

    def __init__(self) -> None:
        self.notifications: list[Notification] = []
        self.answers: list[Any] = []
        self.questions: list[str] = []
        self.clipboard = ""
        self.selected = ""

    def _answer(self, question: str) -> Any:
        self.questions.append(question)
        return self.answers.pop(0) if self.answers else None

    def notify(
        self, message: str, severity: Severity, actions: Sequence[MessageAction], source: str
    ) -> Future[str | None]:
        answer: Future[str | None] = Future()
        ids = tuple(action.id for action in actions)
        self.notifications.append(Notification(message, severity, ids, source, answer))
        return answer

    def ask_text(
        self,
        prompt: str,
        value: str,
        placeholder: str,
        validate: Callable[[str], str | None] | None,
        selection: tuple[int, int],
    ) -> Future[str | None]:
        self.selected = value[slice(*selection)]
        answer = self._answer(prompt)
        if answer is not None and validate is not None:
            fault = validate(answer)
            if fault is not None:
                self.questions.append(fault)
                answer = None
        return Future.of(answer)

    def confirm(self, message: str, detail: str, confirm_label: str) -> Future[bool]:
        return Future.of(bool(self._answer(message)))

    def pick(self, items: Sequence[QuickPickItem], placeholder: str) -> Future[str | None]:
        return Future.of(self._answer(placeholder))

    def read_clipboard(self) -> str:
        return self.clipboard

    def write_clipboard(self, text: str) -> None:
        self.clipboard = text


class FakeOutput:
    def __init__(self) -> None:
        self.lines: dict[str, list[str]] = defaultdict(list)
        self.shown: list[str] = []

    def write(self, channel: str, line: str) -> None:
        self.lines[channel].append(line)

    def show(self, channel: str) -> None:
        self.shown.append(channel)

    def remove(self, channel: str) -> None:
        self.lines.pop(channel, None)

    def text(self, channel: str) -> str:
        return "\n".join(self.lines.get(channel, ()))


class FakeStatus:
    """`items` holds what each item was told since it was last reset."""

    def __init__(self) -> None:
        self.items: dict[str, dict[str, Any]] = {}

    def update(self, item_id: str, **changes: Any) -> None:
        item = self.items.setdefault(item_id, {})
        item.update({key: value for key, value in changes.items() if value is not None})

    def reset(self, item_id: str) -> None:
        self.items.pop(item_id, None)

    def text(self, item_id: str) -> str | None:
        return self.items.get(item_id, {}).get("text")


class FakeTree:
    """A tree view that shows nothing but can be asked."""

    def __init__(self, view_id: str, source: TreeSource, views: FakeViews) -> None:
        self.view_id = view_id
        self.source = source
        self.selection: tuple[str, ...] = ()
        self.refreshed: list[str | None] = []
        self.revealed: list[tuple[str, tuple[str, ...]]] = []
        self.collapsed = 0
        self.title = ""
        self.message = ""
        self._views = views

    def children(self, item_id: str | None = None) -> Future[tuple[TreeItem, ...]]:
        return self.source.children(item_id)

    def refresh(self, item_id: str | None = None) -> None:
        self.refreshed.append(item_id)

    def reveal(self, item_id: str, ancestors: Sequence[str] = ()) -> None:
        self.revealed.append((item_id, tuple(ancestors)))
        self.selection = (item_id,)

    def select(self, item_id: str) -> None:
        self.selection = (item_id,)

    def collapse_all(self) -> None:
        self.collapsed += 1

    def set_title(self, title: str) -> None:
        self.title = title

    def set_message(self, message: str) -> None:
        self.message = message

    def dispose(self) -> None:
        if self._views.trees.get(self.view_id) is self:
            del self._views.trees[self.view_id]


class FakeWidgetView:
    """A view of a widget, which is made when `source.widget()` is called: that takes Qt."""

    def __init__(self, view_id: str, source: WidgetSource, views: FakeViews) -> None:
        self.view_id = view_id
        self.source = source
        self.title = ""
        self.message = ""
        self._views = views

    def set_title(self, title: str) -> None:
        self.title = title

    def set_message(self, message: str) -> None:
        self.message = message

    def dispose(self) -> None:
        if self._views.widgets.get(self.view_id) is self:
            del self._views.widgets[self.view_id]


class FakeViews:
    """`looked_at` has the ids of views whose widgets are made at once."""

    def __init__(self) -> None:
        self.trees: dict[str, FakeTree] = {}
        self.widgets: dict[str, FakeWidgetView] = {}
        self.looked_at: set[str] = set()

    def provide_tree(self, view_id: str, source: TreeSource) -> FakeTree:
        self.trees[view_id] = tree = FakeTree(view_id, source, self)
        return tree

    def provide_widget(self, view_id: str, source: WidgetSource) -> FakeWidgetView:
        self.widgets[view_id] = view = FakeWidgetView(view_id, source, self)
        if view_id in self.looked_at:
            source.widget()
        return view

    def is_widget(self, thing: object) -> bool:
        return callable(getattr(thing, "deleteLater", None))


class FakeOpeners:
    """`makers` has what makes the widget for a file, by opener."""

    def __init__(self) -> None:
        self.makers: dict[str, Callable[[Path], object]] = {}

    def provide_opener(
        self,
        opener_id: str,
        make: Callable[[Path], object],
        refused: Callable[[object], object],
    ) -> Disposable:
        self.makers[opener_id] = make
        return OnDispose(lambda: self.makers.pop(opener_id, None))


class FakeSnapshot:
    """A TextSnapshot of a string."""

    def __init__(self, content: str, version: int = 1) -> None:
        self._lines = tuple(content.split("\n"))
        self.version = version
        self.line_count = len(self._lines)
        self.length = len(content)

    def lines(
        self, start: int, end: int, first_column: int = 0, last_column: int | None = None
    ) -> Sequence[str]:
        return tuple(line[first_column:last_column] for line in self._lines[start:end])


class FakeWorkspace:
    def __init__(self) -> None:
        self.folder_list: list[Path] = []
        self.contents: dict[str, FakeSnapshot] = {}
        self.infos: dict[str, DocumentInfo] = {}
        self.active: str | None = None
        self.selection: SelectionInfo | None = None
        self.opened: list[tuple[Path, int | None, int | None, bool]] = []

    def add_document(
        self, content: str, name: str = "notes.md", language_id: str = "markdown", version: int = 1
    ) -> DocumentInfo:
        """Open a document, or give one that is open another text, and make it the active one."""
        snapshot = FakeSnapshot(content, version)
        info = DocumentInfo(
            f"untitled:{name}", None, name, language_id, version, True, snapshot.line_count
        )
        self.contents[info.uri] = snapshot
        self.infos[info.uri] = info
        self.active = info.uri
        return info

    def folders(self) -> Sequence[Path]:
        return tuple(self.folder_list)

    def documents(self) -> Sequence[DocumentInfo]:
        return tuple(self.infos.values())

    def active_document(self) -> DocumentInfo | None:
        return self.infos.get(self.active) if self.active else None

    def active_selection(self) -> SelectionInfo | None:
        return self.selection

    def snapshot(self, uri: str) -> TextSnapshot | None:
        return self.contents.get(uri)

    def open(
        self, path: Path, row: int | None, column: int | None, preview: bool
    ) -> Future[DocumentInfo]:
        self.opened.append((path, row, column, preview))
        return Future.of(DocumentInfo(path.as_uri(), path, path.name, "plaintext", 1, False, 1))


class FakeDecorations:
    """Remembers what is shown, by document; nothing moves it."""

    def __init__(self) -> None:
        self.handles: list[FakeDecorationHandle] = []

    def attach(self, extension_id: str) -> FakeDecorationHandle:
        handle = FakeDecorationHandle(self)
        self.handles.append(handle)
        return handle

    def of(self, uri: str) -> list[Decoration]:
        """What is shown in a document."""
        return [
            each for handle in self.handles if handle.shown for each in handle.placed.get(uri, ())
        ]


class FakeDecorationHandle:
    def __init__(self, decorations: FakeDecorations) -> None:
        self._decorations = decorations
        self.placed: dict[str, Sequence[Decoration]] = {}
        self.shown = True

    def set(self, uri: str, version: int, decorations: Sequence[Decoration]) -> bool:
        self.placed[uri] = tuple(decorations)
        return True

    def show(self, shown: bool) -> None:
        self.shown = shown

    def dispose(self) -> None:
        self._decorations.handles.remove(self)


class FakeSettingsFile:
    def __init__(self) -> None:
        self.written: list[dict[str, object]] = []

    def write(self, changes: Mapping[str, object]) -> Future[None]:
        self.written.append(dict(changes))
        return Future.of(None)


class FakeServices:
    """All services of a host, without a window."""

    def __init__(self) -> None:
        self.window = FakeWindow()
        self.output = FakeOutput()
        self.status = FakeStatus()
        self.views = FakeViews()
        self.openers = FakeOpeners()
        self.workspace = FakeWorkspace()
        self.settings = FakeSettingsFile()
        self.decorations = FakeDecorations()

"""What `activate(context)` is given: the one way an extension obtains anything.

Whatever is obtained here is the extension's and is taken back when it is reloaded, disabled or
removed: last in, first out. What returns a Disposable can be given back earlier.

While `activate` runs, the new version of an extension is not live yet. What it registers becomes
live in one step when `activate` has returned, and so does what it starts (tasks, timers,
messages, commands it executes): should `activate` fail, nothing of it happened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pith.api._decorations import Decorations
from pith.api._values import (
    DocumentInfo,
    FileEvent,
    MessageAction,
    PointEntry,
    QuickPickItem,
    SelectionInfo,
    Severity,
    TextSnapshot,
    TreeItem,
)
from pith.base import CancelToken, Disposable, Future

T = TypeVar("T")


class Commands(Protocol):
    """Commands: the extension's own and everybody's."""

    def handle(self, command_id: str, function: Callable[..., object]) -> Disposable:
        """Run `function` for a command that the manifest declares.

        It is called with the command's arguments by name, on the window's thread, and may return
        a value or a Future. Raises ValueError for an id the manifest does not declare.
        """
        ...

    def execute(self, command_id: str, /, **arguments: Any) -> Future[Any]:
        """Run any command. The Future fails where the command does not exist or fails."""
        ...


class Settings(Protocol):
    """The values of settings, as the person, the folder and the defaults make them."""

    def get(self, key: str, default: Any = None, *, language: str | None = None) -> Any:
        """The value, or `default` for a setting nobody declares."""
        ...

    def on_change(self, key: str, function: Callable[[Any], object]) -> Disposable:
        """Call `function(value)` whenever the setting has another value."""
        ...

    def set(self, key: str, value: object) -> Future[None]:
        """Write a value to the person's settings; None takes it out."""
        ...


class Status(Protocol):
    """The extension's items of the status bar."""

    def update(
        self,
        item_id: str,
        *,
        text: str | None = None,
        tooltip: str | None = None,
        command: str | None = None,
        visible: bool | None = None,
    ) -> None:
        """Change an item that the manifest declares; what is None stays as it is.

        `text` may hold icons: `$(book) 12 words`. Raises ValueError for an unknown item.
        """
        ...


class TreeProvider(Protocol):
    """Where the rows of a tree view come from."""

    def children(self, item_id: str | None, /) -> Sequence[TreeItem] | Future[Sequence[TreeItem]]:
        """The rows under an item, or the first rows for None. Asked when they are to be shown."""
        ...


class ViewHandle(Protocol):
    """A view, seen from the extension that fills it."""

    def set_title(self, title: str) -> None:
        """Name the view otherwise than the manifest does; an empty title brings that back."""
        ...

    def set_message(self, message: str) -> None:
        """Show a message above what the view shows; an empty one takes it away."""
        ...

    def dispose(self) -> None:
        """Empty the view."""
        ...


class TreeHandle(ViewHandle, Protocol):
    """A tree view, seen from the extension that fills it: a `ViewHandle` that can do more."""

    @property
    def selection(self) -> tuple[str, ...]:
        """The ids of the selected items, the focused one first."""
        ...

    def refresh(self, item_id: str | None = None) -> None:
        """Ask for the children of an item anew, or for everything. Unknown ids are ignored."""
        ...

    def reveal(self, item_id: str, ancestors: Sequence[str] = ()) -> None:
        """Select an item and scroll to it. `ancestors` are opened first, outermost first."""
        ...

    def select(self, item_id: str) -> None:
        """Select an item that is shown already; unknown ids are ignored."""
        ...

    def collapse_all(self) -> None:
        """Show nothing but the first rows."""
        ...


class Views(Protocol):
    """The extension's views in side bars and panels."""

    def provide_tree(self, view_id: str, provider: TreeProvider) -> TreeHandle:
        """Fill a view that the manifest declares as a tree. Raises ValueError for any other."""
        ...

    def provide_widget(self, view_id: str, function: Callable[[], object]) -> ViewHandle:
        """Have `function()` make the QWidget of a view that the manifest declares with
        `kind = "widget"`, when somebody looks at the view for the first time. The widget is the
        extension's as if it was given to `own`: it is deleted when this version ends, wherever it
        was put. If it was deleted before, another one is made. Raises ValueError for any other
        view."""
        ...

    def provide_opener(self, opener_id: str, function: Callable[[Path], object]) -> Disposable:
        """Have `function(path)` make the QWidget that shows a file, for an opener that the manifest
        declares. It is deleted with its tab, and when this version ends: the next one makes
        another. Raises ValueError for an unknown one."""
        ...


class Points(Protocol):
    """The extension's own contribution points, for other extensions."""

    def follow(
        self,
        point_id: str,
        function: Callable[[Sequence[PointEntry], Sequence[PointEntry]], object],
    ) -> Disposable:
        """Call `function(added, removed)` with what extensions contribute to a point that the
        manifest declares: with all there is when this version goes live, before `started()`, and
        then with what changes. Entries that do not fit the point's fields are left out. Raises
        ValueError for an unknown point."""
        ...


class Window(Protocol):
    """Talking to the person in front of the window."""

    def notify(
        self, message: str, severity: Severity = "info", actions: Sequence[MessageAction] = ()
    ) -> Future[str | None]:
        """Show a message; settles with the id of the chosen action, None if it was closed."""
        ...

    def ask_text(
        self,
        prompt: str,
        value: str = "",
        placeholder: str = "",
        validate: Callable[[str], str | None] | None = None,
        selection: tuple[int, int] | None = None,
    ) -> Future[str | None]:
        """Ask for a line of text; None if it was dismissed.

        `validate(text)` returns what is wrong with it, or None. `selection` is what of `value` is
        selected at first, from its start to before its end; all of it if it is not given.
        """
        ...

    def confirm(self, message: str, detail: str = "", confirm_label: str = "OK") -> Future[bool]:
        """Ask before something is done that cannot be undone."""
        ...

    def pick(self, items: Sequence[QuickPickItem], placeholder: str = "") -> Future[str | None]:
        """Let one of `items` be chosen; settles with its id, None if it was dismissed."""
        ...


class Workspace(Protocol):
    """The folders and documents of the window."""

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders that the window shows."""
        ...

    def documents(self) -> tuple[DocumentInfo, ...]:
        """The documents that are open."""
        ...

    def active_document(self) -> DocumentInfo | None:
        """The document of the editor that was used last, None if there is none."""
        ...

    def active_selection(self) -> SelectionInfo | None:
        """What is selected there."""
        ...

    def snapshot(self, uri: str) -> Future[TextSnapshot]:
        """The text of an open document as it is now. Fails with LookupError if it is not open."""
        ...

    def open(
        self, path: Path, row: int | None = None, column: int | None = None, preview: bool = False
    ) -> Future[DocumentInfo]:
        """Show a file, with the caret at `row` and `column` (from 0). A preview may be replaced
        by the next one."""
        ...

    def watch(
        self,
        folder: Path,
        function: Callable[[Sequence[FileEvent]], object],
        recursive: bool = True,
    ) -> Disposable:
        """Call `function` on the window's thread with what happened under `folder`."""
        ...


class Tasks(Protocol):
    """Work in the background and later. What still runs is cancelled with the extension."""

    def run(self, function: Callable[[CancelToken], T], name: str = "") -> Future[T]:
        """Run `function(token)` on another thread; the Future settles on the window's thread."""
        ...

    def call_later(self, seconds: float, function: Callable[[], object]) -> Disposable:
        """Call `function` once after `seconds`, on the window's thread."""
        ...

    def call_soon(self, function: Callable[[], object]) -> Disposable:
        """Call `function` in a later turn, on the window's thread. May be used from any thread."""
        ...


class Output(Protocol):
    """The extension's channel in the output panel. May be used from any thread."""

    def write(self, line: str) -> None:
        """Append a line. `/path/file.py:12` in it is a link."""
        ...

    def show(self) -> None:
        """Open the output panel at this channel."""
        ...


class Clipboard(Protocol):
    """The system's clipboard, as text."""

    def read(self) -> Future[str]:
        """What is in it, "" if that is no text."""
        ...

    def write(self, text: str) -> Future[None]:
        """Put a text into it."""
        ...


class ExtensionContext(Protocol):
    """Everything an extension may use. It ends with the version of the code it was given to."""

    @property
    def extension_id(self) -> str:
        """The extension's id, from its manifest."""
        ...

    @property
    def version(self) -> str:
        """The extension's version, from its manifest."""
        ...

    @property
    def path(self) -> Path:
        """The extension's folder. To be read only: it is replaced as a whole by an update."""
        ...

    @property
    def storage_path(self) -> Path:
        """A folder for what the extension keeps. It may not exist yet; it goes when the extension
        is uninstalled."""
        ...

    @property
    def commands(self) -> Commands:
        """Commands, its own and everybody's."""
        ...

    @property
    def settings(self) -> Settings:
        """The values of settings."""
        ...

    @property
    def status(self) -> Status:
        """Its items of the status bar."""
        ...

    @property
    def views(self) -> Views:
        """Its views in side bars and panels."""
        ...

    @property
    def points(self) -> Points:
        """Its contribution points."""
        ...

    @property
    def window(self) -> Window:
        """Messages and questions."""
        ...

    @property
    def workspace(self) -> Workspace:
        """Folders, documents, files."""
        ...

    @property
    def decorations(self) -> Decorations:
        """What it shows at places of documents."""
        ...

    @property
    def tasks(self) -> Tasks:
        """Work in the background, and later."""
        ...

    @property
    def output(self) -> Output:
        """Its channel in the output panel."""
        ...

    @property
    def clipboard(self) -> Clipboard:
        """The system's clipboard."""
        ...

    def export(self, provided: object) -> None:
        """Give something to the extensions that require this one: an object with functions, or a
        module. Called in `activate`, once."""
        ...

    def require(self, extension_id: str) -> Any:
        """What an extension exports that the manifest `requires`. Data comes as a copy, objects
        and functions as stand-ins for those of the other extension, which raise ExtensionGone
        when its version has ended: who requires it is loaded anew with it. Raises ValueError for
        one that is not required, LookupError where it exports nothing."""
        ...

    def on_dispose(self, function: Callable[[], object]) -> Disposable:
        """Call `function` when the extension ends. For what was not obtained through here."""
        ...

    def own(self, thing: T) -> T:
        """End `thing` when the extension ends, and return it: what has a `dispose()`, child
        processes, executors, servers, sockets, files, timers, and (if trusted) Qt's objects:
        widgets, wherever they were put, actions, shortcuts, timers, processes. Raises TypeError
        for what it does not know to end, threads for instance."""
        ...

    def connect(self, signal: Any, function: Callable[..., object]) -> Disposable:
        """Call `function` when a signal of Qt's or of Pith's is emitted, from when this version
        is live until it ends. It is given as many of the signal's arguments as it takes."""
        ...

    def filter_events(self, target: Any, event_filter: Any) -> Disposable:
        """Install an event filter, a QObject, on another QObject while this version is live."""
        ...

    def patch(self, owner: Any, name: str, value: object) -> Disposable:
        """Replace an attribute of a module or class that is not the extension's, while this
        version is live. Raises AttributeError where there is none of that name."""
        ...

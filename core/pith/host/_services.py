"""What the host needs from the program around it, as Protocols.

The program implements these over its window; `tests/support/host_services.py` does without one.
The host guards what extensions give it before it is handed on, so nothing that is called through
here raises an extension's exception. Everything is called on the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from pith.api import (
    Decoration,
    DocumentInfo,
    MessageAction,
    QuickPickItem,
    SelectionInfo,
    Severity,
    TextSnapshot,
    TreeHandle,
    TreeItem,
    ViewHandle,
)
from pith.base import Disposable, Future


class WindowServices(Protocol):
    """Talking to the person in front of the window. `source` is who asks: show it."""

    def notify(
        self, message: str, severity: Severity, actions: Sequence[MessageAction], source: str
    ) -> Future[str | None]:
        """Show a message; settles with the id of the chosen action, None if it was closed."""
        ...

    def ask_text(
        self,
        prompt: str,
        value: str,
        placeholder: str,
        validate: Callable[[str], str | None] | None,
        selection: tuple[int, int],
    ) -> Future[str | None]:
        """`selection` is what of `value` is selected at first: its start, and where it ends."""
        ...

    def confirm(self, message: str, detail: str, confirm_label: str) -> Future[bool]: ...

    def pick(self, items: Sequence[QuickPickItem], placeholder: str) -> Future[str | None]: ...

    def read_clipboard(self) -> str: ...

    def write_clipboard(self, text: str) -> None: ...


class OutputServices(Protocol):
    """The channels of the output panel. A channel comes into being when it is first written to."""

    def write(self, channel: str, line: str) -> None:
        """Append a line. `path:line` in it should be a link. May be called from any thread."""
        ...

    def show(self, channel: str) -> None: ...

    def remove(self, channel: str) -> None:
        """The extension behind a channel is gone."""
        ...


class StatusServices(Protocol):
    """What extensions do with the status items that were contributed (`statusItems`)."""

    def update(
        self,
        item_id: str,
        *,
        text: str | None,
        tooltip: str | None,
        command: str | None,
        visible: bool | None,
    ) -> None:
        """Change an item; what is None stays as it is."""
        ...

    def reset(self, item_id: str) -> None:
        """Show an item as its contribution declares it. Unknown ids are ignored."""
        ...


class TreeSource(Protocol):
    """A guarded TreeProvider: whatever the extension does, there is a Future of valid items."""

    def children(self, item_id: str | None) -> Future[tuple[TreeItem, ...]]: ...


class WidgetSource(Protocol):
    """A guarded function that makes the widget of a view."""

    @property
    def fault(self) -> str:
        """Why there is no widget, "" while that is not known."""
        ...

    def widget(self) -> object | None:
        """The widget, which is made when it is first asked for; None where that failed."""
        ...

    def forget(self) -> None:
        """The widget was deleted, or is to be tried for again: the next one is made anew."""
        ...


class ViewServices(Protocol):
    """What fills the views that were contributed (`views`)."""

    def provide_tree(self, view_id: str, source: TreeSource) -> TreeHandle:
        """Fill a view. Disposing the handle empties it.

        A reload disposes the old handle and asks for a new one in the same turn: what was
        expanded, selected and scrolled to should come back by the items' ids.
        """
        ...

    def provide_widget(self, view_id: str, source: WidgetSource) -> ViewHandle:
        """Fill a view with a widget, asked for when the view can be seen: at once if it can.

        Disposing the handle takes the widget out of the view and does not delete it.
        """
        ...

    def is_widget(self, thing: object) -> bool:
        """Whether a view can show it."""
        ...


class OpenerServices(Protocol):
    """What shows files for the openers that were contributed (`openers`)."""

    def provide_opener(
        self,
        opener_id: str,
        make: Callable[[Path], object],
        refused: Callable[[object], object],
    ) -> Disposable:
        """Have the widgets of an opener that was contributed made by `make`, until that is
        disposed. `refused` is told of what it made if that is none."""
        ...


class WorkspaceServices(Protocol):
    """The folders and documents of the window, as plain data."""

    def folders(self) -> Sequence[Path]: ...

    def documents(self) -> Sequence[DocumentInfo]: ...

    def active_document(self) -> DocumentInfo | None: ...

    def active_selection(self) -> SelectionInfo | None: ...

    def snapshot(self, uri: str) -> TextSnapshot | None:
        """The text of an open document now, which never changes; None if it is not open."""
        ...

    def open(
        self, path: Path, row: int | None, column: int | None, preview: bool
    ) -> Future[DocumentInfo]: ...


class DecorationHandle(Protocol):
    """What one version of an extension shows in documents. It is shown from the start."""

    def set(self, uri: str, version: int, decorations: Sequence[Decoration]) -> bool:
        """Show these in a document in place of what there was; False where that cannot be."""
        ...

    def show(self, shown: bool) -> None:
        """Show all of it, or nothing; hidden, it goes along with edits all the same."""
        ...

    def dispose(self) -> None: ...


class DecorationServices(Protocol):
    """What shows the decorations whose kinds were contributed (`decorations`)."""

    def attach(self, extension_id: str) -> DecorationHandle: ...


class SettingsServices(Protocol):
    """Writing to the person's settings file."""

    def write(self, changes: Mapping[str, object]) -> Future[None]:
        """Change settings, keeping comments; None takes one out. Fails with ProblemError."""
        ...


class HostServices(Protocol):
    """All of them together."""

    @property
    def window(self) -> WindowServices: ...

    @property
    def output(self) -> OutputServices: ...

    @property
    def status(self) -> StatusServices: ...

    @property
    def views(self) -> ViewServices: ...

    @property
    def openers(self) -> OpenerServices: ...

    @property
    def workspace(self) -> WorkspaceServices: ...

    @property
    def decorations(self) -> DecorationServices: ...

    @property
    def settings(self) -> SettingsServices: ...

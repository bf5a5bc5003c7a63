"""What crosses the border between Pith and an extension: immutable, plain data.

An extension may run in a process of its own, so nothing here refers to a living object of the
kernel: what it was told stays as it was when it was told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Protocol

Severity = Literal["info", "warning", "error"]
FileEventKind = Literal["created", "changed", "deleted", "moved"]
Collapsible = Literal["none", "collapsed", "expanded"]

NO_ARGUMENTS: Mapping[str, Any] = MappingProxyType({})


class Point(NamedTuple):
    """A place in a document. Both numbers count from 0; `column` counts code points."""

    row: int
    column: int


class TextRange(NamedTuple):
    """A stretch of a document from `start` to before `end`; empty where they are the same."""

    start: Point
    end: Point

    @property
    def is_empty(self) -> bool:
        return self.start == self.end

    @classmethod
    def whole(cls, text: TextSnapshot) -> TextRange:
        """All of a text."""
        row = text.line_count - 1
        return cls(Point(0, 0), Point(row, len(text.lines(row, row + 1)[0])))


class TextEdit(NamedTuple):
    """Replace what is in `range` by `text`. Line breaks in it become those of the document."""

    range: TextRange
    text: str


class DocumentInfo(NamedTuple):
    """What an open document was like at one moment; its text is had through a TextSnapshot."""

    uri: str
    #: The file, or None for a document that was never saved.
    path: Path | None
    #: What its tab shows.
    name: str
    #: As in `onLanguage:<id>`; "plaintext" where nothing better is known.
    language_id: str
    #: Rises with every change of the text.
    version: int
    #: Whether it differs from what was last read or saved.
    dirty: bool
    line_count: int


class SelectionInfo(NamedTuple):
    """What is selected in the active editor; an empty range is a caret."""

    uri: str
    #: Sorted and disjoint; at least one.
    ranges: tuple[TextRange, ...]
    #: The index of the range that was made last.
    primary: int


class TextSnapshot(Protocol):
    """The text of a document at one version. It never changes, and it may be read on any thread."""

    @property
    def version(self) -> int:
        """The version of the document that this is."""
        ...

    @property
    def line_count(self) -> int:
        """How many lines there are; an empty text has one."""
        ...

    @property
    def length(self) -> int:
        """How many code points there are, line breaks included. Found out without reading any:
        leave alone what is longer than you can go through while somebody types."""
        ...

    def lines(
        self, start: int, end: int, first_column: int = 0, last_column: int | None = None
    ) -> Sequence[str]:
        """The lines from row `start` to before row `end`, without their line breaks; of each no
        more than what stands from `first_column` to before `last_column`.

        A file may be larger than memory, and so may one line of it: ask for some thousand rows at
        a time, or for some columns. Raises ValueError when it is more than 32 million characters.
        """
        ...


class Completion(NamedTuple):
    """What could stand where somebody types. It takes the place of the word before the caret."""

    label: str
    #: What is put, if that is not the label.
    text: str = ""
    #: Shown beside the label, less prominent.
    detail: str = ""
    #: The name of a codicon, "symbol-method" for instance.
    icon: str = ""
    #: Whether `text` is a snippet, with places to fill in.
    snippet: bool = False


class Parameter(NamedTuple):
    """A parameter of a Signature."""

    #: Where it stands in the label of its signature: from before this code point…
    start: int
    #: … to before this one.
    end: int
    #: What there is to say of it, as plain text.
    documentation: str = ""


class Signature(NamedTuple):
    """How something is called."""

    #: What is shown: "round(number, digits=None)".
    label: str
    #: In the order in which they stand in the label.
    parameters: Sequence[Parameter] = ()
    #: What there is to say of all of it, as plain text.
    documentation: str = ""
    #: The index of the parameter that the place is at; None: it is at none of them.
    active: int | None = None


class SignatureHelp(NamedTuple):
    """How what is called at a place may be called."""

    #: One, or several where it may be called in several ways.
    signatures: Sequence[Signature]
    #: The index of the one that fits what stands there best.
    active: int = 0


class FileEvent(NamedTuple):
    """Something happened to a file or folder under one that is watched.

    "deleted" is also told of what came and went at once, and was told to nobody before.
    """

    kind: FileEventKind
    path: Path
    #: Where it is now, for "moved".
    target: Path | None = None


class PointEntry(NamedTuple):
    """What an extension contributes to a point of another."""

    #: Who contributes it.
    extension_id: str
    extension_name: str
    #: The folder of that extension, which paths in `values` are relative to.
    folder: Path
    #: The fields that the point declares, with the defaults of those that nobody wrote.
    values: Mapping[str, Any]


class MessageAction(NamedTuple):
    """A button of a notification; `id` is what the notification's Future settles with."""

    id: str
    label: str


class QuickPickItem(NamedTuple):
    """One line of a list to pick from; `id` is what the pick's Future settles with."""

    id: str
    label: str
    #: Shown beside the label, less prominent.
    description: str = ""
    #: The name of a codicon, "file" for instance.
    icon: str = ""


class TreeItem(NamedTuple):
    """One row of a tree view.

    A row without children that has a `resource_path` and no `command` opens that file: as a
    preview on a click, to stay on a double click or Enter.
    """

    #: Unique in its tree. Expansion and selection follow it through a refresh and a reload.
    id: str
    label: str
    #: The name of a codicon, "file" or "folder" for that of the `resource_path`; empty: one of
    #: these, a folder's if there may be children, or none without a path.
    icon: str = ""
    #: Whether it has children, and whether they show before anybody opens or closes it.
    collapsible: Collapsible = "none"
    tooltip: str = ""
    #: Run when the row is clicked, with `arguments`.
    command: str = ""
    arguments: Mapping[str, Any] = NO_ARGUMENTS
    #: Shown beside the label, less prominent.
    description: str = ""
    #: The context key `viewItem` of menus of this row.
    context_value: str = ""
    #: The file or folder it stands for: gives the icon, the drag and the tooltip if empty.
    resource_path: Path | None = None
    #: Up to two characters at the right end, "M" for instance.
    decoration: str = ""

"""Hook specifications: what an extension can be told.

An extension implements a hook with a function of its module that has the hook's name and is
marked `@pith.api.hook`. It may leave out arguments it does not need, never rename them. Hooks are
called on the window's thread, after `activate`, those of higher priority first
(`@hook(priority=10)`), and those of equal priority in the order of the extensions' ids.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeVar, overload

from pluggy import HookimplMarker, HookspecMarker

from pith.api._values import (
    Completion,
    DocumentInfo,
    Point,
    SelectionInfo,
    SignatureHelp,
    TextEdit,
    TextSnapshot,
)
from pith.api._version import PROJECT
from pith.base import CancelToken, Future

F = TypeVar("F", bound=Callable[..., object])

#: The attribute of a marked function that has its priority.
PRIORITY: Final = f"{PROJECT}_priority"

_specification = HookspecMarker(PROJECT)
_implementation = HookimplMarker(PROJECT)


@overload
def hook(function: F) -> F: ...
@overload
def hook(*, priority: int) -> Callable[[F], F]: ...


def hook(function: F | None = None, *, priority: int = 0) -> F | Callable[[F], F]:
    """Mark a function of an extension's module as its implementation of the hook of that name.

    Those of higher `priority` are called first; 0 is usual.
    """

    def mark(marked: F) -> F:
        setattr(marked, PRIORITY, priority)
        return _implementation(marked)

    return mark if function is None else mark(function)


@_specification
def document_opened(document: DocumentInfo) -> None:
    """A document is open and can be asked for its text."""


@_specification
def document_closed(document: DocumentInfo) -> None:
    """A document is gone; `document` is what it was like last."""


@_specification
def document_changed(document: DocumentInfo) -> None:
    """The text of a document is another one. Several edits of one turn are told once."""


@_specification
def will_save(
    document: DocumentInfo, text: TextSnapshot, token: CancelToken
) -> Sequence[TextEdit] | Future[Sequence[TextEdit]] | None:
    """A document is about to be written. The edits that are returned, or that a returned Future
    settles with, are made to `text` first. Everybody is asked at once; as soon as one has changed
    the text, those after it are asked again, about what it has left: `token` is cancelled, and
    what they said before is forgotten. One that gives no answer within two seconds is left out:
    `token` is cancelled, and the document is written without its edits. What is typed meanwhile
    is kept."""


@_specification
def completions(
    document: DocumentInfo,
    text: TextSnapshot,
    position: Point,
    word_characters: str,
    token: CancelToken,
) -> Sequence[Completion] | Future[Sequence[Completion]] | None:
    """Somebody wants to know what could stand at `position`, the end of the word that is being
    typed: of letters, digits, `_` and, in this language, `word_characters`. Everybody is asked at
    once; what fits that word is shown, so that there is no need to choose. One that gives no answer
    within a second is left out, and `token` is cancelled, as it is when nobody wants to know any
    more."""


@_specification
def hover(
    document: DocumentInfo, text: TextSnapshot, position: Point, token: CancelToken
) -> str | Future[str] | None:
    """Somebody rests the pointer on `position`, or asks at the caret, what there is to say of it.
    It is shown as plain text, below what marks say; "" and None say nothing. Everybody is asked at
    once; one that gives no answer within a second is left out, and `token` is cancelled, as it is
    when nobody wants to know any more."""


@_specification
def signature_help(
    document: DocumentInfo, text: TextSnapshot, position: Point, token: CancelToken
) -> SignatureHelp | Future[SignatureHelp] | None:
    """Somebody types in the parentheses of a call, or asks there, how that is called: None where
    `position` is in no call that is known. It is asked again when the caret moves on. Everybody is
    asked at once, and of those that know something, the first one's answer is shown; one that gives
    none within a second is left out, and `token` is cancelled, as it is when nobody wants to know
    any more."""


@_specification
def document_saved(document: DocumentInfo) -> None:
    """A document was written to its file."""


@_specification
def active_document_changed(document: DocumentInfo | None) -> None:
    """Another editor has the focus; None where no document is open."""


@_specification
def selection_changed(selection: SelectionInfo) -> None:
    """The carets of the active editor moved. Several moves of one turn are told once."""


@_specification
def folders_changed(folders: Sequence[Path]) -> None:
    """The window shows other folders; `folders` are all it shows now."""


@_specification
def settings_changed(keys: frozenset[str]) -> None:
    """Settings have other values; `keys` are theirs. See also `context.settings.on_change`."""


#: Every specification by its name.
SPECIFICATIONS: Final[dict[str, Callable[..., object]]] = {
    function.__name__: function
    for function in (
        document_opened,
        document_closed,
        document_changed,
        will_save,
        completions,
        hover,
        signature_help,
        document_saved,
        active_document_changed,
        selection_changed,
        folders_changed,
        settings_changed,
    )
}

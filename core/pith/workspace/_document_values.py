"""What is told of a document: how its text changed, what happened in a view, what a save is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pith.edit import NO_FOLDS, ChangeSet, EditorState, Folds
from pith.text import Text

if TYPE_CHECKING:
    from pith.workspace._document import Document
    from pith.workspace._view import View


class DocumentChange(NamedTuple):
    """What happened to a document's text. `origin` is the view that did it, if one did.

    The offsets of `changes` are those of `before`. `version` is the document's with `after`.
    """

    document: Document
    before: Text
    changes: ChangeSet
    after: Text
    origin: View | None
    event: str
    version: int


class ViewUpdate(NamedTuple):
    """What happened in a view. `changes` is None when only the selection changed, or when the
    text has become another as a whole ("reload", "save") or much longer ("grow").

    The offsets of `changes` are those of `before.text`. `reveal`: the primary caret is to be
    scrolled to.
    """

    before: EditorState
    after: EditorState
    changes: ChangeSet | None
    event: str
    reveal: bool
    folds: Folds = NO_FOLDS
    """What is folded after it."""


class SavePoint(NamedTuple):
    """What a document was when a save of it began."""

    text: Text
    state: int
    version: int
    encoding: str
    bom: bool

"""What extensions show at places of documents, without changing their text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from pith.api._values import TextRange


class Decoration(NamedTuple):
    """Something to be seen at a stretch of a document.

    How it looks is said by its kind, which the manifest declares. Texts of it are shown and are not
    in the document: nobody can put the caret into them or save them.
    """

    range: TextRange
    #: The id of a kind that the manifest declares under `[[contributes.decorations]]`.
    kind: str
    #: Shown when the pointer rests on it, as plain text.
    hover: str = ""
    #: Shown right before the range, within the line. Of several lines, the line goes on behind the
    #: last one.
    before: str = ""
    #: Shown right behind the range likewise: a hint, or what could be typed on.
    after: str = ""
    #: Shown behind the last line of the range.
    line_end: str = ""
    #: What the kind's colours mean where they say "own": `#rrggbb` or `#rrggbbaa`.
    color: str = ""


class Decorations(Protocol):
    """What the extension shows at places of documents. It is gone with the extension."""

    def set(self, uri: str, version: int, decorations: Sequence[Decoration]) -> bool:
        """Show these in a document, and no longer those it was given before.

        Their ranges are those of the text at `version`, which a snapshot has; what was edited since
        moves them, and so does every edit from now on. False, and nothing is done, where the
        document is not open or that version is too long ago: take another snapshot. Raises
        ValueError for a kind that the manifest does not declare.
        """
        ...

"""How a marked stretch of a document is shown, where no kind of the editor's own says it."""

from __future__ import annotations

from typing import Literal, NamedTuple

Underline = Literal["none", "solid", "wavy", "dotted"]


class Mark(NamedTuple):
    """All of it as plain data; two that are equal look alike.

    A colour is a colour id of themes, or `#rrggbb[aa]`; two of these with a space between them are
    for dark themes and for light ones. Empty: none, or that of the text.
    """

    background: str = ""
    foreground: str = ""
    underline: Underline = "none"
    underline_color: str = ""
    whole_line: bool = False
    """Whether the background fills the lines from edge to edge."""
    gutter: str = ""
    """The name of an icon beside the first line, or "dot"."""
    gutter_color: str = ""
    overview: str = ""
    """The colour in the scroll bar."""
    before: str = ""
    """Text that is shown before the stretch, and is not in the document. Behind each of its line
    breaks a row of its own begins."""
    after: str = ""
    """Likewise behind it."""
    line_end: str = ""
    """Likewise behind the last line."""
    text_color: str = ""
    text_background: str = ""
    italic: bool = False
    """Colours and slant of such text."""
    hover: str = ""
    """Shown when the pointer rests on it."""

    @property
    def has_inlays(self) -> bool:
        return bool(self.before or self.after)

    @property
    def has_rows(self) -> bool:
        """Whether it makes rows that the document has not."""
        return "\n" in self.before or "\n" in self.after

    def on_row(self, *, first: bool, last: bool) -> Mark:
        """What of it is shown on a row that is not both the first and the last."""
        changed = self
        if not first:
            changed = changed._replace(gutter="", before="")
        if not last:
            changed = changed._replace(after="", line_end="")
        return changed


Kind = str | Mark
"""A kind that the editor knows by its name, or what somebody else wants seen."""


class Inlay(NamedTuple):
    """Text within a line that is not in the document."""

    text: str
    color: str
    background: str
    italic: bool

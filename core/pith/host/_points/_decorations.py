"""`decorations`: kinds of what is shown at places of documents. The program shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from msgspec import Meta

from pith.host._points._schema import ICON, ContributionItem, Fault, Id

_HEX = re.compile(r"#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})")
_OWN = "own"
_COLORS = {
    "background": "background",
    "foreground": "foreground",
    "underline_color": "underlineColor",
    "gutter_color": "gutterColor",
    "overview": "overview",
    "text_color": "textColor",
    "text_background": "textBackground",
}


class DecorationContribution(ContributionItem, frozen=True):
    """A kind of decoration; `context.decorations.set` shows some in a document. A colour is a
    colour id of themes, `#rrggbb` or `#rrggbbaa`, or "own" for that of each decoration; two with a
    space between them are for dark themes and for light ones."""

    id: Annotated[Id, Meta(description="What decorations name as their `kind`.")]
    background: Annotated[str, Meta(description="The colour behind the text.")] = ""
    foreground: Annotated[str, Meta(description="The colour of the text.")] = ""
    underline: Annotated[
        Literal["none", "solid", "wavy", "dotted"], Meta(description="The line below the text.")
    ] = "none"
    underline_color: Annotated[
        str, Meta(description="The colour of that line; `foreground` if it has none.")
    ] = ""
    whole_line: Annotated[
        bool, Meta(description="Whether `background` fills whole lines, up to the edges.")
    ] = False
    gutter: Annotated[str, Meta(description=f"{ICON.description} It stands beside the line.")] = ""
    gutter_color: Annotated[str, Meta(description="The colour of that icon.")] = ""
    overview: Annotated[str, Meta(description="The colour of a mark in the scroll bar.")] = ""
    text_color: Annotated[
        str, Meta(description="The colour of text that it shows; that of a hint if it has none.")
    ] = ""
    text_background: Annotated[str, Meta(description="The colour behind such text.")] = ""
    italic: Annotated[bool, Meta(description="Whether such text is slanted.")] = False

    def faults(self) -> Iterator[Fault]:
        for field, name in _COLORS.items():
            yield from _color_faults(name, getattr(self, field))


def _color_faults(name: str, value: str) -> Iterator[Fault]:
    words = value.split()
    if len(words) > 2:
        yield Fault(
            name, "there are more than two colours", "name one for dark themes and one for light"
        )
    for word in words:
        if word == _OWN or _HEX.fullmatch(word):
            continue
        from pith.syntax import COLOR_IDS

        if word not in COLOR_IDS:
            from difflib import get_close_matches

            near = get_close_matches(word, COLOR_IDS, 1)
            advice = (
                f"did you mean `{near[0]}`?" if near else "use a colour id of themes or #rrggbb"
            )
            yield Fault(name, f"there is no colour `{word}`", advice)

"""How a person wants an editor to look and behave."""

from __future__ import annotations

import sys
from typing import NamedTuple

DEFAULT_FONT_SIZE = 12.5 if sys.platform == "darwin" else 10.5


class EditorOptions(NamedTuple):
    """The editor widget's options; change one with `options._replace(wrap="on")`.

    Lengths are in columns (the width of "0") unless they say otherwise.
    """

    font_family: str = ""
    """Families in order of preference, separated by commas; empty: the platform's best."""
    font_size: float = DEFAULT_FONT_SIZE
    """In points."""
    line_height: float = 1.4
    """A row's height as a factor of the font's size."""
    ligatures: bool = False
    tab_size: int = 4
    wrap: str = "off"
    """`off`, `on` (at the window's edge), `column` (at wrap_column), `bounded` (the nearer)."""
    wrap_column: int = 80
    hanging_indent: str = "same"
    """Where a wrapped line goes on: `none` (the margin), `same` as its start, `indent` one more."""
    render_whitespace: str = "selection"
    """Which spaces and tabs have signs: `none`, `boundary` (but a single space between words),
    `selection`, `trailing` or `all`."""
    boxed_spaces: bool = True
    """Whether spaces that are not the plain one are in boxes."""
    indent_guides: bool = True
    pair_guides: str = "off"
    """Lines beside the rows between two brackets: `off`, `active` (of the brackets around the
    caret) or `all`."""
    occurrences: bool = True
    """Whether what is selected is marked wherever it is, and the word at the caret."""
    change_marks: bool = True
    """Whether a bar beside the rows shows what is not in the file so."""
    folding: bool = True
    fold_arrows: str = "hover"
    """When arrows show what can be folded: with the pointer over the gutter (`hover`), `always`,
    `never`. What is folded has one in any case."""
    rulers: tuple[int, ...] = ()
    line_numbers: str = "on"
    """`on`, `off`, `relative` or `interval` (every tenth, and where a caret is)."""
    caret_style: str = "line"
    """`line`, `block` or `underline`; `line-thin`, `block-outline` or `underline-thin`."""
    caret_width: int = 2
    """In pixels."""
    caret_blink: bool = True
    current_line: bool = True
    bracket_match: bool = True
    bracket_colors: bool = True
    """Whether brackets have colours by how deep they are nested."""
    sticky_lines: int = 0
    """How many lines that begin what is seen stay at the top edge."""
    minimap: bool = False
    """Whether the text around what is seen is shown in miniature beside it."""
    minimap_columns: int = 120
    """How many columns of it at most."""
    minimap_slider: str = "hover"
    """When it shows which part is seen: with the pointer over it (`hover`) or `always`."""
    scroll_beyond_last_line: bool = True
    rounded_selection: bool = True
    smooth_scrolling: bool = True
    wheel_zoom: bool = True
    """Whether the wheel zooms while Ctrl is held."""
    padding_top: int = 0
    """In pixels."""

"""The settings of editors, as the editor widget takes them."""

from __future__ import annotations

import sys
from typing import Any

from pith.qt import EditorOptions
from pith.settings import Settings

DEFAULT_LINE_HEIGHT = 1.5

_POINTS_PER_PIXEL = 1.0 if sys.platform == "darwin" else 72 / 96
"""Qt's logical resolution: 72 dots an inch on macOS, 96 elsewhere."""

_ARROWS = {"always": "always", "mouseover": "hover", "never": "never"}
_PAIR_GUIDES = {True: "all", "active": "active", False: "off"}
_SLIDERS = {"always": "always", "mouseover": "hover"}


def editor_options(settings: Settings, language: str, family: str, zoom: float) -> EditorOptions:
    """The options for a document of `language`.

    `family` is the font that counts where the settings name none; `zoom` is a factor.
    """

    def get(name: str) -> Any:
        return settings.get(f"editor.{name}", language)

    pixels = float(get("fontSize"))
    height = float(get("lineHeight"))
    if height == 0:
        height = DEFAULT_LINE_HEIGHT
    elif height > 8:
        height /= pixels
    return EditorOptions(
        font_family=get("fontFamily") or family,
        font_size=pixels * _POINTS_PER_PIXEL * zoom,
        line_height=max(1.0, height),
        ligatures=get("fontLigatures"),
        tab_size=get("tabSize"),
        wrap=get("wordWrap"),
        wrap_column=get("wordWrapColumn"),
        hanging_indent=get("wrappingIndent"),
        render_whitespace=get("renderWhitespace"),
        boxed_spaces=get("unicodeHighlight.invisibleCharacters"),
        indent_guides=get("guides.indentation"),
        pair_guides=_PAIR_GUIDES[get("guides.bracketPairs")],
        occurrences=get("occurrencesHighlight"),
        change_marks=get("changeMarks"),
        folding=get("folding"),
        fold_arrows=_ARROWS[get("showFoldingControls")],
        rulers=tuple(get("rulers")),
        line_numbers=get("lineNumbers"),
        caret_style=get("cursorStyle"),
        caret_width=get("cursorWidth"),
        caret_blink=get("cursorBlinking") == "blink",
        current_line=get("renderLineHighlight") != "none",
        bracket_match=get("matchBrackets"),
        bracket_colors=get("bracketPairColorization.enabled"),
        sticky_lines=get("stickyScroll.maxLineCount") if get("stickyScroll.enabled") else 0,
        minimap=get("minimap.enabled"),
        minimap_columns=get("minimap.maxColumn"),
        minimap_slider=_SLIDERS[get("minimap.showSlider")],
        scroll_beyond_last_line=get("scrollBeyondLastLine"),
        rounded_selection=get("roundedSelection"),
        smooth_scrolling=get("smoothScrolling"),
        wheel_zoom=get("mouseWheelZoom"),
        padding_top=get("padding.top"),
    )

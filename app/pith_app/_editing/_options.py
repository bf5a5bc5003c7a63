"""The settings of editors, as the editor widget takes them."""

from __future__ import annotations

import sys

from pith.qt import EditorOptions
from pith.settings import Settings

DEFAULT_LINE_HEIGHT = 1.5

_POINTS_PER_PIXEL = 1.0 if sys.platform == "darwin" else 72 / 96
"""Qt's logical resolution: 72 dots an inch on macOS, 96 elsewhere."""


def editor_options(settings: Settings, language: str, family: str, zoom: float) -> EditorOptions:
    """The options for a document of `language`.

    `family` is the font that counts where the settings name none; `zoom` is a factor.
    """

    def get(name: str) -> object:
        return settings.get(f"editor.{name}", language)

    pixels = float(settings.get("editor.fontSize", language))
    height = float(settings.get("editor.lineHeight", language))
    if height == 0:
        height = DEFAULT_LINE_HEIGHT
    elif height > 8:
        height /= pixels
    whitespace = str(get("renderWhitespace"))
    return EditorOptions(
        font_family=str(get("fontFamily")) or family,
        font_size=pixels * _POINTS_PER_PIXEL * zoom,
        line_height=max(1.0, height),
        tab_size=int(settings.get("editor.tabSize", language)),
        wrap=str(get("wordWrap")),
        wrap_column=int(settings.get("editor.wordWrapColumn", language)),
        render_whitespace=whitespace if whitespace in ("none", "selection") else "all",
        rulers=tuple(settings.get("editor.rulers", language)),
        line_numbers=str(get("lineNumbers")),
        caret_blink=get("cursorBlinking") != "solid",
        current_line=get("renderLineHighlight") != "none",
        bracket_match=bool(get("matchBrackets")),
        scroll_beyond_last_line=bool(get("scrollBeyondLastLine")),
        smooth_scrolling=bool(get("smoothScrolling")),
    )

"""What editing commands may ask of an editor with a window."""

from __future__ import annotations

from collections.abc import Callable

from pith.edit import Clipboard, EditOptions, LanguageRules, LineLayout


class WidgetContext:
    """An EditContext; made for one command, so it may be plain data."""

    __slots__ = ("clipboard", "in_string_or_comment", "layout", "options", "rules")

    def __init__(
        self,
        options: EditOptions,
        rules: LanguageRules,
        clipboard: Clipboard,
        layout: LineLayout,
        in_string_or_comment: Callable[[int], bool],
    ) -> None:
        self.options = options
        self.rules = rules
        self.clipboard = clipboard
        self.layout = layout
        self.in_string_or_comment = in_string_or_comment

"""What editing commands may ask of an editor with a window."""

from __future__ import annotations

from collections.abc import Callable

from pith.edit import Clipboard, EditOptions, LanguageRules, LineKinds, LineLayout


class WidgetContext:
    """An EditContext; made for one command."""

    __slots__ = (
        "_line_kinds",
        "_make_layout",
        "clipboard",
        "in_string_or_comment",
        "options",
        "rules",
        "rules_at",
    )

    def __init__(
        self,
        options: EditOptions,
        rules: LanguageRules,
        clipboard: Clipboard,
        make_layout: Callable[[], LineLayout],
        in_string_or_comment: Callable[[int], bool],
        rules_at: Callable[[int], LanguageRules],
        line_kinds: Callable[[bool], LineKinds],
    ) -> None:
        self.options = options
        self.rules = rules
        self.clipboard = clipboard
        self._make_layout = make_layout
        self.in_string_or_comment = in_string_or_comment
        self.rules_at = rules_at
        self._line_kinds = line_kinds

    def line_kinds(self, *, to_keep: bool = False) -> LineKinds:
        return self._line_kinds(to_keep)

    @property
    def layout(self) -> LineLayout:
        return self._make_layout()  # asked for by motions only, and not by what is typed

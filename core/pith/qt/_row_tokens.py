"""The tokens of rows as an editor shows them, from everybody who has some."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pith.base import Disposable, OnDispose
from pith.edit import ALL_CODE
from pith.qt._bracket_colors import BracketColors
from pith.qt._decorations import Decorations, Span
from pith.qt._viewport import Viewport

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pith.edit import ChangeSet, LanguageRules, LineKinds
    from pith.qt._mark import Inlay
    from pith.qt._shaped_line import Tokens
    from pith.syntax import Highlighter, TokenSpan
    from pith.text import Text


class RowTokens:
    """Called with a row, it answers with the highlighter's tokens, those of brackets, and inlays.

    Rows are those of the text that the viewport has. `renewed` is called with the first and last
    row whose tokens are others, `reached` when the brackets that are seen have been counted.
    """

    def __init__(
        self,
        parent: QWidget,
        viewport: Viewport,
        decorations: Decorations,
        renewed: Callable[[int, int], object],
        reached: Callable[[], object],
    ) -> None:
        self._viewport = viewport
        self._decorations = decorations
        self._renewed = renewed
        self.highlighter: Highlighter | None = None
        """Whose tokens they are; set by `follow`."""
        self._connection: Disposable = OnDispose()
        self._layers_with_inlays: set[str] = set()
        self._layers_with_rows: set[str] = set()
        self._stale: tuple[int, int] | None = None
        self._brackets = BracketColors(parent, lambda: viewport.last_row, reached)

    def __call__(self, row: int) -> Tokens:
        highlighter = self.highlighter
        tokens: Tokens = () if highlighter is None else highlighter.tokens(row)
        tokens = self._brackets.tokens(row, tokens)
        return (*tokens, *self._inlays(row)) if self._layers_with_inlays else tokens

    def of_syntax(self, row: int) -> Sequence[TokenSpan]:
        """The highlighter's alone."""
        return () if self.highlighter is None else self.highlighter.tokens(row)

    def _inlays(self, row: int) -> Tokens:
        """The texts within a row that marks want shown."""
        from pith.qt._mark import Inlay

        text = self._viewport.text
        if row >= text.line_count:
            return ()
        start, end = text.line_start(row), text.line_end(row)
        found: list[tuple[int, int, Inlay]] = []
        for first, last, mark in self._decorations.marks_between(start, end):
            for at, shown in ((first, mark.before), (last, mark.after)):
                if shown and start <= at <= end:
                    look = (mark.text_color, mark.text_background, mark.italic)
                    found.append((at - start, at - start, Inlay(shown, *look)))
        return tuple(sorted(found, key=lambda each: each[0]))

    def set_inlays(self, layer: str, spans: Sequence[Span]) -> bool:
        """A layer of decorations has these spans now; True if rows may look different for it."""
        found = [kind for _, _, kind in spans if not isinstance(kind, str) and kind.has_inlays]
        inlays, had = bool(found), layer in self._layers_with_inlays
        _put(self._layers_with_inlays, layer, inlays)
        _put(self._layers_with_rows, layer, any(kind.has_rows for kind in found))
        self._viewport.inlay_rows = bool(self._layers_with_rows)
        return inlays or had

    # The highlighter

    def follow(self, highlighter: Highlighter | None) -> None:
        """Take tokens from this one from now on, and hear of those that change."""
        self._connection.dispose()
        self.highlighter = highlighter
        if highlighter is not None:
            self._connection = highlighter.changed.connect(self._renewed)

    def leave(self) -> None:
        """Hear of nothing any more, and forget what was decorated."""
        self._connection.dispose()
        self._stale = None
        self._layers_with_inlays.clear()
        self._layers_with_rows.clear()
        self._viewport.inlay_rows = False

    def want(self) -> None:
        """What is seen is to be coloured first."""
        if self.highlighter is not None:
            self.highlighter.want(self._viewport.first_row, self._viewport.last_row)

    def in_string_or_comment(self, offset: int) -> bool:
        return self.highlighter is not None and self.highlighter.kind_at(offset) != "code"

    def known_kinds(self) -> LineKinds:
        """What is known to be string or comment in the lines of the highlighter's text; for
        painting, which waits for nothing."""
        return ALL_CODE if self.highlighter is None else self.highlighter.line_kinds()

    def line_kinds(self, to_keep: bool) -> LineKinds:
        """The same, and what the last edit has changed is lexed before that."""
        if self.highlighter is None:
            return ALL_CODE
        self.highlighter.kind_at(0)  # which answers from what has been lexed
        return self.highlighter.line_kinds(to_keep=to_keep)

    def put_off(self, first_row: int, last_row: int) -> None:
        """Keep rows that have other tokens in a text that the viewport has still to be given."""
        first, last = self._stale or (first_row, last_row)
        self._stale = (min(first, first_row), max(last, last_row))

    def take_put_off(self) -> tuple[int, int] | None:
        """The rows that were put off, once: the viewport has that text now."""
        stale, self._stale = self._stale, None
        return stale

    # Brackets

    def count_brackets(self, text: Text, rules: LanguageRules, *, wanted: bool) -> None:
        """Begin to count how deep brackets are nested, if that is wanted."""
        self._brackets.stop()
        if wanted and self.highlighter is not None:
            self._brackets.count(text, rules, self.highlighter)

    @property
    def counts_brackets(self) -> bool:
        return self._brackets.on

    @property
    def awaits_brackets(self) -> bool:
        """Whether brackets that are seen are still being counted."""
        return self._brackets.counting

    def stop(self) -> None:
        self._brackets.stop()

    def edited(self, changes: ChangeSet, before: Text, after: Text) -> int | None:
        """The row from which on brackets have other colours, if they have."""
        return self._brackets.edited(changes, before, after)

    def take_text(self, text: Text) -> None:
        """The text has become longer at its end, or lies elsewhere."""
        self._brackets.take_text(text)

    def start_over(self, text: Text) -> None:
        """Nothing is known of this text."""
        self._brackets.start_over(text)

    def last_renewed(self, first_row: int, last_row: int) -> int:
        """The last row that looks different for the new tokens of some."""
        if self._brackets.renewed(first_row, last_row) is not None:
            return self._viewport.text.line_count
        return last_row


def _put(layers: set[str], layer: str, there: bool) -> None:
    if there:
        layers.add(layer)
    else:
        layers.discard(layer)

"""The colours of brackets in an editor, counted on to what is seen when that is far away."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from pith.qt._guard import guarded

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pith.edit import ChangeSet, LanguageRules
    from pith.qt._bracket_depths import BracketDepths
    from pith.qt._shaped_line import Tokens
    from pith.syntax import Highlighter
    from pith.text import Text

_PAUSE = 5  # milliseconds between two steps of counting
_STEP = 0.003  # seconds for each


class BracketColors:
    """Adds tokens of brackets to those of a highlighter; costs nothing while it is off.

    `reach` says the last row that is seen, and `reached` is called when the brackets up to there
    have been counted and were not before.
    """

    def __init__(
        self, parent: QWidget, reach: Callable[[], int], reached: Callable[[], object]
    ) -> None:
        self._depths: BracketDepths | None = None
        self._reach = reach
        self._reached = reached
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._go_on)

    @property
    def on(self) -> bool:
        return self._depths is not None

    @property
    def counting(self) -> bool:
        """Whether `reached` is still to come."""
        return self._timer.isActive()

    def count(self, text: Text, rules: LanguageRules, highlighter: Highlighter) -> None:
        """Begin with a text of which nothing is known."""
        from pith.qt._bracket_depths import BracketDepths

        self._depths = BracketDepths(text, rules, highlighter.tokens)

    def stop(self) -> None:
        self._timer.stop()
        self._depths = None

    def tokens(self, row: int, tokens: Tokens) -> Tokens:
        """The tokens of a row and its brackets behind them."""
        if self._depths is None:
            return tokens
        if self._timer.isActive():  # every row that is seen would go on for a while
            found = self._depths.scopes(row, tokens, 0)
        else:
            found = self._depths.scopes(row, tokens)
            if found is None:
                self._timer.start()
        return (*tokens, *found) if found else tokens

    # What happens to the text: each returns the row from which on colours are others, if any are

    def edited(self, changes: ChangeSet, before: Text, after: Text) -> int | None:
        return self._depths.edited(changes, before, after) if self._depths is not None else None

    def renewed(self, first_row: int, last_row: int) -> int | None:
        """The highlighter has other tokens for these rows."""
        return self._depths.renewed(first_row, last_row) if self._depths is not None else None

    def take_text(self, text: Text) -> None:
        """The text has become longer at its end, or lies elsewhere."""
        if self._depths is not None:
            self._depths.take_text(text)

    def start_over(self, text: Text) -> None:
        if self._depths is not None:
            self._depths.start_over(text)

    @guarded
    def _go_on(self) -> None:
        if self._depths is None:
            return
        if self._depths.go_on(self._reach(), _STEP):
            self._reached()
        else:
            self._timer.start()

"""Where the fields and buttons of the find bar lie, and which of them there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from pith_app._theming import Look
from pith_app._window._buttons import CloseButton, IconButton

ROW = 36
_LINE = 26
_COUNT = 107
_BESIDE = 6
_TOGGLE = 22
_LEAST_TEXT = 80
"""How wide what is typed is to be seen, as long as there is a button left to hide."""
_LEAST_REPLACEMENT = 50


class BarRows:
    """Two rows: what to find, and what replaces it. Lengths are in pixels, device-independent."""

    def __init__(
        self,
        look: Look,
        expand: IconButton,
        fields: tuple[QLineEdit, QLineEdit],
        toggles: Sequence[IconButton],
        at_the_right: Sequence[IconButton | CloseButton],
        replacing: Sequence[IconButton],
    ) -> None:
        """`toggles` lie in the first of `fields`, `at_the_right` beside it, from the right, and
        `replacing` beside the second."""
        self._look = look
        self._expand = expand
        self._input, self._replacement = fields
        self._toggles = toggles
        self._at_the_right = at_the_right
        self._replacing = replacing

    def place(self, left: int, top: int, width: int, *, counted: bool, replace: bool) -> QRect:
        """Lay them into a width; returns where in the first row there is room to say how many
        matches there are, if they are `counted` there. `replace`: there is the second row."""
        px = self._look.px
        row, line = px(ROW), px(_LINE)
        end = left + width - 8
        left, top = left + _BESIDE, top + (row - line) // 2
        field = self._make_room(width - _BESIDE - (px(_COUNT) if counted else 0))
        self._expand.set_field(20, _LINE)
        self._expand.move(left, top)
        if not self._expand.isHidden():
            left += px(24)
        self._input.setGeometry(left, top, field, line)
        for number, toggle in enumerate(self._toggles):
            toggle.set_field(20, 20)
            toggle.move(left + field - px(66 - number * 21), top + px(3))
            toggle.raise_()
        right = end
        for button in self._seen_at_the_right():
            right -= button.width()
            button.move(right, top + (line - button.height()) // 2)
            right -= px(3)
        within = min(field, end - left - px(8) - len(self._replacing) * px(25))
        beside = within >= px(_LEAST_REPLACEMENT)
        within = within if beside else end - left
        self._replacement.setGeometry(left, top + row - 2, within, line)
        for number, each in enumerate(self._replacing):
            each.setVisible(replace and beside)
            each.rescale()
            each.move(left + within + px(8 + number * 25), top + row)
        return QRect(left + field + 10, top, right - left - field - 14, line)

    def _seen_at_the_right(self) -> list[IconButton | CloseButton]:
        return [each for each in self._at_the_right if not each.isHidden()]

    def _make_room(self, width: int) -> int:
        """Hide as few buttons as must be for what is typed to be seen, those first that are missed
        least: all of them have keys. Returns how wide the field is."""
        px = self._look.px
        for button in self._at_the_right:
            button.rescale()
        _, in_selection, *steps = self._at_the_right
        groups: tuple[Sequence[QAbstractButton], ...] = (
            (in_selection,),
            steps,
            self._toggles,
            (self._expand,),
        )
        for buttons in groups:
            for each in buttons:
                each.show()
        for hidden in ((), *groups):
            for each in hidden:
                each.hide()
            beside = sum(each.width() + px(3) for each in self._seen_at_the_right())
            field = width - beside - px(9)
            if not self._expand.isHidden():
                field -= px(24)
            within = 0 if self._toggles[0].isHidden() else len(self._toggles) * px(_TOGGLE)
            if field - within >= px(_LEAST_TEXT):
                break
        self._input.setTextMargins(0, 0, within, 0)
        return max(field, px(20))

"""Where in an editor the mouse finds what can be folded, and what is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from pith.edit import LanguageRules, LineKinds, Regions, regions_for
from pith.qt._canvas import Canvas
from pith.qt._viewport import Viewport

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF

    from pith.text import Text


class FoldHandles:
    """The arrows in the gutter and the boxes behind rows. Points are the widget's."""

    def __init__(
        self,
        viewport: Viewport,
        canvas: Canvas,
        rules: LanguageRules,
        line_kinds: Callable[[], LineKinds],
        find_rules: Callable[[], Callable[[int], LanguageRules]],
    ) -> None:
        self._rules = rules
        self._line_kinds = line_kinds
        self._find_rules = find_rules
        self._regions: tuple[Text, Regions] | None = None
        """What was asked last, while nothing has changed."""
        self._viewport = viewport
        self._canvas = canvas
        canvas.scene.can_fold = self.can_fold

    def set_rules(self, rules: LanguageRules) -> None:
        self._rules, self._regions = rules, None

    def can_fold(self, row: int) -> bool:
        """Whether something that can be folded starts with a row of the text as it is shown."""
        text = self._viewport.text
        if self._regions is not None and self._regions[0] is text:
            return self._regions[1].starts(row)
        tab_size = self._canvas.scene.style.options.tab_size
        kinds, rules_at = self._line_kinds(), self._find_rules()
        regions = regions_for(text, self._rules, tab_size, kinds, rules_at)
        self._regions = text, regions
        if text.has_pages:  # which keeps a file open: for the rows of one paint
            QTimer.singleShot(0, self._forget)
        return regions.starts(row)

    def _forget(self) -> None:
        self._regions = None

    def arrow_at(self, point: QPointF) -> int | None:
        """The row whose arrow in the gutter is at a point, if there is one."""
        scene, viewport = self._canvas.scene, self._viewport
        if not scene.style.options.folding:
            return None
        left, right = scene.fold_strip()
        if not left <= point.x() <= right:
            return None
        row = viewport.rows[viewport.index_at(point.y())]
        return row if viewport.folds.at(row) is not None or self.can_fold(row) else None

    def box_at(self, point: QPointF) -> int | None:
        """The row behind which the sign of what is folded is at a point, if it is there."""
        viewport = self._viewport
        index = viewport.index_at(point.y())
        box = self._canvas.scene.fold_box(index) if viewport.folds else None
        return viewport.rows[index] if box is not None and box.contains(point) else None

    def show_arrows(self, hovered: bool) -> None:
        """The pointer is over the gutter, or is not any more."""
        scene = self._canvas.scene
        kind = scene.style.options.fold_arrows
        shown = kind == "always" or (hovered and kind == "hover")
        if shown != scene.arrows_shown:
            scene.arrows_shown = shown
            self._regions = None
            self._canvas.damage_gutter()

    def repaint_arrows(self) -> None:
        """What can be folded may be another row now."""
        self._regions = None
        if self._canvas.scene.arrows_shown:
            self._canvas.damage_gutter()

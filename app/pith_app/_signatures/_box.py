"""A box above the caret that leaves the keyboard to the editor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMargins, QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from pith.api import Signature
from pith.qt import Lit, WrappedText, guarded
from pith_app._theming import Look, hairline
from pith_app._window._buttons import IconButton
from pith_app._window._floating import SHADOW, Floating

_WIDEST = 560
_LABEL_ROWS, _DOCUMENTATION_ROWS = 6, 8
_BESIDE, _ABOVE = 9, 6
"""Pixels between the surface's edges and what is on it: on a row it fits above a file's first."""


class SignatureBox(Floating):
    """One signature, of how many it is one, and what there is to say of it."""

    surface = "editorHoverWidget.background"
    border = "editorHoverWidget.border"
    radius = 6.0

    def __init__(self, look: Look, parent: QWidget, move: Callable[[int], object]) -> None:
        """`move(steps)` is called to have another signature shown."""
        super().__init__(look, parent)
        self._move = move
        self._documented = False
        self._shown: tuple[Signature, int, int] | None = None
        self._anchor = (QPoint(), 0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._previous = self._button("chevron-up", "Previous Signature", -1)
        self._next = self._button("chevron-down", "Next Signature", 1)
        self._count = QLabel(self)
        self._label = WrappedText(self)
        self._line = _Line(look, self)
        self._documentation = WrappedText(self)
        several = QHBoxLayout()
        several.setSpacing(look.px(2))
        for each in (self._previous, self._count, self._next):
            several.addWidget(each)
        first = QHBoxLayout()
        first.setSpacing(look.px(8))
        first.addLayout(several)
        first.addWidget(self._label)
        first.addStretch(1)
        first.setAlignment(several, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(self.margins() + QMargins(_BESIDE, _ABOVE, _BESIDE, _ABOVE))
        layout.setSpacing(look.px(6))
        layout.addLayout(first)
        layout.addWidget(self._line)
        layout.addWidget(self._documentation)
        self._layouts = (several, first, layout)
        self.hide()

    def _button(self, icon: str, tip: str, steps: int) -> IconButton:
        button = IconButton(self.look, icon, tip, self, size=12, field=16)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: self._move(steps))
        return button

    @property
    def text(self) -> str:
        """What it says, for assistive technology."""
        return self.accessibleName()

    def restyle(self) -> None:
        super().restyle()
        if self._shown is not None:
            self._documented = False
            self.place(*self._anchor)

    def show_at(
        self, signature: Signature, index: int, count: int, above: QPoint, below: int
    ) -> None:
        """Show a signature, which is one of `count`, at a place as `place` takes it."""
        self._shown, self._documented = (signature, index, count), False
        self.place(above, below)
        self.show()
        self.raise_()

    def place(self, above: QPoint, below: int) -> None:
        """Put the lower left corner at `above`, in the host's coordinates. Where there is no room,
        the documentation is left out; where that is not enough, the upper edge is at `below`."""
        self._anchor = (above, below)
        top = above.y() - self.height() + SHADOW
        if not self._documented or top < -SHADOW:
            for documented in (True, False):
                self._fill(documented=documented)
                top = above.y() - self.height() + SHADOW
                if top >= -SHADOW:
                    break
            else:
                self._fill(documented=True)
                top = below - SHADOW
        rightmost = self.host.width() - self.width() + SHADOW
        self.move(max(-SHADOW, min(above.x() - SHADOW - _BESIDE, rightmost)), top)

    def _fill(self, *, documented: bool) -> None:
        assert self._shown is not None  # it is about to be shown
        self._documented = documented
        signature, index, count = self._shown
        look, colors = self.look, self.look.colors
        plain = colors["editorHoverWidget.foreground"]
        several = count > 1
        for each in (self._previous, self._next):
            each.rescale()
            each.setVisible(several)
        self._count.setVisible(several)
        self._count.setText(f"{index + 1}/{count}")
        self._count.setFont(look.font(1))
        self._count.setStyleSheet(f"color: {_css(colors['descriptionForeground'])};")
        widest = min(look.px(_WIDEST), self.host.width() - 2 * _BESIDE)
        beside = self._count.sizeHint().width() + look.px(52) if several else 0
        room = max(look.px(80), widest - beside)
        said = [signature.documentation]
        lit = None
        if signature.active is not None:
            start, end, documentation = signature.parameters[signature.active]
            lit = Lit(start, end, colors["list.highlightForeground"])
            said.insert(0, documentation)
        self._label.show_text(signature.label, look.mono(), plain, room, _LABEL_ROWS, lit)
        documentation = "\n\n".join(filter(None, map(str.strip, said)))
        for widget in (self._line, self._documentation):
            widget.setVisible(documented and bool(documentation))
        self._documentation.show_text(
            documentation, look.font(), plain, widest, _DOCUMENTATION_ROWS
        )
        counted = f"{index + 1} of {count}" if several else ""
        said = [self._label.accessibleName(), self._documentation.accessibleName(), counted]
        self.setAccessibleName(", ".join(filter(None, said)))
        # Hidden, nobody tells the layouts that what they hold is of another size.
        for layout in self._layouts:
            layout.invalidate()
        self.resize(layout.sizeHint())
        layout.activate()


class _Line(QWidget):
    """What separates the documentation from the signature."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setFixedHeight(1)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = self._look.colors["textSeparator.foreground"]
        hairline(painter, color, 0, 0, self.width(), 1)
        painter.end()


def _css(color: QColor) -> str:
    return color.name(QColor.NameFormat.HexArgb)

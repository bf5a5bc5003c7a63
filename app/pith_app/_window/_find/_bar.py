"""The find bar: over the upper right corner of the editor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pith.base import Cancelled, Future, ProblemError, Signal
from pith.edit import SearchQuery, has_capitals
from pith.qt import announce, guarded, guarded_with
from pith_app._theming import Look
from pith_app._theming._style_sheet import line_edit
from pith_app._window._buttons import CloseButton, IconButton
from pith_app._window._find._bar_rows import ROW, BarRows
from pith_app._window._find._finder import Finder
from pith_app._window._floating import SHADOW, Floating
from pith_app._window._line_input import LineInput

_WIDTH, _NARROWEST = 486, 64
_FAULT = 22
_PAUSE = 150
"""Milliseconds after which what was found is read out: not for each letter of a word."""
_BOUND = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
"""What is held when Enter is for the key map to say."""


class FindInput(LineInput):
    """A field of the bar, with room for the buttons in it."""

    def __init__(self, bar: FindBar, placeholder: str) -> None:
        super().__init__(bar)
        self._bar = bar
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._bar.on_key(event, self):
            super().keyPressEvent(event)

    @guarded_with(True)
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round the bar: in the editor it would replace what is selected there."""
        self._bar.step_focus(self)
        return True

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._bar.focus_changed.emit(True)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._bar.focus_changed.emit(False)


class FindBar(Floating):
    """What to find, how it is meant, how often it occurs, and what replaces it."""

    def __init__(
        self,
        look: Look,
        finder: Finder,
        parent: QWidget,
        keys: Callable[[QKeyEvent], bool],
    ) -> None:
        super().__init__(look, parent)
        self._finder = finder
        self._keys = keys
        self._origin = 0
        self.origin: Callable[[], int] = lambda: 0
        self.smart_case: Callable[[], bool] = lambda: False
        """Whether a capital in what is looked for makes case matter."""
        self.area: Callable[[], QRect] = parent.rect
        """Where in its parent the editor is."""
        self.placed: Signal[()] = Signal("find_bar.placed")
        """It is shown, and where it is is known."""
        self.closed: Signal[()] = Signal("find_bar.closed")
        self.focus_changed: Signal[bool] = Signal("find_bar.focus_changed")
        self.replace_shown: Signal[bool] = Signal("find_bar.replace_shown")
        self._count = ""
        self._said = ""
        """What became of replacing, until something else is done."""
        self.fault = ""
        """What is wrong with what is looked for."""
        self._announced = ""
        """What was read out last."""
        self._announcing = QTimer(self)
        self._announcing.setSingleShot(True)
        self._announcing.setInterval(_PAUSE)
        self._announcing.timeout.connect(self._announce)
        self._count_field = QRect()
        self._says_below = False
        self._build()
        self._following = finder.changed.connect(self._on_found)
        self.hide()
        self.restyle()
        self._on_found()

    def _build(self) -> None:
        look = self.look
        self._expand = IconButton(look, "chevron-right", "Show Replace", self, field=20)
        self._expand.clicked.connect(lambda: self.show_replace(not self.replace_visible))
        self.input = FindInput(self, "Find")
        self.input.textEdited.connect(lambda _: self._typed())
        self.replacement = FindInput(self, "Replace")
        self.replacement.hide()
        self.toggles = {
            "case_sensitive": IconButton(
                look, "case-sensitive", "Match Case (Alt+C)", self, field=20
            ),
            "whole_word": IconButton(
                look, "whole-word", "Match Whole Word (Alt+W)", self, field=20
            ),
            "regex": IconButton(look, "regex", "Use Regular Expression (Alt+R)", self, field=20),
        }
        for toggle in self.toggles.values():
            toggle.setCheckable(True)
            toggle.toggled.connect(lambda _: self._typed())
        self.in_selection = IconButton(
            look, "list-selection", "Find in Selection (Alt+L)", self, field=24
        )
        self.in_selection.setCheckable(True)
        self.in_selection.toggled.connect(self._look_in_selection)
        self._previous = IconButton(look, "arrow-up", "Previous Match (Shift+Enter)", self)
        self._previous.clicked.connect(lambda: self._finder.select_next(True))
        self._next = IconButton(look, "arrow-down", "Next Match (Enter)", self)
        self._next.clicked.connect(lambda: self._finder.select_next())
        self._close = CloseButton(look, "Close (Escape)", self)
        self._close.clicked.connect(self.close_bar)
        self._replace = IconButton(look, "replace", "Replace (Enter)", self)
        self._replace.clicked.connect(self.replace_one)
        self._replace_all = IconButton(look, "replace-all", "Replace All (Ctrl+Alt+Enter)", self)
        self._replace_all.clicked.connect(self.replace_all)
        self._rows = BarRows(
            look,
            self._expand,
            (self.input, self.replacement),
            tuple(self.toggles.values()),
            (self._close, self.in_selection, self._next, self._previous),
            (self._replace, self._replace_all),
        )

    @property
    def replace_visible(self) -> bool:
        return not self.replacement.isHidden()

    def restyle(self) -> None:
        sheet = line_edit(self.look.colors)
        for field in (self.input, self.replacement):
            field.setFont(self.look.font())
            field.setStyleSheet(sheet)
        if self.isVisible():
            self.place()
        self.update()

    # Opening and closing

    def open(self, seed: str, *, replace: bool = False) -> None:
        """Show the bar; `seed`, if not empty, is what to find."""
        self._origin = self.origin()
        if seed and not (self.query.regex and self.isVisible()):
            self.input.setText(seed)
        if replace:
            self.show_replace(True)
        self.show()
        self.raise_()
        self._finder.set_active(True)
        self._finder.set_query(self.query)
        self.input.selectAll()
        (self.replacement if replace and seed else self.input).setFocus()
        self.place()

    def close_bar(self) -> None:
        if self.isVisible():
            self.hide()
            self._announcing.stop()
            self._finder.cancel_replacing()
            self._finder.set_active(False)
            self.in_selection.setChecked(False)
            self.closed.emit()

    def show_replace(self, shown: bool) -> None:
        had_focus = self.replacement.hasFocus()
        self.replacement.setVisible(shown)
        self._expand.set_icon_name("chevron-down" if shown else "chevron-right")
        self._expand.setToolTip("Hide Replace" if shown else "Show Replace")
        if had_focus and not shown:
            self.input.setFocus()
        self.place()
        self.replace_shown.emit(shown)

    @property
    def query(self) -> SearchQuery:
        """What the bar asks for."""
        on = {name: button.isChecked() for name, button in self.toggles.items()}
        query = SearchQuery(self.input.text(), on["case_sensitive"], on["whole_word"], on["regex"])
        if not query.case_sensitive and self.smart_case() and has_capitals(query):
            query = query._replace(case_sensitive=True)
        return query

    def look_for(self, pattern: str) -> None:
        """Look for these characters, as they are."""
        self.toggles["regex"].setChecked(False)
        self.input.setText(pattern)
        self._said = ""

    def _typed(self) -> None:
        self._said = ""
        self._finder.set_query(self.query)
        if self.isVisible():
            self._finder.select_near(self._origin)

    def _look_in_selection(self, wanted: bool) -> None:
        self._said = ""
        if not self._finder.look_in_selection(wanted) and wanted:
            self.in_selection.setChecked(False)  # nothing is selected
        elif wanted and self.isVisible():
            self._finder.select_near(self._finder.scope[0][0])

    def replace_one(self) -> None:
        self._said = ""
        self._finder.replace(self.replacement.text())

    def replace_all(self) -> None:
        """Replace every match, and say how many there were."""
        self._said = ""
        self._finder.replace_all(self.replacement.text()).on_done(self._replaced)

    def _replaced(self, done: Future[int]) -> None:
        error = done.exception()
        if error is None:
            self._said = f"{done.result():,} replaced"
        elif isinstance(error, ProblemError):
            self._said = f"Nothing replaced: {error.problems[0].message}"
        elif isinstance(error, Cancelled):
            self._said = "Nothing replaced"
        self._on_found()

    def step_focus(self, field: FindInput) -> None:
        """Go from one field of the bar to the other."""
        if self.replace_visible:
            (self.replacement if field is self.input else self.input).setFocus()
        else:
            self.input.selectAll()

    def on_key(self, event: QKeyEvent, field: FindInput) -> bool:
        """Whether a key of a field's was taken."""
        key, held = event.key(), event.modifiers()
        modifier = Qt.KeyboardModifier
        if key == Qt.Key.Key_Escape:
            self.close_bar()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held & _BOUND:
            if field is self.replacement and not held & modifier.ShiftModifier:
                self.replace_one()
            else:
                self._announced = ""  # again, if it is the same one
                self._finder.select_next(bool(held & modifier.ShiftModifier))
                self._origin = self.origin()
        elif held == modifier.AltModifier and key == Qt.Key.Key_L:
            self.in_selection.toggle()
        elif held == modifier.AltModifier and key in (
            Qt.Key.Key_C,
            Qt.Key.Key_W,
            Qt.Key.Key_R,
        ):
            names = {Qt.Key.Key_C: "case_sensitive", Qt.Key.Key_W: "whole_word"}
            self.toggles[names.get(Qt.Key(key), "regex")].toggle()
        else:
            return self._keys(event)
        return True

    def _on_found(self) -> None:
        finder = self._finder
        invalid = bool(finder.fault) or (
            bool(finder.query.pattern) and not finder.total and not finder.busy
        )
        had_fault = bool(self.fault)
        self.fault = finder.fault
        self._count = self._describe()
        for button in (self._previous, self._next, self._replace, self._replace_all):
            button.setEnabled(bool(finder.total))
        if bool(self.input.property("invalid")) != invalid:
            self.input.setProperty("invalid", invalid)
            self.input.style().unpolish(self.input)
            self.input.style().polish(self.input)
        if had_fault != bool(self.fault) and self.isVisible():
            self.place()
        if self.isVisible() and self.isAncestorOf(self.window().focusWidget() or self.window()):
            self._announcing.start()
        self.update()

    @guarded
    def _announce(self) -> None:
        """Have it read out what the bar says now, if that is something else."""
        said = self.fault or self._count
        if said != self._announced and not self._finder.busy:
            self._announced = said
            announce(self.input, said)

    def _describe(self) -> str:
        """How many matches there are, or how far the search is."""
        finder = self._finder
        total = f"{finder.total:,}"
        if finder.fault or not finder.query.pattern:
            return self._said
        if finder.busy:
            done = "…" if finder.progress is None else f"{finder.progress:.0%}"
            return f"{total}, {done}" if finder.total else done
        if self._said:
            return self._said
        current = finder.current
        if not finder.total:
            return "No results"
        return f"{current + 1:,} of {total}" if current is not None else total

    @property
    def shown_area(self) -> QRect:
        """Where in its parent it is, its shadow left out."""
        return self.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)

    # Laying out and painting

    def place(self) -> None:
        """Lay it over the upper right corner of the editor."""
        px = self.look.px
        area = self.area()
        room = area.width()
        # In a narrow editor the bar is as wide as that, and what it says has a row of its own.
        narrow = room < px(_WIDTH) + 40
        width = max(px(_NARROWEST), room - 20) if narrow else px(_WIDTH)
        self._says_below = narrow
        replace = self.replace_visible
        height = px(ROW) * (2 if replace else 1) + 4
        height += px(_FAULT) if self.fault or narrow else 0
        self.setGeometry(
            area.left() + room - width - (10 if narrow else 22) - SHADOW,
            area.top() + 4 - SHADOW,
            width + 2 * SHADOW,
            height + 2 * SHADOW,
        )
        self._count_field = self._rows.place(
            SHADOW, SHADOW + 2, width, counted=not narrow, replace=replace
        )
        self.update()
        if self.isVisible():
            self.placed.emit()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(self.look.font(1))
        wrong = bool(self.input.property("invalid"))
        colors = self.look.colors
        painter.setPen(colors["editorError.foreground" if wrong else "descriptionForeground"])
        said = self.fault[:1].upper() + self.fault[1:]
        if self._says_below:
            said = said or self._count
        else:
            text = painter.fontMetrics().elidedText(
                self._count, Qt.TextElideMode.ElideRight, self._count_field.width()
            )
            painter.drawText(QRectF(self._count_field), Qt.AlignmentFlag.AlignVCenter, text)
        if said:
            field = QRectF(
                self.input.x() + 2,
                self.height() - SHADOW - self.look.px(_FAULT) - 4,
                self.width() - 2 * SHADOW - self.input.x(),
                self.look.px(_FAULT),
            )
            said = painter.fontMetrics().elidedText(
                said, Qt.TextElideMode.ElideRight, int(field.width())
            )
            painter.drawText(field, Qt.AlignmentFlag.AlignVCenter, said)
        painter.end()

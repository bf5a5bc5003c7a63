"""The side bar: pages of views, one page at a time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from pith.qt import guarded
from pith_app._theming import Look, hairline
from pith_app._window._pages import Page, PageHolder

TITLE = 35
SECTION = 26


class SideBarPage(Page):
    """The views of one container, above each other."""

    _title_end = 0
    """Where buttons begin beside the title."""

    def arrange(self) -> None:
        """Share the height among the views that are not folded."""
        shown = [section for section in self.sections if not section.isHidden()]
        for section in shown:
            section.headed = len(shown) > 1
        px = self._look.px
        folded = sum(px(SECTION) for section in shown if section.folded and section.headed)
        open_sections = [each for each in shown if not (each.folded and each.headed)]
        room = self.height() - px(TITLE) - folded
        top = px(TITLE)
        self._title_end = self.width() - px(8)
        for section in shown:
            if section.folded and section.headed:
                height = px(SECTION)
            else:
                height = room // len(open_sections)
                if section is open_sections[-1]:
                    height = room - height * (len(open_sections) - 1)
            section.setGeometry(0, top, self.width(), max(0, height))
            place = (top, px(SECTION)) if section.headed else (0, px(TITLE))
            buttons = self._place_buttons(section, self.width() - 8, *place)
            if section.headed:
                section.heading_end = buttons
            else:
                self._title_end = buttons
            top += height
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colors["sideBar.background"])
        paint_title(painter, self._look, self.shown_title, self._title_end)
        painter.end()


def paint_title(painter: QPainter, look: Look, title: str, end: int) -> None:
    """Paint the title of a page, shortened if it would go beyond `end`."""
    font = look.font(2, bold=True)
    font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 0.4)
    painter.setFont(font)
    painter.setPen(look.colors["sideBarTitle.foreground"])
    px = look.px
    field = QRectF(px(18), 0, end - px(18), px(TITLE))
    text = painter.fontMetrics().elidedText(
        title.upper(), Qt.TextElideMode.ElideRight, int(field.width())
    )
    painter.drawText(field, Qt.AlignmentFlag.AlignVCenter, text)


class SideBar(PageHolder):
    """Shows one page; before there is any, the heading of the one that will come."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.expected_title = ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._listening = look.changed.connect(self.update)

    def dispose(self) -> None:
        self._listening.dispose()
        super().dispose()

    def _make_page(self, page_id: str, title: str) -> Page:
        return SideBarPage(self._look, page_id, title, self)

    def _place(self, page: Page) -> None:
        page.setGeometry(0, 0, self.width() - 1, self.height())

    def _bring(self, page_id: str | None) -> None:
        if page_id is not None:
            self.expected_title = self.pages[page_id].title
        super()._bring(page_id)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._look.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["sideBar.background"])
        hairline(painter, colors["sideBar.border"], self.width() - 1, 0, 1, self.height())
        if self.active is None:
            paint_title(painter, self._look, self.expected_title, self.width() - self._look.px(8))
        painter.end()

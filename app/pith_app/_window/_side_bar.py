"""The side bar: pages of views, one page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pith.base import Signal
from pith.qt import guarded
from pith_app._theming import Look, hairline

if TYPE_CHECKING:
    from pith_app._window._view_section import ViewSection

TITLE = 35
SECTION = 26


class Page(QWidget):
    """The views of one container, above each other."""

    def __init__(self, look: Look, page_id: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.page_id = page_id
        self.title = title
        self.sections: list[ViewSection] = []
        self._listening = look.changed.connect(self.arrange)

    def dispose(self) -> None:
        self._listening.dispose()
        for section in self.sections:
            section.dispose()
        self.hide()
        self.deleteLater()

    def set_sections(self, sections: list[ViewSection]) -> None:
        self.sections = sections
        for section in sections:
            section.setParent(self)
            section.show()
        self.arrange()

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
        for number, section in enumerate(shown):
            if section.folded and section.headed:
                height = px(SECTION)
            else:
                height = room // len(open_sections)
                if section is open_sections[-1]:
                    height = room - height * (len(open_sections) - 1)
            section.setGeometry(0, top, self.width(), max(0, height))
            self._place_buttons(section, top if section.headed else 0, number)
            top += height
        self.update()

    def _place_buttons(self, section: ViewSection, top: int, number: int) -> None:
        right = self.width() - 8
        height = self._look.px(SECTION if section.headed else TITLE)
        for button in reversed(section.buttons):
            button.setParent(self)
            button.rescale()
            right -= button.width()
            button.move(right, top + (height - button.height()) // 2)
            button.setVisible(not section.isHidden())
            button.raise_()
            right -= 2

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._look.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["sideBar.background"])
        title = self.title
        if len(self.sections) == 1 and not self.sections[0].headed:
            own = self.sections[0].title
            if own != self.sections[0].declared_title:
                title = own
        paint_title(painter, self._look, title, self.width())
        painter.end()


def paint_title(painter: QPainter, look: Look, title: str, width: int) -> None:
    font = look.font(2, bold=True)
    font.setLetterSpacing(font.SpacingType.AbsoluteSpacing, 0.4)
    painter.setFont(font)
    painter.setPen(look.colors["sideBarTitle.foreground"])
    px = look.px
    field = QRectF(px(18), 0, width - px(26), px(TITLE))
    text = painter.fontMetrics().elidedText(
        title.upper(), Qt.TextElideMode.ElideRight, int(field.width())
    )
    painter.drawText(field, Qt.AlignmentFlag.AlignVCenter, text)


class SideBar(QWidget):
    """Shows one page; before there is any, the heading of the one that will come."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.pages: dict[str, Page] = {}
        self.active: str | None = None
        self.expected_title = ""
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.page_changed: Signal[str | None] = Signal("side_bar.page_changed")
        self._listening = look.changed.connect(self.update)

    def dispose(self) -> None:
        self._listening.dispose()
        for page in list(self.pages.values()):
            page.dispose()

    def add_page(self, page_id: str, title: str) -> Page:
        page = self.pages[page_id] = Page(self._look, page_id, title, self)
        page.setGeometry(0, 0, self.width() - 1, self.height())
        page.hide()
        return page

    def remove_page(self, page_id: str) -> None:
        page = self.pages.pop(page_id, None)
        if page is not None:
            page.dispose()
            if self.active == page_id:
                self.active = None
                self.show_page(next(iter(self.pages), None))

    def show_page(self, page_id: str | None) -> None:
        if page_id is not None and page_id not in self.pages:
            return
        changed = page_id != self.active
        self.active = page_id
        for known, page in self.pages.items():
            page.setVisible(known == page_id)
        if page_id is not None:
            self.expected_title = self.pages[page_id].title
        if changed:
            self.page_changed.emit(page_id)

    def section(self, view_id: str) -> ViewSection | None:
        for page in self.pages.values():
            for section in page.sections:
                if section.view_id == view_id:
                    return section
        return None

    def save_state(self) -> dict[str, Any]:
        return {
            section.view_id: section.tree.save_state()
            for page in self.pages.values()
            for section in page.sections
        }

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        for page in self.pages.values():
            page.setGeometry(0, 0, self.width() - 1, self.height())

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._look.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["sideBar.background"])
        hairline(painter, colors["sideBar.border"], self.width() - 1, 0, 1, self.height())
        if self.active is None:
            paint_title(painter, self._look, self.expected_title, self.width())
        painter.end()

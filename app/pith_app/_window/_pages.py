"""Pages of views, of which one shows at a time: what the side bar and the panel have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from pith.base import Signal
from pith.qt import guarded
from pith_app._theming import Look

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from pith_app._window._view_section import ViewSection


class Page(QWidget):
    """The views of one container. How they lie beside each other is its place's affair."""

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

    @property
    def shown_title(self) -> str:
        """The title, or what the only view of the page says instead of its own."""
        if len(self.sections) == 1 and not self.sections[0].headed:
            own = self.sections[0].title
            if own != self.sections[0].declared_title:
                return own
        return self.title

    def arrange(self) -> None:
        """Give every view its room."""
        raise NotImplementedError

    def _place_buttons(self, section: ViewSection, right: int, top: int, height: int) -> int:
        """Put a view's buttons in a row that ends at `right`; returns where it begins."""
        for button in reversed(section.buttons):
            button.setParent(self)
            button.rescale()
            right -= button.width()
            button.move(right, top + (height - button.height()) // 2)
            button.setVisible(not section.isHidden())
            button.raise_()
            right -= 2
        return right

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()


class PageHolder(QWidget):
    """Holds pages and shows one of them."""

    background = "sideBar.background"
    """The colour behind views that lie here."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.pages: dict[str, Page] = {}
        self.active: str | None = None
        self.page_changed: Signal[str | None] = Signal("page_holder.page_changed")

    def dispose(self) -> None:
        for page in list(self.pages.values()):
            page.dispose()

    def _make_page(self, page_id: str, title: str) -> Page:
        raise NotImplementedError

    def _place(self, page: Page) -> None:
        """Give a page its room."""
        raise NotImplementedError

    def add_page(self, page_id: str, title: str) -> Page:
        page = self.pages[page_id] = self._make_page(page_id, title)
        self._place(page)
        page.hide()
        return page

    def remove_page(self, page_id: str) -> None:
        page = self.pages.pop(page_id, None)
        if page is not None:
            page.dispose()
            if self.active == page_id:
                self.active = None
                self.show_page(self.stand_in)

    @property
    def stand_in(self) -> str | None:
        """What shows when the page that did goes."""
        return next(iter(self.pages), None)

    def show_page(self, page_id: str | None) -> None:
        """Bring a page to the front; one that is not there changes nothing."""
        if page_id is not None and page_id not in self.pages:
            return
        self._bring(page_id)

    def _bring(self, page_id: str | None) -> None:
        changed = page_id != self.active
        self.active = page_id
        for known, page in self.pages.items():
            page.setVisible(known == page_id)
        if changed:
            self.page_changed.emit(page_id)

    def section(self, view_id: str) -> ViewSection | None:
        for page in self.pages.values():
            for section in page.sections:
                if section.view_id == view_id:
                    return section
        return None

    def save_state(self) -> dict[str, Any]:
        """What is expanded in views, by view id."""
        return {
            section.view_id: section.content.save_state()
            for page in self.pages.values()
            for section in page.sections
        }

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        for page in self.pages.values():
            self._place(page)

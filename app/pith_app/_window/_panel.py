"""The panel below the editors: the output, and the pages that extensions put there."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pith.base import Signal
from pith.qt import guarded
from pith_app._theming import Look, hairline
from pith_app._window._buttons import CloseButton, IconButton
from pith_app._window._channel_button import ChannelButton
from pith_app._window._output_view import OutputView
from pith_app._window._outputs import Outputs
from pith_app._window._pages import Page, PageHolder
from pith_app._window._panel_tabs import PanelTabs

HEADER = 34
_SECTION = 26

OUTPUT = "output"
"""The id of the page that is always there. Ids of extensions' pages may not be it."""


class PanelPage(Page):
    """The views of one container, beside each other. The panel's header is above it.

    It covers the header too, but paints nothing there: buttons of its only view lie in it.
    """

    def arrange(self) -> None:
        shown = [section for section in self.sections if not section.isHidden()]
        for section in shown:
            section.headed = len(shown) > 1
        px = self._look.px
        left, top = 0, px(HEADER)
        for number, section in enumerate(shown):
            right = self.width() * (number + 1) // len(shown)
            section.setGeometry(left, top, right - left, max(0, self.height() - top))
            if section.headed:
                buttons = self._place_buttons(section, right - 8, top, px(_SECTION))
                section.heading_end = buttons - left
            else:
                self._place_buttons(section, self.width() - px(38), 1, top)
            left = right
        self.update()

    @property
    def buttons_width(self) -> int:
        """How much of the header its buttons take."""
        if len(self.sections) != 1:
            return 0
        return sum(button.width() + 2 for button in self.sections[0].buttons)


class Panel(PageHolder):
    """A header with tabs and buttons, and the page that shows below it."""

    background = "panel.background"

    def __init__(
        self,
        look: Look,
        outputs: Outputs,
        view: OutputView,
        pick_channel: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._outputs = outputs
        self.view = view
        view.setParent(self)
        self.active = OUTPUT
        self.close_requested: Signal[()] = Signal("panel.close_requested")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("Panel")
        self._expected: tuple[str, str] | None = None
        self.tabs = PanelTabs(look, self)
        self._channel = ChannelButton(look, self)
        self._channel.clicked.connect(lambda: pick_channel())
        self._clear = IconButton(look, "clear-all", "Clear Output", self)
        self._clear.clicked.connect(lambda: outputs.clear(view.channel))
        self._lock = IconButton(look, "lock", "Stop Following the End", self)
        self._lock.setCheckable(True)
        self._lock.toggled.connect(self._locked)
        self._close = CloseButton(look, "Hide Panel", self)
        self._close.clicked.connect(lambda: self.close_requested.emit())
        self._listening = (
            look.changed.connect(self._restyle),
            outputs.changed.connect(self._on_changed),
            self.tabs.chosen.connect(self.show_page),
        )
        self.update_tabs()
        self._on_changed()

    def dispose(self) -> None:
        self.view.dispose()
        for listening in self._listening:
            listening.dispose()
        super().dispose()

    # Pages

    def _make_page(self, page_id: str, title: str) -> Page:
        return PanelPage(self._look, page_id, title, self)

    def _place(self, page: Page) -> None:
        page.setGeometry(0, 0, self.width(), self.height())

    @property
    def stand_in(self) -> str | None:
        return OUTPUT

    def expect(self, page_id: str, title: str) -> None:
        """Keep the place of a page that an extension is about to add."""
        self._expected = (page_id, title)
        self._bring(None)

    def pages_changed(self, filled: Collection[str]) -> None:
        """Pages came or went; those in `filled` have something to show."""
        expected = self._expected
        if expected is not None and expected[0] in filled:
            self._expected = None
            if self.active is None:
                self._bring(expected[0])
        if self.active is not None and self.active != OUTPUT and self.active not in filled:
            self._bring(OUTPUT)
        self.update_tabs()

    def expect_no_more(self) -> None:
        self._expected = None
        if self.active is None:
            self._bring(OUTPUT)
        self.update_tabs()

    @property
    def kept(self) -> tuple[str, str]:
        """(id, title) of the page that shows or is expected, for the session."""
        if self.active is None and self._expected is not None:
            return self._expected
        page = self.pages.get(self.active or "")
        return (page.page_id, page.title) if page is not None else (OUTPUT, "Output")

    def show_page(self, page_id: str | None) -> None:
        if page_id == OUTPUT:
            self._bring(OUTPUT)
        else:
            super().show_page(page_id)

    def step(self, by: int) -> None:
        """Show the next page (or, with -1, the one before), round the ends."""
        ids = self.tabs.ids
        at = ids.index(self.active) if self.active in ids else 0
        self.show_page(ids[(at + by) % len(ids)])

    def _bring(self, page_id: str | None) -> None:
        super()._bring(page_id)
        self.update_tabs()

    def update_tabs(self) -> None:
        """Show a tab for each page that has something to show."""
        titles = [(OUTPUT, "Output")]
        if self._expected is not None and self._expected[0] not in self.pages:
            titles.append(self._expected)
        titles += [(page.page_id, page.title) for page in self.pages.values() if page.sections]
        expected = self._expected[0] if self._expected is not None else None
        self.tabs.set_tabs(titles, self.active or expected)
        self._show_parts()
        self._arrange()

    def _show_parts(self) -> None:
        output = self.active == OUTPUT
        for part in (self.view, self._channel, self._clear, self._lock):
            part.setVisible(output)

    def focus_content(self) -> None:
        """Give the keyboard to what shows."""
        page = self.pages.get(self.active or "")
        if page is None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        elif page.sections:
            page.sections[0].content.setFocus(Qt.FocusReason.OtherFocusReason)

    # The output

    def show_channel(self, name: str) -> None:
        self._outputs.channel(name)
        self.view.show_channel(name)
        self._on_changed()

    def _locked(self, locked: bool) -> None:
        self.view.follow = not locked

    def _on_changed(self) -> None:
        channel = self._outputs.channels.get(self.view.channel)
        self._channel.setText(channel.title if channel is not None else "Log")
        self._arrange()

    # How it looks

    def _restyle(self) -> None:
        for button in (self._close, self._lock, self._clear):
            button.rescale()
        self._channel.setFont(self._look.font(1))
        self.tabs.rescale()
        self._arrange()
        self.update()

    def _arrange(self) -> None:
        px = self._look.px
        header = px(HEADER)
        right = self.width() - 10
        page = self.pages.get(self.active or "")
        buttons = [self._close] if page is not None else [self._close, self._lock, self._clear]
        for button in buttons:
            right -= button.width()
            button.move(right, (header - button.height()) // 2 + 1)
            right -= 4
        if isinstance(page, PanelPage):
            right -= page.buttons_width
        else:
            size = self._channel.sizeHint()
            right -= size.width() + 6
            top = (header - size.height()) // 2 + 1
            self._channel.setGeometry(QRect(right, top, size.width(), size.height()))
        self.tabs.arrange(px(4), right - px(12), header - 1)
        self.view.setGeometry(0, header, self.width(), max(0, self.height() - header))
        self.tabs.raise_()
        self._close.raise_()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.focus_content()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        colors = self._look.colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors["panel.background"])
        hairline(painter, colors["panel.border"], 0, 0, self.width(), 1)
        painter.end()

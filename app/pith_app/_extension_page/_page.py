"""The page of one extension."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import unquote

from PySide6.QtCore import QUrl
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pith.base import Disposable, Signal
from pith.host import ExtensionRecord
from pith.qt import guarded
from pith_app._extension_page._describing import FILE_LINK, contributions, facts, problems
from pith_app._extension_page._header import Header
from pith_app._extension_page._icons import ExtensionIcons
from pith_app._extension_page._markdown import MarkdownView
from pith_app._extension_page._reading import Texts
from pith_app._theming import Look, hairline
from pith_app._window._tab_page import TabPage

_FACTS: Final = 270
_NARROW: Final = 640
_WIDEST: Final = 860
_MARGIN: Final = 24

DETAILS: Final = "Details"
CONTRIBUTIONS: Final = "Contributions"
CHANGELOG: Final = "Changelog"

Actions = Sequence[tuple[str, bool, Callable[[], object]]]


class ExtensionPage(TabPage):
    """Head, text, and facts beside it where there is room."""

    def __init__(
        self,
        look: Look,
        icons: ExtensionIcons,
        keys_of: Callable[[str], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._keys_of = keys_of
        self._record: ExtensionRecord | None = None
        self._texts = Texts()
        self._actions: Actions = ()
        self.active = DETAILS
        self.header = Header(look, icons, self)
        self.text = MarkdownView(look, self)
        self.facts = MarkdownView(look, self, smaller=1)
        self.setFocusProxy(self.text)
        self.link_opened: Signal[str, int] = Signal("extension_page.link_opened")
        """A link to a file was clicked: its path, and a line from 1."""
        self.text.anchorClicked.connect(self._clicked)
        self.facts.anchorClicked.connect(self._clicked)
        self._listening: tuple[Disposable, ...] = (
            look.changed.connect(self._restyle),
            icons.changed.connect(self.header.update),
            self.header.chosen.connect(self.show_tab),
        )

    def dispose(self) -> None:
        for listening in self._listening:
            listening.dispose()

    def show_record(self, record: ExtensionRecord, texts: Texts, actions: Actions) -> None:
        """Show an extension as it is now."""
        same_text = self._record is not None and (self._texts, self._shown(self._record)) == (
            texts,
            self._shown(record),
        )
        self._record, self._texts, self._actions = record, texts, actions
        self._fill(with_text=not same_text)

    @staticmethod
    def _shown(record: ExtensionRecord) -> object:
        """What the text depends on."""
        return record.manifest, record.problems, record.declined, record.folder

    def show_tab(self, title: str) -> None:
        self.active = title
        self._fill(with_text=True)

    def _tabs(self, record: ExtensionRecord) -> list[str]:
        tabs = [DETAILS, CONTRIBUTIONS]
        if self._texts.changelog:
            tabs.append(CHANGELOG)
        wrong = len(record.problems) + len(record.declined)
        if wrong:
            tabs.append(f"Problems ({wrong})")
        return tabs

    def _fill(self, *, with_text: bool) -> None:
        record = self._record
        if record is None:
            return
        tabs = self._tabs(record)
        if self.active not in tabs:
            self.active = next((each for each in tabs if each[:8] == self.active[:8]), DETAILS)
        self.header.show_record(record, self._actions, tabs, self.active)
        if with_text:
            self.text.show_markdown(self._markdown(record), record.folder)
        self.facts.setHtml(facts(record, self._texts.previous, self._look))
        self.setAccessibleName(f"Extension {record.name}")
        self._place()

    def _markdown(self, record: ExtensionRecord) -> str:
        if self.active == CONTRIBUTIONS:
            return contributions(record, self._keys_of)
        if self.active == CHANGELOG:
            return self._texts.changelog
        if self.active.startswith("Problems"):
            return problems(record)
        return self._texts.readme or (
            f"# {record.name}\n\n{record.description or record.id}\n\n"
            "*It has no README.md that would say more.*"
        )

    def _clicked(self, url: QUrl) -> None:
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if address.startswith(FILE_LINK):
            path, _, line = address.removeprefix(FILE_LINK).partition("#")
            self.link_opened.emit(unquote(path), int(line) if line.isdecimal() else 1)
        elif url.scheme() in ("http", "https", "mailto"):
            from PySide6.QtGui import QDesktopServices

            QDesktopServices.openUrl(url)
        elif self._record is not None and url.isRelative() and url.path():
            file = (self._record.folder / url.path()).resolve()
            if file.is_relative_to(self._record.folder.resolve()):
                self.link_opened.emit(str(file), 1)

    def _restyle(self) -> None:
        self.header.restyle()
        self.text.restyle()
        self.facts.restyle()
        self._fill(with_text=True)
        self.update()

    def _place(self) -> None:
        px = self._look.px
        self.header.setGeometry(0, 0, self.width(), self.header.height())
        top = self.header.height()
        height = self.height() - top - px(16)
        wide = self.width() >= px(_NARROW)
        facts_width = px(_FACTS) if wide else 0
        left = px(_MARGIN)
        width = self.width() - 2 * left - facts_width
        self.text.setGeometry(left, top + px(16), min(width, px(_WIDEST)), height)
        self.facts.setVisible(wide)
        x = left + min(width, px(_WIDEST)) + px(20)
        self.facts.setGeometry(x, top + px(16), facts_width - px(20), height)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        self.header.resize(self.width(), self.header.height())
        self._place()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colors["editor.background"])
        if self.facts.isVisible():
            x = self.facts.x() - self._look.px(12)
            top = self.header.height()
            hairline(painter, self._look.colors["widget.border"], x, top, 1, self.height() - top)
        painter.end()

"""A filled view, as its extension sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pith.host import TreeSource
from pith_app._window._view_section import ViewSection


class SectionHandle:
    """Fills a view whenever it is there: pages come and go with their conditions and places."""

    def __init__(
        self,
        view_id: str,
        find: Callable[[str], ViewSection | None],
        source: TreeSource,
        on_gone: Callable[[SectionHandle], object],
    ) -> None:
        self.view_id = view_id
        self._find = find
        self.source = source
        self._on_gone = on_gone
        self._title = ""
        self._message = ""
        self._disposed = False

    def fill(self, section: ViewSection) -> None:
        """The view is there (again): show in it what the extension has said so far."""
        section.set_message(self._message)
        section.set_title(self._title)
        section.tree.set_source(self.source)

    @property
    def _section(self) -> ViewSection | None:
        return None if self._disposed else self._find(self.view_id)

    @property
    def selection(self) -> tuple[str, ...]:
        section = self._section
        return tuple(item.id for item in section.tree.selected_items()) if section else ()

    def refresh(self, item_id: str | None = None) -> None:
        if self._section is not None:
            self._section.tree.refresh(item_id)

    def reveal(self, item_id: str, ancestors: Sequence[str] = ()) -> None:
        if self._section is not None:
            self._section.tree.reveal(item_id, ancestors)

    def select(self, item_id: str) -> None:
        if self._section is not None:
            self._section.tree.select_item(item_id)

    def collapse_all(self) -> None:
        if self._section is not None:
            self._section.tree.collapse_all_items()

    def set_title(self, title: str) -> None:
        self._title = title
        if self._section is not None:
            self._section.set_title(title)

    def set_message(self, message: str) -> None:
        self._message = message
        if self._section is not None:
            self._section.set_message(message)

    def let_go(self) -> None:
        """Another handle fills the view now."""
        self._disposed = True

    def dispose(self) -> None:
        section = self._section
        self._disposed = True
        if section is not None:
            section.tree.set_source(None)
            section.set_message("")
            section.set_title("")
        self._on_gone(self)

"""A filled view, as its extension sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from pith.host import TreeSource, WidgetSource
from pith_app._window._view_section import ViewSection

Source = TypeVar("Source", TreeSource, WidgetSource)


class SectionHandle(Generic[Source]):
    """Fills a view whenever it is there: pages come and go with their conditions and places."""

    kind = ""
    """Of the views that it can fill."""

    def __init__(
        self,
        view_id: str,
        find: Callable[[str], ViewSection | None],
        source: Source,
        on_gone: Callable[[SectionHandle[Source]], object],
    ) -> None:
        self.view_id = view_id
        self._find = find
        self.source: Source = source
        self._on_gone: Callable[[SectionHandle[Source]], object] = on_gone
        self._title = ""
        self._message = ""
        self._disposed = False

    def fill(self, section: ViewSection) -> None:
        """The view is there (again): show in it what the extension has said so far."""
        if section.kind == self.kind:
            section.set_message(self._message)
            section.set_title(self._title)
            self._set_source(section, self.source)

    def _set_source(self, section: ViewSection, source: Source | None) -> None:
        raise NotImplementedError

    @property
    def _section(self) -> ViewSection | None:
        section = None if self._disposed else self._find(self.view_id)
        return section if section is not None and section.kind == self.kind else None

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
            self._set_source(section, None)
            section.set_message("")
            section.set_title("")
        self._on_gone(self)


class TreeSection(SectionHandle[TreeSource]):
    """The handle of a tree."""

    kind = "tree"

    def _set_source(self, section: ViewSection, source: TreeSource | None) -> None:
        section.tree.set_source(source)

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


class WidgetSection(SectionHandle[WidgetSource]):
    """The handle of a widget."""

    kind = "widget"

    def _set_source(self, section: ViewSection, source: WidgetSource | None) -> None:
        section.widget.set_source(source)

"""The points the window fills: status items, pages of the side bar and the views in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QPoint

from pith.api import TreeHandle, TreeItem
from pith.base import Scope
from pith.commands import CommandBus, ContextKeys, Menus, When
from pith.host import (
    Contribution,
    StatusItemContribution,
    TreeSource,
    ViewContainerContribution,
    ViewContribution,
)
from pith_app._window._activity_bar import ActivityBar
from pith_app._window._menu_bar import MenuMaker
from pith_app._window._side_bar import SideBar
from pith_app._window._status_bar import StatusBar, StatusItem
from pith_app._window._view_section import ViewSection

_OFTEN = frozenset(
    {
        "editorFocus",
        "editorHasMultipleSelections",
        "editorHasSelection",
        "findFocus",
        "inQuickInput",
        "listFocus",
        "paletteVisible",
        "sideBarFocus",
        "textInputFocus",
    }
)
"""Context keys that change all the time, and say nothing about buttons."""

Run = Callable[[str, Mapping[str, Any]], object]


class StatusItems:
    """The point `statusItems`, and StatusServices."""

    def __init__(self, bar: StatusBar, context: ContextKeys, run: Run) -> None:
        self._bar = bar
        self._context = context
        self._run = run
        self._items: dict[str, _StatusEntry] = {}
        self._listening = context.changed.connect(self._context_changed)

    def dispose(self) -> None:
        self._listening.dispose()

    def __call__(
        self,
        added: Sequence[Contribution[StatusItemContribution]],
        removed: Sequence[Contribution[StatusItemContribution]],
    ) -> None:
        for contribution in removed:
            entry = self._items.pop(contribution.item.id, None)
            if entry is not None:
                self._bar.remove(entry.widget)
        for contribution in added:
            item = contribution.item
            widget = self._bar.add(
                item.name, right=item.alignment == "right", priority=item.priority
            )
            self._items[item.id] = _StatusEntry(item, widget)
            self.reset(item.id)

    def update(
        self,
        item_id: str,
        *,
        text: str | None,
        tooltip: str | None,
        command: str | None,
        visible: bool | None,
    ) -> None:
        entry = self._items.get(item_id)
        if entry is None:
            return
        if text is not None:
            entry.text = text
        if tooltip is not None:
            entry.tooltip = tooltip
        if command is not None:
            entry.command = command
        if visible is not None:
            entry.visible = visible
        self._show(entry)

    def reset(self, item_id: str) -> None:
        entry = self._items.get(item_id)
        if entry is not None:
            entry.take_declared()
            self._show(entry)

    def _show(self, entry: _StatusEntry) -> None:
        applies = entry.when is None or entry.when.evaluate(self._context)
        shown = entry.visible and applies
        command = entry.command
        entry.widget.set_on_click((lambda: self._run(command, {})) if command else None)
        entry.widget.set_content(entry.text if shown else "", entry.tooltip or entry.item.name)

    def _context_changed(self, keys: frozenset[str]) -> None:
        for entry in self._items.values():
            if entry.when is not None and not keys.isdisjoint(entry.when.keys):
                self._show(entry)


class _StatusEntry:
    """A contributed item, and what its extension made of it."""

    def __init__(self, item: StatusItemContribution, widget: StatusItem) -> None:
        self.item = item
        self.widget = widget
        self.when = When.parse(item.when) if item.when else None
        self.take_declared()

    def take_declared(self) -> None:
        self.text = self.item.text
        self.tooltip = self.item.tooltip
        self.command = self.item.command
        self.visible = True


class ViewContainers:
    """The points `viewContainers` and `views`, and ViewServices."""

    def __init__(
        self,
        side_bar: SideBar,
        activity_bar: ActivityBar,
        make_section: Callable[[str, str], ViewSection],
        menus: Menus,
        bus: CommandBus,
        maker: MenuMaker,
        run: Run,
        fire: Callable[[str], object],
    ) -> None:
        self._side_bar = side_bar
        self._activity_bar = activity_bar
        self._make_section = make_section
        self._menus = menus
        self._bus = bus
        self._maker = maker
        self._run = run
        self._fire = fire
        self._containers: dict[str, Contribution[ViewContainerContribution]] = {}
        self._views: dict[str, Contribution[ViewContribution]] = {}
        self._whens: dict[str, When | None] = {}
        self._handles: dict[str, SectionHandle] = {}
        self._states: dict[str, dict[str, Any]] = {}
        self.wanted: str | None = None
        """The page to show as soon as it is there: what showed when the window was left."""
        self._held = False
        self._scope = Scope("view containers")
        self._scope.add(side_bar.page_changed.connect(self._page_changed))
        self._scope.add(menus.changed.connect(self._menus_changed))
        self._scope.add(bus.context.changed.connect(self._context_changed))

    def dispose(self) -> None:
        self._scope.dispose()

    def restore_states(self, states: Mapping[str, Any]) -> None:
        """What was expanded in views when the window was left, by view id."""
        self._states = {key: value for key, value in states.items() if isinstance(value, dict)}

    # Contributions

    def take_containers(
        self,
        added: Sequence[Contribution[ViewContainerContribution]],
        removed: Sequence[Contribution[ViewContainerContribution]],
    ) -> None:
        for contribution in removed:
            self._containers.pop(contribution.item.id, None)
        for contribution in added:
            self._containers[contribution.item.id] = contribution
        self.arrange()

    def take_views(
        self,
        added: Sequence[Contribution[ViewContribution]],
        removed: Sequence[Contribution[ViewContribution]],
    ) -> None:
        replaced = {contribution.item.id for contribution in added}
        for contribution in removed:
            view_id = contribution.item.id
            self._views.pop(view_id, None)
            section = self._side_bar.section(view_id)
            if section is not None and view_id in replaced:
                self._states[view_id] = section.tree.save_state()
        for contribution in added:
            item = contribution.item
            self._views[item.id] = contribution
            self._whens[item.id] = When.parse(item.when) if item.when else None
        self.arrange()

    def arrange(self) -> None:
        """Make pages and sections those that are contributed, keeping what stays."""
        if self._held:
            return
        containers = sorted(
            (each.item for each in self._containers.values() if each.item.location == "sidebar"),
            key=lambda item: (item.order, item.title.casefold()),
        )
        views = {item.id: self._views_in(item.id) for item in containers}
        shown = [item for item in containers if views[item.id]]
        for page_id in [each for each in self._side_bar.pages if each not in views]:
            self._side_bar.remove_page(page_id)
        for item in containers:
            page = self._side_bar.pages.get(item.id)
            if page is None:
                page = self._side_bar.add_page(item.id, item.title)
            page.title = item.title
            known = {section.view_id: section for section in page.sections}
            sections = []
            for view in views[item.id]:
                section = known.pop(view.id, None)
                if section is None:
                    section = self._new_section(view)
                sections.append(section)
            for gone in known.values():
                self._handles.pop(gone.view_id, None)
                gone.dispose()
            page.set_sections(sections)
        self._activity_bar.set_pages([(item.id, item.icon, item.title) for item in shown])
        self._show_wanted()
        self._activity_bar.set_active(self._side_bar.active)

    @contextmanager
    def arranged_once(self) -> Iterator[None]:
        """Put off arranging until the with-statement ends: many contributions come at once."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
            self.arrange()

    def _show_wanted(self) -> None:
        pages = self._side_bar.pages
        if self.wanted is not None and self.wanted in pages:
            wanted, self.wanted = self.wanted, None
            self._side_bar.show_page(wanted)
        elif self._side_bar.active is None and pages and self.wanted is None:
            self._side_bar.show_page(next(iter(pages)))
        elif self._side_bar.active is not None:
            self._fire_views(self._side_bar.active)

    def settle(self) -> None:
        """All extensions were heard: a page that did not come is not waited for."""
        self.wanted = None
        self._show_wanted()
        self._activity_bar.set_active(self._side_bar.active)

    def _views_in(self, container: str) -> list[ViewContribution]:
        found = [
            each.item
            for each in self._views.values()
            if each.item.container == container and self._applies(each.item.id)
        ]
        return sorted(found, key=lambda item: (item.order, item.title.casefold()))

    def _applies(self, view_id: str) -> bool:
        when = self._whens.get(view_id)
        return when is None or when.evaluate(self._bus.context)

    def _new_section(self, view: ViewContribution) -> ViewSection:
        section = self._make_section(view.id, view.title)
        state = self._states.pop(view.id, None)
        if state is not None:
            section.tree.restore_state(state)
        section.tree.menu_requested.connect(
            lambda item, point: self._show_menu(section, item, point)
        )
        section.height_changed.connect(lambda: self._arrange_page(section))
        self._set_buttons(section)
        return section

    def _arrange_page(self, section: ViewSection) -> None:
        for page in self._side_bar.pages.values():
            if section in page.sections:
                page.arrange()

    # Menus

    def _set_buttons(self, section: ViewSection) -> None:
        context = self._bus.context.with_overlay({"view": section.view_id})
        buttons = []
        for group in self._menus.items(f"views/{section.view_id}/title", context):
            if group.name != "navigation":
                continue
            for item in group.items:
                command = self._bus.find(item.command)
                if command is not None and command.icon:
                    buttons.append(
                        (
                            command.icon,
                            command.title or command.id,
                            lambda command_id=command.id: self._run(command_id, {}),
                        )
                    )
        section.set_buttons(buttons)

    def _show_menu(self, section: ViewSection, item: TreeItem | None, point: QPoint) -> None:
        selected = [each.id for each in section.tree.selected_items()]
        arguments: dict[str, Any] = {}
        values: dict[str, object] = {"view": section.view_id, "viewItem": ""}
        if item is not None:
            if item.id not in selected:
                selected = [item.id]
            others = [each for each in selected if each != item.id]
            arguments = {"item_id": item.id, "item_ids": (item.id, *others)}
            path = item.resource_path
            values |= {
                "viewItem": item.context_value,
                "resourcePath": str(path or ""),
                "resourceFilename": path.name if path is not None else "",
                "resourceExtname": path.suffix if path is not None else "",
                "resourceIsFolder": item.collapsible != "none",
            }
        context = self._bus.context.with_overlay(values)
        self._maker.popup(section, f"views/{section.view_id}/item", point, context, arguments)

    def _menus_changed(self, menu_ids: frozenset[str] | None) -> None:
        """Buttons may be others: those of these menus, or (None) any."""
        for page in self._side_bar.pages.values():
            for section in page.sections:
                if menu_ids is None or f"views/{section.view_id}/title" in menu_ids:
                    self._set_buttons(section)

    def _context_changed(self, keys: frozenset[str]) -> None:
        if any(
            when is not None and not keys.isdisjoint(when.keys) for when in self._whens.values()
        ):
            self.arrange()
        elif not keys <= _OFTEN:
            self._menus_changed(None)

    # Views

    def _page_changed(self, page_id: str | None) -> None:
        self._activity_bar.set_active(page_id)
        self._bus.context.set("activeViewContainer", page_id or "")
        if page_id is not None:
            self._fire_views(page_id)

    def _fire_views(self, page_id: str) -> None:
        if self._side_bar.isHidden():
            return
        page = self._side_bar.pages.get(page_id)
        for section in page.sections if page is not None else ():
            if section.view_id not in self._handles:
                self._fire(f"onView:{section.view_id}")

    def shown(self) -> None:
        """The side bar came into sight."""
        if self._side_bar.active is not None:
            self._fire_views(self._side_bar.active)

    def provide_tree(self, view_id: str, source: TreeSource) -> TreeHandle:
        section = self._side_bar.section(view_id)
        before = self._handles.pop(view_id, None)
        if before is not None:
            before.let_go()
        handle = SectionHandle(view_id, self._side_bar, source, self._handle_gone)
        self._handles[view_id] = handle
        if section is not None:
            section.set_message("")
            section.set_title("")
            section.tree.set_source(source)
        return handle

    def _handle_gone(self, handle: SectionHandle) -> None:
        if self._handles.get(handle.view_id) is handle:
            del self._handles[handle.view_id]


class SectionHandle:
    """A filled view, as its extension sees it. Without the view it does nothing."""

    def __init__(
        self,
        view_id: str,
        side_bar: SideBar,
        source: TreeSource,
        on_gone: Callable[[SectionHandle], object],
    ) -> None:
        self.view_id = view_id
        self._side_bar = side_bar
        self._source = source
        self._on_gone = on_gone
        self._disposed = False

    @property
    def _section(self) -> ViewSection | None:
        return None if self._disposed else self._side_bar.section(self.view_id)

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
        if self._section is not None:
            self._section.set_title(title)

    def set_message(self, message: str) -> None:
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

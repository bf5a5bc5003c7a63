"""The points `viewContainers` and `views`: pages of side bar and panel, and what is in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from pith.api import TreeHandle, TreeItem, ViewHandle
from pith.base import Disposable, OnDispose, Scope
from pith.commands import CommandBus, Menus, When
from pith.host import (
    Contribution,
    TreeSource,
    ViewContainerContribution,
    ViewContribution,
    WidgetSource,
)
from pith_app._extensions._section_handle import TreeSection, WidgetSection
from pith_app._window._activity_bar import ActivityBar
from pith_app._window._menu_bar import MenuMaker
from pith_app._window._pages import PageHolder
from pith_app._window._side_bar import SideBar
from pith_app._window._view_section import ViewSection

if TYPE_CHECKING:
    from pith_app._window._panel import Panel

_OFTEN = frozenset(
    {
        "editorFocus",
        "editorHasMultipleSelections",
        "editorHasSelection",
        "findFocus",
        "inQuickInput",
        "listFocus",
        "paletteVisible",
        "panelFocus",
        "sideBarFocus",
        "textInputFocus",
    }
)
"""Context keys that change all the time, and say nothing about buttons."""

Run = Callable[[str, Mapping[str, Any]], object]


class ViewContainers:
    """The points `viewContainers` and `views`, and ViewServices."""

    def __init__(
        self,
        side_bar: SideBar,
        activity_bar: ActivityBar,
        make_section: Callable[[ViewContribution, PageHolder], ViewSection],
        menus: Menus,
        bus: CommandBus,
        maker: MenuMaker,
        run: Run,
        fire: Callable[[str], object],
        show_output: Callable[[str], object],
    ) -> None:
        self._show_output = show_output
        self._side_bar = side_bar
        self._panel: Panel | None = None
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
        self._handles: dict[str, TreeSection | WidgetSection] = {}
        self._reasons: dict[str, str] = {}
        self._states: dict[str, dict[str, Any]] = {}
        self.wanted: str | None = None
        """The page to show as soon as it is there: what showed when the window was left."""
        self._held = False
        self._settled = False
        self._scope = Scope("view containers")
        self._scope.add(side_bar.page_changed.connect(self._page_changed))
        self._scope.add(menus.changed.connect(self._menus_changed))
        self._scope.add(bus.context.changed.connect(self._context_changed))

    def dispose(self) -> None:
        self._scope.dispose()

    def take_panel(self, panel: Panel) -> None:
        """The panel was made, which happens when it is first shown: its pages belong into it."""
        self._panel = panel
        self._scope.add(panel.page_changed.connect(self._panel_page_changed))
        self.arrange()
        if self._settled:
            panel.expect_no_more()
        self._bus.context.set("activePanel", panel.active or "")

    def is_in_panel(self, page_id: str) -> bool:
        """Whether a page lies in the panel, or would if that was made."""
        container = self._containers.get(page_id)
        return container is not None and container.item.location == "panel"

    def section(self, view_id: str) -> ViewSection | None:
        """Where a view shows; None while it does not."""
        for holder in self._holders():
            found = holder.section(view_id)
            if found is not None:
                return found
        return None

    def _holders(self) -> Iterator[PageHolder]:
        yield self._side_bar
        if self._panel is not None:
            yield self._panel

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
            section = self.section(view_id)
            if section is not None and view_id in replaced:
                self._states[view_id] = section.content.save_state()
        for contribution in added:
            item = contribution.item
            self._views[item.id] = contribution
            self._whens[item.id] = When.parse(item.when) if item.when else None
        self.arrange()

    def arrange(self) -> None:
        """Make pages and sections those that are contributed, keeping what stays."""
        if self._held:
            return
        shown = self._fill(self._side_bar, self._containers_at("sidebar"))
        self._activity_bar.set_pages([(item.id, item.icon, item.title) for item in shown])
        self._show_wanted()
        self._activity_bar.set_active(self._side_bar.active)
        panel = self._panel
        if panel is not None:
            filled = self._fill(panel, self._containers_at("panel"))
            panel.pages_changed({item.id for item in filled})
            self._fire_views(panel)

    def _containers_at(self, location: str) -> list[ViewContainerContribution]:
        return sorted(
            (each.item for each in self._containers.values() if each.item.location == location),
            key=lambda item: (item.order, item.title.casefold()),
        )

    def _fill(
        self, holder: PageHolder, containers: Sequence[ViewContainerContribution]
    ) -> list[ViewContainerContribution]:
        """Give `holder` these pages; returns those of them that have a view to show."""
        views = {item.id: self._views_in(item.id) for item in containers}
        for page_id in [each for each in holder.pages if each not in views]:
            holder.remove_page(page_id)
        for item in containers:
            page = holder.pages.get(item.id)
            if page is None:
                page = holder.add_page(item.id, item.title)
            page.title = item.title
            known = {section.view_id: section for section in page.sections}
            sections = []
            for view in views[item.id]:
                section = known.get(view.id)
                if section is not None and section.kind == view.kind:
                    del known[view.id]
                    section.declare_title(view.title)
                else:
                    section = self._new_section(view, holder)
                sections.append(section)
            for gone in known.values():
                gone.dispose()
            page.set_sections(sections)
        holder.pages = {item.id: holder.pages[item.id] for item in containers}
        return [item for item in containers if views[item.id]]

    def hold(self) -> Disposable:
        """Put off arranging until this is disposed: many contributions come."""
        self._held = True

        def end() -> None:
            self._held = False
            self.arrange()

        return OnDispose(end)

    def _show_wanted(self) -> None:
        pages = self._side_bar.pages
        if self.wanted is not None and self.wanted in pages:
            wanted, self.wanted = self.wanted, None
            self._side_bar.show_page(wanted)
        elif self._side_bar.active is None and pages and self.wanted is None:
            self._side_bar.show_page(next(iter(pages)))
        elif self._side_bar.active is not None:
            self._fire_views(self._side_bar)

    def settle(self) -> None:
        """All extensions were heard: a page that did not come is not waited for."""
        self.wanted = None
        self._settled = True
        self._show_wanted()
        self._activity_bar.set_active(self._side_bar.active)
        if self._panel is not None:
            self._panel.expect_no_more()

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

    def _new_section(self, view: ViewContribution, holder: PageHolder) -> ViewSection:
        section = self._make_section(view, holder)
        state = self._states.pop(view.id, None)
        if section.kind == "widget":
            owner = self._views[view.id].extension_id
            section.widget.output_wanted.connect(lambda: self._show_output(owner))
        else:
            if state is not None:
                section.tree.restore_state(state)
            section.tree.menu_requested.connect(
                lambda item, point: self._show_menu(section, item, point)
            )
        section.height_changed.connect(lambda: self._arrange_page(section))
        self._set_buttons(section)
        handle = self._handles.get(view.id)
        if handle is not None:
            handle.fill(section)
        else:
            section.set_message(self._reasons.get(view.id, ""))
        return section

    def explain(self, view_id: str, reason: str) -> None:
        """Say in a view why nobody fills it; "" if there is no reason."""
        if reason:
            self._reasons[view_id] = reason
        elif self._reasons.pop(view_id, None) is None:
            return
        section = self.section(view_id)
        if section is not None and view_id not in self._handles:
            section.set_message(reason)

    def _arrange_page(self, section: ViewSection) -> None:
        for holder in self._holders():
            for page in holder.pages.values():
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
        for holder in self._holders():
            for page in holder.pages.values():
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
        self._fire_views(self._side_bar)

    def _panel_page_changed(self, page_id: str | None) -> None:
        self._bus.context.set("activePanel", page_id or "")
        if self._panel is not None:
            self._fire_views(self._panel)

    def _fire_views(self, holder: PageHolder) -> None:
        """Activate who fills the views that show and that nobody has filled."""
        if holder.isHidden():
            return
        page = holder.pages.get(holder.active or "")
        for section in page.sections if page is not None else ():
            if section.view_id not in self._handles:
                self._fire(f"onView:{section.view_id}")

    def shown(self) -> None:
        """The side bar or the panel came into sight."""
        for holder in self._holders():
            self._fire_views(holder)

    def provide_tree(self, view_id: str, source: TreeSource) -> TreeHandle:
        handle = TreeSection(view_id, self.section, source, self._handle_gone)
        self._take_handle(handle)
        return handle

    def provide_widget(self, view_id: str, source: WidgetSource) -> ViewHandle:
        handle = WidgetSection(view_id, self.section, source, self._handle_gone)
        self._take_handle(handle)
        return handle

    def is_widget(self, thing: object) -> bool:
        return isinstance(thing, QWidget)

    def _take_handle(self, handle: TreeSection | WidgetSection) -> None:
        before = self._handles.pop(handle.view_id, None)
        if before is not None:
            before.let_go()
        self._handles[handle.view_id] = handle
        section = self.section(handle.view_id)
        if section is not None:
            handle.fill(section)

    def source_of(self, view_id: str) -> TreeSource | WidgetSource | None:
        """What fills a view; None while nobody does."""
        handle = self._handles.get(view_id)
        return handle.source if handle is not None else None

    def _handle_gone(self, handle: object) -> None:
        for view_id, known in list(self._handles.items()):
            if known is handle:
                del self._handles[view_id]

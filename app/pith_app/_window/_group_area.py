"""The area of the editors: groups beside and above each other, one of which is active."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from pith.base import Signal
from pith.qt import guarded
from pith_app._theming import Look
from pith_app._window._group import EditorGroup
from pith_app._window._tab import Tab
from pith_app._window._tab_filler import TabFiller

if TYPE_CHECKING:
    from pith_app._window._group_edges import GroupEdges
    from pith_app._window._group_tree import Area, Node
    from pith_app._window._welcome import Welcome


class GroupArea(QWidget):
    """Lays groups out, and knows the active one; while that has no tabs, the welcome is shown.

    A group without tabs is closed, unless it is the only one.
    """

    def __init__(self, look: Look, filler: TabFiller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._filler = filler
        self._announced: Tab | None = None
        self._edges: GroupEdges | None = None
        self._follows_focus = False
        self.welcome: Welcome | None = None
        self.overlays: list[Callable[[], object]] = []
        """Called when the area of the active editor is another one."""
        self.active_changed: Signal[Tab | None] = Signal("editors.active_changed")
        self.changed: Signal[()] = Signal("editors.changed")
        """Tabs or groups came, went, moved, or show something else."""
        self._numbers = count(1)
        self._groups: dict[int, EditorGroup] = {}
        self.group = self._make_group()
        """The active one."""
        self._recent_groups = [self.group]
        """In the order they were last active, the active one last."""
        self._tree: Node = self.group.number
        self.group.hide()  # until it has tabs

    def dispose(self) -> None:
        if self._follows_focus:
            _application().focusChanged.disconnect(self._focus_moved)
        for group in self._groups.values():
            group.dispose()

    def _make_group(self) -> EditorGroup:
        group = EditorGroup(next(self._numbers), self._look, self._filler, self)
        self._groups[group.number] = group
        group.active_changed.connect(lambda again: self._tell(group, again))
        group.changed.connect(self.changed.emit)
        group.arranged.connect(lambda: self._place_overlays(group))
        group.pressed.connect(lambda: self.focus_group(group))
        self._listen(group)
        return group

    def _listen(self, group: EditorGroup) -> None:
        """Follow what is done in a new group."""

    def _tell(self, group: EditorGroup, again: bool) -> None:
        """The tab in front may be another one; `again`: or has something else in it."""
        if group is self.group and (again or self._announced is not group.active):
            self._announced = group.active
            self.active_changed.emit(group.active)

    # Which there are

    @property
    def groups(self) -> list[EditorGroup]:
        """All groups, from left to right and from top to bottom."""
        if isinstance(self._tree, int):  # most windows have one, and need nothing of trees
            return [self.group]
        from pith_app._window._group_tree import groups_of

        return [self._groups[number] for number in groups_of(self._tree)]

    @property
    def tree(self) -> Node:
        """How the groups lie."""
        return self._tree

    @property
    def area(self) -> Area:
        """What the groups share."""
        from pith_app._window._group_tree import Area

        return Area(0, 0, self.width(), self.height())

    def neighbour(self, side: str) -> EditorGroup | None:
        """The group on a side of the active one."""
        from pith_app._window._group_tree import arrange, neighbour

        placed = arrange(self._tree, self.area)
        found = neighbour(placed, self.group.number, side)
        return self._groups[found] if found is not None else None

    # The active one

    def focus_group(self, group: EditorGroup) -> None:
        """Make a group the active one, and give it the keyboard."""
        if group.number in self._groups and group.tabs:
            self.take_up(group)
            group.show_active(focus=True)
            self._tell(group, again=False)

    def take_up(self, group: EditorGroup) -> None:
        """This is the active group now; the caller tells of its tab."""
        if group is self.group:
            return
        self.group = group
        self._recent_groups.remove(group)
        self._recent_groups.append(group)
        for each in self._groups.values():
            each.bar.set_in_front(each is group)
        self._place_overlays(group)
        self.changed.emit()

    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        """The keyboard went somewhere: into another group, perhaps."""
        if now is None or not self.isAncestorOf(now):
            return
        for group in self._groups.values():
            if group is not self.group and group.isAncestorOf(now) and group.tabs:
                self.take_up(group)
                self._tell(group, again=False)
                return

    # They come and go

    def _add_group(self, beside: EditorGroup, side: str) -> EditorGroup:
        """A group on a side of another, which the caller gives a tab."""
        from pith_app._window._group_tree import split

        group = self._make_group()
        self._recent_groups.insert(0, group)
        group.bar.set_in_front(False)
        self._tree = split(self._tree, beside.number, group.number, side)
        if not self._follows_focus:
            self._follows_focus = True
            _application().focusChanged.connect(self._focus_moved)
        group.show()
        self._groups_changed()
        return group

    def _close_if_empty(self, group: EditorGroup) -> None:
        if group.tabs:
            return
        if len(self._groups) == 1:
            if self.welcome is not None:
                self.welcome.show()
                self.welcome.setFocus()  # before what has it is hidden
            group.hide()
            self._arrange()
            self._tell(group, again=True)
            return
        had_focus = group.isAncestorOf(self.window().focusWidget() or self.window())
        from pith_app._window._group_tree import remove

        left = remove(self._tree, group.number)
        assert left is not None
        self._tree = left
        del self._groups[group.number]
        self._recent_groups.remove(group)
        if group is self.group:
            following = self.group = self._recent_groups[-1]
            following.bar.set_in_front(True)
            if following.active is not None:
                # A group that was restored may never have been looked at.
                following.activate(following.active, focus=had_focus)
            self._tell(following, again=False)
        group.dispose()
        group.hide()
        group.deleteLater()
        self._groups_changed()

    def drop_empty_groups(self) -> None:
        """Close the groups that were given no tabs after all."""
        for group in self.groups:
            if len(self._groups) > 1:
                self._close_if_empty(group)

    def _groups_changed(self) -> None:
        groups = self.groups
        for number, group in enumerate(groups):
            name = "Open Editors"
            if len(groups) > 1:
                name += f", group {number + 1} of {len(groups)}"
            group.bar.setAccessibleName(name)
        self._arrange()
        self.changed.emit()

    # Keeping the layout

    def layout_data(self) -> Any:
        """How the groups lie, as plain data: they are numbered in the order of `groups`."""
        if isinstance(self._tree, int):
            return 0
        from pith_app._window._group_tree import renumbered, to_data

        order = {group.number: n for n, group in enumerate(self.groups)}
        return to_data(renumbered(self._tree, order.__getitem__))

    def restore_layout(self, data: Any, wanted: int) -> list[EditorGroup]:
        """Make groups that lie as layout_data() said or, if it said nothing of use, beside each
        other. The caller gives them tabs. Only for when there are none."""
        from pith_app._window._group_tree import from_data, renumbered

        node = from_data(data, wanted)
        while len(self._groups) < wanted:
            self._add_group(self.groups[-1], "right")
        groups = self.groups
        if node is not None:
            self.set_tree(renumbered(node, lambda n: groups[n].number))
        return groups

    # Laying out

    def set_tree(self, tree: Node) -> None:
        """Lay the same groups out in another way."""
        self._tree = tree
        self._arrange()
        self.changed.emit()

    def even_out(self) -> None:
        """Give all groups the same room."""
        from pith_app._window._group_tree import evened

        self.set_tree(evened(self._tree))

    def _arrange(self) -> None:
        if self.welcome is not None:
            self.welcome.setGeometry(self.rect())
        if isinstance(self._tree, int):
            self.group.setGeometry(self.rect())
        else:
            from pith_app._window._group_tree import arrange

            for number, place in arrange(self._tree, self.area).items():
                self._groups[number].setGeometry(*place)
        if len(self._groups) > 1 and self._edges is None:
            from pith_app._window._group_edges import GroupEdges

            self._edges = GroupEdges(self, self._look)
        if self._edges is not None:
            self._edges.arrange()
        self._place_overlays(self.group)

    def _place_overlays(self, group: EditorGroup) -> None:
        if group is self.group:
            for place in self.overlays:
                place()

    @property
    def editor_area(self) -> QRect:
        """Where the active editor is, below its tabs."""
        return self.group.below_bar.translated(self.group.pos())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._groups) > 1:  # otherwise nothing of this is seen
            painter = QPainter(self)
            painter.fillRect(self.rect(), self._look.colors["editorGroup.border"])
            painter.end()


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application

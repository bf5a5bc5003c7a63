"""What the window says of itself: its title, keys that wait, problems, the bell."""

from __future__ import annotations

from collections.abc import Callable

from pith.base import Scope
from pith_app._editing import KeyDispatcher
from pith_app._kernel import Kernel
from pith_app._user_files import UserFiles
from pith_app._window._editors import Editors
from pith_app._window._main_window import MainWindow
from pith_app._window._notifications import NotificationCentre

_MOST_IN_TIP = 10


class WindowStatus:
    """Keeps them true."""

    def __init__(
        self,
        window: MainWindow,
        kernel: Kernel,
        editors: Editors,
        keys: KeyDispatcher,
        notifications: NotificationCentre,
        user_files: UserFiles,
        run: Callable[[str], object],
    ) -> None:
        self._window = window
        self._kernel = kernel
        self._editors = editors
        self._notifications = notifications
        self._user_files = user_files
        self._logged: list[str] = []
        self._declared = False
        bar = window.status_bar
        self._keys_item = bar.add("Pressed Keys", priority=-10)
        self._problems_item = bar.add(
            "Problems", priority=90, on_click=lambda: run("problems.show")
        )
        self._bell = bar.add(
            "Notifications", right=True, priority=100, on_click=lambda: run("notifications.show")
        )
        self._scope = Scope("status of the window")
        add = self._scope.add
        add(editors.changed.connect(self.update_title))
        add(editors.described.connect(lambda _: self.update_title()))
        add(editors.active_changed.connect(lambda _: self.update_title()))
        add(kernel.workspace.folders_changed.connect(lambda _: self.update_title()))
        add(keys.pending_changed.connect(self._show_pending))
        add(notifications.changed.connect(self._show_bell))
        add(user_files.problems_changed.connect(self._show_problems))
        self._show_bell()

    def dispose(self) -> None:
        self._scope.dispose()

    def update_title(self) -> None:
        tab = self._editors.active
        folders = self._kernel.workspace.folders
        parts = []
        if tab is not None:
            parts.append(("● " if tab.dirty else "") + tab.name)
        if folders:
            parts.append(folders[0].name or str(folders[0]))
        parts.append("Pith")
        title = " — ".join(parts)
        if title != self._window.windowTitle():
            self._window.setWindowTitle(title)

    def _show_pending(self, keys: str) -> None:
        text = f"({keys}) was pressed. Waiting for the next key…" if keys else ""
        self._keys_item.set_content(text)

    def _show_bell(self) -> None:
        unread = self._notifications.unread
        icon = "bell-dot" if unread else "bell"
        tip = f"{unread} unread notifications" if unread else "Notifications"
        self._bell.set_content(f"$({icon})", tip)
        self._kernel.context.set("notificationsVisible", bool(self._notifications.shown))

    def start_showing_problems(self) -> None:
        """Everybody who declares settings has been heard: what is unknown now stays unknown."""
        self._declared = True
        self._show_problems()

    def _show_problems(self) -> None:
        """Say how many problems there are in the person's files, and log those that are new."""
        if not self._declared:
            return
        problems = list(map(str, self._user_files.problems))
        count = len(problems)
        text = f"$(warning) {count} problem{'s' * (count > 1)} in settings and keys"
        tip = "\n".join(problems[:_MOST_IN_TIP]) + ("\n…" if count > _MOST_IN_TIP else "")
        self._problems_item.set_content(text if problems else "", tip)
        for problem in problems:
            if problem not in self._logged:
                self._kernel.log.warning(problem)
        self._logged = problems

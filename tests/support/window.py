"""The whole program with a real window and real files, driven as a person would."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pith.base import Future, OnDispose
from pith.commands import CONTEXT_KEYS
from pith_app._arguments import GlobalOptions, WindowOptions, parse_target
from pith_app._faults import Faults
from pith_app._log import Log
from pith_app._program import Program
from pith_app.paths import BundledData, UserPaths, bundled_data
from pith_app.testing._window import complete_only_when_asked
from tests.support.keys import press_of

T = TypeVar("T")

TIMEOUT = 20.0


class Window:
    """One run of the program. `close()` ends it as a person's closing does, without asking."""

    def __init__(
        self,
        application: QApplication,
        user_dir: Path,
        *targets: str | Path,
        safe_mode: bool = False,
        extensions: Path | None = None,
        extensions_dirs: Sequence[Path] = (),
        develop: Path | None = None,
        size: tuple[int, int] = (1000, 700),
        completes_unasked: bool = False,
    ) -> None:
        self.application = application
        self.user = UserPaths.under(user_dir)
        options = WindowOptions(
            tuple(parse_target(str(target)) for target in targets),
            GlobalOptions(safe_mode, user_dir, tuple(extensions_dirs), develop),
        )
        data = bundled_data()
        if extensions is not None:
            data = BundledData(data.resources, extensions)
        self.log = Log()
        self.faults = Faults(self.log, lambda filename: None)
        self.program = Program(application, options, self.user, data, self.log, self.faults)
        self._closed = False
        self._hooks = OnDispose()
        if not completes_unasked:  # or a test's Enter might take one
            complete_only_when_asked(self.program)
        self.program.start()
        self.program.window.resize(*size)
        self.until(lambda: self.program.ready.done)
        self.until(lambda: self.user.config_dir.is_dir())
        self.settle()
        watched = self.program.kernel.watcher.settled()
        self.until(watched.is_set)

    def hook_faults(self) -> None:
        """Let faults go where they go in the program, until the window is closed."""
        self._hooks = self.faults.install()

    def until(self, condition: Callable[[], bool], what: str = "") -> None:
        """Let events happen until `condition()`."""
        end = time.monotonic() + TIMEOUT
        while not condition():
            self.application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            if time.monotonic() > end:
                raise TimeoutError(what or "the condition did not come true")

    def result(self, future: Future[T]) -> T:
        self.until(lambda: future.done)
        return future.result()

    def settle(self) -> None:
        """Let everything happen that is due."""
        for _ in range(5):
            self.application.processEvents()

    def run(self, command: str, **arguments: object) -> object:
        """Execute a command, and wait for it."""
        result = self.program.kernel.bus.execute(command, **arguments)
        if isinstance(result, Future):
            return self.result(result)
        self.settle()
        return result

    def key(self, chord: str, widget: QWidget | None = None) -> None:
        """Press keys such as "ctrl+shift+p" in the editor, or in another widget."""
        press = press_of(chord)
        QTest.keyClick(self._target(widget), press.key, press.modifiers)
        self.settle()

    def type(self, text: str, widget: QWidget | None = None) -> None:
        QTest.keyClicks(self._target(widget), text)
        self.settle()

    def _target(self, widget: QWidget | None) -> QWidget:
        if widget is not None:
            return widget
        active = self.program.editors.active_widget
        assert active is not None, "no editor is open"
        return active

    @property
    def text(self) -> str:
        """The text of the active editor."""
        view = self.program.editors.active_view
        assert view is not None, "no editor is open"
        return str(view.state.text)

    @property
    def tabs(self) -> list[str]:
        return [tab.name for tab in self.program.editors.tabs]

    def status(self, name: str) -> str:
        """What an item of the status bar shows, which follows a turn of the event loop later."""
        self.settle()
        for item in self.program.window.status_bar.items:
            if item.name == name:
                return item.text()
        raise LookupError(name)

    def notes(self) -> list[str]:
        """The messages that are shown."""
        return [note.message for note in self.program.notifications.shown]

    def picked(self) -> list[str]:
        """The rows of the list to pick from."""
        return [item.label for item in self.program.pick.model.items]

    def tree(self, view_id: str) -> list[str]:
        """The rows of a view that are loaded, each indented by its depth."""
        extensions = self.program.extensions
        section = extensions.views.section(view_id) if extensions is not None else None
        assert section is not None, f"there is no view {view_id}"
        if section.kind != "tree":
            return []
        model = section.tree.tree_model
        rows: list[str] = []

        def walk(item_id: str | None, depth: int) -> None:
            node = model.node(item_id)
            for child in (node.children if node is not None else None) or ():
                assert child.item is not None
                rows.append("  " * depth + child.item.label)
                walk(child.item.id, depth + 1)

        walk(None, 0)
        return rows

    def close(self) -> None:
        """End the program and take it down."""
        if self._closed:
            return
        self._closed = True
        self._hooks.dispose()
        unknown = set(self.program.kernel.context.keys()) - {each.key for each in CONTEXT_KEYS}
        assert not unknown, f"context keys that the reference does not have: {unknown}"
        self.until(lambda: not self.program.kernel.workspace.saves.busy)
        self.program.session.save_now()
        self.program.dispose()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.settle()

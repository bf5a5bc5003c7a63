"""An extension in the real window, off screen."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pith.base import Future, ProblemError
from pith.host.manage import link_for_tests, read_manifest
from pith.settings import CORE_LANGUAGE_DEFAULTS, SettingsLayer
from pith_app import _run
from pith_app._arguments import GlobalOptions, WindowOptions
from pith_app._faults import Faults
from pith_app._folders import host_folders
from pith_app._log import Log
from pith_app.paths import UserPaths, bundled_data

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pith_app._program import Program

PATIENCE = 20.0  # seconds


def complete_only_when_asked(program: Program) -> None:
    """Let completions not come by themselves."""
    defaults = {**CORE_LANGUAGE_DEFAULTS, "editor": {"quickSuggestions": "off"}}
    program.kernel.settings.set_layer(SettingsLayer.DEFAULT, defaults, "the tests")


class Window:
    """The program with one more extension. Nothing of the person's is read or changed.

    Completions do not come by themselves: they would take the Enter of whoever is slow.
    """

    def __init__(self, folder: Path, base: Path) -> None:
        """Show the extension in `folder`; `base` is an empty folder for what is kept.

        Raises ProblemError if it cannot be used.
        """
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from PySide6.QtWidgets import QApplication

        application = QApplication.instance()
        if not isinstance(application, QApplication):
            _run.prepare_qt()
            application = _run.make_application()
        from pith_app._program import Program

        self.extension_id = read_manifest(folder).id
        self._application = application
        user, data = UserPaths.under(base), bundled_data()
        everywhere = GlobalOptions(False, base, ())
        link_for_tests(folder, host_folders(user, data, everywhere))
        log = Log()
        self._faults = Faults(log, lambda filename: None)
        options = WindowOptions((), everywhere)
        self.program = Program(application, options, user, data, log, self._faults)
        complete_only_when_asked(self.program)
        self.program.start()
        self.program.window.resize(1000, 700)
        self.until(lambda: self.program.ready.done, "the window")
        self.settle()
        assert self.program.extensions is not None
        record = self.program.extensions.host.record(self.extension_id)
        if record is not None and record.problems:
            self.dispose()
            raise ProblemError(*record.problems)

    def execute(self, command_id: str, **arguments: Any) -> Any:
        """Run a command, and wait for what it gives. One that asks something gives its Future."""
        before = len(self.notes())
        result = self.program.kernel.bus.execute(command_id, **arguments)
        if isinstance(result, Future):
            waiting = result
            self.until(lambda: waiting.done or self._is_asking(before), command_id)
            result = waiting.result() if waiting.done else waiting
        self.settle()
        return result

    def _is_asking(self, notes_before: int) -> bool:
        program = self.program
        return (
            len(self.notes()) > notes_before
            or program.dialogs.current is not None
            or program.pick.isVisible()
        )

    def open(self, path: Path) -> None:
        """Open a file, or a folder, in the window."""
        if path.is_dir():
            self.program.opening.set_folder(path)
        else:
            opened = self.program.documents.open(path)
            self.until(lambda: opened.done, f"{path}")
            opened.result()
        self.settle()

    def type(self, text: str) -> None:
        """Type into the editor that has the focus."""
        from PySide6.QtTest import QTest

        widget = self.program.editors.active_widget
        if widget is None:
            raise LookupError("no editor is open")
        QTest.keyClicks(widget, text)
        self.settle()

    def set(self, key: str, value: object) -> None:
        """Change a setting."""
        written = self.program.user_files.write_settings({key: value})
        self.until(lambda: written.done, f"the setting {key}")
        written.result()
        self.until(lambda: self.program.kernel.settings.get(key) == value, f"the setting {key}")
        self.until(lambda: not self.program.appearance.is_loading, "the theme")
        self.settle()

    @property
    def text(self) -> str:
        """The text of the active editor."""
        view = self.program.editors.active_view
        if view is None:
            raise LookupError("no editor is open")
        return str(view.state.text)

    @property
    def language(self) -> str:
        """The id of the language of the active editor's document."""
        view = self.program.editors.active_view
        if view is None:
            raise LookupError("no editor is open")
        return view.document.language_id

    @property
    def theme(self) -> str:
        """The name of the theme that the window is painted with."""
        return self.program.look.theme.name

    def notes(self) -> list[str]:
        """The messages that are shown."""
        return [note.message for note in self.program.notifications.shown]

    def rows(self, view_id: str) -> list[str]:
        """The labels of the first rows of a view; none while it is not filled."""
        extensions = self.program.extensions
        section = extensions.views.section(view_id) if extensions is not None else None
        if section is None or section.kind != "tree":
            return []
        node = section.tree.tree_model.node(None)
        children = node.children if node is not None else None
        return [child.item.label for child in children or () if child.item is not None]

    def widget(self, view_id: str) -> QWidget | None:
        """The widget of a view; None while it is not made, or nobody can see it."""
        extensions = self.program.extensions
        section = extensions.views.section(view_id) if extensions is not None else None
        if section is None or section.kind != "widget" or not section.content.isVisible():
            return None
        return section.widget.widget

    def status(self, name: str) -> str:
        """What an item of the status bar shows, found by its name for people."""
        for item in self.program.window.status_bar.items:
            if item.name == name:
                return item.text()
        raise LookupError(name)

    def settle(self) -> None:
        """Let everything happen that is due."""
        for _ in range(5):
            self._application.processEvents()

    def until(self, condition: Callable[[], bool], what: str = "the condition") -> None:
        """Let events happen until `condition()`. Raises TimeoutError."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"waited {PATIENCE:.0f} s in vain for {what}")
            self._application.processEvents()
            time.sleep(0.002)

    def dispose(self) -> None:
        """End the program, without asking what is to be saved."""
        from PySide6.QtCore import QCoreApplication, QEvent

        self.until(lambda: not self.program.kernel.workspace.saves.busy, "what is being saved")
        self.program.session.save_now()
        self.program.dispose()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.settle()

"""An extension in a real kernel, without a window."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pith.api import DocumentInfo
from pith.base import Future, ManualScheduler, Problem, ProblemError, ThreadWorker
from pith.commands import CommandBus, Keymap, Keymaps, Menus
from pith.host import ExtensionHost, ExtensionRecord, HostFolders, KernelRegistries
from pith.host.manage import link_for_tests, read_manifest
from pith.settings import CORE_SETTINGS, Settings
from pith.syntax import Languages, LanguageTable, Snippets, Themes
from pith_app.paths import bundled_data
from pith_app.testing._services import FakeServices

PATIENCE = 10.0  # seconds


class Kernel:
    """The host with one extension, real registries, and services that remember.

    What the extension shows is in `services`, and what it asks is answered from
    `services.window.answers`. Time goes on while something is waited for.
    """

    def __init__(self, folder: Path, base: Path) -> None:
        """Declare the extension in `folder`; `base` is an empty folder for what is kept.

        Raises ProblemError if it cannot be used.
        """
        self.extension_id = read_manifest(folder).id
        self.scheduler = ManualScheduler()
        self.services = FakeServices()
        self.bus = CommandBus()
        self.keymap = Keymap()
        self.menus = Menus()
        self.settings = Settings(CORE_SETTINGS)
        self.languages = Languages(_language_table())
        self.themes = Themes()
        self._worker = ThreadWorker(self.scheduler, threads=2, name="testing")
        folders = HostFolders(
            bundled=None,
            user=base / "extensions",
            extra=(),
            state=base / "extensions.json",
            storage=base / "storage",
            cache=base / "cache",
        )
        folders.user.mkdir()
        # As linked: it is used where it lies, whatever lies beside it.
        link_for_tests(folder, folders)
        registries = KernelRegistries(
            self.bus,
            self.keymap,
            self.menus,
            self.settings,
            self.languages,
            self.themes,
            Snippets(self._worker),
            Keymaps(),
        )
        self.host = ExtensionHost(folders, self.services, registries, self.scheduler, self._worker)
        points = ("statusItems", "viewContainers", "views", "openers", "iconThemes", "decorations")
        for point in points:
            self.host.add_point(point, lambda added, removed: None)
        self.host.start()
        self.scheduler.run()
        problems = self.record.problems
        if problems:
            self.dispose()
            raise ProblemError(*problems)

    @property
    def record(self) -> ExtensionRecord:
        """What the host knows of the extension: its state, costs, what it holds."""
        record = self.host.record(self.extension_id)
        if record is None:
            raise ProblemError(Problem(f"{self.extension_id} is not there"))
        return record

    def activate(self) -> None:
        """Load the extension now. Raises what keeps it from running."""
        self.wait(self.host.activating.activate(self.extension_id, "the test"))

    def execute(self, command_id: str, **arguments: Any) -> Any:
        """Run a command, which activates the extension, and wait for what it gives.

        One that waits for an answer to a message gives its Future.
        """
        window = self.services.window
        before = len(window.notifications)
        result = self.bus.execute(command_id, **arguments)
        if isinstance(result, Future):
            waiting = result
            self.until(lambda: waiting.done or len(window.notifications) > before, command_id)
            result = waiting.result() if waiting.done else waiting
        self.scheduler.run()
        return result

    def open(self, name: str, text: str, language: str = "") -> DocumentInfo:
        """Open a document, which becomes the active one, as if somebody had."""
        language = language or self.language_of(name)
        document = self.services.workspace.add_document(text, name, language)
        self.host.events.document_opened(document)
        self.host.events.active_document_changed(document)
        self.settle()
        return document

    def language_of(self, name: str) -> str:
        """The id of the language that a file of this name has."""
        return self.languages.detect(name).id

    def notes(self) -> list[str]:
        """The messages that were shown."""
        return [note.message for note in self.services.window.notifications]

    def rows(self, view_id: str) -> list[str]:
        """The labels of the first rows of a view, which is shown."""
        self.host.fire(f"onView:{view_id}")
        self.until(lambda: view_id in self.services.views.trees, f"the view {view_id}")
        rows = self.wait(self.services.views.trees[view_id].children())
        return [row.label for row in rows]

    def output(self) -> str:
        """What the extension, or the host about it, wrote to its output."""
        return self.services.output.text(self.extension_id)

    def reload(self) -> None:
        """Take what its files say now, as after a save."""
        self.wait(self.host.reload(self.extension_id))
        self.scheduler.run()

    def wait(self, future: Future[Any]) -> Any:
        """What a Future gives. Raises what it fails with."""
        self.until(lambda: future.done, "an answer")
        return future.result()

    def settle(self, seconds: float = 0.05) -> None:
        """Let what was begun go on for a while."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._go_on()

    def until(self, condition: Callable[[], bool], what: str = "the condition") -> None:
        """Let time pass until `condition()`. Raises TimeoutError."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError(f"waited {PATIENCE:.0f} s in vain for {what}")
            self._go_on()

    def _go_on(self) -> None:
        before = time.monotonic()
        self.scheduler.run()
        time.sleep(0.002)
        self.scheduler.advance(time.monotonic() - before)

    def dispose(self) -> None:
        """End the extension, and everything else."""
        self.host.dispose()
        self.scheduler.run()
        self._worker.dispose(wait=PATIENCE)


def _language_table() -> LanguageTable:
    """The languages that come with the program."""
    found = json.loads((bundled_data().resources / "languages.json").read_bytes())
    return LanguageTable(found["languages"], found["rules"])

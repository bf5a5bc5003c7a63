"""A real extension host without a window: real folders, real registries, a clock of its own."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pith.base import ManualScheduler, ThreadWorker
from pith.commands import CommandBus, Keymap, Keymaps, Menus
from pith.host import Contribution, ExtensionHost, ExtensionRecord, HostFolders, KernelRegistries
from pith.host._looking import FRESH
from pith.settings import Settings
from pith.syntax import Languages, Snippets, Themes
from pith.workspace import FileWatcher
from tests.support.host_services import FakeServices

ID = "acme.sample"

ONE_OF_EACH = """
[[contributes.statusItems]]
id = "sample"
name = "Sample"

[[contributes.viewContainers]]
id = "sample"
title = "Sample"

[[contributes.views]]
id = "sample.tree"
container = "sample"
title = "Sample"

[[contributes.settings]]
key = "sample.size"
type = "integer"
default = 1
"""
"""What a manifest may declare that its context can fill."""

KEEP = """
    def activate(given):
        global context
        context = given
"""
"""A module whose context a test uses."""


def manifest(
    more: str = "",
    *,
    extension_id: str = ID,
    name: str = "Sample",
    version: str = "1.0.0",
    module: str | None = "sample",
    activation: Sequence[str] = (),
) -> str:
    """The text of a manifest; `more` follows at its end."""
    lines = [
        "schema = 1",
        f'id = "{extension_id}"',
        f'name = "{name}"',
        f'version = "{version}"',
        'api = ">=0.1,<1"',
    ]
    if module is not None:
        lines += [f'module = "{module}"', 'tier = "trusted"']
    if activation:
        lines.append(f"activation = {list(activation)!r}")
    return "\n".join(lines) + "\n" + textwrap.dedent(more)


def command(command_id: str, more: str = "") -> str:
    return f'[[contributes.commands]]\nid = "{command_id}"\ntitle = "{command_id}"\n{more}\n'


def write_extension(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files below `folder`; the texts may be indented as a whole."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(content), "utf-8")
    return folder


class PointRecorder:
    """A point's handler that remembers what is there."""

    def __init__(self) -> None:
        self.present: list[Contribution[Any]] = []
        self.deltas: list[tuple[int, int]] = []
        self.fault: Exception | None = None

    def __call__(
        self, added: Sequence[Contribution[Any]], removed: Sequence[Contribution[Any]]
    ) -> None:
        self.deltas.append((len(added), len(removed)))
        if self.fault is not None and added:
            fault, self.fault = self.fault, None
            raise fault
        self.present = [each for each in self.present if each not in removed]
        self.present += added

    def ids(self) -> list[str]:
        return [each.item.id for each in self.present]


def _let_lie(folder: Path) -> None:
    """Make what was written just now look as if nobody is in the middle of writing it."""
    then = time.time() - 2 * FRESH
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.stat().st_mtime > then:
            os.utime(path, (then, then))


class HostBench:
    """A host, and everything around it that a test wants to look at."""

    def __init__(self, base: Path, *, watching: bool = False, bundled: Path | None = None) -> None:
        self.base = base
        self.user = base / "user"
        self.user.mkdir(parents=True, exist_ok=True)
        self.folders = HostFolders(
            bundled=bundled,
            user=self.user / "extensions",
            extra=(base / "extra",),
            state=self.user / "extensions.json",
            storage=self.user / "storage",
            cache=base / "cache",
        )
        self.folders.user.mkdir(exist_ok=True)
        self.scheduler = ManualScheduler()
        self.worker = ThreadWorker(self.scheduler, threads=2, name="host test")
        self.watcher = FileWatcher(self.scheduler) if watching else None
        self.services = FakeServices()
        self.bus = CommandBus()
        self.keymap = Keymap()
        self.keymaps = Keymaps()
        self.menus = Menus()
        self.settings = Settings()
        self.languages = Languages()
        self.themes = Themes()
        self.snippets = Snippets(self.worker)
        self.host = ExtensionHost(
            self.folders,
            self.services,
            KernelRegistries(
                self.bus,
                self.keymap,
                self.menus,
                self.settings,
                self.languages,
                self.themes,
                self.snippets,
                self.keymaps,
            ),
            self.scheduler,
            self.worker,
            self.watcher,
        )
        self.status_items = PointRecorder()
        self.containers = PointRecorder()
        self.views = PointRecorder()
        self.host.add_point("statusItems", self.status_items)
        self.host.add_point("viewContainers", self.containers)
        self.host.add_point("views", self.views)
        self.host.add_point("openers", PointRecorder())
        self.decorations = PointRecorder()
        self.host.add_point("decorations", self.decorations)
        self.host.add_point("iconThemes", PointRecorder())

    def add(self, files: Mapping[str, str], folder: str = ID, *, root: Path | None = None) -> Path:
        """Write an extension into the person's folder (or `root`)."""
        return write_extension((root or self.folders.user) / folder, files)

    def load(self, source: str, more: str = "") -> Any:
        """Have a version of the extension, activated: its module. `more` is in the manifest."""
        if not self.host.records():
            self.start()
        declared = manifest(command("sample.run") + more)
        self.add({"extension.toml": declared, "sample.py": source})
        self.refresh(ID)
        self.activate()
        return sys.modules[f"pith_ext.acme_sample.g{self.record().generation}.sample"]

    def remove(self) -> None:
        """The extension's folder goes, and the extension with it."""
        shutil.rmtree(self.folders.user / ID)
        self.refresh(ID)
        assert self.host.record(ID) is None

    def start(self) -> None:
        self.host.start()
        self.scheduler.run()

    def run_until(self, condition: Callable[[], bool], timeout: float = 10.0) -> None:
        """Run until `condition()` holds, with the clock going as the world's does."""
        deadline = time.monotonic() + timeout
        while True:
            before = time.monotonic()
            try:
                return self.scheduler.run_until(condition, timeout=0.01)
            except TimeoutError:
                if before > deadline:
                    raise
            self.scheduler.advance(time.monotonic() - before)

    def wait(self, future: Any) -> Any:
        """The result of a Future."""
        self.run_until(lambda: bool(future.done))
        return future.result()

    def refresh(self, *names: str) -> None:
        """Look at extensions of the person's folder (at all, without names), and wait."""
        folders = [self.folders.user / name for name in names]
        for folder in folders or [self.folders.user]:
            _let_lie(folder)
        self.wait(self.host.looks.refresh(folders or None))
        self.scheduler.run()

    def activate(self, extension_id: str = ID) -> None:
        self.wait(self.host.activating.activate(extension_id, "the test"))

    def execute(self, command_id: str, **arguments: Any) -> Any:
        """Run a command and wait for what it gives."""
        from pith.base import Future

        result = self.bus.execute(command_id, **arguments)
        return self.wait(result) if isinstance(result, Future) else result

    def record(self, extension_id: str = ID) -> ExtensionRecord:
        record = self.host.record(extension_id)
        assert record is not None
        return record

    def output(self, extension_id: str = ID) -> str:
        return self.services.output.text(extension_id)

    def dispose(self) -> None:
        self.host.dispose()
        self.scheduler.run()
        if self.watcher is not None:
            self.watcher.dispose(wait=5)
        self.worker.dispose(wait=5)


@contextmanager
def host_bench(base: Path, **options: Any) -> Iterator[HostBench]:
    """A bench that is cleared away at the end."""
    bench = HostBench(base, **options)
    try:
        yield bench
    finally:
        bench.dispose()

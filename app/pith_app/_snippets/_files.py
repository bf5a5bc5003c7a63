"""The person's own snippets: files in a folder beside the settings, taken when they are saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pith.base import CancelToken, Disposable, Future, OnDispose, Worker
from pith.syntax import Snippets

if TYPE_CHECKING:
    from pith.api import FileEvent
    from pith.workspace import FileWatcher

GLOBAL_SUFFIX = ".code-snippets"
_OWNER = "user"

_TEMPLATE = """\
{{
\t// Snippets{what}. Each has a name; typing its prefix and Tab puts its body. $1, $2, ... are
\t// places to fill in, ${{1:text}} what stands there at first, ${{1|one,two|}} a choice, $0 where
\t// the caret ends. The syntax is VS Code's, with its variables, such as $TM_FILENAME.
\t//
\t// "Print": {{
{scope}\t// \t"prefix": "log",
\t// \t"body": ["print($1)", "$0"],
\t// \t"description": "Print something"
\t// }}
}}
"""


class SnippetFiles:
    """Declares every file of the folder, and declares anew what changes.

    `python.json` is for the language with that id, and each snippet of a `.code-snippets` file
    says which it is for.
    """

    def __init__(
        self, folder: Path, snippets: Snippets, worker: Worker, watcher: FileWatcher
    ) -> None:
        self.folder = folder
        self._snippets = snippets
        self._worker = worker
        self._declared: dict[Path, Disposable] = {}
        self._watch: Disposable = OnDispose()
        self._disposed = False
        worker.submit(self._found, "look for the folder of snippets").on_done(
            lambda done: self._follow(watcher)
        )

    def dispose(self) -> None:
        self._disposed = True
        self._watch.dispose()
        for declared in self._declared.values():
            declared.dispose()

    @property
    def paths(self) -> list[Path]:
        """The files there are."""
        return sorted(self._declared)

    def file_for(self, language: str) -> Path:
        """The file of a language's snippets, be it there or not; "": of all languages."""
        return self.folder / (f"{language}.json" if language else f"global{GLOBAL_SUFFIX}")

    def make(self, path: Path, language: str = "") -> Future[Path]:
        """See to it that the file is there: a new one explains itself."""

        def write(token: CancelToken) -> Path:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                what = f" for {language}" if language else " for every language"
                scope = "" if language else '\t// \t"scope": "python,javascript",\n'
                content = _TEMPLATE.format(what=what, scope=scope)
                path.write_text(content, encoding="utf-8")
            return path

        return self._worker.submit(write, f"make {path.name}")

    def _found(self, token: CancelToken) -> list[Path]:
        try:
            return [path for path in self.folder.iterdir() if _language_of(path) is not None]
        except OSError:
            return []

    def _follow(self, watcher: FileWatcher) -> None:
        if self._disposed:
            return
        # The folder need not be there: what is above it is watched until it is. That watching
        # begins is told, and is when it is looked for files.
        self._watch = watcher.watch(
            self.folder.parent, self._on_events, recursive=True, tells_start=True
        )

    def _look(self) -> None:
        def found(paths: Sequence[Path]) -> None:
            if self._disposed:
                return
            for path in [path for path in self._declared if path not in paths]:
                self._declared.pop(path).dispose()
            for path in paths:
                if path not in self._declared:
                    self._declare(path)

        self._worker.submit(self._found, "look for snippets").then(found)

    def _declare(self, path: Path) -> None:
        language = _language_of(path)
        if language is not None:
            self._declared[path] = self._snippets.declare(path, language, _OWNER)

    def _on_events(self, events: Sequence[FileEvent]) -> None:
        touched = {each for event in events for each in (event.path, event.target) if each}
        everything = self.folder.parent in touched
        changed = {path for path in touched if path.parent == self.folder}
        if everything:
            changed.update(self._declared)
        for path in changed:
            declared = self._declared.pop(path, None)
            if declared is not None:
                declared.dispose()
        if changed or everything or self.folder in touched:
            self._look()


def _language_of(path: Path) -> str | None:
    """The language of all snippets of a file, "" if each has its own; None: it is no such file."""
    if path.suffix == GLOBAL_SUFFIX:
        return ""
    return path.stem if path.suffix == ".json" else None

"""The person's settings and key bindings: files that count as soon as they are saved."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pith.base import (
    Disposable,
    Future,
    OnDispose,
    Problem,
    ProblemError,
    Signal,
    TomlPositions,
)
from pith.commands import Binding, KeymapLayer, bindings_from, compile_keybindings
from pith.settings import (
    LoadedSettings,
    SettingsLayer,
    edit_settings,
    load_settings,
    settings_template,
)
from pith_app._kernel import Kernel
from pith_app._wrong_names import wrong_names

if TYPE_CHECKING:
    from pith.api import FileEvent

T = TypeVar("T")
_Stamp = tuple[int, int, int] | None
"""What tells one state of a file from another. None: it is not there."""

KEYBINDINGS_TEMPLATE = """\
# Key bindings. What is written here counts at once, when the file is saved, and comes before
# what the program and extensions bind. `pith command list` names every command.
#
#     [[keybindings]]
#     key = "ctrl+k ctrl+d"
#     command = "edit.copyLinesDown"
#     when = "editorFocus && !editorReadonly"
#
# With platform = "linux" (or macos, windows, or several) a key is for that system alone.
# A command with a minus before it takes a key away:
#
#     [[keybindings]]
#     key = "ctrl+d"
#     command = "-select.nextOccurrence"
"""


class UserFiles:
    """Reads settings.toml and keybindings.toml, at the start and whenever they change."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._bindings: Disposable = OnDispose()
        self._watch: Disposable = OnDispose()
        self._key_problems: tuple[Problem, ...] = ()
        self._unread: dict[Path, tuple[Problem, ...]] = {}
        """Files that could not be taken at all, and why. What they set before still counts."""
        self._readings: dict[Path, int] = {}
        self._stamps: dict[Path, _Stamp] = {}
        """Of the files as they were taken last."""
        self._reading: set[Path] = set()
        """Files that are being read, whatever their stamps."""
        self._checks_names = False
        self._positions: TomlPositions | None = None
        self._user_keys: tuple[Binding, ...] = ()
        self._disposed = False
        self._writing: Future[None] | None = None
        self.problems_changed: Signal[()] = Signal("user_files.problems_changed")
        self._listening = kernel.settings.problems_changed.connect(self.problems_changed.emit)

    def dispose(self) -> None:
        self._disposed = True
        self._listening.dispose()
        self._watch.dispose()
        self._bindings.dispose()

    @property
    def settings_file(self) -> Path:
        return self._kernel.user.settings_file

    @property
    def keybindings_file(self) -> Path:
        return self._kernel.user.keybindings_file

    @property
    def problems(self) -> list[Problem]:
        """What is wrong in either file now."""
        found = list(self._unread.get(self.settings_file, self._kernel.settings.problems))
        found += self._unread.get(self.keybindings_file, self._key_problems)
        if self._checks_names:
            found += wrong_names(self._kernel, self.settings_file, self._positions, self._user_keys)
        return found

    def check_names(self) -> None:
        """From now on, also say which themes, languages and commands there are not: everybody
        who brings some has been heard."""
        self._checks_names = True
        self.problems_changed.emit()

    # Reading

    def load_at_start(self) -> None:
        """Take both files over as they were parsed the last time, if they have not changed."""
        settings = self._kernel.settings
        for file in (self.settings_file, self.keybindings_file):
            self._stamps[file] = _stamp(file)
        try:
            values, text = self._kernel.cache.get("settings", self.settings_file, _parsed_settings)
        except FileNotFoundError:
            pass
        except Exception:
            self.reload_settings()
        else:
            self._positions = TomlPositions(text)
            settings.set_layer(SettingsLayer.USER, values, str(self.settings_file), self._positions)
        try:
            compiled = self._kernel.cache.get(
                "keybindings", self.keybindings_file, compile_keybindings
            )
        except FileNotFoundError:
            pass
        except Exception:
            self.reload_keybindings()
        else:
            self._take_bindings(compiled)

    def watch(self) -> None:
        """Follow both files from now on."""
        folder = self._kernel.user.config_dir

        def make(token: object) -> None:
            # What is put into a folder while it is new may be missed.
            with contextlib.suppress(OSError):
                folder.mkdir(parents=True, exist_ok=True)

        def follow(_: object) -> None:
            if not self._disposed:
                watcher = self._kernel.watcher
                self._watch = watcher.watch(
                    folder, self._on_events, recursive=False, tells_start=True
                )

        self._kernel.worker.submit(make, "make the folder of settings").on_done(follow)

    def _on_events(self, events: Sequence[FileEvent]) -> None:
        touched = {each for event in events for each in (event.path, event.target)}
        everything = self._kernel.user.config_dir in touched
        for file, reload in (
            (self.settings_file, self.reload_settings),
            (self.keybindings_file, self.reload_keybindings),
        ):
            if file in touched:
                reload()
            elif everything:
                reload(even_the_same=False)

    def reload_settings(self, *, even_the_same: bool = True) -> Future[None]:
        """Read the settings anew. A file that is gone sets nothing; one that cannot be taken
        leaves what was set before. `even_the_same`: although the file is the one read last."""
        file = self.settings_file

        def take(loaded: LoadedSettings) -> None:
            self._positions = loaded.positions
            self._kernel.settings.set_layer(
                SettingsLayer.USER, loaded.values, str(file), loaded.positions
            )

        def parse(text: str) -> LoadedSettings:
            return load_settings(text, str(file))

        return self._reload(file, parse, take, even_the_same)

    def reload_keybindings(self, *, even_the_same: bool = True) -> Future[None]:
        """Read the key bindings anew, as reload_settings does."""
        file = self.keybindings_file
        return self._reload(file, compile_keybindings, self._take_bindings, even_the_same)

    def _reload(
        self,
        file: Path,
        parse: Callable[[str], T],
        take: Callable[[T], object],
        even_the_same: bool,
    ) -> Future[None]:
        number = self._readings[file] = self._readings.get(file, 0) + 1
        stamp = self._stamps.get(file)
        if even_the_same or file in self._reading:
            self._reading.add(file)
            even_the_same = True  # what is under way is for nothing from here on

        def read(token: object) -> tuple[_Stamp, T | ProblemError | None]:
            now = _stamp(file)
            if now == stamp and not even_the_same:
                return now, None
            try:
                return now, parse(_text_of(file))
            except ProblemError as error:
                return now, error

        def took(outcome: tuple[_Stamp, T | ProblemError | None]) -> None:
            if number != self._readings[file] or self._disposed:
                return  # it was read again since, and that may have been faster
            self._reading.discard(file)
            self._stamps[file], found = outcome
            if found is None:
                return
            before = self._unread.pop(file, ())
            if isinstance(found, ProblemError):
                self._unread[file] = _located(found, file)
            else:
                take(found)
            if before or file in self._unread:
                self.problems_changed.emit()

        return self._kernel.worker.submit(read, f"read {file.name}").then(took)

    def _take_bindings(self, compiled: Any) -> None:
        bindings, problems = bindings_from(compiled, str(self.keybindings_file))
        self._bindings.dispose()
        self._bindings = self._kernel.keymap.add(bindings, KeymapLayer.USER)
        self._user_keys = tuple(bindings)
        before, self._key_problems = self._key_problems, tuple(problems)
        if before or problems or self._checks_names:
            self.problems_changed.emit()

    # Writing

    def write_settings(self, changes: Mapping[str, object]) -> Future[None]:
        """Change settings in the file, comments kept; they count when it is written."""
        file = self.settings_file
        template = settings_template(self._kernel.settings.declared())

        def write(token: object) -> None:
            from pith.text import Text, write_file

            before = _text_of(file)
            if not before:
                before = template  # whoever looks into it later finds what else there is
            file.parent.mkdir(parents=True, exist_ok=True)
            text = edit_settings(before, changes, str(file))
            if text != before:
                write_file(file, Text.of(text), "utf-8", False)

        previous = self._writing

        def start(_: object = None) -> Future[None]:
            writing = self._kernel.worker.submit(write, "write settings")
            return writing.then(lambda _: self.reload_settings())

        if previous is None or previous.done:
            self._writing = start()
        else:
            # One after the other, or the second would not see what the first wrote.
            queued: Future[None] = Future()
            previous.on_done(lambda _: start().on_done(queued.follow))
            self._writing = queued
        return self._writing

    def make(self, file: Path) -> Future[Path]:
        """See to it that the file is there: a new one explains itself."""
        if file == self.settings_file:
            content = settings_template(self._kernel.settings.declared())
        else:
            content = KEYBINDINGS_TEMPLATE

        def write(token: object) -> Path:
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(content, encoding="utf-8")
            return file

        return self._kernel.worker.submit(write, f"make {file.name}")


def _parsed_settings(source: str) -> tuple[dict[str, Any], str]:
    """The values, and the text: where something stands is looked up when it is wrong."""
    values, _ = load_settings(source, "")
    return dict(values), source


def _stamp(file: Path) -> _Stamp:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def _text_of(file: Path) -> str:
    """What the file holds; nothing if it is not there. Raises ProblemError."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as error:
        reason = error.strerror or str(error)
        problem = Problem(f"cannot be read: {reason}", str(file), advice="check that you may")
        raise ProblemError(problem) from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8: the byte {data[error.start]:#04x} cannot be read"
        raise ProblemError(Problem(message, str(file), line, advice="save it as UTF-8")) from None


def _located(error: ProblemError, file: Path) -> tuple[Problem, ...]:
    return tuple(problem._replace(source=str(file)) for problem in error.problems)

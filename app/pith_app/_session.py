"""What the window was like when it was left: kept as plain data, one file for each folder.

Two windows may run. Each writes the session of its own folder whole and atomically, and takes a
lock only for the moment it reads and writes what is shared: the list of what was open recently.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

_FORMAT = 1
_MOST_RECENT = 50


class SessionStore:
    """Reads and writes sessions. `read` may be used on the window's thread at the start; all that
    writes belongs on a worker."""

    def __init__(self, state_dir: Path) -> None:
        self._state = state_dir
        self._folder = state_dir / "sessions"

    def read(self, key: str) -> dict[str, Any]:
        """The session kept under `key`; {} if there is none that can be used."""
        return _read(self._file(key))

    def read_shared(self) -> dict[str, Any]:
        """What all windows share: `last` (the key of the session left last), `recent` paths."""
        return _read(self._state / "session.json")

    def write(self, key: str, session: Mapping[str, Any]) -> None:
        """Keep a session, and note that it was the last. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        _write(self._file(key), session)
        with self._locked():
            shared = self.read_shared()
            shared["last"] = key
            if session.get("window"):
                shared["window"] = session["window"]
            recent = [str(each) for each in session.get("recent", ())]
            known = [each for each in shared.get("recent", ()) if each not in recent]
            shared["recent"] = [*recent, *known][:_MOST_RECENT]
            _write(self._state / "session.json", shared)

    def forget_recent(self) -> None:
        """Forget what was open recently. Raises OSError."""
        self._state.mkdir(parents=True, exist_ok=True)
        with self._locked():
            shared = self.read_shared()
            shared["recent"] = []
            _write(self._state / "session.json", shared)

    def _file(self, key: str) -> Path:
        if not key:
            return self._folder / "no-folder.json"
        from zlib import crc32

        # Readable, and different for folders of the same name.
        name = "".join(each if each.isalnum() else "-" for each in Path(key).name)[:40]
        return self._folder / f"{name}-{crc32(os.fsencode(key)):08x}.json"

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with open(self._state / "session.lock", "a+b") as file:
            _lock(file)
            yield


def _lock(file: IO[bytes]) -> None:
    """Hold the file until it is closed. Where locks cannot be had, do without."""
    try:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
    except ImportError:
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        pass


def _read(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict) or data.get("format") != _FORMAT:
        return {}
    return data


def _write(file: Path, data: Mapping[str, Any]) -> None:
    temporary = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        with open(temporary, "w", encoding="utf-8") as out:
            json.dump({**data, "format": _FORMAT}, out, separators=(",", ":"))
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise

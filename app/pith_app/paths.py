"""Where things lie: what comes with the program, and what belongs to the person.

Imported before the window opens, so it imports and computes little.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple


class BundledData(NamedTuple):
    """The folders that come with the program and are never written to."""

    resources: Path
    extensions: Path


def bundled_data() -> BundledData:
    """Find them in a frozen program, an installed wheel or a checkout.

    packaging/hatch_build.py puts them into the wheel, and the frozen program is made of that.
    """
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    package = Path(frozen, "pith_app") if frozen else Path(__file__).resolve().parent
    data = package / "_data"
    if not frozen and not data.is_dir():
        data = package.parents[1]
    return BundledData(data / "resources", data / "extensions")


def build_label() -> str:
    """The version, and for an installed program the commit it was made of."""
    from pith import __version__

    try:
        return (bundled_data().resources.parent / "build.txt").read_text("utf-8").strip()
    except OSError:
        return __version__


class UserPaths(NamedTuple):
    """The person's folders. None of them need exist yet."""

    config_dir: Path
    data_dir: Path
    cache_dir: Path
    state_dir: Path

    @classmethod
    def default(cls) -> UserPaths:
        """The folders that the system has for this."""
        if sys.platform.startswith("linux"):
            return cls(
                config_dir=_xdg_folder("XDG_CONFIG_HOME", ".config"),
                data_dir=_xdg_folder("XDG_DATA_HOME", ".local/share"),
                cache_dir=_xdg_folder("XDG_CACHE_HOME", ".cache"),
                state_dir=_xdg_folder("XDG_STATE_HOME", ".local/state"),
            )
        # mypy takes the system it runs on for the only one.
        from platformdirs import PlatformDirs  # type: ignore[unreachable,unused-ignore]

        folders = PlatformDirs("pith", appauthor=False)
        return cls(
            config_dir=folders.user_config_path,
            data_dir=folders.user_data_path,
            cache_dir=folders.user_cache_path,
            state_dir=folders.user_state_path,
        )

    @classmethod
    def under(cls, folder: Path) -> UserPaths:
        """Everything below one folder, as `--user-dir` asks for."""
        folder = Path(os.path.abspath(folder))  # noqa: PTH100  # without looking at the disk
        return cls(
            config_dir=folder / "config",
            data_dir=folder / "data",
            cache_dir=folder / "cache",
            state_dir=folder / "state",
        )

    @property
    def settings_file(self) -> Path:
        return self.config_dir / "settings.toml"

    @property
    def keybindings_file(self) -> Path:
        return self.config_dir / "keybindings.toml"

    @property
    def extensions_dir(self) -> Path:
        return self.data_dir / "extensions"

    @property
    def log_file(self) -> Path:
        return self.state_dir / "pith.log"


def _xdg_folder(variable: str, usual: str) -> Path:
    """As platformdirs has it, whose import takes longer than reading all of a session."""
    base = os.environ.get(variable, "")
    if not os.path.isabs(base):  # noqa: PTH117
        base = str(Path.home() / usual)
    return Path(os.path.normpath(base)) / "pith"

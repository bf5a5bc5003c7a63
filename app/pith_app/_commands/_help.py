"""Settings, key bindings, help."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pith import __version__
from pith.base import Future
from pith_app._window._dialogs import Choice
from pith_app._window._tab import Tab

if TYPE_CHECKING:
    from pith_app._program import Program


def handlers(program: Program) -> Mapping[str, Callable[..., Any]]:
    """What handles each command."""

    def open_user_file(file: Path) -> Future[Tab]:
        return program.user_files.make(file).then(lambda made: program.documents.open(made))

    def show_folder() -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        folder = program.kernel.user.extensions_dir
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    return {
        "settings.open": lambda: open_user_file(program.user_files.settings_file),
        "keybindings.open": lambda: open_user_file(program.user_files.keybindings_file),
        "extensions.openFolder": show_folder,
        "help.about": lambda: _about(program),
    }


def _about(program: Program) -> None:
    import platform

    from PySide6 import __version__ as qt_version

    detail = (
        f"Version {__version__}\n"
        f"Python {platform.python_version()}, PySide6 {qt_version}, {platform.platform()}\n\n"
        f"Your files: {program.kernel.user.config_dir}\n"
        f"Log: {program.kernel.user.log_file}\n\n"
        "Icons: Codicons by Microsoft (CC BY 4.0), Material Icon Theme (MIT). "
        "Fonts: see resources/fonts."
    )
    program.dialogs.ask("Pith", detail, [Choice("", "OK", primary=True)])

"""Settings, key bindings, help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pith import __version__
from pith.base import Future
from pith_app._commands._handling import Handlers, handles
from pith_app._window._dialogs import Choice
from pith_app._window._tab import Tab

if TYPE_CHECKING:
    from pith_app._program import Program


class HelpCommands(Handlers):
    @handles("settings.open")
    def open_settings(self) -> Future[Tab]:
        return self._open_user_file(self.program.user_files.settings_file)

    @handles("keybindings.open")
    def open_key_bindings(self) -> Future[Tab]:
        return self._open_user_file(self.program.user_files.keybindings_file)

    def _open_user_file(self, file: Path) -> Future[Tab]:
        made = self.program.user_files.make(file)
        return made.then(lambda there: self.program.documents.open(there))

    @handles("extensions.openFolder")
    def open_extensions_folder(self) -> None:
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        folder = self.program.kernel.user.extensions_dir
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    @handles("help.about")
    def about(self) -> None:
        _about(self.program)


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

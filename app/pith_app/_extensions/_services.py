"""The host's services, over the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QGuiApplication

from pith.api import MessageAction, QuickPickItem, Severity
from pith.base import Future
from pith_app._extensions._decorations import DecorationAdapter
from pith_app._extensions._documents import WorkspaceAdapter
from pith_app._extensions._openers import Openers
from pith_app._extensions._status_items import StatusItems
from pith_app._extensions._view_containers import ViewContainers
from pith_app._pickers import AskText, PickOne
from pith_app._user_files import UserFiles
from pith_app._window._dialogs import Choice, Dialogs
from pith_app._window._notifications import NotificationCentre
from pith_app._window._outputs import Outputs
from pith_app._window._pick import QuickPick


class WindowAdapter:
    """WindowServices."""

    def __init__(
        self,
        notifications: NotificationCentre,
        dialogs: Dialogs,
        pick: Callable[[], QuickPick],
    ) -> None:
        self._notifications = notifications
        self._dialogs = dialogs
        self._pick = pick

    def notify(
        self, message: str, severity: Severity, actions: Sequence[MessageAction], source: str
    ) -> Future[str | None]:
        return self._notifications.notify(message, severity, actions, source)

    def ask_text(
        self,
        prompt: str,
        value: str,
        placeholder: str,
        validate: Callable[[str], str | None] | None,
        selection: tuple[int, int],
    ) -> Future[str | None]:
        source = AskText(prompt, placeholder, validate)
        self._pick().open(source, value, selection=selection)
        return source.answer

    def confirm(self, message: str, detail: str, confirm_label: str) -> Future[bool]:
        choices = [Choice("", "Cancel"), Choice("yes", confirm_label, primary=True)]
        return self._dialogs.ask(message, detail, choices).then(lambda choice: choice == "yes")

    def pick(self, items: Sequence[QuickPickItem], placeholder: str) -> Future[str | None]:
        source = PickOne(items, placeholder)
        self._pick().open(source)
        return source.answer

    def read_clipboard(self) -> str:
        return QGuiApplication.clipboard().text()

    def write_clipboard(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)


class OutputAdapter:
    """OutputServices."""

    def __init__(self, outputs: Outputs, show: Callable[[str], object]) -> None:
        self._outputs = outputs
        self._show = show

    def write(self, channel: str, line: str) -> None:
        self._outputs.write(channel, line)

    def show(self, channel: str) -> None:
        self._show(channel)

    def remove(self, channel: str) -> None:
        self._outputs.remove(channel)


class SettingsAdapter:
    """SettingsServices."""

    def __init__(self, files: UserFiles) -> None:
        self._files = files

    def write(self, changes: Mapping[str, object]) -> Future[None]:
        return self._files.write_settings(changes)


class ProgramServices:
    """All of them together: pith.host.HostServices."""

    def __init__(
        self,
        window: WindowAdapter,
        output: OutputAdapter,
        status: StatusItems,
        views: ViewContainers,
        openers: Openers,
        workspace: WorkspaceAdapter,
        settings: SettingsAdapter,
        decorations: DecorationAdapter,
    ) -> None:
        self._decorations = decorations
        self._window = window
        self._output = output
        self._status = status
        self._views = views
        self._openers = openers
        self._workspace = workspace
        self._settings = settings

    @property
    def window(self) -> WindowAdapter:
        return self._window

    @property
    def output(self) -> OutputAdapter:
        return self._output

    @property
    def status(self) -> StatusItems:
        return self._status

    @property
    def views(self) -> ViewContainers:
        return self._views

    @property
    def openers(self) -> Openers:
        return self._openers

    @property
    def workspace(self) -> WorkspaceAdapter:
        return self._workspace

    @property
    def decorations(self) -> DecorationAdapter:
        return self._decorations

    @property
    def settings(self) -> SettingsAdapter:
        return self._settings

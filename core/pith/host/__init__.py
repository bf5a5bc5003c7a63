"""Extensions: what they declare, how they are loaded, and how they are changed while they run."""

from pith.host._services import (
    HostServices,
    OutputServices,
    SettingsServices,
    StatusServices,
    TreeSource,
    ViewServices,
    WindowServices,
    WorkspaceServices,
)

__all__ = [
    "HostServices",
    "OutputServices",
    "SettingsServices",
    "StatusServices",
    "TreeSource",
    "ViewServices",
    "WindowServices",
    "WorkspaceServices",
]

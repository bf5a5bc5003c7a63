"""Extensions: what they declare, how they are loaded, and how they are changed while they run."""

from pith.host._before_save import SavingDocument
from pith.host._bisect import Bisection
from pith.host._costs import Cost, is_starting
from pith.host._discovery import Found, Origin, Root, find_extensions
from pith.host._errors import ExtensionFailure
from pith.host._events import HostEvents
from pith.host._folders import HostFolders
from pith.host._host import CHANNEL, ExtensionHost
from pith.host._keeping import Ending
from pith.host._kernel import KernelRegistries
from pith.host._manifest import MANIFEST_NAME, Manifest
from pith.host._points import (
    Contribution,
    ContributionItem,
    DecorationContribution,
    IconThemeContribution,
    OpenerContribution,
    PointHandler,
    StatusItemContribution,
    ViewContainerContribution,
    ViewContribution,
)
from pith.host._record import ExtensionRecord, ExtensionState
from pith.host._services import (
    DecorationHandle,
    DecorationServices,
    HostServices,
    OutputServices,
    SettingsServices,
    StatusServices,
    TreeSource,
    ViewServices,
    WidgetSource,
    WindowServices,
    WorkspaceServices,
)

__all__ = [
    "CHANNEL",
    "MANIFEST_NAME",
    "Bisection",
    "Contribution",
    "ContributionItem",
    "Cost",
    "DecorationContribution",
    "DecorationHandle",
    "DecorationServices",
    "Ending",
    "ExtensionFailure",
    "ExtensionHost",
    "ExtensionRecord",
    "ExtensionState",
    "Found",
    "HostEvents",
    "HostFolders",
    "HostServices",
    "IconThemeContribution",
    "KernelRegistries",
    "Manifest",
    "OpenerContribution",
    "Origin",
    "OutputServices",
    "PointHandler",
    "Root",
    "SavingDocument",
    "SettingsServices",
    "StatusItemContribution",
    "StatusServices",
    "TreeSource",
    "ViewContainerContribution",
    "ViewContribution",
    "ViewServices",
    "WidgetSource",
    "WindowServices",
    "WorkspaceServices",
    "find_extensions",
    "is_starting",
]

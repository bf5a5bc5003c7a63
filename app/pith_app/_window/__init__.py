"""The window and everything in it."""

from pith_app._window._buttons import IconButton
from pith_app._window._dialog import Choice, Dialogs
from pith_app._window._editors import EditorFactory, Editors, Place, Tab
from pith_app._window._find import FindBar, Finder
from pith_app._window._focus import give_focus
from pith_app._window._main_window import MainWindow, icon_data
from pith_app._window._menu_bar import MenuMaker
from pith_app._window._notifications import Notification, NotificationCentre
from pith_app._window._output import Outputs, OutputView
from pith_app._window._panel import Panel
from pith_app._window._pick import PickItem, PickSource, QuickPick, StaticSource
from pith_app._window._side_bar import Page, SideBar, ViewSection
from pith_app._window._status_bar import StatusBar, StatusItem
from pith_app._window._trees import TreeView
from pith_app._window._welcome import Welcome

__all__ = [
    "Choice",
    "Dialogs",
    "EditorFactory",
    "Editors",
    "FindBar",
    "Finder",
    "IconButton",
    "MainWindow",
    "MenuMaker",
    "Notification",
    "NotificationCentre",
    "OutputView",
    "Outputs",
    "Page",
    "Panel",
    "PickItem",
    "PickSource",
    "Place",
    "QuickPick",
    "SideBar",
    "StaticSource",
    "StatusBar",
    "StatusItem",
    "Tab",
    "TreeView",
    "ViewSection",
    "Welcome",
    "give_focus",
    "icon_data",
]

"""How Qt's objects end that extensions own, and which ones they left about."""

from __future__ import annotations

from collections.abc import Iterator
from weakref import WeakSet

from PySide6.QtCore import QMetaObject, QObject, QProcess, QThread, QTimer
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from pith.host import Ending

#: The widgets that are in some ledger.
_owned: WeakSet[QWidget] = WeakSet()


def _is_owned(widget: QWidget | None) -> bool:
    while widget is not None:
        if widget in _owned:
            return True
        widget = widget.parentWidget()
    return False


def qt_ending(thing: object) -> Ending | None:
    """How an object of Qt's ends: also where it was put into somebody else's widget."""
    if isinstance(thing, QMetaObject.Connection):
        return Ending(lambda: QObject.disconnect(thing), "connection")
    if not isinstance(thing, QObject):
        return None
    name = thing.objectName() if isValid(thing) else ""
    kind = type(thing).__name__
    if isinstance(thing, QWidget):
        _owned.add(thing)
    return Ending(lambda: _end(thing), f"{kind} {name}" if name else kind)


def _end(thing: QObject) -> None:
    if not isValid(thing):  # deleted already, with its parent for instance
        return
    if isinstance(thing, QWidget):
        _owned.discard(thing)
        thing.hide()
        thing.setParent(None)
    elif isinstance(thing, QAction):
        for widget in thing.associatedObjects():
            if isinstance(widget, QWidget):
                widget.removeAction(thing)
    elif isinstance(thing, QShortcut):
        thing.setEnabled(False)
    elif isinstance(thing, QTimer):
        thing.stop()
    elif isinstance(thing, QProcess):
        thing.kill()
    elif isinstance(thing, QThread):
        thing.requestInterruption()
        thing.quit()
        if thing.isRunning():
            # To delete one that runs would end the program.
            thing.finished.connect(thing.deleteLater)
            return
    else:
        for way in ("close", "abort"):  # sockets, servers, files
            method = getattr(thing, way, None)
            if callable(method):
                method()
                break
    if isValid(thing):
        thing.deleteLater()


def stray_widgets(start: str) -> Iterator[str]:
    """Widgets of classes whose modules' names begin with `start`, without those that end with the
    extension: they, or what they lie in, are in its ledger."""
    for widget in QApplication.allWidgets():
        if type(widget).__module__.startswith(start) and not _is_owned(widget):
            name = widget.objectName() or widget.windowTitle()
            yield f"widget {type(widget).__name__} {name}".strip()

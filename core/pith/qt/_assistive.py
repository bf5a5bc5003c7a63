"""What assistive technology is given: interfaces of widgets that paint themselves, and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible
from shiboken6 import Shiboken

from pith.base import report_exception

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleInterface
    from PySide6.QtWidgets import QWidget

_offered = False
_kept: list[QAccessibleInterface] = []


def offer_accessibles() -> None:
    """From now on a widget with a method `make_accessible` is described by what that returns.

    It is called once, when somebody asks for the widget. Qt owns what it returns, and deletes it
    after the widget: it must not hold the widget in turn. To be called before the first such
    widget is made, as what Qt has looked up it never looks up again.
    """
    global _offered
    if not _offered:
        _offered = True
        QAccessible.installFactory(_accessible_of)


def _accessible_of(class_name: str, widget: object) -> QAccessibleInterface | None:
    make = getattr(widget, "make_accessible", None)
    if make is None:
        return None
    try:
        found: QAccessibleInterface = make()
    except Exception as error:  # Qt asks from anywhere
        report_exception(error, f"in {type(widget).__name__}.make_accessible")
        return None
    # Qt's binding would delete what nobody holds, though Qt still has it.
    _kept[:] = [each for each in _kept if Shiboken.isValid(each)]
    _kept.append(found)
    return found


def announce(widget: QWidget, message: str, *, urgent: bool = False) -> None:
    """Have a message read out, if anybody is listening."""
    if QAccessible.isActive() and message:
        from PySide6.QtGui import QAccessibleAnnouncementEvent

        event = QAccessibleAnnouncementEvent(widget, message)
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

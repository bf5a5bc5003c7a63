"""What assistive technology is given: interfaces of widgets that paint themselves, and messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible

from pith.base import report_exception

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibleInterface
    from PySide6.QtWidgets import QWidget

_offered = False


def offer_accessibles() -> None:
    """From now on a widget with a method `make_accessible` is described by what that returns.

    It is called once, when somebody asks for the widget; Qt owns the object as long as there is
    the widget, which has to keep a reference. To be called before the first such widget is made:
    what Qt has looked up it never looks up again.
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
        found: QAccessibleInterface | None = make()
    except Exception as error:  # Qt asks from anywhere
        report_exception(error, f"in {type(widget).__name__}.make_accessible")
        return None
    return found


def announce(widget: QWidget, message: str, *, urgent: bool = False) -> None:
    """Have a message read out, if anybody is listening."""
    if QAccessible.isActive() and message:
        from PySide6.QtGui import QAccessibleAnnouncementEvent

        event = QAccessibleAnnouncementEvent(widget, message)
        if urgent:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

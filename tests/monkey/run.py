"""A sequence of events before a window of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.monkey.events import Event
from tests.monkey.invariants import check, check_pictures
from tests.monkey.session import MonkeySession

_PICTURE_EVERY = 4  # events


def run_events(
    application: QApplication,
    folder: Path,
    events: Sequence[Event],
    log: Callable[[str], object] = lambda operation: None,
) -> None:
    """Let events happen in a new window with files in `folder`, which is empty.

    Raises AssertionError as soon as something is not as it must be.
    """
    session = MonkeySession(application, folder)
    try:
        for number, event in enumerate(events, 1):
            log(repr(event))
            session.do(event)
            check(session, event)
            if number % _PICTURE_EVERY == 0:
                check_pictures(session)
        check_pictures(session)
        _check_undo(session)
    finally:
        session.close()


def _check_undo(session: MonkeySession) -> None:
    """Undo leads back to what each document began with, and redo to where it was."""
    session.focus()
    for document, started in zip(session.documents, session.started, strict=True):
        before = str(document.text)
        steps = 0
        while document.travel.undo():
            steps += 1
        assert str(document.text) == started, f"undone, {document.name} is not what it was"
        for _ in range(steps):
            assert document.travel.redo()
        assert str(document.text) == before, f"redone, {document.name} is not what it was"
    check_pictures(session)

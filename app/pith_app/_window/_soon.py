"""What a widget does when the event under way is over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def soon(owner: QObject, method: Callable[[], object]) -> None:
    """Call `method` when control returns to the event loop, unless `owner` is gone by then.

    QTimer.singleShot with an owner would hold the method, and all that it holds, for ever when
    the owner goes first.
    """
    timer = QTimer(owner, singleShot=True)
    timer.timeout.connect(method)
    timer.timeout.connect(timer.deleteLater)
    timer.start(0)

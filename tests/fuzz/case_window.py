"""A monkey before the real window."""

from __future__ import annotations

import atexit
import os
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.fuzz.harness import Log, case
from tests.support.fixtures import let_go_of_the_clipboard

_EVENTS = 400
_SHORTENING = float(os.environ.get("PITH_SHORTEN_SECONDS", "120"))


@case("monkey: before the real window")
def monkey(rng: random.Random, log: Log) -> None:
    """Any key, the mouse, other programs' edits, settings: see tests/monkey. A sequence that
    fails is shortened first, for two minutes at most."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtWidgets import QApplication

    from tests.monkey import Event, random_events, run_events, shortened

    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([])
        atexit.register(let_go_of_the_clipboard)

    def run(events: Sequence[Event], log: Log) -> None:
        with tempfile.TemporaryDirectory() as folder:
            run_events(application, Path(folder), events, log)

    def fails(events: Sequence[Event]) -> bool:
        try:
            run(events, Log())
        except Exception:
            return True
        return False

    events = random_events(rng, _EVENTS)
    try:
        run(events, log)
    except Exception:
        short = shortened(events[: len(log.operations)], fails, _SHORTENING)
        log.operations.clear()
        run(short, log)  # fails again, now with few operations
        raise

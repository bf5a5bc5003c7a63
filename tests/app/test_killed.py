"""The real program is killed while somebody types; what was typed is there at the next start."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests.support.killing import Killing
from tests.support.pith_process import Pith


def test_kill_after_kill_nothing_is_lost(tmp_path: Path) -> None:
    killing = Killing(tmp_path, seed=int.from_bytes(os.urandom(2)))
    for _ in range(4):
        killing.once()
    assert killing.keys > 0


def test_a_signal_to_end_keeps_what_is_not_saved(pith: Pith, tmp_path: Path) -> None:
    """As when the desktop's session ends: nothing can be asked."""
    killing = Killing(tmp_path, seed=1)
    killing.once(signal.SIGTERM)
    killing.once()

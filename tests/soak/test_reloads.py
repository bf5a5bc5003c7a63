"""A short soak: thirty reloads leave nothing but what one left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.soak.reloads import soaking


def test_thirty_reloads_leave_nothing(qapp: QApplication, tmp_path: Path) -> None:
    with soaking(tmp_path) as soak:
        soak.reload()
        soak.settle()
        before = soak.held()
        for _ in range(30):
            soak.reload()
        soak.settle()
        more = soak.held().beyond(before)
        assert more == {}
        assert soak.survivors() == 0
        assert soak.complaints() == []

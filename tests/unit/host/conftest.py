from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.extension_host import HostBench, host_bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[HostBench]:
    """A host on folders of its own, without a watcher: `bench.refresh` stands for it."""
    with host_bench(tmp_path) as made:
        yield made


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[HostBench]:
    """A host that hears of changes from the system."""
    with host_bench(tmp_path, watching=True) as made:
        yield made


@pytest.fixture
def open_window(watched: HostBench) -> HostBench:
    """A host that has started and is watching."""
    watched.start()
    watched.host.watch()
    assert watched.watcher is not None
    assert watched.watcher.settled().wait(10)
    watched.scheduler.run()
    return watched

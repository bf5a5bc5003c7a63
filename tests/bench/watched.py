"""Pith as it is, with a heartbeat: python -m tests.bench.watched REPORT.json [PITH'S ARGUMENTS…]

Twice a second it writes REPORT.json: `stalls`, pairs of when and how long, and `marks`, what the
start trace noted and when. Times are of time.monotonic(), in seconds.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

from pith_app import _run, _start_trace
from pith_app.__main__ import main

_marks: list[tuple[float, str]] = []


def _mark(step: str) -> None:
    _marks.append((time.monotonic(), step))


def _watch(report: Path) -> None:
    from tests.bench.heartbeat import Heartbeat

    heartbeat = Heartbeat()

    def write() -> None:
        while True:
            time.sleep(0.5)
            heartbeat.write(report, marks=_marks)

    threading.Thread(target=write, name="report", daemon=True).start()


def run() -> int:
    report = Path(sys.argv[1])
    make_application = _run.make_application

    def make_and_watch() -> object:
        application = make_application()
        _watch(report)
        return application

    _start_trace.mark = _mark  # before anything imports it by its name
    _run.mark = _mark  # type: ignore[attr-defined]
    _run.make_application = make_and_watch  # type: ignore[assignment]
    return main(sys.argv[2:])


if __name__ == "__main__":
    sys.exit(run())

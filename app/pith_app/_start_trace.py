"""When each step of the start was reached: for finding out what it costs.

`PITH_STARTUP_TRACE=FILE` writes a line a step: milliseconds since the process was started, and
the step's name.
"""

from __future__ import annotations

import os
import time

_file = os.environ.get("PITH_STARTUP_TRACE", "")
_marks: list[tuple[float, str]] = []


def mark(step: str) -> None:
    """Note that a step was reached."""
    if _file:
        _marks.append((time.clock_gettime(time.CLOCK_BOOTTIME), step))


def write() -> None:
    """Write what was noted."""
    if not _file:
        return
    with open("/proc/self/stat", encoding="ascii") as stat:
        ticks = int(stat.read().rpartition(")")[2].split()[19])
    started = ticks / os.sysconf("SC_CLK_TCK")
    with open(_file, "w", encoding="utf-8") as file:
        for moment, step in _marks:
            file.write(f"{(moment - started) * 1000:8.1f}  {step}\n")

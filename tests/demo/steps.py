"""Steps of a demonstration: each says what it shows, and whether and how fast it went well."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class StepFailed(Exception):
    """What was to be shown is not so."""


class Steps:
    """Prints a line a step. The first one that fails ends the demonstration."""

    def __init__(self) -> None:
        self.pictures: list[Path] = []

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Show `title` by what is done within; its time is that of the whole block."""
        started = time.perf_counter()
        try:
            yield
        except BaseException:
            print(f"FAIL  {title}", flush=True)
            raise
        print(f"ok    {title}  ({in_words(time.perf_counter() - started)})", flush=True)

    def show_pictures(self) -> None:
        print()
        for picture in self.pictures:
            print(picture)


def check(condition: object, message: str) -> None:
    """Raise StepFailed unless `condition` holds."""
    if not condition:
        raise StepFailed(message)


def in_words(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"

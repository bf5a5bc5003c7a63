"""Keys, scrolling and wrapping in texts of all kinds, in the window's process."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.harness import Row, case, percentile
from tests.bench.samples import log_lines, one_line, python_source
from tests.bench.screen import Stage, stage

BARE = "a bare QPlainTextEdit"
LINES = 100_000


def run(on: Stage, which: str, scenario: str, file: Path, folder: Path) -> dict[str, Any]:
    """What tests.bench.viewer prints."""
    with TemporaryDirectory(dir=folder) as user:
        done = subprocess.run(
            [sys.executable, "-m", "tests.bench.viewer", which, scenario, str(file), user],
            env=on.environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            timeout=300,
        )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def written(path: Path, *parts: bytes) -> Path:
    with path.open("wb") as file:
        for part in parts:
            file.write(part)
    return path


def many_lines() -> bytes:
    content = python_source(LINES * 60)
    end = 0
    for _ in range(LINES):
        end = content.index("\n", end) + 1
    return content[:end].encode()


@case("view: key press to paint, in texts of all kinds")
def keys() -> Iterator[Row]:
    """More than 500 keys each, half of them Backspace."""
    with TemporaryDirectory(prefix="pith-bench-") as name, stage() as on:
        folder = Path(name)
        small = written(folder / "small.py", python_source(40_000).encode())
        large = written(folder / "large.py", python_source(5_000_000).encode())
        log = written(folder / "large.log", *log_lines(100_000_000))
        line = written(folder / "line.json", *one_line(10_000_000))
        emoji = written(folder / "emoji.txt", ("😀" * 19_000).encode())
        bare = run(on, "bare", "type-middle", small, folder)["seconds"]
        yield Row.of(f"{BARE}, 40 kB Python", bare)
        for title, scenario, file in (
            ("40 kB Python", "type-middle", small),
            ("5 MB Python, in the middle", "type-middle", large),
            ("100 MB log, at its end", "type-end", log),
            ("10 MB in one line, in the middle", "type-line", line),
            ("19,000 emoji in one line, wrapped", "type-wrapped", emoji),
            ("1,000 carets in 5 MB Python", "type-carets", large),
        ):
            found = run(on, "pith", scenario, file, folder)["seconds"]
            yield Row.of(title, found, yardstick=(f"{BARE}, 40 kB", bare))


@case("view: frames of scrolling and of wrapping anew, 100,000 lines of Python")
def frames() -> Iterator[Row]:
    with TemporaryDirectory(prefix="pith-bench-") as name, stage() as on:
        folder = Path(name)
        file = written(folder / "lines.py", many_lines())
        for how in ("pages", "lines", "pixels"):
            for kind in ("plain", "wrapped"):
                scenario = f"scroll-{how}-{kind}"
                beside = None
                if how != "pixels":  # QPlainTextEdit scrolls by whole lines
                    beside = (BARE, run(on, "bare", scenario, file, folder)["seconds"])
                found = run(on, "pith", scenario, file, folder)["seconds"]
                yield Row.of(
                    f"scrolling by {how}, {'with word wrap' if kind == 'wrapped' else 'no wrap'}",
                    found,
                    yardstick=beside,
                    note=f"{1 / percentile(found, 50):.0f} frames a second",
                )
        bare = run(on, "bare", "narrow", file, folder)["seconds"]
        found = run(on, "pith", "narrow", file, folder)["seconds"]
        yield Row.of("another width, wrapped anew", found, yardstick=(BARE, bare))


@case("view: the minimap, beside none")
def minimap() -> Iterator[Row]:
    with TemporaryDirectory(prefix="pith-bench-") as name, stage() as on:
        folder = Path(name)
        file = written(folder / "lines.py", many_lines())
        for title, scenario in (
            ("key press to paint, in the middle", "type-middle"),
            ("scrolling by pages", "scroll-pages-plain"),
            ("scrolling by lines", "scroll-lines-plain"),
            ("scrolling by pixels", "scroll-pixels-plain"),
        ):
            without = run(on, "pith", scenario, file, folder)["seconds"]
            yield Row.of(f"{title}, without", without)
            found = run(on, "pith-minimap", scenario, file, folder)["seconds"]
            yield Row.of(f"{title}, with it", found, yardstick=("without", without))


@case("view: memory of an open line")
def memory() -> Iterator[Row]:
    with TemporaryDirectory(prefix="pith-bench-") as name, stage() as on:
        folder = Path(name)
        nothing = written(folder / "nothing.py", b"\n")
        file = written(folder / "lines.py", many_lines())
        taken = {
            which: [
                (
                    run(on, which, "type-middle", file, folder)["memory"]
                    - run(on, which, "type-middle", nothing, folder)["memory"]
                )
                * 1e6
                / LINES
                for _ in range(2)
            ]
            for which in ("bare", "pith")
        }
        yield Row.of(
            f"a line of Python, coloured, {len(many_lines()) / LINES:.0f} bytes in the file",
            taken["pith"],
            unit="bytes",
            scale=1,
            yardstick=(BARE, taken["bare"]),
        )

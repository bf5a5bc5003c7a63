"""The packages: how large they are, and how fast starts what they install."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.case_start import BARE, BARE_COMMAND, ROUNDS, SIZE, Starter, pith
from tests.bench.harness import CannotRun, Row, case, in_rounds
from tests.bench.samples import write_python
from tests.bench.screen import stage

PACKAGES = Path(__file__).resolve().parents[2] / "dist"
KINDS = (".deb", ".rpm", ".tar.gz", ".AppImage")

HERE = "text visible, from .venv"
INSTALLED = "text visible, as the .deb installs it"


def newest(kind: str) -> Path:
    """The package of this kind that was made last."""
    found = sorted(PACKAGES.glob(f"*{kind}"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise CannotRun(f"there is no {kind} in dist/: make installer")
    return found[-1]


@case("installed: size of the packages")
def measure_sizes() -> Iterator[Row]:
    for kind in KINDS:
        try:
            package = newest(kind)
        except CannotRun as reason:
            yield Row(kind, note=str(reason))
            continue
        yield Row.of(package.name, [package.stat().st_size], unit="MB", scale=1e-6)


@case("installed: from exec to the text of a 42 kB Python file on the screen")
def measure_start() -> Iterator[Row]:
    package = newest(".deb")
    with TemporaryDirectory(prefix="pith-bench-") as name, stage() as on:
        folder = Path(name)
        file = write_python(folder, SIZE)
        subprocess.run(["dpkg-deb", "--extract", package, folder / "root"], check=True)
        program = [str(folder / "root/usr/bin/pith")]
        starters = {
            BARE: Starter(on, BARE_COMMAND, folder / "bare"),
            HERE: Starter(on, pith(folder / "user-here"), folder / "here"),
            INSTALLED: Starter(
                on, pith(folder / "user-installed", program=program), folder / "installed"
            ),
        }
        for starter in starters.values():
            starter.calibrate(file)
        samples = in_rounds(
            {
                name: lambda starter=starter: starter.seconds(file)  # type: ignore[misc]
                for name, starter in starters.items()
            },
            ROUNDS,
        )
        note = f"under {on.manager}" if on.manager else "no window manager: install openbox"
        yield Row.of(f"text visible, {BARE}", samples[BARE], note=note)
        for title in (HERE, INSTALLED):
            yield Row.of(title, samples[title], yardstick=(BARE, samples[BARE]), note=note)
            yield from starters[title].phase_rows()

"""`make soak`: a thousand reloads, and what is left of them. Fails if anything is."""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

WARM = 0.2  # of the reloads, after which memory is looked at
#: Bytes a reload, beside the binding's: below this is what the allocator moves about, and lists
#: that have an end which a thousand reloads do not reach.
GROWTH = 2048


def main() -> int:
    arguments = argparse.ArgumentParser(prog="make soak", description=__doc__)
    arguments.add_argument("--reloads", type=int, default=1000)
    reloads = arguments.parse_args().reloads
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="pith-soak-") as name:
        base = Path(name)
        for variable in ("TMPDIR", "HOME", "XDG_RUNTIME_DIR"):
            folder = base / variable.lower()
            folder.mkdir(mode=0o700)
            os.environ[variable] = str(folder)
        tempfile.tempdir = None
        return soak(base, reloads)


def soak(base: Path, reloads: int) -> int:
    from tests.soak.extension import QT_CLASSES
    from tests.soak.measure import lost_by_the_binding, slope
    from tests.soak.reloads import soaking

    with soaking(base / "window") as running:
        running.reload()
        running.settle()
        before = running.held()
        for number in range(reloads):
            running.reload()
            running.note_memory()
            if (number + 1) % 100 == 0:
                print(f"{number + 1} reloads, {running.memory[-1] / 1e6:.1f} MB private")
        running.settle()
        more = running.held().beyond(before)
        survivors, complaints = running.survivors(), running.complaints()
        binding = QT_CLASSES * lost_by_the_binding()
    steady = running.memory[int(reloads * WARM) :]
    growth = slope(steady)
    print(f"median reload         {statistics.median(running.seconds) * 1000:.1f} ms")
    print(f"private memory        {steady[0] / 1e6:.1f} MB to {steady[-1] / 1e6:.1f} MB")
    print(f"slope over last {len(steady):4}  {growth:.0f} bytes a reload")
    print(
        f"    of it the binding's {binding:.0f}: Qt's classes that were derived from never go whole"
    )
    print(f"survivors             {survivors}")
    print(f"more than before      {more or 'nothing'}")
    for line in complaints[:20]:
        print(f"    {line}")
    is_well = not survivors and not more and not complaints and growth - binding < GROWTH
    print("nothing leaks" if is_well else "SOMETHING LEAKS")
    return 0 if is_well else 1


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    code = main()
    sys.stdout.flush()
    os._exit(code)  # Qt and Python do not like to be taken down together

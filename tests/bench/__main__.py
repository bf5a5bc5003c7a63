"""Run the benchmarks, print a table, write build/bench.json.

python -m tests.bench [WORD…]      cases whose name or file contains one of the words, or all
python -m tests.bench --list
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import subprocess
import sys
import time
import traceback
from dataclasses import asdict
from pathlib import Path

from tests.bench.harness import CannotRun, Case, Row, declared_cases

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "build" / "bench.json"


def machine() -> dict[str, object]:
    """What somebody must know who compares these numbers with others."""
    facts: dict[str, object] = {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }
    for key, file, field in (
        ("processor", "/proc/cpuinfo", "model name"),
        ("memory", "/proc/meminfo", "MemTotal"),
    ):
        try:
            lines = Path(file).read_text().splitlines()
        except OSError:
            continue
        found = [line.partition(":")[2].strip() for line in lines if line.startswith(field)]
        facts[key] = found[0] if found else ""
    if hasattr(os, "getloadavg"):
        facts["load before"] = round(os.getloadavg()[0], 2)
    from PySide6.QtCore import qVersion

    facts["qt"] = qVersion()
    return facts


def git(*arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def run(case: Case) -> tuple[list[Row], bool]:
    """The case's rows, and whether it did what it should."""
    try:
        return list(case.function()), True
    except CannotRun as why:
        return [Row("", note=f"not run: {why}")], True
    except Exception as error:
        traceback.print_exc()
        return [Row("", note=f"FAILED: {type(error).__name__}: {error}")], False


def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 1000 else f"{value:.3g}"


def table(rows: list[Row]) -> str:
    lines = [["", "median", "p99", "max", "unit", "ratio", "note"]]
    for row in rows:
        ratio = f"{row.ratio:.2f} of {row.yardstick}" if row.ratio is not None else ""
        figures = [number(row.median), number(row.p99), number(row.max)]
        lines.append([row.name, *figures, row.unit, ratio, row.note])
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if 1 <= column <= 3 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Runs benchmarks, into build/bench.json.")
    parser.add_argument("words", nargs="*", help="run the cases whose name or file has one")
    parser.add_argument("--list", action="store_true", help="name the cases and end")
    arguments = parser.parse_args()

    for file in sorted(Path(__file__).parent.glob("case_*.py")):
        importlib.import_module(f"tests.bench.{file.stem}")
    cases = [
        case
        for case in declared_cases().values()
        if not arguments.words
        or any(word in f"{case.function.__module__} {case.name}" for word in arguments.words)
    ]
    if arguments.list:
        print("\n".join(case.name for case in cases))
        return 0
    if not cases:
        print(f"no case has {' or '.join(arguments.words)} in its name; --list names them")
        return 2

    # With it, starting Python compiles what it imports each time, which no one's Pith does.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    facts = machine()
    print("\n".join(f"{key}: {value}" for key, value in facts.items()))
    if not os.environ.get("PITH_BENCH_DATA"):
        print("PITH_BENCH_DATA is not set: cases that need its files are left out")
    results = []
    passed = True
    for case in cases:
        print(f"\n{case.name}", flush=True)
        before = time.perf_counter()
        rows, good = run(case)
        passed &= good
        print(table(rows), flush=True)
        results.append(
            {
                "case": case.name,
                "seconds": round(time.perf_counter() - before, 1),
                "rows": [asdict(row) for row in rows],
            }
        )
    RESULTS.parent.mkdir(exist_ok=True)
    written = {
        "commit": git("rev-parse", "HEAD"),
        "uncommitted changes": bool(git("status", "--porcelain", "--untracked-files=no")),
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "machine": facts,
        "cases": results,
    }
    RESULTS.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"\nwritten to {RESULTS.relative_to(ROOT)}")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())

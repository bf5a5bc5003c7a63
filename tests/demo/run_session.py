"""A short real session without a display: what `make run` does where there is none.

    QT_QPA_PLATFORM=offscreen .venv/bin/python tests/demo/run_session.py OUT_DIR

Says of each step whether it went well, writes pictures into OUT_DIR and names them. The exit
status is 1 if a step fails.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


def main() -> int:
    if len(sys.argv) != 2:
        print("run_session.py: name the folder for the pictures", file=sys.stderr)
        return 2
    out = Path(sys.argv[1]).absolute()
    out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path[0] = str(REPOSITORY)
    from tests.demo.session import run_session

    return run_session(out)


if __name__ == "__main__":
    status = main()
    sys.stdout.flush()
    os._exit(status)  # as the program itself ends: Qt takes its time to take itself down

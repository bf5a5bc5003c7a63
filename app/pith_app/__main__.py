"""Where the program starts."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from pith_app._start_trace import mark


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the result is the exit status."""
    mark("main")
    from pith_app.cli import run

    return run(list(sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    sys.exit(main())

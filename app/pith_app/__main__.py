"""Where the program starts: `pith`, and `python -m pith_app`."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from pith_app._start_trace import mark


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments ask for (those of the process, unless given): the exit status."""
    mark("main")
    if arguments is None and getattr(sys, "frozen", False):
        from pith_app import _frozen

        _frozen.prepare()
        if _frozen.wants_python(sys.argv):
            from pith_app import _as_python

            return _as_python.run(_frozen.python_arguments(sys.argv))
        _frozen.hold_modules()
    from pith_app._command_line import run

    return run(sys.argv[1:] if arguments is None else arguments)


if __name__ == "__main__":
    sys.exit(main())

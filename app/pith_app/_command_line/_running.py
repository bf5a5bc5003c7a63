"""From the arguments to the exit status: 0 done, 1 it failed, 2 the arguments are wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from pith_app._arguments import UsageError, WindowOptions
from pith_app._command_line._reading import Request, read, read_targets


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; whatever goes wrong is one line on standard error."""
    try:
        request = read(arguments)
        if request.what == "window":
            return _show_window(request)
        return _run_without_window(request)
    except UsageError as error:
        return _complain(str(error), 2)
    except KeyboardInterrupt:
        return 130


def _show_window(request: Request) -> int:
    try:
        targets = read_targets(request.words)
    except FileNotFoundError:
        return _complain("the folder you are in is gone; change to another one", 1)
    from pith_app._run import run_window

    return run_window(WindowOptions(targets, request.everywhere))


def _run_without_window(request: Request) -> int:
    from pith.base import ProblemError
    from pith_app._command_line import _saying
    from pith_app._command_line._sub_commands import run_sub_command

    _saying.prepare()
    try:
        status = run_sub_command(request)
        _saying.finish()
    except ProblemError as error:
        for problem in error.problems:
            _saying.complain(str(problem))
        status = 1
    except BrokenPipeError:
        # Whoever reads has seen enough.
        _discard_output()
        return 0
    except _saying.OutputError as error:
        _discard_output()
        return _complain(f"what there is to say cannot be written: {error}", 1)
    except OSError as error:
        where = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        return _complain(f"{where}{error.strerror or error}", 1)
    return status


def _complain(message: str, status: int) -> int:
    from pith_app._command_line import _saying

    _saying.complain(message)
    return status


def _discard_output() -> None:
    """Python flushes standard output once more at its end, and would complain again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""What went wrong in an extension's code, where, and how it came to that."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple

from pith.base import Problem

#: What needs not be said: an error of this kind says enough.
WITHOUT_SAYING: Final = ("loading", "compiling")


class Failure(NamedTuple):
    """An exception of an extension, put into words. Nothing of the exception is kept alive."""

    problem: Problem
    #: The traceback, from the extension's first frame on, with line ends.
    text: str


def describe_failure(
    error: BaseException, what: str, folder: Path, function: Callable[..., object] | None = None
) -> Failure:
    """Describe `error`, which `what` ended with. The link goes to the innermost frame whose file
    lies in `folder`, or to `function` if the call itself did not fit it."""
    import traceback

    inside = str(folder) + os.sep
    first, last = _own_frames(error.__traceback__, inside)
    described = traceback.TracebackException(type(error), error, first or error.__traceback__)
    # A chain that the extension did not make is the host's way to it.
    text = "".join(described.format(chain=error.__cause__ is not None))
    headline = _headline(error)
    if what not in WITHOUT_SAYING:
        headline = f"{what}: {headline}"
    if isinstance(error, SyntaxError) and error.filename:
        text = "".join(described.format_exception_only())
        problem = Problem(headline, error.filename, error.lineno, error.offset)
    elif last is not None:
        code, line = last
        problem = Problem(headline, code, line)
    else:
        code_object = getattr(function, "__code__", None)
        if code_object is not None and code_object.co_filename.startswith(inside):
            problem = Problem(headline, code_object.co_filename, code_object.co_firstlineno)
        else:
            problem = Problem(headline, str(folder))
    return Failure(problem, text)


def _headline(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg}"
    try:
        message = str(error)
    except Exception:  # an exception class of the extension
        message = "(its message cannot be had)"
    first, _, more = message.partition("\n")
    return (
        f"{type(error).__name__}: {first}{' …' if more else ''}" if first else type(error).__name__
    )


def _own_frames(
    trace: TracebackType | None, inside: str
) -> tuple[TracebackType | None, tuple[str, int] | None]:
    """Where the extension's code begins in a traceback, and its innermost file and line."""
    first: TracebackType | None = None
    last: tuple[str, int] | None = None
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.startswith(inside):
            first = first or trace
            last = (filename, trace.tb_lineno)
        trace = trace.tb_next
    return first, last

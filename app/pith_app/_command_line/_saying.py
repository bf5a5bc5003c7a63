"""What the command line prints: answers on standard output, complaints on standard error."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any, TextIO


class OutputError(Exception):
    """Standard output takes no more: a full disk, for instance. The message says why."""


def prepare() -> None:
    """Let everything be printed that can be in a file's name, whatever the terminal knows."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            is_unicode = stream.encoding.lower().replace("-", "") == "utf8"
            stream.reconfigure(errors="surrogateescape" if is_unicode else "backslashreplace")


def say(line: str = "") -> None:
    """Print a line. Raises BrokenPipeError and OutputError."""
    _write(printable(line))


def say_json(data: Any) -> None:
    """Print JSON, in ASCII: valid wherever it goes, whatever is in the names of files."""
    _write(json.dumps(data, indent=2))


def finish() -> None:
    """Bring out what was printed. Raises BrokenPipeError and OutputError."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error.strerror or str(error)) from None


def complain(message: str) -> None:
    """Print one line on standard error, if there is one."""
    line = f"pith: {printable(message)}"
    with contextlib.suppress(OSError, ValueError):
        if sys.stderr is not None:
            _print(line, sys.stderr)


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns, each as wide as what is in it."""
    from pith.text import cell_width

    lines = [tuple(map(printable, row)) for row in (header, *rows)]
    columns = zip(*lines, strict=True)
    widths = [max(cell_width(cell, 8) for cell in column) for column in columns]
    for line in lines:
        padded = (
            cell + " " * (width - cell_width(cell, 8))
            for cell, width in zip(line, widths, strict=True)
        )
        _write("  ".join(padded).rstrip())


def printable(text: str) -> str:
    """`text` in one line and without what a terminal would obey: names come from anybody."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() or "\udc80" <= each <= "\udcff" else _spelled(each)
        for each in text
    )


def _spelled(character: str) -> str:
    return " " if character.isspace() else character.encode("unicode_escape").decode()


def _write(line: str) -> None:
    try:
        _print(line, sys.stdout)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error.strerror or str(error)) from None


def _print(line: str, stream: TextIO | None) -> None:
    if stream is not None:
        stream.write(line + "\n")

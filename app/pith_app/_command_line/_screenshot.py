"""`pith screenshot`: what to take a picture of, and where to."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from pith.base import Problem, ProblemError
from pith_app._arguments import WindowOptions, parse_target
from pith_app._command_line._surroundings import Surroundings
from pith_app._command_line._words import Given, Syntax

_SIZE: Final = (1400, 900)
_LEAST: Final = (300, 200)
_MOST: Final = 8000

_SCREENSHOT: Final = Syntax(
    "screenshot",
    needs=("OUT.png",),
    may_have=("PATH", "PATH"),  # a folder, and a file in it
    values=(("--size", "WxH"), ("--theme", "NAME")),
)


def _take(given: Given, surroundings: Surroundings) -> int:
    output = Path(os.path.abspath(given.arguments[0]))  # noqa: PTH100
    if output.suffix.lower() != ".png":
        raise _SCREENSHOT.wrong(f"{output.name} does not end in .png")
    size = _size(given.values["--size"]) if "--size" in given.values else _SIZE
    targets = tuple(parse_target(path) for path in given.arguments[1:])
    for target in targets:
        if not os.path.lexists(target.path):
            raise ProblemError(Problem("is not there", str(target.path)))
    if not output.parent.is_dir():
        raise ProblemError(Problem("is not there", str(output.parent), advice="make it first"))
    from pith_app._screenshot import take_screenshot

    options = WindowOptions(targets, surroundings.options)
    return take_screenshot(options, output, size, given.values.get("--theme"))


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if width.isdecimal() and height.isdecimal() and len(text) < 20:
        size = int(width), int(height)
        if size[0] >= _LEAST[0] and size[1] >= _LEAST[1] and max(size) <= _MOST:
            return size
    least, most = "x".join(map(str, _LEAST)), f"{_MOST}x{_MOST}"
    raise _SCREENSHOT.wrong(f"{text} is no size from {least} to {most}")


ACTIONS: Final = ((_SCREENSHOT, _take),)

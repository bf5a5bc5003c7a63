"""Which modules a module's own code imports, read off its compiled form."""

from __future__ import annotations

import dis
from collections.abc import Iterator
from types import CodeType
from typing import Final

_IMPORT_NAME: Final = dis.opmap["IMPORT_NAME"]


def imported_by(code: CodeType) -> list[str]:
    """The modules that a module's own code imports absolutely, not that of its functions."""
    return [name for level, name, _ in _imports(code) if level == 0]


def possible_modules(code: CodeType, package: str) -> Iterator[str]:
    """The absolute names of all modules that the code of a module in `package` may import at its
    top: what it names, and what it takes from that, which may be a module or not."""
    for level, name, taken in _imports(code):
        start = package.split(".") if level else []
        if level > 1:
            start = start[: len(start) - level + 1]
        base = ".".join([*start, name] if name else start)
        if base:
            yield base
        yield from (f"{base}.{each}" if base else each for each in taken)


def _imports(code: CodeType) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """(level, name, what is taken from it) of each import statement."""
    if _IMPORT_NAME not in code.co_code[::2]:
        return  # most pieces of a module; looking closer takes a hundred times as long
    instructions = list(dis.get_instructions(code))
    for level, taken, each in zip(instructions, instructions[1:], instructions[2:], strict=False):
        if each.opname == "IMPORT_NAME" and isinstance(level.argval, int):
            names = taken.argval if isinstance(taken.argval, tuple) else ()
            yield level.argval, str(each.argval), tuple(map(str, names))

"""Macros: what was done, as Python that does it again."""

from __future__ import annotations

import math
from collections.abc import Collection

from pith.base import OnDispose
from pith.commands._bus import CommandBus
from pith.commands._command import Execution, Outcome

_MAX_DEPTH = 20
_WORTH_RECORDING = (Outcome.DONE, Outcome.PENDING)


class Recorder:
    """Writes down what a bus executes until it is disposed.

    What commands call in turn is not written down, since calling them calls it again; nor what
    was refused, failed or found nothing to do, nor the commands in `ignored` (those that start
    and stop recordings, and those that only open a palette).
    """

    def __init__(self, bus: CommandBus, ignored: Collection[str] = ()) -> None:
        self._ignored = frozenset(ignored)
        self._lines: list[str] = []
        self._connection: OnDispose = bus.executed.connect(self._observe)

    def dispose(self) -> None:
        """Stop recording; the text stays."""
        self._connection.dispose()

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def text(self) -> str:
        """Python statements over a variable `bus`, one a line."""
        return "".join(f"{line}\n" for line in self._lines)

    def _observe(self, execution: Execution) -> None:
        if (
            execution.depth == 0
            and execution.outcome in _WORTH_RECORDING
            and execution.command not in self._ignored
        ):
            self._lines.append(statement_of(execution))


def statement_of(execution: Execution) -> str:
    """The call that repeats an execution, or a comment if its arguments cannot be written."""
    strange = [name for name, value in execution.arguments.items() if not _is_plain(value)]
    if strange:
        named = ", ".join(map(repr, strange))
        return f"# {execution.command} took arguments that are not plain data: {named}"
    written = [literal_of(execution.command)]
    others: dict[str, object] = {}
    for name, value in execution.arguments.items():
        if name.isidentifier() and not _is_keyword(name):
            written.append(f"{name}={literal_of(value)}")
        else:
            others[name] = value
    if others:
        written.append(f"**{literal_of(others)}")
    return f"bus.execute({', '.join(written)})"


def literal_of(value: object) -> str:
    """Plain data as Python, with double quotes wherever that needs no escaping."""
    if isinstance(value, dict):
        pairs = (f"{literal_of(key)}: {literal_of(each)}" for key, each in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(literal_of, value)) + "]"
    if isinstance(value, tuple):
        return "(" + "".join(f"{literal_of(each)}, " for each in value).rstrip() + ")"
    text = repr(value)
    if isinstance(value, str) and '"' not in text:
        return f'"{text[1:-1]}"'
    return text


def _is_keyword(name: str) -> bool:
    import keyword

    return keyword.iskeyword(name)


def _is_plain(value: object, depth: int = 0) -> bool:
    if value is None or type(value) in (bool, int, str, bytes):
        return True
    if type(value) is float:
        return math.isfinite(value)
    if depth >= _MAX_DEPTH:
        return False
    if type(value) in (list, tuple):
        assert isinstance(value, (list, tuple))
        return all(_is_plain(each, depth + 1) for each in value)
    if type(value) is dict:
        return all(
            _is_plain(key, depth + 1) and _is_plain(each, depth + 1) for key, each in value.items()
        )
    return False

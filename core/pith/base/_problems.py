"""What is wrong with something a person wrote: where, what was expected, what to do."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    ERROR = "error"
    WARNING = "warning"


class Problem(NamedTuple):
    """One fault in a manifest, a setting, a key binding, a file or a message.

    `source` names the file (or what else it was found in); `line` and `column` count from 1 and
    are None where they mean nothing.
    """

    message: str
    source: str = ""
    line: int | None = None
    column: int | None = None
    advice: str = ""
    severity: Severity = Severity.ERROR

    @property
    def location(self) -> str:
        """`source:line:column`, as far as it is known."""
        parts = [self.source] if self.source else []
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)

    def __str__(self) -> str:
        head = f"{self.location}: {self.message}" if self.location else self.message
        return f"{head} ({self.advice})" if self.advice else head


class ProblemError(Exception):
    """Something could not be taken; `problems` says why, one entry a fault."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems

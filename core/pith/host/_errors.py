"""How the host says that an extension's code went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pith.base import Problem

if TYPE_CHECKING:
    from pith.host._tracebacks import Failure


class ExtensionFailure(Exception):
    """An extension's code raised. It was reported; this says so to the caller.

    It refers to nothing of the extension, so that holding on to it keeps no version alive.
    """

    def __init__(self, extension_id: str, problem: Problem) -> None:
        super().__init__(problem.message)
        self.extension_id = extension_id
        self.problem = problem


class RefusedError(Exception):
    """A version does not run. `problems` say why; `failure` has the traceback, if there is one;
    `extension_id` says whose it is, where several are changed together."""

    def __init__(
        self,
        problems: tuple[Problem, ...],
        failure: Failure | None = None,
        extension_id: str = "",
    ) -> None:
        super().__init__(problems[0].message)
        self.problems = problems
        self.failure = failure
        self.extension_id = extension_id


class SnapshotError(RefusedError):
    """The version that runs could not hand over its state: it is to blame, not the new one."""

"""What everything stands on: ownership, signals, time, and errors a person can act on."""

from pith.base._cancel import Cancelled, CancelToken
from pith.base._disposable import Disposable, DisposalError, OnDispose, Scope
from pith.base._future import Future, Pending
from pith.base._headless import ManualScheduler
from pith.base._memory import release_memory
from pith.base._problems import Problem, ProblemError, Severity
from pith.base._reporting import report_exception, set_exception_reporter
from pith.base._scheduling import Progress, Scheduler, SilentProgress, Worker
from pith.base._signal import Signal
from pith.base._threads import ThreadWorker
from pith.base._toml_positions import TomlPositions, TomlStatement, parse_toml, toml_line

__all__ = [
    "CancelToken",
    "Cancelled",
    "Disposable",
    "DisposalError",
    "Future",
    "ManualScheduler",
    "OnDispose",
    "Pending",
    "Problem",
    "ProblemError",
    "Progress",
    "Scheduler",
    "Scope",
    "Severity",
    "Signal",
    "SilentProgress",
    "ThreadWorker",
    "TomlPositions",
    "TomlStatement",
    "Worker",
    "parse_toml",
    "release_memory",
    "report_exception",
    "set_exception_reporter",
    "toml_line",
]

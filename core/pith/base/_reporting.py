"""Where an exception goes that no caller can be given."""

from __future__ import annotations

import sys
from collections.abc import Callable

ExceptionReporter = Callable[[BaseException, str], None]


def _to_standard_error(error: BaseException, during: str) -> None:
    import traceback

    print(f"pith: error {during}", file=sys.stderr)  # noqa: T201
    traceback.print_exception(error)


_reporter: ExceptionReporter = _to_standard_error


def report_exception(error: BaseException, during: str) -> None:
    """Hand over an exception that must not travel further; `during` says what was going on.

    For callbacks, listeners and overrides of Qt's methods: places whose caller can do nothing
    about the error and must go on.
    """
    try:
        _reporter(error, during)
    except Exception as second:
        _to_standard_error(error, during)
        _to_standard_error(second, "while reporting that error")


def set_exception_reporter(reporter: ExceptionReporter | None) -> ExceptionReporter:
    """Install what report_exception calls (None: standard error); returns the one before."""
    global _reporter
    before = _reporter
    _reporter = _to_standard_error if reporter is None else reporter
    return before

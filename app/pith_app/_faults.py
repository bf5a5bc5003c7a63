"""Where exceptions end up that nobody handles: log, panel and a notification; never a crash."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from pith.base import Cancelled, OnDispose, ProblemError, set_exception_reporter
from pith_app._log import Log

Show = Callable[[str, str], object]
"""Called on the window's thread with one line that says what went wrong, and with the owner."""


class Faults:
    """Catches what would be printed or lost otherwise, and says whose fault it is."""

    def __init__(self, log: Log, owners: Callable[[str], str | None]) -> None:
        self._log = log
        self._owners = owners
        self.show: Show | None = None
        self.soon: Callable[[Callable[[], object]], object] | None = None
        self._recent: dict[str, int] = {}

    def report(self, error: BaseException, during: str) -> None:
        """Log an exception with its traceback, and tell the person once for each place."""
        import traceback

        if isinstance(error, Cancelled):
            return
        if isinstance(error, ProblemError):
            text, trace = str(error), ""
        else:
            text = f"{type(error).__name__}: {error}"
            trace = "".join(traceback.format_exception(error)).rstrip()
        owner = self._owner(error.__traceback__)
        whose = f" ({owner})" if owner else ""
        self._log.error(f"{during}{whose}: {text}" + (f"\n{trace}" if trace else ""))
        place = f"{during}{text}"
        self._recent[place] = self._recent.get(place, 0) + 1
        if self.show is not None and self.soon is not None and self._recent[place] <= 3:
            show = self.show
            self.soon(lambda: show(f"{text} — {during}", owner or ""))

    def _owner(self, trace: TracebackType | None) -> str | None:
        """The extension in whose code it happened: the innermost frame that is one's."""
        found = None
        while trace is not None:
            owner = self._owners(trace.tb_frame.f_code.co_filename)
            found = owner or found
            trace = trace.tb_next
        return found

    def install(self) -> OnDispose:
        """Take over from Python's and the kernel's own hooks; the result gives them back."""
        before = set_exception_reporter(self.report)
        hook, thread_hook = sys.excepthook, threading.excepthook
        unraisable = sys.unraisablehook

        def on_exception(
            kind: type[BaseException], error: BaseException, trace: TracebackType | None
        ) -> None:
            if issubclass(kind, KeyboardInterrupt):
                hook(kind, error, trace)
            else:
                self.report(error, "in a callback")

        def in_thread(arguments: threading.ExceptHookArgs) -> None:
            if arguments.exc_value is not None:
                name = arguments.thread.name if arguments.thread is not None else "a thread"
                self.report(arguments.exc_value, f"in {name}")

        def on_unraisable(arguments: sys.UnraisableHookArgs) -> None:
            if arguments.exc_value is not None:
                self.report(arguments.exc_value, arguments.err_msg or "in a destructor")

        sys.excepthook = on_exception
        threading.excepthook = in_thread
        sys.unraisablehook = on_unraisable

        def restore() -> None:
            set_exception_reporter(before)
            sys.excepthook = hook
            threading.excepthook = thread_hook
            sys.unraisablehook = unraisable

        return OnDispose(restore)


def install_qt_messages(log: Log) -> OnDispose:
    """Write Qt's own warnings to the log instead of standard error."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    levels = {
        QtMsgType.QtDebugMsg: "debug",
        QtMsgType.QtInfoMsg: "debug",
        QtMsgType.QtWarningMsg: "warning",
        QtMsgType.QtCriticalMsg: "error",
        QtMsgType.QtFatalMsg: "error",
    }

    def on_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        log(levels.get(kind, "warning"), f"Qt: {message}")
        if kind == QtMsgType.QtFatalMsg:
            sys.stderr.write(f"pith: {message}\n")

    before = qInstallMessageHandler(on_message)
    return OnDispose(lambda: qInstallMessageHandler(before))

"""Running the window, from the first import of Qt to the exit status."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING

from pith.base import OnDispose
from pith_app import _memory
from pith_app._arguments import GlobalOptions, WindowOptions
from pith_app._module_cache import ModuleCache
from pith_app._start_trace import mark
from pith_app.paths import UserPaths, bundled_data

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


#: Seconds after which a thread that computes gives way to the window's. With Python's 5 ms one key
#: press in a hundred took 20 ms while a worker was busy, with this 10 ms; with much less the
#: worker would interrupt every key press.
SWITCH_INTERVAL = 0.002


def user_paths(options: GlobalOptions) -> UserPaths:
    """The person's folders, as the options have them."""
    if options.user_dir is not None:
        return UserPaths.under(options.user_dir)
    try:
        return UserPaths.default()
    except RuntimeError:  # Path.home() finds none
        from pith_app._arguments import UsageError

        raise UsageError("you have no home folder here; say --user-dir DIR") from None


def prepare_qt() -> None:
    """Import Qt the short way."""
    # Fontconfig looks for its cache nowhere else, and complains at every start.
    home = os.path.expanduser("~")  # noqa: PTH111
    if home != "~":
        os.environ.setdefault("HOME", home)
    from pith_app import _quick_qt

    _quick_qt.prepare()


def has_display() -> bool:
    """Whether there is anything to show a window on."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return _wayland_answers(os.environ.get("WAYLAND_DISPLAY", "")) or _answers(
        os.environ.get("DISPLAY", "")
    )


def _wayland_answers(display: str) -> bool:
    """Whether there is a compositor behind a name such as "wayland-0", as the protocol has it."""
    if not display:
        return False
    import socket

    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect(os.path.join(folder, display))  # noqa: PTH118
        except OSError:
            return False
    return True


def _answers(display: str) -> bool:
    """Whether there is an X server behind a name such as ":0", as far as that is quickly known.

    Qt ends the process where there is none, as in a terminal that outlived its desktop.
    """
    host, colon, number = display.rpartition(":")
    if not colon or host not in ("", "unix"):
        return bool(display)
    path = f"/tmp/.X11-unix/X{number.partition('.')[0]}"
    if os.path.exists(path):  # noqa: PTH110
        return True
    import socket

    with socket.socket(socket.AF_UNIX) as connection:
        try:
            connection.connect("\0" + path)
        except OSError:
            return False
    return True


def make_application() -> QApplication:
    """The one QApplication, with what must be set before and after it is made."""
    from PySide6.QtWidgets import QApplication

    QApplication.setStyle("fusion")
    QApplication.setApplicationName("Pith")
    QApplication.setDesktopFileName("pith")
    application = QApplication([sys.argv[0] if sys.argv else "pith"])
    application.setQuitOnLastWindowClosed(False)
    return application


def run_window(options: WindowOptions) -> int:
    """Show the window until it is closed."""
    if not has_display():
        print(
            "pith: there is no display here; `pith screenshot` and the other commands need none",
            file=sys.stderr,
        )
        return 1
    _memory.before_start()
    sys.setswitchinterval(SWITCH_INTERVAL)
    user = user_paths(options.everywhere)
    modules = ModuleCache(user.cache_dir / "modules.marshal")
    modules.install()
    prepare_qt()
    import PySide6.QtWidgets

    del PySide6
    mark("Qt imported")
    from pith_app._faults import Faults
    from pith_app._log import Log
    from pith_app._program import Program

    mark("program imported")
    application = make_application()
    mark("application")
    log = Log()
    faults = Faults(log, lambda filename: owner_of(filename, options, user))
    hooks = faults.install()
    program = Program(application, options, user, bundled_data(), log, faults)
    program.modules = modules
    program.start()
    stop = _close_on_signals(program)
    if os.environ.get("PITH_STARTUP_TRACE"):
        from pith_app import _start_trace

        program.ready.on_done(lambda _: _start_trace.write())
    status = application.exec()
    stop.dispose()
    log.sink = None
    program.dispose()
    hooks.dispose()
    if sys.stdout is not None:  # a desktop may start it without
        sys.stdout.flush()
    # Threads may wait for a dead disk, and Qt takes its time to take itself down.
    os._exit(status)


def owner_of(filename: str, options: WindowOptions, user: UserPaths) -> str | None:
    """The extension that a source file belongs to, by the folder it lies in."""
    roots = (user.extensions_dir, bundled_data().extensions, *options.everywhere.extensions_dirs)
    developed = options.everywhere.develop
    if developed is not None and filename.startswith(str(developed) + os.sep):
        return developed.name
    for root in roots:
        prefix = str(root) + os.sep
        if filename.startswith(prefix):
            return filename[len(prefix) :].partition(os.sep)[0]
    return None


def _close_on_signals(program: object) -> OnDispose:
    """Ctrl+C and a polite kill close the window: nothing is asked, and the session is kept."""
    import socket

    from PySide6.QtCore import QSocketNotifier

    from pith_app._program import Program

    assert isinstance(program, Program)
    reading, writing = socket.socketpair()
    reading.setblocking(False)
    writing.setblocking(False)
    # Python's handlers run between two of its instructions, and the event loop has none: the
    # byte that a signal writes wakes it.
    before = signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)

    def on_signal(*_: object) -> None:
        program.scheduler.call_soon(program.ending.end)

    def wake() -> None:
        with contextlib.suppress(BlockingIOError):
            reading.recv(64)

    notifier.activated.connect(wake)
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    handlers = {number: signal.signal(number, on_signal) for number in numbers}

    def restore() -> None:
        signal.set_wakeup_fd(before)
        for number, handler in handlers.items():
            signal.signal(number, handler)
        notifier.setEnabled(False)
        reading.close()
        writing.close()

    return OnDispose(restore)

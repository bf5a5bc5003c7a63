"""A picture of the window, as the program itself paints it, for `pith screenshot`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from pith.base import Future, Problem, ProblemError
from pith_app import _run
from pith_app._arguments import WindowOptions
from pith_app.paths import UserPaths, bundled_data

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication


_PATIENCE = 60.0  # seconds
#: The picture counts when for so many seconds nothing was different, looked at from time to time,
#: and for so large a share of the time that everything else took to come: what is still to come,
#: such as colours, takes longer where that did.
_QUIET = 0.3
_SHARE = 0.5
_DISTANCE = 0.1


def take_screenshot(
    options: WindowOptions, output: Path, size: tuple[int, int], theme: str | None = None
) -> int:
    """Write the window as PNG when its text is coloured and its extensions have started.

    It is painted without a display, unless QT_QPA_PLATFORM names one, with the person's settings
    and extensions, but without their session: that is neither shown nor changed. Raises
    ProblemError; if all went well it ends the process.
    """
    from tempfile import TemporaryDirectory

    if not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _run.prepare_qt()
    application = _run.make_application()
    with TemporaryDirectory(prefix="pith-screenshot-", ignore_cleanup_errors=True) as state:
        user = _run.user_paths(options.everywhere)._replace(state_dir=Path(state))
        picture = _Picture(application, options, user, size, theme)
        try:
            _write(picture.take(), output)
        finally:
            picture.dispose()
    sys.stdout.flush()
    os._exit(0)  # as the window does: a thread may wait for a dead disk


class _Picture:
    """A window without a display, and waiting until it has all that it will show."""

    def __init__(
        self,
        application: QApplication,
        options: WindowOptions,
        user: UserPaths,
        size: tuple[int, int],
        theme: str | None,
    ) -> None:
        from PySide6.QtCore import QEventLoop

        from pith_app._faults import Faults
        from pith_app._log import Log
        from pith_app._program import Program

        log = Log()
        faults = Faults(log, lambda filename: _run.owner_of(filename, options, user))
        self._hooks = faults.install()
        self._program = Program(application, options, user, bundled_data(), log, faults)
        self._size = size
        self._theme = theme
        self._loop = QEventLoop()
        self._last: QImage | None = None
        self._began = self._changed = monotonic()
        self._problem: Problem | None = None

    def take(self) -> QImage:
        """The window as it is when nothing changes any more. Raises ProblemError."""
        program = self._program
        program.start()
        program.window.showNormal()
        program.window.resize(*self._size)
        program.ready.on_done(self._started)
        late = program.scheduler.call_later(_PATIENCE, self._loop.quit)
        self._loop.exec()
        late.dispose()
        if self._problem is not None:
            raise ProblemError(self._problem)
        if self._last is None:
            raise ProblemError(Problem(f"the window was not ready after {_PATIENCE:.0f} s"))
        return self._last

    def dispose(self) -> None:
        self._program.dispose()
        self._hooks.dispose()

    def _started(self, ready: Future[None]) -> None:
        # Only now: extensions have themes, too.
        themes = self._program.kernel.themes
        if self._theme is None:
            self._look()
        elif themes.get(self._theme) is not None:
            self._program.appearance.preview(self._theme)
            self._look()
        else:
            names = ", ".join(theme.name for theme in themes.all())
            self._problem = Problem(f"there is no theme {self._theme}", advice=f"there are {names}")
            self._loop.quit()

    def _look(self) -> None:
        picture = self._program.window.grab().toImage()
        now = monotonic()
        if picture != self._last:
            self._last, self._changed = picture, now
        if now - self._changed >= max(_QUIET, (self._changed - self._began) * _SHARE):
            self._loop.quit()
        else:
            self._program.scheduler.call_later(_DISTANCE, self._look)


def _write(picture: QImage, output: Path) -> None:
    from PySide6.QtCore import QBuffer

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload,unused-ignore]
    try:
        output.write_bytes(bytes(buffer.data().data()))
    except OSError as error:
        raise ProblemError(Problem(f"cannot be written: {error.strerror}", str(output))) from None

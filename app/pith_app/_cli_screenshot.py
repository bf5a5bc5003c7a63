"""`pith screenshot`: a picture of the window, as the program itself paints it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pith_app._arguments import GlobalOptions, UsageError, WindowOptions, parse_target

if TYPE_CHECKING:
    from pith_app._program import Program

_TIMEOUT = 20.0
_STILL = 0.3


def run_screenshot(arguments: list[str], everywhere: GlobalOptions) -> int:
    """Write a picture of the window when its text is coloured and extensions have started."""
    given: list[str] = []
    size, theme, rest = (1400, 900), "", list(arguments)
    while rest:
        argument = rest.pop(0)
        option, equals, value = argument.partition("=")
        if option in ("--size", "--theme"):
            if not equals:
                if not rest:
                    raise UsageError(f"screenshot: {option} needs a value")
                value = rest.pop(0)
            if option == "--size":
                size = _size(value)
            else:
                theme = value
        elif argument.startswith("-"):
            raise UsageError(f"screenshot takes no {argument}")
        else:
            given.append(argument)
    if not given or len(given) > 2:
        raise UsageError("screenshot needs the name of a PNG file, and takes a PATH to show")
    output = Path(given[0]).absolute()
    if output.suffix.lower() != ".png":
        raise UsageError(f"screenshot writes PNG files: {output.name} should end in .png")
    if not output.parent.is_dir():
        print(f"pith: there is no folder {output.parent}", file=sys.stderr)
        return 1
    targets = (parse_target(given[1]),) if len(given) == 2 else ()
    return _take(output, WindowOptions(targets, everywhere), size, theme)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if width.isdecimal() and height.isdecimal():
        size = int(width), int(height)
        if 300 <= size[0] <= 8000 and 200 <= size[1] <= 8000:
            return size
    raise UsageError(f"--size is WIDTHxHEIGHT, 1400x900 for instance, and not {text}")


def _take(output: Path, options: WindowOptions, size: tuple[int, int], theme: str) -> int:
    from pith_app import _run

    if not _run.has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _run.prepare_qt()
    from PySide6.QtCore import QEventLoop

    from pith_app._faults import Faults
    from pith_app._log import Log
    from pith_app._program import Program
    from pith_app.paths import bundled_data

    application = _run.make_application()
    user = _run.user_paths(options.everywhere)
    log = Log()
    faults = Faults(log, lambda filename: _run.owner_of(filename, options, user))
    faults.install()
    missing = [target for target in options.targets if not target.path.exists()]
    if missing:
        print(f"pith: there is no {missing[0].path}", file=sys.stderr)
        return 1
    program = Program(application, options, user, bundled_data(), log, faults)
    if theme:
        if program.kernel.themes.get(theme) is None:
            names = ", ".join(each.name for each in program.kernel.themes.all())
            print(f"pith: there is no theme {theme}; there are {names}", file=sys.stderr)
            return 1
        program.look.set_theme(program.kernel.load_theme(theme))
        program.appearance.preview(theme)
    program.start()
    program.window.setWindowState(program.window.windowState().WindowNoState)
    program.window.resize(*size)
    loop = QEventLoop()
    _when_still(program, loop)
    program.scheduler.call_later(_TIMEOUT, loop.quit)
    loop.exec()
    saved = program.window.grab().save(str(output))
    if not saved:
        print(f"pith: {output} cannot be written", file=sys.stderr)
    sys.stdout.flush()
    os._exit(0 if saved else 1)


def _when_still(program: Program, loop: object) -> None:
    """Leave `loop` when the start is over and nothing has been coloured for a moment."""
    from PySide6.QtCore import QEventLoop

    from pith.base import Disposable

    assert isinstance(loop, QEventLoop)
    waiting: list[Disposable] = []

    def restart(*_: object) -> None:
        while waiting:
            waiting.pop().dispose()
        waiting.append(program.scheduler.call_later(_STILL, loop.quit))

    def ready(_: object) -> None:
        widget = program.editors.active_widget
        if widget is not None:
            highlighter = program.highlighters.of(widget.view.document)
            if highlighter is not None:
                highlighter.changed.connect(restart)
        restart()

    program.ready.on_done(ready)

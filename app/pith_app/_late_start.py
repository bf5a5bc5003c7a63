"""What is left of the start when the text is on the screen, in steps of a frame or so."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon, QPixmap

from pith.base import Cancelled, CancelToken, Disposable, Future, report_exception
from pith_app._start_trace import mark

if TYPE_CHECKING:
    from pith_app._program import Program

_LONGEST_COLOURING = 0.2
"""Seconds that extensions wait for colours: there may be none to come."""


def start_the_rest(program: Program) -> None:
    """Menus, icons, fonts and colours; then extensions; then what only listens."""
    mark("first paint")
    imported: list[str] = []
    if program.modules is not None:
        imported = program.modules.imported()
        program.modules.remove()
    _show_menus(program)
    mark("menu bar")
    _show_icons(program)
    mark("icons")
    program.appearance.load_more_fonts(program.kernel.resource("fonts"))
    program.highlighters.start()
    mark("highlighting")
    _when_coloured(program, lambda: _import_extensions(program, imported))


def _when_coloured(program: Program, then: Callable[[], object]) -> None:
    """Call `then` when the text has its colours: imports on two threads at once hold up both."""
    widget = program.editors.active_widget
    highlighter = program.highlighters.of(widget.view.document) if widget is not None else None
    waiting: list[Disposable] = []

    def go_on(*_: object) -> None:
        if waiting:
            for each in waiting:
                each.dispose()
            waiting.clear()
            mark("coloured")
            then()

    seconds = _LONGEST_COLOURING if highlighter is not None else 0.0
    waiting.append(program.scheduler.call_later(seconds, go_on))
    if highlighter is not None:
        waiting.append(highlighter.changed.connect(go_on))


def _import_extensions(program: Program, imported: list[str]) -> None:
    # Importing the host takes longer than a frame may.
    importing = program.kernel.worker.submit(_import_host, "import the extension host")
    importing.on_done(lambda done: _start_extensions(program, imported))


def _show_menus(program: Program) -> None:
    from pith_app._window_parts_focus import parts_for_tab

    maker = program.parts.menu_maker
    bar = maker.menu_bar(program.window)
    maker.restyle(bar)
    program.scope.add(program.look.changed.connect(lambda: maker.restyle(bar)))
    program.window.set_menu_bar(bar)
    program.window.parts = lambda: parts_for_tab(program)
    manage = program.window.body.activity_bar.add_action("settings-gear", "Manage")
    manage.clicked.connect(program.parts.show_manage_menu)


def _show_icons(program: Program) -> None:
    program.look.icons.load()
    pixmap = QPixmap()
    pixmap.loadFromData(program.kernel.resource("pith.svg").read_bytes(), "SVG")
    program.application.setWindowIcon(QIcon(pixmap))
    program.window.repaint_all()


def _import_host(token: CancelToken) -> None:
    """On a worker, while the window is used already."""
    import pith_app._extension_side

    del pith_app


def _start_extensions(program: Program, imported: list[str]) -> None:
    from pith_app._extension_side import ExtensionSide

    mark("host imported")
    program.extensions = ExtensionSide(program)
    program.scope.add(program.extensions)
    program.extensions.start().on_done(lambda done: _extensions_came(program, imported, done))


def _extensions_came(program: Program, imported: list[str], done: Future[None]) -> None:
    error = done.exception()
    if isinstance(error, Cancelled):
        return  # the program ends
    if error is not None:
        report_exception(error, "while extensions were started")
    mark("extensions")
    program.scheduler.call_soon(lambda: _finish(program, imported))


def _finish(program: Program, imported: list[str]) -> None:
    from pith_app import _memory
    from pith_app._faults import install_qt_messages

    kernel = program.kernel
    kernel.watcher.start()
    program.scope.add(install_qt_messages(program.log))
    kernel.journal.prepare()
    kernel.keymap.prepare()
    kernel.worker.submit(lambda token: program.log.start_file(kernel.user.log_file), "open the log")
    program.user_files.watch()
    program.user_files.check_names()
    program.status.start_showing_problems()
    _log_start(program)
    if kernel.cache.is_stale:
        data = kernel.cache.data()
        if data is not None:
            kernel.worker.submit(lambda token: kernel.cache.save(data), "keep what was parsed")
    modules = program.modules
    if modules is not None and modules.is_stale(imported):
        kernel.worker.submit(lambda token: modules.save(imported), "keep what was imported")
    program.at_caret.places.look()
    assert program.at_caret.snippets is not None  # made here, and not with the first key
    program.at_caret.help_unasked()
    if program.extensions is not None:
        program.extensions.finish_start()
    program.scope.add(_memory.tend(program.scheduler))
    mark("ready")
    program.ready.set_result(None)


def _log_start(program: Program) -> None:
    from PySide6 import __version__ as qt_version

    from pith_app.paths import build_label

    python = ".".join(map(str, sys.version_info[:3]))
    program.log.info(f"Pith {build_label()} on Python {python}, PySide6 {qt_version}")
    for folder in program.kernel.workspace.folders:
        program.log.info(f"folder {folder}")
    if program.options.everywhere.safe_mode:
        program.log.info("safe mode: no extension is started")

"""The bindings must behave the same after the quick import as after the ordinary one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MISTAKES = r"""
from PySide6 import QtCore, QtWidgets
def attempt(function):
    try:
        print(function())
    except Exception as error:
        print(type(error).__name__, error)
attempt(lambda: QtCore.QPoint().setX("a"))
attempt(lambda: QtCore.QPoint(1, 2, 3))
attempt(lambda: QtWidgets.QLabel(5, 6, 7))
attempt(lambda: QtCore.QObject(nonsense=3))
attempt(lambda: QtCore.QTimer.singleShot("x"))
attempt(lambda: QtCore.QPoint(1, 2).manhattanLength(9))
attempt(lambda: QtCore.QPoint.setX.__doc__)
attempt(lambda: QtCore.QRect.__doc__)
attempt(lambda: QtCore.Qt.AlignmentFlag.AlignLeft)
attempt(lambda: QtCore.QObject().nonsense)
class Sender(QtCore.QObject):
    sent = QtCore.Signal(int, str)
    @QtCore.Slot(int, str)
    def receive(self, number, text):
        print(number, text)
sender = Sender()
sender.sent.connect(sender.receive)
sender.sent.emit(1, "b")
attempt(lambda: sender.sent.emit("a"))
"""
QUICK = """
from pith_app import _quick_qt
assert _quick_qt.prepare()
"""


def run(source: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", source],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def ordinary() -> str:
    output = run(MISTAKES)
    assert "called with wrong argument types" in output
    return output


def test_errors_and_texts_are_those_of_an_ordinary_import(ordinary: str) -> None:
    assert run(QUICK + MISTAKES) == ordinary


def test_what_only_error_messages_need_is_not_imported() -> None:
    check = "import sys, PySide6.QtWidgets; print([n for n in ('inspect', 'zipfile', 'logging') "
    assert run(QUICK + check + "if n in sys.modules])") == "[]\n"


def test_later_imports_do_not_read_the_source_of_what_they_import() -> None:
    source = QUICK + "import PySide6.QtWidgets, shelve, sys; print('linecache' in sys.modules)"
    assert run(source) == "False\n"


def test_it_can_be_turned_off() -> None:
    source = "from pith_app import _quick_qt; print(_quick_qt.prepare())"
    assert run(source, PITH_QUICK_QT="0") == "False\n"


def test_a_version_that_was_not_tried_is_left_alone(tmp_path: Path) -> None:
    package = tmp_path / "shiboken6"
    package.mkdir()
    (package / "__init__.py").write_text('__version__ = "9.0.0"\n__version_info__ = (9, 0, 0)\n')
    source = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from pith_app import _quick_qt; "
        "print(_quick_qt.prepare(), 'shiboken6' in sys.modules)"
    )
    assert run(source) == "False False\n"

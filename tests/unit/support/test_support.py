"""The tests' own instruments: each is shown a test that does wrong, and must fail it."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path
from xml.etree import ElementTree

import pytest

WRONG = {
    "thread": (
        """
        import threading, time
        from tests.support import leaks
        leaks.GRACE = 0.1
        def test_wrong():
            threading.Thread(target=time.sleep, args=(60,), name="forgotten", daemon=True).start()
        """,
        "a thread: forgotten",
    ),
    "process": (
        """
        import subprocess, sys
        from tests.support import leaks
        leaks.GRACE = 0.1
        children = []
        def test_wrong():
            children.append(subprocess.Popen([sys.executable, "-c", "input()"], stdin=-1))
        def teardown_module():
            children[0].communicate()
        """,
        "a child process: ",
    ),
    "file": (
        """
        import tempfile
        def test_wrong():
            tempfile.mkstemp(prefix="forgotten")
        """,
        "a temporary file: ",
    ),
    "widget": (
        """
        from PySide6.QtWidgets import QLabel
        labels = []
        def test_wrong(qapp):
            labels.append(QLabel("forgotten"))
            labels[0].setObjectName("forgotten")
        """,
        "a widget: QLabel 'forgotten'",
    ),
    "report": (
        """
        from pith.base import report_exception
        def test_wrong():
            report_exception(KeyError("unseen"), "while nobody looked")
        """,
        "KeyError: 'unseen'",
    ),
    "another kind of report": (
        """
        from pith.base import report_exception
        def test_wrong(reported):
            report_exception(KeyError("unseen"), "while nobody looked")
            reported.take(ValueError)
        """,
        "expected ValueError",
    ),
    "no report": (
        """
        def test_wrong(reported):
            reported.take(ValueError)
        """,
        "there is none",
    ),
    "Qt warning": (
        """
        from PySide6.QtCore import qWarning
        def test_wrong():
            qWarning("something is off")
        """,
        "something is off",
    ),
    "exception in an override": (
        """
        from PySide6.QtCore import QEvent
        from PySide6.QtWidgets import QApplication, QWidget
        class Wrong(QWidget):
            def event(self, event):
                if event.type() == QEvent.Type.User:
                    raise KeyError("in the override")
                return super().event(event)
        def test_wrong(qtbot):
            widget = Wrong()
            qtbot.addWidget(widget)
            QApplication.sendEvent(widget, QEvent(QEvent.Type.User))
        """,
        "in the override",
    ),
}

RIGHT = """
import subprocess, sys, tempfile, threading, time
from pathlib import Path
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel
from pith.base import report_exception

def test_thread_that_is_ending():
    threading.Thread(target=time.sleep, args=(0.1,)).start()

def test_process_that_was_waited_for():
    subprocess.run([sys.executable, "-c", ""], check=True)

def test_file_that_is_removed():
    with tempfile.NamedTemporaryFile(): pass

def test_file_in_the_tests_own_folder(tmp_path):
    (tmp_path / "file").write_text("kept")

def test_widget_that_deletes_itself_later(qapp):
    QLabel("later").deleteLater()

def test_widget_in_a_cycle(qapp):
    label = QLabel("cycle")
    label.itself = label

def test_widget_given_to_qtbot(qtbot):
    qtbot.addWidget(QLabel("closed"))

def test_report_that_is_expected(reported):
    report_exception(KeyError("seen"), "while the test looked")
    assert str(reported.take(KeyError, "looked")) == "'seen'"

def test_folders(tmp_path_factory):
    base = str(tmp_path_factory.getbasetemp())
    assert tempfile.gettempdir().startswith(base)
    assert str(Path.home()).startswith(base)
"""


def outcomes(repository: Path, folder: Path, sources: dict[str, str]) -> dict[str, str]:
    """What each test of `sources` said when it failed, by the test's file and name.

    They run below the same fixtures in a pytest of their own.
    """
    for name, source in sources.items():
        (folder / f"test_{name.replace(' ', '_')}.py").write_text(textwrap.dedent(source))
    report = folder / "report.xml"
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", str(folder), "--junitxml", str(report)),
            *("-c", str(repository / "pyproject.toml"), "--rootdir", str(repository)),
            *("-p", "tests.support.fixtures", "-p", "no:cacheprovider"),
            *("--basetemp", str(folder / "base")),
        ],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert report.exists(), done.stdout + done.stderr
    said: dict[str, str] = {}
    for case in ElementTree.parse(report).iter("testcase"):
        file = case.get("classname", "").rpartition(".")[2].removeprefix("test_").replace("_", " ")
        text = "".join(f"{fault.get('message')} {fault.text}" for fault in case)
        said[f"{file}: {case.get('name')}"] = said.get(f"{file}: {case.get('name')}", "") + text
    return said


@pytest.fixture(scope="module")
def said(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("wrong")
    return outcomes(repository, folder, {kind: source for kind, (source, _) in WRONG.items()})


@pytest.mark.parametrize("kind", WRONG)
def test_fails_what_is_wrong(kind: str, said: dict[str, str]) -> None:
    assert WRONG[kind][1] in said[f"{kind}: test_wrong"]


def test_passes_what_is_right(repository: Path, tmp_path: Path) -> None:
    results = outcomes(repository, tmp_path, {"right": RIGHT})
    assert len(results) == RIGHT.count("def test_")
    assert not any(results.values()), "\n".join(results.values())


def test_x_display_shows_windows(x_display: dict[str, str]) -> None:
    program = (
        "from PySide6.QtWidgets import QApplication, QLabel\n"
        "app = QApplication([])\n"
        "label = QLabel('seen')\n"
        "label.show()\n"
        "app.processEvents()\n"
        "print(app.platformName(), label.isVisible())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=x_display, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["xcb", "True"]

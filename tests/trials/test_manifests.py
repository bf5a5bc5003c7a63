"""Every kind of broken manifest, dropped into the extensions' folder of a running window."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.app.window.conftest import OpenWindow
from tests.extensions.test_broken import CASES
from tests.support.extension_host import write_extension
from tests.support.window import Window

BUNDLED = [each.name for each in (Path(__file__).parents[2] / "extensions").iterdir()]

GOOD = {
    "extension.toml": """\
        schema = 1
        id = "acme.good"
        name = "Good"
        version = "1.0.0"
        api = ">=0.1,<1"
        module = "good"
        tier = "trusted"
        activation = ["onStartupFinished"]

        [[contributes.statusItems]]
        id = "acme.good"
        name = "Good"
        """,
    "good.py": """\
        def activate(context):
            context.status.update("acme.good", text="good")
        """,
}


def test_all_of_them_beside_one_that_works(
    open_window: OpenWindow, project: Path, tmp_path: Path
) -> None:
    extensions = tmp_path / "user" / "data" / "extensions"
    write_extension(extensions / "acme.good", GOOD)
    window = open_window(project / "notes.txt")
    window.until(lambda: window.status("Good") == "good")
    before = contributed(window)
    for case in CASES:
        dropped = drop(case, extensions, tmp_path / "staging")
        wait_until_said(window, extensions, case)
        check_output(window)
        for folder in dropped:
            shutil.rmtree(folder)
        window.until(lambda: ids(window) == {"acme.good", *BUNDLED}, case.name)
        assert contributed(window) == before, case.name
        window.program.notifications.close_all()
    assert window.status("Good") == "good"
    window.type("x")
    assert window.text.startswith("x")


def drop(case: Path, extensions: Path, staging: Path) -> list[Path]:
    """Put a case's folders there as a file manager does that moves them."""
    shutil.copytree(case, staging, ignore=shutil.ignore_patterns("expected.txt"))
    dropped = []
    for folder in sorted(staging.iterdir()):
        if case.name != "module-missing":
            (folder / "sample.py").write_text("def activate(context):\n    pass\n")
        dropped.append(folder.rename(extensions / folder.name))
    staging.rmdir()
    return dropped


def check_output(window: Window) -> None:
    """Each problem stands in its extension's output: with its file and line, which are a link."""
    assert window.program.extensions is not None
    window.settle()
    for record in window.program.extensions.host.records():
        said = "\n".join(window.program.outputs.channel(record.id).lines)
        for problem in record.problems:
            assert str(problem) in said


def ids(window: Window) -> set[str]:
    assert window.program.extensions is not None
    return {record.id for record in window.program.extensions.host.records()}


def wait_until_said(window: Window, extensions: Path, case: Path) -> None:
    """Wait until the running host says of every folder what the command line says of it."""
    host = window.program.extensions.host if window.program.extensions is not None else None
    assert host is not None
    expected = (case / "expected.txt").read_text("utf-8").splitlines()
    problems = {line for line in expected if line.count(": ") > 1}

    def is_said() -> bool:
        return problems == {
            f"{record.id}: {record.state}: {problem}".replace(f"{extensions}{os.sep}", "")
            for record in host.records()
            for problem in record.problems
        }

    window.until(is_said, case.name)


def contributed(window: Window) -> object:
    """What extensions have added to the program."""
    kernel = window.program.kernel
    return (
        [command.id for command in kernel.bus.commands()],
        sorted(setting.key for setting in kernel.settings.declared()),
        [language.id for language in kernel.languages.all()],
        [item.name for item in window.program.window.status_bar.items],
    )

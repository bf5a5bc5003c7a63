"""docs/extensions.md says what is so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pith.host.manage import check_folder
from tests.support.contract_reference import reference
from tests.support.extension_host import host_bench, write_extension

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def guide(repository: Path) -> Path:
    return repository / "docs" / "extensions.md"


def blocks(guide: Path, heading: str) -> list[tuple[str, str]]:
    """(language, content) of the code below a heading."""
    section = guide.read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return BLOCK.findall(section)


def test_the_ten_lines_run(guide: Path, tmp_path: Path) -> None:
    (_, manifest), (_, module) = blocks(guide, "In ten lines")
    assert len(manifest.splitlines()) <= 10
    with host_bench(tmp_path) as bench:
        folder = bench.folders.user / "hello"
        write_extension(folder, {"extension.toml": manifest, "hello.py": module})
        assert check_folder(folder) == []
        bench.start()
        notifications = bench.services.window.notifications
        bench.bus.execute("hello.say")
        bench.run_until(lambda: bool(notifications))
        assert notifications[-1].message == "Hello!"
        write_extension(folder, {"hello.py": module.replace("Hello!", "Goodbye!")})
        bench.refresh("hello")
        bench.bus.execute("hello.say")
        assert notifications[-1].message == "Goodbye!"


def test_the_tests_it_shows_pass(guide: Path, tmp_path: Path) -> None:
    (_, manifest), (_, module) = blocks(guide, "In ten lines")
    ((_, tests),) = blocks(guide, "Working on one")
    files = {"extension.toml": manifest, "hello.py": module, "tests/test_hello.py": tests}
    folder = write_extension(tmp_path / "hello", files)
    done = subprocess.run(
        [sys.executable, "-m", "pith_app", "extension", "test", str(folder), "--", "-q"],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


def test_state_is_kept_as_it_says(guide: Path, tmp_path: Path) -> None:
    (_, manifest), (_, module) = blocks(guide, "In ten lines")
    ((_, state),) = blocks(guide, "Reload")
    source = f"{module}\n{state}\n" + "\ndef started():\n    state['count'] += 1\n"
    source = source.replace('context.window.notify("Hello!")', 'state["count"]')
    with host_bench(tmp_path) as bench:
        folder = bench.folders.user / "hello"
        write_extension(folder, {"extension.toml": manifest, "hello.py": source})
        bench.start()
        assert bench.execute("hello.say") == 1
        for count in (2, 3):
            write_extension(folder, {"hello.py": f"{source}\n# {count}\n"})
            bench.refresh("hello")
            assert bench.execute("hello.say") == count


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_readme_shows_the_same_ten_lines(guide: Path, repository: Path) -> None:
    readme = (repository / "README.md").read_text("utf-8")
    for _, content in blocks(guide, "In ten lines"):
        assert content in readme


def test_the_reference_is_that_of_the_declarations(repository: Path) -> None:
    """As `make check` says with a line; here with what differs."""
    assert (repository / "docs" / "reference.md").read_text("utf-8") == reference()


def test_everything_in_the_reference_is_described() -> None:
    for line in reference().splitlines():
        if line.startswith("- "):
            # A value's field whose name says it all has a type, and nothing more.
            assert re.search(r"`: \S", line) or re.fullmatch(r"- `\w+: .+`", line), line
        elif line.startswith("| `"):
            assert line.rstrip("| "), line
            assert line.split(" | ")[-1].rstrip(" |"), line

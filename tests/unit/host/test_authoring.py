"""What authors have: templates that pass their own tests, links, archives, checks."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pith.base import ProblemError, Severity
from pith.host.manage import (
    TEMPLATES,
    check_folder,
    install_extension,
    link,
    list_extensions,
    measure,
    new_extension,
    pack,
    set_enabled,
    uninstall,
    unlink,
)
from tests.support.extension_host import (
    ID,
    HostBench,
    command,
    host_bench,
    manifest,
    write_extension,
)
from tests.support.wheels import make_wheel, wheels

__all__ = ["wheels"]

HANDLING = 'def activate(context):\n    context.commands.handle("sample.run", lambda: {value})\n'


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[HostBench]:
    with host_bench(tmp_path / "bench") as bench:
        yield bench


def sample(folder: Path, value: int = 1, more: str = "") -> Path:
    files = {
        "extension.toml": manifest(command("sample.run") + more),
        "sample.py": HANDLING.format(value=value),
    }
    return write_extension(folder, files)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


# -- templates


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_a_template_is_right_and_its_tests_pass(tmp_path: Path, template: str) -> None:
    folder = new_extension("acme.blue-moon", tmp_path, template)
    assert check_folder(folder) == []
    done = subprocess.run(
        [sys.executable, "-m", "pith_app", "extension", "test", str(folder), "--", "-q"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
    assert set(contents(folder)) >= {"extension.toml", "README.md", "CHANGELOG.md"}
    assert not list(folder.rglob("__pycache__"))


@pytest.mark.parametrize("template", ["isolated", "spaceship"])
def test_templates_that_there_are_not(tmp_path: Path, template: str) -> None:
    with pytest.raises(ProblemError, match=r"process of their own|there is no template spaceship"):
        new_extension("acme.hello", tmp_path, template)
    assert list(tmp_path.iterdir()) == []


def test_the_isolated_tier_is_said_to_run_nowhere(tmp_path: Path) -> None:
    folder = new_extension("acme.hello", tmp_path, "command")
    manifest_file = folder / "extension.toml"
    manifest_file.write_text(manifest_file.read_text().replace("trusted", "isolated"))
    (problem,) = check_folder(folder)
    assert problem.severity is Severity.WARNING
    assert "isolated tier is not yet available" in problem.message
    assert problem.line is not None


# -- linking


def test_a_linked_folder_is_used_where_it_is(tmp_path: Path, bench: HostBench) -> None:
    folder = sample(tmp_path / "work" / "sample")
    before = contents(folder)
    sample(tmp_path / "work" / "beside")  # which is nobody's
    empty = contents(bench.base)
    bench.start()
    assert link(folder, bench.folders).folder == folder
    (listed,) = list_extensions(bench.folders)
    assert (listed.id, listed.origin, listed.folder) == (ID, "linked", folder)
    with pytest.raises(ProblemError, match=r"is linked, not installed.*extension unlink"):
        uninstall(ID, bench.folders)
    assert unlink(ID, bench.folders) == folder
    assert contents(folder) == before
    assert contents(bench.base) == empty
    with pytest.raises(ProblemError, match="no linked extension is acme"):
        unlink(ID, bench.folders)


def test_a_running_window_takes_links_and_what_is_saved_there(tmp_path: Path) -> None:
    folder = sample(tmp_path / "work" / "sample")
    with host_bench(tmp_path / "bench", watching=True) as bench:
        bench.start()
        bench.host.watch()
        bench.refresh()
        assert bench.watcher is not None
        bench.run_until(bench.watcher.settled().is_set)
        link(folder, bench.folders)
        bench.run_until(lambda: bench.host.record(ID) is not None)
        assert bench.execute("sample.run") == 1
        bench.run_until(bench.watcher.settled().is_set)
        sample(folder, value=2)
        bench.run_until(lambda: bench.record().generation == 2)
        assert bench.execute("sample.run") == 2
        unlink(str(folder), bench.folders)
        bench.run_until(lambda: bench.host.record(ID) is None)
        assert bench.bus.commands() == []


def test_a_linked_one_stands_before_an_installed_one(tmp_path: Path, bench: HostBench) -> None:
    install_extension(sample(tmp_path / "one"), bench.folders)
    folder = sample(tmp_path / "two", value=2)
    link(folder, bench.folders)
    (record,) = list_extensions(bench.folders)
    assert record.folder == folder
    assert record.overrides == (bench.folders.user / ID,)
    bench.start()
    assert bench.execute("sample.run") == 2
    unlink(ID, bench.folders)
    (record,) = list_extensions(bench.folders)
    assert record.origin == "user"


def test_a_link_whose_folder_is_gone(tmp_path: Path, bench: HostBench) -> None:
    folder = sample(tmp_path / "one")
    link(folder, bench.folders)
    folder.rename(tmp_path / "elsewhere")
    assert list_extensions(bench.folders) == []
    unlink(str(folder), bench.folders)


def test_what_is_not_linked(tmp_path: Path, bench: HostBench) -> None:
    broken = write_extension(tmp_path / "broken", {"extension.toml": "id = 1"})
    with pytest.raises(ProblemError, match="expected a string"):
        link(broken, bench.folders)
    with pytest.raises(ProblemError, match="is used already"):
        link(bench.add({"extension.toml": manifest(module=None)}), bench.folders)
    needy = sample(tmp_path / "needy", more='[requires]\n"acme.base" = ">=1"\n')
    with pytest.raises(ProblemError, match=r"requires acme\.base"):
        link(needy, bench.folders)
    assert not bench.folders.state.exists()


def test_linking_fetches_what_is_imported(tmp_path: Path, bench: HostBench, wheels: Path) -> None:
    make_wheel(wheels, "greet-words", "1.0", {"greet_words.py": ""})
    folder = sample(tmp_path / "one")
    text = manifest(command("sample.run")).replace("tier", 'dependencies = ["greet-words"]\ntier')
    write_extension(folder, {"extension.toml": text})
    before = contents(folder)
    assert link(folder, bench.folders).dependencies == ("greet-words 1.0",)
    assert (folder / "site-packages" / "greet_words.py").exists()
    assert not any("site-packages" in name for name in zipped(pack(folder, tmp_path)))
    unlink(ID, bench.folders)
    assert contents(folder) == before


# -- enabling in a folder


def test_enabled_and_disabled_in_a_folder(tmp_path: Path, bench: HostBench) -> None:
    install_extension(sample(tmp_path / "one"), bench.folders)
    here, there = tmp_path / "here", tmp_path / "there"
    bench.start()

    def state(*folders: Path) -> str:
        bench.host.set_folders(folders)
        (listed,) = list_extensions(bench.folders, folders)
        assert listed.state == bench.record().state
        return listed.state

    bench.wait(bench.host.choices.set_enabled(ID, False, here))
    assert [state(here), state(there), state()] == ["disabled", "installed", "installed"]
    assert bench.host.choices.is_enabled_everywhere(ID)
    bench.wait(bench.host.choices.set_enabled(ID, True, here))  # as everywhere: nothing is kept
    assert not bench.folders.state.exists()
    bench.wait(bench.host.choices.set_enabled(ID, False))
    bench.wait(bench.host.choices.set_enabled(ID, True, here))
    assert [state(here), state(there), state()] == ["installed", "disabled", "disabled"]
    bench.wait(bench.host.choices.set_enabled(ID, True))
    assert not bench.folders.state.exists()
    set_enabled(ID, False, bench.folders, here)
    uninstall(ID, bench.folders)
    assert not bench.folders.state.exists()


# -- packing


def zipped(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_packing_and_installing(tmp_path: Path, bench: HostBench) -> None:
    folder = sample(tmp_path / "one")
    write_extension(
        folder,
        {
            "run.sh": "#!/bin/sh\n",
            ".git/config": "private",
            "__pycache__/x.pyc": "",
            "node_modules/x.js": "",
            "dist/old.pithext": "",
            "media/icon.svg": "<svg/>",
        },
    )
    (folder / "run.sh").chmod(0o755)
    archive = pack(folder, folder)
    assert archive == folder / f"{ID}-1.0.0.pithext"
    names = ["extension.toml", "media/icon.svg", "run.sh", "sample.py"]
    assert list(zipped(archive)) == names
    assert measure(folder).files == 4
    assert measure(folder).packed == archive.stat().st_size
    installed = install_extension(archive, bench.folders)
    assert sorted(contents(installed.folder)) == names
    assert (installed.folder / "run.sh").stat().st_mode & 0o111


def test_the_same_files_are_the_same_archive(tmp_path: Path) -> None:
    one = pack(sample(tmp_path / "a"), tmp_path)
    first = one.read_bytes()
    other = sample(tmp_path / "b")
    (other / "sample.py").chmod(0o600)
    assert pack(other, tmp_path / "other.pithext").read_bytes() == first
    assert pack(tmp_path / "a", tmp_path).read_bytes() == first


def spoil_name(folder: Path) -> None:
    (folder / "what?").write_text("")


def spoil_case(folder: Path) -> None:
    (folder / "SAMPLE.py").write_text("")


def spoil_link(folder: Path) -> None:
    (folder / "same.py").symlink_to("sample.py")


def spoil_code(folder: Path) -> None:
    (folder / "sample.py").write_text("def f(:")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_name, "which Windows cannot hold"),
        (spoil_case, "one file where case makes no difference"),
        (spoil_link, "is a link, which an archive does not hold"),
        (spoil_code, "SyntaxError"),
    ],
)
def test_what_is_not_packed(tmp_path: Path, spoil: object, said: str) -> None:
    folder = sample(tmp_path / "one")
    assert callable(spoil)
    spoil(folder)
    with pytest.raises(ProblemError, match=said):
        pack(folder, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["one"]
    assert any(said in str(problem) for problem in check_folder(folder))


def test_where_an_archive_goes(tmp_path: Path) -> None:
    folder = sample(tmp_path / "one")
    with pytest.raises(ProblemError, match=r"does not end in \.pithext"):
        pack(folder, tmp_path / "a.zip")
    with pytest.raises(ProblemError, match="cannot be written"):
        pack(folder, tmp_path / "nowhere" / "a.pithext")


# -- checks of commands and size


@pytest.mark.parametrize(
    ("more", "code", "said"),
    [
        ("", "", "`sample.run` is declared and never handled"),
        ("", HANDLING.format(value=1).replace("run", "walk"), "handles the command `sample.walk`"),
        (
            '[[contributes.menus]]\nmenu = "menubar/go"\ncommand = "sample.runs"\n',
            HANDLING.format(value=1),
            "there is no command `sample.runs` (did you mean `sample.run`?",
        ),
        (
            '[[contributes.keybindings]]\nkey = "f9"\ncommand = "sample.other"\n',
            HANDLING.format(value=1),
            "there is no command `sample.other`",
        ),
    ],
)
def test_commands_that_lead_nowhere(tmp_path: Path, more: str, code: str, said: str) -> None:
    text = manifest(command("sample.run") + more)
    folder = write_extension(tmp_path, {"extension.toml": text, "sample.py": code or "x = 1\n"})
    problems = check_folder(folder)
    assert any(said in str(problem) for problem in problems), problems
    assert all(problem.line for problem in problems)


VIEWS = """
[[contributes.viewContainers]]
id = "sample"
title = "Sample"
[[contributes.views]]
id = "sample.pad"
container = "sample"
title = "Pad"
kind = "widget"
"""


@pytest.mark.parametrize(
    ("call", "said", "file"),
    [
        ("pass", "`sample.pad` is declared and never filled", "extension.toml"),
        (
            'context.views.provide_tree("sample.pad", None)',
            "fills the view `sample.pad` with a tree; it is declared as a widget",
            "sample.py",
        ),
        (
            'context.views.provide_widget("sample.pat", None)',
            "fills the view `sample.pat`, which the manifest does not declare "
            "(did you mean `sample.pad`?",
            "sample.py",
        ),
        ('context.views.provide_widget("sample.pad", None)', "", ""),
        ("context.views.provide_widget(name, None)", "", ""),
    ],
)
def test_views_that_nobody_fills_as_declared(
    tmp_path: Path, call: str, said: str, file: str
) -> None:
    files = {
        "extension.toml": manifest(VIEWS),
        "sample.py": f"name = 'x'\ndef activate(context):\n    {call}\n",
    }
    problems = check_folder(write_extension(tmp_path, files))
    if not said:
        assert problems == []
    else:
        (found,) = [each for each in problems if said in str(each)]
        assert Path(found.source).name == file
        assert found.line is not None


def test_conditions_about_nothing_are_named(tmp_path: Path) -> None:
    more = command("a.go", 'when = "editorLangID == python && editorFocus"')
    files = {"extension.toml": manifest(more, module=None)}
    (problem,) = check_folder(write_extension(tmp_path / ID, files))
    assert "there is no context key `editorLangID`" in problem.message
    assert (problem.line, problem.advice) == (9, "did you mean `editorLangId`?")
    assert problem.severity is Severity.WARNING


def test_large_files_are_named(tmp_path: Path) -> None:
    folder = sample(tmp_path / "one")
    (folder / "film.bin").write_bytes(b"\0" * 2_500_000)
    (problem,) = check_folder(folder)
    assert "has 2.5 MB" in problem.message
    assert problem.severity is Severity.WARNING


def test_the_kernel_for_tests_says_what_is_wrong(tmp_path: Path) -> None:
    from pith_app.testing import Kernel

    folder = write_extension(
        tmp_path / "one", {"extension.toml": manifest(), "sample.py": "def f(:"}
    )
    (tmp_path / "base").mkdir()
    kernel = Kernel(folder, tmp_path / "base")
    try:
        with pytest.raises(Exception, match="SyntaxError"):
            kernel.activate()
        assert "SyntaxError" in kernel.output()
    finally:
        kernel.dispose()

"""Extensions from outside: installing is all or nothing, and removing leaves no trace."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from pith.base import Cancelled, CancelToken, ProblemError
from pith.host import HostFolders
from pith.host.manage import (
    check_folder,
    install_extension,
    list_extensions,
    new_extension,
    set_enabled,
    uninstall,
)
from pith.host.manage._saga import Saga
from tests.support.extension_host import (
    ID,
    HostBench,
    command,
    host_bench,
    manifest,
    write_extension,
)
from tests.support.reported import Reported

FILES = {
    "extension.toml": manifest(command("sample.run")),
    "sample/__init__.py": "from . import part\ndef activate(context):\n    pass\n",
    "sample/part.py": "x = 1\n",
    "README.md": "# Sample\n",
    ".git/config": "private",
    "sample/__pycache__/part.pyc": "stale",
}


@pytest.fixture
def folders(tmp_path: Path) -> HostFolders:
    user = tmp_path / "user"
    user.mkdir()
    return HostFolders(
        bundled=tmp_path / "bundled",
        user=user / "extensions",
        extra=(),
        state=user / "extensions.json",
        storage=user / "storage",
        cache=tmp_path / "cache",
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_extension(tmp_path / "source", FILES)


def tree(*folders: Path) -> dict[str, bytes | None]:
    """Every file and folder below, with what files hold."""
    return {
        str(path): path.read_bytes() if path.is_file() else None
        for folder in folders
        for path in sorted(folder.rglob("*"))
    }


def everything(folders: HostFolders) -> dict[str, bytes | None]:
    return tree(folders.user.parent, folders.cache)


# -- installing


def test_install(folders: HostFolders, source: Path) -> None:
    installed = install_extension(source, folders)
    assert installed.folder == folders.user / ID
    assert installed.replaced == ""
    assert tree(installed.folder) == {
        key.replace(str(source), str(installed.folder)): content
        for key, content in tree(source).items()
        if ".git" not in key and "__pycache__" not in key
    }
    (record,) = list_extensions(folders)
    assert (record.id, record.state, record.origin) == (ID, "installed", "user")


def test_the_same_version_again(folders: HostFolders, source: Path) -> None:
    install_extension(source, folders)
    before = everything(folders)
    with pytest.raises(ProblemError, match=r"Sample 1\.0\.0 is installed already.*--update"):
        install_extension(source, folders)
    assert everything(folders) == before
    write_extension(source, {"sample/part.py": "x = 2\n"})
    assert install_extension(source, folders, update=True).replaced == "1.0.0"
    assert (folders.user / ID / "sample/part.py").read_text() == "x = 2\n"


@pytest.mark.parametrize(("version", "is_taken"), [("1.0.1", True), ("0.9", False)])
def test_another_version(folders: HostFolders, source: Path, version: str, is_taken: bool) -> None:
    install_extension(source, folders)
    write_extension(source, {"extension.toml": manifest(version=version)})
    if is_taken:
        assert install_extension(source, folders).replaced == "1.0.0"
        assert list_extensions(folders)[0].version == version
    else:
        with pytest.raises(ProblemError):
            install_extension(source, folders)


def test_a_broken_one_is_replaced(folders: HostFolders, source: Path) -> None:
    install_extension(source, folders)
    (folders.user / ID / "extension.toml").write_text("broken")
    install_extension(source, folders)
    assert list_extensions(folders)[0].state == "installed"


STEPS = (
    "examining",
    "copying",
    "checking the copy",
    "putting the version before aside",
    "putting it in place",
    "done",
)


class Failing:
    """A Progress that fails at a step."""

    def __init__(self, step: str, error: BaseException) -> None:
        self.step = step
        self.error = error
        self.seen: list[str] = []

    def report(self, fraction: float | None, message: str = "") -> None:
        self.seen.append(message)
        if message == self.step:
            raise self.error


@pytest.mark.parametrize("update", [False, True])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("error", [OSError("disk"), Cancelled(), KeyboardInterrupt()])
def test_a_fault_at_any_step_changes_nothing(
    folders: HostFolders, source: Path, step: str, update: bool, error: BaseException
) -> None:
    if update:
        install_extension(source, folders)
        write_extension(source, {"extension.toml": manifest(version="2.0")})
    else:
        folders.user.mkdir()
    before = everything(folders)
    progress = Failing(step, error)
    if step == "putting the version before aside" and not update:
        return  # there is none
    with pytest.raises(type(error)):
        install_extension(source, folders, progress=progress)
    assert progress.seen[-1] == step
    assert everything(folders) == before
    install_extension(source, folders)


@pytest.mark.parametrize("operation", ["copyfile", "mkdir", "rename"])
def test_a_disk_that_refuses(
    folders: HostFolders, source: Path, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.user.mkdir()
    before = everything(folders)

    def refuse(*arguments: object, **named: object) -> None:
        raise OSError(28, "No space left on device", "there")

    with monkeypatch.context() as patch:
        if operation == "copyfile":
            patch.setattr("shutil.copyfile", refuse)
        else:
            original = getattr(Path, operation)

            def selective(path: Path, *arguments: object, **named: object) -> object:
                if ".staging" in str(path):
                    refuse()
                return original(path, *arguments, **named)

            patch.setattr(Path, operation, selective)
        with pytest.raises(ProblemError, match="No space left"):
            install_extension(source, folders)
    assert everything(folders) == before


def test_an_undoing_that_fails_stops_no_other(reported: Reported) -> None:
    undone: list[str] = []
    saga = Saga()
    saga.undo(lambda: undone.append("first"))
    saga.undo(lambda: 1 / 0)
    saga.undo(lambda: undone.append("third"))
    saga.__exit__(ValueError, ValueError("fault"), None)
    assert undone == ["third", "first"]
    reported.take(ZeroDivisionError, "while undoing")


@pytest.mark.parametrize("step", STEPS[1:])
def test_a_process_that_dies_is_put_right_by_the_next(
    folders: HostFolders, source: Path, tmp_path: Path, step: str
) -> None:
    install_extension(source, folders)
    before = everything(folders)
    write_extension(source, {"extension.toml": manifest(version="2.0")})
    code = """
import os, sys
from pathlib import Path
from pith.host import HostFolders
from pith.host.manage import install_extension

class Dying:
    def report(self, fraction, message=""):
        if message == sys.argv[3]:
            os._exit(9)

user, cache = Path(sys.argv[1]), Path(sys.argv[4])
folders = HostFolders(None, user / "extensions", (), user / "extensions.json", user / "storage",
                      cache)
install_extension(Path(sys.argv[2]), folders, progress=Dying())
"""
    arguments = [str(folders.user.parent), str(source), step, str(folders.cache)]
    assert subprocess.run([sys.executable, "-c", code, *arguments], check=False).returncode == 9
    # Whatever the next one wants, it begins by putting things right.
    with pytest.raises(ProblemError):
        uninstall("acme.nothing", folders)
    if step == "done":
        assert list_extensions(folders)[0].version == "2.0"
    else:
        assert everything(folders) == before


def test_cancelled_before_it_starts(folders: HostFolders, source: Path) -> None:
    token = CancelToken()
    token.cancel()
    folders.user.mkdir()
    before = everything(folders)
    with pytest.raises(Cancelled):
        install_extension(source, folders, token=token)
    assert everything(folders) == before


def link_out(source: Path) -> None:
    (source / "link").symlink_to("../../outside")


def link_absolute(source: Path) -> None:
    (source / "link").symlink_to("/etc/passwd")


def link_through(source: Path) -> None:
    (source / "up").symlink_to("sample")
    (source / "sample" / "out").symlink_to("../..")


def pipe(source: Path) -> None:
    os.mkfifo(source / "pipe")


def broken_manifest(source: Path) -> None:
    (source / "extension.toml").write_text("id = 1")


def no_manifest(source: Path) -> None:
    (source / "extension.toml").unlink()


def later_contract(source: Path) -> None:
    text = manifest().replace(">=0.1,<1", ">=9")
    (source / "extension.toml").write_text(text)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (link_out, "link out of the extension"),
        (link_absolute, "link to an absolute path"),
        (link_through, "link out of the extension"),
        (pipe, "neither a file nor a folder"),
        (broken_manifest, "expected a string"),
        (no_manifest, "there is no extension here"),
        (later_contract, "works with versions >=9"),
    ],
)
def test_what_is_not_installed(
    folders: HostFolders, source: Path, spoil: object, said: str
) -> None:
    assert callable(spoil)
    spoil(source)
    folders.user.mkdir()
    before = everything(folders)
    with pytest.raises(ProblemError, match=said):
        install_extension(source, folders)
    assert everything(folders) == before


def test_links_within_stay_links(folders: HostFolders, source: Path) -> None:
    (source / "sample" / "same.py").symlink_to("part.py")
    installed = install_extension(source, folders)
    assert (installed.folder / "sample" / "same.py").readlink() == Path("part.py")


def test_too_much(folders: HostFolders, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pith.host.manage._copying.MAXIMUM_FILES", 3)
    with pytest.raises(ProblemError, match="holds more than 3 files"):
        install_extension(source, folders)


def test_something_is_in_the_way(folders: HostFolders, source: Path) -> None:
    (folders.user / ID).mkdir(parents=True)
    with pytest.raises(ProblemError, match="is in the way"):
        install_extension(source, folders)


def test_two_at_once(folders: HostFolders, source: Path, tmp_path: Path) -> None:
    """Of two processes that install the same, one wins, and the other is told."""
    code = """
import sys
from pathlib import Path
from pith.base import ProblemError
from pith.host import HostFolders
from pith.host.manage import install_extension
user = Path(sys.argv[1])
folders = HostFolders(None, user / "extensions", (), user / "extensions.json", user / "storage",
                      user / "cache")
try:
    install_extension(Path(sys.argv[2]), folders)
except ProblemError:
    sys.exit(3)
"""
    arguments = [sys.executable, "-c", code, str(folders.user.parent), str(source)]
    children = [subprocess.Popen(arguments) for _ in range(3)]
    assert sorted(child.wait() for child in children) == [0, 3, 3]


# -- uninstalling


def test_uninstall_leaves_no_trace(tmp_path: Path) -> None:
    source = write_extension(
        tmp_path / "source",
        {
            **FILES,
            "sample/__init__.py": """
        def activate(context):
            context.commands.handle("sample.run", lambda: store(context.storage_path))

        def store(path):
            path.mkdir(parents=True)
            (path / "data").write_text("kept")
    """,
        },
    )
    with host_bench(tmp_path / "bench") as bench:
        bench.start()
        registry = registered(bench)
        before = everything(bench.folders)
        install_extension(source, bench.folders)
        bench.refresh()
        bench.execute("sample.run")
        bench.wait(bench.host.choices.set_enabled(ID, False))
        bench.wait(bench.host.choices.set_enabled(ID, True))
        set_enabled(ID, False, bench.folders)
        assert registered(bench) != registry
        uninstall(ID, bench.folders)
        bench.refresh()
        assert everything(bench.folders) == before
        assert registered(bench) == registry


def registered(bench: HostBench) -> object:
    return (
        bench.host.records(),
        bench.bus.commands(),
        bench.services.output.lines,
        [name for name in sys.modules if name.startswith("pith_ext")],
    )


def test_uninstalling_what_is_not_there(folders: HostFolders, source: Path) -> None:
    install_extension(source, folders)
    with pytest.raises(ProblemError, match=r"no extension acme\.simple.*`acme\.sample`"):
        uninstall("acme.simple", folders)


def test_what_comes_with_the_program_stays(folders: HostFolders, source: Path) -> None:
    assert folders.bundled is not None
    folders.bundled.mkdir()
    source.rename(folders.bundled / ID)
    with pytest.raises(ProblemError, match="comes with Pith and cannot be uninstalled"):
        uninstall(ID, folders)


def test_a_broken_one_can_be_uninstalled(folders: HostFolders, source: Path) -> None:
    install_extension(source, folders)
    (folders.user / ID / "extension.toml").write_text("broken")
    uninstall(ID, folders)
    assert list_extensions(folders) == []


def test_disabling_what_is_not_there(folders: HostFolders, source: Path) -> None:
    install_extension(source, folders)
    with pytest.raises(ProblemError, match="there is no extension nothing"):
        set_enabled("nothing", False, folders)
    set_enabled(ID, False, folders)
    assert list_extensions(folders)[0].state == "disabled"
    set_enabled(ID, True, folders)
    assert list_extensions(folders)[0].state == "installed"


# -- new and check


@pytest.mark.parametrize("extension_id", ["acme.hello", "acme.word-count", "a.b.3d-class", "a.if"])
def test_a_new_extension_is_right_and_runs(tmp_path: Path, extension_id: str) -> None:
    with host_bench(tmp_path / "bench") as bench:
        folder = new_extension(extension_id, bench.folders.user)
        assert check_folder(folder) == []
        bench.start()
        (shown,) = [each.id for each in bench.bus.commands()]
        bench.services.workspace.add_document("", "a.md")
        bench.execute(shown)
        assert bench.services.window.notifications[0].message == "Hello from a.md"
        assert bench.record(extension_id).state == "active"


def test_a_new_extension_replaces_nothing(tmp_path: Path) -> None:
    new_extension("acme.hello", tmp_path)
    before = tree(tmp_path)
    with pytest.raises(ProblemError, match="is there already"):
        new_extension("acme.hello", tmp_path)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("wrong", ["hello", "../up.here", "A.b", "a..b", "a.b/c", ""])
def test_ids_that_are_none(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(ProblemError, match="cannot be the id"):
        new_extension(wrong, tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("import pith.host", "imports `pith.host` (an extension uses pith.api"),
        ("from pith import text", "imports `pith.text`"),
        ("def f():\n    from pith.workspace import Workspace", ":2: imports `pith.workspace`"),
        ("import yaml_or_so", "imports `yaml_or_so` (add its distribution to `dependencies`"),
        ("def f(:", "SyntaxError: invalid syntax"),
        ("from pith.api import hook\n@hook\ndef document_open(document): ...", "no hook"),
        ("import pith.api\n@pith.api.hook\ndef document_saved(doc): ...", "def document_saved("),
        ("def activate(): ...", "write def activate(context)"),
        ("def restore(state): ...", "write def restore(state, from_version)"),
        ("def activate(context, more): ...", "`activate` takes other arguments"),
        ("def activte(context): ...", "did you mean `activate`?"),
        ("def started(context): ...", "write def started()"),
    ],
)
def test_check_finds(tmp_path: Path, part: str, said: str) -> None:
    folder = write_extension(tmp_path, {"extension.toml": manifest(), "sample.py": part})
    (problem,) = check_folder(folder)
    assert said in str(problem)
    assert problem.source.endswith("sample.py")
    assert problem.line is not None


@pytest.mark.parametrize(
    "part",
    [
        "import os, json\nfrom xml import dom",
        "import pith.api\nfrom pith.api import hook\nfrom pith import api",
        "import PySide6.QtCore\nfrom pith.qt.api import x",
        "import sample\nfrom . import x\nfrom helper import y",
        "def activate(context, more=None): ...\ndef restore(*args): ...\ndef snapshot(): ...",
        "from send2trash import send2trash",
    ],
)
def test_check_finds_nothing(tmp_path: Path, part: str) -> None:
    text = manifest().replace("tier", 'dependencies = ["Send2Trash>=1.8"]\ntier')
    folder = write_extension(
        tmp_path, {"extension.toml": text, "sample.py": part, "helper.py": "import anything"}
    )
    assert check_folder(folder) == []


def test_check_of_a_folder_without_extension(tmp_path: Path) -> None:
    (problem,) = check_folder(tmp_path)
    assert problem.message == "there is no extension.toml in it"
    assert problem.source == str(tmp_path)


def test_a_socket_is_refused(folders: HostFolders, source: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        try:
            server.bind(str(source / "socket"))
        except OSError:
            pytest.skip("the path is too long for a socket")
    with pytest.raises(ProblemError, match="neither a file nor a folder"):
        install_extension(source, folders)

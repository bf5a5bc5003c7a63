"""Processes that are killed between any two changes of the disk: the next start finds all whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pith.host import HostFolders
from pith.host.manage import (
    install_extension,
    list_extensions,
    previous_version,
    recover,
    roll_back,
    uninstall,
)
from tests.support.extension_host import ID, manifest, write_extension

# Ends the process before the n-th change of anything at the top of the person's folder.
CHILD = """
import os, shutil, signal, sys
from pathlib import Path
from pith.host import HostFolders
from pith.host import manage

user, source, what, count = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
extensions = user / "extensions"
folders = HostFolders(None, extensions, (), user / "extensions.json", user / "storage",
                      user / "cache")
seen = 0

def watched(function):
    def wrapper(path, *arguments, **named):
        global seen
        if Path(path).parent == extensions:
            seen += 1
            if seen == count:
                os.kill(os.getpid(), signal.SIGKILL)
        return function(path, *arguments, **named)
    return wrapper

Path.rename = watched(Path.rename)
Path.mkdir = watched(Path.mkdir)
shutil.rmtree = watched(shutil.rmtree)
if what == "install":
    manage.install_extensions([source, source.with_name("other")], folders)
elif what == "roll back":
    manage.roll_back("acme.sample", folders)
else:
    manage.uninstall("acme.sample", folders)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("what", ["install", "roll back", "uninstall"])
def test_killed_before_each_change(tmp_path: Path, what: str) -> None:
    source = tmp_path / "source"
    write_extension(source, {"extension.toml": manifest(), "sample.py": "one = 1\n"})
    other = manifest(extension_id="acme.other")
    write_extension(tmp_path / "other", {"extension.toml": other, "sample.py": "other = 1\n"})
    ends: set[tuple[str, str, bool]] = set()
    for count in range(1, 100):
        user = tmp_path / f"user{count}"
        folders = HostFolders(
            None, user / "extensions", (), user / "state.json", user / "storage", user / "cache"
        )
        user.mkdir()
        write_extension(source, {"extension.toml": manifest(), "sample.py": "one = 1\n"})
        install_extension(source, folders)
        write_extension(source, {"extension.toml": manifest(version="2.0"), "sample.py": "two\n"})
        if what != "install":
            install_extension(source, folders)
        arguments = [str(user), str(source), what, str(count)]
        done = subprocess.run([sys.executable, "-c", CHILD, *arguments], check=False)
        recover(folders)
        records = {record.id: record for record in list_extensions(folders)}
        hidden = {path.name for path in folders.user.iterdir() if path.name.startswith(".")}
        assert hidden <= {f".previous-{ID}"}, (what, count)
        version = records[ID].version if ID in records else "none"
        before = previous_version(ID, folders)
        if version != "none":
            code = {"1.0.0": "one = 1\n", "2.0": "two\n"}[version]
            assert (folders.user / ID / "sample.py").read_text() == code, (what, count)
        ends.add((version, before.version if before else "none", "acme.other" in records))
        if done.returncode == 0:
            break
        assert done.returncode == -9
        assert count < 90
    else:
        pytest.fail("it never came to its end")
    assert ends <= EXPECTED[what]
    assert len(ends) >= 2  # as before, and as it should be
    if what == "install":
        uninstall(ID, folders)
    elif what == "roll back":
        assert roll_back(ID, folders) == ("1.0.0", "2.0")


#: (version, version to go back to, whether the other one is there)
EXPECTED = {
    # Two of one command come one after the other: killed in between, the first is there.
    "install": {
        ("1.0.0", "none", False),
        ("2.0", "1.0.0", False),
        ("2.0", "1.0.0", True),
    },
    "roll back": {("2.0", "1.0.0", False), ("1.0.0", "2.0", False)},
    "uninstall": {("2.0", "1.0.0", False), ("none", "none", False)},
}

"""`pith extension …` in processes of its own, as scripts and people call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.extension_host import command, manifest, write_extension
from tests.support.pith_process import PATIENCE, Pith

NOTICE = (
    "Sample (acme.sample) is trusted: it runs inside the editor's process, unprotected, "
    "and may do whatever you may"
)


def sample(folder: Path, more: str = "", version: str = "1.0.0", code: str = "") -> Path:
    return write_extension(
        folder / f"sample-{version}",
        {"extension.toml": manifest(more, version=version), "sample.py": code},
    )


def tree(folder: Path) -> set[str]:
    """Everything below a folder, as relative paths."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def installed(pith: Pith) -> Path:
    return pith.user / "data" / "extensions" / "acme.sample"


def row(pith: Pith, extension_id: str) -> list[str]:
    """The words of an extension's line in the list."""
    lines = pith.run("extension", "list").lines
    (found,) = [line.split() for line in lines if line.startswith(f"{extension_id} ")]
    return found


def test_the_list_is_a_table(pith: Pith) -> None:
    lines = pith.run("extension", "list").lines
    assert lines[0].split() == ["ID", "VERSION", "TIER", "STATE", "NAME"]
    assert row(pith, "pith.word-count")[1:] == ["1.0.0", "trusted", "installed", "Word", "Count"]
    columns = {line.index("trusted") for line in lines[1:] if "trusted" in line}
    assert columns == {lines[0].index("TIER")}


def test_what_is_wrong_stands_below_the_table(pith: Pith) -> None:
    manifest_file = pith.user / "data" / "extensions" / "acme.broken" / "extension.toml"
    write_extension(manifest_file.parent, {"extension.toml": manifest().replace("1.0.0", "one")})
    answer = pith.run("extension", "list")
    assert row(pith, "acme.broken")[1:4] == ["?", "-", "invalid"]
    assert answer.lines[-2] == ""
    assert answer.lines[-1].startswith(f"acme.broken: {manifest_file}:4: ")


def test_the_list_as_json(pith: Pith) -> None:
    sample(pith.user / "data" / "extensions", "[wrong]\n")
    listed = {each["folder"]: each for each in pith.run("extension", "list", "--json").json()}
    broken = listed[str(pith.user / "data" / "extensions" / "sample-1.0.0")]
    assert broken["state"] == "invalid"
    assert broken["origin"] == "user"
    (problem,) = broken["problems"]
    assert problem["file"] == f"{broken['folder']}/extension.toml"
    assert problem["line"] == 8
    assert problem["severity"] == "error"
    bundled = next(each for each in listed.values() if each["id"] == "pith.explorer")
    assert (bundled["origin"], bundled["state"], bundled["problems"]) == (
        "bundled",
        "installed",
        [],
    )


def test_no_name_breaks_the_table_or_json(pith: Pith) -> None:
    write_extension(
        pith.user / "data" / "extensions" / "x",
        {"extension.toml": manifest(name="\\u001b[2J\\n語", module=None)},
    )
    answer = pith.run("extension", "list")
    assert "\x1b" not in answer.out
    assert "acme.sample" in answer.out
    (listed,) = [
        each
        for each in pith.run("extension", "list", "--json").json()
        if each["name"] == "\x1b[2J\n語" or each["state"] == "invalid"
    ]
    assert listed["folder"].endswith("/x")


def test_further_folders_stand_before(pith: Pith) -> None:
    sample(pith.user / "data" / "extensions")
    other = sample(pith.folder / "others", version="2.0.0")
    pith = Pith(pith.user, pith.folder, ("--extensions-dir", "others"))
    assert row(pith, "acme.sample")[1] == "2.0.0"
    assert f"acme.sample: {other} stands before" in pith.run("extension", "list").out


def test_a_folder_for_extensions_that_is_not_there(pith: Pith) -> None:
    pith = Pith(pith.user, pith.folder, ("--extensions-dir", "nowhere"))
    answer = pith.run("extension", "list")
    place = pith.folder / "nowhere"
    assert answer.complaints == [f"{place}: is not there (check --extensions-dir)"]


def test_install(pith: Pith) -> None:
    answer = pith.run("extension", "install", sample(pith.folder))
    assert answer.lines == [f"installed acme.sample 1.0.0 in {installed(pith)}"]
    assert answer.complaints == [NOTICE]
    assert tree(installed(pith)) == {"extension.toml", "sample.py"}
    assert row(pith, "acme.sample")[3] == "installed"


def test_install_takes_relative_folders(pith: Pith) -> None:
    sample(pith.folder)
    pith.run("extension", "install", "sample-1.0.0")
    assert installed(pith).is_dir()


def test_what_only_declares_is_not_warned_of(pith: Pith) -> None:
    folder = write_extension(pith.folder / "data", {"extension.toml": manifest(module=None)})
    assert pith.run("extension", "install", folder).err == ""


def test_update(pith: Pith) -> None:
    old, new = sample(pith.folder), sample(pith.folder, version="1.1.0", code="new = True")
    pith.run("extension", "install", old)
    answer = pith.run("extension", "install", new)
    assert answer.lines == [f"installed acme.sample 1.1.0 (it was 1.0.0) in {installed(pith)}"]

    answer = pith.run("extension", "install", old, status=1)
    assert answer.complaints[-1] == (
        f"{installed(pith)}: Sample 1.1.0 is installed already; this is 1.0.0 "
        "(replace it with --update)"
    )
    assert (installed(pith) / "sample.py").read_text() == "new = True"
    assert answer.out == ""

    pith.run("extension", "install", "--update", old)
    assert row(pith, "acme.sample")[1] == "1.0.0"
    assert {path.name for path in installed(pith).parent.iterdir()} == {
        "acme.sample",
        ".previous-acme.sample",
    }


def test_what_keeps_an_extension_from_working_is_said_at_once(pith: Pith) -> None:
    folder = sample(pith.folder, code="def activate(:\n")
    answer = pith.run("extension", "install", folder)
    notice, code = answer.complaints
    assert notice == NOTICE
    assert code.startswith(f"{installed(pith) / 'sample.py'}:1")


def test_what_is_required_has_to_be_there_or_come_along(pith: Pith) -> None:
    folder = sample(pith.folder, '[requires]\n"acme.base" = ">=1"\n')
    text = manifest(extension_id="acme.base", module=None)
    base = write_extension(pith.folder / "base", {"extension.toml": text})
    answer = pith.run("extension", "install", folder, status=1)
    assert answer.complaints[-1] == (
        "acme.sample requires acme.base >=1, which is not installed "
        "(install it first, or name it in the same command)"
    )
    assert not installed(pith).exists()
    said = pith.run("extension", "install", folder, base).lines
    assert [line.split()[1] for line in said] == ["acme.sample", "acme.base"]


def test_going_back(pith: Pith) -> None:
    pith.run("extension", "install", sample(pith.folder))
    answer = pith.run("extension", "rollback", "acme.sample", status=1)
    assert "there is no version of acme.sample to go back to" in answer.complaints[0]
    pith.run("extension", "install", sample(pith.folder, version="2.0.0"))
    answer = pith.run("extension", "rollback", "acme.sample")
    assert answer.lines == ["acme.sample is 1.0.0 again (it was 2.0.0, which is kept)"]
    assert row(pith, "acme.sample")[1] == "1.0.0"
    pith.run("extension", "rollback", "acme.sample")
    assert row(pith, "acme.sample")[1] == "2.0.0"
    pith.run("extension", "uninstall", "acme.sample")
    assert list((pith.user / "data" / "extensions").iterdir()) == []


def test_a_disabled_one_stays_disabled_when_it_is_updated(pith: Pith) -> None:
    folder = sample(pith.folder)
    pith.run("extension", "install", folder)
    pith.run("extension", "disable", "acme.sample")
    answer = pith.run("extension", "install", "--update", folder)
    assert answer.complaints[-1] == "it is disabled (type: pith extension enable acme.sample)"
    assert row(pith, "acme.sample")[3] == "disabled"


@pytest.mark.parametrize("given", ["nowhere", "empty", "broken"])
def test_what_cannot_be_installed_changes_nothing(given: str, pith: Pith) -> None:
    (pith.folder / "empty").mkdir()
    write_extension(pith.folder / "broken", {"extension.toml": manifest().replace("1.0.0", "")})
    answer = pith.run("extension", "install", given, status=1)
    (complaint,) = answer.complaints
    assert complaint.startswith(str(pith.folder / given))
    assert answer.out == ""
    assert {path.name for path in pith.user.rglob("*") if path.is_file()} == set()


@pytest.mark.parametrize(
    ("typed", "accepted"),
    [("y\n", True), ("YES\n", True), ("\n", False), ("n\n", False), ("\x04", False)],
)
def test_at_a_terminal_it_is_asked(typed: str, accepted: bool, pith: Pith) -> None:
    status, shown = at_a_terminal(pith, typed, "extension", "install", sample(pith.folder))
    assert NOTICE in shown
    assert "Install? [y/N]" in shown
    assert installed(pith).is_dir() is accepted
    assert status == (0 if accepted else 1)
    assert ("nothing was installed" in shown) is not accepted


def test_at_a_terminal_yes_needs_no_answer(pith: Pith) -> None:
    folder = sample(pith.folder)
    status, shown = at_a_terminal(pith, "", "extension", "install", "--yes", folder)
    assert NOTICE in shown
    assert "[y/N]" not in shown
    assert status == 0
    assert installed(pith).is_dir()


def at_a_terminal(pith: Pith, typed: str, *words: str | Path) -> tuple[int, str]:
    """Run with a terminal for all three streams; what it showed, without what was typed."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        pith.command(*words), cwd=pith.folder, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    try:
        while True:
            if typed and b"[y/N] " in shown:
                os.write(ours, typed.encode())
                typed = ""
            try:
                piece = os.read(ours, 4096)
            except OSError:  # Linux's way to say that nobody has the other side any more
                break
            if not piece:
                break
            shown += piece
        return process.wait(PATIENCE), shown.decode().replace("\r\n", "\n")
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def test_uninstall_leaves_no_trace(pith: Pith) -> None:
    pith.run("extension", "list")
    before = tree(pith.user)
    pith.run("extension", "install", sample(pith.folder))
    pith.run("extension", "disable", "acme.sample")
    kept = pith.user / "data" / "extension-storage" / "acme.sample" / "notes"
    kept.parent.mkdir(parents=True)
    kept.touch()
    assert pith.run("extension", "uninstall", "acme.sample").lines == ["uninstalled acme.sample"]
    folders = {"data", "data/extensions", "config"}
    assert tree(pith.user) - folders == before - folders


def test_uninstall_knows_what_it_may_not_take(pith: Pith) -> None:
    (complaint,) = pith.run("extension", "uninstall", "pith.explorer", status=1).complaints
    assert "pith.explorer comes with Pith and cannot be uninstalled" in complaint
    assert complaint.endswith("(pith extension disable pith.explorer)")
    (complaint,) = pith.run("extension", "uninstall", "pith.explorr", status=1).complaints
    assert "there is no extension pith.explorr" in complaint
    assert "pith.explorer" in complaint


def test_disable_and_enable(pith: Pith) -> None:
    assert pith.run("extension", "disable", "pith.explorer").lines == ["disabled pith.explorer"]
    assert row(pith, "pith.explorer")[3] == "disabled"
    pith.run("extension", "disable", "pith.explorer")
    assert pith.run("extension", "enable", "pith.explorer").lines == ["enabled pith.explorer"]
    assert row(pith, "pith.explorer")[3] == "installed"
    assert not (pith.user / "config" / "extensions.json").exists()


@pytest.mark.parametrize("action", ["disable", "enable"])
def test_nobody_is_called_that(action: str, pith: Pith) -> None:
    (complaint,) = pith.run("extension", action, "acme.nobody", status=1).complaints
    assert "there is no extension acme.nobody" in complaint


def test_enabling_says_why_it_still_does_not_run(pith: Pith) -> None:
    sample(pith.user / "data" / "extensions", '[requires]\n"acme.base" = ">=1"\n')
    pith.run("extension", "disable", "acme.sample")
    (complaint,) = pith.run("extension", "enable", "acme.sample").complaints
    assert complaint.startswith("acme.sample is unavailable: ")
    assert "requires acme.base" in complaint


def test_disabled_in_a_folder_and_linked(pith: Pith) -> None:
    folder = sample(pith.folder)
    assert pith.run("extension", "link", folder).lines == [f"linked acme.sample 1.0.0 in {folder}"]
    assert row(pith, "acme.sample")[3:5] == ["installed,", "linked"]
    answer = pith.run("extension", "disable", "acme.sample", "--folder", "there")
    assert answer.lines == [f"disabled acme.sample in {pith.folder / 'there'}"]
    assert row(pith, "acme.sample")[3] == "installed,"
    pith.run("extension", "unlink", "acme.sample")
    assert not (pith.user / "config" / "extensions.json").exists()
    assert (folder / "sample.py").exists()


def test_packed_and_installed(pith: Pith) -> None:
    answer = pith.run("extension", "pack", sample(pith.folder))
    archive = pith.folder / "acme.sample-1.0.0.pithext"
    assert answer.lines[0].startswith(f"packed {archive} (0.")
    pith.run("extension", "install", archive.name)
    assert row(pith, "acme.sample")[3] == "installed"


def test_tests_that_fail_and_that_are_not_there(pith: Pith) -> None:
    folder = sample(pith.folder)
    own = {"TMPDIR": str(pith.folder)}
    answer = pith.run("extension", "test", folder, status=1, environment=own)
    assert answer.complaints == [f"there are no tests in {folder} (put them into tests/test_….py)"]
    write_extension(folder, {"tests/test_it.py": "def test_it(kernel):\n    kernel.activate(1)\n"})
    answer = pith.run("extension", "test", folder, "--", "-q", status=1, environment=own)
    assert "1 failed" in answer.out


def test_a_torn_list_of_disabled_ones_is_named(pith: Pith) -> None:
    file = pith.user / "config" / "extensions.json"
    file.parent.mkdir(parents=True)
    file.write_text('{"disabled": ')
    for words in (["extension", "list"], ["extension", "disable", "pith.explorer"]):
        (complaint,) = pith.run(*words, status=1).complaints
        assert complaint.startswith(f"{file}: is not the list")
    assert file.read_text() == '{"disabled": '


def test_new_makes_what_check_and_install_like(pith: Pith) -> None:
    answer = pith.run("extension", "new", "acme.fresh-start")
    assert answer.lines == [
        f"made {pith.folder / 'acme.fresh-start'}",
        f"try it with: pith extension link {pith.folder / 'acme.fresh-start'}",
    ]
    said, size = pith.run("extension", "check", "acme.fresh-start").lines
    assert said == "no problems"
    assert size.startswith("6 files, ")
    pith.run("extension", "install", "acme.fresh-start")
    assert row(pith, "acme.fresh-start")[3:] == ["installed", "Fresh", "Start"]


def test_new_in_another_folder(pith: Pith) -> None:
    answer = pith.run("extension", "new", "acme.x", "a b")
    assert (pith.folder / "a b" / "acme.x" / "extension.toml").is_file()
    assert answer.lines[1] == f"try it with: pith extension link '{pith.folder / 'a b' / 'acme.x'}'"


def test_the_tests_of_a_new_one_pass(pith: Pith) -> None:
    pith.run("extension", "new", "acme.fresh")
    folder = pith.folder / "acme.fresh"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", folder, "."],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(pith.folder)},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_new_refuses(pith: Pith) -> None:
    (complaint,) = pith.run("extension", "new", "No Id", status=1).complaints
    assert complaint.startswith("`No Id` cannot be the id of an extension (use lower-case")
    pith.run("extension", "new", "acme.x")
    (complaint,) = pith.run("extension", "new", "acme.x", status=1).complaints
    assert complaint.startswith(f"{pith.folder / 'acme.x'}: is there already")


def test_check_names_file_and_line(pith: Pith) -> None:
    folder = sample(
        pith.folder, command("sample.go"), code="import numpy\n\ndef activate(:\n    pass\n"
    )
    answer = pith.run("extension", "check", folder, status=1)
    assert answer.err == ""
    (line,) = answer.lines
    assert line.startswith(f"{folder / 'sample.py'}:3")
    (folder / "sample.py").write_text("import pith.host\n\ndef activate(context): pass\n")
    (line,) = pith.run("extension", "check", folder, status=1).lines
    assert line.startswith(f"{folder / 'sample.py'}:1: imports `pith.host`")


def test_a_warning_alone_is_no_failure(pith: Pith) -> None:
    folder = sample(pith.folder, code="def activte(context): pass\n")
    line, _ = pith.run("extension", "check", folder).lines
    assert line == (
        f"{folder / 'sample.py'}:1: warning: `activte` is never called (did you mean `activate`?)"
    )


def test_check_of_nothing(pith: Pith) -> None:
    (pith.folder / "file").touch()
    for name, what in (("nowhere", "is not there"), ("file", "is a file")):
        (complaint,) = pith.run("extension", "check", name, status=1).complaints
        assert complaint == f"{name}: {what} (name an extension's folder)"


def test_nothing_outside_of_the_user_dir_is_touched(pith: Pith, tmp_path: Path) -> None:
    """Also where the system would have the person's folders."""
    home = tmp_path / "home"
    home.mkdir()
    environment = {
        "HOME": str(home),
        "TMPDIR": str(tmp_path / "home"),
        **{f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")},
    }
    folder = sample(pith.folder)
    for words in (
        ["extension", "list"],
        ["extension", "install", str(folder)],
        ["extension", "disable", "acme.sample"],
        ["extension", "enable", "acme.sample"],
        ["extension", "check", str(folder)],
        ["command", "list"],
        ["extension", "uninstall", "acme.sample"],
    ):
        pith.run(*words, environment=environment)
    assert tree(home) == set()


def test_without_user_dir_the_system_says_where(pith: Pith, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    done = subprocess.run(
        [sys.executable, "-m", "pith_app", "extension", "install", str(sample(pith.folder))],
        env={**environment, "HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )
    folder = home / ".local/share/pith/extensions/acme.sample"
    assert done.stdout == f"installed acme.sample 1.0.0 in {folder}\n"


def test_many_at_once_do_not_harm_each_other(pith: Pith) -> None:
    names = [f"acme.x{number}" for number in range(6)]
    for name in names:
        pith.run("extension", "new", name)
    wanted = [("install", name) for name in names] + [("disable", "pith.explorer")] * 2
    processes = [
        subprocess.Popen(
            pith.command("extension", *words), cwd=pith.folder, stdout=-3, stderr=subprocess.PIPE
        )
        for words in wanted
    ]
    for process in processes:
        assert process.communicate(timeout=PATIENCE)[1].count(b"\n") <= 1
        assert process.returncode == 0
    listed = {each["id"]: each["state"] for each in pith.run("extension", "list", "--json").json()}
    assert [listed[name] for name in names] == ["installed"] * 6
    assert listed["pith.explorer"] == "disabled"
    assert json.loads((pith.user / "config" / "extensions.json").read_text()) == {
        "disabled": ["pith.explorer"]
    }


def test_who_cannot_run_without_it_is_named(pith: Pith) -> None:
    root = pith.user / "data" / "extensions"
    sample(root, '[requires]\n"acme.base" = ">=1"\n')
    text = manifest(extension_id="acme.base", module=None)
    write_extension(root / "acme.base", {"extension.toml": text})
    disabled = pith.run("extension", "disable", "acme.base")
    assert disabled.out == "disabled acme.base\n"
    assert "acme.sample is unavailable" in disabled.err
    assert "requires acme.base, which is disabled" in disabled.err
    pith.run("extension", "enable", "acme.base")
    gone = pith.run("extension", "uninstall", "acme.base")
    assert gone.out == "uninstalled acme.base\n"
    assert "requires acme.base, which is not installed" in gone.err

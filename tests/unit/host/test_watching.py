"""What happens to folders while the window runs, heard from the system."""

from __future__ import annotations

import os
import shutil
import time

import pytest

from tests.support.extension_host import ID, HostBench, command, manifest

SOURCE = """
    def activate(context):
        context.commands.handle("sample.run", lambda: "one")
"""


def write(bench: HostBench, source: str = SOURCE, folder: str = ID) -> None:
    bench.add({"extension.toml": manifest(command("sample.run")), "sample.py": source}, folder)


def state(bench: HostBench) -> str:
    record = bench.host.record(ID)
    return record.state if record is not None else "gone"


def test_a_folder_comes_changes_breaks_is_repaired_and_goes(open_window: HostBench) -> None:
    bench = open_window
    write(bench)
    bench.run_until(lambda: state(bench) == "installed")
    assert bench.execute("sample.run") == "one"
    write(bench, SOURCE.replace("one", "two"))
    bench.run_until(lambda: bench.record().generation == 2)
    assert bench.execute("sample.run") == "two"
    write(bench, "def activate(:")
    bench.run_until(lambda: bool(bench.record().problems))
    assert bench.execute("sample.run") == "two"
    write(bench, SOURCE.replace("one", "three"))
    bench.run_until(lambda: not bench.record().problems)
    assert bench.execute("sample.run") == "three"
    shutil.rmtree(bench.folders.user / ID)
    bench.run_until(lambda: state(bench) == "gone")
    assert bench.bus.find("sample.run") is None


def test_a_folder_is_renamed(open_window: HostBench) -> None:
    bench = open_window
    write(bench)
    bench.run_until(lambda: state(bench) == "installed")
    bench.execute("sample.run")
    (bench.folders.user / ID).rename(bench.folders.user / "another-name")
    bench.run_until(
        lambda: state(bench) == "active" and bench.record().folder.name == "another-name"
    )
    assert bench.execute("sample.run") == "one"


def test_a_folder_is_moved_in_and_out(open_window: HostBench) -> None:
    bench = open_window
    outside = bench.base / "outside"
    bench.add(
        {"extension.toml": manifest(command("sample.run")), "sample.py": SOURCE},
        "outside",
        root=bench.base,
    )
    outside.rename(bench.folders.user / ID)
    bench.run_until(lambda: state(bench) == "installed")
    (bench.folders.user / ID).rename(outside)
    bench.run_until(lambda: state(bench) == "gone")


def test_an_editor_that_writes_by_renaming(open_window: HostBench) -> None:
    bench = open_window
    write(bench)
    bench.run_until(lambda: state(bench) == "installed")
    bench.execute("sample.run")
    file = bench.folders.user / ID / "sample.py"
    beside = file.with_name(".sample.py.swp")
    beside.write_text(file.read_text().replace("one", "two"))
    beside.replace(file)
    bench.run_until(lambda: bench.record().generation == 2)
    assert bench.execute("sample.run") == "two"


def test_an_editor_that_removes_before_it_writes(open_window: HostBench) -> None:
    bench = open_window
    write(bench)
    bench.run_until(lambda: state(bench) == "installed")
    bench.execute("sample.run")
    manifest_file = bench.folders.user / ID / "extension.toml"
    text = manifest_file.read_text()
    manifest_file.unlink()
    # Longer than events are gathered: the folder is looked at while it has no manifest.
    deadline = time.monotonic() + 0.15
    bench.run_until(lambda: time.monotonic() > deadline)
    manifest_file.write_text(text.replace("1.0.0", "1.0.1"))
    bench.run_until(lambda: bench.record().version == "1.0.1")
    assert bench.record().generation == 2


def test_a_burst_of_saves_is_one_reload(open_window: HostBench) -> None:
    bench = open_window
    write(bench)
    bench.run_until(lambda: state(bench) == "installed")
    bench.execute("sample.run")
    for number in range(20):
        write(bench, SOURCE.replace("one", str(number)))
    bench.run_until(lambda: bench.execute("sample.run") == "19")
    assert bench.record().generation <= 3


def test_a_second_save_of_the_same_size_within_a_tick(open_window: HostBench) -> None:
    bench = open_window
    write(bench)
    bench.run_until(lambda: state(bench) == "installed")
    bench.execute("sample.run")
    file = bench.folders.user / ID / "sample.py"
    status = file.stat()
    file.write_text(file.read_text().replace("one", "two"))
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    bench.run_until(lambda: bench.execute("sample.run") == "two")


@pytest.mark.parametrize(
    "name",
    ["__pycache__/x.pyc", "sample.py~", ".#sample.py", "4913", "tests/test_x.py", ".git/index"],
)
def test_what_tools_leave_about_is_no_change(open_window: HostBench, name: str) -> None:
    bench = open_window
    write(bench)
    bench.run_until(lambda: state(bench) == "installed")
    bench.execute("sample.run")
    bench.add({name: "x = 1\n"})
    # A change that is one, after it: had the first been taken, this would be the third.
    write(bench, SOURCE.replace("one", "two"))
    bench.run_until(lambda: bench.execute("sample.run") == "two")
    assert bench.record().generation == 2


def test_two_extensions_at_once(open_window: HostBench) -> None:
    bench = open_window
    ids = ["acme.one", "acme.two"]
    for each in ids:
        text = manifest(extension_id=each, activation=["*"])
        bench.add({"extension.toml": text, "sample.py": "def activate(context): pass"}, each)
    bench.run_until(
        lambda: all(
            (record := bench.host.record(each)) is not None and record.state == "active"
            for each in ids
        )
    )


def test_what_changed_before_it_was_watched(watched: HostBench) -> None:
    watched.start()
    write(watched)
    watched.host.watch()
    watched.run_until(lambda: state(watched) == "installed")


def test_the_folder_for_extensions_may_be_missing(watched: HostBench) -> None:
    shutil.rmtree(watched.folders.user)
    watched.start()
    watched.host.watch()
    assert watched.watcher is not None
    assert watched.watcher.settled().wait(10)
    write(watched)
    watched.run_until(lambda: state(watched) == "installed")


def test_a_save_while_activation_runs(open_window: HostBench) -> None:
    """As an extension does that shows a modal dialog: the window goes on in the middle of it."""
    bench = open_window
    write(bench)
    bench.run_until(lambda: state(bench) == "installed")

    def meanwhile() -> None:
        write(bench, SOURCE.replace("one", "second"))
        deadline = time.monotonic() + 0.3
        bench.run_until(lambda: time.monotonic() > deadline)

    bench.bus.handle("test.meanwhile", meanwhile)
    source = """
        def activate(context):
            context.commands.handle("sample.run", lambda: "first")

        def started():
            context_of_test()

        import builtins
        context_of_test = builtins.pith_test_meanwhile
    """
    import builtins

    builtins.pith_test_meanwhile = meanwhile  # type: ignore[attr-defined]
    try:
        write(bench, source)
        bench.run_until(lambda: state(bench) == "installed")
        assert bench.execute("sample.run") in ("first", "second")
        bench.run_until(lambda: bench.execute("sample.run") == "second")
    finally:
        del builtins.pith_test_meanwhile  # type: ignore[attr-defined]


def test_it_is_removed_while_it_is_read(open_window: HostBench) -> None:
    bench = open_window
    write(bench)
    bench.run_until(lambda: state(bench) == "installed")
    running = bench.bus.execute("sample.run")
    shutil.rmtree(bench.folders.user / ID)
    bench.run_until(lambda: state(bench) == "gone" and running.done)


def test_a_theme_is_declared_anew_when_its_file_changes(open_window: HostBench) -> None:
    bench = open_window
    more = '[[contributes.themes]]\nname = "Night"\nkind = "dark"\npath = "night.json"\n'
    bench.add({"extension.toml": manifest(more, module=None), "night.json": "{}"})
    bench.run_until(lambda: bench.themes.get("Night") is not None)
    told: list[None] = []
    listening = bench.themes.changed.connect(lambda: told.append(None))
    bench.add({"night.json": '{"colors": {}}'})
    bench.run_until(lambda: bool(told))
    assert bench.themes.get("Night") is not None
    listening.dispose()

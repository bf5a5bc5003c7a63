"""Extensions come, run, change and go."""

from __future__ import annotations

import sys

import pytest

from pith.commands import CommandError, UnknownCommand
from tests.support.extension_host import ID, HostBench, command, manifest

SAMPLE = """
    def activate(context):
        context.commands.handle("sample.run", lambda: "one")
"""


def two(value: str) -> str:
    return f"""
        def activate(context):
            context.commands.handle("sample.run", lambda: {value!r})
    """


def sample(bench: HostBench, source: str = SAMPLE, more: str = "") -> None:
    bench.add({"extension.toml": manifest(command("sample.run") + more), "sample.py": source})


def test_declared_without_being_loaded(bench: HostBench) -> None:
    sample(bench)
    bench.start()
    assert bench.record().state == "installed"
    assert bench.bus.find("sample.run") is not None
    assert not [name for name in sys.modules if name.startswith("pith_ext")]


def test_a_command_says_what_else_it_is_called(bench: HostBench) -> None:
    sample(bench, more='keywords = ["cursor", "Other Name"]\n')
    bench.start()
    declared = bench.bus.find("sample.run")
    assert declared is not None
    assert declared.keywords == ("cursor", "Other Name")


def test_a_command_activates_its_extension(bench: HostBench) -> None:
    sample(bench)
    bench.start()
    assert bench.execute("sample.run") == "one"
    record = bench.record()
    assert record.state == "active"
    assert record.activated_by == "onCommand:sample.run"
    assert record.activation_time > 0
    assert "command sample.run" in record.holds


def test_saving_changes_what_runs(bench: HostBench) -> None:
    sample(bench)
    bench.start()
    assert bench.execute("sample.run") == "one"
    sample(bench, two("two"))
    bench.refresh(ID)
    assert bench.execute("sample.run") == "two"
    assert bench.record().generation == 2


def test_a_broken_save_keeps_the_version_before(bench: HostBench) -> None:
    sample(bench)
    bench.start()
    bench.execute("sample.run")
    sample(bench, "def activate(context:\n    pass\n")
    bench.refresh(ID)
    assert bench.execute("sample.run") == "one"
    record = bench.record()
    assert record.state == "active"
    assert record.problems[0].line == 1
    assert record.problems[0].source.endswith("sample.py")
    assert "SyntaxError" in bench.output()
    sample(bench, two("repaired"))
    bench.refresh(ID)
    assert bench.execute("sample.run") == "repaired"
    assert not bench.record().problems


def test_removing_the_folder_takes_everything_away(bench: HostBench) -> None:
    import shutil

    sample(bench)
    bench.start()
    bench.execute("sample.run")
    shutil.rmtree(bench.folders.user / ID)
    bench.refresh(ID)
    assert bench.host.record(ID) is None
    with pytest.raises(UnknownCommand):
        bench.execute("sample.run")
    assert not [name for name in sys.modules if name.startswith("pith_ext")]


def test_a_broken_new_extension_is_failed_and_retried(bench: HostBench) -> None:
    sample(bench, "raise ValueError('no')")
    bench.start()
    with pytest.raises(CommandError, match="ValueError: no"):
        bench.execute("sample.run")
    assert bench.record().state == "failed"
    assert bench.record().problems[0].location.endswith("sample.py:1")
    sample(bench)
    bench.refresh(ID)
    assert bench.record().state == "active"
    assert bench.execute("sample.run") == "one"

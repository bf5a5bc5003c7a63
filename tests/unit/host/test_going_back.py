"""An update that does not work: the version before is offered, and taken."""

from __future__ import annotations

from pathlib import Path

from pith.host.manage import install_extension
from tests.support.extension_host import (
    ID,
    HostBench,
    command,
    host_bench,
    manifest,
    write_extension,
)

WORKS = """
    def activate(context):
        context.commands.handle("sample.run", lambda: {!r})
"""


def version(bench: HostBench, number: str, code: str) -> None:
    """Install a version of the extension."""
    text = manifest(command("sample.run"), version=number)
    folder = bench.base / f"source-{number}"
    write_extension(folder, {"extension.toml": text, "sample.py": code})
    install_extension(folder, bench.folders)


def go_back(bench: HostBench) -> None:
    note = bench.services.window.notifications[-1]
    assert note.actions == ("rollBack", "output")
    note.answer.set_result("rollBack")
    bench.run_until(lambda: bench.record().version == "1.0.0" and bench.record().problems == ())


def test_an_update_is_refused_while_the_version_before_runs(bench: HostBench) -> None:
    version(bench, "1.0.0", WORKS.format("one"))
    bench.start()
    assert bench.execute("sample.run") == "one"
    version(bench, "2.0.0", "1 / 0")
    bench.refresh(ID)
    assert bench.record().problems
    assert bench.execute("sample.run") == "one"
    go_back(bench)
    assert bench.execute("sample.run") == "one"
    assert "1.0.0 again (it was 2.0.0, which is kept)" in bench.output()
    assert 'version = "1.0.0"' in (bench.folders.user / ID / "extension.toml").read_text("utf-8")


def test_an_update_does_not_start(tmp_path: Path) -> None:
    with host_bench(tmp_path) as bench:
        version(bench, "1.0.0", WORKS.format("one"))
        version(bench, "2.0.0", "def activate(context):\n    raise ValueError\n")
        bench.start()
        bench.host.activating.activate(ID)
        bench.run_until(lambda: bench.record().state == "failed")
        go_back(bench)
        bench.run_until(lambda: bench.record().state == "active")
        assert bench.execute("sample.run") == "one"


def test_there_is_nothing_to_go_back_to(bench: HostBench) -> None:
    version(bench, "1.0.0", "1 / 0")
    bench.start()
    bench.host.activating.activate(ID)
    bench.run_until(lambda: bench.record().state == "failed")
    assert bench.services.window.notifications[-1].actions == ("line", "output")


def test_the_version_before_has_gone_meanwhile(bench: HostBench) -> None:
    version(bench, "1.0.0", WORKS.format("one"))
    version(bench, "2.0.0", "1 / 0")
    bench.start()
    bench.host.activating.activate(ID)
    bench.run_until(lambda: bench.record().state == "failed")
    bench.folders.previous(ID).rename(bench.base / "elsewhere")
    bench.services.window.notifications[-1].answer.set_result("rollBack")
    bench.run_until(lambda: "there is no version of acme.sample to go back to" in bench.output())
    assert bench.record().version == "2.0.0"

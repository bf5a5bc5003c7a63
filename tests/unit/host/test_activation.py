"""When code is loaded, what it needs first, and what is not loaded at all."""

from __future__ import annotations

import json

import pytest

from pith.base import CancelToken
from pith.commands import CommandError, UnhandledCommand
from pith.host import ExtensionFailure
from pith.host._folder_patterns import matching
from pith.host.manage import set_enabled
from tests.support.extension_host import ID, HostBench, command, manifest

NOTE = """
    def activate(context):
        context.output.write("here")
"""

VIEW = """
    [[contributes.viewContainers]]
    id = "sample"
    title = "Sample"
    [[contributes.views]]
    id = "sample.view"
    container = "sample"
    title = "Sample"
"""


def sleeping(bench: HostBench, *activation: str, more: str = "", extension_id: str = ID) -> None:
    text = manifest(more, extension_id=extension_id, activation=activation)
    bench.add({"extension.toml": text, "sample.py": NOTE}, extension_id)


@pytest.mark.parametrize(
    ("declared", "fired"),
    [
        ("onLanguage:python", "onLanguage:python"),
        ("onView:other", "onView:other"),
        ("onStartupFinished", "onStartupFinished"),
        ("onCommand:other", "onCommand:other"),
        ("onScheme:untitled", "onScheme:untitled"),
    ],
)
def test_events(bench: HostBench, declared: str, fired: str) -> None:
    sleeping(bench, declared)
    bench.start()
    bench.host.fire(fired + "x")
    bench.scheduler.run()
    assert bench.record().state == "installed"
    bench.host.fire(fired)
    bench.run_until(lambda: bench.record().state == "active")
    assert bench.record().activated_by == fired


def test_a_star_activates_at_once(bench: HostBench) -> None:
    sleeping(bench, "*")
    bench.start()
    bench.run_until(lambda: bench.record().state == "active")


def test_its_own_views_activate_it(bench: HostBench) -> None:
    sleeping(bench, more=VIEW)
    bench.start()
    assert bench.views.ids() == ["sample.view"]
    bench.host.fire("onView:sample.view")
    bench.run_until(lambda: bench.record().state == "active")


def test_opening_a_document_is_an_event(bench: HostBench) -> None:
    sleeping(bench, "onLanguage:markdown")
    bench.start()
    bench.host.events.document_opened(bench.services.workspace.add_document(""))
    bench.run_until(lambda: bench.record().state == "active")


def test_how_a_document_is_reached_is_an_event(bench: HostBench) -> None:
    sleeping(bench, "onScheme:untitled")
    bench.start()
    document = bench.services.workspace.add_document("", "a.md")
    bench.host.events.document_opened(document._replace(uri="file:///a.md"))
    bench.scheduler.run()
    assert bench.record().state == "installed"
    bench.host.events.document_opened(document._replace(uri="untitled:Untitled-1"))
    bench.run_until(lambda: bench.record().state == "active")
    assert bench.record().activated_by == "onScheme:untitled"


def test_another_extension_is_an_event(bench: HostBench) -> None:
    sleeping(bench, "onExtension:acme.other")
    sleeping(bench, extension_id="acme.other")
    bench.start()
    bench.host.fire("onStartupFinished")
    bench.scheduler.run()
    assert bench.record().state == "installed"
    bench.activate("acme.other")
    bench.run_until(lambda: bench.record().state == "active")
    # Who comes later is activated as long as the other one runs, and no longer.
    sleeping(bench, "onExtension:acme.other", extension_id="acme.late")
    bench.refresh()
    bench.run_until(lambda: bench.record("acme.late").state == "active")
    bench.wait(bench.host.choices.set_enabled("acme.other", False))
    sleeping(bench, "onExtension:acme.other", extension_id="acme.later")
    bench.refresh()
    assert bench.record("acme.later").state == "installed"


def test_two_that_wait_for_each_other_wait_for_ever(bench: HostBench) -> None:
    sleeping(bench, "onExtension:acme.other")
    sleeping(bench, f"onExtension:{ID}", extension_id="acme.other")
    bench.start()
    bench.host.fire("onStartupFinished")
    bench.scheduler.run()
    assert bench.record().state == bench.record("acme.other").state == "installed"
    bench.activate()
    bench.run_until(lambda: bench.record("acme.other").state == "active")


@pytest.mark.parametrize(
    ("pattern", "file"),
    [
        ("Makefile", "Makefile"),
        ("src/setup.cfg", "src/setup.cfg"),
        ("*.csproj", "a.csproj"),
        ("**/*.csproj", "deep/er/a.csproj"),
        ("**/*.csproj", "a.csproj"),
        ("{M,m}akefile", "makefile"),
        ("src/**", "src/a/b"),
        ("a[0-9].x", "a7.x"),
    ],
)
def test_a_file_of_the_folder_is_an_event(bench: HostBench, pattern: str, file: str) -> None:
    event = f"workspaceContains:{pattern}"
    sleeping(bench, event)
    folder, empty = bench.base / "full", bench.base / "empty"
    (folder / file).parent.mkdir(parents=True)
    empty.mkdir()
    (empty / "other.txt").touch()
    (folder / file).touch()
    bench.host.set_folders([folder])
    bench.start()
    bench.scheduler.run()
    assert bench.record().state == "installed"  # the window does not show yet
    bench.host.set_folders([empty])
    bench.host.fire("onStartupFinished")
    sleeping(bench, "workspaceContains:other.txt", extension_id="acme.other")
    bench.refresh()
    bench.run_until(lambda: bench.record("acme.other").state == "active")
    assert bench.record().state == "installed"
    bench.host.set_folders([folder])
    bench.run_until(lambda: bench.record().state == "active")
    assert bench.record().activated_by == event


@pytest.mark.parametrize(
    ("pattern", "file"),
    [("*.c", "src/a.c"), ("?.c", "ab.c"), ("src/*", "src/a/b"), ("a[!0-9]", "a7"), ("{a,b}", "c")],
)
def test_what_a_pattern_does_not_match(bench: HostBench, pattern: str, file: str) -> None:
    root = bench.base / "root"
    assert matching([pattern], [root / file], [root], CancelToken()) == set()


def test_what_is_ignored_is_not_looked_at(bench: HostBench) -> None:
    folder = bench.base / "full"
    (folder / "build").mkdir(parents=True)
    (folder / "build" / "a.csproj").touch()
    (folder / ".gitignore").write_text("build/\n")
    sleeping(bench, "workspaceContains:**/*.csproj")
    sleeping(bench, "workspaceContains:*gitignore", extension_id="acme.other")
    bench.host.set_folders([folder])
    bench.start()
    bench.host.fire("onStartupFinished")
    bench.run_until(lambda: bench.record("acme.other").state == "active")
    assert bench.record().state == "installed"


def test_who_is_installed_later_finds_the_file(bench: HostBench) -> None:
    folder = bench.base / "full"
    folder.mkdir()
    (folder / "Makefile").touch()
    bench.host.set_folders([folder])
    bench.start()
    bench.host.fire("onStartupFinished")
    sleeping(bench, "workspaceContains:Makefile")
    bench.refresh()
    bench.run_until(lambda: bench.record().state == "active")


def test_a_file_made_later_counts_when_somebody_else_waits_for_it(bench: HostBench) -> None:
    folder = bench.base / "full"
    folder.mkdir()
    bench.host.set_folders([folder])
    sleeping(bench, "workspaceContains:Makefile")
    bench.start()
    bench.host.fire("onStartupFinished")
    sleeping(bench, "workspaceContains:other", extension_id="acme.probe")
    (folder / "other").touch()
    bench.refresh()
    bench.run_until(lambda: bench.record("acme.probe").state == "active")
    assert bench.record().state == "installed"
    (folder / "Makefile").touch()
    sleeping(bench, "workspaceContains:{M,m}akefile", extension_id="acme.other")
    bench.refresh()
    bench.run_until(lambda: bench.record("acme.other").state == "active")
    bench.run_until(lambda: bench.record().state == "active")


def test_what_has_happened_counts_for_who_comes_later(bench: HostBench) -> None:
    bench.start()
    bench.host.fire("onStartupFinished")
    sleeping(bench, "onStartupFinished")
    bench.refresh()
    assert bench.record().state == "active"


def test_two_calls_wait_for_one_activation(bench: HostBench) -> None:
    source = """
        def activate(context):
            context.output.write("here")
            context.commands.handle("sample.run", lambda: 7)
    """
    bench.add({"extension.toml": manifest(command("sample.run")), "sample.py": source})
    bench.start()
    first, second = bench.bus.execute("sample.run"), bench.bus.execute("sample.run")
    assert (bench.wait(first), bench.wait(second)) == (7, 7)
    assert bench.output().count("here") == 1


def test_a_command_nobody_binds(bench: HostBench) -> None:
    sleeping(bench, more=command("sample.run"))
    bench.start()
    with pytest.raises(UnhandledCommand):
        bench.execute("sample.run")
    with pytest.raises(UnhandledCommand):
        bench.execute("sample.run")


def test_only_declaring_loads_nothing(bench: HostBench) -> None:
    bench.add({"extension.toml": manifest(command("sample.run"), module=None)})
    bench.start()
    bench.activate()
    assert bench.record().state == "installed"


def test_what_is_required_comes_first(bench: HostBench) -> None:
    sleeping(bench, extension_id="acme.base")
    sleeping(bench, more='[requires]\n"acme.base" = ">=1"\n')
    bench.start()
    bench.activate()
    assert bench.record("acme.base").state == "active"
    assert bench.record("acme.base").activated_by == f"required by {ID}"


def test_what_is_required_fails(bench: HostBench) -> None:
    sleeping(bench, extension_id="acme.base")
    sleeping(bench, more='[requires]\n"acme.base" = ">=1"\n')
    bench.add({"sample.py": "raise ValueError('base')"}, "acme.base")
    bench.start()
    with pytest.raises(ExtensionFailure, match="could not start"):
        bench.activate()
    assert bench.record().state == "failed"


def test_a_requirement_that_goes_takes_its_dependents(bench: HostBench) -> None:
    import shutil

    sleeping(bench, extension_id="acme.base")
    sleeping(bench, more='[requires]\n"acme.base" = ">=1"\n')
    bench.start()
    bench.activate()
    shutil.rmtree(bench.folders.user / "acme.base")
    bench.refresh("acme.base")
    assert bench.record().state == "unavailable"
    sleeping(bench, extension_id="acme.base")
    bench.refresh("acme.base")
    assert bench.record().state == "installed"


def test_disabling_and_enabling(bench: HostBench) -> None:
    sleeping(bench, "onStartupFinished", more=command("sample.run"))
    bench.start()
    bench.host.fire("onStartupFinished")
    bench.run_until(lambda: bench.record().state == "active")
    bench.wait(bench.host.choices.set_enabled(ID, False))
    assert bench.record().state == "disabled"
    assert bench.bus.find("sample.run") is None
    assert json.loads(bench.folders.state.read_text()) == {"disabled": [ID]}
    bench.wait(bench.host.choices.set_enabled(ID, True))
    bench.run_until(lambda: bench.record().state == "active")
    assert not bench.folders.state.exists()


def test_disabled_from_the_start(bench: HostBench) -> None:
    sleeping(bench, "*")
    bench.folders.state.write_text(json.dumps({"disabled": [ID]}))
    bench.start()
    assert bench.record().state == "disabled"
    with pytest.raises(ExtensionFailure, match="Sample is disabled"):
        bench.activate()


def test_a_broken_list_of_what_is_disabled(bench: HostBench) -> None:
    sleeping(bench, "*")
    bench.folders.state.write_text("{")
    bench.start()
    bench.run_until(lambda: bench.record().state == "active")
    assert "is not the list of disabled extensions" in bench.output("extensions")


def test_an_extension_of_a_later_folder_stands_before_the_others(bench: HostBench) -> None:
    sleeping(bench, more=command("sample.user"))
    text = manifest(command("sample.extra"), version="9.0")
    bench.add({"extension.toml": text, "sample.py": NOTE}, root=bench.folders.extra[0])
    bench.start()
    record = bench.record()
    assert (record.version, record.origin) == ("9.0", "extra")
    assert record.overrides == (bench.folders.user / ID,)
    assert bench.bus.find("sample.user") is None


def test_and_gives_way_when_it_goes(bench: HostBench) -> None:
    import shutil

    sleeping(bench)
    folder = bench.add(
        {"extension.toml": manifest(version="9.0"), "sample.py": NOTE}, root=bench.folders.extra[0]
    )
    bench.start()
    bench.activate()
    shutil.rmtree(folder)
    bench.refresh()
    bench.run_until(lambda: bench.record().version == "1.0.0")
    assert bench.record().state == "active"
    assert bench.record().origin == "user"


def test_isolated_is_listed_and_never_run(bench: HostBench) -> None:
    text = manifest(activation=["*"]).replace("trusted", "isolated")
    bench.add({"extension.toml": text, "sample.py": "raise SystemError"})
    bench.start()
    assert bench.record().state == "unavailable"
    assert "not yet available" in bench.record().problems[0].message


def test_one_for_a_later_contract_is_listed(bench: HostBench) -> None:
    text = manifest().replace(">=0.1,<1", ">=5") + "new_field = 1\n"
    bench.add({"extension.toml": text, "sample.py": NOTE})
    bench.start()
    record = bench.record()
    assert (record.state, record.name, record.version) == ("incompatible", "Sample", "1.0.0")


def test_a_failed_one_says_why_each_time(bench: HostBench) -> None:
    bench.add(
        {"extension.toml": manifest(command("sample.run")), "sample.py": "raise ValueError('x')"}
    )
    bench.start()
    for _ in range(2):
        with pytest.raises(CommandError, match="ValueError: x"):
            bench.execute("sample.run")


def test_an_override_stands_before_the_programs_command(bench: HostBench) -> None:
    bench.bus.register_core = None  # type: ignore[attr-defined]
    from pith.commands import Command

    bench.bus.register(Command("file.save"), lambda: "program")
    source = """
        def activate(context):
            context.commands.handle("file.save", lambda: "extension")
    """
    more = command("file.save", "overrides = true")
    bench.add({"extension.toml": manifest(more), "sample.py": source})
    bench.start()
    bench.host.fire("onStartupFinished")
    bench.run_until(lambda: bench.record().state == "active")
    assert bench.execute("file.save") == "extension"
    bench.wait(bench.host.choices.set_enabled(ID, False))
    assert bench.execute("file.save") == "program"


def test_a_command_of_the_program_is_not_taken_silently(bench: HostBench) -> None:
    from pith.commands import Command

    bench.bus.register(Command("file.save"), lambda: "program")
    bench.add({"extension.toml": manifest(command("file.save")), "sample.py": NOTE})
    bench.start()
    assert bench.record().state == "invalid"
    assert "file.save" in bench.record().problems[0].message
    assert bench.execute("file.save") == "program"


def test_the_command_line_beside_the_window(watched: HostBench) -> None:
    sleeping(watched, "*")
    watched.start()
    watched.host.watch()
    assert watched.watcher is not None
    assert watched.watcher.settled().wait(10)
    watched.run_until(lambda: watched.record().state == "active")
    set_enabled(ID, False, watched.folders)
    watched.run_until(lambda: watched.record().state == "disabled")
    set_enabled(ID, True, watched.folders)
    watched.run_until(lambda: watched.record().state == "active")


def test_the_end_of_the_host_leaves_nothing(bench: HostBench) -> None:
    sleeping(bench, "*", more=command("sample.run") + VIEW)
    bench.start()
    bench.run_until(lambda: bench.record().state == "active")
    bench.host.dispose()
    bench.host.dispose()
    assert bench.bus.commands() == []
    assert bench.views.ids() == []
    assert bench.bus.activator is None


def test_the_core_runs_without_extensions(bench: HostBench) -> None:
    bench.start()
    assert bench.host.records() == []

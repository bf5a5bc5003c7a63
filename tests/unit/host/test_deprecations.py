"""What of the contract will go is said to who uses it, and works until then."""

from __future__ import annotations

from pathlib import Path

import pytest

from pith.api._deprecations import DEPRECATIONS, Deprecation
from pith.base import Severity
from pith.host.manage import check_folder
from tests.support.extension_host import ID, HostBench, command, manifest, write_extension

CODE = """
from pith.api import hook

def activate(context):
    context.commands.handle("sample.run", lambda: 1)
    context.tasks.call_soon(lambda: None)

@hook
def document_saved(document):
    pass
"""
FILES = {
    "extension.toml": manifest(
        command("sample.run", 'icon = "book"') + command("sample.other"),
        activation=["onLanguage:python", "*"],
    ),
    "sample.py": CODE,
}


@pytest.fixture(autouse=True)
def going(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "hook document_saved",
        "field commands.icon",
        "event onLanguage:",
        "context tasks.call_soon",
    ):
        monkeypatch.setitem(DEPRECATIONS, name, Deprecation("0.3", f"what is not {name}"))


def test_it_is_told_in_the_output_and_works(bench: HostBench) -> None:
    bench.add(FILES)
    bench.start()
    bench.run_until(lambda: bench.record().state == "active")
    lines = bench.output().splitlines()
    assert [line for line in lines if "deprecated" in line] == [
        "the event `onLanguage:` is deprecated since 0.3: use what is not event onLanguage:",
        "the event `*` is deprecated since 0.1: use `onStartupFinished`, for which nobody waits",
        "`icon` in `contributes.commands` is deprecated since 0.3: use what is not field "
        "commands.icon",
        "the hook `document_saved` is deprecated since 0.3: use what is not hook document_saved",
    ]
    assert bench.execute("sample.run") == 1


def test_check_names_the_lines(tmp_path: Path) -> None:
    folder = write_extension(tmp_path / ID, FILES)
    lines = {name: text.splitlines() for name, text in FILES.items()}
    found = [each for each in check_folder(folder) if "deprecated" in each.message]
    assert {each.severity for each in found} == {Severity.WARNING}
    where = [(Path(each.source).name, each.line or 0) for each in found]
    files = {name: (folder / name).read_text().splitlines() for name in lines}
    assert [(name, files[name][line - 1].strip()) for name, line in where] == [
        ("extension.toml", "activation = ['onLanguage:python', '*']"),
        ("extension.toml", "activation = ['onLanguage:python', '*']"),
        ("extension.toml", 'icon = "book"'),
        ("sample.py", "context.tasks.call_soon(lambda: None)"),
        ("sample.py", "def document_saved(document):"),
    ]


def test_every_name_is_that_of_a_part() -> None:
    from pith.api import SPECIFICATIONS
    from pith.host._activation_events import ACTIVATION_EVENTS
    from pith.host._points import POINTS

    for name in DEPRECATIONS:
        kind, _, part = name.partition(" ")
        if kind == "event":
            assert part in {each.start for each in ACTIVATION_EVENTS}
        elif kind == "hook":
            assert part in SPECIFICATIONS
        elif kind == "field":
            point, _, field = part.partition(".")
            assert field in POINTS[point].__struct_encode_fields__
        else:
            assert kind == "context"

"""What extensions show in documents: declared, checked, and theirs until they end."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from pith.base import ProblemError
from tests.support.extension_host import HostBench, command, host_bench, manifest

MARKS = """
[[contributes.decorations]]
id = "sample.mark"
background = "#ff0000"
"""
MANIFEST = manifest(command("sample.show") + MARKS, activation=["onStartupFinished"])
MODULE = dedent(
    """\
    from pith.api import Decoration, Point, TextRange

    WORD = "one"

    def activate(context):
        place = TextRange(Point(0, 0), Point(0, 3))
        def show(kind="sample.mark", uri="untitled:notes.md"):
            return context.decorations.set(uri, 1, [Decoration(place, kind, WORD)])
        context.commands.handle("sample.show", show)
        show()
    """
)
URI = "untitled:notes.md"


@pytest.fixture
def bench(tmp_path: Path):  # type: ignore[no-untyped-def]
    with host_bench(tmp_path) as made:
        made.services.workspace.add_document("one two")
        made.add({"extension.toml": MANIFEST, "sample.py": MODULE}, "sample")
        made.start()
        made.host.fire("onStartupFinished")
        made.run_until(lambda: bool(shown(made)))
        yield made


def shown(bench: HostBench) -> list[str]:
    return [each.hover for each in bench.services.decorations.of(URI)]


def test_what_activate_shows_is_there_once_it_is_live(bench: HostBench) -> None:
    assert shown(bench) == ["one"]
    assert bench.decorations.ids() == ["sample.mark"]


def test_a_reload_shows_what_the_new_version_says_and_nothing_twice(bench: HostBench) -> None:
    bench.add({"sample.py": MODULE.replace('"one"', '"two"')}, "sample")
    bench.refresh("sample")
    assert shown(bench) == ["two"]
    assert len(bench.services.decorations.handles) == 1


def test_a_broken_version_takes_nothing_away(bench: HostBench) -> None:
    broken = MODULE.replace('"one"', '"two"') + "    raise RuntimeError\n"
    bench.add({"sample.py": broken}, "sample")
    bench.refresh("sample")
    assert shown(bench) == ["one"]
    bench.execute("sample.show")
    assert shown(bench) == ["one"]


def test_it_goes_with_the_extension(bench: HostBench) -> None:
    changed = bench.host.choices.set_enabled("acme.sample", False)
    bench.run_until(lambda: changed.done)
    assert shown(bench) == []
    assert bench.services.decorations.handles == []
    assert bench.decorations.ids() == []


def test_a_kind_nobody_declared_is_refused(bench: HostBench) -> None:
    with pytest.raises(Exception, match=r"no decorations `sample\.mrk`; did you mean"):
        bench.execute("sample.show", kind="sample.mrk")
    assert shown(bench) == ["one"]


@pytest.mark.parametrize(
    ("color", "message"),
    [
        ("#12", "there is no colour `#12`"),
        ("editorWarning.foregrund", "editorWarning.foreground"),
        ("#fff #000 #fff", "more than two"),
    ],
)
def test_wrong_colors_are_named_with_their_line(tmp_path: Path, color: str, message: str) -> None:
    with host_bench(tmp_path) as bench:
        declared = MANIFEST.replace("#ff0000", color)
        bench.add({"extension.toml": declared, "sample.py": MODULE}, "sample")
        bench.start()
        record = next(each for each in bench.host.records() if each.problems)
        (problem,) = record.problems
        assert message in str(ProblemError(problem))
        assert problem.line == MANIFEST[: MANIFEST.index("#ff0000")].count("\n") + 1

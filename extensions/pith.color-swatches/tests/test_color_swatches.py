from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.extension_host import HostBench, host_bench

sys.path.insert(0, str(Path(__file__).parents[1]))

import color_swatches


@pytest.fixture
def bench(tmp_path: Path, repository: Path) -> Iterator[HostBench]:
    with host_bench(tmp_path, bundled=repository / "extensions") as made:
        made.start()
        yield made


@pytest.mark.parametrize(
    ("line", "colors"),
    [
        ("color: #fff;", ["#ffffff"]),
        ("a { color: #12AbcD; background: #00000080 }", ["#12abcd", "#000000"]),
        ("rgb(255, 0, 10)", ["#ff000a"]),
        ("rgba(100%, 0%, 0%, 0.5)", ["#ff0000"]),
        ("hsl(120, 100%, 50%)", ["#00ff00"]),
        ("hsl(120deg 100% 25% / 40%)", ["#008000"]),
        ("#12345 #1234567 x#fff &#123; #fff-top", []),
        ("rgb(1, 2) rgb(1.2.3, 0, 0)", []),
    ],
)
def test_what_is_a_color(line: str, colors: list[str]) -> None:
    assert [each.color for each in color_swatches.find_in_line(0, line)] == colors


def test_it_follows_the_document(bench: HostBench) -> None:
    workspace, decorations = bench.services.workspace, bench.services.decorations
    document = workspace.add_document("a { color: #fff }", "a.css", "css")
    bench.host.events.document_opened(document)
    bench.run_until(lambda: len(decorations.of(document.uri)) == 1)
    (swatch,) = decorations.of(document.uri)
    assert (swatch.range.start, swatch.before) == ((0, 11), "■ ")
    assert swatch.hover == "#ffffff   rgb(255, 255, 255)"
    events = bench.host.events
    events.document_changed(workspace.add_document("a {}", "a.css", "css", 2))
    bench.scheduler.run()
    bench.scheduler.advance(0.3)
    bench.run_until(lambda: decorations.of(document.uri) == [])


def test_other_languages_have_none(bench: HostBench) -> None:
    workspace, decorations = bench.services.workspace, bench.services.decorations
    document = workspace.add_document("#fff", "a.css", "css")
    bench.host.events.document_opened(document)
    bench.run_until(lambda: len(decorations.of(document.uri)) == 1)
    other = workspace.add_document("#fff", "a.css", "markdown")
    bench.host.events.active_document_changed(other)
    bench.scheduler.run()
    bench.scheduler.advance(0.3)
    bench.run_until(lambda: decorations.of(document.uri) == [])

"""The contract: cheap to import, plain, and nothing of the kernel above it."""

from __future__ import annotations

import inspect
import subprocess
import sys

import pytest

import pith.api
from pith.api import API_VERSION, SPECIFICATIONS, Point, SelectionInfo, TextRange, TreeItem
from tests.support.host_services import FakeSnapshot


def imported_with(statement: str) -> set[str]:
    code = f"import sys\n{statement}\nprint(*sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return set(result.stdout.split())


def test_it_brings_nothing_that_the_first_paint_waits_for() -> None:
    modules = imported_with("import pith.api")
    ours = {name for name in modules if name.startswith("pith.") and name.count(".") == 1}
    assert ours == {"pith.api", "pith.base"}
    assert modules.isdisjoint({"pluggy", "msgspec", "inspect", "asyncio", "dataclasses"})


def test_hooks_come_when_they_are_asked_for() -> None:
    assert "pluggy" in imported_with("from pith.api import hook")


def test_every_name_is_there() -> None:
    for name in pith.api.__all__:
        assert getattr(pith.api, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        pith.api.nothing  # noqa: B018


def test_every_part_is_described() -> None:
    for name in pith.api.__all__:
        value = getattr(pith.api, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert value.__doc__, name
    for specification in SPECIFICATIONS.values():
        assert specification.__doc__


def test_the_version_is_one() -> None:
    assert [int(part) for part in API_VERSION.split(".")]


def test_values_do_not_change() -> None:
    item = TreeItem("a", "A", arguments={"x": 1})
    with pytest.raises(AttributeError):
        item.label = "B"  # type: ignore[misc]
    with pytest.raises(TypeError):
        TreeItem("a", "A").arguments["x"] = 1  # type: ignore[index]


def test_ranges() -> None:
    caret = TextRange(Point(1, 2), Point(1, 2))
    assert caret.is_empty
    assert TextRange.whole(FakeSnapshot("one\ntwo")) == ((0, 0), (1, 3))
    assert TextRange.whole(FakeSnapshot("")) == ((0, 0), (0, 0))
    assert SelectionInfo("a", (caret,), 0).ranges[0].start.column == 2

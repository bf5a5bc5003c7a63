"""Versions and ranges mean what packaging says they mean."""

from __future__ import annotations

import random

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version as Reference

from pith.host._versions import Version, VersionRange


def random_version(source: random.Random) -> str:
    numbers = ".".join(str(source.randint(0, 3)) for _ in range(source.randint(1, 4)))
    return numbers + source.choice(["", "", "", "a1", "b2", "rc1", ".rc2"])


def random_clause(source: random.Random) -> str:
    operator = source.choice(["==", "!=", "<", "<=", ">", ">=", "~="])
    version = random_version(source)
    if operator in ("==", "!=") and source.random() < 0.3:
        return f"{operator}{version.split('a')[0].split('b')[0].split('r')[0].rstrip('.')}.*"
    if operator == "~=" and "." not in version.split("rc")[0].rstrip("."):
        version = f"1.{version}"
    return operator + version


@pytest.mark.parametrize("seed", range(20))
def test_as_packaging(seed: int) -> None:
    source = random.Random(seed)
    for _ in range(300):
        first, second = random_version(source), random_version(source)
        ours = Version.parse(first) < Version.parse(second)
        assert ours == (Reference(first) < Reference(second)), (first, second)
        wanted = ",".join(random_clause(source) for _ in range(source.randint(1, 3)))
        ours = first in VersionRange(wanted)
        assert ours == SpecifierSet(wanted).contains(first, prereleases=True), (first, wanted)


@pytest.mark.parametrize("wrong", ["", "one", "1..2", "1.0-", "1.0+local", "v", "1.0 beta"])
def test_no_version(wrong: str) -> None:
    with pytest.raises(ValueError, match="is no version"):
        Version.parse(wrong)


@pytest.mark.parametrize("wrong", ["1", "=1", ">=", ">=x", "~=1", ">1.*", ">=1,", "latest"])
def test_no_range(wrong: str) -> None:
    with pytest.raises(ValueError, match="`"):
        VersionRange(wrong)


def test_an_empty_range_takes_everything() -> None:
    assert "0.0.1" in VersionRange("")

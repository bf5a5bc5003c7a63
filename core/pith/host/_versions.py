"""Versions and ranges of them: the part of PEP 440 that extensions use, cheap to import.

`packaging` does all of it, and takes longer to import than every manifest to read. What is
understood here means the same there; what is not is refused.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_VERSION = re.compile(r"v?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|rc)[-_.]?(\d+))?", re.ASCII)
_CLAUSE = re.compile(r"\s*(~=|==|!=|<=|>=|<|>)\s*([^\s,]+)\s*", re.ASCII)
_STAGES = {"a": 0, "b": 1, "rc": 2}
_FINAL = (3, 0)


class Version(NamedTuple):
    """A version as what it compares by: its numbers without trailing zeros, then its stage."""

    release: tuple[int, ...]
    stage: tuple[int, int]

    @classmethod
    @lru_cache(maxsize=512)
    def parse(cls, source: str) -> Version:
        """From `1.2.3` or `1.2.3rc1`. Raises ValueError."""
        found = _VERSION.fullmatch(source)
        if found is None:
            raise ValueError(f"`{source}` is no version")
        numbers, stage, count = found.groups()
        release = tuple(map(int, numbers.split(".")))
        while len(release) > 1 and release[-1] == 0:
            release = release[:-1]
        return cls(release, (_STAGES[stage], int(count)) if stage else _FINAL)

    @property
    def is_final(self) -> bool:
        return self.stage == _FINAL


class VersionRange:
    """What a requirement takes: `>=0.1,<1`, `~=1.4`, `==2.*`; an empty one takes everything."""

    __slots__ = ("_clauses", "source")

    def __init__(self, source: str) -> None:
        """Raises ValueError."""
        self.source = source
        self._clauses = [self._clause(part) for part in source.split(",")] if source.strip() else []

    @staticmethod
    def _clause(part: str) -> tuple[str, Version, tuple[int, ...] | None]:
        found = _CLAUSE.fullmatch(part)
        if found is None:
            raise ValueError(f"`{part.strip()}` is no range of versions")
        operator, bound = found.groups()
        if bound.endswith(".*"):
            if operator not in ("==", "!="):
                raise ValueError(f"`{part.strip()}`: only == and != may end in .*")
            return operator, Version.parse(bound[:-2]), _numbers(bound[:-2])
        if operator == "~=":
            prefix = _numbers(bound)[:-1]
            if not prefix:
                raise ValueError(f"`{part.strip()}`: ~= needs at least two numbers, such as ~=1.2")
            return operator, Version.parse(bound), prefix
        return operator, Version.parse(bound), None

    def __contains__(self, version: str) -> bool:
        """Raises ValueError if `version` is none."""
        parsed = Version.parse(version)
        return all(self._holds(parsed, version, *clause) for clause in self._clauses)

    @staticmethod
    def _holds(
        version: Version, source: str, operator: str, bound: Version, prefix: tuple[int, ...] | None
    ) -> bool:
        if prefix is not None:
            numbers = _numbers(source)
            padded = numbers + (0,) * (len(prefix) - len(numbers))
            within = padded[: len(prefix)] == prefix
            if operator == "~=":
                return within and version >= bound
            return within == (operator == "==")
        match operator:
            case "==":
                return version == bound
            case "!=":
                return version != bound
            case "<=":
                return version <= bound
            case ">=":
                return version >= bound
            case ">":
                return version > bound
            case _:
                # A preview of the version that is excluded is not before it.
                preview = not version.is_final and version.release == bound.release
                return version < bound and not (preview and bound.is_final)


def _numbers(source: str) -> tuple[int, ...]:
    found = _VERSION.fullmatch(source)
    assert found is not None
    return tuple(map(int, found.group(1).split(".")))

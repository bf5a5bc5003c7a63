from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from explorer._listing import excluder, list_folder, natural


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("**/.git", ".git", True),
        ("**/.git", "a/b/.git", True),
        ("**/.git", "a.git", False),
        ("*.pyc", "a.pyc", True),
        ("*.pyc", "a/b.pyc", False),
        ("**/*.{js,map}", "out/a.map", True),
        ("**/*.{js,map}", "out/a.ts", False),
        ("build/**", "build", True),
        ("out/?.txt", "out/a.txt", True),
        ("out/?.txt", "out/ab.txt", False),
        ("[ab].c", "a.c", True),
        ("[!ab].c", "a.c", False),
        ("a+b(c)", "a+b(c)", True),
        ("{", "{", True),
    ],
)
def test_patterns(pattern: str, path: str, matches: bool) -> None:
    expression = excluder((pattern,))
    assert expression is not None
    assert bool(expression.fullmatch(path)) is matches


def test_no_pattern_hides_nothing() -> None:
    assert excluder(()) is None


def test_natural_order() -> None:
    names = ["b", "a10", "A2", "a", "10", "9", "ä"]
    assert sorted(names, key=natural) == ["9", "10", "a", "A2", "a10", "b", "ä"]


def test_links_in_a_circle_are_listed(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (entry,) = list_folder(tmp_path, tmp_path, {})
    assert entry.is_link
    assert not entry.is_folder

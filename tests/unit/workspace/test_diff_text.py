"""Unified diffs: what patch makes of them is the other text."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

from pith.text import Text
from pith.workspace._diff_text import unified_diff


def diff(before: str, after: str) -> str:
    return unified_diff(Text.of(before), Text.of(after), "a", "b")


def test_a_diff() -> None:
    before = "".join(f"line {number}\n" for number in range(1, 21))
    after = before.replace("line 3\n", "line three\n").replace("line 17\n", "")
    assert diff(before, after).splitlines() == [
        "--- a",
        "+++ b",
        "@@ -1,6 +1,6 @@",
        " line 1",
        " line 2",
        "-line 3",
        "+line three",
        " line 4",
        " line 5",
        " line 6",
        "@@ -14,7 +14,6 @@",
        " line 14",
        " line 15",
        " line 16",
        "-line 17",
        " line 18",
        " line 19",
        " line 20",
    ]
    assert diff(before, before) == ""


@pytest.mark.parametrize("seed", range(60))
def test_patch_understands_it(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    lines = [rng.choice(["one", "two", "", "three", "x y"]) for _ in range(rng.randrange(40))]
    changed = list(lines)
    for _ in range(rng.randrange(1, 6)):
        at = rng.randrange(len(changed) + 1)
        changed[at : at + rng.randrange(3)] = rng.choices(["new", "", "two"], k=rng.randrange(3))
    before, after = ("\n".join(each) + rng.choice(["", "\n"]) for each in (lines, changed))
    file = tmp_path / "a"
    file.write_text(before)
    said = diff(before, after)
    if not said:
        assert before == after
        return
    subprocess.run(
        ["git", "apply", "--unidiff-zero", "-p0", "-"],
        cwd=tmp_path,
        input=said.replace("+++ b", "+++ a"),
        text=True,
        check=True,
    )
    assert file.read_text() == after

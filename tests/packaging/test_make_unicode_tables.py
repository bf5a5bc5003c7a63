"""The script that makes the tables of Unicode properties."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pith.text import _unicode_tables
from pith.text._segmentation import _Kinds

SCRIPT = Path(__file__).parents[2] / "packaging" / "make_unicode_tables.py"

if TYPE_CHECKING:
    import make_unicode_tables
else:
    specification = importlib.util.spec_from_file_location("make_unicode_tables", SCRIPT)
    make_unicode_tables = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(make_unicode_tables)


def test_a_table_gives_back_what_it_was_made_of() -> None:
    kinds = list("OOAABOO") + ["W"] * 500 + ["O"]
    found = _Kinds(make_unicode_tables.table(kinds))
    assert [found[code] for code in range(len(kinds))] == kinds


def test_tables_cover_every_code_point() -> None:
    for table in (_unicode_tables.GRAPHEME_BREAK, _unicode_tables.WORD_BREAK):
        starts = [int(run[:-1], 16) for run in table.split()]
        assert starts[0] == 0
        assert starts == sorted(set(starts))
        assert starts[-1] < make_unicode_tables.CODE_POINTS


def test_ranges_and_fields_are_read(tmp_path: Path) -> None:
    path = tmp_path / "X.txt"
    path.write_text("# X-1.2.3.txt\n\n0041..0043 ; A ; B # three\n00E9;C\n", encoding="utf-8")
    assert make_unicode_tables.version_of(path) == "1.2.3"
    assert list(make_unicode_tables.entries(path)) == [
        (range(0x41, 0x44), ["A", "B"]),
        (range(0xE9, 0xEA), ["C"]),
    ]


@pytest.mark.parametrize("content", [None, "no version\n"])
def test_a_folder_that_is_not_the_database_is_named(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "WordBreakProperty.txt").write_text(content, encoding="utf-8")
    before = Path(_unicode_tables.__file__).read_bytes()
    done = subprocess.run([sys.executable, SCRIPT, tmp_path], capture_output=True, text=True)
    assert done.returncode == 1
    assert "WordBreakProperty.txt" in done.stderr
    assert str(tmp_path) in done.stderr
    assert Path(_unicode_tables.__file__).read_bytes() == before

"""Pygments' own example files: not in its wheels, so only where a copy is named.

pip download --no-binary :all: --no-deps pygments && tar xf pygments-*.tar.gz
export PITH_PYGMENTS_EXAMPLES=$PWD/pygments-2.21.0/tests/examplefiles
python -m pytest tests/unit/syntax
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pygments.lexers import find_lexer_class_by_name
from pygments.util import ClassNotFound

from pith.syntax._pygments._guard import LexerStuck
from pith.syntax._pygments._loading import engine_of
from pith.text import Text
from tests.unit.syntax.oracle import Edited, random_edits
from tests.unit.syntax.test_engines import check

FOLDER = os.environ.get("PITH_PYGMENTS_EXAMPLES", "")
FILES = (
    sorted(path for path in Path(FOLDER).glob("*/*") if path.is_file() and path.suffix != ".output")
    if FOLDER
    else []
)

NOT_TESTED = {
    "xquery": "its lexer keeps what it knows of one text for the next",
    "tnt": "its lexer does not always come to an end; the table leaves it out",
}

pytestmark = [
    pytest.mark.skipif(not FILES, reason="PITH_PYGMENTS_EXAMPLES names no folder of examples"),
    pytest.mark.timeout(600),
]


def source_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogateescape").replace("\r\n", "\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_tokens_of_pygments_and_from_any_boundary_on(path: Path) -> None:
    try:
        lexer_class = find_lexer_class_by_name(path.parent.name)
    except ClassNotFound:
        pytest.skip("an example of no lexer")
    engine = engine_of(lexer_class)
    if engine.resumes:
        check(lexer_class, engine, source_of(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_edits_end_in_the_tokens_of_the_whole(path: Path) -> None:
    if path.parent.name in NOT_TESTED:
        pytest.skip(NOT_TESTED[path.parent.name])
    if path.stat().st_size > 100_000:
        pytest.skip("too large to be lexed as a whole after every edit")
    try:
        find_lexer_class_by_name(path.parent.name)
    except ClassNotFound:
        pytest.skip("an example of no lexer")
    edited = Edited(path.parent.name, Text.of(source_of(path)))
    for edits in random_edits(edited, seed=1, count=12):
        edited.edit(edits)
    try:
        edited.check_settled()
    except LexerStuck:
        pytest.skip("the edits lead Pygments in circles")

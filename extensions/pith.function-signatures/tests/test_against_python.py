"""Definitions and calls in Pith's own source are where Python's parser has them."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from function_signatures._calls import call_at
from function_signatures._definitions import MOST, definitions_of
from function_signatures._languages import language
from function_signatures._source import Source

CORE = Path(__file__).resolve().parents[3] / "core" / "pith"
FARTHEST = 45  # rows of a call


@pytest.fixture(scope="module")
def files() -> list[tuple[Source, ast.AST]]:
    paths = sorted(path for part in ("edit", "host") for path in (CORE / part).glob("*.py"))
    texts = [path.read_text("utf-8") for path in paths]
    return [(Source.of(text, language("python")), ast.parse(text)) for text in texts]


def test_definitions(files: list[tuple[Source, ast.AST]]) -> None:
    count = 0
    for source, tree in files:
        for node in ast.walk(tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                start = source.text.index(f"def {node.name}", offset(source, node)) + len("def ")
                found = definitions_of(source, node.name)
                mine = [each.parameters for each in found if each.start == start]
                assert mine or len(found) >= MOST, node.name
                for each in mine:
                    written = [each.text[one.start : one.end] for one in each.parameters]
                    assert [one.split(":")[0].split("=")[0].strip() for one in written] == [
                        *names(node.args)
                    ], node.name
                    count += 1
    assert count > 500


def names(arguments: ast.arguments) -> Iterator[str]:
    by_place = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
    yield from by_place[1:] if by_place and by_place[0] in ("self", "cls") else by_place
    if arguments.vararg is not None:
        yield f"*{arguments.vararg.arg}"
    yield from (each.arg for each in arguments.kwonlyargs)
    if arguments.kwarg is not None:
        yield f"**{arguments.kwarg.arg}"


def test_calls(files: list[tuple[Source, ast.AST]]) -> None:
    """At the end of each argument, the call and the argument's index are what they are."""
    count = 0
    for source, tree in files:
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if not name or name == "__init__":  # of `super()`: said of the class's name
                continue
            for index, argument in enumerate(node.args):
                if isinstance(argument, (ast.GeneratorExp, ast.Lambda)) or (
                    (argument.end_lineno or 0) - node.lineno > FARTHEST
                ):
                    continue
                place = offset(source, argument, end=True)
                if source.text[place - 1] in "'\"":
                    place -= 1
                call = call_at(source, place)
                assert call is not None, (name, index, source.text[place - 100 : place])
                assert (call.name, call.active) == (name, index)
                count += 1
    assert count > 2000


def offset(source: Source, node: ast.stmt | ast.expr, *, end: bool = False) -> int:
    """Of where a node begins or ends: rows of Python count from 1, columns are bytes of UTF-8."""
    row = ((node.end_lineno or 0) if end else node.lineno) - 1
    column = (node.end_col_offset or 0) if end else node.col_offset
    line = source.text[source.starts[row] : source.starts[row + 1] - 1]
    return source.starts[row] + len(line.encode()[:column].decode())

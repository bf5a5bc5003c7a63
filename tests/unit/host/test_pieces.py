"""A module compiled in pieces does what it does as a whole, also after edits."""

from __future__ import annotations

import random
import sys
import sysconfig
import traceback
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pith.host import _pieces
from pith.host._pieces import Piece, Pieces, compile_module, compile_whole

FILLER = "".join(f"\n\ndef filler_{n}():\n    return 'filler {n}'\n" for n in range(130))


def run(pieces: Pieces) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "sample"}
    for piece in pieces:
        exec(piece.code, names)
    return names


def lines_of(code: types.CodeType) -> Iterator[tuple[str, set[int | None]]]:
    """The name and the lines of every function and class in some code."""
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield inner.co_qualname, {line for _, _, line in inner.co_lines()}
            yield from lines_of(inner)


def same(pieces: Pieces, source: str) -> None:
    """The functions and classes of the pieces are those of the whole, each at its lines."""
    whole = dict(lines_of(compile_whole(source.encode(), "m.py")))
    found = {name: lines for piece in pieces for name, lines in lines_of(piece.code)}
    assert found == whole


@pytest.mark.parametrize(
    "head",
    [
        '"""Doc."""\nfrom __future__ import annotations\ndef f(x: nothing): return x\n',
        "@staticmethod\n@(lambda each: each)\ndef f(): return 1\n",
        'text = """\ndef no():\n    this is no code\nclass No\n"""\ndef f(): return text\n',
        "if True:\n    def f(): return 1\nelse:\n    def f(): return 2\n",
        "try:\n    import nothing_of_that_name\nexcept ImportError:\n    pass\ndef f(): return 3\n",
        "values = [\n1,\n2]\nasync def g(): pass\ndef f(): return values\n",
        "x: int = 1\ndef f(): return x\n'''a text'''\nclass C:\n    y: str = 'a'\n",
        "def f():\n    '''\ndef g(): a text\n    '''\n    return f.__doc__\n",
        "class A:\n    def f(self): return super().__class__.__name__\nf = A().f\n",
        "def f(): return 'ümläut ✓'\n",
    ],
)
def test_what_it_does(head: str) -> None:
    source = head + FILLER
    pieces = compile_module(source.encode(), "m.py")
    assert len(pieces) > 50
    names, whole = run(pieces), {"__name__": "sample"}
    exec(compile_whole(source.encode(), "m.py"), whole)
    assert list(names) == list(whole)
    assert names["__doc__"] == whole["__doc__"] if "__doc__" in whole else "__doc__" not in names
    assert str(names["f"]()) == str(whole["f"]()) if "(x" not in head else True  # type: ignore[operator]
    assert names.get("__annotations__") == whole.get("__annotations__")
    same(pieces, source)


@pytest.mark.parametrize(
    "source",
    [
        "# coding: latin-1\n" + FILLER,
        "\ufeff" + FILLER,
        "def f():\r\n    return 1\r\n" + FILLER,
        "x = 1\ndef f(): pass\nglobal y\ny = 2\n" + FILLER,
        "def f(): pass\nprint(__annotations__)\n" + FILLER,
        "x = 1\n",
    ],
)
def test_what_is_compiled_as_a_whole(source: str) -> None:
    pieces = compile_module(source.encode(), "m.py")
    assert [piece.text for piece in pieces] == [""]


@pytest.mark.parametrize(
    ("wrong", "line"),
    [
        ("def g(:\n    pass\n", 1),
        ("  x = 1\n", 1),
        ("'''\n", 1),
        ("from __future__ import division\n", 1),
    ],
)
def test_an_error_is_that_of_the_whole(wrong: str, line: int) -> None:
    source = FILLER + "\n" + wrong + FILLER
    with pytest.raises(SyntaxError) as found:
        compile_module(source.encode(), "m.py")
    with pytest.raises(SyntaxError) as expected:
        compile_whole(source.encode(), "m.py")
    assert str(found.value) == str(expected.value)
    assert found.value.lineno == expected.value.lineno


def test_only_what_changed_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    before = compile_module(FILLER.encode(), "m.py")
    compiled: list[str] = []
    real = _pieces._piece

    def counted(text: str, line: int, path: str, flags: int) -> Piece | None:
        compiled.append(text)
        return real(text, line, path, flags)

    monkeypatch.setattr(_pieces, "_piece", counted)
    source = FILLER.replace("'filler 40'", "'other'\n    # and a line more")
    after = compile_module(source.encode(), "m.py", before)
    assert len(compiled) == 1
    same(after, source)
    names = run(after)
    assert (names["filler_40"](), names["filler_41"]()) == ("other", "filler 41")


def test_a_future_import_counts_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    source = FILLER + "\n\ndef f(x: nothing): return x\n"
    future = "from __future__ import annotations\n" + source
    before = compile_module(source.encode(), "m.py")
    assert run(compile_module(future.encode(), "m.py", before))["f"](1) == 1
    with pytest.raises(NameError):
        run(compile_module(source.encode(), "m.py", compile_module(future.encode(), "m.py")))


def test_a_traceback_shows_the_line_where_it_is_now() -> None:
    source = FILLER + "\n\ndef fails():\n    return 1 / 0\n"
    before = compile_module(source.encode(), "m.py")
    moved = "# one more\n\n" + source
    fails = run(compile_module(moved.encode(), "m.py", before))["fails"]
    with pytest.raises(ZeroDivisionError) as found:
        fails()
    assert traceback.extract_tb(found.value.__traceback__)[-1].lineno == moved.count("\n")


def test_the_standard_library_edited_at_random() -> None:
    """Each state after an edit has the functions, classes and lines of the whole, or its error."""
    folder = Path(sysconfig.get_paths()["stdlib"])
    names = ("argparse", "dataclasses", "textwrap", "pathlib")
    for name in names:
        rng = random.Random(name)
        lines = (folder / f"{name}.py").read_text("utf-8").splitlines(keepends=True)
        known: Pieces = ()
        steps = []
        for _ in range(8):
            at = rng.randrange(len(lines))
            step = rng.choice(("double", "remove", "comment", "define"))
            steps.append((at, step))
            if step == "double":
                lines.insert(at, lines[at])
            elif step == "remove":
                del lines[at : at + rng.randrange(1, 4)]
            else:
                lines.insert(at, "# comment\n" if step == "comment" else "def extra(): pass\n")
            source = "".join(lines)
            try:
                expected = compile_whole(source.encode(), "m.py")
            except SyntaxError as error:
                said = str(error)
                with pytest.raises(SyntaxError) as found:
                    compile_module(source.encode(), "m.py", known)
                assert str(found.value) == said, (name, steps)
                lines = (folder / f"{name}.py").read_text("utf-8").splitlines(keepends=True)
                continue
            known = compile_module(source.encode(), "m.py", known)
            got = [each for piece in known for each in lines_of(piece.code)]
            assert got == list(lines_of(expected)), (name, steps)


@pytest.mark.skipif(sys.version_info < (3, 13), reason="only since 3.13 classes know their line")
def test_a_class_that_moves_knows_its_line() -> None:
    source = "class C:\n    pass\n" + FILLER
    before = compile_module(source.encode(), "m.py")
    names = run(compile_module(b"# moved\n" + source.encode(), "m.py", before))
    assert names["C"].__firstlineno__ == 2

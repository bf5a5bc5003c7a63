"""How the code of a version is imported, and forgotten."""

from __future__ import annotations

import gc
import linecache
import os
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pith.host._generation import FINDER, Generation, mangled
from pith.host._sources import NoCodeStore, Sources, read_sources
from tests.support.extension_host import write_extension

PACKAGE = {
    "sample/__init__.py": "from . import one\nfrom .two import value\n",
    "sample/one.py": "name = __name__\n",
    "sample/two.py": "import sample.one\nfrom sample import one\nvalue = sample.one.name\n",
    "sample/data/text.txt": "content",
    "helper.py": "import sample\nvalue = 'helper'\n",
}


def sources_of(folder: Path, module: str = "sample") -> Sources:
    return read_sources(folder, module, NoCodeStore(), None)


@pytest.fixture
def made() -> Iterator[list[Generation]]:
    """The generations of a test, unloaded after it."""
    generations: list[Generation] = []
    yield generations
    for generation in generations:
        generation.unload()
        generation.forget_line_cache()
    assert FINDER not in sys.meta_path
    assert not [name for name in sys.modules if name.startswith("pith_ext")]


def load(
    folder: Path, made: list[Generation], number: int = 1, module: str = "sample"
) -> ModuleType:
    generation = Generation("acme.sample", number, sources_of(folder, module))
    made.append(generation)
    return generation.load(module)


def test_modules_have_private_names(tmp_path: Path, made: list[Generation]) -> None:
    module: Any = load(write_extension(tmp_path, PACKAGE), made)
    assert module.__name__ == "pith_ext.acme_sample.g1.sample"
    assert module.value == "pith_ext.acme_sample.g1.sample.one"
    assert "sample" not in sys.modules


def test_absolute_imports_of_its_own_names_reach_the_generation(
    tmp_path: Path, made: list[Generation]
) -> None:
    folder = write_extension(
        tmp_path,
        {
            **PACKAGE,
            "sample/three.py": """
                import sample
                import sample.one as first
                import helper
                from helper import value
                def late():
                    import sample.two
                    from sample.one import name
                    return sample, name
            """,
            "sample/__init__.py": "from sample.three import late, first, value\n",
        },
    )
    module: Any = load(folder, made)
    package, name = module.late()
    assert package is module
    assert name == "pith_ext.acme_sample.g1.sample.one"
    assert module.first.name == name
    assert module.value == "helper"


def test_two_generations_live_side_by_side(tmp_path: Path, made: list[Generation]) -> None:
    folder = write_extension(tmp_path, {"sample.py": "import sample as me\nvalue = 1\n"})
    first: Any = load(folder, made, 1)
    write_extension(tmp_path, {"sample.py": "import sample as me\nvalue = 2\n"})
    second: Any = load(folder, made, 2)
    assert (first.value, second.value) == (1, 2)
    assert first.me is first
    assert second.me is second


def test_the_standard_library_is_imported_plainly(tmp_path: Path, made: list[Generation]) -> None:
    folder = write_extension(
        tmp_path, {"sample.py": "import os.path, json\nfrom xml.dom import minidom\n"}
    )
    module: Any = load(folder, made)
    assert module.os is os


def test_a_star_takes_what_a_module_makes_when_it_is_asked(
    tmp_path: Path, made: list[Generation], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Lazy(ModuleType):
        def __dir__(self) -> list[str]:
            return ["Label", "Gone", "ready"]

        def __getattr__(self, name: str) -> Any:
            if name != "Label":
                raise AttributeError(name)
            self.Label = "made"
            return self.Label

    lazy = Lazy("lazy_for_tests")
    lazy.ready = "there"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "lazy_for_tests", lazy)
    files = {"sample.py": "from lazy_for_tests import *\nfrom os.path import *\n"}
    sources = sources_of(write_extension(tmp_path / "x", files))
    generation = Generation("acme.sample", 1, sources)
    made.append(generation)
    module = generation.load("sample")
    assert (module.Label, module.ready) == ("made", "there")
    assert callable(module.join)


def test_its_own_module_wins_over_the_library_only_for_itself(
    tmp_path: Path, made: list[Generation]
) -> None:
    folder = write_extension(
        tmp_path, {"sample.py": "import json\nvalue = json.value\n", "json.py": "value = 'own'\n"}
    )
    module: Any = load(folder, made)
    assert module.value == "own"
    import json

    assert not hasattr(json, "value")


def test_what_looks_its_module_up_finds_it(tmp_path: Path, made: list[Generation]) -> None:
    folder = write_extension(
        tmp_path,
        {
            "sample.py": """
                from __future__ import annotations
                import dataclasses, enum, pickle, typing

                @dataclasses.dataclass
                class Point:
                    x: int
                    y: typing.ClassVar[int] = 0

                class Color(enum.Enum):
                    RED = 1

                hints = typing.get_type_hints(Point)
                again = pickle.loads(pickle.dumps(Point(3)))
            """
        },
    )
    module: Any = load(folder, made)
    assert module.again == module.Point(3)
    assert module.hints["x"] is int
    assert [field.name for field in module.dataclasses.fields(module.Point)] == ["x"]


def test_resources_of_a_package(tmp_path: Path, made: list[Generation]) -> None:
    folder = write_extension(
        tmp_path,
        {
            **PACKAGE,
            "sample/__init__.py": """
                from importlib.resources import files
                text = files(__package__).joinpath("data/text.txt").read_text()
                where = __file__, __path__
            """,
        },
    )
    module: Any = load(folder, made)
    assert module.text == "content"
    assert module.where == (str(folder / "sample/__init__.py"), [str(folder / "sample")])


def test_a_folder_without_init_is_a_package(tmp_path: Path, made: list[Generation]) -> None:
    folder = write_extension(
        tmp_path, {"sample.py": "from parts.one import value\n", "parts/one.py": "value = 1\n"}
    )
    module: Any = load(folder, made)
    assert module.value == 1


def test_no_byte_code_is_left_in_the_folder(tmp_path: Path, made: list[Generation]) -> None:
    load(write_extension(tmp_path, PACKAGE), made)
    assert not list(tmp_path.rglob("__pycache__"))


def test_byte_code_that_lies_about_is_not_used(tmp_path: Path, made: list[Generation]) -> None:
    import py_compile

    folder = write_extension(tmp_path, {"sample.py": "value = 1\n"})
    py_compile.compile(str(folder / "sample.py"))
    status = (folder / "sample.py").stat()
    write_extension(tmp_path, {"sample.py": "value = 2\n"})
    os.utime(folder / "sample.py", ns=(status.st_atime_ns, status.st_mtime_ns))
    module: Any = load(folder, made)
    assert module.value == 2


def test_a_generation_does_not_look_at_the_disk_again(
    tmp_path: Path, made: list[Generation]
) -> None:
    folder = write_extension(
        tmp_path, {**PACKAGE, "sample/__init__.py": "def late():\n    from . import one\n"}
    )
    module: Any = load(folder, made)
    write_extension(tmp_path, {"sample/one.py": "raise ValueError('of the next version')"})
    module.late()


def test_an_ended_generation_imports_no_more(tmp_path: Path, made: list[Generation]) -> None:
    folder = write_extension(
        tmp_path,
        {
            **PACKAGE,
            "sample/__init__.py": """
                def absolute():
                    import sample.one
                def relative():
                    from . import one
                def library():
                    import colorsys
                    return colorsys
            """,
        },
    )
    module: Any = load(folder, made)
    made[0].unload()
    with pytest.raises(ModuleNotFoundError, match="loaded anew or ended"):
        module.absolute()
    with pytest.raises(ImportError):
        module.relative()
    assert module.library().__name__ == "colorsys"


def test_nothing_keeps_an_ended_generation(tmp_path: Path, made: list[Generation]) -> None:
    module: Any = load(write_extension(tmp_path, PACKAGE), made)
    (generation,) = made
    sentinels = generation.sentinels()
    assert len(sentinels) == 3
    generation.unload()
    del module
    gc.collect()
    assert [ref() for ref in sentinels] == [None] * 3


def test_tracebacks_show_the_lines_that_run(tmp_path: Path, made: list[Generation]) -> None:
    folder = write_extension(tmp_path, {"sample.py": "def f():\n    raise ValueError  # first\n"})
    module: Any = load(folder, made)
    write_extension(tmp_path, {"sample.py": "\n\n\n# second version\n"})
    made[0].fill_line_cache()
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        module.f()
    assert "raise ValueError  # first" in "".join(traceback.format_exception(caught.value))
    made[0].forget_line_cache()
    assert linecache.getline(str(folder / "sample.py"), 4) == "# second version\n"


def test_its_source_can_be_had(tmp_path: Path, made: list[Generation]) -> None:
    import inspect

    folder = write_extension(tmp_path, {"sample.py": "def f():\n    return 'here'\n"})
    module: Any = load(folder, made)
    assert inspect.getsource(module.f) == "def f():\n    return 'here'\n"


@pytest.mark.parametrize(
    ("first", "second"), [("a-b.c", "a.b.c"), ("a.b-c", "a.b.c"), ("a-b.c", "a.b-c")]
)
def test_names_of_different_ids_differ(first: str, second: str) -> None:
    assert mangled(first) != mangled(second)


def test_an_encoding_declaration_is_followed(tmp_path: Path, made: list[Generation]) -> None:
    (tmp_path / "sample.py").write_bytes("# coding: latin-1\nvalue = 'ä'\n".encode("latin-1"))
    module: Any = load(tmp_path, made)
    assert module.value == "ä"


def test_unchanged_modules_are_not_compiled_again(tmp_path: Path) -> None:
    folder = write_extension(tmp_path, PACKAGE)
    before = sources_of(folder)
    write_extension(tmp_path, {"sample/one.py": "name = 'new'\n"})
    after = read_sources(folder, "sample", NoCodeStore(), before)
    assert after.modules["sample.two"] is before.modules["sample.two"]
    assert after.modules["sample.one"] is not before.modules["sample.one"]
    assert not after.same_as(before)
    assert sources_of(folder).same_as(after)


def test_tests_and_hidden_folders_are_no_part_of_it(tmp_path: Path) -> None:
    folder = write_extension(
        tmp_path,
        {**PACKAGE, "tests/test_it.py": "", ".venv/x.py": "", "node_modules/y.py": ""},
    )
    assert set(sources_of(folder).modules) == {"sample", "sample.one", "sample.two", "helper"}


def test_a_linked_folder_is_not_walked(tmp_path: Path) -> None:
    folder = write_extension(tmp_path, PACKAGE)
    (folder / "sample" / "loop").symlink_to(folder, target_is_directory=True)
    assert len(sources_of(folder).modules) == 4

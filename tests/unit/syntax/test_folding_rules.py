"""What the rules of the languages say about folding: each must know how it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from pith.edit import Fold, LanguageRules, regions_for, regions_in
from pith.syntax import Languages, LanguageTable
from pith.text import Text


@pytest.fixture(scope="module")
def languages(repository: Path) -> Languages:
    source = (repository / "resources" / "languages.json").read_text(encoding="utf-8")
    return Languages(LanguageTable.parse(source))


IMPORTS = {
    "c": '#include <a>\n#  include "b.h"\n',
    "cpp": "import std;\nexport import a.b;\nusing std::string;\n",
    "csharp": "using A.B;\nglobal using C;\nusing static D;\nusing E = F.G<int>;\n",
    "java": "import a.B;\nimport static a.b.C.*;\n",
    "javascript": "import a from 'a';\nimport 'b';\nexport * from 'c';\n",
    "javascriptreact": "import a from 'a';\nimport 'b';\n",
    "typescript": "import type { A } from 'a';\nexport type { B } from 'b';\n",
    "typescriptreact": "import {\n  a,\n} from 'a';\nimport 'b';\n",
    "qml": "import QtQuick\nimport QtQuick.Controls as C\n",
    "css": "@import 'a';\n@import 'b';\n",
    "scss": "@use 'a';\n@forward 'b';\n",
    "less": "@import 'a';\n@import (reference) 'b';\n",
    "rust": "use a;\npub use b::{\n    c,\n};\npub(crate) use d;\n",
    "go": 'import a "a"\nimport "b"\n',
    "ruby": "require 'a'\nrequire_relative 'b'\n",
    "crystal": 'require "a"\nrequire "b"\n',
    "php": "use A\\B;\nuse function C;\nrequire_once 'd';\n",
    "perl": "use A::B;\nuse C;\n",
    "lua": "local a = require('a')\nrequire 'b'\n",
    "shellscript": "source a\n. ./b\n",
    "powershell": "using namespace A\nImport-Module B\n",
    "julia": "using A\nimport B: c\n",
    "swift": "import A\n@testable import B\n",
    "kotlin": "import a.b\nimport a.c as d\n",
    "scala": "import a.b\nimport a.{c, d}\n",
    "groovy": "import a.b\nimport static a.c\n",
    "dart": "import 'a';\nimport 'b' as b;\n",
    "d": "import a;\npublic import b;\n",
    "vala": "using A;\nusing B;\n",
    "objective-c": "#import <A/A.h>\n#include <b.h>\n",
    "proto3": 'import "a";\nimport public "b";\n',
    "solidity": 'import "a";\nimport {B} from "b";\n',
    "glsl": '#include "a"\n#include "b"\n',
    "typst": '#import "a"\n#include "b"\n',
    "haskell": "import A\nimport qualified B\n",
    "agda": "open import A\nopen import B\n",
    "elixir": "  alias A.B\n  import C\n  use D\n",
    "erlang": '-include("a").\n-include_lib("b").\n',
    "ocaml": "open A\nopen! B\n",
    "fsharp": "open A\nopen B.C\n",
    "python": "import a\nfrom b import (\n    c,\n)\n",
    "cython": "cimport a\nfrom b cimport c\n",
    "nim": "import a\nfrom b import c\n",
    "makefile": "include a\n-include b\n",
    "cmake": "include(a)\nfind_package(B REQUIRED)\n",
    "latex": "\\usepackage{a}\n\\usepackage[b]{c}\n",
    "vb": "Imports A\nImports B\n",
    "fortran": "use a\nuse b, only: c\n",
    "ada": "with A; use A;\nwith B;\n",
    "vhdl": "library a;\nuse a.b.all;\n",
    "systemverilog": '`include "a"\nimport b::*;\n',
    "matlab": "import a.b\nimport c.d\n",
    "r": "library(a)\nsource('b')\n",
    "coffeescript": "import a from 'a'\nimport 'b'\n",
}


@pytest.mark.parametrize("identifier", IMPORTS)
def test_imports_fold(languages: Languages, identifier: str) -> None:
    language = languages.get(identifier)
    text = Text.of(IMPORTS[identifier] + "\nx\n")
    found = regions_in(text, 0, text.line_count - 1, language.rules, 4)
    assert found[:1] == [Fold(0, text.line_count - 4)]
    assert regions_for(text, language.rules, 4).is_imports(0)


def test_one_import_of_several_rows_is_imports(languages: Languages) -> None:
    text = Text.of('package a\n\nimport (\n\t"a"\n\t"b"\n)\n\nfunc f() {\n\tx\n}\n')
    rules = languages.get("go").rules
    found = regions_in(text, 0, text.line_count - 1, rules, 4)
    near = regions_for(text, rules, 4)
    assert [(each, near.is_imports(each.first)) for each in found] == [
        (Fold(2, 4), True),
        (Fold(7, 8), False),
    ]
    text = Text.of("uses\n  A,\n  B;\nx\n")
    assert regions_for(text, languages.get("pascal").rules, 4).is_imports(0)


def test_what_looks_like_an_import_is_none(languages: Languages) -> None:
    for identifier, line in {
        "cpp": "using namespace std;",
        "csharp": "using (var a = b())",
        "javascript": "import('a');",
        "typescriptreact": "import.meta.x();",
        "sql": "import foreign schema a",
        "makefile": "includes = a",
    }.items():
        text = Text.of(f"{line}\n{line}\nx\n")
        near = regions_for(text, languages.get(identifier).rules, 4)
        assert not near.is_imports(0), identifier
        assert near.at(0) is None, identifier


def test_lexers_that_are_described_no_further_have_comments(languages: Languages) -> None:
    for identifier, comment in {
        "arduino": "//",
        "tsql": "--",
        "turtle": "#",
        "fennel": ";",
        "vbscript": "'",
    }.items():
        assert languages.get(identifier).rules.line_comment == comment
    assert languages.get("vyper").rules.off_side
    assert languages.get("jsp").rules.tags == "html"


def _comments(rules: LanguageRules) -> list[tuple[str, str]]:
    """What a comment of one row begins and ends with, in each way that the language has."""
    found = []
    if rules.line_comment:
        found.append((rules.line_comment, ""))
    if rules.block_comment:
        found.append(rules.block_comment)
    return found or [("#", "")]


def test_comments_mark_regions_in_every_language(languages: Languages) -> None:
    for language in languages.all():
        if language.id == "diff":
            continue  # what it shows is no comment of its own
        for opening, closing in _comments(language.rules):
            for begin, end in (("#region a", "#endregion"), ("region", "endregion a")):
                text = Text.of(
                    f"x\n{opening} {begin} {closing}\nx\nx\n{opening} {end} {closing}\nx\n"
                )
                found = regions_in(text, 0, text.line_count - 1, language.rules, 4)
                assert Fold(1, 4) in found, (language.id, opening)
                near = regions_for(text, language.rules, 4)
                assert near.at(1) == Fold(1, 4), (language.id, opening)
                assert near.is_marked(1), (language.id, opening)


def test_brackets_and_comments_fold_in_every_language(languages: Languages) -> None:
    for language in languages.all():
        rules = language.rules
        if rules.tags or language.id == "diff":
            continue  # they have no blocks in brackets
        for opening, closing in (("(", ")"), ("[", "]"), ("{", "}")):
            if rules.block_comment and rules.block_comment[0] == opening:
                continue
            text = Text.of(f"x {opening}\n  a\n{closing}\nx\n")
            found = regions_in(text, 0, 3, rules, 4)
            assert found == [Fold(0, 1)], language.id
        if rules.block_comment and rules.block_comment[0] != rules.block_comment[1]:
            begin, end = rules.block_comment
            text = Text.of(f"{begin} a\nb\n{end}\nx\n")
            assert regions_in(text, 0, 3, rules, 4) == [Fold(0, 2)], language.id
        if rules.line_comment:
            line = rules.line_comment
            text = Text.of(f"{line} a\n{line} b\n{line} c\nx\n")
            assert regions_in(text, 0, 3, rules, 4) == [Fold(0, 2)], language.id

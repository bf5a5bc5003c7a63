"""Which language a file is in, and what contributors can add."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from pygments.lexers import find_lexer_class_by_name

from pith.base import ProblemError
from pith.edit import LanguageRules, commands
from pith.syntax import PLAIN_TEXT, Language, Languages, LanguageTable
from tests.support.marked import check


@pytest.fixture(scope="module")
def source(repository: Path) -> str:
    return (repository / "resources" / "languages.json").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def table(source: str) -> LanguageTable:
    return LanguageTable.parse(source)


@pytest.fixture
def languages(table: LanguageTable) -> Languages:
    return Languages(table)


@pytest.mark.parametrize(
    ("path", "identifier"),
    [
        ("a.py", "python"),
        ("folder.js/a.py", "python"),
        ("C:\\folder\\a.py", "python"),
        ("MAIN.PY", "python"),
        ("a.c", "c"),
        ("a.C", "cpp"),
        ("a.h", "c"),
        ("a.cpp", "cpp"),
        ("a.cs", "csharp"),
        ("a.tsx", "typescriptreact"),
        ("a.test.ts", "typescript"),
        ("a.jsx", "javascriptreact"),
        ("package.json", "json"),
        ("tsconfig.json", "jsonc"),
        ("tsconfig.base.json", "jsonc"),
        ("p/.vscode/settings.json", "jsonc"),
        ("a.html", "html"),
        ("a.html.j2", "jinja-html"),
        ("Makefile", "makefile"),
        ("makefile", "makefile"),
        ("MAKEFILE", "makefile"),
        ("Makefile.am", "makefile"),
        ("Makefile.py", "python"),
        ("CMakeLists.txt", "cmake"),
        ("notes.txt", "plaintext"),
        ("Dockerfile", "dockerfile"),
        ("Dockerfile.dev", "dockerfile"),
        ("app.dockerfile", "dockerfile"),
        ("docker-compose.yml", "dockercompose"),
        (".gitignore", "ignore"),
        (".bashrc", "shellscript"),
        ("a.sh", "shellscript"),
        ("a.ps1", "powershell"),
        ("a.bat", "bat"),
        ("a.md", "markdown"),
        ("a.rst", "restructuredtext"),
        ("a.yml", "yaml"),
        ("pyproject.toml", "toml"),
        ("Cargo.lock", "toml"),
        ("a.R", "r"),
        ("a.jl", "julia"),
        ("a.kt", "kotlin"),
        ("a.vue", "vue"),
        ("a.svelte", "svelte"),
        ("a.tf", "terraform"),
        ("a.proto", "proto3"),
        ("a.gradle", "groovy"),
        ("a.tex", "latex"),
        (".vimrc", "viml"),
        ("a.pl", "perl"),
        ("a.m", "objective-c"),
        ("COMMIT_EDITMSG", "git-commit"),
        ("etc/nginx/site.conf", "nginx"),
        ("a.unknown", "plaintext"),
        ("unknown", "plaintext"),
        ("", "plaintext"),
    ],
)
def test_detection_by_name(languages: Languages, path: str, identifier: str) -> None:
    assert languages.detect(path).id == identifier


def test_paths_of_any_kind(languages: Languages) -> None:
    assert languages.detect(Path("x/a.py")).id == "python"
    assert languages.detect(PurePosixPath("x/a.py")).id == "python"
    assert languages.detect(PureWindowsPath(r"x\a.py")).id == "python"
    assert languages.detect(None).id == "plaintext"


@pytest.mark.parametrize(
    ("line", "identifier"),
    [
        ("#!/usr/bin/python", "python"),
        ("#!/usr/bin/env python3.11 -u", "python"),
        ("#! /usr/bin/env -S node --flag", "javascript"),
        ("#!/usr/bin/env A=1 B=2 ruby", "ruby"),
        ("#!/bin/sh -e", "shellscript"),
        ("\ufeff#!/bin/bash", "shellscript"),
        ("#!/usr/bin/perl -w", "perl"),
        ("#!/usr/bin/lua5.4", "lua"),
        ("#!", "plaintext"),
        ("#!/usr/bin/env", "plaintext"),
        ("#!/opt/unheard-of", "plaintext"),
        ('<?xml version="1.0"?>', "xml"),
        ("<!DOCTYPE html>", "html"),
        ("<?php echo 1;", "php"),
        ("# -*- mode: Ruby; coding: utf-8 -*-", "ruby"),
        ("// -*- C++ -*-", "cpp"),
        ("# -*- coding: utf-8 -*-", "plaintext"),
        ("diff --git a/x b/x", "diff"),
        ("%YAML 1.2", "yaml"),
        ("plain words", "plaintext"),
        ("", "plaintext"),
    ],
)
def test_detection_by_the_first_line(languages: Languages, line: str, identifier: str) -> None:
    assert languages.detect("unknown", line).id == identifier
    assert languages.detect("a.py", line).id == "python"  # a name says more


def test_associations_come_first_and_the_longest_first(languages: Languages) -> None:
    changed: list[None] = []
    languages.changed.connect(lambda: changed.append(None))
    languages.set_associations(
        {"*.py": "ruby", "test_*.py": "go", "docs/*.txt": "markdown", "/abs/*": "xml"}
    )
    assert len(changed) == 1
    assert languages.detect("a.py").id == "ruby"
    assert languages.detect("test_a.py").id == "go"
    assert languages.detect("/x/docs/a.txt").id == "markdown"
    assert languages.detect("/x/other/a.txt").id == "plaintext"
    assert languages.detect("/abs/a.py").id in {"ruby", "xml"}
    assert languages.associations["*.py"] == "ruby"
    languages.set_associations(languages.associations)
    assert len(changed) == 1
    languages.set_associations({})
    assert languages.detect("a.py").id == "python"


def test_declared_languages_come_and_go(languages: Languages) -> None:
    changed: list[None] = []
    languages.changed.connect(lambda: changed.append(None))
    mine = Language(
        "mine",
        "Mine",
        ("my",),
        (".mine", ".py"),
        ("MINE",),
        ("mine-*",),
        r"^#mine",
        "python",
        LanguageRules(line_comment="%%"),
    )
    declaration = languages.declare([mine], owner="acme.mine")
    assert languages.get("mine") == mine
    assert "mine" in languages
    for path in ("a.mine", "a.py", "MINE", "mine-x"):
        assert languages.detect(path).id == "mine"
    assert languages.detect(None, "#mine").id == "mine"
    assert mine in languages.all()
    assert languages.find("My") == mine
    declaration.dispose()
    declaration.dispose()
    assert "mine" not in languages
    assert languages.detect("a.py").id == "python"
    assert languages.detect("a.mine").id == "plaintext"
    assert len(changed) == 2


def test_a_declaration_adds_to_a_language_there_is(languages: Languages) -> None:
    before = languages.get("python")
    one = languages.declare([Language("python", "", extensions=(".snake",))])
    two = languages.declare([Language("python", "Snake", lexer="ruby", rules=LanguageRules("%"))])
    merged = languages.get("python")
    assert merged.name == "Snake"
    assert merged.lexer == "ruby"
    assert merged.rules.line_comment == "%"
    assert merged.extensions == (*before.extensions, ".snake")
    assert languages.detect("a.snake") == merged
    two.dispose()
    assert languages.get("python").name == "Python"
    assert languages.get("python").rules == before.rules
    one.dispose()
    assert languages.get("python") == before


def test_of_two_declarations_the_newer_gets_the_file(languages: Languages) -> None:
    languages.declare([Language("one", "One", extensions=(".x1",))])
    newer = languages.declare([Language("two", "Two", extensions=(".x1",))])
    assert languages.detect("a.x1").id == "two"
    newer.dispose()
    assert languages.detect("a.x1").id == "one"


def test_an_unknown_id_is_plain_text_of_that_name(languages: Languages) -> None:
    unknown = languages.get("never-heard-of")
    assert unknown.id == "never-heard-of"
    assert unknown.lexer == ""
    assert "never-heard-of" not in languages
    assert languages.find("never heard of") is None


def test_without_a_table_there_is_plain_text() -> None:
    languages = Languages()
    assert languages.detect("a.py").id == "plaintext"
    assert [language.id for language in languages.all()] == ["plaintext"]
    assert "plaintext" in languages
    assert languages.get(PLAIN_TEXT.id).lexer == ""


def test_a_wrong_expression_of_a_contributor_matches_nothing(languages: Languages) -> None:
    languages.declare([Language("bad", "Bad", first_line="(", patterns=("[",))])
    assert languages.detect("unknown", "(").id == "plaintext"


class TestTable:
    def test_every_lexer_exists(self, languages: Languages) -> None:
        for language in languages.all():
            if language.lexer and not language.lexer.startswith("pith:"):
                find_lexer_class_by_name(language.lexer)
        assert len(languages.all()) > 500

    def test_every_expression_compiles(self, languages: Languages) -> None:
        for language in languages.all():
            for pattern in (
                language.first_line,
                language.rules.indent_after,
                language.rules.outdent_before,
            ):
                if pattern:
                    re.compile(pattern)

    def test_rules_are_what_editing_expects(self, languages: Languages) -> None:
        for language in languages.all():
            rules = language.rules
            hash(rules)
            pairs = (*rules.brackets, *rules.auto_closing_pairs, *(rules.surrounding_pairs or ()))
            assert all(len(pair) == 2 and all(pair) for pair in pairs), language.id
            assert rules.block_comment is None or len(rules.block_comment) == 2
            assert "\n" not in (rules.line_comment or "")
        assert languages.get("python").rules.line_comment == "#"
        assert languages.get("c").rules.block_comment == ("/*", "*/")

    @pytest.mark.parametrize("prefix", ["f", "r", "b", "F", "rb", "u", "t"])
    def test_python_has_letters_before_quotes(self, languages: Languages, prefix: str) -> None:
        rules = languages.get("python").rules
        before, after = f"x = {prefix}|", f"x = {prefix}'|'"
        check(commands.insert_text, before, after, text="'", rules=rules)
        before, after = f"x = {prefix}'|'", f"x = {prefix}|"
        check(commands.delete_left, before, after, rules=rules)

    @pytest.mark.parametrize("identifier", ["javascript", "typescript", "c", "html", "markdown"])
    def test_angles_go_around_what_is_selected(self, languages: Languages, identifier: str) -> None:
        rules = languages.get(identifier).rules
        check(commands.insert_text, "a‹b|›", "a<‹b|›>", text="<", rules=rules)

    @pytest.mark.parametrize(
        ("line", "deeper"),
        [
            ("if (f(x) && (y))", True),
            ("} else if (x)", True),
            ("    else", True),
            ("for (const a of b)", True),
            ("do", True),
            ("for (;;) f(x)", False),
            ("if (x) {", False),
            ("if (x) y();", False),
            ("else_(x)", False),
            ("} while (x)", False),
            ("while (x)", True),
            ("f(if_)", False),
        ],
    )
    def test_what_has_one_statement(self, languages: Languages, line: str, deeper: bool) -> None:
        for identifier in ("javascript", "typescriptreact", "c", "cpp", "java", "csharp", "php"):
            pattern = languages.get(identifier).rules.indent_next
            assert pattern is not None
            assert (re.search(pattern, line) is not None) is deeper, identifier
        assert languages.get("go").rules.indent_next is None

    @pytest.mark.parametrize("identifier", ["javascript", "typescript"])
    def test_templates_with_a_tag_are_closed(self, languages: Languages, identifier: str) -> None:
        rules = languages.get(identifier).rules
        check(commands.insert_text, "html|", "html`|`", text="`", rules=rules)
        check(commands.insert_text, "`a|`", "`a`|", text="`", rules=rules)
        check(commands.insert_text, "`a $|`", "`a ${|}`", text="{", rules=rules)

    def test_no_two_languages_have_one_name(self, source: str) -> None:
        data = json.loads(source)["languages"]
        for key in ("extensions", "filenames", "interpreters"):
            names = [name for entry in data.values() for name in entry.get(key, ())]
            assert len(names) == len(set(names)), key

    @pytest.mark.parametrize(
        ("identifier", "line", "deeper"),
        [
            ("python", "def f(x):", True),
            ("python", "if x:  # comment", True),
            ("python", "x = [", True),
            ("python", "x = {1: 2}", False),
            ("python", "# note:", False),
            ("c", "int f() {", True),
            ("c", "case 1:", True),
            ("c", "f(a);", False),
            ("ruby", "def f", True),
            ("ruby", "list.each do |x|", True),
            ("ruby", "x if y end", False),
            ("lua", "if x then", True),
            ("lua", "local f = function(a)", True),
            ("shellscript", "if x; then", True),
            ("shellscript", "echo then x", False),
            ("html", "<div class='a'>", True),
            ("html", "<br>", False),
            ("html", "<p>text</p>", False),
            ("yaml", "key:", True),
            ("yaml", "key: value", False),
            ("yaml", "- name: |", True),
            ("makefile", "all: one two", True),
            ("makefile", "CC := gcc", False),
            ("json", '"a": {', True),
            ("rust", "fn f() {", True),
            ("latex", r"\begin{itemize}", True),
        ],
    )
    def test_lines_that_lead_deeper(
        self, languages: Languages, identifier: str, line: str, deeper: bool
    ) -> None:
        pattern = languages.get(identifier).rules.indent_after
        assert pattern is not None
        assert bool(re.search(pattern, line)) is deeper

    @pytest.mark.parametrize(
        ("identifier", "line", "back"),
        [
            ("python", "    else:", True),
            ("python", "    elif x:", True),
            ("python", "    elsewhere", False),
            ("c", "    }", True),
            ("ruby", "  end", True),
            ("ruby", "  ending", False),
            ("html", "  </div>", True),
            ("shellscript", "  fi", True),
        ],
    )
    def test_lines_that_go_back(
        self, languages: Languages, identifier: str, line: str, back: bool
    ) -> None:
        pattern = languages.get(identifier).rules.outdent_before
        assert pattern is not None
        assert bool(re.search(pattern, line)) is back

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("{", "no valid JSON"),
            ("[]", "no table"),
            ('{"languages": 1, "rules": {}}', "no table"),
            ('{"rules": {}}', "no table"),
        ],
    )
    def test_a_broken_table_is_named(self, text: str, words: str) -> None:
        with pytest.raises(ProblemError, match=words) as raised:
            LanguageTable.parse(text, "languages.json")
        assert raised.value.problems[0].source == "languages.json"

    def test_it_is_what_its_script_makes(self, repository: Path) -> None:
        import pygments

        if pygments.__version__ != "2.21.0":
            pytest.skip("the table was made with Pygments 2.21.0")
        done = subprocess.run(
            [sys.executable, repository / "packaging" / "make_languages.py", "--check"],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr

"""Reading VS Code's theme format, and what a theme says of colours and scopes."""

from __future__ import annotations

import json
import marshal
from pathlib import Path
from typing import Any

import pytest

from pith.base import ProblemError
from pith.syntax import Style, Theme, Themes, load_theme
from pith.syntax._colors import Color
from pith.syntax._theme_defaults import DEFAULTS


def theme(**data: Any) -> Theme:
    return Theme.load(json.dumps(data))


class TestColors:
    @pytest.mark.parametrize(
        ("written", "normal"),
        [
            ("#abc", "#aabbcc"),
            ("#abcd", "#aabbccdd"),
            ("#AABBCC", "#aabbcc"),
            ("#aabbcc80", "#aabbcc80"),
            ("#aabbccff", "#aabbcc"),
            ("#00000000", "#00000000"),
        ],
    )
    def test_parsing(self, written: str, normal: str) -> None:
        assert str(Color.parse(written)) == normal

    @pytest.mark.parametrize(
        "text", ["", "#", "red", "#ab", "#abcde", "#gggggg", "abc", "#+1234567"]
    )
    def test_what_is_no_color(self, text: str) -> None:
        with pytest.raises(ValueError, match="is no color"):
            Color.parse(text)

    def test_contrast(self) -> None:
        white, black = Color.parse("#fff"), Color.parse("#000")
        assert white.contrast(black) == pytest.approx(21)
        assert black.contrast(white) == pytest.approx(21)
        assert white.contrast(white) == pytest.approx(1)
        # https://webaim.org/resources/contrastchecker/ names #767676 as the darkest that passes.
        assert Color.parse("#767676").contrast(white) == pytest.approx(4.54, abs=0.01)

    def test_mixing(self) -> None:
        white, black = Color.parse("#fff"), Color.parse("#000")
        assert str(black.mixed(white, 0.5)) == "#808080"
        assert str(Color.parse("#ffffff80").over(black)) == "#808080"
        assert str(white.faded(0.5)) == "#ffffff80"


class TestReading:
    def test_comments_and_trailing_commas(self) -> None:
        made = Theme.load(
            """\ufeff// a theme
            {
              "name": "N // not a comment, \\" either",
              /* block, } */
              "type": "light",
              "colors": { "editor.background": "#fff", /* , */ },
              "tokenColors": [
                { "scope": "a, b", "settings": { "foreground": "#111111", }, }, // last
              ],
            }"""
        )
        assert made.name == 'N // not a comment, " either'
        assert made.kind == "light"
        assert made.color("editor.background") == "#ffffff"
        assert made.style("a").foreground == made.style("b").foreground == "#111111"
        assert made.problems == ()

    @pytest.mark.parametrize(
        ("source", "line", "words"),
        [
            ("", 1, "no valid JSON"),
            ("{\n  oops\n}", 2, "no valid JSON"),
            ("{ // {\n\n  oops }", 3, "no valid JSON"),
            ("[]", 1, "expected an object"),
            ('"text"', 1, "expected an object"),
            ("/* never closed", 1, "no valid JSON"),
            ("[" * 200_000, None, "nested"),
        ],
    )
    def test_what_is_no_theme(self, source: str, line: int | None, words: str) -> None:
        with pytest.raises(ProblemError, match=words) as raised:
            Theme.load(source, path="a.json")
        problem = raised.value.problems[0]
        assert problem.source == "a.json"
        if line is not None:
            assert problem.line == line

    def test_a_huge_file_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("pith.syntax._theme_json._LARGEST", 10)
        with pytest.raises(ProblemError, match="larger than"):
            Theme.load('{"colors": {}}')

    def test_single_faults_are_named_and_left_out(self) -> None:
        made = Theme.load(
            """{
  "colors": {
    "editor.background": "#222222",
    "editor.foreground": "white",
    "tab.border": 7,
    "sideBar.background": null
  },
  "tokenColors": [
    { "scope": "one" },
    { "scope": 3, "settings": {} },
    { "scope": "two", "settings": { "foreground": "#12" } },
    "nonsense",
    { "scope": "three", "settings": { "foreground": "#123456", "fontStyle": 1 } }
  ]
}""",
            path="t.json",
        )
        assert made.color("editor.background") == "#222222"
        assert made.style("three") == Style("#123456")
        assert made.style("two") == Style()
        messages = [str(problem) for problem in made.problems]
        assert len(messages) == 6
        assert messages[0].startswith("t.json:4: 'white' is no color of 'editor.foreground'")
        assert "#rrggbb" in messages[0]
        assert any(message.startswith("t.json:11: '#12'") for message in messages)

    @pytest.mark.parametrize(
        "data",
        [{"colors": []}, {"tokenColors": {}}, {"tokenColors": "./old.tmTheme"}, {"colors": "x"}],
    )
    def test_parts_of_the_wrong_kind(self, data: dict[str, Any]) -> None:
        assert len(theme(**data).problems) == 1

    def test_textmates_own_key_for_rules(self) -> None:
        made = theme(settings=[{"scope": "comment", "settings": {"foreground": "#111"}}])
        assert made.style("comment").foreground == "#111111"

    @pytest.mark.parametrize(
        ("data", "kind"),
        [
            ({"type": "dark"}, "dark"),
            ({"type": "light"}, "light"),
            ({"type": "hc"}, "dark"),
            ({"type": "hcLight"}, "light"),
            ({"colors": {"editor.background": "#ffffff"}}, "light"),
            ({"colors": {"editor.background": "#101010"}}, "dark"),
            ({}, "dark"),
        ],
    )
    def test_the_kind(self, data: dict[str, Any], kind: str) -> None:
        assert theme(**data).kind == kind

    def test_what_a_contribution_says_comes_first(self) -> None:
        made = Theme.load('{"name": "A", "type": "dark"}', name="B", kind="light")
        assert (made.name, made.kind) == ("B", "light")
        assert Theme.load("{}", path="/x/some-theme.json").name == "some-theme"


class TestInclude:
    def test_it_comes_below(self) -> None:
        files = {
            "./base.json": '{"colors": {"a": "#111", "b": "#222"}, "include": "./root.json",'
            '"tokenColors": [{"scope": "x", "settings": {"foreground": "#333"}}]}',
            "./root.json": '{"colors": {"c": "#444"}}',
        }
        made = Theme.load(
            '{"include": "./base.json", "colors": {"a": "#555"},'
            '"tokenColors": [{"scope": "x", "settings": {"fontStyle": "bold"}}]}',
            include=files.__getitem__,
        )
        assert [made.color(key) for key in "abc"] == ["#555555", "#222222", "#444444"]
        assert made.style("x") == Style("#333333", bold=True)

    def test_from_disk(self, tmp_path: Path) -> None:
        (tmp_path / "themes").mkdir()
        (tmp_path / "outside.json").write_text('{"colors": {"a": "#111"}}')
        (tmp_path / "themes" / "t.json").write_text('{"include": "../outside.json"}')
        assert load_theme(tmp_path / "themes" / "t.json").color("a") == "#111111"

    @pytest.mark.parametrize("name", ["../../../etc/passwd", "/etc/passwd", "missing.json"])
    def test_what_cannot_be_read_is_a_problem(self, tmp_path: Path, name: str) -> None:
        folder = tmp_path / "a" / "b"
        folder.mkdir(parents=True)
        (folder / "t.json").write_text(json.dumps({"include": name, "colors": {"a": "#111"}}))
        made = load_theme(folder / "t.json")
        assert made.color("a") == "#111111"
        assert len(made.problems) == 1
        assert name in made.problems[0].message

    def test_a_circle_ends(self) -> None:
        made = Theme.load('{"include": "x"}', include=lambda _: '{"include": "x"}')
        assert "not followed" in made.problems[0].message

    def test_a_broken_one_is_a_problem(self) -> None:
        made = Theme.load('{"include": "x"}', include=lambda _: "{")
        assert made.problems[0].source == "x"


class TestStyle:
    def test_the_most_special_rule_wins(self) -> None:
        made = theme(
            tokenColors=[
                {"scope": "string.quoted.double", "settings": {"foreground": "#111"}},
                {"scope": "string", "settings": {"foreground": "#222", "fontStyle": "italic"}},
                {"scope": "string.quoted", "settings": {"foreground": "#333"}},
            ]
        )
        assert made.style("string.quoted.double").foreground == "#111111"
        assert made.style("string.quoted.single").foreground == "#333333"
        assert made.style("string.regexp").foreground == "#222222"
        assert made.style("stringy") == Style()
        assert made.style("") == Style()

    def test_each_attribute_by_itself(self) -> None:
        made = theme(
            tokenColors=[
                {"scope": "a", "settings": {"foreground": "#111", "fontStyle": "bold italic"}},
                {"scope": "a.b", "settings": {"background": "#222"}},
                {"scope": "a.b.c", "settings": {"fontStyle": ""}},
                {"scope": "a.d", "settings": {"fontStyle": "underline strikethrough"}},
            ]
        )
        assert made.style("a.b") == Style("#111111", "#222222", bold=True, italic=True)
        assert made.style("a.b.c") == Style("#111111", "#222222")
        assert made.style("a.d") == Style("#111111", underline=True, strikethrough=True)

    def test_of_equal_rules_the_last_wins(self) -> None:
        made = theme(
            tokenColors=[
                {"scope": ["a", "b"], "settings": {"foreground": "#111"}},
                {"scope": "a", "settings": {"foreground": "#222"}},
            ]
        )
        assert made.style("a").foreground == "#222222"
        assert made.style("b").foreground == "#111111"

    def test_selectors_with_surroundings_do_not_match(self) -> None:
        made = theme(
            tokenColors=[
                {"scope": "meta.tag string", "settings": {"foreground": "#111"}},
                {"scope": "source.css - comment, keyword", "settings": {"foreground": "#222"}},
            ]
        )
        assert made.style("string") == Style()
        assert made.style("source.css") == Style()
        assert made.style("keyword").foreground == "#222222"

    def test_a_rule_without_scope_is_for_the_editor(self) -> None:
        made = theme(tokenColors=[{"settings": {"foreground": "#111", "background": "#eee"}}])
        assert made.color("editor.foreground") == "#111111"
        assert made.color("editor.background") == "#eeeeee"
        both = theme(
            colors={"editor.foreground": "#999999"},
            tokenColors=[{"settings": {"foreground": "#111"}}],
        )
        assert both.color("editor.foreground") == "#999999"


class TestDefaults:
    @pytest.mark.parametrize("kind", ["dark", "light"])
    def test_every_rule_comes_to_an_end(self, kind: str) -> None:
        made = theme(type=kind)
        for key in DEFAULTS:
            color = made.color(key)
            assert color is None or Color.parse(color)

    def test_they_follow_what_the_theme_sets(self) -> None:
        made = theme(colors={"editor.background": "#000000", "editor.foreground": "#ffffff"})
        assert made.color("panel.background") == "#000000"
        assert made.color("sideBar.background") == "#080808"
        assert made.color("editorRuler.foreground") == "#ffffff17"
        assert made.color("contrastBorder") is None
        assert made.color("never.heard.of") is None
        assert made.is_set("editor.background")
        assert not made.is_set("panel.background")

    def test_default_takes_back_what_an_included_file_set(self) -> None:
        made = Theme.load(
            '{"include": "x", "colors": {"panel.background": "default"}}',
            include=lambda _: '{"colors": {"panel.background": "#123456"}}',
        )
        assert made.color("panel.background") == made.color("editor.background")


def test_a_theme_can_be_kept_as_plain_data(repository: Path) -> None:
    made = load_theme(repository / "resources" / "themes" / "pith-dark.json")
    again = Theme.from_data(marshal.loads(marshal.dumps(made.to_data())))
    assert (again.name, again.kind) == (made.name, made.kind)
    for key in DEFAULTS:
        assert again.color(key) == made.color(key)
    for scope in ("keyword.control", "comment.line", "entity.name.type.class"):
        assert again.style(scope) == made.style(scope)
    assert "Pith" in repr(again)


class TestThemes:
    def test_declaring(self, tmp_path: Path) -> None:
        themes = Themes()
        changed: list[None] = []
        themes.changed.connect(lambda: changed.append(None))
        path = tmp_path / "b.json"
        path.write_text('{"name": "other", "colors": {"a": "#111"}}')
        first = themes.declare("Bright", "light", path, owner="acme.bright")
        themes.declare("Another", "dark", path)
        declared = themes.get("bright")
        assert declared is not None
        assert declared.owner == "acme.bright"
        loaded = declared.load()
        assert (loaded.name, loaded.kind, loaded.color("a")) == ("Bright", "light", "#111111")
        assert [each.name for each in themes.all()] == ["Another", "Bright"]
        first.dispose()
        first.dispose()
        assert themes.get("Bright") is None
        assert len(changed) == 3

    def test_of_one_name_the_newer_is_there(self, tmp_path: Path) -> None:
        themes = Themes()
        themes.declare("One", "dark", tmp_path / "old.json")
        newer = themes.declare("one", "light", tmp_path / "new.json")
        assert len(themes.all()) == 1
        found = themes.get("One")
        assert found is not None
        assert found.kind == "light"
        newer.dispose()
        found = themes.get("one")
        assert found is not None
        assert found.kind == "dark"

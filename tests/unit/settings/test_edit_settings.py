"""Changing a settings file without disturbing anything else in it."""

from __future__ import annotations

import random
import tomllib
from typing import Any

import pytest

from pith.base import ProblemError
from pith.settings import CORE_SETTINGS, Settings, SettingsLayer, edit_settings, settings_template


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        # set where it stands, with its comment
        (
            "# mine\n[editor]\ntabSize = 4 # wide\n\nwrap = 'on'\n",
            {"editor.tabSize": 2},
            "# mine\n[editor]\ntabSize = 2 # wide\n\nwrap = 'on'\n",
        ),
        ("editor.tabSize = 4\n", {"editor.tabSize": 2}, "editor.tabSize = 2\n"),
        ('"editor.tabSize" = 4\n', {"editor.tabSize": 2}, '"editor.tabSize" = 2\n'),
        ("editor = { tabSize = 4 }\n", {"editor.tabSize": 2}, "editor = { tabSize = 2 }\n"),
        # added to the table that is there
        (
            "[editor]\ntabSize = 4\n\n[window]\nzoom = 1\n",
            {"editor.fontSize": 12},
            "[editor]\ntabSize = 4\nfontSize = 12\n\n[window]\nzoom = 1\n",
        ),
        # a table of its own
        ("", {"editor.tabSize": 2}, "[editor]\ntabSize = 2\n"),
        (
            "[editor]\ntabSize = 4\n",
            {"window.theme": 'A "B"'},
            '[editor]\ntabSize = 4\n\n[window]\ntheme = "A \\"B\\""\n',
        ),
        # for a language
        (
            "",
            {"language.python.editor.tabSize": 2},
            "[language.python.editor]\ntabSize = 2\n",
        ),
        (
            "[language.python.editor]\ntabSize = 4 # x\n",
            {"language.python.editor.tabSize": 2, "language.python.editor.wrap": "on"},
            '[language.python.editor]\ntabSize = 2 # x\nwrap = "on"\n',
        ),
        (
            '[language.python]\n"editor.tabSize" = 4\n',
            {"language.python.editor.tabSize": 2},
            '[language.python]\n"editor.tabSize" = 2\n',
        ),
        # taken away
        (
            "[editor]\n# about tabs\ntabSize = 4\nwrap = 1\n",
            {"editor.tabSize": None},
            "[editor]\n# about tabs\nwrap = 1\n",
        ),
        ("[editor]\nwrap = 1\n", {"editor.tabSize": None, "a.b.c": None}, "[editor]\nwrap = 1\n"),
        ("", {"editor.tabSize": None}, ""),
        # other kinds of values
        (
            "",
            {"a.flag": True, "a.real": 1.5, "a.list": [1, "x"]},
            '[a]\nflag = true\nreal = 1.5\nlist = [1, "x"]\n',
        ),
        (
            "[files]\neol = 'lf'\n",
            {"files.exclude": {"**/*.pyc": True}},
            "[files]\neol = 'lf'\n\n[files.exclude]\n\"**/*.pyc\" = true\n",
        ),
        (
            "[files.exclude] # mine\n# about\na = true # a\nb = true\n\n[z]\n",
            {"files.exclude": {"c d": True}},
            '# about\n\n[z]\n\n[files.exclude]\n"c d" = true\n',
        ),
        (
            'files.exclude."a" = true\nfiles.eol = "lf"\n',
            {"files.exclude": {"b": True}},
            'files.eol = "lf"\nfiles.exclude = { b = true }\n',
        ),
        ("files.exclude = { a = true }\n", {"files.exclude": {}}, "files.exclude = {  }\n"),
        # a table whose headings have comments, and one that is indented
        (
            "[editor]\nx = [\n  1,\n] # list\n\n# about the window\n[window]\nzoom = 1\n",
            {"editor.tabSize": 2},
            "[editor]\nx = [\n  1,\n] # list\ntabSize = 2\n\n"
            "# about the window\n[window]\nzoom = 1\n",
        ),
        ("[a]\n  [a.b]\n  x = 1", {"a.b.y": 2}, "[a]\n  [a.b]\n  x = 1\n  y = 2\n"),
        # where it stands commented out
        (
            "[editor]\n# wide\n# tabSize = 4\n# off or on\n# wrap = 'on'\n[z]\n# tabSize = 1\n",
            {"editor.tabSize": 2},
            "[editor]\n# wide\n# tabSize = 4\ntabSize = 2\n"
            "# off or on\n# wrap = 'on'\n[z]\n# tabSize = 1\n",
        ),
        (
            '[editor]\nx = """\n# tabSize = 1\n"""\n',
            {"editor.tabSize": 2},
            '[editor]\nx = """\n# tabSize = 1\n"""\ntabSize = 2\n',
        ),
        # beside what is written the same way
        (
            "editor.wrap = 1 # w\nwindow.zoom = 1\n[z]\n",
            {"editor.tabSize": 2},
            "editor.wrap = 1 # w\neditor.tabSize = 2\nwindow.zoom = 1\n[z]\n",
        ),
        (
            "[editor]\nguides.on = true\n",
            {"editor.guides.wide": False},
            "[editor]\nguides.on = true\nguides.wide = false\n",
        ),
        ("editor = {}\n", {"editor.tabSize": 2}, "editor = { tabSize = 2 }\n"),
        ("editor = { x = 1, }\n", {"editor.y": 2}, None),
        ("editor = {x = 1}\n", {"editor.y": 2}, "editor = {x = 1, y = 2 }\n"),
        ("a = { x = 1, y = 2 }\n", {"a.x": None}, "a = { y = 2 }\n"),
        ("a = { x = 1, y = 2 }\n", {"a.y": None}, "a = { x = 1 }\n"),
        ("a = { x = 1 }\n", {"a.x": None}, "a = {  }\n"),
        ("a = { x = 1, y.p = 2, y.q = 3 }\n", {"a.y": None}, "a = { x = 1 }\n"),
        ("a = { y.p = 2, x = 1, y.q = 3 }\n", {"a.y": None}, "a = { x = 1 }\n"),
        ("a.b = { x = { y = 1 } } # b\nc = 1\n", {"a.b": None}, "c = 1\n"),
        (
            "editor = { x = 1 }\n",
            {"editor.guides.on": True},
            "editor = { x = 1, guides.on = true }\n",
        ),
        # where a heading would be wrong
        (
            "# top\neditor.guides.on = true # g\n[z]\n",
            {"editor.tabSize": 2},
            "# top\neditor.guides.on = true # g\neditor.tabSize = 2\n[z]\n",
        ),
        (
            "[language.python]\neditor.guides.on = true\n[z]\n",
            {"language.python.editor.tabSize": 2},
            "[language.python]\neditor.guides.on = true\neditor.tabSize = 2\n[z]\n",
        ),
        ("[a.b]\nx = 1\n", {"a.b": 2}, "[a]\nb = 2\n"),
        # nothing to do
        ("[editor]\ntabSize = 4 #\n", {"editor.tabSize": 4}, "[editor]\ntabSize = 4 #\n"),
        ("a.b = 1", {"a.c": 2}, "a.b = 1\na.c = 2\n"),
        ("\ufeff", {"a.c": 2}, "\ufeff[a]\nc = 2\n"),
        # what is not of this world stays
        (
            "\ufeff[editor]\r\ntabSize = 4\r\n\r\n# end\r\n",
            {"editor.tabSize": 2, "editor.wrap": "on"},
            '\ufeff[editor]\r\ntabSize = 2\r\nwrap = "on"\r\n\r\n# end\r\n',
        ),
    ],
)
def test_edits(before: str, changes: dict[str, object], after: str | None) -> None:
    if after is None:  # TOML 1.0 has no comma at the end
        with pytest.raises(ProblemError, match="this is not TOML"):
            edit_settings(before, changes)
        return
    assert edit_settings(before, changes) == after


def test_a_text_that_is_not_toml_is_not_touched() -> None:
    with pytest.raises(ProblemError) as caught:
        edit_settings("[editor\ntabSize = 4\n", {"editor.tabSize": 2}, "s.toml")
    assert str(caught.value).startswith("s.toml:1:8: this is not TOML")


def test_what_stands_in_the_way_is_named() -> None:
    with pytest.raises(ProblemError) as caught:
        edit_settings("editor = 4\n", {"editor.tabSize": 2}, "s.toml")
    assert str(caught.value) == (
        "s.toml: 'editor.tabSize' cannot be set: 'editor' is not a table "
        "(remove the line that sets 'editor')"
    )
    with pytest.raises(ProblemError, match=r"'language\.python' is not a table"):
        edit_settings("[language]\npython = 1\n", {"language.python.editor.tabSize": 2})


def test_an_edit_that_would_say_something_else_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(*_: object) -> list[str]:
        return ["[editor]\ntabSize = 3\n", "[editor"]

    monkeypatch.setattr("pith.settings._edit._Edit._candidates", wrong)
    with pytest.raises(ProblemError) as caught:
        edit_settings("[editor]\ntabSize = 4\n", {"editor.tabSize": 2}, "s.toml")
    assert str(caught.value) == (
        "s.toml: 'editor.tabSize' cannot be set without harm to the rest (change the file by hand)"
    )


@pytest.mark.parametrize("value", [object(), [None], {"a": None}, "\udc80", {1: "x"}])
def test_a_value_toml_cannot_say_is_refused(value: object) -> None:
    with pytest.raises(ProblemError, match=r"cannot be written as 'a\.b'"):
        edit_settings("", {"a.b": value}, "s.toml")


@pytest.mark.parametrize(
    "value",
    ["\x7f\x00\t\n\"'\\é𝔘\u2028", 1e300, -0.5, float("inf"), 10**30, [[], [{"a b": [1]}]], {}],
)
def test_what_is_written_is_what_is_read(value: object) -> None:
    for source in ("", "[a]\nb = 1\n", "a = { b = 1 }\n", "[a.b]\nx = 1\n"):
        assert tomllib.loads(edit_settings(source, {"a.b": value}))["a"]["b"] == value


STYLES = (
    "{s}.{n} = {v}\n",
    '"{s}.{n}" = {v} # why\n',
    "[{s}]\n{n} = {v}\n",
    "[{s}]   # head\n# about\n{n} = {v} # tail\n\n",
    "{s} = {{ {n} = {v} }}\n",
)


@pytest.mark.parametrize("seed", range(30))
def test_random_edits_keep_comments_and_say_what_they_should(seed: int) -> None:
    random_ = random.Random(seed)
    text = "# top\n"
    for section in random_.sample(["a", "b", "c", "d"], 3):
        # After a heading, only headings: what is dotted would belong to the table above.
        style = random_.choice(STYLES[2:4] if "\n[" in text else STYLES)
        text += style.format(s=section, n="x", v=random_.choice(("1", "'y'", "[1, 2]")))
    comments = [line for line in text.splitlines() if line.startswith("#")]

    def flat(values: dict[str, Any], start: str = "") -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in values.items():
            if isinstance(value, dict):
                found |= flat(value, f"{start}{key}.")
            else:
                found[start + key] = value
        return found

    wanted = flat(tomllib.loads(text))
    for _ in range(12):
        key = f"{random_.choice('abcde')}.{random_.choice(('x', 'y', 'z', 'y.p', 'y.q.r'))}"
        value = random_.choice((None, 1, "text", True, [1, "b"], 0.5, {"k y": 1, "l": []}))
        try:
            text = edit_settings(text, {key: value})
        except ProblemError as error:
            assert "is not a table" in str(error)  # noqa: PT017
            steps = key.split(".")
            assert any(".".join(steps[:count]) in wanted for count in range(1, len(steps)))
            continue
        for inner in [each for each in wanted if each == key or each.startswith(f"{key}.")]:
            del wanted[inner]
        if isinstance(value, dict):
            wanted |= {f"{key}.{name}": value[name] for name in value}
        elif value is not None:
            wanted[key] = value
        assert flat(tomllib.loads(text)) == wanted, text
        assert [line for line in text.splitlines() if line.startswith("#")] == comments, text


def test_the_template_sets_nothing_and_can_be_uncommented() -> None:
    settings = Settings(CORE_SETTINGS)
    template = settings_template(settings.declared())
    settings.load(SettingsLayer.USER, template, "s.toml")
    assert settings.problems == []
    lines = template.splitlines()
    written = "\n".join(
        line[2:] if line.startswith("# ") and f".{line[2:].split(' = ')[0]}" in names() else line
        for line in lines
    )
    settings.load(SettingsLayer.USER, written, "s.toml")
    assert settings.problems == []
    assert all(settings.is_set(each.key, SettingsLayer.USER) for each in CORE_SETTINGS)
    assert all(
        settings.get(each.key) == (list(each.default) if each.type == "array" else each.default)
        for each in CORE_SETTINGS
    )


def names() -> set[str]:
    return {"." + each.key.partition(".")[2] for each in CORE_SETTINGS}


def test_setting_something_in_the_template_keeps_the_template() -> None:
    template = settings_template(CORE_SETTINGS)
    edited = edit_settings(template, {"editor.tabSize": 2, "window.theme": "Pith Light"})
    assert tomllib.loads(edited)["editor"]["tabSize"] == 2
    assert tomllib.loads(edited)["window"]["theme"] == "Pith Light"
    assert [line for line in edited.splitlines() if line.startswith("#")] == [
        line for line in template.splitlines() if line.startswith("#")
    ]

"""Settings: layers, languages, notifications, and how little a mistake disturbs."""

from __future__ import annotations

import contextlib
import functools
import random
from typing import Any

import pytest

from pith.base import ProblemError, Severity
from pith.settings import Setting, Settings, SettingsLayer, UnknownSetting, load_settings
from tests.support.reported import Reported

DEFAULT, USER, FOLDER = SettingsLayer

DECLARED = (
    Setting("editor.tabSize", "integer", 4, minimum=1, maximum=16, per_language=True),
    Setting("editor.wrap", "string", "off", enum=("off", "on"), per_language=True),
    Setting("editor.rulers", "array", (), items="integer", per_language=True),
    Setting("editor.guides.on", "boolean", True),
    Setting("files.exclude", "object", {"**/.git": True}, items="boolean"),
    Setting("window.theme", "string", "Dark"),
)


@pytest.fixture
def settings() -> Settings:
    return Settings(DECLARED)


def changes(settings: Settings) -> list[set[str]]:
    seen: list[set[str]] = []
    settings.changed.connect(lambda keys: seen.append(set(keys)))
    return seen


def problems(settings: Settings) -> list[str]:
    return [str(problem) for problem in settings.problems]


# -- values


def test_defaults(settings: Settings) -> None:
    assert settings.get("editor.tabSize") == 4
    assert settings.get("editor.tabSize", "python") == 4
    assert settings.get("files.exclude") == {"**/.git": True}
    assert [each.key for each in settings.declared()] == sorted(each.key for each in DECLARED)
    assert settings.find("editor.tabSize") is DECLARED[0]
    assert settings.find("nothing") is None


def test_what_is_not_declared_has_no_value(settings: Settings) -> None:
    settings.load(USER, "[other]\nx = 1\n", "s.toml")
    with pytest.raises(UnknownSetting) as caught:
        settings.get("other.x")
    assert str(caught.value) == "no setting 'other.x' is declared"


@pytest.mark.parametrize(
    "source",
    [
        "[editor]\ntabSize = 2\nguides.on = false\n",
        "editor.tabSize = 2\neditor.guides.on = false\n",
        'editor = { tabSize = 2, guides = { on = false } }\n"other" = 1\n',
        '"editor.tabSize" = 2\n"editor.guides.on" = false\n',
        "[editor]\ntabSize = 2\n[editor.guides]\non = false\n",
        '[editor]\n"guides.on" = false\ntabSize = 2\n',
        "\ufeff[editor]\r\ntabSize = 2\r\nguides.on = false\r\n",
    ],
)
def test_all_ways_to_write_a_setting(settings: Settings, source: str) -> None:
    assert settings.load(USER, source, "s.toml")
    assert settings.get("editor.tabSize") == 2
    assert settings.get("editor.guides.on") is False


def test_higher_layers_win(settings: Settings) -> None:
    settings.set_layer(FOLDER, {"editor": {"tabSize": 3}})
    settings.set_layer(USER, {"editor": {"tabSize": 2, "wrap": "on"}})
    settings.set_layer(DEFAULT, {"editor": {"tabSize": 1, "wrap": "off"}})
    assert settings.get("editor.tabSize") == 3
    assert settings.get("editor.wrap") == "on"
    settings.set_layer(FOLDER, {})
    assert settings.get("editor.tabSize") == 2
    assert settings.is_set("editor.tabSize", USER)
    assert not settings.is_set("editor.tabSize", FOLDER)


def test_what_is_set_for_a_language_wins_over_all_that_is_not(settings: Settings) -> None:
    settings.set_layer(FOLDER, {"editor": {"tabSize": 3}})
    settings.load(USER, "[language.python.editor]\ntabSize = 2\n", "s.toml")
    settings.set_layer(DEFAULT, {"language": {"go": {"editor": {"tabSize": 8}}}})
    assert settings.get("editor.tabSize") == 3
    assert settings.get("editor.tabSize", "python") == 2
    assert settings.get("editor.tabSize", "go") == 8
    assert settings.get("editor.tabSize", "c") == 3
    assert settings.is_set("editor.tabSize", USER, "python")
    assert not settings.is_set("editor.tabSize", USER)


def test_lists_and_tables_are_copies(settings: Settings) -> None:
    settings.load(USER, "[editor]\nrulers = [80]\n", "s.toml")
    settings.get("editor.rulers").append(100)
    settings.get("files.exclude")["x"] = True
    assert settings.get("editor.rulers") == [80]
    assert settings.get("files.exclude") == {"**/.git": True}


def test_a_table_replaces_the_whole_default(settings: Settings) -> None:
    settings.load(USER, '[files.exclude]\n"**/*.pyc" = true\n', "s.toml")
    assert settings.get("files.exclude") == {"**/*.pyc": True}


# -- mistakes


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (
            "[editor]\n\ntabSize = 99\n",
            "s.toml:3: 'editor.tabSize' is 99 (expected a whole number from 1 to 16)",
        ),
        (
            '[editor]\ntabSize = "4"\n',
            "s.toml:2: 'editor.tabSize' is \"4\" (expected a whole number from 1 to 16)",
        ),
        (
            "[editor]\ntabSize = 2020-01-01\n",
            "s.toml:2: 'editor.tabSize' is 2020-01-01 (expected a whole number from 1 to 16)",
        ),
        (
            'editor.wrap = "maybe"\n',
            's.toml:1: \'editor.wrap\' is "maybe" (expected one of "off", "on")',
        ),
        (
            '[editor]\nrulers = [\n 80,\n "x" ]\n',
            "s.toml:2: 'editor.rulers' is [80, \"x\"] "
            "(expected a list, each element of it a whole number)",
        ),
        (
            '[files.exclude]\n"a b" = 1\n',
            "s.toml:1: 'files.exclude' is { \"a b\" = 1 } "
            "(expected a table, each element of it true or false)",
        ),
        (
            f"[window]\ntheme = {list(range(99))}\n",
            "s.toml:2: 'window.theme' is [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, "
            "16, … (expected a text in quotes)",
        ),
        (
            "[editor]\ntabsize = 4\n",
            "s.toml:2: there is no setting 'editor.tabsize' (did you mean 'editor.tabSize'?)",
        ),
        (
            "\n[editro]\ntabSize = 4\nwrap = 5\n",
            "s.toml:2: there is no setting 'editro' "
            "(it may belong to an extension that is not here)",
        ),
        (
            "editor = 4\n",
            "s.toml:1: 'editor' is a section of settings, not a setting "
            "(write [editor] and below it the settings of that section)",
        ),
        (
            "language = 4\n",
            "s.toml:1: 'language' is not a table "
            "(write [language.python.editor] and below it tabSize = 4)",
        ),
        (
            "[language]\npython = 4\n",
            "s.toml:2: 'language.python' is not a table "
            "(write [language.python.editor] and below it tabSize = 4)",
        ),
        (
            '[language.python.window]\ntheme = "x"\n',
            "s.toml:2: 'window.theme' cannot differ between languages (set it for all languages)",
        ),
        (
            "[language.python.editor]\ntabSize = 0\n",
            "s.toml:2: 'editor.tabSize' is 0 (expected a whole number from 1 to 16)",
        ),
        (
            "[editor]\ntabSize = four\n",
            's.toml:2:11: this is not TOML: invalid value (texts need quotes: name = "text")',
        ),
    ],
)
def test_messages(settings: Settings, source: str, message: str) -> None:
    settings.load(USER, source, "s.toml")
    assert problems(settings) == [message]
    for setting in DECLARED:
        default = list(setting.default) if isinstance(setting.default, tuple) else setting.default
        assert settings.get(setting.key) == default
        assert settings.get(setting.key, "python") == default


def test_a_bad_value_stops_no_other_and_lets_the_lower_layer_through(settings: Settings) -> None:
    settings.set_layer(USER, {"editor": {"tabSize": 2}})
    settings.load(FOLDER, '[editor]\ntabSize = 99\nwrap = "on"\n', "s.toml")
    assert settings.get("editor.tabSize") == 2
    assert settings.get("editor.wrap") == "on"


def test_unknown_settings_are_warnings_and_all_else_errors(settings: Settings) -> None:
    settings.load(USER, "x = 1\n[editor]\ntabSize = 99\n", "s.toml")
    assert [each.severity for each in settings.problems] == [Severity.WARNING, Severity.ERROR]


def test_not_more_problems_are_listed_than_people_read(settings: Settings) -> None:
    text = "".join(f"x{number} = 1\n" for number in range(20_000))
    settings.load(USER, text, "s.toml")
    assert len(settings.problems) == 101
    assert str(settings.problems[-1]) == "s.toml:101: 19,900 more settings are wrong"


def test_problems_come_in_the_order_of_the_text_and_of_the_layers(settings: Settings) -> None:
    settings.load(FOLDER, "[editor]\ntabSize = 0\n", "folder.toml")
    settings.load(
        USER,
        "[language.c.editor]\ntabSize = 0\n[editor]\nwrap = 1\n[window]\ntheme = 1\n",
        "u.toml",
    )
    assert [each.location for each in settings.problems] == [
        "u.toml:2",
        "u.toml:4",
        "u.toml:6",
        "folder.toml:2",
    ]


def test_a_text_that_is_not_toml_leaves_the_last_good_values(settings: Settings) -> None:
    assert settings.load(USER, "[editor]\ntabSize = 2\n", "s.toml")
    seen = changes(settings)
    assert not settings.load(USER, "[editor\ntabSize = 3\n", "s.toml")
    assert settings.get("editor.tabSize") == 2
    assert problems(settings) == [
        "s.toml:1:8: this is not TOML: expected ']' at the end of a table declaration"
    ]
    assert seen == []
    assert settings.load(USER, "[editor]\ntabSize = 3\n", "s.toml")
    assert settings.get("editor.tabSize") == 3
    assert problems(settings) == []
    assert seen == [{"editor.tabSize"}]


def test_that_problems_changed_is_announced(settings: Settings) -> None:
    counts: list[int] = []
    settings.problems_changed.connect(lambda: counts.append(len(settings.problems)))
    settings.load(USER, "x = 1\n", "s.toml")
    settings.load(USER, "x =\n", "s.toml")
    settings.load(USER, "", "s.toml")
    assert counts == [1, 1, 0]


def test_values_without_a_text_have_problems_without_a_line(settings: Settings) -> None:
    settings.set_layer(USER, {"editor": {"tabSize": 0}}, "the command line")
    assert problems(settings) == [
        "the command line: 'editor.tabSize' is 0 (expected a whole number from 1 to 16)"
    ]


# -- notifications


def test_only_keys_whose_value_changed_are_announced(settings: Settings) -> None:
    seen = changes(settings)
    settings.set_layer(USER, {"editor": {"tabSize": 2, "wrap": "off"}})
    settings.set_layer(USER, {"editor": {"tabSize": 2}})
    settings.set_layer(FOLDER, {"editor": {"tabSize": 3}, "window": {"theme": "Light"}})
    settings.set_layer(USER, {"editor": {"tabSize": 5}})
    settings.set_layer(FOLDER, {})
    assert seen == [{"editor.tabSize"}, {"editor.tabSize", "window.theme"}, *seen[2:]]
    assert seen[2:] == [{"editor.tabSize", "window.theme"}]
    assert settings.get("editor.tabSize") == 5


def test_a_change_for_one_language_is_a_change(settings: Settings) -> None:
    seen = changes(settings)
    settings.load(USER, "[language.python.editor]\ntabSize = 2\n", "s.toml")
    settings.load(USER, "[language.c.editor]\ntabSize = 4\n", "s.toml")
    settings.load(USER, "", "s.toml")
    assert seen == [{"editor.tabSize"}, {"editor.tabSize"}]


def test_a_list_that_says_the_same_is_no_change(settings: Settings) -> None:
    seen = changes(settings)
    settings.set_layer(USER, {"editor": {"rulers": []}, "files": {"exclude": {"**/.git": True}}})
    assert seen == []


def test_true_is_not_one() -> None:
    settings = Settings([Setting("a.b", "boolean|integer", 1)])
    seen = changes(settings)
    settings.set_layer(USER, {"a": {"b": True}})
    assert seen == [{"a.b"}]


def test_observing(settings: Settings) -> None:
    seen: list[Any] = []
    later: list[Any] = []
    python: list[Any] = []
    observer = settings.observe("editor.tabSize", seen.append)
    settings.observe("editor.tabSize", later.append, now=False)
    settings.observe("editor.tabSize", python.append, language="python")
    settings.set_layer(USER, {"editor": {"tabSize": 2}})
    settings.set_layer(USER, {"editor": {"tabSize": 2, "wrap": "on"}})
    settings.load(USER, "[language.python.editor]\ntabSize = 8\n", "s.toml")
    observer.dispose()
    settings.set_layer(USER, {"editor": {"tabSize": 6}})
    assert seen == [4, 2, 4]
    assert later == [2, 4, 6]
    assert python == [4, 2, 8, 6]
    with pytest.raises(UnknownSetting):
        settings.observe("nothing", seen.append)


def test_an_observer_that_raises_disturbs_nobody(settings: Settings, reported: Reported) -> None:
    seen: list[Any] = []
    settings.observe("editor.tabSize", lambda value: 1 // 0, now=False)
    settings.observe("editor.tabSize", seen.append)
    settings.set_layer(USER, {"editor": {"tabSize": 2}})
    assert seen == [4, 2]
    reported.take(ZeroDivisionError, "settings")


def test_an_observer_cannot_spoil_the_value(settings: Settings) -> None:
    settings.observe("editor.rulers", lambda value: value.append(1))
    settings.set_layer(USER, {"editor": {"rulers": [80]}})
    assert settings.get("editor.rulers") == [80]


# -- declaring


def test_an_extensions_settings_come_and_go(settings: Settings) -> None:
    settings.load(USER, "[acme]\nsize = 5\nshade = 1\n", "s.toml")
    assert len(settings.problems) == 1
    seen = changes(settings)
    mine = [Setting("acme.size", "integer", 1), Setting("acme.shade", "string", "grey")]
    declared = settings.declare(mine, "acme.tools")
    assert settings.get("acme.size") == 5
    assert settings.get("acme.shade") == "grey"
    assert problems(settings) == ["s.toml:3: 'acme.shade' is 1 (expected a text in quotes)"]
    assert seen == [{"acme.size", "acme.shade"}]
    values: list[Any] = []
    settings.observe("acme.size", values.append)
    declared.dispose()
    declared.dispose()
    with pytest.raises(UnknownSetting):
        settings.get("acme.size")
    assert len(settings.problems) == 1
    settings.declare(mine, "acme.tools")
    assert values == [5]


def test_a_setting_is_declared_once(settings: Settings) -> None:
    settings.declare([Setting("acme.a", "integer", 1)], "acme.one")
    with pytest.raises(ProblemError) as caught:
        settings.declare(
            [
                Setting("acme.b", "integer", 1),
                Setting("acme.a", "integer", 1),
                Setting("editor.tabSize", "integer", 1),
                Setting("acme.c", "wrong", 1),
                Setting("acme.b", "integer", 1),
            ],
            "acme.two",
        )
    assert [str(problem) for problem in caught.value.problems] == [
        "the setting 'acme.c' has the unknown type 'wrong' "
        "(expected boolean, integer, number, string, array, object)",
        "acme.two: acme.one declares the setting 'acme.a' already (choose another key)",
        "acme.two: the program declares the setting 'editor.tabSize' already (choose another key)",
        "acme.two: acme.two declares the setting 'acme.b' already (choose another key)",
    ]
    with pytest.raises(UnknownSetting):
        settings.get("acme.b")


@pytest.mark.parametrize(
    "keys",
    [["editor.tabSize.deep"], ["editor.guides"], ["acme.a", "acme.a.b"], ["acme.a.b", "acme.a"]],
)
def test_settings_do_not_stand_inside_each_other(settings: Settings, keys: list[str]) -> None:
    with pytest.raises(ProblemError, match="cannot stand inside each other"):
        settings.declare([Setting(key, "integer", 1) for key in keys], "acme")


def test_loading_alone_gives_values_and_positions() -> None:
    values, positions = load_settings("[editor]\ntabSize = 4\n", "s.toml")
    assert values == {"editor": {"tabSize": 4}}
    assert positions.line("$.editor.tabSize") == 2
    with pytest.raises(ProblemError, match=r"^s\.toml:1:3: this is not TOML"):
        load_settings("a b\n", "s.toml")


# -- against an oracle


@pytest.mark.parametrize("seed", range(20))
def test_random_layers_against_an_oracle(seed: int) -> None:
    random_ = random.Random(seed)
    settings = Settings(DECLARED)
    layers: dict[SettingsLayer, dict[str, dict[str, Any]]] = {layer: {} for layer in SettingsLayer}
    pools: dict[str, list[Any]] = {
        "editor.tabSize": [1, 2, 3, 0, "x", True],
        "editor.wrap": ["on", "off", "x", 1],
        "editor.rulers": [[], [80], ["x"]],
        "window.theme": ["Dark", "Light", 1],
    }

    def valid(key: str, value: Any, language: str) -> bool:
        setting = settings.find(key)
        assert setting is not None
        return setting.accepts(value) and (setting.per_language or not language)

    def expected(key: str, language: str) -> Any:
        for kind in dict.fromkeys((language, "")):
            for layer in (FOLDER, USER, DEFAULT):
                value = layers[layer].get(kind, {}).get(key)
                if value is not None and valid(key, value, kind):
                    return value
        setting = settings.find(key)
        assert setting is not None
        return [] if setting.default == () else setting.default

    def all_values() -> dict[tuple[str, str], Any]:
        return {(key, kind): expected(key, kind) for key in pools for kind in ("", "c", "go")}

    observed: dict[str, Any] = {}
    for key in pools:
        settings.observe(key, functools.partial(observed.__setitem__, key))
    announced: set[str] = set()
    settings.changed.connect(announced.update)
    for _ in range(80):
        before = all_values()
        layer = random_.choice(list(SettingsLayer))
        layers[layer] = {
            kind: {
                key: random_.choice(pools[key])
                for key in random_.sample(list(pools), random_.randrange(4))
            }
            for kind in random_.sample(["", "c", "go"], random_.randrange(4))
        }
        nested: dict[str, Any] = {}
        for kind, values in layers[layer].items():
            table = nested.setdefault("language", {}).setdefault(kind, {}) if kind else nested
            for key, value in values.items():
                section, _, name = key.partition(".")
                table.setdefault(section, {})[name] = value
        announced.clear()
        settings.set_layer(layer, nested)
        after = all_values()
        assert {(k, kind): settings.get(k, kind) for k, kind in after} == after
        assert announced == {key for key, kind in after if before[key, kind] != after[key, kind]}
        assert observed == {key: after[key, ""] for key in pools}


@pytest.mark.parametrize("seed", range(10))
def test_declaring_and_withdrawing_leaves_what_declaring_anew_does(seed: int) -> None:
    random_ = random.Random(seed)
    keys = ["a.x", "a.y", "a.deep.z", "b.x", "b.deep.y", "c.x"]
    names = [*keys, "a", "b", "a.deep", "b.deep"]
    source = "".join(
        f"{random_.choice(['', 'language.go.'])}{name} = 1\n"
        for name in dict.fromkeys(random_.sample(names, 3))
    )
    try:
        load_settings(source, "s.toml")
    except ProblemError:
        source = f"{random_.choice(keys)} = 1\n"
    settings = Settings()
    settings.load(USER, source, "s.toml")
    held: dict[str, Any] = {}
    for _ in range(40):
        key = random_.choice(keys)
        if key in held:
            held.pop(key).dispose()
        else:
            held[key] = settings.declare([Setting(key, "integer", 0, per_language=True)], "acme")
        fresh = Settings([Setting(each, "integer", 0, per_language=True) for each in held])
        fresh.load(USER, source, "s.toml")
        for language in ("", "go"):
            assert {each: settings.get(each, language) for each in held} == {
                each: fresh.get(each, language) for each in held
            }, (source, list(held))
        assert problems(settings) == problems(fresh), (source, list(held))
        with contextlib.suppress(ProblemError):  # what stands inside of what is still known
            settings.declare([Setting("a", "integer", 0)], "acme").dispose()
            assert not any(each.startswith("a.") for each in held)

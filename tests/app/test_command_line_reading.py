"""What the arguments mean, before anything is done."""

from __future__ import annotations

from pathlib import Path

import pytest

from pith_app._arguments import GlobalOptions, Target, UsageError, parse_target
from pith_app._command_line._reading import Request, read, read_targets
from pith_app._command_line._saying import printable, table
from pith_app._command_line._words import HelpWanted, Syntax, read_words


def test_without_arguments_there_is_a_window() -> None:
    assert read([]) == Request("window")


def test_paths_are_opened_in_their_order() -> None:
    assert read(["b", "a:3"]) == Request("window", ("b", "a:3"))


def test_options_may_stand_between_paths() -> None:
    everywhere = GlobalOptions(safe_mode=True)
    assert read(["a", "--safe-mode", "b"]) == Request("window", ("a", "b"), everywhere)


def test_folders_of_options_are_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    everywhere = read(
        ["--user-dir", "u", "--extensions-dir=x", "--extensions-dir", "/y"]
    ).everywhere
    assert everywhere.user_dir == tmp_path / "u"
    assert everywhere.extensions_dirs == (tmp_path / "x", Path("/y"))


def test_home_is_known_where_the_shell_does_not_expand_it() -> None:
    assert read(["--user-dir=~/u"]).everywhere.user_dir == Path.home() / "u"


def test_the_last_user_dir_counts() -> None:
    assert read(["--user-dir=/a", "--user-dir=/b"]).everywhere.user_dir == Path("/b")


def test_global_options_go_with_sub_commands() -> None:
    request = read(["--safe-mode", "command", "list", "--json"])
    assert request == Request("command", ("list", "--json"), GlobalOptions(safe_mode=True))


@pytest.mark.parametrize(
    "arguments",
    [["./extension"], ["--", "extension"], ["a", "extension"], ["--safe-mode", "--", "command"]],
)
def test_a_path_may_be_named_like_a_sub_command(arguments: list[str]) -> None:
    request = read(arguments)
    assert request.what == "window"
    assert request.words[-1] == arguments[-1]


def test_after_two_dashes_everything_is_a_path() -> None:
    assert read(["--", "--version", "--"]).words == ("--version", "--")


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--safe-mode", "--version"], ["a", "--version"]]
)
def test_version(arguments: list[str]) -> None:
    assert read(arguments).what == "version"


@pytest.mark.parametrize("arguments", [["-h"], ["--help"], ["a", "-h"]])
def test_help(arguments: list[str]) -> None:
    assert read(arguments).what == "help"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sav-mode"], "there is no option --sav-mode (type: pith --safe-mode)"),
        (["--quux=1"], "there is no option --quux (type: pith --help)"),
        (["-v"], "there is no option -v (type: pith --help)"),
        (["--user-dir"], "--user-dir needs a folder (type: pith --user-dir DIR)"),
        (["--user-dir="], "--user-dir needs a folder (type: pith --user-dir DIR)"),
        (["--safe-mode=yes"], "--safe-mode takes no value (type: pith --safe-mode)"),
        (["-"], "a text cannot be read from a pipe (type: pith ./- for a file of that name)"),
    ],
)
def test_wrong_options(arguments: list[str], message: str) -> None:
    with pytest.raises(UsageError) as error:
        read(arguments)
    assert str(error.value) == message


def test_an_empty_path_is_none() -> None:
    with pytest.raises(UsageError, match="a path is empty"):
        read_targets(["a", ""])


def test_a_window_has_one_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "c").touch()
    assert len(read_targets([str(tmp_path / "a"), str(tmp_path / "c")])) == 2
    with pytest.raises(UsageError, match="a window has one folder"):
        read_targets([str(tmp_path / "a"), str(tmp_path / "b")])


@pytest.mark.parametrize(
    ("text", "name", "row", "column"),
    [
        ("new", "new", None, None),
        ("new:3", "new", 2, None),
        ("new:3:7", "new", 2, 6),
        ("new:0:0", "new", 0, 0),
        ("new:3:", "new", 2, None),
        ("new:", "new", None, None),
        ("new:x", "new:x", None, None),
        ("new:1:2:3", "new:1", 1, 2),
        (":3", ":3", None, None),
        ("with:colon", "with:colon", None, None),
        ("with:colon:4", "with:colon", 3, None),
        ("there:5", "there:5", None, None),
        ("there:5:6", "there:5", 5, None),
        ("there:5:6:7", "there:5", 5, 6),
        ("folder/../new:2", "new", 1, None),
        ("new:" + "9" * 5000, "new:" + "9" * 5000, None, None),
    ],
)
def test_where_in_a_file(
    text: str, name: str, row: int | None, column: int | None, tmp_path: Path
) -> None:
    (tmp_path / "there:5").touch()
    assert parse_target(text, tmp_path) == Target(tmp_path / name, row, column)


def test_a_link_keeps_its_name(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("file")
    assert parse_target("link", tmp_path).path == tmp_path / "link"


SYNTAX = Syntax("draw", ("OUT",), ("PATH",), flags=("--fast",), values=(("--size", "WxH"),))


def test_words_are_told_apart() -> None:
    given = read_words(["--size", "1x1", "a", "--fast", "--", "--b"], SYNTAX)
    assert given.arguments == ["a", "--b"]
    assert given.flags == {"--fast"}
    assert given.values == {"--size": "1x1"}


def test_a_value_may_follow_an_equals_sign() -> None:
    assert read_words(["a", "--size=2x2", "--size=3x3"], SYNTAX).values == {"--size": "3x3"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "draw needs OUT"),
        (["a", "b", "c"], "draw has no place for c"),
        ([""], "OUT is empty"),
        (["a", "--size"], "--size needs WxH"),
        (["a", "--size="], "--size needs WxH"),
        (["a", "--fast=1"], "--fast takes no value"),
        (["a", "--fats"], "draw has no option --fats; did you mean --fast?"),
        (["a", "--user-dir=/x"], "--user-dir stands before the word draw"),
    ],
)
def test_wrong_words(words: list[str], message: str) -> None:
    with pytest.raises(UsageError) as error:
        read_words(words, SYNTAX)
    assert str(error.value) == f"{message} (type: pith draw OUT [PATH] [--size WxH] [--fast])"


def test_help_is_asked_for_anywhere() -> None:
    with pytest.raises(HelpWanted):
        read_words(["a", "b", "c", "-h"], SYNTAX)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("schön 語", "schön 語"),
        ("a\nb\tc", "a b c"),
        ("\x1b[31mred\x07", "\\x1b[31mred\\x07"),
        ("bytes \udcff", "bytes \udcff"),
        ("turned \u202e", "turned \\u202e"),
    ],
)
def test_nothing_a_terminal_would_obey_is_printed(text: str, shown: str) -> None:
    assert printable(text) == shown


def test_columns_are_as_wide_as_they_look(capsys: pytest.CaptureFixture[str]) -> None:
    table(("A", "B", "C"), [("語言", "x", ""), ("ab", "", "c")])
    assert capsys.readouterr().out == "A     B  C\n語言  x\nab       c\n"

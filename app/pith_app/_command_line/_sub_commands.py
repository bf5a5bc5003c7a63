"""The sub-commands by name, and finding the one that is meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from pith_app._arguments import UsageError
from pith_app._command_line import _command, _extension, _screenshot
from pith_app._command_line._help import HELP, about
from pith_app._command_line._reading import Request
from pith_app._command_line._saying import say
from pith_app._command_line._surroundings import Surroundings
from pith_app._command_line._words import Given, HelpWanted, Syntax, nearest, read_words

Action = Callable[[Given, Surroundings], int]

_ACTIONS: Final[Mapping[str, tuple[Syntax, Action]]] = {
    syntax.name: (syntax, action)
    for syntax, action in (*_extension.ACTIONS, *_command.ACTIONS, *_screenshot.ACTIONS)
}


def run_sub_command(request: Request) -> int:
    """Do what needs no window. Raises UsageError, ProblemError."""
    if request.what == "help":
        return _help()
    if request.what == "version":
        from pith_app.paths import build_label

        say(f"pith {build_label()}")
        return 0
    name, words = request.what, request.words
    if name not in _ACTIONS:
        if words[:1] in (("-h",), ("--help",)):
            return _help(name)
        name, words = _action(name, words)
    syntax, action = _ACTIONS[name]
    try:
        given = read_words(words, syntax)
    except HelpWanted:
        return _help(name)
    return action(given, Surroundings.of(request.everywhere))


def _action(group: str, words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """`extension` and `list …` are `extension list` and `…`."""
    known = [name.partition(" ")[2] for name in _ACTIONS if name.startswith(f"{group} ")]
    usage = f"(type: pith {group} {'|'.join(known)})"
    if not words:
        raise UsageError(f"{group} needs to know what to do {usage}")
    if words[0] not in known:
        near = nearest(words[0], known)
        advice = f"; did you mean {near}?" if near else ""
        raise UsageError(f"there is no {group} {words[0]}{advice} {usage}")
    return f"{group} {words[0]}", words[1:]


def _help(topic: str = "") -> int:
    if not topic:
        for line in HELP.splitlines():
            say(line)
    for name, (syntax, _) in _ACTIONS.items():
        if topic and (name == topic or name.startswith(f"{topic} ")):
            say(syntax.usage)
            for line in about(name) if topic == name else ():
                say(f"    {line}")
    return 0

"""The arguments of a sub-command, read by what it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pith_app._arguments import UsageError

_GLOBAL = ("--safe-mode", "--user-dir", "--extensions-dir", "--version")


class HelpWanted(Exception):
    """`--help` is among the arguments."""


class Syntax(NamedTuple):
    """What a sub-command takes: names of arguments (optional ones last), and options."""

    name: str
    """`extension install`"""
    needs: tuple[str, ...] = ()
    may_have: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    """(option, name of its value)"""
    and_more: bool = False
    """Whether the last argument may be given several times."""

    @property
    def usage(self) -> str:
        """`pith extension install FOLDER [--update]`"""
        parts = [
            "pith",
            self.name,
            *self.needs,
            *(f"[{name}]" for name in self.may_have),
            *(("…",) if self.and_more else ()),
            *(f"[{option} {value}]" for option, value in self.values),
            *(f"[{flag}]" for flag in self.flags),
        ]
        return " ".join(parts)

    def wrong(self, message: str) -> UsageError:
        """The error that says `message` and what to type."""
        return UsageError(f"{message} (type: {self.usage})")


class Given(NamedTuple):
    """What a sub-command was given."""

    arguments: list[str]
    flags: frozenset[str]
    values: dict[str, str]


def read_words(words: Sequence[str], syntax: Syntax) -> Given:
    """Read a sub-command's arguments; options may stand anywhere, until `--`.

    Raises UsageError, and HelpWanted.
    """
    arguments: list[str] = []
    flags: set[str] = set()
    values: dict[str, str] = {}
    takes = dict(syntax.values)
    rest = iter(words)
    for word in rest:
        if word == "--":
            arguments += rest
            break
        if word == "-" or not word.startswith("-"):
            arguments.append(word)
            continue
        if word in ("-h", "--help"):
            raise HelpWanted
        option, equals, value = word.partition("=")
        if option in syntax.flags:
            if equals:
                raise syntax.wrong(f"{option} takes no value")
            flags.add(option)
        elif option in takes:
            values[option] = value if equals else next(rest, "")
            if not values[option]:
                raise syntax.wrong(f"{option} needs {takes[option]}")
        elif option in _GLOBAL:
            first = syntax.name.partition(" ")[0]
            raise syntax.wrong(f"{option} stands before the word {first}")
        else:
            near = nearest(option, (*syntax.flags, *takes))
            advice = f"; did you mean {near}?" if near else ""
            raise syntax.wrong(f"{syntax.name} has no option {option}{advice}")
    _check_count(arguments, syntax)
    return Given(arguments, frozenset(flags), values)


def nearest(word: str, known: Iterable[str]) -> str:
    """The one of `known` that is most like `word`, "" if none is."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1)
    return near[0] if near else ""


def _check_count(arguments: Sequence[str], syntax: Syntax) -> None:
    if len(arguments) < len(syntax.needs):
        missing = " and ".join(syntax.needs[len(arguments) :])
        raise syntax.wrong(f"{syntax.name} needs {missing}")
    most = (*syntax.needs, *syntax.may_have)
    if syntax.and_more:
        most += (most[-1],) * (len(arguments) - len(most))
    if len(arguments) > len(most):
        surplus = arguments[len(most)]
        raise syntax.wrong(f"{syntax.name} has no place for {surplus}")
    for name, argument in zip(most, arguments, strict=False):
        if not argument:
            raise syntax.wrong(f"{name} is empty")

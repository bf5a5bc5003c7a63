"""What an extension can be loaded for, each described once."""

from __future__ import annotations

from typing import Final, NamedTuple


class ActivationEvent(NamedTuple):
    """An event by what it begins with. One that ends with a colon takes a value."""

    start: str
    value: str
    description: str

    @property
    def written(self) -> str:
        """As the documentation writes it: `onLanguage:<id>`."""
        return f"{self.start}<{self.value}>" if self.value else self.start


ACTIVATION_EVENTS: Final = tuple(
    ActivationEvent(*each)
    for each in (
        ("onLanguage:", "id", "A document of that language is opened, or is open already."),
        (
            "onCommand:",
            "id",
            "That command is run and nobody handles it. Its own commands need not be named.",
        ),
        ("onView:", "id", "That view is shown for the first time. Its own need not be named."),
        ("onOpener:", "id", "That opener is to show a file. Its own need not be named."),
        (
            "onScheme:",
            "scheme",
            "A document that is reached so is opened, or is open already: `file`, or `untitled` for"
            " one that was never saved.",
        ),
        (
            "workspaceContains:",
            "pattern",
            "A folder that the window shows has such a file: `Makefile`, `**/*.csproj`. `*` and `?`"
            " stand within a name, `**` for folders, `{a,b}` for either. It is looked for when the"
            " window shows the folder, and when an extension comes that waits for it: a file that"
            " is made later counts the next time.",
        ),
        ("onExtension:", "id", "That extension has been activated, or is active already."),
        ("onStartupFinished", "", "The window shows, with everything that is open."),
        (
            "*",
            "",
            "At once, while the program starts. It makes everybody wait: there is hardly a reason.",
        ),
    )
)


def event_fault(event: str) -> str:
    """What is wrong with an event that a manifest names; empty if nothing is."""
    kind, colon, value = event.partition(":")
    starts = [each.start for each in ACTIVATION_EVENTS]
    if kind + colon in starts and bool(colon) == bool(value):
        return _value_fault(kind, value)
    if f"{kind}:" in starts:
        return f"`{event}` says not what to wait for"
    return f"`{event}` is no activation event"


def _value_fault(kind: str, value: str) -> str:
    if kind == "workspaceContains":
        if value.startswith("/") or "\\" in value or ".." in value.split("/"):
            return f"`{value}` is no pattern below a folder: names with `/` between"
        if "[" in value or "{" in value:
            return _pattern_fault(value)
    return ""


def _pattern_fault(pattern: str) -> str:
    from pith.api import compile_globs

    try:
        compile_globs([pattern])
    except ValueError as error:
        return f"`{pattern}` is no pattern: {error}"
    return ""

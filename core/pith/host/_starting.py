"""What the disk has when the program starts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pith.base import Problem, ProblemError
from pith.host._choices import NOTHING_CHOSEN, Choices, read_choices
from pith.host._discovery import Found, find_extensions
from pith.host._folders import HostFolders
from pith.host._manifest_cache import ManifestCache


class Start(NamedTuple):
    """What the person chose, and every extension that is there."""

    choices: Choices
    #: What is wrong with the file of choices, which then counts as none.
    problems: tuple[Problem, ...]
    found: Sequence[Found]
    cache: ManifestCache


def read_start(paths: HostFolders) -> Start:
    """Read all of it. On any thread."""
    problems: tuple[Problem, ...] = ()
    choices = NOTHING_CHOSEN
    try:
        choices = read_choices(paths.state)
    except ProblemError as error:
        problems = error.problems
    cache = ManifestCache(paths.manifest_cache)
    return Start(choices, problems, find_extensions(paths.roots(choices.links()), cache), cache)

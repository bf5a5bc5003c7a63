"""`pith extension bisect`: find the extension that is to blame, with questions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from pith.base import Problem, ProblemError
from pith_app._command_line._saying import complain, finish, say
from pith_app._command_line._surroundings import Surroundings
from pith_app._command_line._words import Given, Syntax

if TYPE_CHECKING:
    from pith.host import Bisection
    from pith.host.manage import DisabledForNow

BISECT: Final = Syntax("extension bisect")


def bisect(given: Given, surroundings: Surroundings) -> int:
    from pith.host.manage import bisecting

    with bisecting(surroundings.folders) as (search, disabled):
        if disabled.recovered:
            complain("a search that was broken off had disabled extensions; they are enabled again")
        if search.done:
            say("no extension runs, so none is to blame")
            return 0
        say("Extensions are disabled for now; a window that runs follows at once.")
        say("Try what went wrong, in it or in a new one, and answer here.")
        went_through = _search(search, disabled)
    if not went_through:
        say("stopped; everything is enabled again that was")
        return 1
    if not search.culprit:
        say("It is there without any extension as well: none is to blame.")
        return 1
    say(f"It is {search.culprit}. It is enabled, as before; to change that:")
    say(f"    pith extension disable {search.culprit}")
    return 0


def _search(search: Bisection, disabled: DisabledForNow) -> bool:
    """Ask until it is known; False if the person stops."""
    while True:
        disabled.disable(search.left_out)
        still_there = _ask(len(search.left_out), search.steps_left)
        if still_there is None:
            return False
        search.answer(still_there)
        if search.done:
            return True


def _ask(disabled: int, questions: int) -> bool | None:
    """Whether the trouble is still there; None to stop."""
    more = "1 question" if questions == 1 else f"about {questions} questions"
    while True:
        say(f"{disabled} extensions are disabled ({more} to go).")
        say("Is it still wrong? [y]es, [n]o, [s]top")
        finish()
        try:
            line = sys.stdin.readline() if sys.stdin is not None else ""
        except KeyboardInterrupt:
            return None
        if not line:
            raise ProblemError(
                Problem("bisect asks questions, and nobody answers", advice="use a terminal")
            )
        answer = line.strip().casefold()
        if answer in ("y", "yes", "n", "no"):
            return answer.startswith("y")
        if answer in ("s", "stop", "q", "quit"):
            return None

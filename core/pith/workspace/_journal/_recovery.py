"""What processes that are no more left unsaved: found, taken, and read."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pith.base import Problem, ProblemError, report_exception
from pith.workspace._journal._files import (
    ASIDE_SUFFIX,
    NEW_SUFFIX,
    SUFFIX,
    JournalFiles,
    journal_names,
)
from pith.workspace._journal._framing import Condition, NewerFormatError, NotAJournalError
from pith.workspace._journal._values import Load

if TYPE_CHECKING:
    from pith.workspace._journal._reading import Journal


class Recovered(NamedTuple):
    """One journal that was taken over: `handle` holds its lock, `real_path` is the document's
    with links followed."""

    name: str
    handle: int
    journal: Journal
    real_path: Path | None


class Recovery(NamedTuple):
    """What there was to recover, and what could not be."""

    found: tuple[Recovered, ...]
    problems: tuple[Problem, ...]


def recover(files: JournalFiles, load: Load, clock_offset: float) -> Recovery:
    """Take over every journal whose owner lives no more. Blocking.

    A journal that is damaged is set aside as it is, and what is before the damage is recovered.
    One that cannot be read at all stays where it is or is set aside; the problem says where.
    Journals without unsaved work are removed.
    """
    found: list[Recovered] = []
    problems: list[Problem] = []
    try:
        names = files.names()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        problem = Problem(
            f"whether anything was left unsaved cannot be found out: {reason}",
            source=str(files.folder),
            advice="what is typed now may not survive a crash either; put its rights in order",
        )
        return Recovery((), (problem,))
    for name in journal_names(names):
        try:
            handle = files.take(name + SUFFIX)
        except OSError as error:
            problems.append(_problem(files, name, f"cannot be read: {error.strerror}".lower()))
            continue
        if handle is None:
            continue
        try:
            recovered = _recover_one(files, name, handle, load, clock_offset)
        except ProblemError as error:
            problems += error.problems
            recovered = None
        except OSError as error:
            problems.append(_problem(files, name, f"cannot be read: {error.strerror}".lower()))
            recovered = None
        except Exception as error:
            # Whatever is wrong with one, the others come back, and so does this one some day.
            report_exception(error, f"while the journal {name} was read")
            problems.append(_unreadable(files, name))
            recovered = None
        if recovered is None:
            files.close(handle)
            continue
        found.append(recovered)
        if recovered.journal.broken_off:
            problems.append(_broken_off(recovered.journal))
        if recovered.journal.condition is Condition.DAMAGED:
            what = recovered.journal.facts.path or recovered.journal.facts.name
            problems.append(
                _problem(
                    files,
                    name,
                    f"the journal of {what} is damaged: what was before the damage was recovered",
                    ASIDE_SUFFIX,
                    "look at the text before you save it; the damaged journal was set aside",
                )
            )
    _sweep(files, names)
    return Recovery(tuple(found), tuple(problems))


def _recover_one(
    files: JournalFiles, name: str, handle: int, load: Load, clock_offset: float
) -> Recovered | None:
    from pith.workspace._journal._reading import EmptyJournalError, read_journal

    data = files.read(handle)
    try:
        journal = read_journal(data, load, clock_offset)
    except NewerFormatError as error:
        raise ProblemError(
            _problem(
                files,
                name,
                f"it was written by a newer version of Pith (format {error.args[0]})",
                SUFFIX,
                "start that version to get at the unsaved work in it",
            )
        ) from None
    except (NotAJournalError, EmptyJournalError):
        if not data.strip(b"\0"):
            files.remove(name + SUFFIX)  # a power loss came before a byte of it
            return None
        files.replace(name + SUFFIX, name + ASIDE_SUFFIX)
        raise ProblemError(
            _problem(
                files,
                name,
                "the journal is damaged from its beginning: nothing could be recovered",
                ASIDE_SUFFIX,
                "it was set aside, and is not read again",
            )
        ) from None
    if not journal.broken_off:
        for left in journal.left:
            with contextlib.suppress(OSError):
                left.unlink()
    if journal.condition is Condition.DAMAGED:
        files.copy_aside(name + SUFFIX, name + ASIDE_SUFFIX, data)
    elif _is_saved(journal):
        files.remove(name + SUFFIX)
        return None
    path = journal.facts.path
    real_path = Path(os.path.realpath(path)) if path is not None else None
    return Recovered(name, handle, journal, real_path)


def _is_saved(journal: Journal) -> bool:
    """Whether the file holds all of it already."""
    facts, saved = journal.facts, journal.saved
    return (
        not journal.pieces
        and not journal.waiting
        and journal.history.state == saved.state
        and (facts.encoding, facts.bom) == (saved.encoding, saved.bom)
    )


def _unreadable(files: JournalFiles, name: str) -> Problem:
    return _problem(
        files,
        name,
        "unsaved work could not be brought back, because of a fault in Pith",
        SUFFIX,
        "it stays there, and is tried again at the next start",
    )


def left_alone(files: JournalFiles, recovered: Recovered) -> Problem:
    """Let go of a journal that was read, but of which no document could be made."""
    files.close(recovered.handle)
    return _unreadable(files, recovered.name)


def _broken_off(journal: Journal) -> Problem:
    there = [str(each) for each in journal.left if each.exists()]
    advice = "save it again"
    if len(there) == 2:
        advice = f"what was to be saved is in {there[0]}, and what was there before in {there[1]}"
    return Problem(
        "saving it was broken off: it may hold parts of what was there before and after",
        source=str(journal.facts.path or journal.facts.name),
        advice=advice,
    )


def _sweep(files: JournalFiles, names: list[str]) -> None:
    """Remove checkpoints that were never finished, by processes that are no more."""
    for name in names:
        if name.endswith(NEW_SUFFIX):
            try:
                handle = files.take(name)
                if handle is not None:
                    files.remove(name)
                    files.close(handle)
            except OSError:
                continue


def _problem(
    files: JournalFiles, name: str, message: str, suffix: str = SUFFIX, advice: str = ""
) -> Problem:
    return Problem(message, source=str(files.folder / (name + suffix)), advice=advice)

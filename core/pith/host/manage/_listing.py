"""Which extensions there are, without running any."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pith.base import Problem, ProblemError
from pith.host._choices import read_choices
from pith.host._choosing import choose
from pith.host._contributions import Contributions, contributed_by
from pith.host._discovery import find_extensions
from pith.host._folders import HostFolders
from pith.host._manifest_cache import ManifestCache
from pith.host._record import ExtensionRecord
from pith.host._requirements import Verdict, in_order, judge


def list_extensions(folders: HostFolders, shown: Sequence[Path] = ()) -> list[ExtensionRecord]:
    """Every extension by name, as a window that shows the folders `shown` would declare it now.

    Reads the disk.

    Raises ProblemError if it cannot be said what is disabled.
    """
    choices = read_choices(folders.state)
    roots = folders.roots(choices.links())
    found = find_extensions(roots, ManifestCache(folders.manifest_cache))
    chosen, overrides = choose(roots, {each.folder: each for each in found})
    verdicts = judge(chosen, choices.disabled_in(shown))
    contributions = Contributions()
    records = []
    for name in in_order(chosen):
        each, verdict = chosen[name], verdicts[name]
        if verdict.usable:
            problems = tuple(contributions.conflicts(each))
            if problems:
                verdict = Verdict("invalid", problems)
            else:
                contributions.apply({name: contributed_by(each)})
        records.append(
            ExtensionRecord(
                id=name,
                name=each.name,
                version=each.version,
                description=each.manifest.description if each.manifest is not None else "",
                tier=each.manifest.tier if each.manifest is not None else None,
                origin=each.origin,
                folder=each.folder,
                state=verdict.state,
                problems=verdict.problems,
                overrides=tuple(other.folder for other in overrides.get(name, ())),
                manifest=each.manifest,
            )
        )
    return sorted(records, key=lambda record: (record.name.casefold(), record.id))


def unknown_extension(extension_id: str, known: list[str]) -> ProblemError:
    """The error for an id that nothing has, with the nearest one there is."""
    from pith.host._schema_errors import suggest

    return ProblemError(
        Problem(f"there is no extension {extension_id}", advice=suggest(extension_id, known))
    )

"""Which folder counts, where several have an extension of one id."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pith.base import Problem
from pith.host._discovery import Found, Root


def choose(
    roots: Iterable[Root], found: dict[Path, Found]
) -> tuple[dict[str, Found], dict[str, tuple[Found, ...]]]:
    """Which folder counts for each id, and which ones it stands before.

    Of two in one folder for extensions the first counts, and the other is at fault.
    """
    chosen: dict[str, Found] = {}
    overrides: dict[str, tuple[Found, ...]] = {}
    for root in roots:
        here: dict[str, Found] = {}
        for folder in sorted(filter(root.has, found)):
            each = found[folder]
            if each.id not in here:
                here[each.id] = each
                continue
            message = f"has the id {each.id}, which is that of {here[each.id].folder.name}"
            problem = Problem(message, str(folder), advice="remove one of them")
            name = f"{each.id} ({folder.name})"
            here[name] = each._replace(id=name, manifest=None, problems=(problem,))
        for name, each in here.items():
            if name in chosen and chosen[name].folder != each.folder:
                overrides[name] = (*overrides.get(name, ()), chosen[name])
            chosen[name] = each
    return chosen, overrides

"""Which extensions the person has disabled, in a file that several processes may change."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pith.base import Problem, ProblemError
from pith.host._lock import locked
from pith.host._writing import write_atomically


def read_disabled(file: Path) -> frozenset[str]:
    """The ids of disabled extensions. Raises ProblemError for a file that is something else."""
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return frozenset()
    except OSError as error:
        problem = Problem(f"cannot be read: {error.strerror}", str(file))
        raise ProblemError(problem) from None
    import json  # most people disable nothing, and then there is no file

    try:
        disabled = json.loads(content)["disabled"]
        if not isinstance(disabled, list) or not all(isinstance(each, str) for each in disabled):
            raise TypeError
    except (ValueError, KeyError, TypeError):
        raise ProblemError(
            Problem(
                "is not the list of disabled extensions it should be",
                str(file),
                advice='write {"disabled": []}, or remove it',
            )
        ) from None
    return frozenset(disabled)


def change_disabled(
    file: Path, lock: Path, change: Callable[[frozenset[str]], frozenset[str]]
) -> frozenset[str]:
    """Replace the ids by `change(ids)`, while nobody else does; returns what is there then.

    An empty list is no file. Raises ProblemError.
    """
    with locked(lock):
        before = read_disabled(file)
        after = change(before)
        if after == before:
            return after
        import json

        try:
            if not after:
                file.unlink()
                return after
            text = json.dumps({"disabled": sorted(after)}, indent=2) + "\n"
            write_atomically(file, text.encode())
        except OSError as error:
            problem = Problem(f"cannot be written: {error.strerror}", str(file))
            raise ProblemError(problem) from None
        return after
